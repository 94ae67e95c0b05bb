"""Blocks of text from the marks of a web page or of a book's chapter. What cannot be seen is no text.

Words are never split by marks within a line, and blocks are never glued: only elements that stand by
themselves on a page end a block.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from reader.document.block import Block
from reader.document.markup import EMPTY, END, RAW, TEXT, attributes_of, local, pieces
from reader.document.model import ParagraphKind
from reader.document.plain import MARGIN
from reader.errors import DocumentError

TAG_LIMIT = 500_000
"""Tags in a page at most; the longest novels in one file have about half of that."""


def _names(*lines: str) -> frozenset[str]:
    return frozenset(name for line in lines for name in line.split())


_UNSEEN = _names(
    "script style noscript template svg iframe object audio video canvas select datalist button textarea xmp",
    "noembed noframes rt rp rtc metadata map applet progress meter",
)
_VOID = _names("area base br col embed hr img input link meta param source track wbr keygen image")
_BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset",
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup html legend li main menu nav ol",
    "p pre section summary table tbody td tfoot th thead title tr ul option optgroup",
)
_ENDS_ITSELF: Mapping[str, frozenset[str]] = {
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "tr": frozenset(("tr", "td", "th")),
    "td": frozenset(("td", "th")),
    "th": frozenset(("td", "th")),
    "body": frozenset(("head",)),
}
"""What the beginning of an element ends, where it stands open within the same list or table."""
_RUBY = frozenset(("rt", "rp", "rtc"))
_HIDING = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))(?:[\s;!]|$)", re.IGNORECASE
)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_BREAKS = re.compile(r"(?<=[\u2e80-\uffef]) ?\n ?(?=[\u2e80-\uffef])")
_CELLS_LIMIT = 40
_FOOTNOTE = re.compile(r"\b(?:foot|end|rear)notes?\b|\bdoc-(?:foot|end)note\b")
_NOTE_MARK = re.compile(r"note-?(?:ref|back)|backlink|footnote|endnote")
_CONTROLS = re.compile("[\0-\x08\x0b\x0e-\x1f]")


@dataclass(slots=True, eq=False)
class Region:
    """An element that holds blocks: where it stands, and what it calls itself."""

    name: str
    parent: Region | None
    role: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A block, the element it stands in, and how many of its characters are links."""

    block: Block
    region: Region
    linked: int


@dataclass(slots=True)
class Hypertext:
    """What a page shows, in order. ``anchors`` lead from an element's id to the index of a block."""

    blocks: list[Placed] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    title: str = ""
    fields: dict[str, str] = field(default_factory=dict)


def hypertext(text: str, name: str, *, xml: bool = False, placeholders: bool = False) -> Hypertext:
    """Take the markup of ``name`` apart; ``placeholders`` stand for every image, else for described ones.

    Raises DocumentError where there are more tags than any text has.
    """
    if text.count("<") > TAG_LIMIT:
        raise DocumentError(f"{name}: has over {TAG_LIMIT:,} tags, more than any text; save it as plain text")
    builder = _Builder(placeholders)
    for kind, piece, written in pieces(text):
        if kind == TEXT:
            builder.text(piece)
            continue
        tag = local(piece) if ":" in piece else piece
        if kind == END:
            builder.end(tag)
            continue
        builder.start(tag, written)
        if kind == EMPTY and tag not in _VOID and (xml or tag in RAW):
            builder.end(tag)
    builder.flush()
    return builder.page


