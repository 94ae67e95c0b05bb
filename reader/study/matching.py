"""Words found by what is typed: characters of either script, pinyin however written, meaning, note, tags.

Each word has one text to look in, so that looking through all of them is one step a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_PART = "\x1f"
_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_DIAERESIS = "\u0308"
_BETWEEN = frozenset(" '’·-")
_NO_DIGITS = {ord(digit): None for digit in "12345"}


def search_text(simplified: str, traditional: str, reading: str, gloss: str, note: str, tags: str) -> str:
    """Return the text a word is found by: its forms, its pinyin, and what is said of it."""
    numbered = reading.replace("u:", "v").replace(" ", "").lower()
    if "v" in numbered:  # ü is often typed as u
        numbered = f"{numbered}{_PART}{numbered.replace('v', 'u')}"
    letters = numbered.translate(_NO_DIGITS)
    return _PART.join((simplified, traditional, numbered, letters, gloss, note, tags)).casefold()


class Wanted:
    """What is looked for, made ready once. Nothing is found in everything."""

    def __init__(self, text: str) -> None:
        self._plain = unicodedata.normalize("NFC", text).strip().casefold()
        self._pinyin, self._pattern = _as_pinyin(self._plain)

    def __bool__(self) -> bool:
        return bool(self._plain)

    def found_in(self, text: str) -> bool:
        """Return whether a word with this :func:`search_text` is meant."""
        return bool(self.among((0,), (text,)))

    def among(self, numbers: Iterable[int], texts: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of those that are meant; each text is that of the number in its place."""
        plain, pinyin, pattern = self._plain, self._pinyin, self._pattern
        if not pinyin or (pinyin == plain and pattern is None):
            return tuple([number for number, text in zip(numbers, texts, strict=True) if plain in text])
        return tuple(
            [
                number
                for number, text in zip(numbers, texts, strict=True)
                if plain in text or (pinyin in text and (pattern is None or pattern.search(text)))
            ]
        )


@lru_cache(maxsize=8)
def wanted(text: str) -> Wanted:
    """Return what ``text`` looks for, kept ready while it is asked of word after word."""
    return Wanted(text)


def found(text: str, *fields: str) -> bool:
    """Return whether a word with these fields, those of :func:`search_text`, is meant by ``text``."""
    return wanted(text).found_in(search_text(*fields))


def _as_pinyin(typed: str) -> tuple[str, re.Pattern[str] | None]:
    """Return the letters of typed pinyin to look for, and a pattern where marks tell tones; or nothing.

    A mark says which digit the syllable it stands in ends with, however much of it was typed.
    """
    letters, pattern, toned = "", "", False
    for char in unicodedata.normalize("NFD", typed.replace("u:", "v")):
        if char in _TONES:
            pattern += f"(?=[a-z]*{_TONES[char]})"
            toned = True
        elif char == _DIAERESIS and letters.endswith("u"):
            letters, pattern = f"{letters[:-1]}v", f"{pattern[:-1]}v"
        elif char.isascii() and char.isalnum():
            letters += char
            pattern += f"[1-5]?{char}"
        elif char not in _BETWEEN:
            return "", None
    if "v" in letters and "u" in letters:  # of several ü, some may be typed as u
        return letters[0], re.compile(pattern.replace("u", "[uv]"))
    if toned:
        return letters.translate(_NO_DIGITS), re.compile(pattern)
    return letters, None
