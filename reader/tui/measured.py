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
from reader.tui.width import Grapheme, cells, graphemes

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

    def without_help(self) -> Measured:
        """The same with nothing above or below it."""
        return self._replace(sounds=(), sound_cells=0, gloss="", gloss_cells=0)


def measure(
    index: int, annotation: Annotation, typography: Typography, help_for: HelpFor, shown: Shown
) -> Measured:
    """Measure the annotation that is number ``index`` of its paragraph."""
    token = annotation.token
    text, kind = token.text, token.kind
    wanted = _wanted(annotation, kind, typography.view, help_for)
    shape = _shape(
        text,
        shown(annotation),
        annotation.spoken if typography.spoken else annotation.reading,
        annotation.gloss if wanted >= Help.GLOSS else "",
        wanted,
        typography.notation,
        typography.ambiguous,
        max(6, min(typography.gloss_limit, typography.width // 3)),
    )
    start = token.start
    return Measured(index, start, start + len(text), *shape, kind is Kind.SPACE)


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


@lru_cache(maxsize=32_768)
def _shape(
    text: str,
    shown: str,
    reading: Reading,
    gloss: str,
    wanted: Help,
    notation: Notation,
    ambiguous: int,
    limit: int,
) -> tuple[tuple[Grapheme, ...], int, tuple[Sound, ...], int, tuple[Sound | None, ...], str, int]:
    """Return what a token looks like wherever it stands; words come again, so this is kept."""
    found = _shown_graphemes(text, shown, ambiguous)
    sounds: tuple[Sound, ...] = ()
    matched: tuple[Sound | None, ...] = ()
    if reading:
        sounds = tuple(
            Sound(part.shown, cells(part.shown, ambiguous), cells(part.joint, ambiguous), part.tone)
            for part in parts(reading, notation)
        )
        matched = _matched(found, sounds)
    if wanted < Help.READING:
        sounds = ()
    short = short_gloss(gloss, limit, ambiguous) if gloss else ""
    width = sum(each.cells for each in found)
    return found, width, sounds, sum(s.cells for s in sounds), matched, short, cells(short, ambiguous)


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
