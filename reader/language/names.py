"""Names that no dictionary has: persons, foreign names, places, organisations; and what to say of one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from reader.language.candidate import Candidate
from reader.language.persons import PersonSource, Words
from reader.language.places import PlaceSource
from reader.language.transliteration import TransliterationSource


class NameSource:
    """Offers every name of a text; ``label`` is person, surname, transliteration, place or organisation."""

    def __init__(self, words: Words) -> None:
        self._sources = (PersonSource(words), TransliterationSource(words), PlaceSource(words))

    def candidates(self, text: str) -> Iterator[Candidate]:
        """Yield names of ``text``, given in simplified form; they may overlap."""
        return chain.from_iterable(source.candidates(text) for source in self._sources)
