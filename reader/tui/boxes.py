"""What a laid-out text is made of: boxes in lines in paragraphs, measured in cells.

A :class:`Box` is a word (or the piece of it that stands on this line) with its reading above and its gloss
below. Nothing here depends on what the learner knows or where the cursor is: that is painted over it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import NamedTuple

from reader.annotation import Annotation


class View(str, Enum):
    """How much help the page shows; the values are those of the configuration."""

    PLAIN = "plain"
    PINYIN = "pinyin"
    FADING = "fading"
    INTERLINEAR = "interlinear"

    @property
    def after(self) -> View:
        """The next view, as one key cycles through them."""
        views = list(View)
        return views[(views.index(self) + 1) % len(views)]


class Notation(str, Enum):
    """How readings are written."""

    MARKS = "marks"
    NUMBERS = "numbers"
    ZHUYIN = "zhuyin"


class Help(IntEnum):
    """What stands with one word; each step includes the one before."""

    NONE = 0
    READING = 1
    GLOSS = 2


@dataclass(frozen=True, slots=True)
class Typography:
    """How a page is set. All sizes are cells or rows.

    ``width`` is the room for a line. ``leading`` is the least number of blank rows above a line of text;
    a row of readings counts as one. ``spoken`` shows readings after tone sandhi. ``apart`` begins a line with
    each sentence that has a translation; ``aside`` is the width of the translation's own column, 0 for none.
    """

    width: int
    view: View = View.PINYIN
    notation: Notation = Notation.MARKS
    spoken: bool = False
    ambiguous: int = 1
    indent: int = 4
    leading: int = 1
    gloss_limit: int = 16
    apart: bool = False
    aside: int = 0


HelpFor = Callable[[Annotation], Help]
"""Decides what stands with a word in the fading view."""

Shown = Callable[[Annotation], str]
"""The characters shown for a token: its own, or those of the other script."""


class Piece(NamedTuple):
    """One visible character of a box: ``text`` at ``x`` of the line, standing for source offset ``start``.

    ``tone`` is that of its syllable, 0 where it has none. (A named tuple, because a page holds a thousand.)
    """

    x: int
    text: str
    start: int
    cells: int
    tone: int = 0


class Ruby(NamedTuple):
    """A stretch of a reading: one syllable at ``x`` of the line."""

    x: int
    text: str
    cells: int
    tone: int = 0


class Box(NamedTuple):
    """A token, or a piece of one, on a line. ``x`` and ``width`` are its body's extent in cells.

    ``token`` is the annotation's index in the paragraph; ``start`` and ``end`` are code points of the
    paragraph. A hanging space at a line's end has no pieces and no width.
    """

    token: int
    start: int
    end: int
    x: int
    width: int
    pieces: tuple[Piece, ...]
    ruby: tuple[Ruby, ...] = ()
    gloss: str = ""
    gloss_x: int = 0
    gloss_cells: int = 0

    @property
    def right(self) -> int:
        """The first cell after everything of this box: body, reading and gloss."""
        body = self.x + self.width
        reading = self.ruby[-1].x + self.ruby[-1].cells if self.ruby else 0
        gloss = self.gloss_x + self.gloss_cells if self.gloss else 0
        return max(body, reading, gloss)


class Told(NamedTuple):
    """A translation of source[start:end] of a paragraph; ``doubtful`` where it may be of another sentence."""

    start: int
    end: int
    text: str
    doubtful: bool = False


class Note(NamedTuple):
    """A row of a translation: the ``row`` of the line it stands in, and how far right, in cells."""

    row: int
    x: int
    text: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its reading row if ``above``, its characters, its gloss row if ``below``.

    It shows source[start:end] of its paragraph, hanging spaces included. ``top`` is its first row, counted
    from the paragraph's first. ``edges`` are the left edges of ``boxes``. ``notes`` are rows of a
    translation, for which there are ``extra`` rows below.
    """

    paragraph: int
    start: int
    end: int
    top: int
    above: int
    below: int
    boxes: tuple[Box, ...]
    edges: tuple[int, ...]
    notes: tuple[Note, ...] = ()
    extra: int = 0

    @property
    def height(self) -> int:
        return self.above + 1 + self.below + self.extra

    @property
    def width(self) -> int:
        """The cells taken, from the left edge of the measure."""
        return max((box.right for box in self.boxes), default=0)

    def box_at(self, x: int) -> Box | None:
        """Return the box whose body stands at cell ``x``, or None. Both halves of a character are it."""
        index = bisect_right(self.edges, x) - 1
        while index > 0 and not self.boxes[index].width:
            index -= 1
        if index < 0:
            return None
        box = self.boxes[index]
        return box if box.x <= x < box.x + box.width else None

    def reading_at(self, x: int) -> Box | None:
        """Return the box whose reading stands at cell ``x``, or None."""
        for box in self.boxes:
            if box.ruby and box.ruby[0].x <= x < box.ruby[-1].x + box.ruby[-1].cells:
                return box
        return None

    def nearest(self, x: int) -> Box | None:
        """Return the box whose body is nearest to cell ``x``; None on a line without any."""
        seen = [box for box in self.boxes if box.width]
        return min(seen, key=lambda box: max(box.x - x, x - box.x - box.width + 1, 0), default=None)


@dataclass(frozen=True, slots=True)
class ParagraphLayout:
    """The lines of a paragraph and the rows they take, blank rows around them included."""

    paragraph: int
    lines: tuple[Line, ...]
    height: int

    def line_of(self, offset: int) -> int:
        """Return the index of the line that shows ``offset``; the last one for the paragraph's end."""
        starts = [line.start for line in self.lines]
        return max(0, bisect_right(starts, offset) - 1)
