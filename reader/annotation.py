"""Paragraph to annotations: the pure heart.

An :class:`Annotation` is a token with its reading and its dictionary entries, the fitting one first.
It holds no learner state, so it can be cached and shared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple, Protocol, cast

from reader.dictionary.entry import Entry
from reader.dictionary.parts import Part
from reader.dictionary.sense_patterns import View
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

    def settle(self, token: Token, candidates: tuple[str, ...]) -> tuple[Choice | None, tuple[str, ...]]:
        """Return the choice that no sentence can change; else None and the readings to weigh.

        ``candidates`` are the readings dictionaries give the token; they are empty for what no dictionary
        has, and the choice is then made character by character.
        """
        ...

    def weigh(
        self, text: str, tokens: Sequence[Token], open_to: Mapping[int, tuple[str, ...]]
    ) -> Sequence[Choice]:
        """Return one choice for each token, by index, with the readings that were to weigh."""
        ...

    def choose(
        self, text: str, tokens: Sequence[Token], candidates: Sequence[tuple[str, ...]]
    ) -> Sequence[Choice]:
        """Return one choice a token: the two above, one after the other."""
        ...


class Ranking(Protocol):
    """How the entries of a word with one reading rank."""

    @property
    def settled(self) -> tuple[Entry, ...] | None:
        """The entries, ranked, where they rank alike everywhere."""
        ...

    def here(self, view: View, index: int) -> tuple[Entry, ...]:
        """Return the entries ranked for one token; the same order is always the same tuple."""
        ...


class SenseRanker(Protocol):
    """Puts the entry and the sense that are meant first."""

    def ranking(self, token: Token, reading: str, entries: tuple[Entry, ...]) -> Ranking:
        """Return how ``entries`` rank, the fitting one first, its fitting sense first."""
        ...

    def view(self, tokens: Sequence[Token]) -> View:
        """Return a text as rankings look at it."""
        ...


class Sandhi(Protocol):
    """Knows how tones change in a row."""

    def stirs(self, token: Token, reading: str) -> int:
        """Return what can happen to a token beside others, as one byte."""
        ...

    def changes(self, tokens: Sequence[Token], readings: Sequence[str], stirring: bytes) -> Mapping[int, str]:
        """Return the readings that are spoken otherwise, by token."""
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
    """Cuts, reads and explains a text. Pure: the same text and corrections give the same annotations.

    What depends on the word alone is worked out once a word and kept (:class:`_Word`, :class:`_Read`); for
    two tokens in three nothing else is left to ask, and one look-up finds all there is to say.
    """

    def __init__(
        self,
        segmenter: Segmenter,
        chooser: ReadingChooser,
        lexicon: Entries,
        ranker: SenseRanker,
        explainer: Explainer,
        sandhi: Sandhi,
        simplify: Callable[[str], str],
        terms: Callable[[str], Sequence[tuple[int, int]]] = lambda text: (),
        is_name: Callable[[str], bool] = lambda word: True,
    ) -> None:
        self._segmenter = segmenter
        self._chooser = chooser
        self._lexicon = lexicon
        self._ranker = ranker
        self._explainer = explainer
        self._sandhi = sandhi
        self._simplify = simplify
        self._terms = terms
        self._is_name = is_name
        self._words = _Words(self._word)

    def annotate(
        self, text: str, fixed: Sequence[tuple[int, int]] = (), readings: Override | None = None
    ) -> tuple[Annotation, ...]:
        """Return the annotations of ``text``: their tokens join back to it, and each Han token has a gloss.

        ``fixed`` are spans that must be tokens, ``readings`` what the learner has set for some of them;
        both go before what glossaries say.
        """
        simplified = self._simplify(text)
        tokens = self._segmenter.cut(simplified, without_overlap(self._terms(simplified), fixed))
        if text == simplified:
            shown, words = tokens, self._words.of(tokens)
        else:
            shown = [token._replace(text=text[token.start : token.end]) for token in tokens]
            words = self._words.of_written(tokens, shown)
        reads = [word.read for word in words]
        choices = self._choices(simplified, tokens, words, readings)
        for index, choice in choices.items():
            reads[index] = self._read(words[index], choice.reading)
        told = [read.told for read in reads]
        view = self._ranker.view(tokens)
        for index in [index for index, read in enumerate(reads) if read.moved]:
            read = reads[index]
            if read.ranking is not None:
                entries = read.ranking.here(view, index)
                known = read.ranked.get(id(entries))
                if known is None:
                    known = read.ranked[id(entries)] = self._told(words[index], read.numbered, entries)
                told[index] = known
            if read.renamed:
                shown = [*shown] if shown is tokens else shown
                shown[index] = shown[index]._replace(kind=Kind.NAME)
        for index, choice in choices.items():
            why = _why(words[index].token.why, choice.why)
            told[index] = (*told[index][:5], choice.confidence, why)
        stirring = bytes([read.stirs for read in reads])
        numbered = [read.numbered for read in reads]
        for index, spoken in self._sandhi.changes(tokens, numbered, stirring).items():
            told[index] = (told[index][0], Reading.parse(spoken), *told[index][2:])
        return tuple([_NEW(Annotation, (token, *said)) for token, said in zip(shown, told, strict=True)])

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
        return _readings(word, self._look_up(self._simplify(word), word))

    def _choices(
        self, text: str, tokens: Sequence[Token], words: Sequence[_Word], readings: Override | None
    ) -> dict[int, Choice]:
        """Return how the tokens are read that the text or the learner has a say in."""
        open_to = {index: word.open_to for index, word in enumerate(words) if word.choice is None}
        choices = dict(zip(open_to, self._chooser.weigh(text, tokens, open_to), strict=True))
        if readings:
            for index, token in enumerate(tokens):
                own = readings.get((token.start, token.end))
                if own and token.kind not in _UNSAID:
                    choices[index] = _Corrected(own)
        return choices

    def _word(self, look: _Look) -> _Word:
        """Work out everything about a token that no text can change."""
        text, kind, why, label, shown = look
        token = Token(text, 0, kind, why, label)
        if kind in _UNSAID:
            silent = _Read("", self._sandhi.stirs(token, ""), (_SILENT, _SILENT, (), "", (), 1.0, why))
            return _Word(token, (), _UNSPOKEN, (), silent)
        entries = self._look_up(text, shown)
        choice, open_to = self._chooser.settle(token, _readings(text, entries))
        word = _Word(token, entries, choice, open_to, _UNREAD)
        if choice is not None:
            word.read = self._read(word, choice.reading)
        return word

    def _read(self, word: _Word, numbered: str) -> _Read:
        """Return the word read so, with all that then depends on the word alone."""
        read = word.reads.get(numbered)
        if read is None:
            token = word.token
            ranking = self._ranker.ranking(token, numbered, word.entries)
            settled = ranking.settled
            read = word.reads[numbered] = _Read(
                numbered,
                self._sandhi.stirs(token, numbered),
                self._told(word, numbered, word.entries if settled is None else settled),
                ranking if settled is None else None,
                renamed=bool(word.entries)
                and numbered[:1].isupper()
                and token.kind is Kind.WORD
                and self._is_name(token.text),
            )
        return read

    def _told(self, word: _Word, numbered: str, entries: tuple[Entry, ...]) -> _Told:
        """Return what an annotation says of a word with this reading and these entries, ranked."""
        token, choice = word.token, word.choice
        gloss, parts = "", _NO_PARTS
        if entries and entries[0].senses:
            gloss = entries[0].senses[0].text
        if not gloss or (token.kind is Kind.NAME and not entries[0].is_name):
            explained, parts = self._explainer.explain(token, numbered)
            gloss = explained or gloss
        reading = Reading.parse(numbered)
        sure, why = (1.0, token.why) if choice is None else (choice.confidence, _why(token.why, choice.why))
        return reading, reading, entries, gloss, parts, sure, why

    def _look_up(self, word: str, shown: str) -> tuple[Entry, ...]:
        """Return a word's entries; in traditional text, those of the form it has there."""
        entries = self._lexicon.entries(word) or self._lexicon.entries(word.replace(" ", ""))
        if shown != word:
            entries = tuple(entry for entry in entries if entry.traditional == shown) or entries
        return entries


