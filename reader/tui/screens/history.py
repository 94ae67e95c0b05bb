"""What the learner did, newest first, and what each step changed; undone and done again from here."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from reader.study.history import Step
from reader.tui.keys import HISTORY, Action, bindings
from reader.tui.screens.room import Room
from reader.tui.widgets.bars import Masthead
from reader.tui.widgets.table import Column, Row, Table
from reader.width import display

_SHOWN = 1000
_DETAILS = 8


class HistoryScreen(Room[None]):
    """Lists the steps; what is undone stands above what can be undone next."""

    ACTIONS: ClassVar[tuple[Action, ...]] = HISTORY
    BINDINGS = bindings(HISTORY)  # type: ignore[assignment]  # Textual's type is wider than what it takes

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[Step, ...] = ()

    def compose(self) -> ComposeResult:
        yield Masthead()
        yield Table(id="steps")
        yield Static(id="details")
        yield self.key_line()

    def on_mount(self) -> None:
        table = self._table
        table.fetch = self._fetch
        for bar in (self.query_one(Masthead), table):
            bar.ambiguous = self.dushu.ambiguous
        self.query_one(Masthead).title = "What you did"
        table.focus()
        self._list()

    def on_resize(self) -> None:
        self._show(self._table.cursor)

    @property
    def _table(self) -> Table:
        return self.query_one("#steps", Table)

    def _list(self) -> None:
        with self.telling():
            self._steps = self.session.notebook.steps(_SHOWN, undone=True)
        next_one = next((index for index, step in enumerate(self._steps) if not step.undone), 0)
        self._show(next_one)

    def _show(self, cursor: int) -> None:
        table = self._table
        room = max(20, table.size.width - 4 - 17 - 11)
        shown = (Column("at", "when", 16), Column("label", "what", room), Column("state", "", 8))
        table.show(shown, len(self._steps), cursor)
        undone = sum(step.undone for step in self._steps)
        masthead = self.query_one(Masthead)
        masthead.place = f"{len(self._steps) - undone:,} to undo, {undone:,} to do again"
        self._tell_details()

    def _fetch(self, start: int, end: int) -> list[Row]:
        return [
            Row(
                (
                    (f"{step.at.astimezone():%Y-%m-%d %H:%M}", "faint"),
                    (step.label, "faint" if step.undone else ""),
                    ("undone" if step.undone else "", "faint"),
                )
            )
            for step in self._steps[start:end]
        ]

    def on_table_cursor_moved(self) -> None:
        self._tell_details()

    def _tell_details(self) -> None:
        details = self.query_one("#details", Static)
        if not self._steps:
            details.update(Content(" nothing was done yet: what you save, mark and correct is listed here"))
            return
        told: tuple[str, ...] = ()
        with self.telling():
            told = self.session.notebook.told(self._steps[self._table.cursor])
        more = f"… and {len(told) - _DETAILS:,} more" if len(told) > _DETAILS else ""
        lines = [f" {display(line)}" for line in (*told[:_DETAILS], *filter(None, [more]))]
        details.update(Content("\n".join(lines)))

    def action_move(self, rows: int) -> None:
        self._table.move(rows)

    def action_page(self, pages: int) -> None:
        self._table.move(pages * self._table.rows_shown)

    def action_undo(self) -> None:
        self.take_back()
        self._list()

    def action_redo(self) -> None:
        self.do_again()
        self._list()

    def action_leave(self) -> None:
        self.dismiss(None)
