"""What part of a document is on the page, and how it moves; no widget, no colours.

The reader's ``place`` is the position the page was turned to. It outlives every change of width, view or
script: the page then begins with whatever line shows that position now.
"""

from __future__ import annotations

from reader.document.model import Position
from reader.tui.boxes import Box, Line
from reader.tui.flow import Flow, LineRef, Placed


class Viewport:
    """A window of ``height`` rows on a :class:`Flow`."""

    def __init__(self, flow: Flow, height: int, place: Position) -> None:
        self.flow = flow
        self.height = max(1, height)
        self.place = place
        self.top = flow.find(place)
        self.placed: tuple[Placed, ...] = ()
        self._fill()

    @property
    def span(self) -> tuple[Position, Position]:
        """The first position on the page, and the one after its last."""
        first, last = self.placed[0].line, self.placed[-1].line
        return Position(first.paragraph, first.start), Position(last.paragraph, last.end)

    @property
    def fraction(self) -> float:
        """How much of the document has been read: 1 once its end is on the page."""
        first, last = self.span
        return 1.0 if self.at_end else self.flow.fraction(first if self.at_start else last)

    @property
    def at_start(self) -> bool:
        return self.flow.before(self.top) is None

    @property
    def at_end(self) -> bool:
        return self.following is None

    @property
    def following(self) -> LineRef | None:
        """The line after the page's last."""
        return self.flow.after(self._ref(self.placed[-1].line))

    def refill(self) -> None:
        """Set the page again after lines changed, the place still on its first line."""
        self.top = self.flow.find(self.place)
        self._fill()

    def turn_to(self, top: LineRef) -> None:
        """Make ``top`` the first line, and its beginning the place."""
        self.top = top
        self.place = Position(top.paragraph, self.flow.line(top).start)
        self._fill()

    def turn(self, step: int) -> bool:
        """Turn one page on (1) or back (-1); return False at an end."""
        top = self.following if step > 0 else self.flow.page_before(self.top, self.height)
        if top is None or top == self.top:
            return False
        self.turn_to(top)
        return True

    def scroll(self, lines: int) -> bool:
        """Move by ``lines``, not beyond the document's ends; return False where nothing moved."""
        moved = False
        for _ in range(abs(lines)):
            following = self.flow.after(self.top) if lines > 0 else self.flow.before(self.top)
            if following is None or (lines > 0 and self.at_end):
                break
            self.turn_to(following)
            moved = True
        return moved

    def to_end(self) -> None:
        """Show the last page."""
        self.turn_to(self.flow.last_page(self.height))

    def to_start(self) -> None:
        """Show the first page."""
        self.turn_to(self.flow.find(Position(0)))

    def holds(self, position: Position) -> bool:
        first, last = self.span
        return first <= position < last

    def reveal(self, position: Position) -> bool:
        """Turn as little as brings the line of ``position`` onto the page; return True if it had to."""
        if self.holds(position):
            return False
        ref = self.flow.find(position)
        below = self.flow.after(ref)
        last = self.placed[-1].line
        if position >= self.span[1] and ref.paragraph - last.paragraph <= 1:
            bottom = (
                self.flow.last_page(self.height)
                if below is None
                else self.flow.page_before(below, self.height)
            )
            self.turn_to(bottom)
        if not self.holds(position):
            self.turn_to(ref)
        return True

    def row_of(self, line: Line) -> int | None:
        """Return the row of a line on the page, or None."""
        return next((y for y, each in self.placed if each is line or each == line), None)

    def line_at(self, y: int) -> tuple[Line, int] | None:
        """Return the line at row ``y`` and the row within it."""
        for top, line in self.placed:
            if top <= y < top + line.height:
                return line, y - top
        return None

    def box_at(self, x: int, y: int) -> tuple[Line, Box] | None:
        """Return the token at cell ``x`` of the measure, row ``y``: its characters or its reading."""
        found = self.line_at(y)
        if found is None:
            return None
        line, row = found
        if row >= line.height - line.extra:
            return None
        box = line.box_at(x)
        if row < line.above:
            box = line.reading_at(x) or box
        return None if box is None else (line, box)

    def place_of(self, position: Position) -> tuple[int, Line, Box] | None:
        """Return row, line and box of the token at ``position`` if it is on the page."""
        for y, line in self.placed:
            if line.paragraph == position.paragraph and line.start <= position.offset < line.end:
                for box in line.boxes:
                    if box.start <= position.offset < box.end and box.width:
                        return y, line, box
        return None

    def _ref(self, line: Line) -> LineRef:
        return self.flow.find(Position(line.paragraph, line.start))

    def _fill(self) -> None:
        self.placed = tuple(self.flow.page_from(self.top, self.height))
