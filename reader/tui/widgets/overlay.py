"""A card drawn over rows that are already painted."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip

from reader.tui.placing import Rectangle
from reader.width import char_cells


class Overlay:
    """Strips that stand over a rectangle of a page; nothing while ``region`` is None."""

    def __init__(self) -> None:
        self.region: Rectangle | None = None
        self._strips: Sequence[Strip] = ()

    def clear(self) -> None:
        self.region, self._strips = None, ()

    def show(self, region: Rectangle, strips: Sequence[Strip]) -> None:
        self.region, self._strips = region, strips

    def rows(self) -> range:
        """The rows it covers."""
        return range(self.region.y, self.region.bottom) if self.region else range(0)

    def over(self, y: int, row: Strip) -> Strip:
        """Return ``row``, which is row ``y`` of the page, with the overlay on it."""
        region = self.region
        if region is None or not region.y <= y < region.bottom:
            return row
        width = row.cell_length
        left = cut(row, 0, region.x)
        right = cut(row, region.x + region.width, width)
        return Strip([*left, *self._strips[y - region.y], *right], width)


def cut(strip: Strip, start: int, end: int) -> list[Segment]:
    """Return the segments of cells ``start`` to ``end``; half a character is a blank.

    Strips can do this too, but leave a letter's combining mark behind on the other side of the cut, where
    it lands on the letter before; and know nothing of widened characters (see ``painting.widened``).
    """
    found: list[Segment] = []
    x = 0
    for segment in strip:
        if x >= end:
            break
        after = x + segment.cell_length
        if start <= x and after <= end:
            found.append(segment)
        elif after > start:
            text = _cut_text(segment.text, max(0, start - x), min(after, end) - x)
            found.append(Segment(text, segment.style))
        x = after
    return found


def _cut_text(text: str, start: int, end: int) -> str:
    """Return cells ``start`` to ``end`` of a text, counted as Textual counts them."""
    kept: list[str] = []
    x = 0
    for index, char in enumerate(text):
        size = char_cells(char)
        if size == 0:
            if kept and kept[-1] and start < x <= end:
                kept.append(char)
            continue
        if x >= end:
            break
        widened = text[index + 1 : index + 3] == " \b"
        whole = 2 if widened else size
        if start <= x and x + whole <= end:
            kept.append(char)
        elif x < end and x + size > start:  # half a character, or a widened one without its other half
            kept.append(" " * (min(x + size, end) - max(x, start)))
        x += size
    joined = "".join(kept)
    return " " + joined[2:] if joined.startswith(" \b") else joined
