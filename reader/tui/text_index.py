"""What is counted of a text: which word stands where, in flat arrays; no annotation is kept alive.

A million characters are some 600,000 tokens: as objects they would take a hundred megabytes, as numbers
they take two. One thread writes, others may read meanwhile: they see the paragraphs counted so far.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reader.annotation import Annotation
from reader.document.model import Position
from reader.language.token import Kind
from reader.study.word import Identity

COUNTED = frozenset({Kind.WORD, Kind.NAME, Kind.NUMBER, Kind.LATIN})


@dataclass(frozen=True, slots=True)
class Counted:
    """A word of the text and how often it stands there."""

    identity: Identity
    kind: Kind
    times: int


class TextIndex:
    """The words of a document of ``paragraphs`` paragraphs, as far as they were added."""

    def __init__(self, paragraphs: int, identify: Callable[[Annotation], Identity]) -> None:
        self._identify = identify
        self._ids: dict[tuple[str, str], int] = {}
        self._words: list[tuple[Identity, Kind]] = []
        self._times = array("I")
        self._rows: list[array[int] | None] = [None] * paragraphs
        self._starts: list[array[int] | None] = [None] * paragraphs
        self.done = 0

    @property
    def complete(self) -> bool:
        return self.done == len(self._rows)

    def has(self, paragraph: int) -> bool:
        return self._rows[paragraph] is not None

    def add(self, paragraph: int, annotations: Sequence[Annotation]) -> None:
        """Count a paragraph, once."""
        if self.has(paragraph):
            return
        row, starts = array("I"), array("H")
        for annotation in annotations:
            token = annotation.token
            if token.kind not in COUNTED:
                continue
            key = token.text, str(annotation.reading)
            number = self._ids.get(key)
            if number is None:
                number = self._ids[key] = len(self._words)
                self._words.append((self._identify(annotation), token.kind))
                self._times.append(0)
            self._times[number] += 1
            row.append(number)
            starts.append(token.start)
        self._starts[paragraph] = starts
        self._rows[paragraph] = row
        self.done += 1

    def times(self, annotation: Annotation) -> int:
        """Return how often this word, read so, was counted; 0 where the text is not counted through yet."""
        number = self._ids.get((annotation.token.text, str(annotation.reading)))
        return self._times[number] if number is not None and self.complete else 0

    def places(self, annotation: Annotation, first: int = 0) -> Iterator[Position]:
        """Yield where the word stands, from paragraph ``first`` on and then from the beginning."""
        number = self._ids.get((annotation.token.text, str(annotation.reading)))
        if number is None:
            return
        for paragraph in (*range(first, len(self._rows)), *range(first)):
            row, starts = self._rows[paragraph], self._starts[paragraph]
            if row is None or starts is None:
                continue
            for index, each in enumerate(row):
                if each == number:
                    yield Position(paragraph, starts[index])

    def words(self) -> tuple[Counted, ...]:
        """Return the different words counted so far, most frequent first."""
        counted = [
            Counted(identity, kind, self._times[number])
            for number, (identity, kind) in enumerate(self._words)
        ]
        return tuple(sorted(counted, key=lambda each: -each.times))
