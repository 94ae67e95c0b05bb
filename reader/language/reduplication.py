"""Words said twice: 看看, 看一看, 研究研究, 高高兴兴, 走不走, 散散步, 试试看."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_C = r"[\u3400-\u9fff]"
_SHAPES = (
    (rf"(?P<a>{_C})[一了](?P=a)看?", "{a}", "{} a little; to have a try at it"),
    (rf"(?P<a>{_C})(?P=a)看", "{a}", "{}, to try and see"),
    (rf"(?P<a>{_C})[不没](?P=a)", "{a}", "{} or not?"),
    (rf"(?P<a>{_C})[不没](?P=a)(?P<b>{_C})", "{a}{b}", "{} or not?"),
    (rf"(?P<a>{_C})(?P<b>{_C})[不没](?P=a)(?P=b)", "{a}{b}", "{} or not?"),
    (rf"(?P<a>{_C})(?P<b>{_C})一?(?P=a)(?P=b)(?:看)?", "{a}{b}", "{} a little; to have a try at it"),
    (rf"(?P<a>{_C})(?P=a)(?P<b>{_C})(?P=b)", "{a}{b}", "{} (said twice: lively, thorough)"),
    (rf"(?P<a>{_C})(?P=a)[的地]?", "{a}", "{} (said twice: a little, nicely; each)"),
    (rf"(?P<a>{_C})(?P=a)(?P<b>{_C})", "{a}{b}", "{} a little"),
    (rf"(?P<a>{_C})里(?P=a)(?P<b>{_C})", "{a}{b}", "{} (said twice: disapproving)"),
)


@dataclass(frozen=True, slots=True)
class Reduplication:
    """``base`` is the word that was doubled; ``meaning`` has ``{}`` where its gloss belongs."""

    base: str
    meaning: str


def reduplications(word: str) -> tuple[Reduplication, ...]:
    """Return what ``word`` may double, likeliest first; the caller knows which of the bases is a word."""
    found = []
    for shape, base, meaning in _compiled():
        match = shape.fullmatch(word)
        if match:
            found.append(Reduplication(base.format(**match.groupdict()), meaning))
    return tuple(found)


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(shape), base, meaning) for shape, base, meaning in _SHAPES)
