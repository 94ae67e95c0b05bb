"""A document as the reader holds it: paragraphs, sections, and positions that never move."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

PARAGRAPH_LIMIT = 2_000
"""Code points in a paragraph at most; loaders cut longer ones at a sentence end, so no paint is slow."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a document: paragraph index and offset into it, in code points."""

    paragraph: int
    offset: int = 0


class ParagraphKind(str, Enum):
    """What a paragraph is for; HIDDEN ones were taken aside by cleaning and can be shown again."""

    BODY = "body"
    HEADING = "heading"
    CAPTION = "caption"
    QUOTE = "quote"
    VERSE = "verse"
    METADATA = "metadata"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text without line breaks, ``start`` code points into the source text.

    ``continues`` marks the later pieces of a paragraph that was longer than PARAGRAPH_LIMIT.
    """

    text: str
    start: int
    kind: ParagraphKind = ParagraphKind.BODY
    continues: bool = False
    level: int = 0
    note: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Section:
    """A titled run of paragraphs, from ``first`` to the next section of the same or a higher level."""

    title: str
    first: int
    level: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """A text, loaded and taken apart. ``digest`` identifies its bytes; ``text`` is the source, decoded.

    ``paragraphs[i].text == text[paragraphs[i].start : paragraphs[i].end]`` for every paragraph.
    """

    digest: str
    title: str
    author: str
    source: str
    encoding: str
    text: str = field(repr=False)
    paragraphs: tuple[Paragraph, ...] = field(repr=False)
    sections: tuple[Section, ...] = ()
    warnings: tuple[str, ...] = ()
