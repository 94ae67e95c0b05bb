"""What an EPUB says of itself: title, author, the order of its parts, and its table of contents."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

from reader.document.archive import Archive, relative
from reader.document.encoding import decode_part
from reader.document.markup import EMPTY, END, START, TEXT, attributes_of, local, pieces
from reader.document.webpage import declared

_CHAPTERS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")
_NAMES = (".xhtml", ".html", ".htm", ".xml")

Line = tuple[str, str, str, int]
"""A line of the table of contents: its title, the entry and the anchor it leads to, its level."""


@dataclass(frozen=True, slots=True)
class Package:
    """The parts in reading order, by their names in the archive; ``missing`` are ids that lead nowhere."""

    title: str = ""
    author: str = ""
    spine: tuple[str, ...] = ()
    contents: tuple[Line, ...] = ()
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Item:
    path: str
    type: str
    properties: str


def package_of(archive: Archive) -> Package:
    """Read the package; where there is none that can be read, every page of the archive is a chapter."""
    path = _package_path(archive)
    text = _text(archive, path) if path else ""
    package = _read(archive, path, text) if path and text else Package()
    if package.spine:
        return package
    pages = tuple(
        name for name in sorted(archive.names) if name.lower().endswith(_NAMES[:3]) and "META-INF" not in name
    )
    warning = "the list of its chapters cannot be read; they are shown by the names of their files"
    return Package(package.title, package.author, pages, warnings=(warning,))


def _package_path(archive: Archive) -> str | None:
    for kind, name, written in pieces(_text(archive, "META-INF/container.xml")):
        if kind in (START, EMPTY) and local(name) == "rootfile":
            found = archive.find(attributes_of(written).get("full-path", ""))
            if found is not None:
                return found
    return next((name for name in archive.names if name.lower().endswith(".opf")), None)


def _text(archive: Archive, path: str) -> str:
    """Return the text of an entry; nothing where it is not there or damaged."""
    entry = archive.find(path)
    try:
        data = archive.read(entry) if entry is not None else b""
    except KeyError:
        data = b""
    return decode_part(data, f"{archive.name}: {path}", declared(data)).text if data else ""


def _read(archive: Archive, path: str, text: str) -> Package:
    items: dict[str, _Item] = {}
    order: list[tuple[str, bool]] = []
    fields: dict[str, list[str]] = {"title": [], "creator": []}
    toc = within = ""
    for kind, name, written in pieces(text):
        name = local(name) if kind != TEXT else name
        if kind == TEXT:
            if within:
                fields[within].append(name)
        elif kind == END:
            within = ""
        elif name in fields and kind == START:
            within = name
            fields[name].append("\n")
        elif name == "item":
            given = attributes_of(written)
            if given.get("id") and given.get("href"):
                target = relative(path, given["href"])
                items[given["id"]] = _Item(
                    target, given.get("media-type", "").lower(), given.get("properties", "")
                )
        elif name == "itemref":
            given = attributes_of(written)
            order.append((given.get("idref", ""), given.get("linear", "yes").lower() != "no"))
        elif name == "spine":
            toc = attributes_of(written).get("toc", "")
    spine, missing = [], []
    for id_, linear in order:
        item = items.get(id_)
        if item is None:
            missing.append(id_)
        elif item.type in _CHAPTERS or item.path.lower().endswith(_NAMES):
            shown = linear and "nav" not in item.properties.split()
            if shown and item.path not in spine:
                spine.append(item.path)
    notes = [items[id_].path for id_, linear in order if not linear and id_ in items]
    spine += [path for path in notes if path not in spine and "nav" not in path.lower()]
    titles = [" ".join(title.split()) for title in "".join(fields["title"]).split("\n") if title.strip()]
    authors = [" ".join(name.split()) for name in "".join(fields["creator"]).split("\n") if name.strip()]
    return Package(
        titles[0] if titles else "",
        "、".join(dict.fromkeys(authors))[:120],
        tuple(spine),
        _contents(archive, items, toc),
        tuple(filter(None, missing)),
    )


def _contents(archive: Archive, items: dict[str, _Item], toc: str) -> tuple[Line, ...]:
    """Return the table of contents: that of EPUB 3, or the NCX of EPUB 2."""
    for item in items.values():
        if "nav" in item.properties.split() and (lines := _nav(archive, item.path)):
            return lines
    ncx = items.get(toc) or next((i for i in items.values() if i.type == "application/x-dtbncx+xml"), None)
    return _ncx(archive, ncx.path) if ncx is not None else ()


def _nav(archive: Archive, path: str) -> tuple[Line, ...]:
    lines: list[Line] = []
    title: list[str] = []
    depth, inside, link = 0, False, ""
    for kind, name, written in pieces(_text(archive, path)):
        if kind == TEXT:
            if link:
                title.append(name)
        elif name == "nav":
            kinds = attributes_of(written).get("epub:type", "") if kind == START else ""
            inside = kind == START and "page-list" not in kinds and "landmarks" not in kinds
            if kind == END and lines:
                break
            depth = 0
        elif name == "ol":
            depth += 1 if kind == START else -1
        elif name == "a" and inside:
            if kind == START:
                link, title = attributes_of(written).get("href", ""), []
            elif kind == END and link:
                lines.extend(_line(archive, path, link, "".join(title), depth))
                link = ""
    return tuple(lines)


def _ncx(archive: Archive, path: str) -> tuple[Line, ...]:
    lines: list[Line] = []
    labels: list[str] = []
    depth, in_text = 0, False
    for kind, name, written in pieces(_text(archive, path)):
        if kind == TEXT:
            if in_text and labels:
                labels[-1] += name
            continue
        name = local(name)
        if name == "navpoint":
            depth += 1 if kind == START else -1
            if kind == START:
                labels.append("")
            elif labels:
                labels.pop()
        elif name == "text":
            in_text = kind == START
        elif name == "content" and kind != END and labels:
            lines.extend(_line(archive, path, attributes_of(written).get("src", ""), labels[-1], depth))
    return tuple(lines)


def _line(archive: Archive, base: str, reference: str, title: str, depth: int) -> list[Line]:
    title = " ".join(title.split())
    path, _, anchor = reference.partition("#")
    target = archive.find(relative(base, path) if path else base)
    if target is None or not title:
        return []
    return [(title, target, unquote(anchor), max(1, min(depth, 6)))]