class _Builder:
    def __init__(self, placeholders: bool) -> None:
        self.page = Hypertext()
        self._placeholders = placeholders
        root = Region("", None)
        self.page.regions.append(root)
        self._stack = [root]
        self._open: dict[str, int] = {}
        self._unseen: list[str] = []
        self._buffer: list[str] = []
        self._linked = 0
        self._in_link = False
        self._note_from = -1
        self._in_title = False
        self._only_images = True
        self._cells: list[int] = []

    # Text

    def text(self, text: str) -> None:
        if self._unseen:
            return
        if self._in_title:
            self.page.title += text
            return
        self._buffer.append(text)
        if not text.isspace():
            self._only_images = False
            if self._in_link:
                self._linked += len(text)

    def flush(self) -> None:
        """End the block, if there is one."""
        if not self._buffer:
            return
        written, only_images = "".join(self._buffer), self._only_images
        self._buffer, self._only_images = [], True
        linked, self._linked = self._linked, 0
        lines = written.splitlines() if self._open.get("pre") else [_one_line(written)]
        for line in lines:
            shown = _CONTROLS.sub("\ufffd", line).strip(MARGIN + "\n\r\f\v")
            if shown:
                block = self._block(shown, only_images)
                self.page.blocks.append(Placed(block, self._stack[-1], min(linked, len(shown))))

    def _block(self, text: str, only_images: bool) -> Block:
        region, note = self._stack[-1], ""
        kind, level = ParagraphKind.BODY, 0
        captions = self._open.get("figcaption") or self._open.get("caption") or region.role == "caption"
        if only_images or captions:
            kind = ParagraphKind.CAPTION
        elif heading := next((name for name in _HEADINGS if self._open.get(name)), ""):
            kind, level = ParagraphKind.HEADING, int(heading[1])
        elif self._open.get("pre"):
            kind = ParagraphKind.VERSE
        elif self._open.get("blockquote"):
            kind = ParagraphKind.QUOTE
        if self._footnote(region):
            kind, note = ParagraphKind.QUOTE, "footnote"
        return Block(text, kind, level, note)

    def _footnote(self, region: Region) -> bool:
        around: Region | None = region
        for _ in range(4):
            if around is None:
                return False
            if around.name in ("aside", "li", "div", "section", "p", "dd") and _FOOTNOTE.search(around.role):
                return True
            around = around.parent
        return False

    # Tags

    def start(self, name: str, written: str) -> None:
        if self._unseen:
            self._start_unseen(name)
            if self._unseen:
                return
        attributes = attributes_of(written) if written else {}
        if (anchor := attributes.get("id") or (attributes.get("name") if name == "a" else "")) and len(
            self.page.anchors
        ) < 100_000:
            self._anchor(anchor, name)
        if name in _VOID:
            self._void(name, attributes)
        elif name in _UNSEEN or _hidden(attributes):
            if name in _BLOCKS:
                self._begin_block(name)
            self._unseen.append(name)
        elif name in _BLOCKS:
            self._begin_block(name)
            role = " ".join(
                attributes.get(key, "") for key in ("id", "class", "role", "epub:type", "type", "itemprop")
            )
            self._push(Region(name, self._stack[-1], role.lower()))
            self._in_title = name == "title"
        elif name == "a":
            self._in_link = bool(attributes.get("href"))
            said = " ".join(attributes.get(key, "") for key in ("epub:type", "role", "class"))
            self._note_from = len(self._buffer) if _NOTE_MARK.search(said) else -1
        elif name == "q":
            self.text("“")

    def end(self, name: str) -> None:
        if self._unseen:
            if name in self._unseen:
                while self._unseen.pop() != name:
                    pass
                return
            if not self._open.get(name) and not (name == "ruby" and self._unseen[0] in _RUBY):
                return
            self._unseen.clear()
        if name == "a":
            self._in_link = False
            self._end_note_mark()
        elif name == "q":
            self.text("”")
        elif name == "br":
            self._void(name, {})
        elif name in _BLOCKS and self._open.get(name):
            self.flush()
            while self._pop() != name:
                pass

    def _end_note_mark(self) -> None:
        """Tell the mark of a note from the text it stands in; the way back to the mark is no text."""
        if 0 <= self._note_from < len(self._buffer):
            mark = "".join(self._buffer[self._note_from :]).strip()
            if mark.strip("↩↑^\ufe0e\ufe0f") == "":
                self._buffer[self._note_from :] = []
            elif len(mark) <= 4 and mark.isalnum():
                self._buffer[self._note_from :] = [f"[{mark}]"]
        self._note_from = -1

    def _start_unseen(self, name: str) -> None:
        """Go on not showing, unless the beginning of ``name`` ends what is not shown."""
        only = self._unseen[0] if len(self._unseen) == 1 else ""
        ends = (
            (only in _RUBY and (name in _RUBY or name in ("rb", "ruby") or name in _BLOCKS))
            or (only == "p" and name in _BLOCKS)
            or only in _ENDS_ITSELF.get(name, ())
        )
        if ends:
            self._unseen.clear()
        elif name not in _VOID and len(self._unseen) < 10_000:
            self._unseen.append(name)

    def _begin_block(self, name: str) -> None:
        """End what the beginning of a block ends: the block before, an open paragraph, the item before."""
        self.flush()
        if self._open.get("p") and self._stack[-1].name == "p":
            self._pop()
        ends = _ENDS_ITSELF.get(name)
        while ends and self._stack[-1].name in ends:
            self._pop()

    def _push(self, region: Region) -> None:
        self.page.regions.append(region)
        self._stack.append(region)
        self._open[region.name] = self._open.get(region.name, 0) + 1
        if region.name == "tr":
            self._cells.append(len(self.page.blocks))

    def _pop(self) -> str:
        region = self._stack.pop()
        self._open[region.name] -= 1
        if region.name == "title":
            self._in_title = False
        elif region.name == "tr":
            self._join_cells(self._cells.pop(), region)
        return region.name

    def _join_cells(self, first: int, row: Region) -> None:
        """Make one line of a row of short cells; where cells hold paragraphs, the table is a layout."""
        cells = self.page.blocks[first:]
        plain = all(
            cell.region.parent is row
            and len(cell.block.text) <= _CELLS_LIMIT
            and cell.block.kind is ParagraphKind.BODY
            for cell in cells
        )
        if len(cells) > 1 and plain and len({id(cell.region) for cell in cells}) == len(cells):
            text = "｜".join(cell.block.text for cell in cells)
            linked = sum(cell.linked for cell in cells)
            self.page.blocks[first:] = [Placed(Block(text), row, linked)]

    def _anchor(self, anchor: str, name: str) -> None:
        if name in _BLOCKS:
            self.flush()
        self.page.anchors.setdefault(anchor, len(self.page.blocks))

    def _void(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "br":
            if any(self._open.get(heading) for heading in _HEADINGS):
                self._buffer.append(" ")
            elif self._open.get("pre"):
                self._buffer.append("\n")
            else:
                self.flush()
        elif name == "hr":
            self.flush()
        elif name in ("img", "image"):
            self._image(attributes)
        elif name == "meta":
            key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            if key and len(self.page.fields) < 200:
                self.page.fields.setdefault(key.lower(), attributes.get("content", ""))

    def _image(self, attributes: Mapping[str, str]) -> None:
        if _hidden(attributes):
            return
        described = _SPACES.sub(" ", attributes.get("alt", "")).strip()[:300]
        sign = len(described) <= 4 and not any(map(str.isalnum, described))
        if len(described) == 1 or (described and sign):  # a rare character or an emoji, drawn
            self.text(described)
        elif described or self._placeholders:
            self._buffer.append(f"[image: {described}]" if described else "[image]")


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def _hidden(attributes: Mapping[str, str]) -> bool:
    if not attributes:
        return False
    return "hidden" in attributes or bool(_HIDING.search(attributes.get("style", "")))


def _one_line(text: str) -> str:
    """Return ``text`` as browsers show it: runs of spaces are one, and none for a line break in Chinese."""
    if "\n" in text or "\r" in text:
        text = re.sub(r"[ \t\f]*[\r\n][ \t\r\n\f]*", "\n", text)
        text = _BREAKS.sub("", text)
    return _SPACES.sub(" ", text)
