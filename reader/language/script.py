"""Han characters, and the two scripts they are written in. The only module that knows OpenCC."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Protocol, cast

HAN_RANGES = (
    "\u2e80-\u2fd5\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f\U00030000-\U000323af"
)
"""The inside of a regular expression's brackets: every Han character, radicals and extensions included."""

_HAN = re.compile(f"[{HAN_RANGES}]")
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_FOLDING = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Radicals as signs of their own and compatibility forms: texts taken out of PDF files are full of them."""
_RADICALS = {
    radical: character
    for radicals, characters in (
        (
            "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮",
            "厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尣巳幺彑彐忄心扌攵旡日月歺民氵氺灬爫爫丬牛犭王疋目示礻竹",
        ),
        (
            "⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚",
            "糹纟罓罒罓罓网羊羊羊耂肀聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页",
        ),
        (
            "⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
            "风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        ),
    )
    for radical, character in zip(radicals, characters, strict=True)
}
"""The characters that radicals of the supplement stand for, which NFKC leaves alone."""


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


def is_han(char: str) -> bool:
    """True for one Han character, 〇 included."""
    return _HAN.match(char) is not None


def has_han(text: str) -> bool:
    return _HAN.search(text) is not None


def to_simplified(text: str) -> str:
    """Return the simplified form of ``text``, code point for code point: offsets into one hold in the other.

    Compatibility and radical forms are folded to the ordinary characters as well, for looking words up.
    Where a conversion would change the length, that character stays as it is.
    """
    if not _HAN.search(text):
        return text
    folded = with_ordinary_forms(text)
    converted = _converter("t2s").convert(folded)
    if len(converted) == len(text):
        return converted
    simplify = _converter("t2s").convert
    return "".join(one if len(one) == 1 else char for char in folded for one in (simplify(char),))


class Simplifier:
    """:func:`to_simplified` for running text: a text without traditional characters costs next to nothing.

    ``traditional`` are the characters that may need converting; OpenCC is loaded when the first of them
    is met. Radicals and compatibility forms are folded without it.
    """

    def __init__(self, traditional: str) -> None:
        self._traditional = frozenset(traditional)

    def __call__(self, text: str) -> str:
        if self._traditional.isdisjoint(text):
            text = with_ordinary_forms(text)
            if self._traditional.isdisjoint(text):
                return text
        return to_simplified(text)


def to_traditional(text: str) -> str:
    """Return the traditional form of ``text``, by words and characters; the length may differ."""
    return _converter("s2t").convert(text)


def is_traditional(text: str) -> bool:
    """True where the text holds more characters that only traditional Chinese has than simplified ones."""
    sample = text[:20_000]
    simplified = to_simplified(sample)
    traditional_only = sum(a != b for a, b in zip(sample, simplified, strict=True))
    if not traditional_only:
        return False
    back = _converter("s2t").convert(sample)
    simplified_only = (
        sum(a != b for a, b in zip(sample, back, strict=False)) if len(back) == len(sample) else 0
    )
    return traditional_only > simplified_only


def with_ordinary_forms(text: str) -> str:
    """Return ``text`` with radicals and compatibility forms as ordinary characters, one for each."""
    if text.isascii() or not _FOLDING.search(text):
        return text
    return "".join(map(_fold, text))


@lru_cache(maxsize=2_048)
def _fold(char: str) -> str:
    if not is_han(char):
        return char
    folded = _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


@lru_cache(maxsize=4)
def _converter(config: str) -> _Converter:
    from opencc import OpenCC

    return cast(_Converter, OpenCC(config))
