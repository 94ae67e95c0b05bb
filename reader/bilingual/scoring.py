"""How likely it is that some Chinese sentences and some English ones say the same, in nats.

Zero is what two strangers get. Every part is a ratio of two likelihoods, of a translation's and of
chance's, so that parts add up and a sentence without counterpart needs no score of its own but its rarity.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

from reader.bilingual.evidence import Evidence, Meeting
from reader.bilingual.keys import DIGITS, EXCLAMATION, PAUSE, QUESTION, QUOTATION

Rows = Sequence[Mapping[int, Meeting]] | Mapping[int, Mapping[int, Meeting]]
"""The meetings of Chinese sentences, by their numbers."""

ShapeOf = tuple[int, int]
"""How many Chinese sentences, how many English ones."""

USUAL: Mapping[ShapeOf, float] = {
    (1, 1): 0.83, (1, 0): 0.018, (0, 1): 0.018, (1, 2): 0.09, (2, 1): 0.09, (2, 2): 0.007,
    (1, 3): 0.012, (3, 1): 0.012, (1, 4): 0.003, (4, 1): 0.003, (2, 3): 0.003, (3, 2): 0.003,
}  # fmt: skip
"""The shapes of beads there are, and how often each is met in translations of many kinds."""
SHAPES: tuple[ShapeOf, ...] = tuple(USUAL)
_MARKS = (
    (QUESTION, 1.2, -1.0),
    (EXCLAMATION, 0.6, -0.3),
    (QUOTATION, 0.6, -0.5),
    (PAUSE, 0.8, -0.2),
    (DIGITS, 0.3, -0.6),
)
"""Marks, and what it says where both sides have one, and where only one has."""
NEVER = -1e9
"""The score of what is not even considered."""
STRANGER = 2.0
"""Nats against a bead of several sentences for each that has no word in common with the other side."""
_FEW_WORDS = 3
_WORTH_A_LOOK = 4.0
"""Nats that two sentences share, both sides together."""
_LOGS = (0.0, *(math.log(n) for n in range(1, 9)))
_NOTHING = Meeting(0.0, 0, 0.0, 0)
_PAD = 5.0
_SPREAD, _SPREAD_SHORT = 0.22, 1.2
"""How far the logarithms of lengths stray: always, and more the shorter a sentence is."""
_TYPICAL_RATIO = 3.7
"""English letters and figures for a Chinese character."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts; with all but ``length`` at zero it is lengths alone."""

    words: float = 0.36
    length: float = 1.6
    marks: float = 1.0
    breaks: float = 1.0


USUAL_WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Shape:
    """Where paragraphs begin in each text, and which sentences are headings."""

    chinese_starts: Sequence[bool] = ()
    english_starts: Sequence[bool] = ()
    chinese_headings: Sequence[bool] = ()
    english_headings: Sequence[bool] = ()


