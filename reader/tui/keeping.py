"""From a place on the page to what the notebook keeps of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.annotation import Annotation
from reader.document.model import Document, Position
from reader.language.reading import Reading
from reader.study.sentence import context_of
from reader.study.word import Context, Identity

if TYPE_CHECKING:
    from reader.session import Session


@dataclass(frozen=True, slots=True)
class Found:
    """A word of the text as it can be kept."""

    identity: Identity
    gloss: str
    context: Context


def found_word(
    session: Session, document: Document, position: Position, annotations: Sequence[Annotation], index: int
) -> Found:
    """Return the token ``index`` of a paragraph, which stands at ``position``, as a word."""
    annotation = annotations[index]
    context = context_of(document, position, len(annotation.token.text), annotations)
    return Found(session.identity(annotation), annotation.gloss, context)


def found_phrase(
    session: Session,
    document: Document,
    paragraph: int,
    span: tuple[int, int],
    annotations: Sequence[Annotation],
) -> Found:
    """Return what was dragged over as one word; its reading is that of its tokens."""
    start, end = span
    text = document.paragraphs[paragraph].text[start:end]
    inside = [each for each in annotations if start <= each.token.start < end]
    if len(inside) == 1:
        return found_word(
            session, document, Position(paragraph, start), annotations, annotations.index(inside[0])
        )
    reading = Reading(tuple(syllable for each in inside for syllable in each.reading.syllables))
    simplified = session.simplify(text)
    entries = session.lexicon.entries(simplified)
    same = [entry for entry in entries if str(entry.reading).lower() == str(reading).lower()] or entries
    if same:
        entry = same[0]
        identity = Identity(entry.traditional, entry.simplified, str(entry.reading))
        gloss = entry.senses[0].text if entry.senses else ""
    else:
        traditional = "".join(
            each.entries[0].traditional
            if each.entries and each.entries[0].simplified == each.token.text
            else each.token.text
            for each in inside
        )
        identity = Identity(traditional, simplified, str(reading))
        whole = session.annotator.annotate(text, [(0, len(text))])
        gloss = whole[0].gloss if len(whole) == 1 and whole[0].gloss else _joined(inside)
    return Found(identity, gloss, context_of(document, Position(paragraph, start), end - start, annotations))


def _joined(annotations: Sequence[Annotation]) -> str:
    return " + ".join(each.gloss.split(";")[0] for each in annotations if each.gloss)
