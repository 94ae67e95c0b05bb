"""What commands print: JSON that is exact and inert."""

from __future__ import annotations

import json
import re

_ACTING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def json_line(value: object) -> str:
    """Return ``value`` as JSON on one line; characters that act on a terminal are written as escapes."""
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    return _ACTING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
