"""Syllables and readings: stored numbered as CC-CEDICT writes them, shown with tone marks.

Inside, ü is written ``u:`` and the neutral tone is 5; ``r5`` is the syllable of an erhua 儿.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TONE_MARKS = {1: "\u0304", 2: "\u0301", 3: "\u030c", 4: "\u0300"}
_MARK_TONES = {mark: tone for tone, mark in _TONE_MARKS.items()}
_NUMBERED = re.compile(r"([A-Za-zêÊ:]+)([1-5])")


@dataclass(frozen=True, slots=True)
class Syllable:
    """Letters and a tone, 1 to 5; tone 0 is for what has none: Latin letters, ``·``, ``,``."""

    letters: str
    tone: int

    def __str__(self) -> str:
        return f"{self.letters}{self.tone}" if self.tone else self.letters

    def marked(self) -> str:
        """Return the syllable with its tone mark: ``lu:4`` becomes ``lǜ``, ``r5`` becomes ``r``."""
        return _marked(self.letters, self.tone)


@dataclass(frozen=True, slots=True)
class Reading:
    """The syllables of a word in citation order, one a Han character."""

    syllables: tuple[Syllable, ...]

    @classmethod
    def parse(cls, numbered: str) -> Reading:
        """Read CC-CEDICT pinyin (``Bei3 jing1``); what is not a numbered syllable is kept with tone 0."""
        return _parse(numbered)

    @classmethod
    def from_marks(cls, marked: str) -> Reading:
        """Read syllables with tone marks, parted by spaces; the inverse of :meth:`marks` with ``" "``."""
        return cls(tuple(_unmark(part) for part in marked.split()))

    def __str__(self) -> str:
        return " ".join(map(str, self.syllables))

    def __bool__(self) -> bool:
        return bool(self.syllables)

    def __len__(self) -> int:
        return len(self.syllables)

    def marks(self, separator: str = "") -> str:
        """Return the reading with tone marks: one word, with ``'`` where syllables would run together."""
        if separator:
            return separator.join(syllable.marked() for syllable in self.syllables)
        return _joined(self)

    def zhuyin(self, separator: str = " ") -> str:
        """Return the reading in zhuyin: ``ㄅㄟˇ ㄐㄧㄥ``."""
        from reader.language.zhuyin import zhuyin  # which knows readings

        return zhuyin(self, separator)


@lru_cache(maxsize=65_536)
def _parse(numbered: str) -> Reading:
    return Reading(tuple(_syllable(part) for part in numbered.split()))


@lru_cache(maxsize=8_192)
def _syllable(part: str) -> Syllable:
    match = _NUMBERED.fullmatch(part)
    return Syllable(match[1], int(match[2])) if match else Syllable(part, 0)


@lru_cache(maxsize=8_192)
def _marked(letters: str, tone: int) -> str:
    shown = letters.replace("u:", "ü").replace("U:", "Ü")
    mark = _TONE_MARKS.get(tone)
    if mark is None:
        return shown
    place = _mark_place(shown.lower())
    return unicodedata.normalize("NFC", shown[: place + 1] + mark + shown[place + 1 :])


def _mark_place(letters: str) -> int:
    """Return the index of the letter that carries the tone mark, by the rules of Hanyu Pinyin."""
    for carrier in ("a", "e", "ê", "ou"):
        if carrier in letters:
            return letters.index(carrier)
    vowels = [index for index, letter in enumerate(letters) if letter in "iouü"]
    return vowels[-1] if vowels else 0  # syllabic m, n, ng, hm carry it on the first letter


def _unmark(part: str) -> Syllable:
    letters, tone = [], 0
    for char in unicodedata.normalize("NFD", part):
        if char in _MARK_TONES:
            tone = _MARK_TONES[char]
        else:
            letters.append(char)
    plain = unicodedata.normalize("NFC", "".join(letters)).replace("ü", "u:").replace("Ü", "U:")
    if tone == 0 and re.fullmatch(r"[A-Za-zêÊ:]+", plain):
        tone = 5
    return Syllable(plain, tone)


@lru_cache(maxsize=65_536)
def _joined(reading: Reading) -> str:
    parts: list[str] = []
    for syllable in reading.syllables:
        shown = syllable.marked()
        if syllable.tone == 0:
            if parts and shown not in "·,":
                parts.append(" ")
        elif parts and syllable.letters[0].lower() in "aoe" and parts[-1][-1:].isalpha():
            parts.append("'")
        elif parts and syllable.letters[0].isupper() and parts[-1][-1:].isalpha():
            parts.append(" ")
        parts.append(shown)
    return "".join(parts).replace(",", ", ")
