"""The list of keys, made from their declaration as the learner has set it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from reader.tui.keys import HELP, Action, bindings, key_names
from reader.tui.screens.room import Dialog
from reader.width import cells

KEY_WIDTH = 16


class HelpScreen(Dialog[None]):
    """Shows what keys do on the screen below."""

    ACTIONS = HELP
    BINDINGS = bindings(HELP)  # type: ignore[assignment]  # Textual's type is wider than what it takes

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__()
        self._actions = actions

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall"):
            with VerticalScroll(id="help"):
                yield Static(Content("\n").join(self._lines()))
            yield self.key_line()

    def on_mount(self) -> None:
        self.query_one("#help").focus()

    def action_scroll(self, lines: int) -> None:
        self.query_one("#help").scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        self.dismiss(None)

    def _lines(self) -> Iterator[Content]:
        group = ""
        for action in self._actions:
            if action.group != group:
                if group:
                    yield Content("")
                group = action.group
                yield Content(group).stylize("bold")
            keys = key_names(self.dushu.keys[action.id]) or "no key"
            yield Content(f"  {keys}{' ' * max(1, KEY_WIDTH - cells(keys))}{action.description}")
        yield Content("")
        yield Content("Mouse").stylize("bold")
        for what, does in (
            ("move", "the word's card"),
            ("click", "put the cursor there; again: the full card"),
            ("drag", "choose a phrase, to be saved as one word or corrected"),
            ("wheel", "scroll"),
        ):
            yield Content(f"  {what}{' ' * (KEY_WIDTH - len(what))}{does}")
        settings = f"Settings and keys of your own: {self.session.paths.config / 'config.toml'}"
        yield Content("")
        yield Content(settings)
