"""Words from elsewhere taken into the notebook: many at once, as one step that undo takes back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timezone

from reader.study import rows
from reader.study.history import Recording
from reader.study.notebook import Notebook
from reader.study.status import Status
from reader.study.word import Context, Identity, Word


@dataclass(frozen=True, slots=True)
class Brought:
    """How many words were new, changed, and there already just so."""

    new: int = 0
    changed: int = 0
    same: int = 0


def bring_in(notebook: Notebook, words: Iterable[Word], label: str, overwrite: bool = False) -> Brought:
    """Take words in, all or none of them, as one step called ``label``; return what that changed.

    Words that are there already gain what they lack: see :func:`merged`.
    """
    counts = {"new": 0, "changed": 0, "same": 0}
    with notebook.step(label) as (connection, recording):
        for word in words:
            counts[_bring(connection, recording, _storable(word), overwrite)] += 1
    return Brought(**counts)


def foresee(held: Mapping[Identity, Word], words: Iterable[Word], overwrite: bool = False) -> Brought:
    """Return what :func:`bring_in` would do to a notebook that holds these words."""
    counts = {"new": 0, "changed": 0, "same": 0}
    for word in map(_storable, words):
        there = held.get(word.identity)
        if there is None:
            counts["new"] += 1
        else:
            counts["same" if merged(there, word, overwrite) == there else "changed"] += 1
    return Brought(**counts)


def merged(held: Word, coming: Word, overwrite: bool = False) -> Word:
    """Return the word that both together make; nothing of ``held`` is lost unless that is wished.

    Gloss and note are filled where they are empty, tags, lists and sentences joined, and of two statuses the
    better known stands. With ``overwrite`` the gloss, note and status that come win.
    """
    first, second = (coming, held) if overwrite else (held, coming)
    known = {(context.sentence, context.start, context.digest) for context in held.contexts}
    places = {(context.sentence, context.start) for context in held.contexts}
    fresh = tuple(
        context
        for context in coming.contexts
        if (context.sentence, context.start, context.digest) not in known
        # Most formats do not say which text a sentence is from: it is no other sentence for that.
        and (context.digest or (context.sentence, context.start) not in places)
    )
    return replace(
        held,
        gloss=first.gloss or second.gloss,
        note=first.note or second.note,
        tags=tuple(dict.fromkeys((*held.tags, *coming.tags))),
        lists=tuple(dict.fromkeys((*held.lists, *coming.lists))),
        status=coming.status if overwrite else better(held.status, coming.status),
        added=held.added if held.kept or not coming.kept else coming.added,
        contexts=(*held.contexts, *fresh),
        kept=held.kept or coming.kept,
    )


def better(held: Status, coming: Status) -> Status:
    """Return the status that stands for more knowledge; a word ignored or called a name stays so."""
    if held in (Status.IGNORED, Status.NAME) or coming is Status.NEW:
        return held
    if coming in (Status.IGNORED, Status.NAME):
        return coming if held is Status.NEW else held
    return max(held, coming)


def _bring(connection: sqlite3.Connection, recording: Recording, word: Word, overwrite: bool) -> str:
    found = rows.find(connection, word.identity)
    if found is None:
        row = recording.insert("word", rows.identity_row(word.identity) | _columns(word))
        for context in word.contexts:
            rows.add_context(connection, recording, row, context)
        return "new"
    held = rows.load(connection, "w.id = ?", (found["id"],))[0]
    becomes = merged(held, word, overwrite)
    if becomes == held:
        return "same"
    recording.update("word", found["id"], _columns(becomes))
    for context in becomes.contexts[len(held.contexts) :]:
        rows.add_context(connection, recording, found["id"], context)
    return "changed"


def _columns(word: Word) -> dict[str, object]:
    return {
        "gloss": word.gloss,
        "note": word.note,
        "tags": rows.dumped(word.tags),
        "lists": rows.dumped(word.lists),
        "status": int(word.status),
        "kept": int(word.kept),
        "added": word.added.astimezone(timezone.utc).isoformat(),
    }


def _storable(word: Word) -> Word:
    """Return the word as it comes back from the notebook, so that bringing it in twice changes nothing."""
    seen: dict[tuple[str, int, str], Context] = {}
    for context in word.contexts:
        seen.setdefault(rows.context_key(context), _clean(context))
    return replace(
        word,
        identity=rows.clean_identity(word.identity),
        gloss=rows.clean(word.gloss),
        note=rows.clean(word.note),
        tags=_labels(word.tags),
        lists=_labels(word.lists),
        contexts=tuple(seen.values()),
    )


def _labels(names: Iterable[str]) -> tuple[str, ...]:
    cleaned = (rows.clean(name).strip() for name in names)
    return tuple(name for name in dict.fromkeys(cleaned) if name)


def _clean(context: Context) -> Context:
    return replace(
        context,
        sentence=rows.clean(context.sentence),
        sentence_reading=rows.clean(context.sentence_reading),
        document=rows.clean(context.document),
        digest=rows.clean(context.digest),
        section=rows.clean(context.section),
        translation=rows.clean(context.translation),
    )
