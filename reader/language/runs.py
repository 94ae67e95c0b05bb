"""Where a text is not Chinese: numbers, words of other scripts, white space and marks, each run whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.language.script import HAN_RANGES
from reader.language.token import Kind

HAN = HAN_RANGES + "\u2fd6-\u2fdf\u3005\u3021-\u3029"
"""The characters that can be words of a Chinese text, as the inside of a regular expression's class."""

_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef"
_LETTER = rf"(?:[^\W\d_{HAN}][{_MARKS}]*)"
_DIGITS = r"\d+(?:[.,:：．]\d+)*"

_RUN = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<number>{_DIGITS}(?:[%％‰℃°]|万亿|[万亿])?(?![A-Za-z\d]))
    | (?P<latin>(?:https?://|www\.)[!-~]+
        | [A-Za-z]{{4,}}(?=\d+(?![A-Za-z\d]))
        | (?:{_LETTER}|\d+(?=[A-Za-z]))(?:{_LETTER}|\d|['’.&_@+\-‐/](?={_LETTER}|\d)|\+(?![^\s\W]))*)
    | (?P<han>[{HAN}][{_MARKS}]+)
    | (?P<punctuation>(?P<mark>[^\w\s{HAN}])(?:(?P=mark)|[{_MARKS}\u200d])*|[^\w{HAN}]|_)
    """,
    re.VERBOSE,
)

_KINDS = {kind.value: kind for kind in Kind} | {"han": Kind.WORD, "mark": Kind.PUNCTUATION}


def runs(text: str, start: int = 0, stop: int | None = None) -> Iterator[tuple[int, int, Kind]]:
    """Yield (start, end, kind) of each stretch of ``text[start:stop]`` that holds together, in order.

    What is not covered are single Han characters. A Han character with variation marks is a run of
    kind word. Digits keep their 万, 亿 or percent sign; a word of another script keeps its hyphens,
    points and figures (``COVID-19``, ``node.js``, ``MP3``, ``80GB``), but figures after a word of four
    letters or more stand apart (``Android`` ``14``).
    """
    kinds = _KINDS
    for match in _RUN.finditer(text, start, len(text) if stop is None else stop):
        begin, end = match.span()
        yield begin, end, kinds[match.lastgroup or "punctuation"]
