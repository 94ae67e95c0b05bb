"""Web pages saved with all their parts in one file (``.mhtml``): the page in it is read, the rest is not."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser

from reader.document.block import Extracted
from reader.document.webpage import web_page
from reader.errors import DocumentError

_SIZE_LIMIT = 48 << 20
_PARTS_LIMIT = 5_000
_HEAD = 16_384
"""Bytes that the headings of a part may have."""
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_PAGES = ("text/html", "application/xhtml+xml")


def mime_page(data: bytes, name: str, encoding: str | None = None) -> Extracted:
    """Take the first page out of the file, and apart.

    Raises DocumentError where there is none.
    """
    if len(data) > _SIZE_LIMIT:
        raise DocumentError(f"{name}: larger than {_SIZE_LIMIT >> 20} MiB; save the page as HTML only")
    for head, body in _parts(data):
        if head.get_content_type() in _PAGES and (content := _content(head, body)).strip():
            return web_page(content, name, encoding or _charset(head))
    raise DocumentError(f"{name}: a web archive without a page in it; save the page again, as HTML")


def _parts(data: bytes) -> Iterator[tuple[Message, bytes]]:
    """Yield the headings and the content of the file itself, then of its parts."""
    whole, body = _headed(data)
    yield whole, body
    boundary = whole.get_boundary()
    if boundary:
        mark = b"--" + boundary.encode("utf-8", errors="replace")
        for part in body.split(mark, _PARTS_LIMIT)[1:]:
            yield _headed(part.lstrip(b"\r\n"))


def _headed(data: bytes) -> tuple[Message, bytes]:
    end = _END_OF_HEAD.search(data, 0, _HEAD)
    if end is None:
        return Message(), data
    return BytesHeaderParser().parsebytes(data[: end.start()] + b"\n\n"), data[end.end() :]


def _content(head: Message, body: bytes) -> bytes:
    way = str(head.get("content-transfer-encoding", "")).strip().lower()
    try:
        if way == "quoted-printable":
            return binascii.a2b_qp(body)
        return binascii.a2b_base64(body) if way == "base64" else body
    except binascii.Error:
        return b""


def _charset(head: Message) -> str | None:
    """Return the encoding a part says it is in, where it is one that is known."""
    import codecs

    charset = head.get_content_charset()
    try:
        return codecs.lookup(charset).name if charset else None
    except LookupError:
        return None
