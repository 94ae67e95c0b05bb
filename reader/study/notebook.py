"""The learner's words: kept, edited, found, taken back.

Every method that changes something returns only when the change is safe on the disk; each is one step that
:meth:`Notebook.undo` takes back, in this session or a later one. Errors are NotebookError, and then nothing
changed.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from reader.errors import NotebookError
from reader.study import history, rows
from reader.study.correction import Correction
from reader.study.corrections import Corrections
from reader.study.database import Database, utc_now
from reader.study.filter import ALL_KEPT, Filter, conditions
from reader.study.history import Recording, Step
from reader.study.past import changes_told
from reader.study.status import Status
from reader.study.statuses import Statuses
from reader.study.word import Context, Identity, Word

FILE_NAME = "notebook.db"
_FOLLOWED = 400
"""Rows of words a step changed at most for the statuses to follow it; after more, they are read anew."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving did: the word as it is now, whether it is new, and whether the context is."""

    word: Word
    new: bool
    new_context: bool


class Notebook:
    """Words, statuses and their history, in one database."""

    def __init__(
        self,
        database: Database,
        corrections: Corrections | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self.database = database
        self.corrections = corrections or Corrections.open(database.path.parent)
        self._now = now
        self._statuses: Statuses | None = None
        self._statuses_at = -1

    @classmethod
    def open(cls, data: Path, config: Path) -> Notebook:
        """Return the notebook kept in the directory ``data``, with the corrections kept in ``config``.

        No file is made before something is saved.
        """
        return cls(Database(data / FILE_NAME), Corrections.open(config))

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
        identity = rows.clean_identity(identity)
        with self.step(f"save {identity.headword}") as (connection, recording):
            fresh = {
                "gloss": rows.clean(gloss),
                "note": rows.clean(note),
                "tags": rows.dumped(tags),
                "lists": rows.dumped(lists),
                "status": int(Status.LEARNING_1 if status is None else status),
                "kept": 1,
                "added": self._stamp(),
            }
            row, new = rows.save(connection, recording, identity, fresh, status)
            added = context is not None and rows.add_context(connection, recording, row, context)
            word = rows.load(connection, "w.id = ?", (row,))[0]
        return Saved(word, new, added)

    def set_status(self, identities: Iterable[Identity], status: Status) -> int:
        """Give all these words ``status``, as one step; return how many changed.

        Words that are not in the notebook get a place in it without being kept.
        """
        wanted = [rows.clean_identity(identity) for identity in dict.fromkeys(identities)]
        changed = 0
        with self.step(_label("mark", wanted, status.word)) as (connection, recording):
            for identity in wanted:
                found = rows.find(connection, identity)
                given: dict[str, object] = {"status": int(status)}
                if found is None and status is not Status.NEW:
                    fresh = given | {"kept": 0, "added": self._stamp()}
                    recording.insert("word", rows.identity_row(identity) | fresh)
                elif found is not None and found["status"] != status:
                    recording.update("word", found["id"], given)
                else:
                    continue
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
        given |= {} if gloss is None else {"gloss": rows.clean(gloss)}
        given |= {} if note is None else {"note": rows.clean(note)}
        given |= {} if tags is None else {"tags": rows.dumped(tags)}
        given |= {} if lists is None else {"lists": rows.dumped(lists)}
        given |= {} if status is None else {"status": int(status)}
        with self.step(f"edit {identity.headword}") as (connection, recording):
            row = self._needed(connection, identity)["id"]
            recording.update("word", row, given)
            if becomes is not None and rows.clean_identity(becomes) != identity:
                row = rows.rename(connection, recording, row, rows.clean_identity(becomes))
            return rows.load(connection, "w.id = ?", (row,))[0]

    def relabel(
        self,
        identities: Iterable[Identity],
        *,
        add_tags: Sequence[str] = (),
        remove_tags: Sequence[str] = (),
        add_lists: Sequence[str] = (),
        remove_lists: Sequence[str] = (),
    ) -> int:
        """Give these words tags and lists and take others from them, as one step; return how many changed.

        A word that is not in the notebook is passed over.
        """
        wanted = list(dict.fromkeys(identities))
        changed = 0
        with self.step(_label("relabel", wanted)) as (connection, recording):
            for identity in wanted:
                found = rows.find(connection, identity)
                if found is None:
                    continue
                given: dict[str, object] = {
                    "tags": rows.relabelled(found["tags"], add_tags, remove_tags),
                    "lists": rows.relabelled(found["lists"], add_lists, remove_lists),
                }
                changed += any(found[column] != value for column, value in given.items())
                recording.update("word", found["id"], given)
        return changed

    def remove(self, identities: Iterable[Identity]) -> int:
        """Take words out of the notebook, contexts and status with them, as one step; return how many."""
        wanted = list(dict.fromkeys(identities))
        with self.step(_label("remove", wanted)) as (connection, recording):
            found_rows = [found["id"] for identity in wanted if (found := rows.find(connection, identity))]
            for row in found_rows:
                rows.remove(connection, recording, row)
        return len(found_rows)

    def remove_context(self, identity: Identity, context: Context) -> Word:
        """Take one sentence from a word and return the word as it is now."""
        with self.step(f"remove a sentence of {identity.headword}") as (connection, recording):
            row = self._needed(connection, identity)["id"]
            for (found,) in connection.execute(
                rows.SAME_CONTEXT, (row, *rows.context_key(context))
            ).fetchall():
                recording.delete("context", found)
            return rows.load(connection, "w.id = ?", (row,))[0]

    # Correcting

    def correct(self, correction: Correction) -> None:
        """Add a correction to the corrections file, in the place of one of the same words in the same scope.

        It is a step like any other: undo brings the former line back.
        """
        with self.step(f"correct {correction.surface}") as (_, recording):
            former = self.corrections.standing(correction)
            if former != correction:
                self._replace(recording, former, correction)

    def uncorrect(self, correction: Correction) -> None:
        """Take a correction out of the corrections file, as one step."""
        with self.step(f"drop the correction of {correction.surface}") as (_, recording):
            if correction in self.corrections.all:
                self._replace(recording, correction, None)

    def _replace(self, recording: Recording, old: Correction | None, new: Correction | None) -> None:
        recording.elsewhere(_line(old), _line(new))
        self.corrections.replace(old, new)

    def _replace_line(self, old: str | None, new: str | None) -> None:
        self.corrections.replace(_correction(old), _correction(new))

    # Finding

    def word(self, identity: Identity) -> Word | None:
        with self.database.reading() as connection:
            found = rows.find(connection, identity)
            return rows.load(connection, "w.id = ?", (found["id"],))[0] if found else None

    def written(self, form: str) -> tuple[Word, ...]:
        """Return the words that are written ``form`` in either script, kept or not."""
        with self.database.reading() as connection:
            return rows.load(connection, "w.simplified = ?1 OR w.traditional = ?1", (rows.clean(form),))

    def words(self, wanted: Filter = ALL_KEPT) -> tuple[Word, ...]:
        """Return the words that pass, in the order they were added."""
        condition, values = conditions(wanted)
        with self.database.reading() as connection:
            return rows.load(connection, condition, values)

    def statuses(self) -> Statuses:
        """Return every word's status at once, for painting; cheap to ask again while nothing changes."""
        with self.database.reading() as connection:
            now = self.token()
            known = self._statuses
            if known is None or now != self._statuses_at:
                every = connection.execute("SELECT traditional, simplified, reading, status FROM word")
                known = Statuses(every)
                self._keep_statuses(known, now)
            return known

    def status(self, identity: Identity) -> Status:
        """Return the status of a word, NEW where it has none."""
        return self.statuses().of(identity)

    # Taking back, and noticing

    def undo(self) -> Step | None:
        """Take back the newest step, whichever window made it, and return it; None where there is none."""
        return self._take(history.undo)

    def redo(self) -> Step | None:
        """Do again the step taken back last and return it; None where there is none."""
        return self._take(history.redo)

    def _take(self, take: Callable[..., tuple[Step | None, list[history.Row]]]) -> Step | None:
        with self.database.writing() as connection:
            before = history.token(connection)
            step, words = take(connection, self._replace_line)
            statuses = self._followed(connection, before, words)
        self._keep_statuses(*statuses)
        return step

    def steps(self, limit: int = 100, *, undone: bool = False) -> tuple[Step, ...]:
        """Return the steps that can be undone, newest first; with ``undone``, those taken back too."""
        with self.database.reading() as connection:
            return history.steps(connection, limit, undone)

    def told(self, step: Step) -> tuple[str, ...]:
        """Return what a step changed, in words, a line for each row that can be told."""
        with self.database.reading() as connection:
            return tuple(changes_told(history.details(connection, step.number)))

    def token(self) -> int:
        """Return a mark of the present state, for :meth:`changes_since`."""
        with self.database.reading() as connection:
            return history.token(connection)

    def changes_since(self, token: int) -> bool:
        """Return whether anything changed since ``token``, by this window or another."""
        return self.token() != token

    def close(self) -> None:
        self.database.close()

    # Within

    @contextlib.contextmanager
    def step(self, label: str) -> Iterator[tuple[sqlite3.Connection, Recording]]:
        """Yield a connection and what records a step with it; all of it is safe on leaving, or nothing."""
        with self.database.writing() as connection:
            before = history.token(connection)
            recording = Recording(connection, label, self._now())
            yield connection, recording
            statuses = self._followed(connection, before, recording.words)
        self._keep_statuses(*statuses)

    def _stamp(self) -> str:
        return self._now().astimezone(timezone.utc).isoformat()

    def _followed(
        self, connection: sqlite3.Connection, before: int, words: Sequence[history.Row]
    ) -> tuple[Statuses | None, int]:
        """Return the statuses as they are after a step of this window, if only it made them other."""
        known, now = self._statuses, history.token(connection)
        if not words and self._statuses_at == before:
            return known, now
        if known is None or self._statuses_at != before or len(words) > _FOLLOWED:
            return known, self._statuses_at
        forms = sorted({str(row[form]) for row in words for form in ("traditional", "simplified")})
        marks = ", ".join("?" * len(forms))
        found = connection.execute(
            "SELECT traditional, simplified, reading, status FROM word "
            f"WHERE simplified IN ({marks}) OR traditional IN ({marks})",
            forms * 2,
        )
        return known.changed(map(_identity, words), found), now

    def _keep_statuses(self, statuses: Statuses | None, at: int) -> None:
        self._statuses, self._statuses_at = statuses, at

    def _needed(self, connection: sqlite3.Connection, identity: Identity) -> sqlite3.Row:
        found = rows.find(connection, identity)
        if found is None:
            reading = f" ({identity.reading})" if identity.reading else ""
            raise NotebookError(f"{identity.headword}{reading}: is not in the notebook; add it first")
        return found


def _label(does: str, words: Sequence[Identity], how: str = "") -> str:
    subject = words[0].headword if len(words) == 1 else f"{len(words)} words"
    return f"{does} {subject} {how}".rstrip()


def _identity(row: history.Row) -> Identity:
    return Identity(str(row["traditional"]), str(row["simplified"]), str(row["reading"]))


def _line(correction: Correction | None) -> str | None:
    return None if correction is None else correction.line()


def _correction(line: str | None) -> Correction | None:
    return None if line is None else Correction.parse(line)
