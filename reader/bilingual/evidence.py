"""Which words of a Chinese sentence may be which of an English one, and how much that says.

A word and its translation meet in one bead far more often than chance lets any two words meet. What a
meeting says is the logarithm of that ratio, in nats: a rare stem says much, a common one little. Nothing is
compared pairwise: each Chinese word asks the index of English stems for the sentences within reach.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from reader.bilingual.keys import Keys, Side

TRANSLATED = 0.6
"""How often a word's translation is one that the dictionaries give, at a guess."""
_DEAD = 0.23
"""What a word says by being alone where no sentence at all of the other side holds a word for it."""


class Meeting(NamedTuple):
    """What two sentences share: for each side the nats of its words that were met, and which they are.

    ``chinese`` and ``english`` are sets of bits, one a word of the sentence.
    """

    chinese_gain: float
    chinese: int
    english_gain: float
    english: int


class Evidence:
    """The meetings of two texts' sentences, found on demand."""

    def __init__(
        self,
        chinese: Sequence[Side],
        english: Sequence[Side],
        glosses: bool = True,
        translated: float = TRANSLATED,
    ) -> None:
        """Without ``glosses`` nothing but lengths and marks is compared."""
        self.chinese, self.english = chinese, english
        self._odds = translated / (1 - translated)
        missing = math.log(1 - translated)
        self._postings: dict[str, list[int]] = defaultdict(list)
        self._bits: dict[str, list[int]] = defaultdict(list)
        if glosses:
            for number, side in enumerate(english):
                for bit, keys in enumerate(side.words):
                    for key in keys:
                        at = self._postings[key]
                        if not at or at[-1] != number:
                            at.append(number)
                            self._bits[key].append(1 << bit)
        held = Counter(key for side in chinese for key in {key for keys in side.words for key in keys})
        count = len(english) + 1.0
        self._rates = {key: (len(at) + 0.3) / count for key, at in self._postings.items()}
        chinese_count = len(chinese) + 1.0
        self._english_gain = {
            key: math.log1p(self._odds * chinese_count / (held[key] + 0.3)) for key in self._postings
        }
        self._known: dict[Keys, tuple[tuple[float, str], ...]] = {}
        asked = self._asked
        self._words = [tuple(map(asked, side.words)) for side in chinese]
        self.chinese_alone = [
            sum(missing if asked else missing * _DEAD for asked in words) if glosses else 0.0
            for words in self._words
        ]
        self.english_alone = [
            sum(missing if any(held[key] for key in keys) else missing * _DEAD for keys in side.words)
            if glosses
            else 0.0
            for side in english
        ]
        self.english_gains = [
            [max(self._english_gain.get(key, 0.0) for key in keys) for keys in side.words] for side in english
        ]

    def _asked(self, keys: Keys) -> tuple[tuple[float, str], ...]:
        """Return what each key of a word says where it is met, most first; words repeat, so it is kept."""
        found = self._known.get(keys)
        if found is None:
            share = math.sqrt(len(keys))
            asked = [
                (math.log1p(self._odds / (share * rate)), key)
                for key in keys
                if (rate := self._rates.get(key)) is not None
            ]
            found = self._known[keys] = tuple(sorted(asked, reverse=True))
        return found

    def meetings(self, number: int, low: int, high: int) -> dict[int, Meeting]:
        """Return what Chinese sentence ``number`` shares with English ones, ``low`` to below ``high``."""
        found: dict[int, list[float | int]] = {}
        postings, all_bits, english_gain = self._postings, self._bits, self._english_gain
        for bit, asked in enumerate(self._words[number]):
            mask = 1 << bit
            for gain, key in asked:
                at = postings[key]
                index = bisect_left(at, low)
                if index == len(at) or at[index] >= high:
                    continue
                bits = all_bits[key]
                own = english_gain[key]
                while index < len(at) and at[index] < high:
                    met = found.get(at[index])
                    if met is None:
                        found[at[index]] = [gain, mask, own, bits[index]]
                    else:
                        if not met[1] & mask:  # type: ignore[operator]  # a set of bits
                            met[0] += gain
                            met[1] |= mask  # type: ignore[operator]
                        if not met[3] & bits[index]:  # type: ignore[operator]
                            met[2] += own
                            met[3] |= bits[index]  # type: ignore[operator]
                    index += 1
        return {place: Meeting._make(met) for place, met in found.items()}

    def chinese_gain(self, number: int, bit: int) -> float:
        """Return what a word of a Chinese sentence says at most."""
        asked = self._words[number][bit]
        return asked[0][0] if asked else 0.0

    def askable(self, number: int) -> int:
        """Return how many words of a Chinese sentence could meet one of the other side."""
        return sum(map(bool, self._words[number]))

    def rare(self, number: int, most: int) -> list[tuple[float, list[int]]]:
        """Return what the rare words of a Chinese sentence say, and the sentences that hold them."""
        found = []
        for asked in self._words[number]:
            for gain, key in asked[:2]:
                at = self._postings[key]
                if len(at) <= most:
                    found.append((gain, at))
        return found
