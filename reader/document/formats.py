"""What a file is: told by how it begins, then by its name. What cannot be read is named, with a way out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from reader.document.block import Extracted
from reader.document.encoding import Decoded
from reader.errors import DocumentError

MARKDOWN = (".md", ".markdown", ".mkd")
_WEB_PAGE = (".html", ".htm", ".xhtml", ".shtml")
_MIME_PAGE = (".mht", ".mhtml")
_SUBTITLES = (".srt", ".vtt", ".ass", ".ssa")
_WEB_PAGE_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_WEB_PAGE_BYTES = re.compile(
    rb"(?:\xef\xbb\xbf)?" + _WEB_PAGE_START.pattern.encode(), re.IGNORECASE | re.DOTALL
)
_MIME_START = re.compile(
    rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?content-type:\s*multipart/related", re.I
)
_CUE_START = re.compile(
    r"\s*(?:WEBVTT(?:\s|$)|\[Script Info\]|(?:\d{1,6}\s*\n\s*)?\d{1,3}:\d{1,2}:\d{1,2}[,.]\d{1,3}\s*-->)",
    re.IGNORECASE,
)
_SAVE = "save it as plain text, HTML or DOCX"
_OTHER = (
    (re.compile(rb"\x89PNG\r\n"), "a PNG image", "dushu cannot read pictures of text"),
    (re.compile(rb"\xff\xd8\xff"), "a JPEG image", "dushu cannot read pictures of text"),
    (re.compile(rb"GIF8[79]a"), "a GIF image", "dushu cannot read pictures of text"),
    (re.compile(rb"BM.{4}\0{4}", re.DOTALL), "a BMP image", "dushu cannot read pictures of text"),
    (re.compile(rb"II\*\0|MM\0\*"), "a TIFF image", "dushu cannot read pictures of text"),
    (re.compile(rb"AT&TFORM"), "a DjVu scan", "dushu cannot read pictures of text"),
    (re.compile(rb"RIFF.{4}[A-Z]{3}[A-Z0-9 ]", re.DOTALL), "a media file", "open its subtitles"),
    (re.compile(rb"OggS\0|fLaC\0|ID3[\x02-\x04]", re.DOTALL), "a media file", "open its subtitles"),
    (re.compile(rb"\x1aE\xdf\xa3|.{4}ftyp", re.DOTALL), "a media file", "open its subtitles"),
    (re.compile(rb".{60}BOOKMOBI", re.DOTALL), "a Kindle book", "convert it to EPUB"),
    (re.compile(rb"ITSF\x03"), "a compiled help file", "convert it to EPUB"),
    (re.compile(rb"\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ\0|\x28\xb5\x2f\xfd|7z\xbc\xaf|Rar!\x1a"), "an archive", ""),
    (re.compile(rb".{257}ustar", re.DOTALL), "an archive", ""),
    (re.compile(rb"\x7fELF|MZ.{0,1000}PE\0\0|\0asm|\xca\xfe\xba\xbe", re.DOTALL), "a program", "open a text"),
    (re.compile(rb"SQLite format 3\0"), "a database", "open a text"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old Office file", "save it as DOCX or plain text"),
    (re.compile(rb"\{\\rtf"), "an RTF file", "save it as DOCX or plain text"),
)
"""How files begin that are no text, in whatever encoding; what they are; what to do."""
_IN_ARCHIVES = (
    ("xl/workbook.xml", "a spreadsheet", "save its text as plain text"),
    ("ppt/presentation.xml", "a presentation", "save its text as plain text"),
    ("word/document.bin", "a Word file of an unknown kind", _SAVE),
    ("content.xml", "an OpenDocument file", _SAVE),
)

Read = Callable[[], Extracted]


def reader_of(data: bytes, name: str, shown: str, encoding: str | None) -> Read | None:
    """Return what takes these bytes apart; None for what is text, whose characters tell more.

    Raises DocumentError for what is known and cannot be read; ``shown`` is what it calls the file.
    """
    for start, what, remedy in _OTHER:
        if start.match(data):
            raise DocumentError(f"{shown}: {what}, not a text; {remedy or 'unpack it and open a text in it'}")
    suffix = PurePath(name).suffix.lower()
    if re.match(rb"\s{0,64}%PDF-", data) or (suffix == ".pdf" and b"%PDF-" in data[:1_024]):
        return lambda: _pdf(data, shown)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")) or suffix in (".epub", ".docx"):
        return lambda: _archived(data, suffix, shown, encoding)
    if suffix in _MIME_PAGE or _MIME_START.match(data[:8_192]):
        return lambda: _mime_page(data, shown, encoding)
    if suffix in _WEB_PAGE or (suffix not in MARKDOWN and _WEB_PAGE_BYTES.match(data[:8_192])):
        return lambda: _web_page(data, suffix, shown, encoding)
    return None


def reader_of_text(decoded: Decoded, name: str, shown: str) -> Read | None:
    """Return what takes a decoded text apart; None for plain text and Markdown."""
    suffix = PurePath(name).suffix.lower()
    if suffix in MARKDOWN:
        return None
    if suffix in _SUBTITLES or _CUE_START.match(decoded.text[:400]):
        return lambda: _subtitles(decoded, shown)
    if _WEB_PAGE_START.match(decoded.text[:8_192]):
        return lambda: _marked_text(decoded, shown)
    return None


def _pdf(data: bytes, shown: str) -> Extracted:
    from reader.document.pdf import pdf

    return pdf(data, shown)


def _archived(data: bytes, suffix: str, shown: str, encoding: str | None) -> Extracted:
    from reader.document.archive import Archive

    archive = Archive(data, shown)
    if archive.find("word/document.xml"):
        from reader.document.docx import word_file

        return word_file(archive)
    if suffix == ".epub" or archive.find("META-INF/container.xml") or _is_book(archive.names):
        from reader.document.epub import book

        return book(archive, encoding)
    for entry, what, remedy in _IN_ARCHIVES:
        if archive.find(entry):
            raise DocumentError(f"{shown}: {what}, not a text; {remedy}")
    if suffix == ".docx":
        raise DocumentError(f"{shown}: a DOCX file without a text; save it again, or as plain text")
    raise DocumentError(f"{shown}: an archive, not a text; unpack it and open a text in it")


def _is_book(names: tuple[str, ...]) -> bool:
    return any(name.lower().endswith(".opf") for name in names)


def _web_page(data: bytes, suffix: str, shown: str, encoding: str | None) -> Extracted:
    from reader.document.webpage import web_page

    return web_page(data, shown, encoding, xml=suffix == ".xhtml")


def _marked_text(decoded: Decoded, shown: str) -> Extracted:
    from reader.document.hypertext import hypertext
    from reader.document.webpage import extracted

    return extracted(hypertext(decoded.text, shown), decoded)


def _mime_page(data: bytes, shown: str, encoding: str | None) -> Extracted:
    from reader.document.mime_page import mime_page

    return mime_page(data, shown, encoding)


def _subtitles(decoded: Decoded, shown: str) -> Extracted:
    from reader.document.subtitles import subtitles

    return subtitles(decoded, shown)
