"""Plain text: one paragraph a line, as Chinese text files and scraped pages have it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reader.document.chapters import heading
from reader.document.cleaning import clean
from reader.document.model import PARAGRAPH_LIMIT, Paragraph, ParagraphKind, Section
from reader.document.sentences import pieces

MARGIN = " \t\u3000\u00a0\ufeff"
"""What is trimmed from both ends of a line; the source keeps it."""

_BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
_EDGE = MARGIN + _BREAKS
_WITH_BREAK = re.compile(rf"[^{_BREAKS}]*[{_BREAKS}]|[^{_BREAKS}]+\Z")
_SEPARATORS = ("\x1c", "\x1d", "\x1e")
"""What Python ends a line at and no reader does."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a format's module makes of a text."""

    title: str
    author: str
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    warnings: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


def take_apart(text: str) -> Parts:
    """Cut a plain text into paragraphs, find its title and headings, and clean it of page furniture."""
    cleaned = clean(tuple(lines(text)))
    paragraphs = limited(cleaned.paragraphs)
    return Parts(
        title=cleaned.title,
        author=cleaned.author,
        paragraphs=paragraphs,
        sections=sections_of(paragraphs),
        warnings=cleaned.notes,
        fields=cleaned.fields,
    )


def lines(text: str) -> Iterator[Paragraph]:
    """Yield each line that is not blank, trimmed, with its offset."""
    whole = (
        (match[0] for match in _WITH_BREAK.finditer(text))
        if any(mark in text for mark in _SEPARATORS)
        else text.splitlines(keepends=True)
    )
    start = 0
    for line in whole:
        stripped = line.strip(_EDGE)
        if stripped:
            first = 0 if line[0] == stripped[0] else line.index(stripped)
            yield Paragraph(stripped, start + first)
        start += len(line)


def limited(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Cut paragraphs longer than PARAGRAPH_LIMIT at sentence ends, so that none can make a paint slow."""
    if all(len(paragraph.text) <= PARAGRAPH_LIMIT for paragraph in paragraphs):
        return tuple(paragraphs)
    return tuple(piece for paragraph in paragraphs for piece in _pieces(paragraph))


def _pieces(paragraph: Paragraph) -> Iterator[Paragraph]:
    if len(paragraph.text) <= PARAGRAPH_LIMIT:
        yield paragraph
        return
    gaps, missing = paragraph.gaps, 0
    first = last = 0  # the gaps of the piece
    for start, end in pieces(paragraph.text, PARAGRAPH_LIMIT):
        # A gap at the very start of a piece is already counted in where the piece starts.
        while first < len(gaps) and gaps[first][0] <= start:
            missing += gaps[first][1]
            first += 1
        last = max(last, first)
        while last < len(gaps) and gaps[last][0] < end:
            last += 1
        yield replace(
            paragraph,
            text=paragraph.text[start:end],
            start=paragraph.start + start + missing,
            continues=paragraph.continues or start > 0,
            gaps=tuple((place - start, length) for place, length in gaps[first:last]),
        )


def sections_of(paragraphs: Sequence[Paragraph]) -> tuple[Section, ...]:
    """Return a section for each heading.

    A heading on the line right after another is part of its title, unless each heads a chapter of its own.
    """
    sections: list[Section] = []
    previous = -2
    for index in [at for at, each in enumerate(paragraphs) if each.kind is ParagraphKind.HEADING]:
        paragraph = paragraphs[index]
        if previous == index - 1 and paragraphs[previous].level == paragraph.level > 1:
            last = sections[-1]
            if paragraph.text == last.title:  # a chapter's name in the text and again by itself
                continue
            if heading(paragraph.text) is None:
                sections[-1] = replace(last, title=f"{last.title} {paragraph.text}")
                previous = index
                continue
        sections.append(Section(paragraph.text, index, paragraph.level))
        previous = index
    return tuple(sections)
