"""A dictionary's sense cut down to what fits under a word."""

from __future__ import annotations

import re
from functools import lru_cache

from reader.width import cells, display

_BRACKETS = re.compile(r"\s*[(\[（【][^()\[\]（）【】]*[)\]）】]")
_LEAD = re.compile(r"^(?:to be |to |a |an |the )(?=\S)", re.IGNORECASE)
_ENDS = re.compile(r"[;,/]")
ELLIPSIS = "…"


@lru_cache(maxsize=32_768)
def short_gloss(gloss: str, limit: int, ambiguous: int = 1) -> str:
    """Return the first equivalent of ``gloss`` in at most ``limit`` cells, without brackets and ``to``.

    What is still too long ends in an ellipsis, after a whole word where that leaves more than half.
    """
    plain = display(gloss).strip()
    bare = _BRACKETS.sub("", plain).strip() or plain.strip("()[]")
    first = _ENDS.split(bare, maxsplit=1)[0].strip() or bare
    short = _LEAD.sub("", first)
    return clip(short, limit, ambiguous)


def clip(text: str, limit: int, ambiguous: int = 1) -> str:
    """Return a display copy in at most ``limit`` cells; a cut is shown by an ellipsis."""
    if cells(text, ambiguous) <= limit:
        return text
    room = limit - cells(ELLIPSIS, ambiguous)
    kept, taken = [], 0
    for char in text:
        width = cells(char, ambiguous)
        if taken + width > room:
            break
        kept.append(char)
        taken += width
    whole = "".join(kept)
    head = whole.rpartition(" ")[0]
    if " " in whole and text[len(whole) : len(whole) + 1] not in ("", " ") and len(head) * 2 > limit:
        whole = head
    return whole.rstrip() + ELLIPSIS
