"""Names of places and organisations by how they end: 双凤镇, 枫林三路, 启明星图书馆, 江城日报.

A name is a stem and a suffix. The stem is weighed as characters usual in place names, or as a word that
lends itself to a name; a common word before a suffix (公交|站, 现代|科技) stays two words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from reader.language.candidate import Candidate
from reader.language.name_tables import (
    Suffix,
    given_names,
    organisation_suffixes,
    place_characters,
    place_suffixes,
)
from reader.language.persons import Words
from reader.language.token import Kind

# Nats.
_BASE = {"place": 4.5, "organisation": 5.0}
_AS_A_PERSON = 1.0
_STRANGER = 11.0  # a character no place name is known to have
_BY_LENGTH = {2: 0.7, 3: 1.2, 4: 2.5}
_COMMON_WORD = 12.5  # cheaper words than this are weighed as words only
_WORD_SHARE = 0.8
_BY_TAG = {"ns": 0.0, "nz": 1.0, "nr": 1.0, "nt": 1.0, "nrt": 1.0, "x": 2.5}
_COMMON_NOUN, _RARE_NOUN, _NOUN_SLOPE = 8.5, 2.0, 2.5
_OTHER_TAG = 9.0
_NO_NAMES = frozenset(("v", "vn", "d", "a", "r", "p", "c", "m", "q", "f", "t", "u", "l", "i"))
_STREETS = frozenset("路街道巷")
_ADDRESS_BONUS = 1.0
_BEFORE_ADDRESS = frozenset("在到去从往过至于住省市区县镇乡州")
# What no stem has in it, and how none begins: 这条街, 三家药店, 全县, 两省.
_NEVER = frozenset(
    "的了在是和与及到从于这那有为以个被把将也都就某各每该此其我你他她它们您咱去来说看想要会能可不没很太最更还又再才只由给对让"
)
_WHOLE = frozenset("全本整同另邻外")
_NUMERALS = frozenset("一二两三四五六七八九十几多数")
_MEASURES = frozenset("家座条个间所处片块种位层栋幢")
_THINGS = frozenset("座条栋幢片层")
_COUNTED = frozenset("省市区县镇乡村州街")
_SIDES = frozenset("上下里外中内边畔旁口前后")
_OWN = frozenset("省市区县镇乡村州")
_SETTLEMENTS = frozenset(("村", "镇", "乡", "屯", "庄", "寨", "埠", "巷", "胡同", "街道"))
_SETTLEMENT_BONUS = 2.5  # what stands before these is a name more often than a noun
_CROSSING = 4.0
_COMPANY = re.compile("(?:股份|集团)?(?:有限|责任|股份)?公司|有限")
_COMPANY_BONUS = 1.0
_DEAREST = 28.0  # no name is worth more
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
        # 中兴网信|科技|有限公司: what the company does and is stays apart from its name.
        apart = suffix.label == "organisation" and _COMPANY.match(text, end) is not None
        last = stop if apart else end
        for start in range(before.start(), stop - 1):
            stem = text[start:stop]
            if stem[0] in _MEASURES and start and text[start - 1] in _NUMERALS:
                continue  # 一|家|旧书店
            if text[start:last] in self._words or _no_stem(stem, suffix) or self._is_owner(stem, suffix):
                continue
            if any(text[longer:stop] in self._words for longer in range(max(0, start - 2), start)):
                continue  # 合|川区|公安局
            cost = _BASE[suffix.label] + suffix.cost + self._stem(stem, suffix)
            cost += self._around(text, start, stop, end, suffix)
            if apart:
                cost -= self._words.cost(suffix.text) + _COMPANY_BONUS
            if cost < _DEAREST:
                yield Candidate(start, last, Kind.NAME, cost, f"name+{suffix.text}", suffix.label)

    def _around(self, text: str, start: int, stop: int, end: int, suffix: Suffix) -> float:
        cost = 0.0
        if any(self._words.cost(text[k : stop + 1]) < _COMMON_WORD for k in range(start + 1, stop)):
            cost += _CROSSING  # 西安|市区
        if self._runs_on(text, stop, end):
            cost += _CROSSING  # 鄂西|山地
        if suffix.text in _SETTLEMENTS:
            cost -= _SETTLEMENT_BONUS
        if start and text[start - 1] in _BEFORE_ADDRESS and suffix.label == "place":
            cost -= _ADDRESS_BONUS
        return cost

    def _is_owner(self, stem: str, suffix: Suffix) -> bool:
        """True where the stem by itself is the name: 合川区|公安局, 蒙古|草原."""
        if suffix.text[-1] in _STREETS:
            return False
        if len(suffix.text) == 1 if suffix.label == "place" else suffix.cost < 2:
            return False
        return self._is_place(stem)

    def _runs_on(self, text: str, stop: int, end: int) -> bool:
        """True where a suffix of one character begins a common word with what follows; not 路上, 湖边."""
        if end - stop > 1 or end == len(text) or text[end] in _SIDES:
            return False
        return self._words.cost(text[stop : end + 1]) < _COMMON_WORD

    def _is_place(self, stem: str) -> bool:
        return (len(stem) > 2 and stem[-1] in _OWN) or (
            self._words.tag(stem) == "ns" and self._words.cost(stem) < _COMMON_WORD
        )

    def _stem(self, stem: str, suffix: Suffix) -> float:
        spelled = _BY_LENGTH[len(stem)] + sum(map(_character_cost, stem))
        if stem not in self._words:
            return spelled
        cost = self._words.cost(stem)
        tag = self._words.tag(stem)
        by_tag = _BY_TAG.get(tag, _OTHER_TAG)
        if tag == "n" and suffix.label == "place":
            by_tag = _COMMON_NOUN  # 公交站
        elif tag == "n":  # 星辰中学 is a name, 农村中学 is none
            by_tag = min(max(_RARE_NOUN + (_COMMON_WORD - cost) * _NOUN_SLOPE, _RARE_NOUN), _COMMON_NOUN)
        if suffix.text[-1] in _STREETS:  # 解放路, 建设街: any word names a street
            by_tag *= 0.5
        as_word = cost * _WORD_SHARE + by_tag
        return as_word if cost < _COMMON_WORD or tag in _NO_NAMES else min(as_word, spelled)


@cache
def _character_cost(char: str) -> float:
    """Return what a character costs in a name; what people are called by, schools and shops are too."""
    given = given_names()
    person = min(given.first.get(char, _STRANGER), given.second.get(char, _STRANGER))
    return min(place_characters().get(char, _STRANGER), person + _AS_A_PERSON)


def _no_stem(stem: str, suffix: Suffix) -> bool:
    return (
        not _NEVER.isdisjoint(stem)
        or stem[0] in _WHOLE
        or stem[0] in _THINGS  # 有|座石桥
        or (stem[0] in _NUMERALS and stem[1] in _MEASURES)
        or (stem[-1] in _NUMERALS and suffix.text in _COUNTED)
    )


@cache
def _suffixes() -> Mapping[str, Suffix]:
    return {**place_suffixes(), **organisation_suffixes()}


@cache
def _shape() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_suffixes(), key=len, reverse=True)))