_SILENT = Reading(())
_UNSAID = frozenset((Kind.PUNCTUATION, Kind.SPACE))
_NO_PARTS: tuple[Part, ...] = ()
_KEPT_WORDS = 40_000
# A named tuple's own way to make itself is a Python function that takes three times as long.
_NEW = tuple.__new__

_Look = tuple[str, Kind, str, str, str]
"""A token but for its place, and how it is written in the text: text, kind, why, label, written."""
_Told = tuple[Reading, Reading, tuple[Entry, ...], str, tuple[Part, ...], float, str]
"""An annotation but for its token."""


class _Corrected(NamedTuple):
    """The reading a learner has set."""

    reading: str
    confidence: float = 1.0
    why: str = "your correction"


_UNSPOKEN: Choice = _Corrected("", why="")


@dataclass(slots=True)
class _Read:
    """A word read one way. ``told`` holds wherever it stands, unless its entries have a ``ranking`` by place.

    ``ranked`` is what is told for each order of the entries, by the identity of the tuple: told keeps it
    alive, and to hash entries would cost more than to rank them. ``renamed``: the token is shown as a name,
    for a dictionary reads it as one.
    """

    numbered: str
    stirs: int
    told: _Told
    ranking: Ranking | None = None
    renamed: bool = False
    moved: bool = False
    ranked: dict[int, _Told] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.moved = self.ranking is not None or self.renamed


_UNREAD = _Read("", 0, (_SILENT, _SILENT, (), "", (), 1.0, ""))


@dataclass(slots=True)
class _Word:
    """A token wherever it stands, its entries, and its ``choice`` or the readings it is ``open_to``."""

    token: Token
    entries: tuple[Entry, ...]
    choice: Choice | None
    open_to: tuple[str, ...]
    read: _Read
    reads: dict[str, _Read] = field(default_factory=dict)


class _Words(dict[_Look, _Word]):
    """The words met so far. That they are found without a line of Python is most of the point."""

    def __init__(self, make: Callable[[_Look], _Word]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, look: _Look) -> _Word:
        if len(self) > _KEPT_WORDS:
            self.clear()
        word = self[look] = self._make(look)
        return word

    def of(self, tokens: Sequence[Token]) -> list[_Word]:
        return list(map(self.__getitem__, map(_as_written, tokens)))

    def of_written(self, tokens: Sequence[Token], shown: Sequence[Token]) -> list[_Word]:
        return [
            self[token.text, token.kind, token.why, token.label, written.text]
            for token, written in zip(tokens, shown, strict=True)
        ]


_as_written = cast(Callable[[Token], _Look], itemgetter(0, 2, 3, 4, 0))


def _readings(word: str, entries: Sequence[Entry]) -> tuple[str, ...]:
    if not has_han(word):
        return ()
    return tuple(filter(None, dict.fromkeys(str(entry.han_reading) for entry in entries)))


@lru_cache(maxsize=1_024)
def _why(cut_by: str, read_by: str) -> str:
    return "; ".join(filter(None, (cut_by, read_by)))
