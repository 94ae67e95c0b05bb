"""The learner's words: kept, edited, found, taken back.

Every method that changes something returns only when the change is safe on the disk; each is one step that
:meth:`Notebook.undo` takes back, in this session or a later one. Errors are NotebookError, and then nothing
changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from reader.document.model import Position
from reader.errors import NotebookError
from reader.study import history
from reader.study.database import Database, utc_now
from reader.study.history import Recording, Step
from reader.study.status import Status
from reader.study.statuses import Statuses
from reader.study.word import Context, Identity, Word

FILE_NAME = "notebook.db"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which words: all that is set must hold. ``document`` is a digest or a title.

    ``text`` is looked for in the word, its pinyin, gloss and note. ``kept`` None includes the words that only
    have a status.
    """

    status: tuple[Status, ...] = ()
    tag: str = ""
    list: str = ""
    document: str = ""
    text: str = ""
    kept: bool | None = True


ALL_KEPT = Filter()


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving did: the word as it is now, whether it is new, and whether the context is."""

    word: Word
    new: bool
    new_context: bool


class Notebook:
    """Words, statuses and their history, in one database."""

    def __init__(self, database: Database, now: Callable[[], datetime] = utc_now) -> None:
        self.database = database
        self._now = now
        self._statuses: Statuses | None = None
        self._statuses_at = -1

    @classmethod
    def open(cls, data: Path) -> Notebook:
        """Return the notebook kept in the directory ``data``; no file is made before something is saved."""
        return cls(Database(data / FILE_NAME))

    # Keeping

    def save(
        self,
        identity: Identity,
        *,
        gloss: str = "",
        context: Context | None = None,
        status: Status | None = None,
        note: str = "",
        tags: Sequence[str] = (),
        lists: Sequence[str] = (),
    ) -> Saved:
        """Keep a word with the sentence it was met in.

        The same word again gains the context, tags and lists it did not have; its gloss, note and status stay
        as the learner left them, and are filled where they are empty. A new word is LEARNING_1.
        """
        identity = _clean_identity(identity)
        with self.database.writing() as connection:
            recording = Recording(connection, f"save {identity.headword}", self._now())
            found = _row(connection, identity)
            fresh = {
                "gloss": _clean(gloss),
                "note": _clean(note),
                "tags": _dumped(tags),
                "lists": _dumped(lists),
                "status": int(Status.LEARNING_1 if status is None else status),
                "kept": 1,
                "added": self._now().astimezone(timezone.utc).isoformat(),
            }
            if found is None:
                row = recording.insert("word", _identity_row(identity) | fresh)
            else:
                row = found["id"]
                recording.update("word", row, _merged(found, fresh, status))
            added = context is not None and _add_context(connection, recording, row, context)
            word = _load(connection, "w.id = ?", (row,))[0]
        return Saved(word, found is None or not found["kept"], added)

    def set_status(self, identities: Iterable[Identity], status: Status) -> int:
        """Give all these words ``status``, as one step; return how many changed.

        Words that are not in the notebook get a place in it without being kept.
        """
        wanted = [_clean_identity(identity) for identity in dict.fromkeys(identities)]
        changed = 0
        with self.database.writing() as connection:
            recording = Recording(connection, _status_label(wanted, status), self._now())
            for identity in wanted:
                found = _row(connection, identity)
                if found is None:
                    if status is Status.NEW:
                        continue
                    added = self._now().astimezone(timezone.utc).isoformat()
                    fresh = {"status": int(status), "kept": 0, "added": added}
                    recording.insert("word", _identity_row(identity) | fresh)
                elif found["status"] == status:
                    continue
                else:
                    recording.update("word", found["id"], {"status": int(status)})
                changed += 1
        return changed

    def edit(
        self,
        identity: Identity,
        *,
        gloss: str | None = None,
        note: str | None = None,
        tags: Sequence[str] | None = None,
        lists: Sequence[str] | None = None,
        status: Status | None = None,
        becomes: Identity | None = None,
    ) -> Word:
        """Change what is given of a word and return it as it is now.

        ``becomes`` makes it another word (a corrected reading, say); where that one exists, the two are
        merged: it keeps what it has, and gains the contexts, tags and lists.
        """
        given: dict[str, object] = {}
        given |= {} if gloss is None else {"gloss": _clean(gloss)}
        given |= {} if note is None else {"note": _clean(note)}
        given |= {} if tags is None else {"tags": _dumped(tags)}
        given |= {} if lists is None else {"lists": _dumped(lists)}
        given |= {} if status is None else {"status": int(status)}
        with self.database.writing() as connection:
            recording = Recording(connection, f"edit {identity.headword}", self._now())
            row = self._needed(connection, identity)["id"]
            recording.update("word", row, given)
            if becomes is not None and _clean_identity(becomes) != identity:
                row = _rename(connection, recording, row, _clean_identity(becomes))
            return _load(connection, "w.id = ?", (row,))[0]

    def remove(self, identities: Iterable[Identity]) -> int:
        """Take words out of the notebook, contexts and status with them, as one step; return how many."""
        wanted = list(dict.fromkeys(identities))
        with self.database.writing() as connection:
            label = f"remove {wanted[0].headword}" if len(wanted) == 1 else f"remove {len(wanted)} words"
            recording = Recording(connection, label, self._now())
            rows = [found["id"] for identity in wanted if (found := _row(connection, identity))]
            for row in rows:
                _remove(connection, recording, row)
        return len(rows)

    def remove_context(self, identity: Identity, context: Context) -> Word:
        """Take one sentence from a word and return the word as it is now."""
        with self.database.writing() as connection:
            recording = Recording(connection, f"remove a sentence of {identity.headword}", self._now())
            row = self._needed(connection, identity)["id"]
            for (found,) in connection.execute(_SAME_CONTEXT, (row, *_context_key(context))).fetchall():
                recording.delete("context", found)
            return _load(connection, "w.id = ?", (row,))[0]

    # Finding

    def word(self, identity: Identity) -> Word | None:
        with self.database.reading() as connection:
            found = _load(connection, _THIS, (identity.traditional, identity.simplified, identity.reading))
        return found[0] if found else None

    def written(self, form: str) -> tuple[Word, ...]:
        """Return the words that are written ``form`` in either script, kept or not."""
        with self.database.reading() as connection:
            return _load(connection, "w.simplified = ?1 OR w.traditional = ?1", (form,))

    def words(self, wanted: Filter = ALL_KEPT) -> tuple[Word, ...]:
        """Return the words that pass, in the order they were added."""
        conditions, values = _conditions(wanted)
        with self.database.reading() as connection:
            return _load(connection, " AND ".join(conditions) or "1", values)

    def statuses(self) -> Statuses:
        """Return every word's status at once, for painting; cheap to ask again while nothing changes."""
        with self.database.reading() as connection:
            now = self.token()
            if self._statuses is None or now != self._statuses_at:
                rows = connection.execute("SELECT traditional, simplified, reading, status FROM word")
                self._statuses, self._statuses_at = Statuses(rows), now
            return self._statuses

    def status(self, identity: Identity) -> Status:
        """Return the status of a word, NEW where it has none."""
        return self.statuses().of(identity)

    # Taking back, and noticing

    def undo(self) -> Step | None:
        """Take back the newest step, whichever window made it, and return it; None where there is none."""
        with self.database.writing() as connection:
            return history.undo(connection)

    def redo(self) -> Step | None:
        """Do again the step taken back last and return it; None where there is none."""
        with self.database.writing() as connection:
            return history.redo(connection)

    def steps(self, limit: int = 100) -> tuple[Step, ...]:
        """Return the steps that can be undone, newest first."""
        with self.database.reading() as connection:
            return history.steps(connection, limit)

    def token(self) -> int:
        """Return a mark of the present state, for :meth:`changes_since`."""
        return self.database.revision()

    def changes_since(self, token: int) -> bool:
        """Return whether anything changed since ``token``, by this window or another."""
        return self.token() != token

    def close(self) -> None:
        self.database.close()

    def _needed(self, connection: sqlite3.Connection, identity: Identity) -> sqlite3.Row:
        found = _row(connection, identity)
        if found is None:
            reading = f" ({identity.reading})" if identity.reading else ""
            raise NotebookError(f"{identity.headword}{reading}: is not in the notebook; add it first")
        return found


