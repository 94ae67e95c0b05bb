"""A text and its translation as values: sentences, the beads that join them, and how sure each bead is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reader.bilingual.fitting import Fit
from reader.language.script import is_han

DOUBTFUL = 0.6
"""Confidence below which a bead is shown as uncertain."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one side: ``text``, trimmed, and where it stands in its document, in code points.

    ``opens`` is true for the first one of a paragraph, ``heading`` within a heading.
    """

    text: str
    paragraph: int = 0
    start: int = 0
    end: int = 0
    opens: bool = False
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Bead:
    """Chinese sentences z0 … z1-1 are what English sentences e0 … e1-1 say; either side may be empty.

    ``confidence`` is the chance that just these belong together, 0 to 1. ``pinned`` beads were set by hand.
    """

    z0: int
    z1: int
    e0: int
    e1: int
    confidence: float = 1.0
    pinned: bool = False

    @property
    def doubtful(self) -> bool:
        return self.confidence < DOUBTFUL and not self.pinned

    @property
    def shape(self) -> str:
        """``1-1``, ``2-1``, ``0-1`` …"""
        return f"{self.z1 - self.z0}-{self.e1 - self.e0}"


@dataclass(frozen=True)
class Alignment:
    """Both sides and their beads, which cover both in order; ``fit`` says if the texts belong together."""

    chinese: tuple[Sentence, ...]
    english: tuple[Sentence, ...]
    beads: tuple[Bead, ...]
    fit: Fit | None = field(default=None, compare=False)

    def zh(self, bead: Bead) -> str:
        """Return the Chinese of a bead, "" where it has none."""
        return joined(self.chinese[bead.z0 : bead.z1])

    def en(self, bead: Bead) -> str:
        """Return the English of a bead, "" where it has none."""
        return joined(self.english[bead.e0 : bead.e1])

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        return [(sentence.paragraph, sentence.start) for sentence in self.chinese]

    @cached_property
    def _firsts(self) -> list[int]:
        return [bead.z0 for bead in self.beads]

    def sentence_at(self, paragraph: int, offset: int) -> int | None:
        """Return the number of the Chinese sentence at a place; None where there is none."""
        number = bisect_right(self._places, (paragraph, offset)) - 1
        if number < 0 or self.chinese[number].paragraph != paragraph:
            return None
        return number

    def bead_of(self, sentence: int) -> int:
        """Return the number of the bead that holds a Chinese sentence."""
        number = bisect_right(self._firsts, sentence) - 1
        while self.beads[number].z1 <= sentence:
            number -= 1
        return number

    def beads_between(self, paragraph: int, start: int, end: int) -> tuple[int, ...]:
        """Return the numbers of the beads whose Chinese stands between two offsets of a paragraph."""
        first = self.sentence_at(paragraph, start)
        if first is None:
            first = bisect_right(self._places, (paragraph, start))
        found: dict[int, None] = {}
        for number in range(first, len(self.chinese)):
            sentence = self.chinese[number]
            if sentence.paragraph != paragraph or sentence.start >= end:
                break
            if sentence.end > start:
                found.setdefault(self.bead_of(number))
        return tuple(found)


def joined(sentences: Sequence[Sentence]) -> str:
    """Return sentences as one: a space between them, and none where both sides of it are Chinese."""
    text = ""
    for sentence in sentences:
        apart = text and not (_wide(text[-1]) and _wide(sentence.text[:1] or " "))
        text += f" {sentence.text}" if apart else sentence.text
    return text


def _wide(char: str) -> bool:
    return is_han(char) or "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef" or char in "“”‘’…—"
