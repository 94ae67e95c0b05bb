"""This text in numbers, as far as it is counted."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from reader.dictionary.levels import level
from reader.document.model import Document
from reader.study.statuses import Statuses
from reader.tui.annotating import Annotating
from reader.tui.counting import counts
from reader.tui.keys import STATISTICS, bindings
from reader.tui.screens.room import Dialog
from reader.width import display

NAME_WIDTH = 14


class StatisticsScreen(Dialog[None]):
    """Counts the text's words and shares; shows how far it is while they are still being counted."""

    ACTIONS = STATISTICS
    BINDINGS = bindings(STATISTICS)  # type: ignore[assignment]  # Textual's type is wider than what it takes

    def __init__(self, document: Document, annotating: Annotating, statuses: Statuses) -> None:
        super().__init__()
        self._document, self._annotating, self._statuses = document, annotating, statuses

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall"):
            yield Static(Content(display(self._document.title)), classes="dialog-title")
            with VerticalScroll():
                yield Static(id="counts")
            yield self.key_line()

    def on_mount(self) -> None:
        self._count()
        self._timer = self.set_interval(0.5, self._count)

    def _count(self) -> None:
        index = self._annotating.index
        if not index.complete:
            share = index.done * 100 // max(1, len(self._document.paragraphs))
            self.query_one("#counts", Static).update(Content(f"counting the words … {share} %"))
            return
        self._timer_stop()
        lines = [
            Content(f"{name}{' ' * max(1, NAME_WIDTH - len(name))}{number}") if name else Content("")
            for name, number in counts(
                self._document, index, self._statuses, lambda word: level(word, "2025") or level(word, "2021")
            )
        ]
        self.query_one("#counts", Static).update(Content("\n").join(lines))

    def _timer_stop(self) -> None:
        timer = getattr(self, "_timer", None)
        if timer is not None:
            timer.stop()

    def action_leave(self) -> None:
        self.dismiss(None)
