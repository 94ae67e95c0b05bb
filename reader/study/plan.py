"""Which words to learn for a text, so that the fewest words bring it within reach."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from reader.study.coverage import Coverage, Group, of_text
from reader.study.word_index import WordIndex

TARGETS = (95.0, 98.0)
"""Percent of running words known: with 95 a text can be followed, with 98 it is read with ease."""


@dataclass(frozen=True, slots=True)
class Step:
    """A word to learn, by number; with it and all before it, ``share`` of the running words are known."""

    number: int
    times: int
    share: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The words to learn for ``target`` percent, in order; ``before`` is how it is without them.

    Where a limit cut it short, ``missing`` more words would be needed.
    """

    target: float
    before: Coverage
    steps: tuple[Step, ...]
    missing: int = 0

    @property
    def share(self) -> float:
        """The share of running words that are known after it."""
        return self.steps[-1].share if self.steps else self.before.share


def plan(index: WordIndex, groups: bytes, target: float, limit: int | None = None) -> Plan:
    """Return the fewest words that bring the share of known running words to ``target`` percent.

    Each word gains as often as it stands in the text, whatever else is learnt, so that taking the most
    frequent first is exact; of equally frequent ones the earlier is taken. Names and numbers, words of other
    scripts and ignored words are never in a plan.
    """
    before = of_text(index, groups)
    known, base = before.covered.tokens, before.base.tokens
    wanted = Fraction(str(target)) * base / 100
    open_words = [n for n, group in enumerate(groups) if group in (Group.NEW, Group.LEARNING)]
    open_words.sort(key=lambda number: -index.times[number])
    steps: list[Step] = []
    missing = 0
    for number in open_words:
        if known >= wanted:
            break
        known += index.times[number]
        if limit is not None and len(steps) >= limit:
            missing += 1
        else:
            steps.append(Step(number, index.times[number], known / base))
    return Plan(target, before, tuple(steps), missing)
