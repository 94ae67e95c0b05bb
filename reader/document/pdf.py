"""PDF with a text layer: lines that were broken to fit a page are joined again, as Chinese is written.

What repeats at the edge of page after page (a running title, a page number) is set aside. There is no
character recognition: a scan is refused as one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from reader.document.block import Block, Extracted
from reader.document.model import ParagraphKind
from reader.document.pdf_lines import Line, pdf_pages
from reader.document.plain import MARGIN
from reader.errors import DocumentError

_DIGITS = re.compile(r"[0-9０-９]+|(?<=第)[零一二三四五六七八九十百]+(?=页)")
_EDGE = 2
"""Lines at the top and at the bottom of a page that may be its running title and number."""
_APART = 1.3
"""How much farther than lines of text a running title stands from them, at least."""
_NUMBER = re.compile(r"[\W#第页頁]*#[\W#第共页頁]*")
_SENTENCE_ENDS = tuple("。！？”’」』：:.!?…）")
_UNBROKEN = "".join(map(chr, range(0x21, 0x7F)))
_SPREAD = re.compile("(?<=[\u2e80-\uffef\u201c\u201d]) (?=[\u2e80-\uffef\u201c\u201d])")
_NO_START = tuple("，。、；：？！”’」』）》〉…·")
_BAD = re.compile("[\0-\x08\x0b\x0e-\x1f\ufffd-\uffff\ue000-\uf8ff]")


def pdf(data: bytes, name: str) -> Extracted:
    """Take a PDF apart.

    Raises DocumentError where it has no text, or none that can be read.
    """
    pages = pdf_pages(data, name)
    text = "".join(line.text for page in pages for line in page)
    if not text.strip():
        raise DocumentError(
            f"{name}: a PDF without text, probably a scan; dushu reads no pictures: recognise its text first"
        )
    if len(_BAD.findall(text)) * 3 > len(text):
        raise DocumentError(
            f"{name}: a PDF whose fonts do not say what their characters are; look for it in another format"
        )
    running = _running(pages)
    blocks = _blocks(pages, running)
    hidden = sum(block.kind is ParagraphKind.HIDDEN for block in blocks)
    warnings = (f"{hidden} running titles and page numbers are hidden",) if hidden else ()
    first = next((b.text for b in blocks if b.kind is ParagraphKind.HEADING), "")
    return Extracted(tuple(blocks), first if len(first) <= 60 else "", encoding="PDF", warnings=warnings)


def _shape(line: Line) -> str:
    return _DIGITS.sub("#", "".join(line.text.split()))


def _edges(page: Sequence[Line]) -> list[Line]:
    """Return the lines at both ends of a page that stand apart from its text, or are a number."""
    ordered = sorted(page, key=lambda line: line.bottom)
    spacing = median([b.bottom - a.bottom for a, b in pairwise(ordered)]) if len(ordered) > 1 else 0.0
    found = []
    for way in (ordered, ordered[::-1]):
        for line, following in zip(way[:_EDGE], [*way[1 : _EDGE + 1], None], strict=False):
            apart = (
                following is None
                or abs(line.bottom - following.bottom) > _APART * spacing
                or abs(line.size - following.size) > 0.1 * following.size
            )
            if not apart and not _NUMBER.fullmatch(_shape(line)):
                break
            found.append(line)
    return found


def _running(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Return the shapes of lines that stand at the edge of most pages, or of every other one."""
    written = [page for page in pages if page]
    if len(written) < 3:
        return frozenset()
    counts = Counter(shape for page in written for shape in {_shape(line) for line in _edges(page)})
    enough = max(3, 0.4 * len(written))
    return frozenset(shape for shape, count in counts.items() if count >= enough and len(shape) <= 40)


def _blocks(pages: Sequence[Sequence[Line]], running: frozenset[str]) -> list[Block]:
    blocks: list[Block] = []
    paragraph: list[Line] = []
    aside: list[Block] = []
    sizes = Counter(
        round(line.size) for page in pages for line in page for _ in range(1 + len(line.text) // 10)
    )
    usual = sizes.most_common(1)[0][0] or 1

    def close() -> None:
        if paragraph:
            blocks.append(_block(paragraph, usual))
        paragraph.clear()
        blocks.extend(aside)
        aside.clear()

    for page in pages:
        edges = {id(line) for line in _edges(page)} if running else set()
        text = [line for line in page if id(line) not in edges or _shape(line) not in running]
        left, right, spacing = _measures(text)
        for line in text:
            if paragraph and not _goes_on(paragraph[-1], line, left, right, spacing):
                close()
            paragraph.append(line)
        for line in page:
            if id(line) in edges and _shape(line) in running:
                shown = _clean(line.text)
                aside.append(Block(shown, ParagraphKind.HIDDEN, note="running title or page number"))
    close()
    return [block for block in blocks if block.text]


def _measures(lines: Sequence[Line]) -> tuple[float, float, float]:
    """Return where the lines of a page begin and end, and how far they stand apart."""
    if not lines:
        return 0.0, 0.0, 0.0
    lefts = Counter(round(line.left) for line in lines)
    left = min(
        place for place, count in lefts.items() if count >= max(1, 0.2 * len(lines)) or len(lefts) > 20
    )
    rights = sorted(line.right for line in lines)
    apart = [a.bottom - b.bottom for a, b in pairwise(lines) if a.bottom > b.bottom]
    return float(left), rights[int(0.9 * (len(rights) - 1))], median(apart) if apart else 0.0


def _goes_on(before: Line, line: Line, left: float, right: float, spacing: float) -> bool:
    """True where ``line`` is the rest of the line before, broken to fit the page."""
    size = max(before.size, 1.0)
    if abs(line.size - before.size) > 0.15 * size:
        return False
    if line.text.startswith(_NO_START):
        return True
    unfinished = not before.text.rstrip().endswith(_SENTENCE_ENDS)
    word = len(line.text) - len(line.text.lstrip(_UNBROKEN))  # it had no room at the end of the line before
    full = before.right >= right - ((5 if unfinished else 2.2) + 0.6 * min(word, 30)) * size
    indented = line.left > left + 1.2 * size
    apart = 0 < spacing * 1.35 < before.bottom - line.bottom
    return full and not indented and not apart and not line.text.startswith(("\u3000", "    "))


def _block(lines: Sequence[Line], usual: float) -> Block:
    joined = ""
    for line in lines:
        text = _clean(line.text)
        between = " " if joined[-1:].isascii() and text[:1].isascii() and joined and text else ""
        if between and re.search(r"[a-z]-$", joined) and text[:1].islower():
            joined, between = joined[:-1], ""
        joined += between + text
    large = lines[0].size >= 1.15 * usual and len(joined) <= 60
    if not large:
        return Block(joined)
    return Block(joined, ParagraphKind.HEADING, level=1 if lines[0].size >= 1.5 * usual else 2)


def _clean(text: str) -> str:
    """Return a line as it was written: where it was spread to fill its width, the spaces are none."""
    text = _BAD.sub("\ufffd", text).strip(MARGIN + "\r\n\f\v\x02")
    if text.count(" ") * 3 > len(text) > 6:
        text = _SPREAD.sub("", text)
    return text
