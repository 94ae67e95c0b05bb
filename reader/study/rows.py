"""Words as rows of the notebook's tables, and back."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from reader.document.model import Position
from reader.errors import NotebookError
from reader.study.card_rows import move_cards, remove_cards, rename_reviews
from reader.study.history import Recording
from reader.study.status import Status
from reader.study.word import Context, Identity, Word

THIS_WORD = "w.traditional = ? AND w.simplified = ? AND w.reading = ?"
SAME_CONTEXT = "SELECT id FROM context WHERE word = ? AND sentence = ? AND start = ? AND digest = ?"
_IDENTITY = "traditional, simplified, reading"
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def find(connection: sqlite3.Connection, identity: Identity) -> sqlite3.Row | None:
    """Return the row of this word, None where there is none."""
    identity = clean_identity(identity)
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    key = (identity.traditional, identity.simplified, identity.reading)
    found: sqlite3.Row | None = cursor.execute(f"SELECT w.* FROM word w WHERE {THIS_WORD}", key).fetchone()
    return found


def load(connection: sqlite3.Connection, condition: str, values: Sequence[object]) -> tuple[Word, ...]:
    """Return the words the condition (over ``word w``) picks, contexts included."""
    return tuple(word for _, word in load_numbered(connection, condition, values))


def load_numbered(
    connection: sqlite3.Connection, condition: str, values: Sequence[object]
) -> tuple[tuple[int, Word], ...]:
    """As :func:`load`, each with its row's number."""
    rows = connection.execute(
        "SELECT id, traditional, simplified, reading, gloss, note, tags, lists, status, added, kept "
        f"FROM word w WHERE {condition} ORDER BY id",
        values,
    ).fetchall()
    contexts: dict[int, list[Context]] = {}
    for row, *fields in connection.execute(
        'SELECT word, sentence, start, "end", sentence_reading, document, digest, paragraph, offset, '
        "section, translation FROM context WHERE word IN "
        f"(SELECT id FROM word w WHERE {condition}) ORDER BY id",
        values,
    ):
        contexts.setdefault(row, []).append(_context(fields))
    return tuple(
        (
            row,
            Word(
                Identity(traditional, simplified, reading),
                gloss,
                note,
                tuple(json.loads(tags)),
                tuple(json.loads(lists)),
                Status(status),
                datetime.fromisoformat(added),
                tuple(contexts.get(row, ())),
                bool(kept),
            ),
        )
        for row, traditional, simplified, reading, gloss, note, tags, lists, status, added, kept in rows
    )


def _context(fields: Sequence[object]) -> Context:
    sentence, start, end, reading, document, digest, paragraph, offset, section, translation = fields
    position = None if paragraph is None else Position(int(str(paragraph)), int(str(offset)))
    return Context(
        str(sentence), int(str(start)), int(str(end)), str(reading), str(document), str(digest), position,
        str(section), str(translation),
    )  # fmt: skip


def save(
    connection: sqlite3.Connection,
    recording: Recording,
    identity: Identity,
    fresh: dict[str, object],
    status: Status | None,
) -> tuple[int, bool]:
    """Keep a word with what ``fresh`` says of it, or add that to what is kept; return its row, and whether
    it is new. ``status`` is None where that of a known word is to stay.
    """
    found = find(connection, identity)
    if found is None:
        return recording.insert("word", identity_row(identity) | fresh), True
    recording.update("word", found["id"], merged(found, fresh, status))
    return int(found["id"]), not found["kept"]


def merged(found: sqlite3.Row, fresh: dict[str, object], status: Status | None) -> dict[str, object]:
    """Return what saving a known word changes: holes are filled, tags and lists joined, nothing is lost."""
    merged: dict[str, object] = {
        "gloss": found["gloss"] or fresh["gloss"],
        "note": found["note"] or fresh["note"],
        "tags": _joined(found["tags"], fresh["tags"]),
        "lists": _joined(found["lists"], fresh["lists"]),
        "kept": 1,
    }
    if status is not None or (not found["kept"] and found["status"] == Status.NEW):
        merged["status"] = fresh["status"]
    if not found["kept"]:
        merged["added"] = fresh["added"]
    return merged


