"""Where sentences end."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(
    r"""(?:[。！？!?；]|……|\.{3,}|(?<![\dA-Za-z])\.(?=\s)|(?<=[A-Za-z])\.(?=\s|$))+[”’」』）》〉】）\]"')]*\s*"""
)
_MARKS = "。！？!?；"
"""The commonest of what ends a sentence."""
_CLAUSE_END = re.compile(r"[，,、：:;]\s*")


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each sentence, in code points; the spans join back to ``text``.

    A sentence keeps its end marks and the closing marks and spaces after them. ``2.5万`` holds no end;
    ``……`` ends one even without ``。`` where a closing quotation mark follows.
    """
    start = 0
    for match in _END.finditer(text):
        mark = match[0].strip()
        if mark.startswith(("……", "...")) and not mark.endswith(tuple("。！？!?”’」』")):
            continue  # a pause within the sentence
        if match.end() > start:
            yield start, match.end()
            start = match.end()
    if start < len(text):
        yield start, len(text)


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """Return the span of the sentence that holds ``offset``."""
    for start, end in sentence_spans(text):
        if start <= offset < end:
            return start, end
    return 0, len(text)


def pieces(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Yield spans of at most ``limit`` code points that join back to ``text``.

    Each is cut at the last sentence end within the limit, or at a clause end, or where it must be.
    """
    start = 0
    while len(text) - start > limit:
        end = _last_end(text, start, start + limit)
        yield start, end
        start = end
    if start < len(text) or not text:
        yield start, len(text)


def _last_end(text: str, start: int, limit: int) -> int:
    """Return the last place between ``start`` and ``limit`` to cut at, looking only near it."""
    mark = max(text.rfind(mark, start, limit) for mark in _MARKS)
    if mark >= 0:
        near = [match.end() for match in _END.finditer(text, max(start, mark - 2), limit)]
        if near:
            return near[-1]
    ends = [match.end() for match in _END.finditer(text, start, limit)]
    ends = ends or [match.end() for match in _CLAUSE_END.finditer(text, start, limit)]
    return ends[-1] if ends else limit
