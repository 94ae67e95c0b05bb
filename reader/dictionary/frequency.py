"""How common a word is, as a Zipf value, a rank and a band a learner can think in. Read on first use."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache

from reader.paths import bundled

# The last rank of each band; what comes after, and what the table lacks, is rare.
BANDS: tuple[tuple[int, str], ...] = (
    (1_000, "top 1,000"),
    (3_000, "top 3,000"),
    (5_000, "top 5,000"),
    (10_000, "top 10,000"),
    (20_000, "top 20,000"),
)
RARE = "rare"


def zipf(simplified: str) -> float | None:
    """Return the base-10 logarithm of how often the word comes in a thousand million; None: not known."""
    found = _table().get(simplified)
    return None if found is None else found[1] / 100


def rank(simplified: str) -> int | None:
    """Return the word's place by frequency, from 1, among the headwords of CC-CEDICT; None: not known."""
    found = _table().get(simplified)
    return None if found is None else found[0]


def by_rank() -> tuple[str, ...]:
    """Return every word of the table, the most common first."""
    return tuple(_table())


@lru_cache(maxsize=32_768)
def band(simplified: str) -> str:
    """Return ``top 1,000`` … ``top 20,000``, or ``rare``."""
    place = rank(simplified)
    if place is None or place > BANDS[-1][0]:
        return RARE
    return BANDS[bisect_left(BANDS, (place, ""))][1]


@cache
def _table() -> dict[str, tuple[int, int]]:
    """Return rank and Zipf value times 100 of each word: 83,000 words, about 60 ms."""
    lines = (bundled("dictionaries") / "frequency.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and line[0] != "#")
    return {word: (place, int(value)) for place, (word, value) in enumerate(rows, start=1)}
