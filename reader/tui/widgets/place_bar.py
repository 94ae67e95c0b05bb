"""The bar at a page's right edge, which shows what part of the document is on the page."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from reader.tui.viewport import Viewport
from reader.tui.widgets.painting import Palette

BAR = 1
"""Cells the bar is wide."""


class PlaceBar:
    """The bar of a page that stands still; made anew when the page turns."""

    def __init__(self, window: Viewport | None, height: int, palette: Palette) -> None:
        self._place = _rows(window, height)
        ground = palette("page--bar") if self._place else palette()
        self._plain = Strip.blank(BAR, ground)
        self._thumb = Strip.blank(BAR, palette("page--bar", "page--bar-place"))

    def beside(self, rows: Sequence[Strip], first: int) -> list[Strip]:
        """Return rows with their piece of the bar at the right; ``first`` is the row they begin at."""
        plain, thumb, place = self._plain, self._thumb, self._place
        return [Strip.join((row, thumb if y in place else plain)) for y, row in enumerate(rows, first)]


def _rows(window: Viewport | None, height: int) -> range:
    """Return the rows that stand for the page; none where all of the document is on it."""
    if window is None or (window.at_start and window.at_end):
        return range(0)
    first, last = window.span
    begin, end = window.flow.fraction(first), window.flow.fraction(last)
    size = max(1, round((end - begin) * height))
    start = height - size if window.at_end else min(height - size, round(begin * height))
    return range(start, start + size)
