"""Web pages saved with all their parts in one file (``.mhtml``): the page in it is read, the rest is not."""

from __future__ import annotations

from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from reader.document.block import Extracted
from reader.document.webpage import web_page
from reader.errors import DocumentError

_PARTS_LIMIT = 5_000
_SIZE_LIMIT = 48 << 20
"""Bytes in such a file at most: its pictures are held in memory as well."""


def mime_page(data: bytes, name: str, encoding: str | None = None) -> Extracted:
    """Take the first page out of the file, and apart.

    Raises DocumentError where there is none.
    """
    if len(data) > _SIZE_LIMIT:
        raise DocumentError(f"{name}: larger than {_SIZE_LIMIT >> 20} MiB; save the page as HTML only")
    try:
        for number, part in enumerate(message_from_bytes(data).walk()):
            if number > _PARTS_LIMIT:
                break
            if part.get_content_type() in ("text/html", "application/xhtml+xml"):
                content = part.get_payload(decode=True)
                if isinstance(content, bytes) and content.strip():
                    return web_page(content, name, encoding or _charset(part))
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        raise DocumentError(f"{name}: a damaged web archive; save the page again, as HTML") from error
    raise DocumentError(f"{name}: a web archive without a page in it; save the page again, as HTML")


def _charset(part: Message) -> str | None:
    """Return the encoding a part says it is in, where it is one that is known."""
    import codecs

    charset = part.get_content_charset()
    try:
        return codecs.lookup(charset).name if charset else None
    except LookupError:
        return None
