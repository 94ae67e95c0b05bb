"""Marks and text told apart in HTML, XHTML and XML, however badly made.

One pass, in time proportional to the length whatever the input is: parsers of the standard library reject
many good books, or take quadratic time over bad ones. Entities that a text declares itself are never
expanded, and nothing is fetched: what is not known stays as it is written.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

_MARK = re.compile(r"<(?:(/?)([A-Za-z_][^\s/>]*)|!--|!\[CDATA\[|!DOCTYPE|[!?/])", re.IGNORECASE)
_TAG_END = re.compile(r">|=\s*[\"']")
_COMMENT_END = re.compile(r"--!?>")
_SUBSET = re.compile(r"[^>\[]{0,2000}\[.{0,20000}?\]\s{0,100}>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"?|'([^']*)'?|([^\s>"']+)))?""")
_ATTRIBUTES_LIMIT = 20_000
RAW = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title"))
"""Elements whose content is text to HTML, whatever it looks like."""


TEXT, START, EMPTY, END = range(4)
"""What a piece of markup is. An EMPTY tag ends with ``/>``, which means something in XML only."""

Piece = tuple[int, str, str]
"""What it is; the text, or the tag's name in lower case; the attributes as written."""


def pieces(text: str) -> Iterator[Piece]:
    """Yield the tags and the text between them; comments and declarations are left out."""
    place = start = 0
    while match := _MARK.search(text, place):
        if match.start() > start:
            yield TEXT, unescaped(text[start : match.start()]), ""
        name = match[2]
        if name is None:
            place, verbatim = _past_declaration(text, match)
            if verbatim:
                yield TEXT, verbatim, ""
            start = place
            continue
        name = name.lower()
        end = _tag_end(text, match.end())
        attributes = text[match.end() : end]
        start = place = end + 1
        if match[1]:
            yield END, name, ""
        elif attributes.endswith("/"):
            yield EMPTY, name, attributes[:-1]
        else:
            yield START, name, attributes
            if name in RAW:
                closing = _closing(name).search(text, place)
                place = closing.start() if closing else len(text)
                if place > start:
                    content = text[start:place]
                    yield TEXT, unescaped(content) if name in ("title", "textarea") else content, ""
                start = place
    if start < len(text):
        yield TEXT, unescaped(text[start:]), ""


@lru_cache(maxsize=16)
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>]|\Z)", re.IGNORECASE)


def unescaped(text: str) -> str:
    """Return ``text`` with character references replaced; no surrogate and no NUL comes of one."""
    return html.unescape(text) if "&" in text else text


def attributes_of(written: str) -> dict[str, str]:
    """Return a tag's attributes, names in lower case; the first of two with one name counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written[:_ATTRIBUTES_LIMIT]):
        found.setdefault(name.lower(), unescaped(double or single or bare))
    return found


def local(name: str) -> str:
    """Return a tag's name without its name space's prefix."""
    return name.rpartition(":")[2]


def _past_declaration(text: str, match: re.Match[str]) -> tuple[int, str]:
    """Return where a comment or declaration ends, and the text a CDATA section holds."""
    opening = match[0].upper()
    if opening == "<!--":
        if text.startswith((">", "->"), match.end()):
            return text.index(">", match.end()) + 1, ""
        closing = _COMMENT_END.search(text, match.end())
        return (closing.end() if closing else len(text)), ""
    if opening == "<![CDATA[":
        end = text.find("]]>", match.end())
        if end < 0:
            return len(text), text[match.end() :]
        return end + 3, text[match.end() : end]
    if opening == "<!DOCTYPE" and (subset := _SUBSET.match(text, match.end())):
        return subset.end(), ""
    end = text.find(">", match.end())
    return (end + 1 if end >= 0 else len(text)), ""


def _tag_end(text: str, place: int) -> int:
    """Return where the ``>`` of a tag stands, past those in quotes; the end of the text where none does."""
    while match := _TAG_END.search(text, place):
        if match[0] == ">":
            return match.start()
        closing = text.find(match[0][-1], match.end())
        if closing < 0:
            end = text.find(">", match.end())
            return end if end >= 0 else len(text)
        place = closing + 1
    return len(text)
