"""Marks that are one cell wide everywhere, for the widgets that are not drawn by us.

In a terminal where ambiguous characters are two cells wide, Textual's own widgets would put everything
after a “ or a frame's ─ out of its place, for Textual counts one cell. Here such a character becomes one
that looks like it and is narrow in every terminal; what we draw ourselves (``painting.widened``) stays.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from reader.width import char_cells

_WIDENED = re.compile(r"[^\x00-\x7f](?: \x08)?")
_ALIKE = {
    char: alike
    for alike, chars in {
        '"': "“”",
        "'": "‘’´",
        ".": "…·",
        "-": "—–─━┄┅┈┉═╌╍",
        "|": "│┃┆┇┊┋║▏▎▍▌▐▕",
        "<": "←◀",
        ">": "→▶",
        "^": "↑▲",
        "v": "↓▼",
        "x": "×",
        "o": "°○◎",
        "*": "●★☆※",
        "#": "█▉▊▋▇▆▅▓",
        "=": "▄▀■",
        "_": "▁▂▃",
        ":": "▒░□",
        " ": "▔",
        "/": "÷",
    }.items()
    for char in chars
}


class PlainMarks(LineFilter):
    """Replaces every ambiguous character of a line that was not widened already."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment
            if segment.text.isascii()
            else Segment(plain(segment.text), segment.style, segment.control)
            for segment in segments
        ]


@lru_cache(maxsize=4_096)
def plain(text: str) -> str:
    """Return ``text`` without ambiguous characters; its width, as Textual counts it, stays."""
    return _WIDENED.sub(lambda found: found[0] if len(found[0]) > 1 else _plain_character(found[0]), text)


def _plain_character(char: str) -> str:
    if char_cells(char, 1) != 1 or char_cells(char, 2) != 2:
        return char
    if char in _ALIKE:
        return _ALIKE[char]
    if 0x2500 <= ord(char) < 0x2580:  # corners and crossings of frames
        return "+"
    letters = unicodedata.normalize("NFD", char)
    return letters if len(letters) > 1 and letters[0].isascii() else "?"
