"""Where a card stands: beside its word, never over the line of text the word is in."""

from __future__ import annotations

from typing import NamedTuple

SMALLEST = 3
"""Rows below which a card is not worth showing."""


class Rectangle(NamedTuple):
    """Cells and rows, from the top left corner of the page."""

    x: int
    y: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        return self.y + self.height


def place_card(
    word_x: int, line_top: int, line_bottom: int, card: tuple[int, int], page: tuple[int, int]
) -> Rectangle | None:
    """Return where a card of (width, height) goes on a page of (width, height), or None for no room.

    The line of text takes the rows ``line_top`` to ``line_bottom`` (exclusive) and stays free. The card hangs
    below it where it fits, else stands above it, else takes the larger side and is cut.
    """
    width, height = min(card[0], page[0]), card[1]
    below, above = page[1] - line_bottom, line_top
    if height <= below:
        y = line_bottom
    elif height <= above:
        y = line_top - height
    elif below >= above:
        y, height = line_bottom, below
    else:
        y, height = 0, above
    if height < SMALLEST:
        return None
    return Rectangle(max(0, min(word_x - 2, page[0] - width)), y, width, height)
