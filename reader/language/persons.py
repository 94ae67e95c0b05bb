"""Chinese personal names in running text: 陈凌峰, 欧阳晓岚, 阿珍; the surname in 老杨, 粟某, 王总, 陈老师.

A form of address is a word of its own (老|杨, 陈|老师), as dictionaries have it; the surname beside it is the
name.

Costs are ``-ln`` probabilities: of meeting a name no dictionary has, of its surname, and of the
characters of its given name; what stands before and after makes a name likelier. Words of the vocabulary
are never offered as names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from reader.language.candidate import Candidate
from reader.language.name_tables import given_names, surnames, titles
from reader.language.token import Kind

# Nats, tuned on news, novels and everyday sentences.
_PERSON = 3.6  # against learned costs of words; one token in 40 is a personal name that no dictionary has
_ONE_CHARACTER = 1.4  # a quarter of given names have one character,
_TWO_CHARACTERS = 0.3  # three quarters two
_WORD_AS_GIVEN = 1.5  # 韩三方; rarer words (建业, 玉兰) are names as much as words
_WORD_BEFORE = 3.0  # 老师傅|正在
_RARE_AS_GIVEN = 1.0
_COMMON_WORD = 11.0
_PREFIX = 1.3
_AH = 3.0
_AH_TWO = 4.0
_SHORT_TITLE = 2.6
_SO_AND_SO = 1.5
_SURNAME_WITH_TITLE = 3.0  # how much less likely a surname may be than the word it also is
_SAME_SPAN = 0.1
_NUMERAL_FIRST = 2.0  # 韩三方
_REPEATED = 1.0
_MOST_BONUS = 6.5  # all that context can add to the case for a name
_WEAK_BONUS = 1.9  # what it can add without a title or a verb of speaking
_KEPT = 50_000
_CHEAPEST = 3.0  # no word costs less
_GRAMMAR = 6.5  # words cheaper than this are grammar

_TITLE_BONUS = 3.2
_SET_APART = 4.0  # a space on either side
_SPACES = " \u3000"
_BYLINE_BONUS = 4.5  # 记者 陈晓容
_SPEECH_BONUS = 2.0
_EDGE_BONUS = 0.7
_NEIGHBOUR_BONUS = 0.5
_SPEECH = re.compile(
    "(?:笑着|微笑着|接着|随后|还|也)?(?:说|道|问|答|喊|介绍|表示|告诉|认为|指出|强调|透露|回忆|解释|坦言|称|觉得|回答)"
)
_SPEECH_INITIALS = frozenset("笑微接随还也说道问答喊介表告认指强透回解坦称觉")
_EDGES = frozenset("，。！？、；：“”‘’（）《》〈〉【】「」『』…—·,.!?;:()\"'\n\t \u3000")
_BEFORE = frozenset("叫姓对跟和与向由是找请给让把被同及")
_AFTER = frozenset("的是在把被和与也就已曾将从对向说")
_PREFIXES = "小老"
_NICKNAME = re.compile(r"(?<=叫)([\u4e00-\u9fff])\1(?=[，。、！？的]|$)")
_NICKNAME_COST = 12.0
# Surnames that are measure words after a numeral or a pointing word: 这张表, 200余家, 上周末.
_MEASURES = frozenset("张段章项周时米支包余方成石幅步管堂任代行路门台房党家车台层卷")
# What is counted before it is named: 一座石桥.
_BEFORE_THINGS = frozenset("座条块根棵片")
# Surnames that are verbs or grammar before a title: 曾任|县长, 于|老师.
_WORDLIKE = frozenset("任于向和应时曾常全成连从管查解安高")
_RANKS = frozenset("王公侯君帝国妃后")  # 赵王, 秦国: no given names of one character
_STATES = frozenset("秦赵韩魏燕齐楚宋汉唐隋晋金元明清梁吴蜀陈")  # 宋军, 魏军
_NUMERALS = frozenset("一二三四五六七八九十两几百千")
_COUNTING = frozenset("一二两三四五六七八九十百千万亿几多每整半第这那某哪数上下本0123456789")


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
    """A personal name taken apart. ``prefix`` is 小, 老 or 阿, ``title`` a 总 or 某 after a surname."""

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
    """Offers personal names; ``label`` is ``person``, or ``surname`` for one before a title.

    A name that costs more than its characters as single words can never be on the best path and is not
    offered. What that comes to for three characters is kept, as texts repeat themselves.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._weighed: dict[str, tuple[tuple[int, float, float], ...]] = {}

    def candidates(self, text: str) -> Iterator[Candidate]:
        """Yield names of ``text``, given in simplified form; they may overlap."""
        found: list[Candidate] = []
        self._full(text, found)
        found.extend(self._prefixed(text))
        found.extend(self._nicknamed(text))
        times = Counter(text[c.start : c.end] for c in found if c.end - c.start > 2)
        for candidate in found:
            if times[text[candidate.start : candidate.end]] > 1:
                candidate = candidate._replace(cost=candidate.cost - _REPEATED)
            yield candidate

    def _full(self, text: str, found: list[Candidate]) -> None:
        known, longer, weighed, initials = surnames(), _longer_surnames(), self._weighed, _title_initials()
        for match in _surname_shape().finditer(text):
            start = match.start()
            seen = text[start : start + 3]
            hopes = weighed.get(seen)
            if hopes is None:
                hopes = self._weigh(seen, 1)
                if len(weighed) > _KEPT:
                    weighed.clear()
                weighed[seen] = hopes
            for size, hope, gain in hopes:
                self._in_context(text, start, start + size, hope, gain, found)
            if seen[1:2] in initials and match[0] in known:
                found.extend(self._titled(text, start, start + 1))
            for length in longer.get(seen[:2], ()):
                name = text[start : start + length]
                if name in known and start + length < len(text):
                    for size, hope, gain in self._weigh(text[start : start + length + 2], length):
                        self._in_context(text, start, start + size, hope, gain, found)
                    found.extend(self._titled(text, start, start + length))

    def _weigh(self, seen: str, begin: int) -> tuple[tuple[int, float, float], ...]:
        """Return the full names ``seen`` begins with: length, what a name gains over words, over characters.

        Gains are negative where a name is likelier. Names beyond the help of any context are left out.
        """
        surname, char, pair = seen[:begin], seen[begin], seen[begin:]
        if surname not in surnames():
            return ()
        given, cost = given_names(), self._words.cost
        gain = self._surname(surname) - cost(char)
        hopes = []
        first, second, alone = given.first.get(char), given.second.get(pair[1:]), given.single.get(char)
        if first is not None and second is not None:
            two = gain + _TWO_CHARACTERS + first + second - cost(pair[1])
            if char in _NUMERALS:
                two += _NUMERAL_FIRST
            if pair in self._words:
                two += _WORD_AS_GIVEN if cost(pair) < _COMMON_WORD else -_RARE_AS_GIVEN
            joined = cost(pair) - cost(char) - cost(pair[1])  # 于|今天
            ahead = cost(seen[: begin + 1]) - cost(surname) - cost(char) if begin == 1 else 0.0  # 高兴|起
            hopes.append((begin + 2, two - min(0.0, joined, ahead), two))
        army = char == "军" and surname in _STATES
        if alone is not None and char not in _RANKS and not army and seen[: begin + 1] not in self._words:
            one = gain + _ONE_CHARACTER + alone
            joined = cost(pair) - cost(char) - _CHEAPEST if len(pair) == 2 else 0.0
            hopes.append((begin + 1, one - min(0.0, joined), one))
        return tuple((size, hope, gain) for size, hope, gain in hopes if hope < _MOST_BONUS)

    def _surname(self, surname: str) -> float:
        """Return what a name with this surname costs more than the surname's characters as words."""
        return _PERSON + surnames()[surname].cost - sum(map(self._words.cost, surname))

    def _in_context(
        self, text: str, start: int, end: int, hope: float, gain: float, found: list[Candidate]
    ) -> None:
        """Offer a full name if it can be on the best path once its neighbours have had their say."""
        if hope > _WEAK_BONUS and not _strong_context(text, start, end):
            return
        before = text[start - 1] if start else ""
        if before in _BEFORE_THINGS or (text[start] in _MEASURES and before in _COUNTING):
            return
        context = self._left(text, start) + self._right(text, end)
        if start and self._words.cost(text[start - 1 : start + 1]) < _COMMON_WORD + 1:
            context += _WORD_BEFORE
        if start > 1 and text[start - 1] in _SPACES and (end == len(text) or text[end] in _SPACES):
            context -= _SET_APART  # 通讯员 来玉伍 陈春群
        name = text[start:end]
        if hope + context < 0 and name not in self._words:
            cost = gain + context + sum(map(self._words.cost, name))
            found.append(Candidate(start, end, Kind.NAME, cost, "surname+given", "person"))

    def _titled(self, text: str, start: int, begin: int) -> Iterator[Candidate]:
        """Offer a surname before what makes a name of it: 粟|某, 王|总, 陈|老师."""
        surname, char = text[start:begin], text[begin]
        own = self._words.cost(surname)
        if char == "某":
            if own > _GRAMMAR and self._surname(surname) + _SO_AND_SO < self._words.cost(char):  # 于|某|点
                yield self._surname_alone(text, start, begin, "某")
        elif char in short_titles() and text[begin : begin + 2] not in self._words:  # 马|总是, 李|工作
            gain = self._surname(surname) + _SHORT_TITLE - self._words.cost(char)
            if gain + self._right(text, begin + 1) < 0:
                yield self._surname_alone(text, start, begin, char)
        free = surname not in _WORDLIKE or start == 0 or text[start - 1] in _EDGES
        if free and _title_at(text, begin) and self._surname(surname) < _TITLE_BONUS + _SURNAME_WITH_TITLE:
            yield self._surname_alone(text, start, begin, "a title")

    def _surname_alone(self, text: str, start: int, end: int, beside: str) -> Candidate:
        """Offer a surname by itself: the span is a word too, so only its kind is at stake, not its edges."""
        cost = self._words.cost(text[start:end]) - _SAME_SPAN
        return Candidate(start, end, Kind.NAME, cost, f"surname beside {beside}", "surname")

    def _offer(
        self, text: str, start: int, end: int, gain: float, why: str, name: str
    ) -> Iterator[Candidate]:
        gain += self._right(text, end)
        if gain < 0 and name not in self._words:
            yield Candidate(start, end, Kind.NAME, gain + sum(map(self._words.cost, name)), why, "person")

    def _prefixed(self, text: str) -> Iterator[Candidate]:
        ah, second = _PERSON + _AH - self._words.cost("阿"), given_names().second
        for match in _prefix_shape().finditer(text):
            start, end = match.span()
            name = match[0]
            if name[0] == "阿":
                for stop in range(2, len(name) + 1):
                    gain = ah + sum(second.get(c, 9.0) - self._words.cost(c) for c in name[1:stop])
                    gain += self._left(text, start) + (_AH_TWO if stop == 3 else 0.0)
                    yield from self._offer(text, start, start + stop, gain, "阿+given", name[:stop])
            else:
                gain = self._surname(name[1]) + _PREFIX - self._words.cost(name[0]) + self._left(text, start)
                if gain + self._right(text, end) < 0 and name not in self._words:
                    yield self._surname_alone(text, start + 1, end, name[0])

    def _nicknamed(self, text: str) -> Iterator[Candidate]:
        """Offer a doubled name where someone is called so: 小名叫豆豆."""
        for match in _NICKNAME.finditer(text):
            if match[0] not in self._words:
                yield Candidate(match.start(), match.end(), Kind.NAME, _NICKNAME_COST, "doubled", "person")

    def _left(self, text: str, start: int) -> float:
        if start == 0:
            return -_EDGE_BONUS
        before = _titles_at("before")
        spaced = text[start - 1] in _SPACES
        place = start - 1 if spaced else start
        if text[place - 1 : place] in _title_finals() and any(
            text[place - size : place] in before for size in (2, 3, 4, 1) if size <= place
        ):
            return -_BYLINE_BONUS if spaced else -_TITLE_BONUS
        if text[start - 1] in _EDGES:
            return -_EDGE_BONUS
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
def _surname_shape() -> re.Pattern[str]:
    given = given_names()
    following = "".join({*given.first, *given.single, *_title_initials()})
    initials = "".join({name[0] for name in surnames()})
    return re.compile(f"[{initials}](?=[{following}])")


@cache
def _longer_surnames() -> dict[str, tuple[int, ...]]:
    """Return the lengths of longer surnames by their first two characters."""
    found: dict[str, set[int]] = {}
    for name in surnames():
        if len(name) > 1:
            found.setdefault(name[:2], set()).add(len(name))
    return {start: tuple(sorted(sizes)) for start, sizes in found.items()}


def _strong_context(text: str, start: int, end: int) -> bool:
    """True where there may be a title before or a title or a verb of speaking after; quick, and generous."""
    if start and text[start - 1] in _title_finals():
        return True
    return end < len(text) and (text[end] in _SPEECH_INITIALS or text[end] in _title_initials())


@cache
def _title_finals() -> frozenset[str]:
    return frozenset({title[-1] for title in _titles_at("before")} | {" ", "\u3000"})


@cache
def _title_initials() -> frozenset[str]:
    return frozenset(title[0] for title in (*_titles_at("after"), *short_titles()))


def _title_at(text: str, start: int) -> bool:
    after = _titles_at("after")
    return any(text[start : start + size] in after for size in (2, 3))
