"""Foreign names written with characters for their sound: 玛格丽塔·科斯塔, 穆萨耶夫."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reader.language.candidate import Candidate
from reader.language.name_tables import transliteration
from reader.language.persons import Words
from reader.language.token import Kind

# Nats.
_PLAIN = 5.5
_DOTTED = 4.0
_IN_DOTTED = 0.8  # beside a dot a syllable is surer to belong to the name
_STRANGER = 20.0  # a character no foreign name is known to have
_DEAREST_PER_CHARACTER = 6.3
_SHORTEST, _LONGEST = 3, 9
_MOST_PARTS = 6

DOTS = "·•・‧"
_HAN = "\u4e00-\u9fff"
_DOTTED_SHAPE = re.compile(rf"(?:[{_HAN}]{{1,8}}|[A-Z])(?:[{DOTS}](?:[{_HAN}]{{1,8}}|[A-Z](?![A-Za-z])))+")


class TransliterationSource:
    """Offers transliterated names; ``label`` is ``transliteration``. The dots belong to the name."""

    def __init__(self, words: Words) -> None:
        self._words = words
        table = transliteration()
        # What a name gains over single characters; negative where the name is likelier.
        self._first = _Gains(table.first, words)
        self._inside = _Gains(table.inside, words)
        self._last = _Gains(table.last, words)

    def candidates(self, text: str) -> Iterator[Candidate]:
        """Yield names of ``text``; they may overlap."""
        if any(dot in text for dot in DOTS):
            yield from _dotted(text)
        first, inside, last = self._first, self._inside, self._last
        for run in _run_shape().finditer(text):
            if sum(min(0.0, first[char], inside[char], last[char]) for char in run[0]) < -_PLAIN:
                yield from self._plain(text, run.start(), run.end())

    def _plain(self, text: str, begin: int, stop: int) -> Iterator[Candidate]:
        for start in range(begin, stop - _SHORTEST + 1):
            gain = _PLAIN + self._first[text[start]]
            for end in range(start + 2, min(stop, start + _LONGEST) + 1):
                char = text[end - 1]
                whole = gain + self._last[char]
                if end - start >= _SHORTEST and whole < 0:
                    name = text[start:end]
                    cost = whole + sum(map(self._words.cost, name))
                    if cost < _PLAIN + _DEAREST_PER_CHARACTER * len(name) and self._is_new(name):
                        yield Candidate(start, end, Kind.NAME, cost, "transliteration", "transliteration")
                gain += self._inside[char]

    def _is_new(self, name: str) -> bool:
        return name not in self._words and len(set(name)) > 1  # 哈哈哈


class _Gains(dict[str, float]):
    """Cost in a name less cost as a word, worked out when a text first has the character."""

    def __init__(self, costs: dict[str, float], words: Words) -> None:
        super().__init__()
        self._costs = costs
        self._words = words

    def __missing__(self, char: str) -> float:
        gain = self[char] = self._costs[char] - self._words.cost(char)
        return gain


def _dotted(text: str) -> Iterator[Candidate]:
    """Offer names with a dot: what stands between dots is whole, the outer ends are open.

    Two names may share a stretch (泰勒推翻塞缪尔 in 查尔斯·泰勒推翻塞缪尔·多伊): a piece between dots with a
    character no foreign name has ends one and begins the next.
    """
    for match in _DOTTED_SHAPE.finditer(text):
        parts = re.split(f"[{DOTS}]", match[0])
        place = match.start()
        for first, part in enumerate(parts[:-1]):
            place += len(part)
            stop, inner = place + 1, 0.0
            for last in parts[first + 1 : first + 1 + _MOST_PARTS]:
                yield from _open_ended(part, place, last, stop, inner)
                own = _part_cost(last)
                if own >= _STRANGER:
                    break
                inner += own
                stop += len(last) + 1
            place += 1


def _open_ended(head: str, head_end: int, tail: str, tail_start: int, inner: float) -> Iterator[Candidate]:
    """Offer names from any beginning in ``head`` to any end in ``tail``."""
    tails = [(size, _part_cost(tail[:size])) for size in range(1, len(tail) + 1)]
    for taken in range(1, len(head) + 1):
        before = _part_cost(head[-taken:])
        for size, after in tails:
            cost = _DOTTED + _IN_DOTTED * (before + inner + after)
            start, end = head_end - taken, tail_start + size
            yield Candidate(start, end, Kind.NAME, cost, "transliteration", "transliteration")


def _part_cost(part: str) -> float:
    if part.isascii():
        return 2.0
    table = transliteration()
    if len(part) == 1:
        return min(table.first.get(part, _STRANGER), table.last.get(part, _STRANGER)) + 1.0
    inside = sum(table.inside.get(char, _STRANGER) for char in part[1:-1])
    return table.first.get(part[0], _STRANGER) + inside + table.last.get(part[-1], _STRANGER)


@cache
def _run_shape() -> re.Pattern[str]:
    table = transliteration()
    usual = [char for char in table.inside if min(table.inside[char], table.last[char]) < 9.0]
    return re.compile(f"[{''.join(usual)}]{{{_SHORTEST},40}}")
