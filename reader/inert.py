"""Text from outside made safe to show: it can be read, and it can do nothing.

Terminals obey control characters, and bidirectional overrides can show a text in an order it does not
have. Every string that comes from a document, a dictionary, a file name or a learner passes through
:func:`inert` before it reaches a screen, standard output, standard error or the clipboard.
"""

from __future__ import annotations

import re

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def _table() -> dict[int, str]:
    table = {code: chr(0x2400 + code) for code in range(0x20)}
    del table[0x09], table[0x0A]
    table[0x7F] = "\N{SYMBOL FOR DELETE}"
    table |= dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT)
    table |= dict.fromkeys(
        (0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), _REPLACEMENT
    )
    table |= dict.fromkeys((0x2028, 0x2029), "\N{SYMBOL FOR NEWLINE}")
    table |= dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT)
    return table


_TABLE = _table()
_ONE_LINE = _TABLE | {0x09: " ", 0x0A: "\N{SYMBOL FOR NEWLINE}"}

_ACTING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def inert(text: str) -> str:
    """Return ``text`` with every character that could act on a terminal as a visible symbol.

    One code point becomes one code point, so offsets into the text hold. Newline and tab stay.
    """
    return text if text.isascii() and text.isprintable() else text.translate(_TABLE)


def inert_line(text: str) -> str:
    """Like :func:`inert`, for text that must stay on one line: newlines are shown, tabs are spaces."""
    return text if text.isascii() and text.isprintable() else text.translate(_ONE_LINE)


def json_line(value: object) -> str:
    """Return ``value`` as JSON on one line: exact, with what acts on a terminal written as escapes."""
    import json  # nothing else here needs it, and everything imports this module

    text = json.dumps(value, ensure_ascii=False)
    return _ACTING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
