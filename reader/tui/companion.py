"""A translation laid into a text: below each sentence or beside it. In cells, and pure.

The lines of the text stay what they are; a line gains the rows of a translation below it, or beside its
own rows, so no position moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from itertools import accumulate

from reader.tui.boxes import Line, Note, Told, Typography
from reader.width import cells, display

NARROWEST_COLUMN = 24
"""Cells a column needs for two of them to be readable."""
GAP = 3
"""Cells between two columns."""
INDENT = 2
DOUBT = "? "
"""What stands before a translation that may be of another sentence."""


class Companion(str, Enum):
    """How much of a translation the page shows; HIDDEN shows what the learner revealed."""

    HIDDEN = "hidden"
    BELOW = "below"
    BESIDE = "beside"


def columns(width: int) -> tuple[int, int] | None:
    """Return the widths of text and translation side by side in ``width`` cells; None for no room."""
    left = (width - GAP) // 2
    right = width - GAP - left
    return (left, right) if left >= NARROWEST_COLUMN else None


def wrapped(text: str, width: int, ambiguous: int = 1) -> list[str]:
    """Break an English text into lines of at most ``width`` cells, at blanks where it can be."""
    lines: list[str] = []
    line, taken = "", 0
    for word in display(text).split():
        size = cells(word, ambiguous)
        if line and taken + 1 + size > width:
            lines.append(line)
            line, taken = "", 0
        while size > width:
            head, word = _cut(word, width, ambiguous)
            lines.append(head)
            size = cells(word, ambiguous)
        line, taken = (f"{line} {word}", taken + 1 + size) if line else (word, size)
    if line:
        lines.append(line)
    return lines


def with_companion(lines: Sequence[Line], told: Sequence[Told], typography: Typography) -> list[Line]:
    """Return the lines with the translations of a paragraph's sentences, each where its sentence stands."""
    found = list(lines)
    ends = [line.end for line in found]
    for each in told:
        last = next((n for n, end in enumerate(ends) if end >= each.end), len(found) - 1)
        if typography.aside:
            first = next((n for n, end in enumerate(ends) if end > each.start), last)
            _beside(found, first, last, each, typography)
        else:
            _below(found, last, each, typography)
    return _stacked(found, lines[0].top if lines else 0)


def _below(lines: list[Line], last: int, told: Told, typography: Typography) -> None:
    x = min(INDENT, typography.width // 8)
    texts = _texts(told, typography.width - x, typography.ambiguous)
    line = lines[last]
    notes = tuple(Note(line.height + n, x, text, told.doubtful) for n, text in enumerate(texts))
    lines[last] = replace(line, notes=line.notes + notes, extra=line.extra + len(notes))


def _beside(lines: list[Line], first: int, last: int, told: Told, typography: Typography) -> None:
    """Set a translation beside the rows of its sentence, beginning level with its first characters."""
    x = typography.width + GAP
    rows = [(n, row) for n in range(first, last + 1) for row in range(lines[n].height)]
    rows = rows[lines[first].above :]
    texts = _texts(told, typography.aside, typography.ambiguous) or ["—"]
    for n, text in enumerate(texts):
        if n < len(rows):
            number, row = rows[n]
            line = lines[number]
            lines[number] = replace(line, notes=(*line.notes, Note(row, x, text, told.doubtful)))
        else:
            line = lines[last]
            note = Note(line.height, x, text, told.doubtful)
            lines[last] = replace(line, notes=(*line.notes, note), extra=line.extra + 1)


def _texts(told: Told, width: int, ambiguous: int) -> list[str]:
    mark = DOUBT if told.doubtful and told.text else ""
    return wrapped(mark + told.text, width, ambiguous)


def _stacked(lines: Sequence[Line], top: int) -> list[Line]:
    tops = accumulate((line.height for line in lines), initial=top)
    return [replace(line, top=at) for line, at in zip(lines, tops, strict=False)]


def _cut(word: str, width: int, ambiguous: int) -> tuple[str, str]:
    """Cut a word that is wider than a line."""
    taken = 0
    for index, char in enumerate(word):
        taken += cells(char, ambiguous)
        if taken > width:
            return word[: max(1, index)], word[max(1, index) :]
    return word, ""
