"""What a learner may ask of a document that is open: chapters by a pattern, headings of two lines joined.

Paragraphs keep their places, but for headings that are joined; the source and its offsets stay as they are.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace

from reader.document.chapters import CAP, heading
from reader.document.model import Document, Paragraph, ParagraphKind
from reader.document.plain import sections_of
from reader.errors import DocumentError

PATTERN_LIMIT = 500
"""Code points of a pattern at most."""
PATIENCE = 5.0
"""Seconds a pattern may take over a whole text."""

_MATCHER = """
import json, re, sys
pattern, lines = json.load(sys.stdin)
pattern = re.compile(pattern)
json.dump([index for index, line in enumerate(lines) if pattern.search(line)], sys.stdout)
"""


def arranged(document: Document, pattern: str = "", join_headings: bool = False) -> Document:
    """Return the document as its reader set it: by a pattern of chapters, if there is one, and joined."""
    if pattern:
        document = with_chapters(document, pattern)
    return with_joined_headings(document) if join_headings else document


def with_chapters(document: Document, pattern: str) -> Document:
    """Return the document with a chapter for each line that ``pattern`` finds, and for no other.

    Only lines that are short enough for a heading are looked at. Raises DocumentError for what is no regular
    expression, and for one that takes too long.
    """
    candidates = [
        index
        for index, each in enumerate(document.paragraphs)
        if each.kind in (ParagraphKind.BODY, ParagraphKind.HEADING)
        and not each.continues
        and len(each.text) <= CAP
    ]
    found = {candidates[at] for at in matching(pattern, [document.paragraphs[at].text for at in candidates])}
    paragraphs = list(document.paragraphs)
    for index in candidates:
        paragraph = paragraphs[index]
        if index in found:
            if paragraph.kind is not ParagraphKind.HEADING:
                paragraphs[index] = replace(paragraph, kind=ParagraphKind.HEADING, level=_level(paragraph))
        elif paragraph.kind is ParagraphKind.HEADING and paragraph.level > 1:
            paragraphs[index] = replace(paragraph, kind=ParagraphKind.BODY, level=0)
    return replace(document, paragraphs=tuple(paragraphs), sections=sections_of(paragraphs), chapters=pattern)


def _level(paragraph: Paragraph) -> int:
    found = heading(paragraph.text)
    return 1 if found is not None and found.unit == "volume" else 2


def matching(pattern: str, lines: Sequence[str]) -> list[int]:
    """Return which lines the pattern finds something in, by their index.

    The search runs in a process of its own, for no other way ends a regular expression that goes back and
    forth for ever.
    """
    shown = pattern if len(pattern) <= 60 else pattern[:60] + "…"
    if not pattern.strip() or len(pattern) > PATTERN_LIMIT:
        raise DocumentError(
            f"chapters: a pattern has 1 to {PATTERN_LIMIT} characters; give one such as ^第.+章"
        )
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise DocumentError(
            f"chapters: {shown!r} is no regular expression: {error}; ^第.+章 is one"
        ) from error
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _MATCHER],
            input=json.dumps([pattern, list(lines)]),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"chapters: {shown!r} takes longer than {PATIENCE:.0f} seconds over a text; write a simpler one"
        ) from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise DocumentError(
            f"chapters: {shown!r} could not be tried ({error}); leave the pattern out"
        ) from error
    return [int(index) for index in json.loads(done.stdout)]


def with_joined_headings(document: Document) -> Document:
    """Return the document with each heading that was broken over two lines in one paragraph."""
    paragraphs: list[Paragraph] = []
    for paragraph in document.paragraphs:
        if paragraphs and _broken(paragraphs[-1], paragraph, document.text):
            paragraphs[-1] = _joined(paragraphs[-1], paragraph)
        else:
            paragraphs.append(paragraph)
    if len(paragraphs) == len(document.paragraphs):
        return document
    return replace(document, paragraphs=tuple(paragraphs), sections=sections_of(paragraphs))


def _broken(first: Paragraph, second: Paragraph, text: str) -> bool:
    """True of two headings that are one: no chapters of their own, nothing but a line break between them."""
    return (
        first.kind is second.kind is ParagraphKind.HEADING
        and first.level == second.level > 1
        and first.text != second.text
        and heading(second.text) is None
        and text[_end(first) : second.start].isspace()
    )


def _joined(first: Paragraph, second: Paragraph) -> Paragraph:
    """Put a space between the two, which stands for the line break; what else lies there is left out."""
    length = len(first.text) + 1
    gap = second.start - _end(first) - 1
    gaps = (*first.gaps, *([(length, gap)] if gap else []))
    gaps += tuple((place + length, missing) for place, missing in second.gaps)
    return replace(first, text=f"{first.text} {second.text}", gaps=gaps)


def _end(paragraph: Paragraph) -> int:
    return paragraph.source_offset(len(paragraph.text) - 1) + 1
