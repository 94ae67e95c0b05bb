"""Undo and redo, for ever: every step of the learner is kept as the rows it changed, before and after.

Steps are undone newest first, so a row always is what the step left when its turn comes. That holds over
sessions and windows, because the steps live in the same database and transaction as what they changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import Literal, get_args

KEPT_STEPS = 10_000

Row = Mapping[str, object]
Elsewhere = Callable[["str | None", "str | None"], None]
"""Puts back what a step changed outside the database: the second line in the place of the first."""

Relation = Literal["word", "context", "card", "review", "weights", "document", "bookmark", "translation"]
"""The tables whose rows are remembered; each has an ``id``."""
Keyed = Literal["reading_day", "reveal"]
"""Those whose rows have no id, but a key of several columns."""
_RELATIONS = frozenset(get_args(Relation))
_KEYS: Mapping[str, tuple[str, ...]] = {
    "reading_day": ("day", "digest"),
    "reveal": ("digest", "paragraph", "offset"),
}
_ELSEWHERE = "elsewhere"
_STAMPED: Mapping[str, tuple[str, ...]] = {"word": ("gloss", "note", "status")}
"""Columns that each have another, called ``…_at``, for the time they were set."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the learner did, as it can be told: ``at`` is aware UTC; ``undone`` where it was taken back.

    ``number`` names it for :func:`details`; ``changes`` is how many rows it changed.
    """

    label: str
    at: datetime
    number: int = 0
    changes: int = 0
    undone: bool = False


class Recording:
    """Changes rows within a transaction and remembers them as one step.

    A step without changes leaves no trace. A new step ends what could have been redone.
    """

    def __init__(self, connection: sqlite3.Connection, label: str, at: datetime) -> None:
        self._connection = connection
        self._label = label
        self._at = at
        self._step: int | None = None
        self.words: list[Row] = []
        """The rows of words that were changed, as they were and as they are."""

    @property
    def changed(self) -> bool:
        return self._step is not None

    def insert(self, relation: Relation, row: Row) -> int:
        """Add a row and return its id."""
        identifier = _insert(self._connection, relation, self._stamped(relation, row, {}))
        self._remember(relation, identifier, None, _image(self._connection, relation, identifier))
        return identifier

    def update(self, relation: Relation, identifier: int, row: Row) -> None:
        """Set the columns named in ``row``; nothing is remembered where they are so already."""
        before = _image(self._connection, relation, identifier)
        if before is None or all(before[column] == value for column, value in row.items()):
            return
        row = self._stamped(relation, row, before)
        _update(self._connection, relation, identifier, row)
        self._remember(relation, identifier, before, {**before, **row})

    def delete(self, relation: Relation, identifier: int) -> None:
        before = _image(self._connection, relation, identifier)
        _write(self._connection, relation, identifier, None)
        self._remember(relation, identifier, before, None)

    def put(self, relation: Keyed, before: Row | None, after: Row | None) -> None:
        """Put a row in the place of one with the same key; None for one that is not there before or after."""
        _put(self._connection, relation, before, after)
        self._remember(relation, 0, before, after)

    def elsewhere(self, before: str | None, after: str | None) -> None:
        """Remember a line changed outside the database (None: was not there, is gone)."""
        self._remember(_ELSEWHERE, 0, _line(before), _line(after))

    def _stamped(self, relation: str, row: Row, before: Row) -> Row:
        """Return what is given of a row, with the time of the step for each part that it makes another."""
        stamps = {
            f"{column}_at": self._at.astimezone(timezone.utc).isoformat()
            for column in _STAMPED.get(relation, ())
            if column in row and row[column] != before.get(column, "")
        }
        return {**stamps, **row}

    def _remember(self, relation: str, identifier: int, before: Row | None, after: Row | None) -> None:
        if self._step is None:
            self._step = _begin(self._connection, self._label, self._at)
        if relation == "word":
            self.words += [row for row in (before, after) if row is not None]
        self._connection.execute(
            "INSERT INTO change (step, relation, row, before, after) VALUES (?, ?, ?, ?, ?)",
            (self._step, relation, identifier, _dumped(before), _dumped(after)),
        )


def undo(connection: sqlite3.Connection, elsewhere: Elsewhere) -> tuple[Step | None, list[Row]]:
    """Take back the newest step that stands; None where there is none. Return the words' rows it touched."""
    found = connection.execute(f"{_STEPS} WHERE NOT undone ORDER BY id DESC LIMIT 1").fetchone()
    return _taken(connection, found, elsewhere, undone=True)


def redo(connection: sqlite3.Connection, elsewhere: Elsewhere) -> tuple[Step | None, list[Row]]:
    """Do again the step that was taken back last; None where there is none. As :func:`undo` otherwise."""
    found = connection.execute(f"{_STEPS} WHERE undone ORDER BY id LIMIT 1").fetchone()
    return _taken(connection, found, elsewhere, undone=False)


def _taken(
    connection: sqlite3.Connection, found: tuple[object, ...] | None, elsewhere: Elsewhere, *, undone: bool
) -> tuple[Step | None, list[Row]]:
    """Bring back what was before the step (after it, where it was undone), and mark it so."""
    if found is None:
        return None, []
    step, words = _step(found), list[Row]()
    for relation, row, before, after in _changes(connection, step.number, "DESC" if undone else "ASC"):
        images = _read(before), _read(after)
        words += [image for image in images if relation == "word" and image is not None]
        present, wanted = reversed(images) if undone else images
        if relation == _ELSEWHERE:
            elsewhere(_line_of(present), _line_of(wanted))
        elif relation in _KEYS:
            _put(connection, relation, present, wanted)
        else:
            _write(connection, relation, row, wanted)
    connection.execute("UPDATE step SET undone = ? WHERE id = ?", (undone, step.number))
    _count(connection)
    return replace(step, undone=undone), words


