"""Where words begin and end in a text, and where else they might."""

from __future__ import annotations

from collections.abc import Sequence

from reader.language.candidate import Candidate, CandidateSource
from reader.language.cut_model import KIND_TAGS, LABEL_TAGS, UNKNOWN_COST
from reader.language.lattice import Around, Edge, Laid, Lattice
from reader.language.runs import runs
from reader.language.token import Kind, Token
from reader.language.vocabulary import Vocabulary

_ALTERNATIVES = 8


class WordSegmenter:
    """Cuts the simplified form of a text into tokens that join back to it.

    A token of Chinese is a word of the vocabulary, what one of ``sources`` offered (a name, a number),
    a fixed span, or a single character: each can be explained.
    """

    def __init__(self, vocabulary: Vocabulary, sources: Sequence[CandidateSource] = ()) -> None:
        self._vocabulary = vocabulary
        self._sources = tuple(sources)
        self._lattice = Lattice(vocabulary)
        self._run_class = {kind: self._lattice.class_of(KIND_TAGS[kind.value], 1) for kind in Kind}
        self._of_offer = _OfOffers(vocabulary, self._lattice)

    @property
    def vocabulary(self) -> Vocabulary:
        """The words this segmenter knows."""
        return self._vocabulary

    def cut(self, text: str, fixed: Sequence[tuple[int, int]] = ()) -> list[Token]:
        """Return the tokens of ``text``; each span in ``fixed`` is a token of its own.

        Spans that are empty, outside the text or overlap an earlier one are passed over.
        """
        offers = [
            candidate
            for source in self._sources
            for candidate in source.candidates(text)
            if 0 <= candidate[0] < candidate[1] <= len(text)
        ]
        laid = self._lattice.lay(text)
        tokens: list[Token] = []
        here = 0
        for start, end in _disjoint(fixed, len(text)):
            tokens += self._stretch(laid, here, start, offers)
            tokens.append(_fixed_token(text, start, end))
            here = end
        return tokens + self._stretch(laid, here, len(text), offers)

    def alternatives(self, text: str, start: int, end: int) -> list[tuple[str, ...]]:
        """Return other ways to cut ``text[start:end]`` into words, likeliest first, at most eight."""
        piece = text[start:end]
        shown = tuple(token.text for token in self.cut(text) if start <= token.start and token.end <= end)
        run_ends = {begin: stop for begin, stop, _ in runs(piece)}
        closed = {place for begin, stop in run_ends.items() for place in range(begin + 1, stop)}
        paths: list[list[tuple[float, tuple[str, ...]]]] = [[(0.0, ())], *([] for _ in piece)]
        for begin in range(len(piece)):
            if begin in closed:
                continue
            for stop in range(begin + 1, len(piece) + 1):
                word = piece[begin:stop]
                if word in self._vocabulary:
                    cost = self._vocabulary.cost(word)
                elif stop == run_ends.get(begin, begin + 1):
                    cost = UNKNOWN_COST
                else:
                    continue
                if stop not in closed:
                    better = [(before + cost, (*path, word)) for before, path in paths[begin]]
                    paths[stop] = sorted(paths[stop] + better)[: _ALTERNATIVES + 1]
        return [path for _, path in paths[-1] if path and path != shown][:_ALTERNATIVES]

    def _stretch(self, laid: Laid, start: int, stop: int, offers: Sequence[Candidate]) -> list[Token]:
        """Return the tokens of ``laid.text[start:stop]``, which nothing before or after reaches into."""
        text, run_class = laid.text, self._run_class
        kinds: dict[int, tuple[int, Kind]] = {}
        solid: dict[int, tuple[int, int]] = {}
        closed: set[int] = set()
        for begin, end, kind in runs(text, start, stop):
            kinds[begin] = end, kind
            solid[begin] = end, run_class[kind]
            if end - begin > 1:
                closed.update(range(begin + 1, end))
        source_of, offered = self._offered(offers, start, stop, closed) if offers else _NO_OFFERS
        ends = self._lattice.best_path(laid, start, stop, Around(solid, offered, closed))
        tokens: list[Token] = []
        ids = self._vocabulary.ids
        for end in ends:
            word = text[start:end]
            if start in kinds or start in offered:
                token = self._odd_token(word, start, kinds.get(start), source_of.get((start, end)))
            else:  # what is no word can only be one character
                why = "dictionary" if end - start > 1 or word in ids else "character"
                token = _NEW(Token, (word, start, Kind.WORD, why, ""))
            tokens.append(token)
            start = end
        return tokens

    def _offered(
        self, offers: Sequence[Candidate], start: int, stop: int, closed: set[int]
    ) -> tuple[dict[tuple[int, int], Candidate], dict[int, list[Edge]]]:
        """Return the offers that fit between ``start`` and ``stop``: the cheapest by span, all as edges."""
        source_of: dict[tuple[int, int], Candidate] = {}
        offered: dict[int, list[Edge]] = {}
        for offer in offers:
            begin, end, kind, cost, _, label = offer
            if start <= begin and end <= stop and not (closed and (begin in closed or end in closed)):
                span = begin, end
                if span not in source_of or cost < source_of[span].cost:
                    source_of[span] = offer
                size = end - begin
                learned, number = self._of_offer[label, kind, min(size, 4)]
                offered.setdefault(begin, []).append((end, cost - learned, number))
        return source_of, offered

    def _odd_token(
        self, word: str, start: int, run: tuple[int, Kind] | None, offer: Candidate | None
    ) -> Token:
        """Return the token where a run or an offer begins."""
        number = self._vocabulary.ids.get(word)
        if offer is not None and (number is None or offer.cost < self._vocabulary.costs[number]):
            return Token(word, start, offer.kind, offer.why, offer.label)
        if run is not None and run[0] >= start + len(word):
            return Token(word, start, run[1])
        return Token(word, start, Kind.WORD, "character" if number is None else "dictionary")


_NEW = tuple.__new__  # a named tuple's own way to make itself takes three times as long
_NO_OFFERS: tuple[dict[tuple[int, int], Candidate], dict[int, list[Edge]]] = ({}, {})


class _OfOffers(dict[tuple[str, Kind, int], tuple[float, int]]):
    """What was learned of offers (nats) by label, kind and length (four stands for more), and their class."""

    def __init__(self, vocabulary: Vocabulary, lattice: Lattice) -> None:
        super().__init__()
        self._turns = vocabulary.turns
        self._class_of = lattice.class_of

    def __missing__(self, sort: tuple[str, Kind, int]) -> tuple[float, int]:
        label, kind, size = sort
        tag = LABEL_TAGS.get(label) or KIND_TAGS[kind.value]
        learned = self[sort] = self._turns.get(f"k|{label}{size}", 0.0), self._class_of(tag, size)
        return learned


def _fixed_token(text: str, start: int, end: int) -> Token:
    covering = next(runs(text[start:end]), None)
    whole = covering is not None and covering[:2] == (0, end - start)
    return Token(text[start:end], start, covering[2] if covering and whole else Kind.WORD, "fixed")


def _disjoint(spans: Sequence[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    kept, reached = [], 0
    for start, end in sorted(spans):
        if reached <= start < end <= size:
            kept.append((start, end))
            reached = end
    return kept
