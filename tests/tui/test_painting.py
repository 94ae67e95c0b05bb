"""Rows stay in step when they are cut, and when the terminal's ambiguous characters are wide."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from reader.tui.placing import Rectangle
from reader.tui.widgets.overlay import Overlay, cut
from reader.tui.widgets.painting import widened
from reader.width import cells, display

PIECES = st.sampled_from(["中", "a", unicodedata.normalize("NFD", "ǐ"), "“", "…", " ", "𠀀", "·"])
ROWS = st.lists(st.lists(PIECES, min_size=1, max_size=6).map("".join), min_size=1, max_size=6)


def columns(text: str) -> int:
    """Return how far a terminal with wide ambiguous characters moves: a step back takes one away."""
    return cells(text.replace("\b", ""), 2) - text.count("\b")


@given(PIECES)
def test_a_widened_text_is_as_wide_for_textual_as_for_the_terminal(text):
    assert cell_len(widened(text)) == columns(widened(text)) == cells(text, 2)


@given(ROWS, st.booleans(), st.integers(0, 80), st.integers(0, 80))
def test_a_cut_is_as_wide_as_was_asked(texts, wide, one, other):
    strip = Strip([Segment(widened(text) if wide else text) for text in texts])
    start, end = sorted((min(one, strip.cell_length), min(other, strip.cell_length)))
    found = cut(strip, start, end)
    assert sum(segment.cell_length for segment in found) == end - start
    if wide:
        assert columns("".join(segment.text for segment in found)) == end - start


@given(ROWS, st.integers(0, 80))
def test_a_cut_never_begins_with_a_mark_of_the_letter_before(texts, start):
    strip = Strip([Segment(text) for text in texts])
    text = "".join(segment.text for segment in cut(strip, min(start, strip.cell_length), strip.cell_length))
    assert not text or unicodedata.combining(text[0]) == 0


@given(ROWS, st.integers(0, 20), st.integers(1, 10))
def test_a_card_over_a_row_changes_only_what_it_covers(texts, x, width):
    row = Strip([Segment(text) for text in texts]).extend_cell_length(40)
    overlay = Overlay()
    overlay.show(Rectangle(x, 3, width, 1), [Strip([Segment("#" * width)], width)])
    over = overlay.over(3, row)
    assert cell_len(over.text) == row.cell_length
    assert overlay.over(2, row) is row
    assert "#" * width in over.text
    assert display(over.text) == over.text
