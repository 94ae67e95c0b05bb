"""EPUB 2 and 3: the chapters in reading order, with what is missing named.

Books are made by many hands. What can be read is shown; what the package names and the archive does not hold
is listed. A locked book is refused as locked; obfuscated fonts lock nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reader.document.archive import Archive
from reader.document.block import Block, Entry, Extracted
from reader.document.encoding import decode_part
from reader.document.epub_package import Package, package_of
from reader.document.hypertext import Hypertext, hypertext
from reader.document.markup import EMPTY, START, attributes_of, local, pieces
from reader.document.model import ParagraphKind
from reader.document.webpage import declared
from reader.errors import DocumentError

_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_RIGHTS = ("META-INF/rights.xml", "META-INF/license.lcpl", "META-INF/sinf.xml")
_FONT_NAMES = (".ttf", ".otf", ".woff", ".woff2", ".ttc")
_CHARACTERS_LIMIT = 40_000_000
"""Characters in a book at most; the longest novels have ten million."""
_BLOCKS_LIMIT = 400_000
_NAMED = 5
"""Missing parts that are named one by one."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the book: what it calls itself, its first block, and where those anchors are that matter."""

    path: str
    title: str
    first: int
    anchors: Mapping[str, int]


def book(archive: Archive, encoding: str | None = None) -> Extracted:
    """Take a book apart.

    Raises DocumentError where it is locked, or has no chapter that can be read.
    """
    _refuse_locked(archive)
    package = package_of(archive)
    blocks: list[Block] = []
    chapters: list[Chapter] = []
    missing: list[str] = list(package.missing)
    encodings: set[str] = set()
    warnings: list[str] = []
    characters = 0
    wanted = {(path, anchor) for _, path, anchor, _ in package.contents}
    for path in package.spine:
        entry = archive.find(path)
        if entry is None:
            missing.append(path)
            continue
        try:
            data = archive.read(entry)
        except KeyError:
            missing.append(path)
            continue
        if not data.strip(b"\0 \r\n\t"):
            missing.append(path)
            continue
        decoded = decode_part(data, f"{archive.name}: {entry}", declared(data), encoding)
        encodings.add(decoded.encoding)
        warnings.extend(f"{entry}: {warning}" for warning in decoded.warnings)
        page = hypertext(decoded.text, archive.name, xml=True, placeholders=True)
        anchors = {anchor: at for anchor, at in page.anchors.items() if (entry, anchor) in wanted}
        chapters.append(Chapter(entry, " ".join(page.title.split()), len(blocks), anchors))
        blocks.extend(_blocks(page))
        characters += sum(len(placed.block.text) for placed in page.blocks)
        if characters > _CHARACTERS_LIMIT or len(blocks) > _BLOCKS_LIMIT:
            raise DocumentError(f"{archive.name}: longer than any book; split it, and open the parts")
    if not blocks:
        raise DocumentError(
            f"{archive.name}: an EPUB without a chapter that can be read; get the book again{_list(missing)}"
        )
    contents = _contents(package, chapters, blocks)
    blocks = _with_headings(blocks, contents)
    return Extracted(
        tuple(blocks),
        package.title,
        package.author,
        "utf-8" if len(encodings) != 1 else encodings.pop(),
        contents,
        (
            *archive.warnings,
            *package.warnings,
            *([f"missing in the book:{_list(missing)[1:]}"] if missing else []),
            *warnings[:_NAMED],
        ),
    )


def _blocks(page: Hypertext) -> list[Block]:
    """Return a chapter's blocks; a page of links and nothing else is a table of contents, and hidden."""
    lines = [placed for placed in page.blocks if placed.block.kind is not ParagraphKind.HEADING]
    if len(lines) > 2 and all(placed.linked >= 0.8 * len(placed.block.text) for placed in lines):
        return [
            replace(each.block, kind=ParagraphKind.HIDDEN, level=0, note="contents") for each in page.blocks
        ]
    return [placed.block for placed in page.blocks]


def _list(missing: Sequence[str]) -> str:
    if not missing:
        return ""
    more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    return f"; {', '.join(missing[:_NAMED])}{more}"


def _refuse_locked(archive: Archive) -> None:
    if any(archive.find(path) for path in _RIGHTS):
        _locked(archive)
    entry = archive.find("META-INF/encryption.xml")
    if entry is None:
        return
    try:
        text = archive.read(entry).decode("utf-8", errors="replace")
    except KeyError:
        return
    algorithm = ""
    for kind, name, written in pieces(text):
        if kind not in (START, EMPTY):
            continue
        if local(name) == "encryptionmethod":
            algorithm = attributes_of(written).get("algorithm", "")
        elif local(name) == "cipherreference":
            target = attributes_of(written).get("uri", "").lower()
            if algorithm not in _FONTS and not target.endswith(_FONT_NAMES):
                _locked(archive)


def _locked(archive: Archive) -> None:
    raise DocumentError(
        f"{archive.name}: the book is locked by its seller (DRM); open a copy that is not protected"
    )


def _contents(package: Package, chapters: Sequence[Chapter], blocks: Sequence[Block]) -> tuple[Entry, ...]:
    """Return the table of contents by the index of blocks; without one, the chapters' own headings."""
    by_path = {chapter.path: chapter for chapter in chapters}
    entries = []
    for title, path, anchor, level in package.contents:
        chapter = by_path.get(path)
        if chapter is None:
            continue
        entries.append(Entry(title, chapter.first + chapter.anchors.get(anchor, 0), level))
    if len({entry.block for entry in entries}) > 1 or len(chapters) == 1:
        return tuple(entries)
    if any(block.kind is ParagraphKind.HEADING for block in blocks):
        return ()
    titles_of = [chapter.title for chapter in chapters]
    if len(set(titles_of)) < len(titles_of):
        titles_of = [f"{number}" for number in range(1, len(chapters) + 1)]
    return tuple(Entry(title, chapter.first) for title, chapter in zip(titles_of, chapters, strict=True))


def _with_headings(blocks: list[Block], contents: Sequence[Entry]) -> list[Block]:
    """Make headings of the paragraphs that the contents lead to and quote, where the book marked them not."""
    for entry in contents:
        if entry.block >= len(blocks):
            continue
        block = blocks[entry.block]
        same = "".join(block.text.split()) == "".join(entry.title.split())
        if same and block.kind is ParagraphKind.BODY:
            blocks[entry.block] = replace(block, kind=ParagraphKind.HEADING, level=min(entry.level, 6))
    return blocks
