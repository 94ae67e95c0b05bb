"""Plain text: one paragraph a line, as Chinese text files and scraped pages have it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reader.document.cleaning import clean
from reader.document.model import PARAGRAPH_LIMIT, Paragraph, ParagraphKind, Section
from reader.document.sentences import pieces

MARGIN = " \t\u3000\u00a0\ufeff"
"""What is trimmed from both ends of a line; the source keeps it."""

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a format's module makes of a text."""

    title: str
    author: str
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    warnings: tuple[str, ...] = ()


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
    )


def lines(text: str) -> Iterator[Paragraph]:
    """Yield each line that is not blank, trimmed, with its offset."""
    for match in _LINE.finditer(text):
        stripped = match[0].strip(MARGIN)
        if stripped:
            yield Paragraph(stripped, match.start() + match[0].index(stripped))


def limited(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Cut paragraphs longer than PARAGRAPH_LIMIT at sentence ends, so that none can make a paint slow."""
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
    """Return a section for each heading; a heading on the lines right after another is part of its title."""
    sections: list[Section] = []
    previous = -2
    for index, paragraph in enumerate(paragraphs):
        if paragraph.kind is not ParagraphKind.HEADING:
            continue
        if previous == index - 1 and sections and paragraphs[previous].level == paragraph.level > 1:
            last = sections.pop()
            sections.append(replace(last, title=f"{last.title} {paragraph.text}"))
        else:
            sections.append(Section(paragraph.text, index, paragraph.level))
        previous = index
    return tuple(sections)
