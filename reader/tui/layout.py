"""Annotations, a width and a view in; lines of boxes out. All in cells, and pure.

Words flow from left to right. A reading stands centred above its word and may overhang what has none;
where two readings would touch, the second word moves, and where a reading cannot overhang, the characters
of its word spread beneath it, each under its own syllable, so that no gap looks like a space.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.annotation import Annotation
from reader.document.model import Paragraph, ParagraphKind
from reader.tui.boxes import Box, HelpFor, Line, ParagraphLayout, Piece, Ruby, Shown, Told, Typography, View
from reader.tui.companion import with_companion
from reader.tui.glosses import clip
from reader.tui.line_breaking import NEVER_LAST, breaks
from reader.tui.measured import Measured, measure, split, split_by_rules
from reader.width import cells

READING_GAP = 1
GLOSS_GAP = 2
CROWDED_GLOSS = 10
"""Cells of a gloss at most where another is close."""
NARROWEST = 12
"""Cells a line has at least, however narrow the terminal."""
_ENDLESS = 1_000_000
_BLOCK_INDENT = {ParagraphKind.QUOTE: 4, ParagraphKind.VERSE: 4}
_CELLS_A_CHARACTER = {View.PLAIN: 2.0, View.PINYIN: 3.0, View.FADING: 2.3, View.INTERLINEAR: 5.0}


def lay_out(
    index: int,
    paragraph: Paragraph,
    annotations: Sequence[Annotation],
    typography: Typography,
    help_for: HelpFor,
    shown: Shown,
    told: Sequence[Told] = (),
) -> ParagraphLayout:
    """Set paragraph number ``index``. Its lines cover its text in order, and each fits the width.

    ``told`` are the translations of its sentences that are to be seen, in order.
    """
    room = max(NARROWEST, typography.width)
    kind = paragraph.kind
    words = measure(annotations, typography, help_for, shown)
    if kind is not ParagraphKind.VERSE:
        words = _without_leading_space(words)
    block = min(_BLOCK_INDENT.get(kind, 0), room // 8)
    indented = kind is ParagraphKind.BODY and not paragraph.continues
    first = block + (min(typography.indent, room // 4) if indented else 0)
    hanging = block + 2 if kind is ParagraphKind.VERSE else block
    setter = _Setter(room - block, first, hanging, typography)
    rooms = _rooms(words)
    allowed = list(breaks([each.token for each in annotations]))
    starts = {each.start for each in told if each.start} if typography.apart else set[int]()
    for number, annotation in enumerate(annotations):
        if annotation.token.start in starts:
            allowed[number] = True
    for cluster in _clusters(words, allowed):
        if cluster[0].start in starts:
            setter.begin_line()
        setter.add(cluster, rooms)
    title = kind is ParagraphKind.HEADING
    centred = kind is ParagraphKind.CAPTION or (title and paragraph.level <= 1)
    top = 1 if title else 0
    lines: list[Line] = []
    for row in setter.rows():
        line = _line(index, _centre(row, room) if centred else row, top, typography)
        lines.append(line)
        top += line.height
    if told:
        lines = with_companion(lines, told, typography)
        top = lines[-1].top + lines[-1].height
    return ParagraphLayout(index, tuple(lines), top + (1 if title and paragraph.level <= 1 else 0))


def estimate_height(paragraph: Paragraph, typography: Typography) -> int:
    """Guess the rows a paragraph takes, from its length alone."""
    room = max(NARROWEST, typography.width)
    taken = int(len(paragraph.text) * _CELLS_A_CHARACTER[typography.view]) + typography.indent
    gloss = typography.view in (View.FADING, View.INTERLINEAR)
    above = max(typography.leading, 0 if typography.view is View.PLAIN else 1)
    return max(1, -(-taken // room)) * (above + 1 + gloss)


def _without_leading_space(words: list[Measured]) -> list[Measured]:
    """Take the room from white space that begins a paragraph: the indent stands for it."""
    count = next((i for i, word in enumerate(words) if not word.space), len(words))
    return [word.blank() for word in words[:count]] + words[count:]


def _clusters(words: Sequence[Measured], allowed: Sequence[bool]) -> Iterator[list[Measured]]:
    """Yield runs of words between which a line may end."""
    cluster: list[Measured] = []
    for word, may_begin in zip(words, allowed, strict=True):
        if may_begin and cluster:
            yield cluster
            cluster = []
        cluster.append(word)
    if cluster:
        yield cluster


class _Room(NamedTuple):
    """What follows a word leaves it: cells its reading may overhang, and whether glosses are close."""

    reading: int = 0
    crowded: bool = False


_NO_ROOM = _Room()


def _rooms(words: Sequence[Measured]) -> dict[int, _Room]:
    """Return, by token, the room that each word's reading and gloss have to the right.

    Over what has no reading a reading may go as far as it likes, and the next word with one moves instead:
    a gap after a comma is no eyesore, one before it is.
    """
    found: dict[int, _Room] = {}
    reading = to_gloss = _ENDLESS
    for word in reversed(words):
        out = (word.gloss_cells - word.cells) // 2
        found[word.token] = _Room(max(0, reading), bool(word.gloss) and out + GLOSS_GAP > to_gloss)
        reading = (word.cells - word.sound_cells) // 2 - READING_GAP if word.sounds else _ENDLESS
        to_gloss = -out if word.gloss else to_gloss + word.cells
    return found


class _Setter:
    """Fills lines from left to right, taking a new line where a cluster no longer fits.

    In a table of words (the interlinear view) glosses are flush with their words; elsewhere they stand
    centred below them, and are cut shorter where another is close.
    """

    def __init__(self, right: int, first: int, block: int, typography: Typography) -> None:
        self._right = right
        self._block = block
        self._flush = typography.view is View.INTERLINEAR
        self._dense = typography.view is View.FADING
        self._ambiguous = typography.ambiguous
        self._rows: list[list[Box]] = []
        self._row: list[Box] = []
        self._begin(first)

    def add(self, cluster: Sequence[Measured], rooms: dict[int, _Room]) -> None:
        """Set a cluster whole; one wider than a line is set by characters, rules kept as far as can be."""
        if self._set(cluster, rooms) or self._set_after_break(cluster, rooms):
            return
        for run in split_by_rules(cluster):
            if self._set(run, {}) or self._set_after_break(run, {}):
                continue
            for word in run:
                for piece in split(word) if not word.space else (word,):
                    if not (self._set([piece], {}) or self._set_after_break([piece], {})):
                        self._set([piece.without_help()], {})

    def begin_line(self) -> None:
        """Go on at the beginning of a line."""
        if self._row:
            self._rows.append(self._row)
            self._row = []
            self._begin(self._block)

    def rows(self) -> list[list[Box]]:
        return [*self._rows, self._row] if self._row or not self._rows else self._rows

    def _begin(self, x: int) -> None:
        self._x = x
        self._reading_end = -READING_GAP
        self._gloss_end = -GLOSS_GAP

    def _set_after_break(self, cluster: Sequence[Measured], rooms: dict[int, _Room]) -> bool:
        self.begin_line()
        return self._set(cluster, rooms)

    def _set(self, cluster: Sequence[Measured], rooms: dict[int, _Room]) -> bool:
        """Place a cluster on this line, or change nothing and return False."""
        kept = self._x, self._reading_end, self._gloss_end, len(self._row)
        for word in cluster:
            if not self._place(word, rooms.get(word.token, _NO_ROOM)):
                self._x, self._reading_end, self._gloss_end, length = kept
                del self._row[length:]
                return False
        return True

    def _place(self, word: Measured, room: _Room) -> bool:
        x = self._x
        if not word.sounds and not word.gloss:
            if x + word.cells > self._right:
                if not word.space:
                    return False
                word = word.blank()
            self._x = x + word.cells
            self._row.append(Box(word.token, word.start, word.end, x, word.cells, _solid(word, x)))
            return True
        gloss, gloss_cells = word.gloss, word.gloss_cells
        if gloss:  # it may begin under the word's last character, or under its first in a table
            wished = x - (gloss_cells - word.cells) // 2
            close = 0 < self._gloss_end > wished - GLOSS_GAP
            if not self._flush and (room.crowded or close):
                gloss = clip(gloss, CROWDED_GLOSS, self._ambiguous)
                gloss_cells = cells(gloss, self._ambiguous)
            late = 0 if self._flush else max(0, word.cells - 2)
            x = max(x, self._gloss_end + GLOSS_GAP - late)
        earliest = self._reading_end + READING_GAP
        x, width, ruby, reading_end = _under_reading(word, x, earliest, room.reading, self._dense)
        if x + width > self._right or reading_end > self._right:
            return False
        gloss_x = 0
        if gloss:
            over = gloss_cells - width
            gloss_x = x if self._flush else x - (over if room.crowded and over > 0 else over // 2)
            gloss_x = max(self._gloss_end + GLOSS_GAP, min(gloss_x, self._right - gloss_cells))
            if gloss_x + gloss_cells > self._right:
                return False
            self._gloss_end = gloss_x + gloss_cells
        pieces = _spread(word, x, width, ruby) if width > word.cells else _solid(word, x)
        inset = pieces[0].x - self._x if pieces else 0
        end = x + width
        if inset > 0 and self._draw_up(inset):
            x, width = pieces[0].x, end - pieces[0].x
        self._row.append(
            Box(word.token, word.start, word.end, x, width, pieces, ruby, gloss, gloss_x, gloss_cells)
        )
        self._x = end
        if ruby:
            self._reading_end = reading_end
        return True

    def _draw_up(self, by: int) -> bool:
        """Move opening marks that end the line to the word they open, over the gap its reading made."""
        at = len(self._row)
        while at and (pieces := self._row[at - 1].pieces) and pieces[-1].text in NEVER_LAST:
            at -= 1
            self._row[at] = _shifted(self._row[at], by)
        return at < len(self._row)


def _under_reading(
    word: Measured, x: int, earliest: int, free: int, dense: bool
) -> tuple[int, int, tuple[Ruby, ...], int]:
    """Return the word's place and width under its reading, the reading, and the cell after it.

    ``earliest`` is the first cell the reading may take, ``free`` how far it may overhang to the right.
    """
    if not word.sounds:
        return x, word.cells, (), 0
    excess = word.sound_cells - word.cells
    if excess <= 0:
        inset = -excess // 2
        x = max(x, earliest - inset)
        return x, word.cells, _ruby(word, x + inset), x + inset + word.sound_cells
    x = max(x, earliest)
    left = min(excess // 2, x - earliest)
    right = min(excess - excess // 2, free)
    spread = excess - left - right
    if dense and spread:  # running text has no other gaps: rather a cell off the middle than one more
        over = min(1, free - right)
        right, spread = right + over, spread - over
    if spread and (dense or spread == 1):
        over = min(1, x - earliest - left)
        left, spread = left + over, spread - over
    return x, word.cells + spread, _ruby(word, x - left), x - left + word.sound_cells


def _ruby(word: Measured, x: int) -> tuple[Ruby, ...]:
    found = []
    for sound in word.sounds:
        found.append(Ruby(x, sound.text, sound.cells, sound.tone))
        x += sound.cells
    return tuple(found)


def _solid(word: Measured, x: int) -> tuple[Piece, ...]:
    pieces = []
    origin = word.start
    for (text, start, _, size), tone in zip(word.graphemes, word.tones, strict=True):
        pieces.append(Piece(x, text, origin + start, size, tone))
        x += size
    return tuple(pieces)


def _spread(word: Measured, x: int, width: int, ruby: tuple[Ruby, ...]) -> tuple[Piece, ...]:
    """Set each character under the middle of its syllable, all within ``width`` cells from ``x``."""
    pieces: list[Piece] = []
    least, most = x, x + width - word.cells
    count, said = len(word.graphemes), 0
    for i, (text, start, _, size) in enumerate(word.graphemes):
        sound = word.matched[i] if word.matched else None
        if sound is None:
            wished = x + (width - word.cells) * (2 * i + 1) // (2 * count)
        else:
            while word.sounds[said] is not sound:
                said += 1
            slack = sound.cells - sound.joint - size
            wished = ruby[said].x + sound.joint + slack // 2
            if slack % 2 and i and wished <= least:
                wished += 1  # of two middles, the one that keeps characters evenly apart
        at = min(max(wished, least), most)
        pieces.append(Piece(at, text, word.start + start, size, word.tones[i]))
        least, most = at + size, most + size
    return tuple(pieces)


def _centre(row: list[Box], room: int) -> list[Box]:
    left = min((min(box.x, box.ruby[0].x if box.ruby else box.x) for box in row), default=0)
    shift = max(0, (room - max((box.right for box in row), default=0) - left) // 2)
    return [_shifted(box, shift) for box in row]


def _shifted(box: Box, by: int) -> Box:
    return Box(
        box.token, box.start, box.end, box.x + by, box.width,
        tuple(piece._replace(x=piece.x + by) for piece in box.pieces),
        tuple(each._replace(x=each.x + by) for each in box.ruby),
        box.gloss, box.gloss_x + by, box.gloss_cells,
    )  # fmt: skip


def _line(index: int, row: list[Box], top: int, typography: Typography) -> Line:
    read = any(box.ruby for box in row) or typography.view in (View.PINYIN, View.INTERLINEAR)
    glossed = any(box.gloss for box in row) or typography.view is View.INTERLINEAR
    return Line(
        index,
        row[0].start if row else 0,
        row[-1].end if row else 0,
        top,
        max(typography.leading, int(read)),
        int(glossed),
        tuple(row),
        tuple(box.x for box in row),
    )
