"""A sentence as it is kept with a word: where the word stands in it, and its pinyin."""

from __future__ import annotations

from collections.abc import Iterable

from reader.annotation import Annotation
from reader.language.token import Kind

_MARKS = str.maketrans("，。！？；：、（）“”‘’《》【】—…", ',.!?;:,()""\'\'""[]-…')
_OPENING = frozenset("([“‘《【（<「『")


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
