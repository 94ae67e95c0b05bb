"""Which words a text is made of, and nothing more: what counting needs of what the page shows.

Senses, spoken readings and explanations are left out, and a word that is the same wherever it stands is
decided once. What comes out is what annotating gives: the same cut, the same entry, the same kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Protocol, cast

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
_NO_WORD: Word = ("", "", "", Kind.SPACE)
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
        self._met = _Met(self._meet)

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
        if text == simplified:
            met = list(map(self._met.__getitem__, map(_as_written, tokens)))
        else:
            met = [
                self._met[token.text, token.kind, token.label, text[token.start : token.end]]
                for token in tokens
            ]
        found = [known.word for known in met]
        numbered = {index: known.reading for index, known in enumerate(met) if known.word is None}
        open_to = {index: met[index].open_to for index, reading in numbered.items() if reading is None}
        choices = self._chooser.weigh(simplified, tokens, open_to)
        numbered.update((index, choice.reading) for index, choice in zip(open_to, choices, strict=True))
        if readings:
            for index, token in enumerate(tokens):
                own = readings.get((token.start, token.end))
                if own and found[index] is not _NO_WORD:
                    numbered[index] = own
        for index, reading in numbered.items():
            found[index] = self._read(met[index], reading or "", tokens, index)
        return [
            (token.start, word)
            for token, word in zip(tokens, found, strict=True)
            if word is not None and word is not _NO_WORD
        ]

    def _meet(self, look: _Look) -> _Known:
        """Work out everything about a token that no text can change."""
        text, kind, label, shown = look
        token = Token(text, 0, kind, "", label)
        if kind in _UNCOUNTED:
            return _Known(token, shown, (), "", (), _NO_WORD)
        entries = self._lexicon.entries(text) or self._lexicon.entries(text.replace(" ", ""))
        if shown != text:
            entries = tuple(entry for entry in entries if entry.traditional == shown) or entries
        candidates = dict.fromkeys(str(entry.han_reading) for entry in entries) if has_han(text) else {}
        choice, open_to = self._chooser.settle(token, tuple(filter(None, candidates)))
        known = _Known(token, shown, entries, None if choice is None else choice.reading, open_to)
        if known.reading is not None:
            known.word = known.reads[known.reading] = self._decide(known, known.reading)
        return known

    def _read(self, known: _Known, reading: str, tokens: Sequence[Token], index: int) -> Word:
        """Return the word that this token is, read so, at its place."""
        if reading in known.reads:
            word = known.reads[reading]
        else:
            word = known.reads[reading] = self._decide(known, reading)
        if word is None:
            entry = self._ranker.rank(tokens, index, reading, known.entries)[0]
            word = self._as_entry(known.token, reading, entry)
        return word

    def _decide(self, known: _Known, reading: str) -> Word | None:
        """Return the word that this is wherever it stands, None where that depends on its place."""
        token, entries = known.token, known.entries
        if not entries:
            return known.shown, self._simplify(known.shown), str(Reading.parse(reading)), token.kind
        single = len(entries) == 1  # as most are: no plan for ranking need be made
        entry = entries[0] if single else self._ranker.certain(token, reading, entries)
        return None if entry is None else self._as_entry(token, reading, entry)

    def _as_entry(self, token: Token, reading: str, entry: Entry) -> Word:
        kind = token.kind
        if kind is Kind.WORD and reading[:1].isupper() and self._is_name(token.text):
            kind = Kind.NAME
        return entry.traditional, entry.simplified, str(entry.reading), kind


_Look = tuple[str, Kind, str, str]
"""A token but for its place, and how it is written in the text: text, kind, label, written."""


@dataclass(slots=True)
class _Known:
    """A token wherever it stands: its ``reading`` or the ones it is ``open_to``, and the word it then is.

    ``word`` is None as long as its place decides; ``reads`` are the words by reading.
    """

    token: Token
    shown: str
    entries: tuple[Entry, ...]
    reading: str | None
    open_to: tuple[str, ...]
    word: Word | None = None
    reads: dict[str, Word | None] = field(default_factory=dict)


class _Met(dict[_Look, _Known]):
    """The tokens met so far, found without a line of Python."""

    def __init__(self, meet: Callable[[_Look], _Known]) -> None:
        super().__init__()
        self._meet = meet

    def __missing__(self, look: _Look) -> _Known:
        if len(self) > _KEPT:
            self.clear()
        known = self[look] = self._meet(look)
        return known


_as_written = cast(Callable[[Token], _Look], itemgetter(0, 2, 4, 0))
