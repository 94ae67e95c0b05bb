"""The best row of beads from one end of two texts to the other, and how sure each bead is.

The table of places (so many Chinese sentences read, so many English) is filled only within a band, row by
row; what is kept is one number a bead that was weighed, so memory grows with the length of the texts and
not with its square.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Sequence
from typing import NamedTuple

from reader.bilingual.evidence import Meeting
from reader.bilingual.scoring import NEVER, SHAPES, Scorer

_COUNT = len(SHAPES)
_GOOD = 1.0
"""Nats of a bead that a rough search takes for sure."""
_SOFTENING = 0.8
"""Scores are drawn together by this before chances are reckoned from them: evidence is never independent."""


class Link(NamedTuple):
    """Chinese sentences z0 … z1-1 and English e0 … e1-1 belong together; ``chance`` that just these do."""

    z0: int
    z1: int
    e0: int
    e1: int
    chance: float


Band = Sequence[tuple[int, int]]
"""By Chinese sentences read: the fewest and the most English ones that may have been read, inclusive."""


def best_links(
    scorer: Scorer,
    start: tuple[int, int],
    band: Band,
    progress: Callable[[int], None] = lambda rows: None,
    rough: bool = False,
) -> list[Link]:
    """Return the best beads of the stretch that begins at ``start`` and that ``band`` covers to its end.

    A ``rough`` search looks only at small beads that share words, and guesses how sure they are.
    """
    return _Table(scorer, start, band, progress, rough).links()


class _Table:
    def __init__(
        self,
        scorer: Scorer,
        start: tuple[int, int],
        band: Band,
        progress: Callable[[int], None],
        rough: bool,
    ) -> None:
        self._rough = rough
        most = 3 if rough else 5 if scorer.strict else 9
        self._shapes = [
            (n, a, b) for n, (a, b) in enumerate(SHAPES) if a + b < most or (a + b == most and min(a, b) <= 1)
        ]
        self._z, self._e = start
        self._band = band
        self._size = len(band) - 1
        self._scores: list[array[float]] = []
        self._best: list[array[float]] = []
        self._choice: list[bytearray] = []
        rows: list[dict[int, Meeting]] = [{} for _ in range(self._z)]
        for i, (low, high) in enumerate(band):
            if i:
                reach = min(band[max(0, i - 4)][0], low)
                rows.append(
                    scorer.evidence.meetings(self._z + i - 1, self._e + max(0, reach - 4), self._e + high)
                )
                if i > 5:
                    rows[self._z + i - 6] = {}
            self._fill(scorer, i, low, high, rows)
            if i % 64 == 0:
                progress(i)
        progress(self._size)

    def _fill(self, scorer: Scorer, i: int, low: int, high: int, rows: Sequence[dict[int, Meeting]]) -> None:
        width = high - low + 1
        scores = array("f", [NEVER]) * (width * _COUNT)
        best = array("d", [NEVER]) * width
        choice = bytearray(width)
        self._scores.append(scores)
        self._best.append(best)
        self._choice.append(choice)
        z, e, band, bests = self._z, self._e, self._band, self._best
        weigh, rough, promising = scorer.score, self._rough, scorer.promising
        for j in range(low, high + 1):
            cell = j - low
            if i == 0 and j == 0:
                best[cell] = 0.0
                continue
            top, chosen = NEVER, 0
            for shape, a, b in self._shapes:
                before = i - a
                if before < 0 or j < b:
                    continue
                from_low, from_high = band[before]
                if not from_low <= j - b <= from_high:
                    continue
                base = bests[before][j - b - from_low]
                if base <= NEVER:
                    continue
                if not (a and b):
                    own = scorer.alone((a, b))
                elif rough and not promising(z + before, a, e + j - b, b, rows):
                    continue
                else:
                    own = weigh(z + before, a, e + j - b, b, rows)
                if own <= NEVER:
                    continue
                scores[cell * _COUNT + shape] = own
                if base + own > top:
                    top, chosen = base + own, shape
            best[cell] = top
            choice[cell] = chosen

    def links(self) -> list[Link]:
        i, j = self._size, self._band[-1][1]
        path: list[tuple[int, int, int]] = []
        while i or j:
            shape = self._choice[i][j - self._band[i][0]]
            path.append((i, j, shape))
            a, b = SHAPES[shape]
            i, j = i - a, j - b
        chances = self._guessed(path) if self._rough else self._chances(path)
        return [
            Link(self._z + i - SHAPES[s][0], self._z + i, self._e + j - SHAPES[s][1], self._e + j, chance)
            for (i, j, s), chance in zip(reversed(path), reversed(chances), strict=True)
        ]

    def _chances(self, path: Sequence[tuple[int, int, int]]) -> list[float]:
        """Return for each bead of the path the share it has of all ways through the table."""
        forward = self._swept_forward()
        backward = self._swept_backward()
        whole = forward[-1][self._band[-1][1] - self._band[-1][0]]
        found = []
        for i, j, shape in path:
            a, b = SHAPES[shape]
            cell = j - self._band[i][0]
            own = self._scores[i][cell * _COUNT + shape] * _SOFTENING
            before = forward[i - a][j - b - self._band[i - a][0]]
            after = backward[i][cell]
            found.append(math.exp(min(0.0, before + own + after - whole)))
        return found

    def _guessed(self, path: Sequence[tuple[int, int, int]]) -> list[float]:
        """Take a bead for sure where it is good by itself and its neighbours have two sides as well."""
        whole = [bool(SHAPES[shape][0] and SHAPES[shape][1]) for _, _, shape in path]
        found = []
        for n, (i, j, shape) in enumerate(path):
            good = self._scores[i][(j - self._band[i][0]) * _COUNT + shape] > _GOOD
            found.append(0.95 if good and all(whole[max(0, n - 1) : n + 2]) else 0.5)
        return found

    def _swept_forward(self) -> list[array[float]]:
        band, found = self._band, []
        for i, (low, high) in enumerate(band):
            row = array("d", [NEVER]) * (high - low + 1)
            found.append(row)
            scores = self._scores[i]
            for cell in range(high - low + 1):
                if i == 0 and cell + low == 0:
                    row[cell] = 0.0
                    continue
                terms = []
                for shape, a, b in self._shapes:
                    own = scores[cell * _COUNT + shape]
                    if own > -1e8:
                        base = found[i - a][cell + low - b - band[i - a][0]]
                        terms.append(base + own * _SOFTENING)
                row[cell] = _log_sum(terms)
        return found

    def _swept_backward(self) -> list[array[float]]:
        band = self._band
        found = [array("d", [NEVER]) * (high - low + 1) for low, high in band]
        found[-1][-1] = 0.0
        for i in range(len(band) - 1, -1, -1):
            low, high = band[i]
            row, scores = found[i], self._scores[i]
            for cell in range(high - low, -1, -1):
                here = row[cell]
                if here <= NEVER:
                    continue
                for shape, a, b in self._shapes:
                    own = scores[cell * _COUNT + shape]
                    if own > -1e8:
                        target = found[i - a]
                        at = cell + low - b - band[i - a][0]
                        gained, had = here + own * _SOFTENING, target[at]
                        if gained > had:
                            gained, had = had, gained
                        # log(exp(had) + exp(gained)), the larger one first
                        target[at] = had + math.log1p(math.exp(gained - had)) if had - gained < 40 else had
        return found


def _log_sum(terms: Sequence[float]) -> float:
    if not terms:
        return NEVER
    top = max(terms)
    if len(terms) == 1 or top <= NEVER:
        return top
    return top + math.log(sum([math.exp(term - top) for term in terms]))
