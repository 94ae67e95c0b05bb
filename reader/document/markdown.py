"""Markdown: its blocks become paragraphs, its marks become gaps, so that offsets hold in the source.

Blocks are told apart by markdown-it; where the words of a block stand in the source is found by
following them through it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.document.model import Paragraph, ParagraphKind
from reader.document.plain import Parts, limited, sections_of

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"^(title|author)\s*:\s*(.+?)\s*$", re.MULTILINE | re.IGNORECASE)
_VISIBLE = ("text", "code_inline", "softbreak", "hardbreak", "image")


def take_apart(text: str) -> Parts:
    """Cut a Markdown text into paragraphs: headings, body, quotes, list items, code as it stands."""
    from markdown_it import MarkdownIt

    front = _FRONT_MATTER.match(text)
    body = front.end() if front else 0
    tokens = MarkdownIt("commonmark", {"html": False}).parse(text[body:])
    starts = _line_starts(text[body:])
    paragraphs: list[Paragraph] = []
    quotes = 0
    for index, token in enumerate(tokens):
        quotes += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if token.map is None or token.type not in ("inline", "fence", "code_block"):
            continue
        begin = body + starts[token.map[0]]
        end = body + starts[min(token.map[1], len(starts) - 1)]
        if token.type == "inline":
            heading = tokens[index - 1].type == "heading_open"
            kind = ParagraphKind.HEADING if heading else ParagraphKind.QUOTE if quotes else ParagraphKind.BODY
            level = int(tokens[index - 1].tag[1:]) if heading else 0
            paragraphs.extend(_inline(text, begin, end, token, kind, level))
        else:
            paragraphs.extend(_verbatim(text, begin, end, token.content))
    found = limited(paragraphs)
    fields = {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(front[1])} if front else {}
    title = fields.get("title") or next((p.text for p in found if p.kind is ParagraphKind.HEADING), "")
    return Parts(title, fields.get("author", ""), found, sections_of(found))


def _line_starts(text: str) -> list[int]:
    """Return where each line begins, as markdown-it counts lines, and the end of the text."""
    starts = [0]
    starts.extend(match.end() for match in re.finditer(r"\r\n|\n|\r", text))
    starts.append(len(text))
    return starts


def _inline(
    text: str, begin: int, end: int, token: Token, kind: ParagraphKind, level: int
) -> list[Paragraph]:
    """Follow the visible words of an inline token through its source, noting what lies between them."""
    shown: list[str] = []
    gaps: list[tuple[int, int]] = []
    start = cursor = -1
    length = 0
    for child in _visible(token.children or ()):
        piece = child.content
        if child.type in ("softbreak", "hardbreak"):
            match = re.compile(r"\s*(?:\r\n|\n|\r)").search(text, max(cursor, begin), end)
            if match is None or start < 0:
                continue
            if _joins_without_space(shown[-1], text, match.end()):
                continue
            piece, place = " ", match.end() - 1
        else:
            place = text.find(piece, max(cursor, begin), end)
            if not piece or place < 0:
                continue  # an entity or escape: what it stands for is not in the source as such
        if start < 0:
            start = place
        elif place > cursor:
            gaps.append((length, place - cursor))
        shown.append(piece)
        length += len(piece)
        cursor = place + len(piece)
    joined = "".join(shown)
    return [Paragraph(joined, start, kind, level=level, gaps=tuple(gaps))] if joined.strip() else []


def _visible(children: Sequence[Token]) -> list[Token]:
    return [child for child in children if child.type in _VISIBLE]


def _joins_without_space(before: str, text: str, place: int) -> bool:
    """True where a line break stands between Chinese characters, which no space parts."""
    after = text[place : place + 8].lstrip(" \t>")[:1]
    return not (before[-1:].isascii() and after.isascii())


def _verbatim(text: str, begin: int, end: int, content: str) -> list[Paragraph]:
    paragraphs = []
    cursor = begin
    for line in content.splitlines():
        stripped = line.strip()
        place = text.find(stripped, cursor, end) if stripped else -1
        if place >= 0:
            paragraphs.append(Paragraph(stripped, place, ParagraphKind.QUOTE))
            cursor = place + len(stripped)
    return paragraphs
