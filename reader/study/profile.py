"""What stands in a text by the word lists of HSK and by how common words are; and the text's level.

A text's level is the lowest one at which the words up to it cover 95 % of the running words, the share that
readers need to follow a text without help (Laufer 1989, Hu and Nation 2000). Names, numbers and words of
other scripts are left out, as readers take them as they come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reader.dictionary.frequency import BANDS, RARE, band
from reader.dictionary.levels import BAND_7_TO_9, STANDARDS, level

FOLLOWED = 0.95
"""The share of running words that a reader must know to follow a text."""
HIGHEST: Mapping[str, int] = {"2.0": 6, "2021": BAND_7_TO_9, "2025": BAND_7_TO_9}
NAMES: Mapping[str, str] = dict(STANDARDS)
LATEST = "2025"
BAND_NAMES = (*(name for _, name in BANDS), RARE)
_LONGEST_PART = 6


@dataclass(frozen=True, slots=True)
class Count:
    """Running words and different ones."""

    tokens: int = 0
    types: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.tokens + other.tokens, self.types + other.types)


@dataclass(frozen=True, slots=True)
class Profile:
    """The words of a text by the list ``standard``.

    ``levels[n]`` are those listed at level n; 7 stands for 7 to 9. Of the others, ``parts[n]`` are made of
    listed words only (每天 of 每 and 天), none of which is above level n, and ``outside`` is the rest.
    """

    standard: str
    levels: Mapping[int, Count]
    parts: Mapping[int, Count]
    outside: Count

    @property
    def unlisted(self) -> Count:
        """All words that the list does not have."""
        return sum(self.parts.values(), self.outside)

    @property
    def whole(self) -> Count:
        return sum(self.levels.values(), self.unlisted)

    def share(self, highest: int) -> float:
        """Return the share of running words that somebody at a level knows or can see through."""
        known = sum(
            counted.tokens
            for part in (self.levels, self.parts)
            for stands, counted in part.items()
            if stands <= highest
        )
        return known / self.whole.tokens if self.whole.tokens else 0.0

    @property
    def level(self) -> int | None:
        """The text's level; None where all words of the list do not reach, or there are no words."""
        reached = (stands for stands in self.levels if self.share(stands) >= FOLLOWED)
        return min(reached, default=None)


def profile(words: Iterable[tuple[str, int]], standard: str) -> Profile:
    """Return the profile of (simplified, times) pairs, one for each different word."""
    found = {kind: dict.fromkeys(range(1, HIGHEST[standard] + 1), Count()) for kind in (False, True)}
    outside = Count()
    for word, times in words:
        stands, by_parts = standing(word, standard)
        if stands is None:
            outside += Count(times, 1)
        else:
            found[by_parts][stands] += Count(times, 1)
    return Profile(standard, found[False], found[True], outside)


def bands(words: Iterable[tuple[str, int]]) -> dict[str, Count]:
    """Return what falls into each band of frequency, the most frequent first."""
    found = dict.fromkeys(BAND_NAMES, Count())
    for word, times in words:
        found[band(word)] += Count(times, 1)
    return found


def level_name(standard: str, stands: int | None) -> str:
    """Return a level as it is written: ``4``, ``7-9``, or ``above 6`` where a list does not reach."""
    if stands is None:
        return "above 9" if HIGHEST[standard] == BAND_7_TO_9 else f"above {HIGHEST[standard]}"
    return "7-9" if stands == BAND_7_TO_9 else str(stands)


@lru_cache(maxsize=131_072)
def standing(word: str, standard: str) -> tuple[int | None, bool]:
    """Return the level a word is met at, and whether that is by its parts because no list has it.

    Of the ways to part it into listed words, the one whose highest level is lowest counts.
    """
    listed = level(word, standard)
    if listed is not None:
        return listed, False
    best: list[int | None] = [0, *(None for _ in word)]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST_PART), end):
            before, here = best[start], level(word[start:end], standard)
            if before is None or here is None:
                continue
            highest = max(before, here)
            known = best[end]
            best[end] = highest if known is None else min(known, highest)
    return best[-1], best[-1] is not None


def assumed_known(simplified: str, learner_level: int) -> bool:
    """True for a word that learners at this level of HSK 3.0 have long had, whether they marked it or not."""
    if learner_level <= 0:
        return False
    stands = level(simplified, LATEST) or level(simplified, "2021")
    return stands is not None and stands <= learner_level
