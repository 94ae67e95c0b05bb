"""From a file to a document. The source file is read once, whole, and never written."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

from reader.document import markdown, plain
from reader.document.encoding import decode
from reader.document.model import Document
from reader.errors import DocumentError
from reader.inert import inert_line

SIZE_LIMIT = 128 * 1024 * 1024
"""Bytes in a text file at most: about 40 million characters, ten times the longest novel."""

_MARKDOWN = (".md", ".markdown", ".mkd")
_WEB_PAGE = (".html", ".htm", ".xhtml", ".mht", ".mhtml")
_WEB_PAGE_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_FORMATS = (
    (re.compile(rb"\x89PNG\r\n"), "a PNG image"),
    (re.compile(rb"\xff\xd8\xff"), "a JPEG image"),
    (re.compile(rb"GIF8[79]a"), "a GIF image"),
    (re.compile(rb"BM.{4}\0{4}", re.DOTALL), "a BMP image"),
    (re.compile(rb"II\*\0|MM\0\*"), "a TIFF image"),
    (re.compile(rb"RIFF.{4}[A-Z]{3}[A-Z0-9 ]", re.DOTALL), "a media file"),
    (re.compile(rb"OggS\0|fLaC\0|ID3[\x02-\x04]|\x1aE\xdf\xa3|.{4}ftyp", re.DOTALL), "a media file"),
    (re.compile(rb"\s{0,64}%PDF-"), "a PDF file"),
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), "a ZIP container (EPUB, DOCX …)"),
    (re.compile(rb".{60}BOOKMOBI", re.DOTALL), "a Kindle book"),
    (re.compile(rb"\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ\0|\x28\xb5\x2f\xfd|7z\xbc\xaf|Rar!\x1a"), "an archive"),
    (re.compile(rb".{257}ustar", re.DOTALL), "an archive"),
    (re.compile(rb"\x7fELF|MZ.{0,1000}PE\0\0|\0asm|\xca\xfe\xba\xbe", re.DOTALL), "a program"),
    (re.compile(rb"SQLite format 3\0"), "a database"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old Office file"),
    (re.compile(rb"\{\\rtf"), "an RTF file"),
)
"""How files begin that are no text, in whatever encoding."""


def load(path: Path, encoding: str | None = None) -> Document:
    """Open a text file: TXT or Markdown, in UTF-8, UTF-16/32, GB18030 or Big5.

    Raises DocumentError, one sentence long, for whatever cannot be opened or is no text.
    """
    return document_from(read_bytes(path), path.name, str(path), encoding)


def document_from(data: bytes, name: str, source: str, encoding: str | None = None) -> Document:
    """Take the bytes of a text apart; ``name`` decides the format, ``source`` is shown to the reader."""
    shown = inert_line(source)
    for start, what in _OTHER_FORMATS:
        if start.match(data):
            raise DocumentError(f"{shown}: {what}, not a text; dushu opens plain text and Markdown")
    suffix = Path(name).suffix.lower()
    decoded = decode(data, shown, encoding)
    if suffix in _WEB_PAGE or (suffix not in _MARKDOWN and _WEB_PAGE_START.match(decoded.text)):
        raise DocumentError(f"{shown}: a web page, which dushu does not read yet; save it as plain text")
    if not decoded.text.strip():
        raise DocumentError(f"{shown}: there is no text in it")
    take_apart: Callable[[str], plain.Parts] = (
        markdown.take_apart if suffix in _MARKDOWN else plain.take_apart
    )
    parts = take_apart(decoded.text)
    return Document(
        digest=hashlib.sha256(data).hexdigest(),
        title=parts.title or Path(name).stem,
        author=parts.author,
        source=source,
        encoding=decoded.encoding,
        text=decoded.text,
        paragraphs=parts.paragraphs,
        sections=parts.sections,
        warnings=decoded.warnings + parts.warnings,
    )


def read_bytes(path: Path) -> bytes:
    """Return the content of a regular file; what is no such file is refused, never waited for."""
    shown = inert_line(str(path))
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise DocumentError(f"{shown}: {_reason(error)}") from error
    except ValueError as error:  # a NUL in the name
        raise DocumentError(f"{shown}: no file can have this name") from error
    with contextlib.ExitStack() as closing:
        closing.callback(os.close, descriptor)
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise DocumentError(f"{shown}: a folder, not a text; name a file in it")
        if not stat.S_ISREG(mode):
            raise DocumentError(f"{shown}: not a regular file; use `dushu -` to read from a pipe")
        try:
            with os.fdopen(descriptor, "rb", closefd=False) as stream:
                data = stream.read(SIZE_LIMIT + 1)
        except OSError as error:
            raise DocumentError(f"{shown}: {_reason(error)}") from error
    if len(data) > SIZE_LIMIT:
        raise DocumentError(f"{shown}: larger than {SIZE_LIMIT >> 20} MiB; split it and open the parts")
    return data


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file; check the name"
    if isinstance(error, PermissionError):
        return "you may not read it; check its permissions"
    if isinstance(error, IsADirectoryError):
        return "a folder, not a text; name a file in it"
    return f"cannot be opened: {error.strerror or error}"
