"""Where two long texts surely run side by side, found from rare words alone, and the band between.

The heaviest row of pairs that never goes back, in either text, is found in n log n steps; a chapter
missing in one of the texts bends it and does not break it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reader.bilingual.evidence import Evidence
from reader.bilingual.search import Band, Link

SMALL = 10_000
"""Places of a table that is filled whole."""
MARGIN, TIGHT = 8, 3
_BOX = 100
"""Places between two anchors that are all looked at; where there are more, a band around the diagonal."""
_NARROW, _SURE = 2, 0.9
"""Places on either side of a link that is surer than this."""
_CANDIDATES = 3
_LEAST = 3.0
"""Nats two sentences must share in rare words to be taken for a pair."""

Pair = tuple[int, int]


def band_for(evidence: Evidence, start: Pair, stop: Pair, margin: int = MARGIN) -> Band:
    """Return the band between two places, both in sentences read of (Chinese, English).

    It is ``margin`` places wider on either side than the anchors alone would have it.
    """
    height, width = stop[0] - start[0], stop[1] - start[1]
    if (height + 1) * (width + 1) <= SMALL:
        return [(0, width)] * (height + 1)
    chain = heaviest_chain(_candidates(evidence, start, stop))
    points = [(0, 0)]
    points += [(i - start[0], j - start[1]) for i, j in _trusted(chain)]
    points += [(height, width)]
    return _band(points, margin)


def band_around(links: Sequence[Link], start: Pair, stop: Pair) -> Band:
    """Return a narrow band around links found before, wider where they are not sure."""
    height, width = stop[0] - start[0], stop[1] - start[1]
    lows, highs = [width] * (height + 1), [0] * (height + 1)
    for link in links:
        slack = _NARROW if link.chance > _SURE else TIGHT + 1
        for row in range(max(0, link.z0 - start[0] - slack), min(height, link.z1 - start[0] + slack) + 1):
            lows[row] = min(lows[row], link.e0 - start[1] - slack)
            highs[row] = max(highs[row], link.e1 - start[1] + slack)
    return _whole(lows, highs, width)


def heaviest_chain(candidates: Sequence[tuple[int, int, float]]) -> list[Pair]:
    """Return the pairs of the row with the greatest sum of weights in which both numbers always rise.

    ``candidates`` are (Chinese, English, weight), by rising Chinese number.
    """
    columns = sorted({j for _, j, _ in candidates})
    place = {j: n for n, j in enumerate(columns, 1)}
    tree = [(0.0, -1)] * (len(columns) + 1)
    back: list[int] = []

    def best_below(n: int) -> tuple[float, int]:
        found = (0.0, -1)
        while n:
            found = max(found, tree[n])
            n -= n & -n
        return found

    def raise_to(n: int, value: tuple[float, int]) -> None:
        while n <= len(columns):
            if value > tree[n]:
                tree[n] = value
            n += n & -n

    index = 0
    while index < len(candidates):
        row = candidates[index][0]
        waiting = []
        while index < len(candidates) and candidates[index][0] == row:
            _, j, weight = candidates[index]
            total, last = best_below(place[j] - 1)
            back.append(last)
            waiting.append((place[j], (total + weight, index)))
            index += 1
        for n, value in waiting:
            raise_to(n, value)
    _, last = best_below(len(columns))
    chain: list[Pair] = []
    while last >= 0:
        chain.append(candidates[last][:2])
        last = back[last]
    return chain[::-1]


def _candidates(evidence: Evidence, start: Pair, stop: Pair) -> list[tuple[int, int, float]]:
    height, width = stop[0] - start[0], stop[1] - start[1]
    reach = max(40, width // 6, abs(height - width) + 20)
    most = max(4, width // 150)
    found = []
    for i in range(start[0], stop[0]):
        middle = start[1] + (i - start[0]) * width // max(1, height)
        low, high = max(start[1], middle - reach), min(stop[1], middle + reach)
        shared: dict[int, float] = {}
        for gain, at in evidence.rare(i, most):
            for j in at:
                if low <= j < high:
                    shared[j] = shared.get(j, 0.0) + gain
        best = sorted(((weight, j) for j, weight in shared.items() if weight >= _LEAST), reverse=True)
        found += [(i, j, weight) for weight, j in sorted(best[:_CANDIDATES], key=lambda each: each[1])]
    return found


def _trusted(chain: Sequence[Pair]) -> list[Pair]:
    """Drop pairs that stand apart from the line their neighbours are on."""
    kept = []
    for index, (i, j) in enumerate(chain):
        near = [pair for pair in chain[max(0, index - 3) : index + 4] if pair != (i, j)]
        drifts = sorted((other_j - j) - (other_i - i) for other_i, other_j in near)
        agreeing = sum(abs(drift) <= 3 + 0.3 * 8 for drift in drifts)
        if agreeing >= 2:
            kept.append((i, j))
    return kept


def _band(points: Sequence[Pair], margin: int) -> Band:
    """Return a band that holds every box between neighbouring points, and a margin around them."""
    height, width = points[-1]
    lows = [width] * (height + 1)
    highs = [0] * (height + 1)
    for (i, j), (next_i, next_j) in pairwise(points):
        rows, columns = next_i - i, next_j - j
        boxed = rows * columns <= _BOX
        slack = margin if boxed else margin + max(rows, columns) // 3
        for row in range(i, next_i + 1):
            if boxed:
                low, high = j, next_j
            else:
                low = high = j + (row - i) * columns // max(1, rows)
            lows[row] = min(lows[row], low - slack)
            highs[row] = max(highs[row], high + slack)
    return _whole(lows, highs, width)


def _whole(lows: Sequence[int], highs: Sequence[int], width: int) -> Band:
    """Return a band within the table, from its one corner to the other, that can be walked through."""
    found = []
    for row in range(len(lows)):
        low = max(0, min(lows[row], width))
        found.append((low, min(width, max(highs[row], low))))
    found[0] = (0, found[0][1])
    found[-1] = (found[-1][0], width)
    return _joined(found)


def _joined(band: list[tuple[int, int]]) -> Band:
    """Let each row's band meet the one before, so that a way through it there always is."""
    for row in range(1, len(band)):
        low, high = band[row]
        band[row] = (min(low, band[row - 1][1]), high)
        if high < band[row - 1][0]:
            band[row] = (band[row][0], band[row - 1][0])
    return band
