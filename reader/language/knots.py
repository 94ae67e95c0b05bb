"""Knots of words that cross or nest, and whether what stands around them can change how they are cut.

Weights of the neighbourhood come to a few nats at most, and most knots are decided by more: those are
undone once and remembered. Four in five of those met in a text are of this sort.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reader.language.cut_model import UNKNOWN_COST
from reader.language.vocabulary import Vocabulary

Cuts = tuple[int, ...]
"""Where the words of a knot end, counted from its first character; none where its neighbours decide."""

_KEPT = 30_000
_LONGEST = 12
_SLACK = 1e-6  # nats that are no more than rounding


class _Sway(NamedTuple):
    """How much (nats) what stands on one side of a word can add to its cost, at least and at most."""

    least: float
    most: float


class _Way(NamedTuple):
    """The best way to a place in a knot: its cost without what stands before the knot, and its words.

    ``first`` is the word whose cost depends on what stands before, ``kind`` the class of the last one.
    """

    cost: float
    first: str
    sway: _Sway
    kind: int
    ends: Cuts


class Knots(dict[str, Cuts]):
    """How each knot met so far is cut, found by its text."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        char_class: Mapping[str, int],
        turns: Sequence[Sequence[float]],
        before: Sequence[Sequence[float]],
        after: Sequence[Sequence[float]],
    ) -> None:
        """``turns`` by class and class, ``before`` by class of character and class, ``after`` the reverse."""
        super().__init__()
        self._vocabulary = vocabulary
        self._char_class = char_class
        self._turns, self._before, self._after = turns, before, after
        self._left_sway: list[_Sway] = []

    def undo(self, knot: str) -> Cuts:
        """Return how ``knot`` is cut wherever it stands, and remember it."""
        if len(self) > _KEPT:
            self.clear()
        cuts = self[knot] = self._undone(knot) if len(knot) <= _LONGEST else ()
        return cuts

    def _undone(self, knot: str) -> Cuts:
        """Follow the search of the lattice, as long as no neighbour could turn one of its choices."""
        ways: dict[int, list[_Way]] = {}
        size = len(knot)
        best: dict[int, _Way] = {}
        for here in range(size):
            if here:
                chosen = _clear_best(ways[here])
                if chosen is None:
                    return ()
                best[here] = chosen
            for end, way in self._onward(knot, here, best.get(here)):
                ways.setdefault(end, []).append(way)
        last = [
            way._replace(first="", sway=_Sway(way.sway.least + own.least, way.sway.most + own.most))
            for way, own in ((way, self._right_sway(knot, way)) for way in ways[size])
        ]
        chosen = _clear_best(last)
        return () if chosen is None else chosen.ends

    def _onward(self, knot: str, here: int, way: _Way | None) -> Iterator[tuple[int, _Way]]:
        """Yield each word that begins ``here`` as a longer way, with the place it leads to."""
        vocabulary = self._vocabulary
        lengths = vocabulary.lengths.get(knot[here : here + 2], ())
        for length in (1, *lengths):
            end = here + (length or 2)
            number = vocabulary.ids.get(knot[here:end])
            if end > len(knot) or (number is None and length != 1):
                continue
            kind = 0 if number is None else 3 * vocabulary.tags[number] + min(end - here, 3) - 1
            cost = UNKNOWN_COST if number is None else vocabulary.learned[number]
            one, other = vocabulary.contexts.get(-1 if number is None else number, ({}, {}))
            if end < len(knot):
                right = knot[end]
                right_class = self._char_class[right]
                cost -= self._after[kind][right_class] + other.get(right, 0.0) + other.get(right_class, 0.0)
            if way is None:
                yield end, _Way(cost, knot[here:end], self._left(kind, one), kind, (end,))
            else:
                left = knot[here - 1]
                left_class = self._char_class[left]
                cost -= self._turns[way.kind][kind] + self._before[left_class][kind]
                cost -= one.get(left, 0.0) + one.get(left_class, 0.0)
                yield end, _Way(way.cost + cost, way.first, way.sway, kind, (*way.ends, end))

    def _left(self, kind: int, learned: Mapping[str | int, float]) -> _Sway:
        if not self._left_sway:
            turns = [(min(column), max(column)) for column in zip(*self._turns, strict=True)]
            before = [(min(column), max(column)) for column in zip(*self._before, strict=True)]
            self._left_sway = [
                _Sway(-one[1] - other[1], -one[0] - other[0])
                for one, other in zip(turns, before, strict=True)
            ]
        return _with_learned(self._left_sway[kind], learned)

    def _right_sway(self, knot: str, way: _Way) -> _Sway:
        start = way.ends[-2] if len(way.ends) > 1 else 0
        number = self._vocabulary.ids.get(knot[start:])
        weights = self._after[way.kind]
        _, other = self._vocabulary.contexts.get(-1 if number is None else number, ({}, {}))
        return _with_learned(_Sway(-max(weights), -min(weights)), other)


def _with_learned(sway: _Sway, learned: Mapping[str | int, float]) -> _Sway:
    """Add what was learned of a word's neighbours: of one character and of one class at a time."""
    least, most = sway
    for sort in (str, int):
        weights = [weight for key, weight in learned.items() if isinstance(key, sort)]
        least -= max(0.0, *weights) if weights else 0.0
        most -= min(0.0, *weights) if weights else 0.0
    return _Sway(least, most)


def _clear_best(ways: Sequence[_Way]) -> _Way | None:
    """Return the way that costs least whatever stands around; None where that depends."""
    best = min(ways, key=lambda way: way.cost + way.sway.most)
    for way in ways:
        if way is best:
            continue
        if way.first == best.first and way.first:
            clear = best.cost + _SLACK < way.cost
        else:
            clear = best.cost + best.sway.most + _SLACK < way.cost + way.sway.least
        if not clear:
            return None
    return best
