"""The sentences of a document, for one side or the other; hidden paragraphs are no part of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from reader.bilingual.bead import Sentence
from reader.bilingual.sentences import chinese_spans, english_spans
from reader.document.model import Document, Paragraph, ParagraphKind
from reader.language.script import has_han

Spans = Callable[[str], Iterator[tuple[int, int]]]

_ENDED = re.compile("[.!?:;…”\"'’)—*]\\s*$")
_WRAPPED = range(45, 100)
"""Code points of a line that was broken because the next word did not fit."""


def chinese_sentences(document: Document) -> tuple[Sentence, ...]:
    """Return the Chinese side's sentences, each within one paragraph."""
    return tuple(
        sentence
        for number, paragraph in enumerate(document.paragraphs)
        if paragraph.kind is not ParagraphKind.HIDDEN
        for sentence in _of(paragraph.text, number, paragraph, chinese_spans)
    )


def english_sentences(document: Document) -> tuple[Sentence, ...]:
    """Return the translation's sentences; lines broken in mid-sentence are joined first."""
    return tuple(
        sentence
        for block in _blocks(document)
        for sentence in _of(block.text, block.number, block.paragraph, english_spans)
    )


def english_paragraph(text: str, number: int) -> tuple[Sentence, ...]:
    """Return the sentences of one paragraph of a translation."""
    return tuple(_of(text, number, Paragraph(text, 0), english_spans))


def _of(text: str, number: int, paragraph: Paragraph, spans: Spans) -> Iterator[Sentence]:
    heading = paragraph.kind is ParagraphKind.HEADING
    opens = not paragraph.continues
    for start, end in spans(text):
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            begin = start + len(piece) - len(piece.lstrip())
            yield Sentence(stripped, number, begin, begin + len(stripped), opens, heading)
            opens = False


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    number: int
    paragraph: Paragraph


def _blocks(document: Document) -> Iterator[_Block]:
    """Yield the translation's paragraphs, those that were broken into lines of equal width in one piece."""
    shown = [
        (number, paragraph)
        for number, paragraph in enumerate(document.paragraphs)
        if paragraph.kind is not ParagraphKind.HIDDEN
    ]
    if not _is_wrapped(document, [paragraph for _, paragraph in shown]):
        for number, paragraph in shown:
            yield _Block(paragraph.text, number, paragraph)
        return
    lines: list[str] = []
    first: tuple[int, Paragraph] | None = None
    last: Paragraph | None = None
    for number, paragraph in shown:
        if first is not None and last is not None and not _follows(document, last, paragraph):
            yield _Block(" ".join(lines), *first)
            lines, first = [], None
        first = first or (number, paragraph)
        lines.append(paragraph.text)
        last = paragraph
    if first is not None:
        yield _Block(" ".join(lines), *first)


def _is_wrapped(document: Document, paragraphs: list[Paragraph]) -> bool:
    following = [
        last
        for last, paragraph in pairwise(paragraphs)
        if _follows(document, last, paragraph) and not has_han(last.text)
    ]
    broken = sum(len(each.text) in _WRAPPED and not _ENDED.search(each.text) for each in following)
    return len(following) >= 3 and broken > 0.5 * len(following)


def _follows(document: Document, last: Paragraph, paragraph: Paragraph) -> bool:
    """True where no blank line stands between two paragraphs of one kind."""
    if last.kind is not paragraph.kind:
        return False
    end = last.source_offset(max(0, len(last.text) - 1)) + 1
    return document.text[end : paragraph.start].count("\n") < 2
