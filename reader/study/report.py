"""A counted text as one learner knows it: what the command line prints and the reader draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reader.study.coverage import Chapter, Coverage, counted, grouped, of_text, words_of
from reader.study.plan import plan
from reader.study.profile import (
    HIGHEST,
    Count,
    Profile,
    assumed_known,
    bands,
    level_name,
    profile,
)
from reader.study.statuses import Statuses
from reader.study.word_index import WordIndex


class ChapterReport(NamedTuple):
    """A chapter, how much of it is known, and its level as it is written; "" where it has no words."""

    chapter: Chapter
    coverage: Coverage
    level: str


@dataclass(frozen=True, slots=True)
class Report:
    """``groups`` says what each word of ``index`` is to the learner; levels are of the list ``standard``."""

    index: WordIndex
    chapters: Sequence[Chapter]
    characters: Count
    groups: bytes
    coverage: Coverage
    standard: str

    @classmethod
    def of(
        cls,
        index: WordIndex,
        chapters: Sequence[Chapter],
        characters: Count,
        statuses: Statuses,
        learner_level: int,
        standard: str,
    ) -> Report:
        """Return the report for a learner with these statuses, who has long had words up to a level."""
        groups = grouped(index, statuses, lambda word: assumed_known(word, learner_level))
        return cls(index, chapters, characters, groups, of_text(index, groups), standard)

    @property
    def level(self) -> str:
        """The text's level as it is written."""
        return level_name(self.standard, profile(words_of(self.index), self.standard).level)

    def to_learn(self, target: float) -> int:
        """Return how many words to learn for ``target`` percent."""
        return len(plan(self.index, self.groups, target).steps)

    def profiles(self) -> tuple[Profile, ...]:
        """Return the text's profile by each list of words."""
        words = words_of(self.index)
        return tuple(profile(words, standard) for standard in HIGHEST)

    def bands(self) -> dict[str, Count]:
        """Return the text's words by how common they are."""
        return bands(words_of(self.index))

    def by_chapter(self) -> Iterator[ChapterReport]:
        """Yield each chapter; together they are the whole."""
        for chapter in self.chapters:
            times = self.index.counted(chapter.first, chapter.stop)
            found = profile(words_of(self.index, times), self.standard)
            stands = level_name(self.standard, found.level) if found.whole.tokens else ""
            yield ChapterReport(chapter, counted(self.groups, times.items()), stands)
