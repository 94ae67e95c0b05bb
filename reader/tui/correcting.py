"""Other ways to cut and to read a place in a text, and what taking one of them would change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reader.annotation import Annotation
from reader.document.model import Document, ParagraphKind, Position
from reader.language.reading import Reading
from reader.language.token import Kind
from reader.study.correction import Correction, Scope
from reader.study.corrections import Fixed, preview

Alternatives = Callable[[str, int, int], Sequence[tuple[str, ...]]]
_WORDS = (Kind.WORD, Kind.NAME, Kind.NUMBER, Kind.LATIN)
MOST_WAYS = 14


@dataclass(frozen=True, slots=True)
class Way:
    """One way: the words ``pieces`` from ``start`` on, or, where ``reading`` is set, how one word is read."""

    start: int
    pieces: tuple[str, ...]
    reading: str = ""

    @property
    def surface(self) -> str:
        return "".join(self.pieces)

    @property
    def end(self) -> int:
        return self.start + len(self.surface)

    @property
    def shown(self) -> str:
        """The way as a learner reads it: ``网格 | 员``, or ``huán``."""
        return Reading.parse(self.reading).marks() if self.reading else " | ".join(self.pieces)

    def correction(self, scope: Scope) -> Correction:
        if self.reading:
            return Correction.read(scope, self.surface, self.reading)
        return Correction.cut(scope, *self.pieces)

    def with_fixed(self, fixed: Fixed) -> tuple[list[tuple[int, int]], dict[tuple[int, int], str]]:
        """Return what is settled in the paragraph if this way is taken: spans of words, and readings."""
        readings = {(start, end): reading for start, end, reading in fixed.readings}
        if self.reading:
            return list(fixed.spans), readings | {(self.start, self.end): self.reading}
        spans = [span for span in fixed.spans if span[1] <= self.start or span[0] >= self.end]
        at = self.start
        for piece in self.pieces:
            spans.append((at, at + len(piece)))
            at += len(piece)
        return sorted(spans), readings


def ways_to_cut(
    text: str,
    annotations: Sequence[Annotation],
    index: int,
    alternatives: Alternatives,
    phrase: tuple[int, int] | None = None,
) -> tuple[Way, ...]:
    """Return the ways to cut the text around a token, likeliest first; the present one is not among them.

    ``phrase`` is what the learner dragged over: keeping it whole then comes first.
    """
    found: list[Way] = []
    present = {annotation.token.start: annotation.token.end for annotation in annotations}
    for way in _proposed(text, annotations, index, alternatives, phrase):
        at, same = way.start, True
        for piece in way.pieces:
            same = same and present.get(at) == at + len(piece)
            at += len(piece)
        if not same and way not in found and len(found) < MOST_WAYS:
            found.append(way)
    return tuple(found)


def _proposed(
    text: str,
    annotations: Sequence[Annotation],
    index: int,
    alternatives: Alternatives,
    phrase: tuple[int, int] | None,
) -> Iterator[Way]:
    if phrase is not None:
        yield Way(phrase[0], (text[phrase[0] : phrase[1]],))
        for pieces in alternatives(text, *phrase):
            yield Way(phrase[0], tuple(pieces))
    token = annotations[index].token
    if len(token.text) > 1:
        for pieces in alternatives(text, token.start, token.end):
            yield Way(token.start, tuple(pieces))
        for cut in range(1, len(token.text)):
            yield Way(token.start, (token.text[:cut], token.text[cut:]))
    for first, last in ((index, index + 1), (index - 1, index)):
        if first >= 0 and last < len(annotations):
            start, end = annotations[first].token.start, annotations[last].token.end
            if all(annotations[each].token.kind in _WORDS for each in (first, last)):
                yield Way(start, (text[start:end],))
                for pieces in alternatives(text, start, end):
                    yield Way(start, tuple(pieces))
    if len(token.text) > 2:
        yield Way(token.start, tuple(token.text))


def ways_to_read(
    annotation: Annotation, candidates: Sequence[str], of_character: Callable[[str], Sequence[str]]
) -> tuple[Way, ...]:
    """Return the other readings of a token: those dictionaries give it, then those of its characters."""
    token, present = annotation.token, str(annotation.reading)
    found = dict.fromkeys(each for each in candidates if each != present)
    syllables = present.split()
    if len(syllables) == len(token.text):
        for place, char in enumerate(token.text):
            for other in of_character(char):
                changed = " ".join([*syllables[:place], other.lower(), *syllables[place + 1 :]])
                if changed != present:
                    found.setdefault(changed)
    return tuple(Way(token.start, (token.text,), reading) for reading in list(found)[:MOST_WAYS])


SCOPES = ("here", "in this text", "everywhere")


def scope_of(name: str, document: Document, paragraph: int, start: int) -> Scope:
    """Return the scope that one of ``SCOPES`` means at a place."""
    if name == "here":
        return Scope.here(document.digest, Position(paragraph, start))
    return Scope.text(document.digest) if name == "in this text" else Scope.everywhere()


def places_changed(correction: Correction, document: Document) -> int:
    """Return how many places of the document, hidden ones apart, a correction holds at."""
    paragraphs = (
        (document.digest, index, each.text)
        for index, each in enumerate(document.paragraphs)
        if each.kind is not ParagraphKind.HIDDEN
    )
    return len(preview(correction, paragraphs))
