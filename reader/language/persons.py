"""Chinese personal names in running text: 陈凌峰, 欧阳晓岚, 老杨, 阿珍, 粟某, 王总, 陈 in 陈老师.

Costs are ``-ln`` probabilities: of meeting a name no dictionary has, of its surname, and of the
characters of its given name; what stands before and after makes a name likelier. Words of the vocabulary
are never offered as names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol

from reader.language.candidate import Candidate
from reader.language.name_tables import GivenNames, Surname, given_names, surnames, titles
from reader.language.token import Kind

# Nats, tuned on news, novels and everyday sentences.
_PERSON = 5.6  # one token in 270 is a personal name that no dictionary has
_ONE_CHARACTER = 1.4  # a quarter of given names have one character,
_TWO_CHARACTERS = 0.3  # three quarters two
_PREFIX = 2.6
_AH = 3.0
_SHORT_TITLE = 2.6
_SO_AND_SO = 1.0
_SURNAME_WITH_TITLE = 3.0  # how much less likely a surname may be than the word it also is
_REPEATED = 1.0
_DEAREST = 27.0  # no text has three characters that cost more as words

_TITLE_BONUS = 2.5
_SPEECH_BONUS = 2.0
_EDGE_BONUS = 0.7
_NEIGHBOUR_BONUS = 0.5
_SPEECH = re.compile(
    "(?:笑着|微笑着|接着|随后|还|也)?(?:说|道|问|答|喊|介绍|表示|告诉|认为|指出|强调|透露|回忆|解释|坦言|称|觉得|回答)"
)
_EDGES = frozenset("，。！？、；：“”‘’（）《》〈〉【】「」『』…—·,.!?;:()\"'\n\t \u3000")
_BEFORE = frozenset("叫姓对跟和与向由是找请给让把被同及")
_AFTER = frozenset("的是在把被和与也就已曾将从对向说")
_PREFIXES = "小老"


class Words(Protocol):
    """The vocabulary names compete with."""

    def __contains__(self, word: object) -> bool:
        """True for a word a dictionary has."""
        ...

    def cost(self, word: str) -> float:
        """Return the cost of a word in nats."""
        ...

    def tag(self, word: str) -> str:
        """Return a part-of-speech tag: ``n``, ``v``, ``nr``, ``ns`` …"""
        ...


@dataclass(frozen=True, slots=True)
class PersonName:
    """A personal name taken apart. ``title`` is what follows a bare surname (总, 某), ``prefix`` 小, 老, 阿."""

    prefix: str = ""
    surname: str = ""
    given: str = ""
    title: str = ""


def parse_person(text: str) -> PersonName:
    """Take a name apart: longest surname first; all of it is ``given`` where no surname begins it."""
    known, short = surnames(), short_titles()
    if len(text) == 2 and text[0] in _PREFIXES and text[1] in known:
        return PersonName(prefix=text[0], surname=text[1])
    if len(text) in (2, 3) and text[0] == "阿":
        return PersonName(prefix="阿", given=text[1:])
    for size in (3, 2, 1):
        surname, rest = text[:size], text[size:]
        if surname in known and (rest or size == len(text)):
            if rest in short:
                return PersonName(surname=surname, title=rest)
            return PersonName(surname=surname, given=rest)
    return PersonName(given=text)


@cache
def short_titles() -> dict[str, str]:
    """Return what stands after a bare surname in one word with it, and what it means: 总, 哥, 某 …"""
    return {text: english for text, (english, places) in titles().items() if "short" in places}


@cache
def _titles_at(place: str) -> frozenset[str]:
    return frozenset(text for text, (_, places) in titles().items() if place in places)


@cache
def _prefix_shape() -> re.Pattern[str]:
    single = "".join(name for name in surnames() if len(name) == 1)
    given = "".join(given_names().single)
    return re.compile(rf"[{_PREFIXES}][{single}]|阿[{given}]{{1,2}}")


class PersonSource:
    """Offers personal names; ``label`` is ``person``."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def candidates(self, text: str) -> Iterator[Candidate]:
        """Yield names of ``text``, given in simplified form; they may overlap."""
        found = [*self._full(text), *self._prefixed(text)]
        times = Counter(text[c.start : c.end] for c in found if c.end - c.start > 2)
        for candidate in found:
            if times[text[candidate.start : candidate.end]] > 1:
                candidate = replace(candidate, cost=candidate.cost - _REPEATED)
            yield candidate

    def _full(self, text: str) -> Iterator[Candidate]:
        known, given = surnames(), given_names()
        for match in _single_shape().finditer(text):
            yield from self._of_surname(text, match.start(), known[match[0]], given)
        for match in _compound_shape().finditer(text):
            yield from self._of_surname(text, match.start(), known[match[0]], given)

    def _of_surname(self, text: str, start: int, surname: Surname, given: GivenNames) -> Iterator[Candidate]:
        begin = start + len(surname.text)
        base = _PERSON + surname.cost
        if base > _DEAREST - 8:
            return
        char = text[begin]
        left: float | None = None
        first, following = given.first.get(char), text[begin + 1 : begin + 2]
        second = given.second.get(following) if following else None
        if first is not None and second is not None:
            cost = base + _TWO_CHARACTERS + first + second
            if cost < _DEAREST + 4:
                left = self._left(text, start)
                yield from self._offer(text, start, begin + 2, cost + left, "surname+given")
        alone = given.single.get(char)
        if alone is not None:
            left = self._left(text, start) if left is None else left
            yield from self._offer(
                text, start, begin + 1, base + _ONE_CHARACTER + alone + left, "surname+given"
            )
        yield from self._titled(text, start, begin, base)

    def _titled(self, text: str, start: int, begin: int, base: float) -> Iterator[Candidate]:
        char = text[begin]
        if char == "某":
            end = begin + (2 if text[begin + 1 : begin + 2] == "某" else 1)
            yield from self._offer(text, start, end, base + _SO_AND_SO, "surname+某")
        elif char in short_titles():
            if text[begin : begin + 2] not in self._words:  # 马|总是, 李|工作
                yield from self._offer(text, start, begin + 1, base + _SHORT_TITLE, "surname+title")
        if char in _title_initials() and _title_at(text, begin):
            cost, word = base - _TITLE_BONUS, self._words.cost(text[start:begin])
            if cost < word + _SURNAME_WITH_TITLE:
                cost = min(cost, word - 0.1)
                yield Candidate(start, begin, Kind.NAME, cost, "surname before a title", "surname")

    def _offer(self, text: str, start: int, end: int, cost: float, why: str) -> Iterator[Candidate]:
        if cost < _DEAREST and text[start:end] not in self._words:
            yield Candidate(start, end, Kind.NAME, cost + self._right(text, end), why, "person")

    def _prefixed(self, text: str) -> Iterator[Candidate]:
        known, given = surnames(), given_names()
        for match in _prefix_shape().finditer(text):
            start, end = match.span()
            if match[0][0] == "阿":
                for stop in range(start + 2, end + 1):
                    cost = _PERSON + _AH + sum(given.second.get(c, 10.0) for c in text[start + 1 : stop])
                    yield from self._offer(text, start, stop, cost + self._left(text, start), "阿+given")
            else:
                cost = _PERSON + _PREFIX + known[match[0][1]].cost + self._left(text, start)
                yield from self._offer(text, start, end, cost, f"{match[0][0]}+surname")

    def _left(self, text: str, start: int) -> float:
        if start == 0 or text[start - 1] in _EDGES:
            return -_EDGE_BONUS
        before = _titles_at("before")
        if any(text[start - size : start] in before for size in (2, 3, 4, 1) if size <= start):
            return -_TITLE_BONUS
        return -_NEIGHBOUR_BONUS if text[start - 1] in _BEFORE else 0.0

    def _right(self, text: str, end: int) -> float:
        if end == len(text) or text[end] in _EDGES:
            return -_EDGE_BONUS
        if text[end] in _title_initials() and _title_at(text, end):
            return -_TITLE_BONUS
        if _SPEECH.match(text, end):
            return -_SPEECH_BONUS
        return -_NEIGHBOUR_BONUS if text[end] in _AFTER else 0.0


@cache
def _single_shape() -> re.Pattern[str]:
    single = "".join(name for name in surnames() if len(name) == 1)
    return re.compile(rf"[{single}](?=[{_following()}])")


@cache
def _compound_shape() -> re.Pattern[str]:
    longer = sorted((name for name in surnames() if len(name) > 1), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(longer)})(?=[{_following()}])")


@cache
def _following() -> str:
    given = given_names()
    return "".join({*given.first, *given.single, *_title_initials(), *(title[0] for title in short_titles())})


@cache
def _title_initials() -> frozenset[str]:
    return frozenset(title[0] for title in _titles_at("after"))


def _title_at(text: str, start: int) -> bool:
    after = _titles_at("after")
    return any(text[start : start + size] in after for size in (2, 3))
