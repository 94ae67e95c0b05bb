"""One line to type: a search, a percentage."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from reader.tui.keys import PROMPT, bindings
from reader.tui.screens.room import Dialog
from reader.width import display


class PromptScreen(Dialog[str]):
    """Ends with what was typed, or with None."""

    ACTIONS = PROMPT
    BINDINGS = bindings(PROMPT)  # type: ignore[assignment]  # Textual's type is wider than what it takes

    def __init__(self, title: str, hint: str, value: str = "") -> None:
        super().__init__()
        self._title, self._hint, self._value = title, hint, value

    def compose(self) -> ComposeResult:
        with Horizontal(id="prompt"):
            yield Static(Content(f" {self._title} "), id="prompt-title")
            yield Input(display(self._value), placeholder=self._hint, compact=True, select_on_focus=True)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        self.dismiss(message.value)

    def action_leave(self) -> None:
        self.dismiss(None)
