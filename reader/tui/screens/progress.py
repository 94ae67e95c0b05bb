"""The learner's numbers: answers, what is due, words, reading, a year at a glance."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from reader.study.progress import Progress, load_progress
from reader.tui.keys import PROGRESS, Action, bindings
from reader.tui.progress_text import progress_lines
from reader.tui.screens.room import Room
from reader.tui.widgets.bars import KeyLine, Masthead
from reader.tui.widgets.lines import Lines

WIDEST = 100


class ProgressScreen(Room[None]):
    """Shows everything under headings, one below the other."""

    ACTIONS: ClassVar[tuple[Action, ...]] = PROGRESS
    BINDINGS = bindings(PROGRESS)  # type: ignore[assignment]  # Textual's type is wider than what it takes
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._progress: Progress | None = None

    def compose(self) -> ComposeResult:
        yield Masthead()
        with VerticalScroll(id="sheet", can_focus=False), Vertical(id="column"):
            yield Lines(id="numbers")
        yield self.key_line()

    def on_mount(self) -> None:
        for line in (*self.query(Masthead), *self.query(KeyLine), *self.query(Lines)):
            line.ambiguous = self.dushu.ambiguous
        self.query_one(Masthead).title = "Your numbers"
        with self.telling():
            starts = self.session.config.review.day_starts
            self._progress = load_progress(self.session.notebook.database, datetime.now(timezone.utc), starts)
        self._show()

    def on_resize(self) -> None:
        self._show()

    def _show(self) -> None:
        if self._progress is not None:
            width = min(WIDEST, self.size.width) - 4
            self.query_one(Lines).lines = progress_lines(self._progress, width, self.dushu.ambiguous)

    def action_turn(self, step: int) -> None:
        """Go to the next heading, or the one before."""
        sheet, lines = self.query_one("#sheet"), self.query_one(Lines).lines
        heads = [row for row, line in enumerate(lines) if line and line[0][1] == "label"]
        here = round(sheet.scroll_y)
        later, earlier = [row for row in heads if row > here], [row for row in heads if row < here]
        if step > 0 and later:
            sheet.scroll_to(y=later[0] + 1, animate=False)
        elif step < 0:
            sheet.scroll_to(y=earlier[-1] if earlier else 0, animate=False)

    def action_scroll(self, lines: int) -> None:
        self.query_one("#sheet").scroll_relative(y=lines, animate=False)

    def action_help(self) -> None:
        from reader.tui.screens.help import HelpScreen

        self.dushu.push_screen(HelpScreen(self.ACTIONS))

    def action_leave(self) -> None:
        self.dismiss(None)
        self.dushu.next_document()
