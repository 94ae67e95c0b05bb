"""Paragraph to annotations: the pure heart.

An :class:`Annotation` is a token with its reading and its dictionary entries, the fitting one first.
It holds no learner state, so it can be cached and shared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from reader.dictionary.entry import Entry
from reader.dictionary.parts import Part
from reader.language.reading import Reading
from reader.language.script import has_han
from reader.language.terms import without_overlap
from reader.language.token import Kind, Token


class Annotation(NamedTuple):
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


class Explainer(Protocol):
    """Says what a token means that no dictionary has."""

    def explain(self, token: Token, reading: str) -> tuple[str, tuple[Part, ...]]:
        """Return a gloss and the parts it is made of; ``("", ())`` for punctuation and spaces."""
        ...


class Entries(Protocol):
    """Looks headwords up."""

    def entries(self, word: str) -> tuple[Entry, ...]:
        """Return every entry whose simplified or traditional form is ``word``."""
        ...


Override = Mapping[tuple[int, int], str]
"""Readings a learner has set: (start, end) of a token to its numbered reading."""


class Annotator:
    """Cuts, reads and explains a text. Pure: the same text and corrections give the same annotations."""

    def __init__(
        self,
        segmenter: Segmenter,
        chooser: ReadingChooser,
        lexicon: Entries,
        ranker: SenseRanker,
        explainer: Explainer,
        spoken: Callable[[Sequence[Token], Sequence[str]], Sequence[str]],
        simplify: Callable[[str], str],
        terms: Callable[[str], Sequence[tuple[int, int]]] = lambda text: (),
        is_name: Callable[[str], bool] = lambda word: True,
    ) -> None:
        self._segmenter = segmenter
        self._chooser = chooser
        self._lexicon = lexicon
        self._ranker = ranker
        self._explainer = explainer
        self._spoken = spoken
        self._simplify = simplify
        self._terms = terms
        self._is_name = is_name
        self._looked_up: dict[tuple[str, str], tuple[tuple[Entry, ...], tuple[str, ...]]] = {}

    def annotate(
        self, text: str, fixed: Sequence[tuple[int, int]] = (), readings: Override | None = None
    ) -> tuple[Annotation, ...]:
        """Return the annotations of ``text``: their tokens join back to it, and each Han token has a gloss.

        ``fixed`` are spans that must be tokens, ``readings`` what the learner has set for some of them;
        both go before what glossaries say.
        """
        simplified = self._simplify(text)
        tokens = self._segmenter.cut(simplified, without_overlap(self._terms(simplified), fixed))
        if text != simplified:
            written = [token._replace(text=text[token.start : token.end]) for token in tokens]
        else:
            written = tokens
        look_up = self._look_up
        found = [look_up(token.text, shown.text) for token, shown in zip(tokens, written, strict=True)]
        choices = self._chooser.choose(simplified, tokens, [candidates for _, candidates in found])
        chosen = [choice.reading for choice in choices]
        corrected = set()
        if readings:
            for index, token in enumerate(tokens):
                if own := readings.get((token.start, token.end)):
                    chosen[index] = own
                    corrected.add(index)
        spoken = self._spoken(tokens, chosen)
        rank = self._ranker.rank
        annotations = []
        for index, token in enumerate(tokens):
            shown = written[index]
            if token.kind in _UNSAID:
                annotations.append(Annotation(shown, _SILENT, _SILENT, why=token.why))
                continue
            entries, reading = found[index][0], chosen[index]
            gloss, parts = "", _NO_PARTS
            if entries:
                entries = rank(tokens, index, reading, entries)
                first = entries[0]
                gloss = first.senses[0].text if first.senses else ""
                if reading[:1].isupper() and token.kind is Kind.WORD and self._is_name(token.text):
                    shown = shown._replace(kind=Kind.NAME)
            if not gloss or (token.kind is Kind.NAME and not entries[0].is_name):
                explained, parts = self._explainer.explain(token, reading)
                gloss = explained or gloss
            choice = choices[index]
            own_choice = index in corrected
            annotations.append(
                Annotation(
                    shown,
                    Reading.parse(reading),
                    Reading.parse(spoken[index]),
                    entries,
                    gloss,
                    parts,
                    1.0 if own_choice else choice.confidence,
                    _why(token.why, "your correction" if own_choice else choice.why),
                )
            )
        return tuple(annotations)

    def alternatives(self, text: str, start: int, end: int) -> list[tuple[str, ...]]:
        """Return other cuts of ``text[start:end]`` in its own script, likeliest first."""
        found = []
        for words in self._segmenter.alternatives(self._simplify(text), start, end):
            cut, place = [], start
            for word in words:
                cut.append(text[place : place + len(word)])
                place += len(word)
            found.append(tuple(cut))
        return found

    def candidates(self, word: str) -> tuple[str, ...]:
        """Return the readings dictionaries give ``word`` (either script), numbered."""
        return self._look_up(self._simplify(word), word)[1]

    def _look_up(self, word: str, shown: str) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
        """Return a word's entries and their readings; in traditional text, those of the form it has there."""
        known = self._looked_up.get((word, shown))
        if known is None:
            entries = self._lexicon.entries(word) or self._lexicon.entries(word.replace(" ", ""))
            if shown != word:
                entries = tuple(entry for entry in entries if entry.traditional == shown) or entries
            readings = dict.fromkeys(str(entry.han_reading) for entry in entries) if has_han(word) else {}
            known = entries, tuple(reading for reading in readings if reading)
            if len(self._looked_up) > _KEPT_WORDS:
                self._looked_up.clear()
            self._looked_up[word, shown] = known
        return known


_SILENT = Reading(())
_UNSAID = frozenset((Kind.PUNCTUATION, Kind.SPACE))
_NO_PARTS: tuple[Part, ...] = ()
_KEPT_WORDS = 40_000


@lru_cache(maxsize=1_024)
def _why(cut_by: str, read_by: str) -> str:
    return "; ".join(filter(None, (cut_by, read_by)))
