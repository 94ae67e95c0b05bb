"""Tokens measured: what is shown of each, how wide it is, and which syllable belongs to which character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from reader.annotation import Annotation
from reader.language.reading import Reading
from reader.language.token import Kind
from reader.tui.boxes import Help, HelpFor, Notation, Shown, Typography, View
from reader.tui.glosses import short_gloss
from reader.tui.line_breaking import glued
from reader.tui.notation import parts
from reader.tui.width import Grapheme, cells, graphemes


class Sound(NamedTuple):
    """A syllable as shown with the joint before it; ``cells`` and ``joint`` are their widths."""

    text: str
    cells: int
    joint: int
    tone: int


@dataclass(frozen=True, slots=True)
class Measured:
    """A token, or a piece of one, before it has a place.

    ``sounds`` is the reading, () where none is shown. ``matched`` gives each grapheme its sound, or is ()
    where they cannot be matched.
    """

    token: int
    start: int
    end: int
    graphemes: tuple[Grapheme, ...]
    cells: int
    sounds: tuple[Sound, ...] = ()
    sound_cells: int = 0
    matched: tuple[Sound | None, ...] = ()
    gloss: str = ""
    gloss_cells: int = 0
    space: bool = False

    def blank(self) -> Measured:
        """The same stretch of text taking no room: white space at a line's end or a paragraph's start."""
        return Measured(self.token, self.start, self.end, (), 0, space=True)


def measure(
    index: int, annotation: Annotation, typography: Typography, help_for: HelpFor, shown: Shown
) -> Measured:
    """Measure the annotation that is number ``index`` of its paragraph."""
    token = annotation.token
    found, width = _shown_graphemes(token.text, shown(annotation), typography.ambiguous)
    if token.kind is Kind.SPACE:
        return Measured(index, token.start, token.end, found, width, space=True)
    wanted = _wanted(annotation, typography.view, help_for)
    reading = annotation.spoken if typography.spoken else annotation.reading
    sounds: tuple[Sound, ...] = ()
    matched: tuple[Sound | None, ...] = ()
    sound_cells = 0
    if reading:
        sounds, sound_cells, matched = _sounds(found, reading, typography.notation, typography.ambiguous)
        if wanted < Help.READING:
            sounds, sound_cells = (), 0
    gloss = ""
    if wanted >= Help.GLOSS:
        limit = max(6, min(typography.gloss_limit, typography.width // 3))
        gloss = short_gloss(annotation.gloss, limit, typography.ambiguous)
    return Measured(
        index,
        token.start,
        token.end,
        found,
        width,
        sounds,
        sound_cells,
        matched,
        gloss,
        cells(gloss, typography.ambiguous),
    )


def split(whole: Measured) -> Iterator[Measured]:
    """Yield one piece a character, each with its own syllable; an unmatched reading stays with the first."""
    for i, each in enumerate(whole.graphemes):
        start = whole.start + each.start if i else whole.start
        last = i == len(whole.graphemes) - 1
        end = whole.end if last else whole.start + whole.graphemes[i + 1].start
        own = whole.matched[i] if whole.matched else None
        sounds = (own,) if own is not None and whole.sounds else ()
        shift = start - whole.start
        moved = Grapheme(each.text, each.start - shift, each.end - shift, each.cells)
        yield Measured(
            whole.token, start, end, (moved,), each.cells, sounds, sum(s.cells for s in sounds),
            (own,) if whole.matched else (), whole.gloss if not i else "", whole.gloss_cells if not i else 0,
        )  # fmt: skip


def split_by_rules(cluster: Sequence[Measured]) -> Iterator[list[Measured]]:
    """Yield the characters of a cluster wider than a line, those in one run that rules hold together."""
    run: list[Measured] = []
    last = ""
    for whole in cluster:
        for piece in split(whole) if not whole.space and whole.graphemes else (whole,):
            text = piece.graphemes[0].text if piece.graphemes else ""
            if run and not piece.space and not glued(last, text[:1]):
                yield run
                run = []
            run.append(piece)
            last = text[-1:] if text and not piece.space else last
    if run:
        yield run


def without_help(whole: Measured) -> Measured:
    """The same with nothing above or below it."""
    return replace(whole, sounds=(), sound_cells=0, gloss="", gloss_cells=0)


def _wanted(annotation: Annotation, view: View, help_for: HelpFor) -> Help:
    token = annotation.token
    if view is View.PLAIN or token.kind not in (Kind.WORD, Kind.NAME, Kind.NUMBER) or token.text.isascii():
        return Help.NONE
    if view is View.PINYIN:
        return Help.READING
    return Help.GLOSS if view is View.INTERLINEAR else help_for(annotation)


@lru_cache(maxsize=32_768)
def _shown_graphemes(text: str, shown: str, ambiguous: int) -> tuple[tuple[Grapheme, ...], int]:
    """Return what is shown for ``text``, its offsets counted in ``text`` whatever the length of ``shown``."""
    found = graphemes(shown, ambiguous)
    if len(shown) != len(text):
        size, last = len(text), len(found) - 1
        found = tuple(
            Grapheme(each.text, min(i, size), size if i == last else min(i + 1, size), each.cells)
            for i, each in enumerate(found)
        )
    return found, sum(each.cells for each in found)


@lru_cache(maxsize=32_768)
def _sounds(
    found: tuple[Grapheme, ...], reading: Reading, notation: Notation, ambiguous: int
) -> tuple[tuple[Sound, ...], int, tuple[Sound | None, ...]]:
    sounds = tuple(
        Sound(part.shown, cells(part.shown, ambiguous), cells(part.joint, ambiguous), part.tone)
        for part in parts(reading, notation)
    )
    return sounds, sum(sound.cells for sound in sounds), _matched(found, sounds)


def _matched(found: tuple[Grapheme, ...], sounds: tuple[Sound, ...]) -> tuple[Sound | None, ...]:
    if len(sounds) == len(found):
        return sounds
    wide = [i for i, each in enumerate(found) if each.cells == 2]
    voiced = [sound for sound in sounds if sound.tone]
    if len(wide) != len(voiced):
        return ()
    matched: list[Sound | None] = [None] * len(found)
    for i, sound in zip(wide, voiced, strict=True):
        matched[i] = sound
    return tuple(matched)