def add_context(connection: sqlite3.Connection, recording: Recording, row: int, context: Context) -> bool:
    if connection.execute(SAME_CONTEXT, (row, *context_key(context))).fetchone():
        return False
    recording.insert(
        "context",
        {
            "word": row,
            "sentence": clean(context.sentence),
            "start": context.start,
            "end": context.end,
            "sentence_reading": clean(context.sentence_reading),
            "document": clean(context.document),
            "digest": clean(context.digest),
            "paragraph": None if context.position is None else context.position.paragraph,
            "offset": None if context.position is None else context.position.offset,
            "section": clean(context.section),
            "translation": clean(context.translation),
        },
    )
    return True


def context_key(context: Context) -> tuple[str, int, str]:
    return clean(context.sentence), context.start, clean(context.digest)


def rename(connection: sqlite3.Connection, recording: Recording, row: int, becomes: Identity) -> int:
    target = find(connection, becomes)
    before = Identity(*connection.execute(f"SELECT {_IDENTITY} FROM word WHERE id = ?", (row,)).fetchone())
    rename_reviews(connection, recording, before, becomes)
    if target is None:
        recording.update("word", row, identity_row(becomes))
        return row
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    source = cursor.execute("SELECT * FROM word WHERE id = ?", (row,)).fetchone()
    recording.update("word", target["id"], merged(target, dict(source), None))
    for context, sentence, start, digest in connection.execute(
        "SELECT id, sentence, start, digest FROM context WHERE word = ? ORDER BY id", (row,)
    ).fetchall():
        if not connection.execute(SAME_CONTEXT, (target["id"], sentence, start, digest)).fetchone():
            recording.update("context", context, {"word": target["id"]})
    move_cards(connection, recording, row, target["id"])
    remove(connection, recording, row)
    return int(target["id"])


def remove(connection: sqlite3.Connection, recording: Recording, row: int) -> None:
    for (context,) in connection.execute("SELECT id FROM context WHERE word = ?", (row,)).fetchall():
        recording.delete("context", context)
    remove_cards(connection, recording, row)
    recording.delete("word", row)


def identity_row(identity: Identity) -> dict[str, object]:
    return {
        "traditional": identity.traditional,
        "simplified": identity.simplified,
        "reading": identity.reading,
    }


def clean_identity(identity: Identity) -> Identity:
    """Return the identity as it is stored; a word of nothing is refused."""
    simplified, traditional = clean(identity.simplified).strip(), clean(identity.traditional).strip()
    if not (simplified or traditional):
        raise NotebookError("a word needs at least one character")
    reading = " ".join(clean(identity.reading).split())
    return Identity(traditional or simplified, simplified or traditional, reading)


def clean(text: str) -> str:
    """Return ``text`` as it can be stored, code point for code point.

    Lone surrogates are no characters, and SQLite's functions end a text at NUL; both become visible signs.
    """
    return _UNSTORABLE.sub(lambda char: "\u2400" if char[0] == "\0" else "\ufffd", text)


def dumped(items: Sequence[str]) -> str:
    cleaned = (clean(item).strip() for item in items)
    return json.dumps([item for item in dict.fromkeys(cleaned) if item], ensure_ascii=False)


def relabelled(labels: str, add: Sequence[str], remove: Sequence[str]) -> str:
    """Return tags or lists, as they are stored, with some more and some fewer."""
    gone = {clean(label).strip() for label in remove}
    return dumped([label for label in [*json.loads(labels), *add] if clean(label).strip() not in gone])


def _joined(first: object, second: object) -> str:
    return dumped([*json.loads(str(first)), *json.loads(str(second))])
