"""How much of a text a learner knows: exact counts over the index of its words.

Counting needs the index, the learner's statuses and no text, so a changed status costs a count of numbers.
What is read without knowing it stands apart: names, numbers, words of other scripts. Of the words, those the
learner chose to ignore are told and are no part of a share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from reader.document.model import Document, Paragraph, ParagraphKind
from reader.language.script import HAN_RANGES
from reader.language.token import Kind
from reader.study.profile import Count
from reader.study.status import Status
from reader.study.statuses import Statuses
from reader.study.word_index import WordIndex


class Group(IntEnum):
    """What a word of a text is to its reader. ASSUMED are new words that the learner's level has long had."""

    KNOWN = 0
    ASSUMED = 1
    LEARNING = 2
    NEW = 3
    IGNORED = 4
    NAME = 5
    NUMBER = 6
    LATIN = 7


WORDS = (Group.KNOWN, Group.ASSUMED, Group.LEARNING, Group.NEW, Group.IGNORED)
_HAN = re.compile(f"[{HAN_RANGES}]+")
_APART = {Kind.NAME: Group.NAME, Kind.NUMBER: Group.NUMBER, Kind.LATIN: Group.LATIN}


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a text, or a part of one, is made of: a count for each group."""

    counts: tuple[Count, ...]

    def __getitem__(self, group: Group) -> Count:
        return self.counts[group]

    @property
    def words(self) -> Count:
        """All words: names, numbers and other scripts are none, ignored ones are."""
        return sum((self[group] for group in WORDS), Count())

    @property
    def base(self) -> Count:
        """The words that shares are of: all but the ignored ones."""
        return sum((self[group] for group in WORDS if group is not Group.IGNORED), Count())

    @property
    def covered(self) -> Count:
        """The words that are known, by status or by the learner's level."""
        return self[Group.KNOWN] + self[Group.ASSUMED]

    @property
    def share(self) -> float:
        """The share of running words that are known, 0 to 1; 1 where there are none to know."""
        return self.covered.tokens / self.base.tokens if self.base.tokens else 1.0

    @property
    def share_of_types(self) -> float:
        return self.covered.types / self.base.types if self.base.types else 1.0


def grouped(index: WordIndex, statuses: Statuses, assumed: Callable[[str], bool]) -> bytes:
    """Return the group of each word of the index, by number.

    ``assumed`` tells of a simplified word whether the learner has long had it.
    """
    groups, marked = bytearray(), frozenset(statuses)
    for number, (_, simplified, _, kind) in enumerate(index.words):
        apart = _APART.get(kind)
        if apart is None:
            status = statuses.of(index.identity(number)) if simplified in marked else Status.NEW
            groups.append(_group(status, simplified, assumed))
        else:
            groups.append(apart)
    return bytes(groups)


def counted(groups: bytes, times: Iterable[tuple[int, int]]) -> Coverage:
    """Return the coverage of (word number, times) pairs, one for each different word."""
    tokens, types = [0] * len(Group), [0] * len(Group)
    for number, often in times:
        group = groups[number]
        tokens[group] += often
        types[group] += 1
    return Coverage(tuple(map(Count, tokens, types)))


def of_text(index: WordIndex, groups: bytes) -> Coverage:
    """Return the coverage of the whole text."""
    return counted(groups, enumerate(index.times))


def words_of(index: WordIndex, times: Mapping[int, int] | None = None) -> list[tuple[str, int]]:
    """Return (simplified, times) of each word proper, of the whole text or of some of its numbers."""
    pairs = enumerate(index.times) if times is None else times.items()
    return [(index.words[n][1], often) for n, often in pairs if index.words[n][3] is Kind.WORD]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of a text from one heading to the next: paragraphs ``first`` up to ``stop``."""

    title: str
    first: int
    stop: int


def chapters(document: Document) -> tuple[Chapter, ...]:
    """Return the chapters of a text: they follow each other and are together the whole.

    Each section begins one, whatever its depth; what stands before the first has the text's own title.
    """
    titles = {0: document.title} if document.paragraphs else {}
    titles.update((section.first, section.title) for section in document.sections)
    firsts = sorted(first for first in titles if first < max(1, len(document.paragraphs)))
    stops = [*firsts[1:], len(document.paragraphs)]
    return tuple(Chapter(titles[first], first, stop) for first, stop in zip(firsts, stops, strict=True))


def characters(document: Document) -> Count:
    """Return how many Han characters the text has, and how many different ones; hidden paragraphs apart."""
    shown = (each.text for each in document.paragraphs if counts(each))
    found = Counter("".join(_HAN.findall("\n".join(shown))))
    return Count(sum(found.values()), len(found))


def counts(paragraph: Paragraph) -> bool:
    """True for a paragraph that is part of the text: what cleaning hid is none."""
    return paragraph.kind is not ParagraphKind.HIDDEN


def _group(status: Status, simplified: str, assumed: Callable[[str], bool]) -> Group:
    if status is Status.NEW:
        return Group.ASSUMED if assumed(simplified) else Group.NEW
    if status.is_learning:
        return Group.LEARNING
    return {Status.NAME: Group.NAME, Status.IGNORED: Group.IGNORED}.get(status, Group.KNOWN)
