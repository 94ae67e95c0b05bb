"""Everything about one word, on a screen of its own over the text."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from reader.tui.boxes import Notation
from reader.tui.card_content import CardContent
from reader.tui.keys import CARD, Action, bindings
from reader.tui.screens.room import Dialog
from reader.tui.widgets.card import FullCard


class CardScreen(Dialog[bool]):
    """Ends with True where the word is to be saved."""

    ACTIONS: ClassVar[tuple[Action, ...]] = CARD
    BINDINGS = bindings(CARD)  # type: ignore[assignment]  # Textual's type is wider than what it takes

    def __init__(
        self, content: CardContent, notation: Notation, ambiguous: int, can_save: bool = True
    ) -> None:
        super().__init__()
        self._card = FullCard(content, notation=notation, ambiguous=ambiguous)
        self._can_save = can_save

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall"):
            yield self._card
            yield self.key_line()

    def on_mount(self) -> None:
        self._card.focus()

    def action_scroll(self, lines: int) -> None:
        self._card.scroll_relative(y=lines, animate=False)

    def action_scroll_page(self, pages: int) -> None:
        self._card.scroll_relative(y=pages * max(1, self._card.size.height - 1), animate=False)

    def action_save(self) -> None:
        if self._can_save:
            self.dismiss(True)

    def action_leave(self) -> None:
        self.dismiss(False)