_THIS = "w.traditional = ? AND w.simplified = ? AND w.reading = ?"
_SAME_CONTEXT = "SELECT id FROM context WHERE word = ? AND sentence = ? AND start = ? AND digest = ?"


def _row(connection: sqlite3.Connection, identity: Identity) -> sqlite3.Row | None:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    key = (identity.traditional, identity.simplified, identity.reading)
    found: sqlite3.Row | None = cursor.execute(f"SELECT w.* FROM word w WHERE {_THIS}", key).fetchone()
    return found


def _load(connection: sqlite3.Connection, condition: str, values: Sequence[object]) -> tuple[Word, ...]:
    """Return the words the condition (over ``word w``) picks, contexts included."""
    rows = connection.execute(
        "SELECT id, traditional, simplified, reading, gloss, note, tags, lists, status, added, kept "
        f"FROM word w WHERE {condition} ORDER BY id",
        values,
    ).fetchall()
    contexts: dict[int, list[Context]] = {}
    for row, *fields in connection.execute(
        'SELECT word, sentence, start, "end", sentence_reading, document, digest, paragraph, offset, '
        f"section, translation FROM context WHERE word IN "
        f"(SELECT id FROM word w WHERE {condition}) ORDER BY id",
        values,
    ):
        contexts.setdefault(row, []).append(_context(fields))
    return tuple(
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


def _conditions(wanted: Filter) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    values: list[object] = []
    if wanted.kept is not None:
        conditions.append("w.kept = ?")
        values.append(int(wanted.kept))
    if wanted.status:
        conditions.append(f"w.status IN ({', '.join('?' * len(wanted.status))})")
        values += map(int, wanted.status)
    for column, item in (("tags", wanted.tag), ("lists", wanted.list)):
        if item:
            conditions.append(f"EXISTS (SELECT 1 FROM json_each(w.{column}) WHERE value = ?)")
            values.append(item)
    if wanted.document:
        conditions.append(
            "EXISTS (SELECT 1 FROM context c WHERE c.word = w.id AND ? IN (c.digest, c.document))"
        )
        values.append(wanted.document)
    if wanted.text:
        columns = ("simplified", "traditional", "reading", "replace(w.reading, ' ', '')", "gloss", "note")
        places = [column if "(" in column else f"w.{column}" for column in columns]
        conditions.append("(" + " OR ".join(f"instr(lower({place}), lower(?)) > 0" for place in places) + ")")
        values += [wanted.text] * len(places)
    return conditions, values


def _merged(found: sqlite3.Row, fresh: dict[str, object], status: Status | None) -> dict[str, object]:
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


def _add_context(connection: sqlite3.Connection, recording: Recording, row: int, context: Context) -> bool:
    if connection.execute(_SAME_CONTEXT, (row, *_context_key(context))).fetchone():
        return False
    recording.insert(
        "context",
        {
            "word": row,
            "sentence": _clean(context.sentence),
            "start": context.start,
            "end": context.end,
            "sentence_reading": _clean(context.sentence_reading),
            "document": _clean(context.document),
            "digest": _clean(context.digest),
            "paragraph": None if context.position is None else context.position.paragraph,
            "offset": None if context.position is None else context.position.offset,
            "section": _clean(context.section),
            "translation": _clean(context.translation),
        },
    )
    return True


def _context_key(context: Context) -> tuple[str, int, str]:
    return _clean(context.sentence), context.start, _clean(context.digest)


def _rename(connection: sqlite3.Connection, recording: Recording, row: int, becomes: Identity) -> int:
    target = _row(connection, becomes)
    if target is None:
        recording.update("word", row, _identity_row(becomes))
        return row
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    source = cursor.execute("SELECT * FROM word WHERE id = ?", (row,)).fetchone()
    recording.update("word", target["id"], _merged(target, dict(source), None))
    for context, sentence, start, digest in connection.execute(
        "SELECT id, sentence, start, digest FROM context WHERE word = ? ORDER BY id", (row,)
    ).fetchall():
        if not connection.execute(_SAME_CONTEXT, (target["id"], sentence, start, digest)).fetchone():
            recording.update("context", context, {"word": target["id"]})
    _remove(connection, recording, row)
    return int(target["id"])


def _remove(connection: sqlite3.Connection, recording: Recording, row: int) -> None:
    for (context,) in connection.execute("SELECT id FROM context WHERE word = ?", (row,)).fetchall():
        recording.delete("context", context)
    recording.delete("word", row)


def _identity_row(identity: Identity) -> dict[str, object]:
    return {
        "traditional": identity.traditional,
        "simplified": identity.simplified,
        "reading": identity.reading,
    }


def _clean_identity(identity: Identity) -> Identity:
    """Return the identity as it is stored; a word of nothing is refused."""
    simplified, traditional = _clean(identity.simplified).strip(), _clean(identity.traditional).strip()
    if not (simplified or traditional):
        raise NotebookError("a word needs at least one character")
    reading = " ".join(_clean(identity.reading).split())
    return Identity(traditional or simplified, simplified or traditional, reading)


def _clean(text: str) -> str:
    """Return ``text`` without lone surrogates, which are no characters and cannot be stored."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _dumped(items: Sequence[str]) -> str:
    cleaned = (_clean(item).strip() for item in items)
    return json.dumps([item for item in dict.fromkeys(cleaned) if item], ensure_ascii=False)


def _joined(first: object, second: object) -> str:
    return _dumped([*json.loads(str(first)), *json.loads(str(second))])


def _status_label(words: Sequence[Identity], status: Status) -> str:
    subject = words[0].headword if len(words) == 1 else f"{len(words)} words"
    return f"mark {subject} {status.word}"