class Scorer:
    """Scores beads of two texts; all that depends on one sentence is reckoned beforehand."""

    def __init__(
        self,
        evidence: Evidence,
        weights: Weights,
        shape: Shape | None = None,
        rates: Mapping[ShapeOf, float] = USUAL,
    ) -> None:
        self.evidence = evidence
        self.stranger = STRANGER
        self.strict = False
        """Pass over large beads with a sentence that has no word in common with the other side."""
        self._rarity = {each: math.log(rate) for each, rate in rates.items()}
        self._weights = weights
        chinese, english = evidence.chinese, evidence.english
        self._chinese_lengths = list(accumulate((side.length for side in chinese), initial=0))
        self._english_lengths = list(accumulate((side.length for side in english), initial=0))
        self.ratio = self._measured_ratio()
        self._lengths = _Lengths.of(
            _longest(self._chinese_lengths),
            _longest(self._english_lengths),
            self.ratio,
            [side.length for side in english],
        )
        self._chinese_alone = list(accumulate(evidence.chinese_alone, initial=0.0))
        self._english_alone = list(accumulate(evidence.english_alone, initial=0.0))
        self._chinese_words = list(accumulate((len(side.words) for side in chinese), initial=0))
        self._english_words = list(accumulate((len(side.words) for side in english), initial=0))
        self._crowding_chinese = _crowding(self._chinese_words, len(chinese))
        self._crowding_english = _crowding(self._english_words, len(english))
        self._marks = [
            [sum(_mark(z, e, *mark) for mark in _MARKS) * weights.marks for e in range(32)] for z in range(32)
        ]
        self._breaks = _Breaks(shape or Shape(), len(chinese), len(english), weights.breaks)

    def _measured_ratio(self) -> float:
        """Return English letters for a Chinese character, near what is usual where the texts are short."""
        known = 400.0
        letters = self._english_lengths[-1] + known * _TYPICAL_RATIO
        ratio = letters / (self._chinese_lengths[-1] + known)
        return min(6.0, max(2.2, ratio))

    def promising(self, i: int, a: int, j: int, b: int, rows: Rows) -> bool:
        """True where a bead of at most three sentences shares enough words to be worth a look."""
        met = rows[i].get(j)
        if met is None:
            return False
        if a == b:
            return met[0] + met[2] > _WORTH_A_LOOK
        return (rows[i].get(j + 1) if b == 2 else rows[i + 1].get(j)) is not None

    def alone(self, shape: tuple[int, int]) -> float:
        """Return the score of a sentence without counterpart."""
        return self._rarity[shape]

    def score(self, i: int, a: int, j: int, b: int, rows: Rows) -> float:
        """Return the score of Chinese sentences i … i+a-1 with English ones j … j+b-1.

        ``rows`` are the meetings of the Chinese sentences, by number.
        """
        if self.strict and a + b > 3 and not self._touch(i, a, j, b, rows):
            return NEVER
        total = self._rarity[a, b]
        chinese, english = self.evidence.chinese, self.evidence.english
        words = self._weights.words
        if words:
            total += words * self.words(i, a, j, b, rows)
        z, e = chinese[i].marks, english[j].marks
        for n in range(i + 1, i + a):
            z |= chinese[n].marks
        for n in range(j + 1, j + b):
            e |= english[n].marks
        total += self._marks[z][e]
        length = self._chinese_lengths[i + a] - self._chinese_lengths[i]
        letters = self._english_lengths[j + b] - self._english_lengths[j]
        total += self._weights.length * self._lengths.say(length, letters, b)
        return total + self._breaks.score(i, a, j, b)

    def words(self, i: int, a: int, j: int, b: int, rows: Rows) -> float:
        """Return what the words of a bead say, in nats."""
        if a == 1 and b == 1:
            met = rows[i].get(j, _NOTHING)
            z_gain, z_bits, e_gain, e_bits = met
            z_count, e_count = z_bits.bit_count(), e_bits.bit_count()
            alone = 0.0
        else:
            z_gain, z_count, e_gain, e_count, strangers = self._union(i, a, j, b, rows)
            alone = -self.stranger * strangers
        alone += (
            self._chinese_alone[i + a]
            - self._chinese_alone[i]
            + self._english_alone[j + b]
            - self._english_alone[j]
        )
        if z_count:
            z_gain -= z_count * self._crowding_english[self._english_words[j + b] - self._english_words[j]]
        if e_count:
            e_gain -= e_count * self._crowding_chinese[self._chinese_words[i + a] - self._chinese_words[i]]
        return alone + max(0.0, z_gain) + max(0.0, e_gain)

    def _union(self, i: int, a: int, j: int, b: int, rows: Rows) -> tuple[float, int, float, int, int]:
        """Return gains and counts of the words met anywhere in a bead, each word once.

        The last number is how many of its sentences have words, and none in common with the other side.
        """
        evidence = self.evidence
        z_gain = e_gain = 0.0
        z_count = e_count = strangers = 0
        english_met = [0] * b
        for n in range(i, i + a):
            row = rows[n]
            bits = 0
            for k in range(b):
                met = row.get(j + k)
                if met is None:
                    continue
                z_gain += met[0]
                if again := bits & met[1]:
                    z_gain -= _sum_of(partial(evidence.chinese_gain, n), again)
                bits |= met[1]
                e_gain += met[2]
                if again := english_met[k] & met[3]:
                    e_gain -= _sum_of(evidence.english_gains[j + k].__getitem__, again)
                english_met[k] |= met[3]
            z_count += bits.bit_count()
            strangers += not bits and self._chinese_words[n + 1] - self._chinese_words[n] > 1
        for k, bits in enumerate(english_met, j):
            e_count += bits.bit_count()
            strangers += not bits and self._english_words[k + 1] - self._english_words[k] > 1
        return z_gain, z_count, e_gain, e_count, strangers

    def _touch(self, i: int, a: int, j: int, b: int, rows: Rows) -> bool:
        """True where each sentence of a bead has a word in common with the other side, or hardly any."""
        met = 0
        for n in range(i, i + a):
            row = rows[n]
            found = False
            for k in range(j, j + b):
                if k in row:
                    found = True
                    met |= 1 << (k - j)
            if not found and self._chinese_words[n + 1] - self._chinese_words[n] > _FEW_WORDS:
                return False
        return all(
            met >> k & 1 or self._english_words[j + k + 1] - self._english_words[j + k] <= _FEW_WORDS
            for k in range(b)
        )


