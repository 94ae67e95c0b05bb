"""Readings as the page and the card write them: a display copy, syllable by syllable."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from reader.language.reading import Reading, Syllable
from reader.language.zhuyin import zhuyin_syllable
from reader.tui.boxes import Notation
from reader.width import cells, display


@dataclass(frozen=True, slots=True)
class Part:
    """A syllable as shown. ``joint`` is the apostrophe or space that parts it from the one before."""

    joint: str
    text: str
    tone: int

    @property
    def shown(self) -> str:
        return self.joint + self.text


@lru_cache(maxsize=32_768)
def parts(reading: Reading, notation: Notation) -> tuple[Part, ...]:
    """Return the syllables of a reading as one word; joined, they are the reading as people write it."""
    found: list[Part] = []
    before = ""
    for syllable in reading.syllables:
        if syllable.letters == "," and syllable.tone == 0:
            found.append(Part("", ",", 0))
        else:
            text = write(syllable, notation)
            found.append(Part(_joint(before, syllable, notation), text, syllable.tone))
        before = syllable.letters
    return tuple(found)


def written(reading: Reading, notation: Notation) -> str:
    """Return the whole reading as shown."""
    return "".join(part.shown for part in parts(reading, notation))


@lru_cache(maxsize=8_192)
def write(syllable: Syllable, notation: Notation) -> str:
    """Return one syllable as shown, decomposed so that its width is certain."""
    if notation is Notation.ZHUYIN:
        return zhuyin_syllable(syllable)
    if notation is Notation.NUMBERS:
        letters = syllable.letters.replace("u:", "ü").replace("U:", "Ü")
        return display(f"{letters}{syllable.tone or ''}")
    return display(unicodedata.normalize("NFD", syllable.marked()))


@lru_cache(maxsize=32_768)
def reading_cells(reading: Reading, notation: Notation, ambiguous: int) -> int:
    """Return the width of the reading as shown."""
    return cells(written(reading, notation), ambiguous)


def _joint(before: str, syllable: Syllable, notation: Notation) -> str:
    if not before:
        return ""
    if before == "," or (syllable.tone == 0 and syllable.letters not in ("·", ",")):
        return " "
    if notation is Notation.ZHUYIN:
        return " "
    if notation is Notation.NUMBERS:
        return " " if syllable.letters[:1].isupper() else ""
    if syllable.letters[:1].lower() in "aoe" and (before[-1:].isalpha() or before[-1:] == ":"):
        return "'"
    return " " if syllable.letters[:1].isupper() and before[-1:].isalpha() else ""
