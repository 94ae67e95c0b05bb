"""Counting texts: their indexes made, kept and found again, as the learner corrected them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol

from reader.document.model import Document, Paragraph
from reader.study.correction import Correction
from reader.study.corrections import TextCorrections
from reader.study.coverage import Coverage, counts, grouped, of_text, words_of
from reader.study.identifying import Identifier, Occurrence
from reader.study.index_cache import IndexCache
from reader.study.profile import LATEST, assumed_known, level_name, profile
from reader.study.statuses import Statuses
from reader.study.word_index import FORMAT, WordIndex

Progress = Callable[[int, int], None]
"""Told how many characters of how many are counted; what it raises ends the counting."""


class Corrected(Protocol):
    """The learner's corrections."""

    @property
    def all(self) -> tuple[Correction, ...]: ...
    def for_text(self, digest: str) -> TextCorrections: ...


@dataclass(frozen=True, slots=True)
class Summary:
    """A text in a line: its coverage, and its level as it is written (``4``, ``7-9``, ``above 9``)."""

    coverage: Coverage
    level: str


class TextCounter:
    """Makes indexes of texts and keeps them; ``engine`` is a key of what cuts texts.

    ``identifier`` is asked for when a text is counted; what was kept is told without it.
    """

    def __init__(
        self, identifier: Callable[[], Identifier], corrections: Corrected, cache: IndexCache, engine: str
    ) -> None:
        self._identifier = identifier
        self._corrections = corrections
        self._cache = cache
        self._engine = engine
        self._summaries: dict[str, tuple[Statuses, tuple[str, int], Summary]] = {}

    def words(self, text: str, digest: str = "", paragraph: int = 0) -> list[Occurrence]:
        """Return the words of a paragraph of the text with this digest, as the learner corrected it."""
        fixed = self._corrections.for_text(digest).of(paragraph, text)
        readings = {(start, end): reading for start, end, reading in fixed.readings}
        return self._identifier().words(text, fixed.spans, readings)

    def kept(self, document: Document) -> WordIndex | None:
        """Return the text's whole index, if it was kept and would be made the same today."""
        index = self._cache.load(document.digest, self._key(document.digest), _paragraphs_key(document))
        return index if index is not None and index.done == len(document.paragraphs) else None

    def keep(self, document: Document, index: WordIndex) -> None:
        """Keep a whole index of the text."""
        if index.done == len(document.paragraphs):
            self._cache.keep(document.digest, self._key(document.digest), _paragraphs_key(document), index)

    def count(self, document: Document, progress: Progress = lambda done, total: None) -> WordIndex:
        """Return the text's index: the one that was kept, or else one made now, which is then kept."""
        index = self.kept(document)
        if index is None:
            index = self.stretch(document.digest, document.paragraphs, 0, progress)
            self.keep(document, index)
        return index

    def stretch(
        self,
        digest: str,
        paragraphs: Sequence[Paragraph],
        first: int,
        progress: Progress = lambda done, total: None,
    ) -> WordIndex:
        """Return an index, made now, of paragraphs of the text with this digest, from its ``first`` on."""
        total, done = sum(len(paragraph.text) for paragraph in paragraphs), 0
        index = WordIndex(len(paragraphs))
        for number, paragraph in enumerate(paragraphs, first):
            index.add(self.words(paragraph.text, digest, number) if counts(paragraph) else ())
            done += len(paragraph.text)
            progress(done, total)
        return index

    def summary(self, digest: str, statuses: Statuses, learner_level: int) -> Summary | None:
        """Return a kept text in a line, without its document; None for one that is not counted.

        Asked again with the same statuses, it is answered at once; with others, a novel takes a moment.
        """
        state = self._key(digest), learner_level
        known = self._summaries.get(digest)
        if known is not None and known[1] == state and (known[0] is statuses or not (known[0] or statuses)):
            return known[2]
        index = self._cache.load(digest, self._key(digest), places=False)
        if index is None:
            return None
        groups = grouped(index, statuses, lambda word: assumed_known(word, learner_level))
        stands = profile(words_of(index), LATEST).level
        summary = Summary(of_text(index, groups), level_name(LATEST, stands))
        self._summaries[digest] = statuses, state, summary
        return summary

    def _key(self, digest: str) -> str:
        lines = (one.line() for one in self._corrections.all if one.scope.covers(digest))
        return _hashed(str(FORMAT), self._engine, *lines)


def _paragraphs_key(document: Document) -> str:
    """Return a key of how the text was taken apart: another encoding or cleaning makes another."""
    return _hashed(*(f"{counts(paragraph):d}{paragraph.text}" for paragraph in document.paragraphs))


def _hashed(*parts: str) -> str:
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()
