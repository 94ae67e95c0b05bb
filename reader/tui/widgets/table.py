"""A table of any length: only the rows in the window are ever asked for, and drawn line by line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.tui.glosses import clip
from reader.tui.widgets.painting import Palette, widened
from reader.width import cells, display

KINDS = ("reading", "faint", "new", "learning", "known", "ignored", "name", "due")
MARK = "●"
_MARK_CELLS = 2
_CHUNK = 64
_KEPT = 16
"""Chunks of rows that are kept; the window never shows more than a few."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of ``width`` cells, with a blank after it. ``id`` is what a click on its head is told by."""

    id: str
    title: str
    width: int


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row: texts, each with the kind it is painted as or "". ``marked`` rows have a dot."""

    cells: tuple[tuple[str, str], ...]
    marked: bool = False


class Table(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows rows that ``fetch`` returns for a range of indices, below a head that stays.

    Messages: CursorMoved, RowChosen (a click on the row under the cursor), HeadChosen.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--head",
        "table--cursor",
        "table--marked",
        *(f"table--{kind}" for kind in KINDS),
    }
    ambiguous: reactive[int] = reactive(1)

    @dataclass
    class CursorMoved(Message):
        """Another row is under the cursor."""

        index: int

    @dataclass
    class RowChosen(Message):
        """The row under the cursor was clicked."""

        index: int

    @dataclass
    class HeadChosen(Message):
        """The head of a column was clicked."""

        column: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.columns: tuple[Column, ...] = ()
        self.fetch: Callable[[int, int], Sequence[Row]] = lambda start, end: ()
        self._count, self._cursor = 0, 0
        self._chunks: dict[int, Sequence[Row]] = {}
        self._palette: Palette | None = None

    # What it shows

    def show(self, columns: Sequence[Column], count: int, cursor: int) -> None:
        """Show ``count`` rows, fetched anew, with the cursor on one of them."""
        self.columns, self._count = tuple(columns), count
        self._chunks.clear()
        self.virtual_size = Size(sum(each.width + 1 for each in columns) + _MARK_CELLS, count + 1)
        self._put_cursor(cursor)
        self.refresh()

    def fetch_again(self) -> None:
        """Show the same rows as they are now."""
        self._chunks.clear()
        self.refresh()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    @property
    def cursor(self) -> int:
        """The index of the row under the cursor; 0 in an empty table."""
        return self._cursor

    @property
    def rows_shown(self) -> int:
        return max(1, self.size.height - 1)

    def move(self, rows: int) -> None:
        """Move the cursor by some rows, as far as there are any."""
        self._put_cursor(self._cursor + rows)

    def go_to(self, index: int) -> None:
        """Move the cursor to a row; -1 is the last one."""
        self._put_cursor(self._count - 1 if index < 0 else index)

    def _put_cursor(self, index: int) -> None:
        before, self._cursor = self._cursor, max(0, min(index, self._count - 1))
        top = int(self.scroll_offset.y)
        lowest = self._cursor - self.rows_shown + 1
        wanted = min(max(top, lowest), self._cursor)
        if wanted != top:
            self.scroll_to(y=max(0, wanted), animate=False, force=True, immediate=True)
        if before != self._cursor:
            self.post_message(self.CursorMoved(self._cursor))
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        self._put_cursor(self._cursor)

    # Drawing

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._palette = None

    def render_line(self, y: int) -> Strip:
        if self._palette is None:
            self._palette = Palette(self)
        if y == 0:
            head = [(each.title, "head") for each in self.columns]
            return self._line(head, "  ", ("table--head",))
        index = int(self.scroll_offset.y) + y - 1
        row = self._row(index)
        if row is None:
            return Strip.blank(self.size.width, self._palette())
        over = ("table--marked",) if row.marked else ()
        over = (*over, "table--cursor") if index == self._cursor else over
        return self._line(row.cells, f"{MARK} " if row.marked else "  ", over)

    def _line(self, texts: Sequence[tuple[str, str]], lead: str, over: tuple[str, ...]) -> Strip:
        assert self._palette is not None
        segments = [Segment(self._shown(lead), self._palette(*over))]
        taken = cells(lead, self.ambiguous)
        for column, (text, kind) in zip(self.columns, texts, strict=False):
            shown = clip(display(text), column.width, self.ambiguous)
            padding = " " * (column.width - cells(shown, self.ambiguous) + 1)
            names = (f"table--{kind}", *over) if kind in KINDS else over
            segments.append(Segment(self._shown(shown), self._palette(*names)))
            segments.append(Segment(padding, self._palette(*over)))
            taken += column.width + 1
        return Strip(segments, taken).adjust_cell_length(self.size.width, self._palette(*over))

    def _shown(self, text: str) -> str:
        return text if self.ambiguous == 1 else widened(text)

    def _row(self, index: int) -> Row | None:
        if not 0 <= index < self._count:
            return None
        number = index // _CHUNK
        if number not in self._chunks:
            while len(self._chunks) >= _KEPT:
                del self._chunks[next(iter(self._chunks))]
            start = number * _CHUNK
            self._chunks[number] = self.fetch(start, min(start + _CHUNK, self._count))
        chunk = self._chunks[number]
        return chunk[index % _CHUNK] if index % _CHUNK < len(chunk) else None

    # The mouse

    def on_click(self, event: events.Click) -> None:
        if event.y == 0:
            x = _MARK_CELLS
            for column in self.columns:
                if x <= event.x <= x + column.width:
                    self.post_message(self.HeadChosen(column.id))
                x += column.width + 1
            return
        index = int(self.scroll_offset.y) + event.y - 1
        if index < self._count:
            if index == self._cursor:
                self.post_message(self.RowChosen(index))
            self._put_cursor(index)
