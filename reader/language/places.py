"""Names of places and organisations by how they end: 双凤镇, 枫林三路, 启明星图书馆, 江城日报.

A name is a stem and a suffix. The stem is weighed as characters usual in place names, or as a word that
lends itself to a name; a common word before a suffix (公交|站, 现代|科技) stays two words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from reader.language.candidate import Candidate
from reader.language.name_tables import Suffix, organisation_suffixes, place_characters, place_suffixes
from reader.language.persons import Words
from reader.language.token import Kind

# Nats.
_BASE = {"place": 6.0, "organisation": 7.5}
_STRANGER = 11.0  # a character no place name is known to have
_BY_LENGTH = {2: 0.7, 3: 1.2, 4: 2.5}
_COMMON_WORD = 12.5  # cheaper words than this are weighed as words only
_WORD_SHARE = 0.8
_BY_TAG = {"ns": 0.0, "nz": 1.0, "nr": 1.0, "nt": 1.0, "nrt": 1.0, "x": 2.5, "n": 5.0}
_OTHER_TAG = 9.0
_ADDRESS_BONUS = 1.0
_BEFORE_ADDRESS = frozenset("在到去从往过至于住省市区县镇乡州")
_STEM = re.compile(r"[\u4e00-\u9fff]{2,4}$")


class PlaceSource:
    """Offers places and organisations; ``label`` is ``place`` or ``organisation``."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def candidates(self, text: str) -> Iterator[Candidate]:
        """Yield names of ``text``, given in simplified form; they may overlap."""
        suffixes = _suffixes()
        for match in _shape().finditer(text):
            word = match[0]
            yield from self._with(text, match.start(), match.end(), suffixes[word])
            if len(word) > 1 and word[-1] in suffixes:
                yield from self._with(text, match.end() - 1, match.end(), suffixes[word[-1]])

    def _with(self, text: str, stop: int, end: int, suffix: Suffix) -> Iterator[Candidate]:
        before = _STEM.search(text, max(0, stop - 4), stop)
        if before is None:
            return
        for start in range(before.start(), stop - 1):
            if text[start:end] in self._words:
                continue
            cost = _BASE[suffix.label] + suffix.cost + self._stem(text[start:stop], suffix)
            if start and text[start - 1] in _BEFORE_ADDRESS and suffix.label == "place":
                cost -= _ADDRESS_BONUS
            if cost < 28.0:
                yield Candidate(start, end, Kind.NAME, cost, f"name+{suffix.text}", suffix.label)

    def _stem(self, stem: str, suffix: Suffix) -> float:
        chars = place_characters()
        spelled = _BY_LENGTH[len(stem)] + sum(chars.get(char, _STRANGER) for char in stem)
        if stem not in self._words:
            return spelled
        cost = self._words.cost(stem)
        as_word = cost * _WORD_SHARE + _BY_TAG.get(self._words.tag(stem), _OTHER_TAG)
        return as_word if cost < _COMMON_WORD else min(as_word, spelled)


@cache
def _suffixes() -> Mapping[str, Suffix]:
    return {**place_suffixes(), **organisation_suffixes()}


@cache
def _shape() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_suffixes(), key=len, reverse=True)))
