"""Tokens measured: what is shown of each, how wide it is, and which syllable belongs to which character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from reader.annotation import Annotation
from reader.language.reading import Reading
from reader.language.token import Kind
from reader.tui.boxes import Help, HelpFor, Notation, Shown, Typography, View
from reader.tui.glosses import short_gloss
from reader.tui.line_breaking import glued
from reader.tui.notation import parts
from reader.width import Grapheme, cells, graphemes

KEPT_SHAPES = 32_768
_READ = frozenset({Kind.WORD, Kind.NAME, Kind.NUMBER})


class Sound(NamedTuple):
    """A syllable as shown with the joint before it; ``cells`` and ``joint`` are their widths."""

    text: str
    cells: int
    joint: int
    tone: int


class Measured(NamedTuple):
    """A token, or a piece of one, before it has a place. (A named tuple, because a page makes a thousand.)

    ``sounds`` is the reading, () where none is shown. ``matched`` gives each grapheme its sound, or is ()
    where they cannot be matched; ``tones`` are one a grapheme, 0 where there is none.
    """

    token: int
    start: int
    end: int
    graphemes: tuple[Grapheme, ...]
    cells: int
    sounds: tuple[Sound, ...] = ()
    sound_cells: int = 0
    matched: tuple[Sound | None, ...] = ()
    tones: tuple[int, ...] = ()
    gloss: str = ""
    gloss_cells: int = 0
    space: bool = False

    def blank(self) -> Measured:
        """The same stretch of text taking no room: white space at a line's end or a paragraph's start."""
        return Measured(self.token, self.start, self.end, (), 0, space=True)

    def without_help(self) -> Measured:
        """The same with nothing above or below it."""
        return self._replace(sounds=(), sound_cells=0, gloss="", gloss_cells=0)


Shape = tuple[
    tuple[Grapheme, ...], int, tuple[Sound, ...], int, tuple[Sound | None, ...], tuple[int, ...], str, int
]
"""A token as it looks wherever it stands: the fields of :class:`Measured` from ``graphemes`` on."""


def measure(
    annotations: Sequence[Annotation], typography: Typography, help_for: HelpFor, shown: Shown
) -> list[Measured]:
    """Measure the tokens of a paragraph.

    Words come again and again, so their shapes are kept. A shape is found by the identity of its reading,
    because hashing one takes longer than all the rest; it keeps the reading, so identities stay true.
    """
    limit = max(6, min(typography.gloss_limit, typography.width // 3))
    shapes = _shapes(typography.notation, typography.ambiguous, limit)
    if len(shapes) > KEPT_SHAPES:
        shapes.clear()
    view, spoken = typography.view, typography.spoken
    found: list[Measured] = []
    for index, annotation in enumerate(annotations):
        token = annotation.token
        text, kind, start = token.text, token.kind, token.start
        wanted = _wanted(annotation, kind, view, help_for)
        reading = annotation.spoken if spoken else annotation.reading
        gloss = annotation.gloss if wanted == Help.GLOSS else ""
        looks = shown(annotation)
        key = (text, looks, id(reading), gloss, wanted)
        kept = shapes.get(key)
        if kept is None or kept[0] is not reading:
            shape = _shape(
                text, looks, reading, gloss, wanted, typography.notation, typography.ambiguous, limit
            )
            kept = shapes[key] = (reading, shape)
        found.append(Measured(index, start, start + len(text), *kept[1], kind is Kind.SPACE))
    return found


@lru_cache(maxsize=8)
def _shapes(
    notation: Notation, ambiguous: int, limit: int
) -> dict[tuple[str, str, int, str, Help], tuple[Reading, Shape]]:
    return {}


def split(whole: Measured) -> Iterator[Measured]:
    """Yield one piece a character, each with its own syllable; a gloss stays with the first."""
    for i, each in enumerate(whole.graphemes):
        start = whole.start + each.start if i else whole.start
        last = i == len(whole.graphemes) - 1
        end = whole.end if last else whole.start + whole.graphemes[i + 1].start
        own = whole.matched[i] if whole.matched else None
        if own is not None and own.joint:
            own = Sound(own.text[1:], own.cells - own.joint, 0, own.tone)
        shift = start - whole.start
        yield Measured(
            whole.token,
            start,
            end,
            (Grapheme(each.text, each.start - shift, each.end - shift, each.cells),),
            each.cells,
            (own,) if own is not None and whole.sounds else (),
            own.cells if own is not None and whole.sounds else 0,
            (own,) if whole.matched else (),
            whole.tones[i : i + 1],
            "" if i else whole.gloss,
            0 if i else whole.gloss_cells,
        )


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


def _wanted(annotation: Annotation, kind: Kind, view: View, help_for: HelpFor) -> Help:
    if view is View.PLAIN or kind not in _READ or annotation.token.text.isascii():
        return Help.NONE
    if view is View.PINYIN:
        return Help.READING
    return Help.GLOSS if view is View.INTERLINEAR else help_for(annotation)


def _shape(
    text: str,
    shown: str,
    reading: Reading,
    gloss: str,
    wanted: Help,
    notation: Notation,
    ambiguous: int,
    limit: int,
) -> Shape:
    found = _shown_graphemes(text, shown, ambiguous)
    sounds: tuple[Sound, ...] = ()
    matched: tuple[Sound | None, ...] = ()
    if reading:
        sounds = tuple(
            Sound(part.shown, cells(part.shown, ambiguous), cells(part.joint, ambiguous), part.tone)
            for part in parts(reading, notation)
        )
        matched = _matched(found, sounds)
    tones = tuple(sound.tone if sound else 0 for sound in matched) or (0,) * len(found)
    if wanted < Help.READING:
        sounds = ()
    short = short_gloss(gloss, limit, ambiguous) if gloss else ""
    width = sum(each.cells for each in found)
    sound_cells = sum(sound.cells for sound in sounds)
    return found, width, sounds, sound_cells, matched, tones, short, cells(short, ambiguous)


def _shown_graphemes(text: str, shown: str, ambiguous: int) -> tuple[Grapheme, ...]:
    """Return what is shown for ``text``, its offsets counted in ``text`` whatever the length of ``shown``."""
    found = graphemes(shown, ambiguous)
    if len(shown) == len(text):
        return found
    size, last = len(text), len(found) - 1
    return tuple(
        Grapheme(each.text, min(i, size), size if i == last else min(i + 1, size), each.cells)
        for i, each in enumerate(found)
    )


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
