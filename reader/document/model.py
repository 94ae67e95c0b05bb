"""A document as the reader holds it: paragraphs, sections, and positions that never move."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

PARAGRAPH_LIMIT = 2_000
"""Code points in a paragraph at most; loaders cut longer ones at a sentence end, so no paint is slow."""

NO_PICTURE = "no picture"
"""The ``note`` of a caption whose picture is not in the text."""


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


@dataclass(frozen=True, slots=True, init=False)
class Paragraph:
    """A stretch of text without line breaks, ``start`` code points into the source text.

    ``gaps`` are what was left out of it (marks of emphasis, addresses of links): pairs of an offset into
    ``text`` and how many code points of the source are missing there. ``continues`` marks the later pieces
    of a paragraph that was longer than PARAGRAPH_LIMIT; ``level`` is a heading's, 1 for the highest;
    ``note`` says why a paragraph is hidden, or what it is (``footnote``). ``cue`` is when a line of subtitles
    is shown: from and to, in milliseconds. ``translation`` is what the source itself gives beside the text,
    as bilingual subtitles do; it is no part of the document's ``text``.
    """

    text: str
    start: int
    kind: ParagraphKind = ParagraphKind.BODY
    continues: bool = False
    level: int = 0
    note: str = ""
    gaps: tuple[tuple[int, int], ...] = ()
    cue: tuple[int, int] | None = None
    translation: str = ""

    def __init__(
        self,
        text: str,
        start: int,
        kind: ParagraphKind = ParagraphKind.BODY,
        continues: bool = False,
        level: int = 0,
        note: str = "",
        gaps: tuple[tuple[int, int], ...] = (),
        cue: tuple[int, int] | None = None,
        translation: str = "",
    ) -> None:
        # By hand: the generated one takes twice as long, and a novel has a hundred thousand paragraphs.
        _set_text(self, text)
        _set_start(self, start)
        _set_kind(self, kind)
        _set_continues(self, continues)
        _set_level(self, level)
        _set_note(self, note)
        _set_gaps(self, gaps)
        _set_cue(self, cue)
        _set_translation(self, translation)

    @property
    def folded(self) -> bool:
        """True of what the page shows on request only: what was hidden, what a page says of itself, and
        captions of pictures that are not there."""
        kind = self.kind
        if kind is ParagraphKind.BODY:
            return False
        return (
            kind is ParagraphKind.HIDDEN
            or kind is ParagraphKind.METADATA
            or (kind is ParagraphKind.CAPTION and self.note == NO_PICTURE)
        )

    def source_offset(self, offset: int) -> int:
        """Return where the code point at ``offset`` of this paragraph stands in the source text."""
        return self.start + offset + sum(missing for place, missing in self.gaps if place <= offset)


(
    _set_text,
    _set_start,
    _set_kind,
    _set_continues,
    _set_level,
    _set_note,
    _set_gaps,
    _set_cue,
    _set_translation,
) = (getattr(Paragraph, name).__set__ for name in Paragraph.__slots__)


@dataclass(frozen=True, slots=True)
class Section:
    """A titled run of paragraphs, from ``first`` to the next section of the same or a higher level."""

    title: str
    first: int
    level: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """A text, loaded and taken apart. ``digest`` identifies its bytes; ``text`` is the source, decoded.

    The source of a book, a web page or another container is the text taken out of it, a line a paragraph.

    ``fields`` is what a line of metadata says: (来源, 重庆法制报). ``chapters`` is the learner's own pattern
    of the lines that begin chapters. ``data`` holds the bytes where no file does: standard
    input, a clipboard.

    Nothing of the source is lost: ``text[p.source_offset(i)] == p.text[i]`` for every paragraph ``p`` and
    offset ``i`` (a line break within a paragraph is shown as a space).
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
    fields: tuple[tuple[str, str], ...] = ()
    chapters: str = ""
    data: bytes | None = field(default=None, repr=False, compare=False)