def token(connection: sqlite3.Connection) -> int:
    """Return a number that grows with every step made, taken back or done again, whichever window did it."""
    return int(connection.execute("SELECT value FROM meta WHERE key = 'words'").fetchone()[0])


_STEPS = "SELECT id, label, at, undone, (SELECT count(*) FROM change WHERE change.step = step.id) FROM step"


def steps(connection: sqlite3.Connection, limit: int = 100, undone: bool = False) -> tuple[Step, ...]:
    """Return the newest steps that stand, newest first; with ``undone``, those taken back as well."""
    condition = "" if undone else "WHERE NOT undone"
    rows = connection.execute(f"{_STEPS} {condition} ORDER BY id DESC LIMIT ?", (limit,))
    return tuple(map(_step, rows))


def details(connection: sqlite3.Connection, number: int) -> Iterator[tuple[str, Row | None, Row | None]]:
    """Yield what a step changed, in order: the table, the row before and the row after."""
    for relation, _, before, after in _changes(connection, number, "ASC"):
        yield relation, _read(before), _read(after)


def _step(row: Sequence[object]) -> Step:
    number, label, at, undone, changes = row
    return Step(
        str(label), datetime.fromisoformat(str(at)), int(str(number)), int(str(changes)), bool(undone)
    )


def _begin(connection: sqlite3.Connection, label: str, at: datetime) -> int:
    _count(connection)
    connection.execute("DELETE FROM step WHERE undone")
    cursor = connection.execute("INSERT INTO step (at, label) VALUES (?, ?)", (at.isoformat(), label))
    identifier = int(cursor.lastrowid or 0)
    connection.execute(
        "DELETE FROM step WHERE id <= (SELECT id FROM step ORDER BY id DESC LIMIT 1 OFFSET ?)", (KEPT_STEPS,)
    )
    return identifier


def _changes(
    connection: sqlite3.Connection, step: int, order: str
) -> list[tuple[str, int, str | None, str | None]]:
    query = f"SELECT relation, row, before, after FROM change WHERE step = ? ORDER BY id {order}"
    return connection.execute(query, (step,)).fetchall()


def _count(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'words'")


def _image(connection: sqlite3.Connection, relation: Relation, identifier: int) -> dict[str, object] | None:
    cursor = connection.execute(f"SELECT * FROM {relation} WHERE id = ?", (identifier,))
    row = cursor.fetchone()
    if row is None:
        return None
    return dict(zip((column[0] for column in cursor.description), row, strict=True))


def _write(connection: sqlite3.Connection, relation: str, identifier: int, row: Row | None) -> None:
    """Make the row with this id be ``row``, or be gone. Columns the table lacks by now are left out."""
    if relation not in _RELATIONS:
        raise sqlite3.DatabaseError(f"history names a table that does not exist: {relation!r}")
    if row is None:
        connection.execute(f"DELETE FROM {relation} WHERE id = ?", (identifier,))
        return
    known = {column[0] for column in connection.execute(f"SELECT * FROM {relation} LIMIT 0").description}
    row = {column: value for column, value in row.items() if column in known}
    if not _update(connection, relation, identifier, row):
        _insert(connection, relation, row)


def _put(connection: sqlite3.Connection, relation: str, present: Row | None, wanted: Row | None) -> None:
    keys = _KEYS[relation]
    if present is not None:
        condition = " AND ".join(f'"{key}" = ?' for key in keys)
        connection.execute(f"DELETE FROM {relation} WHERE {condition}", [present[key] for key in keys])
    if wanted is not None:
        _insert(connection, relation, wanted)


def _update(connection: sqlite3.Connection, relation: str, identifier: int, row: Row) -> bool:
    settings = ", ".join(f'"{column}" = ?' for column in row)
    cursor = connection.execute(f"UPDATE {relation} SET {settings} WHERE id = ?", (*row.values(), identifier))
    return cursor.rowcount > 0


def _insert(connection: sqlite3.Connection, relation: str, row: Row) -> int:
    columns = ", ".join(f'"{column}"' for column in row)
    marks = ", ".join("?" * len(row))
    cursor = connection.execute(f"INSERT INTO {relation} ({columns}) VALUES ({marks})", tuple(row.values()))
    return int(cursor.lastrowid or 0)


def _line(text: str | None) -> Row | None:
    return None if text is None else {"line": text}


def _line_of(image: Row | None) -> str | None:
    return None if image is None else str(image["line"])


def _dumped(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False, default=_bytes_as_json)


def _read(text: str | None) -> Row | None:
    if text is None:
        return None
    row: Row = json.loads(text, object_hook=_bytes_from_json)
    return row


def _bytes_as_json(value: object) -> object:
    """A file name that is no text is kept as bytes, which JSON has no word for."""
    if not isinstance(value, bytes):
        raise TypeError(f"no way to remember {value!r}")
    return {"hex": value.hex()}


def _bytes_from_json(value: dict[str, object]) -> object:
    return bytes.fromhex(str(value["hex"])) if value.keys() == {"hex"} else value
