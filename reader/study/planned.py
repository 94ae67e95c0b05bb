"""The words of a plan as they can be shown and kept: what each means, and the sentence it stands in first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

from reader.annotation import Annotation
from reader.document.model import Document
from reader.study import rows
from reader.study.notebook import Notebook
from reader.study.plan import Plan
from reader.study.sentence import context_of
from reader.study.status import Status
from reader.study.word import Context, Identity
from reader.study.word_index import WordIndex

Annotate = Callable[[str, str, int], Sequence[Annotation]]
"""Annotates a paragraph: its text, the digest of its document, its number."""


@dataclass(frozen=True, slots=True)
class PlannedWord:
    """A word to learn; with it and those before it, ``share`` of the running words are known."""

    identity: Identity
    times: int
    share: float
    gloss: str
    context: Context


def planned_words(
    document: Document, index: WordIndex, plan: Plan, annotate: Annotate
) -> Iterator[PlannedWord]:
    """Yield the words of a plan in its order, as they stand first in the text."""
    made: dict[int, Sequence[Annotation]] = {}
    for step in plan.steps:
        place = index.first_place(step.number)
        text = document.paragraphs[place.paragraph].text
        annotations = made.get(place.paragraph)
        if annotations is None:
            annotations = made[place.paragraph] = annotate(text, document.digest, place.paragraph)
        found = next(each for each in annotations if each.token.start == place.offset)
        context = context_of(document, place, len(found.token.text), annotations)
        yield PlannedWord(index.identity(step.number), step.times, step.share, found.gloss, context)


def keep_planned(notebook: Notebook, words: Sequence[PlannedWord], name: str, now: datetime) -> int:
    """Keep the words as the list ``name``, each with its sentence, as one step; return how many are new.

    Words that were kept before keep their gloss, note and status, and gain the list and the sentence.
    """
    new, at = 0, now.astimezone(timezone.utc).isoformat()
    with notebook.step(f"keep {len(words)} words in the list {name}") as (connection, recording):
        for word in words:
            fresh: dict[str, object] = {
                "gloss": rows.clean(word.gloss),
                "note": "",
                "tags": rows.dumped(()),
                "lists": rows.dumped((name,)),
                "status": int(Status.LEARNING_1),
                "kept": 1,
                "added": at,
            }
            identity = rows.clean_identity(word.identity)
            row, added = rows.save(connection, recording, identity, fresh, None)
            rows.add_context(connection, recording, row, word.context)
            new += added
    return new
