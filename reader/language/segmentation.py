"""Where words begin and end: the best path through everything the text might be."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reader.language.candidate import Candidate, CandidateSource
from reader.language.runs import runs
from reader.language.token import Kind, Token
from reader.language.vocabulary import Vocabulary

_UNKNOWN = 19.0
_ALTERNATIVES = 8


class WordSegmenter:
    """Cuts the simplified form of a text into tokens that join back to it.

    A token of Chinese is a word of the vocabulary, what one of ``sources`` offered (a name, a number),
    a fixed span, or a single character: each can be explained.
    """

    def __init__(self, vocabulary: Vocabulary, sources: Sequence[CandidateSource] = ()) -> None:
        self._vocabulary = vocabulary
        self._sources = tuple(sources)

    @property
    def vocabulary(self) -> Vocabulary:
        """The words this segmenter knows."""
        return self._vocabulary

    def cut(self, text: str, fixed: Sequence[tuple[int, int]] = ()) -> list[Token]:
        """Return the tokens of ``text``; each span in ``fixed`` is a token of its own.

        Spans that are empty, outside the text or overlap an earlier one are passed over.
        """
        if not text:
            return []
        offered = self._offered(text)
        solid = {start: (end, kind) for start, end, kind in runs(text)}
        spans = _disjoint(fixed, len(text))
        bounds = self._best_path(text, solid, offered, spans)
        return [self._token(text, start, end, solid, offered, spans) for start, end in bounds]

    def alternatives(self, text: str, start: int, end: int) -> list[tuple[str, ...]]:
        """Return other ways to cut ``text[start:end]`` into words, likeliest first, at most eight."""
        piece = text[start:end]
        shown = [token for token in self.cut(text) if start <= token.start and token.end <= end]
        current = tuple(token.text for token in shown)
        paths: list[list[tuple[float, tuple[str, ...]]]] = [[(0.0, ())]]
        ids, costs = self._vocabulary.ids, self._vocabulary.costs
        for stop in range(1, len(piece) + 1):
            found = []
            for begin in range(stop):
                word = piece[begin:stop]
                if word in ids:
                    cost = costs[ids[word]]
                elif stop - begin == 1:
                    cost = _UNKNOWN
                else:
                    continue
                found += [(before + cost, (*path, word)) for before, path in paths[begin]]
            paths.append(sorted(found)[: _ALTERNATIVES + 1])
        return [path for _, path in paths[-1] if path and path != current][:_ALTERNATIVES]

    def _offered(self, text: str) -> dict[int, list[Candidate]]:
        offered: dict[int, list[Candidate]] = {}
        for source in self._sources:
            for candidate in source.candidates(text):
                if 0 <= candidate.start < candidate.end <= len(text):
                    offered.setdefault(candidate.start, []).append(candidate)
        return offered

    def _best_path(
        self,
        text: str,
        solid: dict[int, tuple[int, Kind]],
        offered: dict[int, list[Candidate]],
        fixed: dict[int, int],
    ) -> list[tuple[int, int]]:
        ids, costs, lengths = self._vocabulary.ids, self._vocabulary.costs, self._vocabulary.lengths
        size = len(text)
        closed = {
            node for start, (end, _) in solid.items() if end - start > 1 for node in range(start + 1, end)
        }
        for start, end in fixed.items():
            closed -= {start, end}
        inner = {node for start, end in fixed.items() for node in range(start + 1, end)}
        best, back = [math.inf] * (size + 1), [0] * (size + 1)
        best[0] = 0.0
        edges_of_fixed = sorted(fixed)
        for here in range(size):
            base = best[here]
            if base == math.inf:
                continue
            if here in fixed:
                _relax(best, back, here, fixed[here], base)
                continue
            limit = size
            if edges_of_fixed:
                limit = next((start for start in edges_of_fixed if start > here), size)
            run = solid.get(here)
            single = min(run[0], limit) if run else here + 1
            while single in closed:  # a run entered in its middle, after a fixed span
                single += 1
            number = ids.get(text[here:single])
            _relax(best, back, here, single, base + (costs[number] if number is not None else _UNKNOWN))
            for length in lengths.get(text[here : here + 2], ()):
                end = here + length
                if end > limit:
                    break
                number = ids.get(text[here:end])
                if number is not None and end not in closed and end not in inner:
                    _relax(best, back, here, end, base + costs[number])
            for candidate in offered.get(here, ()):
                if candidate.end <= limit and candidate.end not in closed:
                    _relax(best, back, here, candidate.end, base + candidate.cost)
        bounds, end = [], size
        while end:
            bounds.append((back[end], end))
            end = back[end]
        return bounds[::-1]

    def _token(
        self,
        text: str,
        start: int,
        end: int,
        solid: dict[int, tuple[int, Kind]],
        offered: dict[int, list[Candidate]],
        fixed: dict[int, int],
    ) -> Token:
        word = text[start:end]
        run = solid.get(start)
        if fixed.get(start) == end:
            return Token(word, start, run[1] if run and run[0] >= end else Kind.WORD, "fixed")
        if run and run[0] >= end:
            return Token(word, start, run[1])
        if end - start > 1 and word not in self._vocabulary.ids:
            named = min((c for c in offered.get(start, ()) if c.end == end), key=lambda c: c.cost)
            return Token(word, start, named.kind, named.why, named.label)
        for candidate in offered.get(start, ()):
            if candidate.end == end and candidate.cost < self._vocabulary.cost(word):
                return Token(word, start, candidate.kind, candidate.why, candidate.label)
        return Token(word, start, Kind.WORD, "dictionary" if word in self._vocabulary.ids else "character")


def _relax(best: list[float], back: list[int], start: int, end: int, cost: float) -> None:
    if cost < best[end]:
        best[end], back[end] = cost, start


def _disjoint(spans: Sequence[tuple[int, int]], size: int) -> dict[int, int]:
    kept: dict[int, int] = {}
    reached = 0
    for start, end in sorted(spans):
        if reached <= start < end <= size:
            kept[start] = reached = end
    return kept
