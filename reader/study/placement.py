"""Start with what you know: which words a level, a list or a short test says are known. Pure.

The test shows words from bands of frequency, the commonest first, and invented words among them. Who says
"known" to an invented word overclaims; that share is taken off what is claimed of the real ones.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from reader.study.status import Status
from reader.study.word import Identity

Band = tuple[int, int]
"""The first and the last rank of a band of words, from 1."""
BANDS: tuple[Band, ...] = (
    (1, 500),
    (501, 1_000),
    (1_001, 2_000),
    (2_001, 3_000),
    (3_001, 5_000),
    (5_001, 7_500),
    (7_501, 10_000),
    (10_001, 15_000),
    (15_001, 20_000),
)
WORDS_A_BAND, INVENTED_A_BAND = 5, 2
"""Items of a band: 63 in all, about two minutes."""
FEW = 0.2
"""A band of which no more than this share is claimed is one too hard; two of them in a row end the test."""
SURE = 0.8
"""The share of a band that must be known for the whole of it to be marked."""
_SPARE = 10
"""How many times as many words are drawn as are asked, for some are names and the like."""
_NINETY = 1.645
"""Standard deviations on either side that hold nine cases in ten."""


@dataclass(frozen=True, slots=True)
class Item:
    """A word of the test; ``band`` is its place among the bands, None for an invented one."""

    word: str
    band: int | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many of the 20,000 most common words are known: a number, and a range that holds nine in ten times.

    ``shares`` are what is known of each band, the claims on invented words (``overclaimed``, 0 to 1) taken
    off; ``up_to`` is the last rank of the bands that may be marked known.
    """

    known: int
    low: int
    high: int
    shares: tuple[float, ...]
    overclaimed: float
    up_to: int


def make_test(
    by_rank: Sequence[str], is_asked: Callable[[str], bool], invented: Sequence[str], random: Random
) -> tuple[Item, ...]:
    """Return the test, band by band, invented words scattered within each.

    ``is_asked`` tells words from names and the like; ``invented`` are enough words that are none.
    """
    made = iter(invented)
    items: list[Item] = []
    for number, (first, last) in enumerate(BANDS):
        whole = by_rank[first - 1 : last]
        drawn = random.sample(whole, min(len(whole), WORDS_A_BAND * _SPARE))
        words = [word for word in drawn if is_asked(word)][:WORDS_A_BAND]
        band = [Item(word, number) for word in words]
        band += [Item(word, None) for _, word in zip(range(INVENTED_A_BAND), made, strict=False)]
        random.shuffle(band)
        items += band
    return tuple(items)


def invent(
    by_rank: Sequence[str], is_word: Callable[[str], bool], count: int, random: Random
) -> tuple[str, ...]:
    """Make words of two characters that look like words and are none, of the parts of real ones."""
    pairs = [word for word in by_rank[300:6_000] if len(word) == 2]
    found: dict[str, None] = {}
    for _ in range(count * 200):
        if len(found) == count or not pairs:
            break
        word = random.choice(pairs)[0] + random.choice(pairs)[1]
        if word[0] != word[1] and not is_word(word) and not is_word(word[::-1]):
            found[word] = None
    return tuple(found)


def is_over(answers: Sequence[tuple[Item, bool]], band: int) -> bool:
    """True when, at the beginning of ``band``, the two bands before it were too hard."""
    return band >= 2 and all(_claimed(answers, each) <= FEW for each in (band - 1, band - 2))


def estimate(answers: Sequence[tuple[Item, bool]]) -> Estimate:
    """Return what the answers say; bands that were not asked are not known."""
    false = sum(claims for item, claims in answers if item.band is None)
    invented = sum(item.band is None for item, _ in answers)
    overclaimed = false / invented if invented else 0.0
    shares, variance = [], 0.0
    for number, (first, last) in enumerate(BANDS):
        size, asked = last - first + 1, sum(item.band == number for item, _ in answers)
        claimed = _claimed(answers, number)
        known = max(0.0, (claimed - overclaimed) / (1 - overclaimed)) if overclaimed < 1 else 0.0
        shares.append(known if asked else 0.0)
        if asked:
            # Laplace's rule keeps five yeses out of five from being called certainty.
            likely = (claimed * asked + 1) / (asked + 2)
            variance += size**2 * likely * (1 - likely) / (asked * max(0.1, 1 - overclaimed) ** 2)
    shares = _falling(shares)
    sizes = [last - first + 1 for first, last in BANDS]
    total = sum(size * share for size, share in zip(sizes, shares, strict=True))
    spread = _NINETY * math.sqrt(variance)
    return Estimate(
        round(total),
        max(0, round(total - spread)),
        min(sum(sizes), round(total + spread)),
        tuple(shares),
        overclaimed,
        max(
            (BANDS[n][1] for n in range(len(BANDS)) if all(share >= SURE for share in shares[: n + 1])),
            default=0,
        ),
    )


def to_mark(identities: Iterable[Identity], status: Callable[[Identity], Status]) -> tuple[Identity, ...]:
    """Return those of the words that are new to the notebook: what the learner has marked stays so."""
    return tuple(each for each in dict.fromkeys(identities) if status(each) is Status.NEW)


def _claimed(answers: Sequence[tuple[Item, bool]], band: int) -> float:
    claims = [claims for item, claims in answers if item.band == band]
    return sum(claims) / len(claims) if claims else 0.0


def _falling(shares: Sequence[float]) -> list[float]:
    """Return shares that do not rise from band to band: neighbours that would are given their mean.

    Rarer words are not better known; with five words a band, chance says otherwise now and then.
    """
    pools: list[list[float]] = []
    for share, (first, last) in zip(shares, BANDS, strict=True):
        pools.append([share, last - first + 1, 1])
        while len(pools) > 1 and pools[-2][0] < pools[-1][0]:
            later, earlier = pools.pop(), pools.pop()
            size = earlier[1] + later[1]
            mean = (earlier[0] * earlier[1] + later[0] * later[1]) / size
            pools.append([mean, size, earlier[2] + later[2]])
    return [share for share, _, count in pools for _ in range(int(count))]
