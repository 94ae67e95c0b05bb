"""From a file to a document. The source file is read once, whole, and never written."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

from reader.document import markdown, plain
from reader.document.block import composed
from reader.document.encoding import Decoded, decode
from reader.document.formats import MARKDOWN, reader_of, reader_of_text
from reader.document.metadata import fields_of, is_metadata
from reader.document.model import Document, ParagraphKind
from reader.errors import DocumentError
from reader.inert import inert_line

SIZE_LIMIT = 128 * 1024 * 1024
"""Bytes in a text file at most: about 40 million characters, ten times the longest novel."""


def load(path: Path, encoding: str | None = None) -> Document:
    """Open a file of any format that :mod:`reader.document.formats` knows.

    Raises DocumentError, one sentence long, for whatever cannot be opened or is no text.
    """
    return document_from(read_bytes(path), path.name, str(path), encoding)


def document_from(data: bytes, name: str, source: str, encoding: str | None = None) -> Document:
    """Take the bytes of a text apart.

    What they begin with and then ``name`` decide the format; ``source`` is what messages call the text.
    """
    shown = inert_line(source)
    if not data.strip(b" \t\r\n\f"):
        raise DocumentError(f"{shown}: there is no text in it; open another file")
    digest = hashlib.sha256(data).hexdigest()
    read = reader_of(data, name, shown, encoding)
    if read is None:
        decoded = decode(data, shown, encoding)
        read = reader_of_text(decoded, name, shown)
        if read is None:
            return _of_text(decoded, digest, name, source)
    extracted = read()
    if not extracted.blocks:
        raise DocumentError(f"{shown}: there is no text in it; open another file")
    text, paragraphs, sections = composed(extracted)
    return Document(
        digest=digest,
        title=extracted.title or Path(name).stem,
        author=extracted.author,
        source=source,
        encoding=extracted.encoding,
        text=text,
        paragraphs=paragraphs,
        sections=sections,
        warnings=extracted.warnings,
        fields=tuple(
            field
            for block in extracted.blocks
            if block.kind is ParagraphKind.METADATA and is_metadata(block.text)
            for field in fields_of(block.text)
        ),
    )


def _of_text(decoded: Decoded, digest: str, name: str, source: str) -> Document:
    if not decoded.text.strip():
        raise DocumentError(f"{inert_line(source)}: there is no text in it; open another file")
    markdown_text = Path(name).suffix.lower() in MARKDOWN
    take_apart: Callable[[str], plain.Parts] = markdown.take_apart if markdown_text else plain.take_apart
    parts = take_apart(decoded.text)
    return Document(
        digest=digest,
        title=parts.title or Path(name).stem,
        author=parts.author,
        source=source,
        encoding=decoded.encoding,
        text=decoded.text,
        paragraphs=parts.paragraphs,
        sections=parts.sections,
        warnings=decoded.warnings + parts.warnings,
        fields=parts.fields,
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
