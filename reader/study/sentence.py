"""A sentence as it is kept with a word: where the word stands in it, and its pinyin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reader.document.model import Document, Position
from reader.document.sentences import sentence_at
from reader.language.token import Kind
from reader.study.word import Context

if TYPE_CHECKING:
    from reader.annotation import Annotation

_MARKS = str.maketrans("，。！？；：、（）“”‘’《》【】—…", ',.!?;:,()""\'\'""[]-…')
_OPENING = frozenset("([“‘《【（<「『")


def context_of(
    document: Document,
    position: Position,
    length: int,
    annotations: Sequence[Annotation],
    translation: str = "",
) -> Context:
    """Return the sentence around the word of ``length`` code points at ``position``, as it is kept with it.

    ``annotations`` are those of its paragraph.
    """
    text = document.paragraphs[position.paragraph].text
    start, end = sentence_at(text, position.offset)
    start += len(text[start:end]) - len(text[start:end].lstrip())
    start = min(start, position.offset)
    end = max(start + len(text[start:end].rstrip()), position.offset + length)
    titles = [section.title for section in document.sections if section.first <= position.paragraph]
    return Context(
        text[start:end],
        position.offset - start,
        position.offset - start + length,
        sentence_reading=sentence_pinyin(one for one in annotations if start <= one.token.start < end),
        document=document.title,
        digest=document.digest,
        position=position,
        section=titles[-1] if titles else "",
        translation=translation,
    )


def sentence_pinyin(annotations: Iterable[Annotation]) -> str:
    """Return a sentence's readings with tone marks, a space between words, its marks in Latin style."""
    shown = ""
    glued = True
    for annotation in annotations:
        token = annotation.token
        text = annotation.reading.marks() if annotation.reading else token.text.translate(_MARKS)
        if token.kind is Kind.SPACE:
            continue
        opens = token.text[-1:] in _OPENING
        follows = token.kind is Kind.PUNCTUATION and not opens
        shown += text if glued or follows else f" {text}"
        glued = opens
    return shown