@dataclass(frozen=True, slots=True)
class _Lengths:
    """What lengths say: how near their ratio is to the usual one, against how usual the English length is.

    All that depends on one length is in a table by that length.
    """

    expected: Sequence[float]
    sharpness: Sequence[float]
    constant: Sequence[float]
    found: Sequence[float]
    middle: float
    usual: float

    @classmethod
    def of(cls, longest: int, letters: int, ratio: float, lengths: Sequence[int]) -> _Lengths:
        spread, middle = _spread(lengths)
        spreads = [_SPREAD + _SPREAD_SHORT / math.sqrt(length + 6.0) for length in range(longest + 1)]
        return cls(
            [math.log(ratio * length + _PAD) for length in range(longest + 1)],
            [0.5 / (each * each) for each in spreads],
            [math.log(spread / each) for each in spreads],
            [math.log(length + _PAD) for length in range(letters + 1)],
            middle,
            0.5 / (spread * spread),
        )

    def say(self, length: int, letters: int, sentences: int) -> float:
        found = self.found[letters]
        off = found - self.expected[length]
        usual = found - self.middle - _LOGS[sentences]
        return (
            min(4.5, usual * usual * self.usual)
            - min(15.0, off * off * self.sharpness[length])
            + self.constant[length]
        )


class _Breaks:
    """What paragraph breaks and headings say; nothing, where every sentence is a paragraph."""

    def __init__(self, shape: Shape, chinese: int, english: int, weight: float) -> None:
        z = shape.chinese_starts or [False] * chinese
        e = shape.english_starts or [False] * english
        self._z, self._e = z, e
        z_rate = (sum(z) + 0.5) / (chinese + 1)
        e_rate = (sum(e) + 0.5) / (english + 1)
        alike = abs(math.log((sum(z) + 1) / (sum(e) + 1)))
        kept = min(0.92, max(0.25, 0.95 - 1.2 * alike))
        rate = max(z_rate, e_rate)
        kept = max(kept, rate)  # at least what chance does
        smaller = min(z_rate, e_rate)
        self._both = weight * max(0.0, math.log(kept * smaller / (z_rate * e_rate)))
        self._one = weight * min(0.0, max(-2.0, math.log((1.05 - kept) / max(0.05, 1 - smaller))))
        self._inside = weight * -2.5 * (1 - rate) * kept
        self._z_heads = shape.chinese_headings or [False] * chinese
        self._e_heads = shape.english_headings or [False] * english
        self._heads = weight if any(self._z_heads) and any(self._e_heads) else 0.0

    def score(self, i: int, a: int, j: int, b: int) -> float:
        z, e = self._z[i], self._e[j]
        total = (self._both if z else 0.0) if z == e else self._one
        if self._heads:
            z, e = self._z_heads[i], self._e_heads[j]
            if z or e:
                total += 2.5 * self._heads if z and e else -4.0 * self._heads
        if a > 1:
            total += self._inside * sum(self._z[i + 1 : i + a])
        if b > 1:
            total += self._inside * sum(self._e[j + 1 : j + b])
        return total


def _mark(chinese: int, english: int, bit: int, both: float, one: float) -> float:
    z, e = chinese & bit, english & bit
    return (both if z else 0.0) if z == e else one


def _crowding(words: Sequence[int], sentences: int) -> list[float]:
    """Return, by the words of one side of a bead, how much likelier chance is there than in one sentence."""
    mean = max(1.0, words[-1] / max(1, sentences))
    longest = max((words[min(n + 4, sentences)] - words[n] for n in range(sentences)), default=0)
    return [math.log(max(0.5, count / mean)) for count in range(longest + 1)]


def _longest(lengths: Sequence[int]) -> int:
    """Return the greatest length of four sentences in a row; ``lengths`` are sums from the beginning."""
    count = len(lengths) - 1
    return max((lengths[min(n + 4, count)] - lengths[n] for n in range(count)), default=0)


def _spread(lengths: Sequence[int]) -> tuple[float, float]:
    """Return spread and middle of the logarithms of the lengths."""
    logs = [math.log(length + _PAD) for length in lengths] or [4.0]
    middle = sum(logs) / len(logs)
    spread = math.sqrt((sum((each - middle) ** 2 for each in logs) + 0.5) / (len(logs) + 1))
    return max(0.35, spread), middle


def _sum_of(gain: Callable[[int], float], bits: int) -> float:
    total = 0.0
    while bits:
        low = bits & -bits
        total += gain(low.bit_length() - 1)
        bits ^= low
    return total
