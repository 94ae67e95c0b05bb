"""Word's DOCX: paragraphs, headings, tables and notes, by the element names of WordprocessingML.

Only the text's own parts of the archive are read: no macro, no embedded object, nothing referred to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from reader.document.archive import Archive
from reader.document.block import Block, Extracted
from reader.document.encoding import decode_part
from reader.document.markup import END, START, TEXT, attributes_of, local, pieces
from reader.document.model import ParagraphKind
from reader.document.plain import MARGIN
from reader.document.webpage import declared
from reader.errors import DocumentError

_TAG_LIMIT = 2_000_000
_BLOCKS_LIMIT = 300_000
_DEPTH_LIMIT = 1_000
_LEFT_OUT = frozenset(("rt", "fallback", "del", "movefrom", "instrtext", "deltext"))
"""Readings above characters, second copies for old programs, what was deleted, codes of fields."""
_HEADING_NAME = re.compile(r"(?:heading|标题|標題|berschrift)\s*([1-9])\s*$", re.IGNORECASE)
_TITLES = frozenset(("title", "标题", "標題"))
_CELLS_LIMIT = 40
_CONTROLS = re.compile("[\0-\x08\x0b\x0e-\x1f]")


@dataclass(slots=True)
class _Paragraph:
    pieces: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    style: str = ""
    level: int = 0
    hidden: bool = False


def word_file(archive: Archive) -> Extracted:
    """Take a document apart.

    Raises DocumentError where its text cannot be read.
    """
    text = _text(archive, "word/document.xml")
    if not text:
        raise DocumentError(f"{archive.name}: a damaged DOCX file; open it in Word and save it again")
    notes = {
        (kind, id_): said
        for kind in ("footnote", "endnote")
        for id_, said in _notes(_text(archive, f"word/{kind}s.xml"), kind, archive.name)
    }
    walk = _Walk(archive.name, _styles(_text(archive, "word/styles.xml")), notes)
    blocks = walk.blocks_of(text)
    title, author = _properties(_text(archive, "docProps/core.xml"))
    heading = next((block.text for block in blocks if block.kind is ParagraphKind.HEADING), "")
    return Extracted(tuple(blocks), title or heading, author, "utf-8", warnings=archive.warnings)


def _text(archive: Archive, path: str) -> str:
    entry = archive.find(path)
    try:
        data = archive.read(entry) if entry is not None else b""
    except KeyError:
        data = b""
    return decode_part(data, archive.name, declared(data)).text if data else ""


class _Walk:
    """Goes through the tags of a part once."""

    def __init__(self, name: str, levels: Mapping[str, int], notes: Mapping[tuple[str, str], str]) -> None:
        self._name, self._levels, self._notes = name, levels, notes
        self._blocks: list[Block] = []
        self._open: list[_Paragraph] = []
        self._rows: list[tuple[int, list[int]]] = []
        self._left_out: list[str] = []
        self._in_text = False
        self._told = 0

    def blocks_of(self, text: str) -> list[Block]:
        if text.count("<") > _TAG_LIMIT:
            raise DocumentError(f"{self._name}: more marks than any text has; save it as plain text")
        for kind, name, written in pieces(text):
            if len(self._blocks) > _BLOCKS_LIMIT or len(self._open) > _DEPTH_LIMIT:
                raise DocumentError(
                    f"{self._name}: longer than any document; save it as plain text, in parts"
                )
            if kind == TEXT:
                if self._in_text and self._open and not self._left_out:
                    self._open[-1].pieces.append(name)
                continue
            name = local(name)
            if kind != END:
                self._start(name, written)
            if kind != START:
                self._end(name)
        return self._blocks

    def _start(self, name: str, written: str) -> None:
        if self._left_out or name in _LEFT_OUT:
            if name in _LEFT_OUT:
                self._left_out.append(name)
            return
        if name == "p":
            self._open.append(_Paragraph())
        elif name == "t":
            self._in_text = True
        elif name == "tr":
            self._rows.append((len(self._blocks), []))
        elif name == "tc" and self._rows:
            self._rows[-1][1].append(len(self._blocks))
        elif self._open:
            self._within(self._open[-1], name, written)

    def _within(self, paragraph: _Paragraph, name: str, written: str) -> None:
        if name == "tab":
            if paragraph.pieces:
                paragraph.pieces.append("\t")
        elif name in ("br", "cr"):
            paragraph.pieces.append("\n")
        elif name == "nobreakhyphen":
            paragraph.pieces.append("-")
        elif name == "pstyle":
            paragraph.style = _value(written)
            paragraph.level = paragraph.level or self._levels.get(paragraph.style, 0)
        elif name == "outlinelvl":
            value = _value(written)
            if value.isdecimal() and int(value) < 9:
                paragraph.level = int(value) + 1
        elif name in ("footnotereference", "endnotereference"):
            id_ = attributes_of(written).get("w:id", "") or attributes_of(written).get("id", "")
            said = self._notes.get((name.removesuffix("reference"), id_), "")
            if said:
                self._told += 1
                paragraph.pieces.append(f"[{self._told}]")
                paragraph.notes.append((str(self._told), said))
        elif name == "docpr":
            described = " ".join(attributes_of(written).get("descr", "").split())[:300]
            paragraph.pieces.append(f"[image: {described}]" if described else "")

    def _end(self, name: str) -> None:
        if self._left_out:
            if name == self._left_out[-1]:
                self._left_out.pop()
            return
        if name == "t":
            self._in_text = False
        elif name == "p" and self._open:
            self._close(self._open.pop())
        elif name == "tr" and self._rows:
            self._join_cells(*self._rows.pop())

    def _close(self, paragraph: _Paragraph) -> None:
        style = paragraph.style.lower()
        kind, note = ParagraphKind.BODY, ""
        if paragraph.level:
            kind = ParagraphKind.HEADING
        elif "quote" in style or "引用" in style:
            kind = ParagraphKind.QUOTE
        elif "caption" in style or "题注" in style:
            kind = ParagraphKind.CAPTION
        elif style.startswith(("toc", "目录")) and style[-1:].isdecimal():
            kind, note = ParagraphKind.HIDDEN, "contents"
        for line in _CONTROLS.sub("\ufffd", "".join(paragraph.pieces)).split("\n"):
            shown = line.strip(MARGIN + "\r\f\v")
            if shown:
                self._blocks.append(Block(shown, kind, min(paragraph.level, 6), note))
        for number, said in paragraph.notes:
            self._blocks.append(Block(f"[{number}] {said}", ParagraphKind.QUOTE, note="footnote"))

    def _join_cells(self, first: int, cells: list[int]) -> None:
        """Make one line of a row of short cells."""
        row = self._blocks[first:]
        if not cells:
            return
        ends = [*cells[1:], len(self._blocks)]
        single = all(end - start == 1 for start, end in zip(cells, ends, strict=True))
        short = all(block.kind is ParagraphKind.BODY and len(block.text) <= _CELLS_LIMIT for block in row)
        if len(cells) > 1 and single and short and cells[0] == first:
            self._blocks[first:] = [Block("｜".join(block.text for block in row))]


def _value(written: str) -> str:
    attributes = attributes_of(written)
    return next((value for key, value in attributes.items() if local(key) == "val"), "")


def _styles(text: str) -> dict[str, int]:
    """Return the level of each style that makes headings; the title's is 1."""
    levels: dict[str, int] = {}
    style = ""
    for kind, name, written in pieces(text):
        if kind in (TEXT, END):
            continue
        name = local(name)
        if name == "style":
            given = attributes_of(written)
            style = next((value for key, value in given.items() if local(key) == "styleid"), "")
        elif name == "name" and style:
            called = _value(written)
            if match := _HEADING_NAME.search(called):
                levels[style] = int(match[1])
            elif called.lower() in _TITLES:
                levels[style] = 1
        elif name == "outlinelvl" and style and (value := _value(written)).isdecimal() and int(value) < 9:
            levels[style] = int(value) + 1
    return levels


def _notes(text: str, kind: str, name: str) -> list[tuple[str, str]]:
    """Return the notes of a part, by their ids, each on one line."""
    found = []
    for match in re.finditer(rf"<(?:\w+:)?{kind}\b([^>]*)>(.*?)</(?:\w+:)?{kind}>", text, re.DOTALL):
        attributes = attributes_of(match[1])
        id_ = next((value for key, value in attributes.items() if local(key) == "id"), "")
        said = " ".join(block.text for block in _Walk(name, {}, {}).blocks_of(match[2]))
        if said:
            found.append((id_, said))
    return found


def _properties(text: str) -> tuple[str, str]:
    fields = {"title": "", "creator": ""}
    within = ""
    for kind, name, _ in pieces(text):
        if kind == TEXT:
            if within:
                fields[within] += name
        else:
            within = local(name) if kind == START and local(name) in fields else ""
    return " ".join(fields["title"].split()), " ".join(fields["creator"].split())
