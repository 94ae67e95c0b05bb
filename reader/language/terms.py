"""Terms of art that a glossary lists: they are taken whole wherever they stand, and phrases cut as it says.

A general dictionary's words compete with each other for every place; a glossary is put beside a text
because its words are in it. Only terms of three and more characters are certain enough for that: a short
one may be two ends of other words (``包网`` in 打包|网站), and competes like any word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.language.script import is_han

CERTAIN = 3
"""Characters a term has at the least to be taken whole."""

Span = tuple[int, int]


class Terms:
    """Finds terms in simplified text, from left to right, the longest at each place."""

    def __init__(self, words: Iterable[str], phrases: Iterable[Sequence[str]] = ()) -> None:
        self._cuts: dict[str, tuple[str, ...]] = {word: (word,) for word in words if len(word) >= CERTAIN}
        self._cuts.update({"".join(phrase): tuple(phrase) for phrase in phrases})
        self._starts: dict[str, tuple[int, ...]] = {}
        lengths: dict[str, set[int]] = {}
        for term in self._cuts:
            lengths.setdefault(term[:2], set()).add(len(term))
        self._starts = {start: tuple(sorted(sizes, reverse=True)) for start, sizes in lengths.items()}
        self._spaced = any(not all(map(is_han, term)) for term in self._cuts)

    def spans(self, text: str) -> list[Span]:
        """Return the (start, end) of each token that a term settles, in order and without overlap.

        A stray space between Latin letters or signs of a term is passed over: ``合舟共济e +``.
        """
        found: list[Span] = []
        reached = 0
        starts = self._starts
        for here, pair in enumerate(map(str.__add__, text, text[1:])):
            if here < reached or pair not in starts:
                continue
            for length in starts[pair]:
                end = here + length
                cut = self._cuts.get(text[here:end])
                if cut is None and self._spaced:
                    end, cut = self._across_space(text, here, length)
                if cut is not None:
                    found += _laid(here, end, cut)
                    reached = end
                    break
        return found

    def _across_space(self, text: str, here: int, length: int) -> tuple[int, tuple[str, ...] | None]:
        """Look for a term of ``length`` characters that one space interrupts."""
        end = here + length + 1
        before, space, after = text[here:end].partition(" ")
        cut = self._cuts.get(before + after) if space and before and after and end <= len(text) else None
        if cut is None or len(cut) > 1 or is_han(after[0]) or is_han(before[-1]):
            return end, None
        return end, cut


def _laid(start: int, end: int, cut: Sequence[str]) -> list[Span]:
    if len(cut) == 1:
        return [(start, end)]
    spans = []
    for word in cut:
        spans.append((start, start + len(word)))
        start += len(word)
    return spans


def without_overlap(spans: Sequence[Span], fixed: Sequence[Span]) -> list[Span]:
    """Return ``fixed`` and those of ``spans`` that do not touch them, in order."""
    if not fixed:
        return list(spans)
    free = [span for span in spans if not any(span[0] < end and start < span[1] for start, end in fixed)]
    return sorted([*free, *fixed])
