"""From one word to another: where sentences begin, which tokens the cursor stops at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reader.annotation import Annotation
from reader.document.model import Document
from reader.language.token import Kind

STOPS = frozenset({Kind.WORD, Kind.NAME, Kind.NUMBER, Kind.LATIN})
"""What the cursor stops at: everything a card can say something about."""

_SENTENCE = re.compile(r"[^。！？!?…]*[。！？!?…]*[”’」』）》)\]\"]*\s*")


@lru_cache(maxsize=512)
def sentence_starts(text: str) -> tuple[int, ...]:
    """Return where the sentences of a paragraph begin, in code points; an empty one has one."""
    starts = [match.start() for match in _SENTENCE.finditer(text) if match.end() > match.start()]
    return tuple(starts) or (0,)


def sentence_span(text: str, offset: int) -> tuple[int, int]:
    """Return start and end of the sentence that holds ``offset``."""
    starts = sentence_starts(text)
    index = max(i for i, start in enumerate(starts) if start <= max(0, offset))
    return starts[index], starts[index + 1] if index + 1 < len(starts) else len(text)


def token_at(annotations: Sequence[Annotation], offset: int) -> int | None:
    """Return the index of the token that holds ``offset``; the last one at the paragraph's end."""
    if not annotations:
        return None
    low, high = 0, len(annotations)
    while low < high:
        middle = (low + high) // 2
        if annotations[middle].token.end <= offset:
            low = middle + 1
        else:
            high = middle
    return min(low, len(annotations) - 1)


def stop_at(annotations: Sequence[Annotation], index: int, step: int) -> int | None:
    """Return the first token from ``index`` on, going by ``step``, that the cursor stops at."""
    while 0 <= index < len(annotations):
        if annotations[index].token.kind in STOPS:
            return index
        index += step
    return None


def section_starts(document: Document) -> tuple[int, ...]:
    """Return the first paragraphs of the document's sections, in order, its beginning among them."""
    return tuple(sorted({0, *(section.first for section in document.sections)}))
