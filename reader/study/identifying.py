"""Which words a text is made of, and nothing more: what counting needs of what the page shows.

Senses, spoken readings and explanations are left out, and a word that is the same wherever it stands is
decided once. What comes out is what annotating gives: the same cut, the same entry, the same kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from reader.annotation import Annotation, Entries, ReadingChooser, Segmenter
from reader.dictionary.entry import Entry
from reader.language.reading import Reading
from reader.language.script import has_han
from reader.language.terms import without_overlap
from reader.language.token import Kind, Token

Word = tuple[str, str, str, Kind]
"""A word of a text: traditional, simplified, numbered reading, and its kind there."""

Occurrence = tuple[int, Word]
"""Where a word starts in its paragraph (code points), and the word."""

_UNCOUNTED = frozenset((Kind.PUNCTUATION, Kind.SPACE))
_UNDECIDED: Word = ("", "", "", Kind.SPACE)
_KEPT = 60_000


def is_counted(annotation: Annotation) -> bool:
    """True for a token that is a word in the sense of this module: no mark and no space."""
    return annotation.token.kind not in _UNCOUNTED


class Ranker(Protocol):
    """Says which of a word's entries is meant."""

    def rank(
        self, tokens: Sequence[Token], index: int, reading: str, entries: tuple[Entry, ...]
    ) -> tuple[Entry, ...]: ...

    def certain(self, token: Token, reading: str, entries: tuple[Entry, ...]) -> Entry | None:
        """Return the entry that comes first wherever the word stands; None where its place decides."""
        ...


class Identifier:
    """Tells a text's words with the same collaborators as the annotator's. Pure."""

    def __init__(
        self,
        segmenter: Segmenter,
        chooser: ReadingChooser,
        lexicon: Entries,
        ranker: Ranker,
        simplify: Callable[[str], str],
        terms: Callable[[str], Sequence[tuple[int, int]]] = lambda text: (),
        is_name: Callable[[str], bool] = lambda word: True,
    ) -> None:
        self._segmenter = segmenter
        self._chooser = chooser
        self._lexicon = lexicon
        self._ranker = ranker
        self._simplify = simplify
        self._terms = terms
        self._is_name = is_name
        self._looked_up: dict[tuple[str, str], tuple[tuple[Entry, ...], tuple[str, ...]]] = {}
        self._decided: dict[tuple[str, str, Kind, str, str], Word | None] = {}

    def words(
        self,
        text: str,
        fixed: Sequence[tuple[int, int]] = (),
        readings: Mapping[tuple[int, int], str] | None = None,
    ) -> list[Occurrence]:
        """Return the words of ``text`` in order; marks and spaces are none.

        ``fixed`` and ``readings`` are what the learner corrected, as for annotating.
        """
        simplified = self._simplify(text)
        tokens = self._segmenter.cut(simplified, without_overlap(self._terms(simplified), fixed))
        shown = [token.text for token in tokens]
        if text != simplified:
            shown = [text[token.start : token.end] for token in tokens]
        look_up = self._look_up
        found = [look_up(token.text, form) for token, form in zip(tokens, shown, strict=True)]
        choices = self._chooser.choose(simplified, tokens, [candidates for _, candidates in found])
        decided, words = self._decided, []
        for index, token in enumerate(tokens):
            kind = token.kind
            if kind in _UNCOUNTED:
                continue
            reading = choices[index].reading
            if readings:
                reading = readings.get((token.start, token.end)) or reading
            key = (token.text, shown[index], kind, token.label, reading)
            word = decided.get(key, _UNDECIDED)
            if word is _UNDECIDED:
                if len(decided) > _KEPT:
                    decided.clear()
                word = decided[key] = self._decide(token, shown[index], reading, found[index][0])
            if word is None:
                entry = self._ranker.rank(tokens, index, reading, found[index][0])[0]
                word = self._as_entry(token, reading, entry)
            words.append((token.start, word))
        return words

    def _decide(self, token: Token, shown: str, reading: str, entries: tuple[Entry, ...]) -> Word | None:
        """Return the word that this is wherever it stands, None where that depends on its place."""
        if not entries:
            return shown, self._simplify(shown), str(Reading.parse(reading)), token.kind
        single = len(entries) == 1  # as most are: no plan for ranking need be made
        entry = entries[0] if single else self._ranker.certain(token, reading, entries)
        return None if entry is None else self._as_entry(token, reading, entry)

    def _as_entry(self, token: Token, reading: str, entry: Entry) -> Word:
        kind = token.kind
        if kind is Kind.WORD and reading[:1].isupper() and self._is_name(token.text):
            kind = Kind.NAME
        return entry.traditional, entry.simplified, str(entry.reading), kind

    def _look_up(self, word: str, shown: str) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
        """Return a word's entries and their readings; in traditional text, those of the form it has there."""
        known = self._looked_up.get((word, shown))
        if known is None:
            entries = self._lexicon.entries(word) or self._lexicon.entries(word.replace(" ", ""))
            if shown != word:
                entries = tuple(entry for entry in entries if entry.traditional == shown) or entries
            readings = dict.fromkeys(str(entry.han_reading) for entry in entries) if has_han(word) else {}
            known = entries, tuple(reading for reading in readings if reading)
            if len(self._looked_up) > _KEPT:
                self._looked_up.clear()
            self._looked_up[word, shown] = known
        return known
