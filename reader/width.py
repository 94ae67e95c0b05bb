"""How many cells a text takes: the one place that knows, and the display copy that keeps it true.

Terminals disagree about precomposed letters, emoji sequences and zero-width characters. So what is shown
is a copy: Latin letters decomposed (a base letter and its marks are one cell everywhere, ``ā`` is two
where ambiguous characters are wide), emoji sequences as their first character, invisible characters left
out, tabs as spaces. Each piece of the copy remembers which code points of the source it stands for.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from reader.inert import inert_line

TAB_CELLS = 4
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_ZERO_WIDTH_JOINER = "\u200d"
_IDEOGRAPHIC_VARIATIONS = range(0xE0100, 0xE01F0)
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
# Symbols that Unicode made wide after the tables of older Pythons were drawn.
_LATELY_WIDE = (
    range(0x2630, 0x2638),
    range(0x268A, 0x2690),
    range(0x4DC0, 0x4E00),
    range(0x1D300, 0x1D357),
    range(0x1D360, 0x1D377),
)
# What an older Python does not know yet, but which is sure to be wide: CJK extensions and new emoji.
_WIDE_WHEN_UNKNOWN = (
    range(0x20000, 0x2FFFE),
    range(0x30000, 0x3FFFE),
    range(0x1F6DC, 0x1F6E0),
    range(0x1FA70, 0x1FB00),
)
# Format characters that have a glyph.
_VISIBLE_FORMATS = (range(0x600, 0x606), range(0x6DD, 0x6DE), range(0x70F, 0x710), range(0x110BD, 0x110CE))
_HANGUL_PARTS = (range(0x1160, 0x1200), range(0xD7B0, 0xD800), range(0x3164, 0x3165), range(0xFFA0, 0xFFA1))


class Grapheme(NamedTuple):
    """One visible character: ``text`` is shown and takes ``cells``; it stands for source[start:end]."""

    text: str
    start: int
    end: int
    cells: int


@lru_cache(maxsize=32_768)
def graphemes(text: str, ambiguous: int = 1) -> tuple[Grapheme, ...]:
    """Take ``text`` apart into what is shown; their spans cover all of ``text`` in order.

    ``ambiguous`` is the width, 1 or 2, of characters whose width depends on the terminal.
    """
    found: list[Grapheme] = []
    shown, index = inert_line(text), 0
    while index < len(shown):
        start, char = index, shown[index]
        index += 1
        if text[start] == "\t":
            found.append(Grapheme(" " * TAB_CELLS, start, index, TAB_CELLS))
            continue
        code = ord(char)
        if code in _FLAG_LETTERS and index < len(shown) and ord(shown[index]) in _FLAG_LETTERS:
            letters = "".join(
                chr(ord("A") + ord(one) - _FLAG_LETTERS.start) for one in shown[start : index + 1]
            )
            index += 1
            found.append(Grapheme(letters, start, index, 2))
            continue
        piece = _display(char)
        marks = ""
        while index < len(shown):
            follower = shown[index]
            if follower == _ZERO_WIDTH_JOINER and _is_pictograph(char) and index + 1 < len(shown):
                index += 2 if _is_pictograph(shown[index + 1]) else 1
            elif char_cells(follower) == 0:
                marks += _kept_mark(follower, char)
                index += 1
            else:
                break
        if not piece:
            piece = "\N{DOTTED CIRCLE}" + _kept_mark(char, "") if _kept_mark(char, "") else ""
        cells_taken = char_cells(piece[0], ambiguous) if piece else 0
        found.append(Grapheme(piece + marks if piece else "", start, index, cells_taken))
    return tuple(found)


def display(text: str) -> str:
    """Return the display copy of ``text``: inert, one line, safe to measure with :func:`cells`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(grapheme.text for grapheme in graphemes(text))


def cells(text: str, ambiguous: int = 1) -> int:
    """Return the width of a display copy in cells."""
    if text.isascii():
        return len(text)
    return sum(char_cells(char, ambiguous) for char in text)


@lru_cache(maxsize=32_768)
def char_cells(char: str, ambiguous: int = 1) -> int:
    """Return 0, 1 or 2: the width of one code point of a display copy."""
    code = ord(char)
    if code < 0x300:
        if char == "\u00ad" or unicodedata.category(char) == "Cc":
            return 0
        return ambiguous if unicodedata.east_asian_width(char) == "A" else 1
    category = unicodedata.category(char)
    if category == "Cn":
        return 2 if _within(code, _WIDE_WHEN_UNKNOWN) else ambiguous
    if code in _SKIN_TONES or _within(code, _HANGUL_PARTS):
        return 0
    if category in ("Mn", "Me", "Mc"):
        return 0
    if category == "Cf":
        return 1 if _within(code, _VISIBLE_FORMATS) else 0
    width = unicodedata.east_asian_width(char)
    if width in ("W", "F") or _within(code, _LATELY_WIDE):
        return 2
    return ambiguous if width == "A" else 1


@lru_cache(maxsize=32_768)
def _display(char: str) -> str:
    """Return how a base character is shown: decomposed where that makes its width certain, or nothing."""
    if char_cells(char) == 0:
        return ""
    code = ord(char)
    if unicodedata.category(char) == "Cn" and not _within(code, _WIDE_WHEN_UNKNOWN):
        return _REPLACEMENT
    if code < 0x2000:
        parts = unicodedata.normalize("NFD", char)
        if len(parts) > 1 and unicodedata.east_asian_width(parts[0]) == "Na":
            return parts
    return char


def _kept_mark(mark: str, base: str) -> str:
    """Return a zero-width character that is worth showing on ``base``, or nothing."""
    code = ord(mark)
    if code in _IDEOGRAPHIC_VARIATIONS:
        return mark if base else ""
    if code in _SKIN_TONES or 0xFE00 <= code <= 0xFE0F or unicodedata.category(mark) in ("Cf", "Cn", "Me"):
        return ""
    return mark


def _is_pictograph(char: str) -> bool:
    code = ord(char)
    return code >= 0x1F000 or 0x2190 <= code < 0x2C00


def _within(code: int, ranges: tuple[range, ...]) -> bool:
    return any(code in each for each in ranges)
