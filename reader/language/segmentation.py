"""Where words begin and end in a text, and where else they might."""

from __future__ import annotations

from collections.abc import Sequence

from reader.language.candidate import Candidate, CandidateSource
from reader.language.cut_model import KIND_TAGS, LABEL_TAGS, UNKNOWN_COST
from reader.language.lattice import Edge, Lattice
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
            if 0 <= candidate.start < candidate.end <= len(text)
        ]
        tokens: list[Token] = []
        here = 0
        for start, end in _disjoint(fixed, len(text)):
            tokens += self._stretch(text, here, start, offers)
            tokens.append(_fixed_token(text, start, end))
            here = end
        return tokens + self._stretch(text, here, len(text), offers)

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

    def _stretch(self, text: str, start: int, stop: int, offers: Sequence[Candidate]) -> list[Token]:
        """Return the tokens of ``text[start:stop]``, which nothing before or after reaches into."""
        kinds: dict[int, tuple[int, Kind]] = {}
        solid: dict[int, tuple[int, int]] = {}
        closed: set[int] = set()
        for begin, end, kind in runs(text[start:stop]):
            begin, end = begin + start, end + start
            kinds[begin] = end, kind
            solid[begin] = end, self._lattice.class_of(KIND_TAGS[kind.value], 1)
            if end - begin > 1:
                closed.update(range(begin + 1, end))
        offered: dict[int, list[Edge]] = {}
        source_of: dict[tuple[int, int], Candidate] = {}
        for offer in offers:
            if start <= offer.start and offer.end <= stop and closed.isdisjoint((offer.start, offer.end)):
                span = offer.start, offer.end
                if span not in source_of or offer.cost < source_of[span].cost:
                    source_of[span] = offer
                tag = LABEL_TAGS.get(offer.label) or KIND_TAGS[offer.kind.value]
                size = offer.end - offer.start
                learned = self._vocabulary.turns.get(f"k|{offer.label}{min(size, 4)}", 0.0)
                edge = offer.end, offer.cost - learned, self._lattice.class_of(tag, size)
                offered.setdefault(offer.start, []).append(edge)
        ends = self._lattice.best_path(text, start, stop, solid, offered, closed)
        tokens = []
        ids, costs = self._vocabulary.ids, self._vocabulary.costs
        for end in ends:
            word = text[start:end]
            number = ids.get(word)
            run = kinds.get(start)
            named = source_of.get((start, end)) if source_of else None
            if named is not None and (number is None or named.cost < costs[number]):
                tokens.append(Token(word, start, named.kind, named.why, named.label))
            elif run is not None and run[0] >= end:
                tokens.append(Token(word, start, run[1]))
            else:
                tokens.append(Token(word, start, Kind.WORD, "character" if number is None else "dictionary"))
            start = end
        return tokens


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
