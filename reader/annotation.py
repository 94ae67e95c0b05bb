"""Paragraph to annotations: the pure heart.

An :class:`Annotation` is a token with its reading and its dictionary entries, the fitting one first.
It holds no learner state, so it can be cached and shared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from reader.dictionary.entry import Entry
from reader.language.reading import Reading
from reader.language.token import Token


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a word that no dictionary has, with its own reading and short gloss."""

    text: str
    reading: Reading
    gloss: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """A token, how it is read here, and what it means here.

    ``reading`` is the citation reading, one syllable a Han character; ``spoken`` is the same after tone
    sandhi. ``entries`` are ranked: the first has this reading and its first sense is the one meant here.
    ``gloss`` is that sense, or the explanation by ``parts`` where no dictionary has the word.
    ``confidence`` of the reading lies between 0 and 1; ``why`` says what cut it and what read it.
    """

    token: Token
    reading: Reading
    spoken: Reading
    entries: tuple[Entry, ...] = ()
    gloss: str = ""
    parts: tuple[Part, ...] = ()
    confidence: float = 1.0
    why: str = ""


class Segmenter(Protocol):
    """Cuts a text into tokens."""

    def cut(self, text: str, fixed: Sequence[tuple[int, int]] = ()) -> list[Token]:
        """Return tokens that join back to ``text``; each span in ``fixed`` is a token of its own."""
        ...

    def alternatives(self, text: str, start: int, end: int) -> list[tuple[str, ...]]:
        """Return other ways to cut ``text[start:end]``, likeliest first."""
        ...


class Choice(Protocol):
    """A chosen reading (numbered, one syllable a Han character), how sure, and which rule chose it."""

    @property
    def reading(self) -> str: ...
    @property
    def confidence(self) -> float: ...
    @property
    def why(self) -> str: ...


class ReadingChooser(Protocol):
    """Chooses how each token is read in its sentence."""

    def choose(
        self, text: str, tokens: Sequence[Token], candidates: Sequence[tuple[str, ...]]
    ) -> Sequence[Choice]:
        """Return one choice a token.

        ``candidates[i]`` are the readings dictionaries give token i; it is empty for what no dictionary
        has, and the choice is then made character by character.
        """
        ...


class SenseRanker(Protocol):
    """Puts the entry and the sense that are meant first."""

    def rank(
        self, tokens: Sequence[Token], index: int, reading: str, entries: tuple[Entry, ...]
    ) -> tuple[Entry, ...]:
        """Return ``entries`` of ``tokens[index]`` with the fitting one first, its fitting sense first."""
        ...
