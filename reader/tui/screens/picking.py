"""A list to choose one thing from: contents, bookmarks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reader.tui.glosses import clip
from reader.tui.keys import PICKING, bindings
from reader.tui.screens.room import Dialog
from reader.width import cells, display

WIDTH = 60


class Choice(NamedTuple):
    """A line of the list, and what stands at its right."""

    text: str
    right: str = ""


class PickScreen(Dialog[int]):
    """Ends with the number of the line chosen, or with None."""

    ACTIONS = PICKING
    BINDINGS = bindings(PICKING)  # type: ignore[assignment]  # Textual's type is wider than what it takes

    def __init__(self, title: str, choices: Sequence[Choice], present: int = 0) -> None:
        super().__init__()
        self._title, self._choices, self._present = title, choices, present

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            yield OptionList(*(Option(self._line(each)) for each in self._choices), compact=True)
            yield self.key_line()

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.highlighted = self._present
        options.focus()

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(message.option_index)

    def action_cursor(self, step: int) -> None:
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_pick(self) -> None:
        self.query_one(OptionList).action_select()

    def action_leave(self) -> None:
        self.dismiss(None)

    def _line(self, choice: Choice) -> Content:
        ambiguous = self.dushu.ambiguous
        room = min(WIDTH, self.app.size.width - 10) - cells(choice.right, ambiguous) - 1
        text = clip(display(choice.text), room, ambiguous)
        return Content(text + " " * (room - cells(text, ambiguous) + 1) + choice.right)
