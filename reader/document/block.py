"""What a format's module makes of a file that is no plain text: blocks, in reading order.

The source text of such a document is what was taken out of the container: the texts of the blocks, a line
each. So every paragraph has a place in it, as in a plain text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.document.model import Paragraph, ParagraphKind, Section
from reader.document.plain import limited, sections_of


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph that has no place yet. What the fields mean, :class:`Paragraph` says."""

    text: str
    kind: ParagraphKind = ParagraphKind.BODY
    level: int = 0
    note: str = ""
    cue: tuple[int, int] | None = None
    translation: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of contents; ``block`` is the index of the block it leads to."""

    title: str
    block: int
    level: int = 1


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was taken out of a file. Without ``contents``, the headings are the contents."""

    blocks: tuple[Block, ...]
    title: str = ""
    author: str = ""
    encoding: str = ""
    contents: tuple[Entry, ...] = ()
    warnings: tuple[str, ...] = ()


def composed(extracted: Extracted) -> tuple[str, tuple[Paragraph, ...], tuple[Section, ...]]:
    """Return the text of the blocks, a line each, the paragraphs in it, and the sections."""
    paragraphs: list[Paragraph] = []
    first: list[int] = []
    start = 0
    for block in extracted.blocks:
        first.append(len(paragraphs))
        whole = Paragraph(
            block.text,
            start,
            block.kind,
            level=block.level,
            note=block.note,
            cue=block.cue,
            translation=block.translation,
        )
        paragraphs.extend(limited((whole,)))
        start += len(block.text) + 1
    text = "\n".join(block.text for block in extracted.blocks)
    return text, tuple(paragraphs), _sections(extracted.contents, first) or sections_of(paragraphs)


def _sections(contents: Sequence[Entry], first: Sequence[int]) -> tuple[Section, ...]:
    """Return the sections in the order of the text; a line that leads past its end has none."""
    return tuple(
        Section(entry.title, first[entry.block], entry.level)
        for entry in sorted(contents, key=lambda entry: entry.block)
        if entry.block < len(first)
    )
