"""Undo and redo, for ever: every step of the learner is kept as the rows it changed, before and after.

Steps are undone newest first, so a row always is what the step left when its turn comes. That holds over
sessions and windows, because the steps live in the same database and transaction as what they changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

KEPT_STEPS = 10_000

Row = Mapping[str, object]
Elsewhere = Callable[["str | None", "str | None"], None]
"""Puts back what a step changed outside the database: the second line in the place of the first."""

Relation = Literal["word", "context"]
_RELATIONS = frozenset(get_args(Relation))
_ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the learner did, as it can be told: ``at`` is aware UTC."""

    label: str
    at: datetime


class Recording:
    """Changes rows within a transaction and remembers them as one step.

    A step without changes leaves no trace. A new step ends what could have been redone.
    """

    def __init__(self, connection: sqlite3.Connection, label: str, at: datetime) -> None:
        self._connection = connection
        self._label = label
        self._at = at
        self._step: int | None = None

    @property
    def changed(self) -> bool:
        return self._step is not None

    def insert(self, relation: Relation, row: Row) -> int:
        """Add a row and return its id."""
        identifier = _insert(self._connection, relation, row)
        self._remember(relation, identifier, None, _image(self._connection, relation, identifier))
        return identifier

    def update(self, relation: Relation, identifier: int, row: Row) -> None:
        """Set the columns named in ``row``; nothing is remembered where they are so already."""
        before = _image(self._connection, relation, identifier)
        if before is None or all(before[column] == value for column, value in row.items()):
            return
        _update(self._connection, relation, identifier, row)
        self._remember(relation, identifier, before, {**before, **row})

    def delete(self, relation: Relation, identifier: int) -> None:
        before = _image(self._connection, relation, identifier)
        _write(self._connection, relation, identifier, None)
        self._remember(relation, identifier, before, None)

    def elsewhere(self, before: str | None, after: str | None) -> None:
        """Remember a line changed outside the database (None: was not there, is gone)."""
        self._remember(_ELSEWHERE, 0, _line(before), _line(after))

    def _remember(self, relation: str, identifier: int, before: Row | None, after: Row | None) -> None:
        if self._step is None:
            self._step = _begin(self._connection, self._label, self._at)
        self._connection.execute(
            "INSERT INTO change (step, relation, row, before, after) VALUES (?, ?, ?, ?, ?)",
            (self._step, relation, identifier, _dumped(before), _dumped(after)),
        )


def undo(connection: sqlite3.Connection, elsewhere: Elsewhere) -> Step | None:
    """Take back the newest step that stands; None where there is none."""
    found = connection.execute("SELECT id, label, at FROM step WHERE NOT undone ORDER BY id DESC").fetchone()
    if found is None:
        return None
    for relation, row, before, after in _changes(connection, found[0], "DESC"):
        _restore(connection, relation, row, before, after, elsewhere)
    return _marked(connection, found, undone=1)


def redo(connection: sqlite3.Connection, elsewhere: Elsewhere) -> Step | None:
    """Do again the step that was taken back last; None where there is none."""
    found = connection.execute("SELECT id, label, at FROM step WHERE undone ORDER BY id").fetchone()
    if found is None:
        return None
    for relation, row, before, after in _changes(connection, found[0], "ASC"):
        _restore(connection, relation, row, after, before, elsewhere)
    return _marked(connection, found, undone=0)


def token(connection: sqlite3.Connection) -> int:
    """Return a number that grows with every step made, taken back or done again, whichever window did it."""
    return int(connection.execute("SELECT value FROM meta WHERE key = 'words'").fetchone()[0])


def steps(connection: sqlite3.Connection, limit: int = 100) -> tuple[Step, ...]:
    """Return the newest steps that stand, newest first."""
    rows = connection.execute(
        "SELECT label, at FROM step WHERE NOT undone ORDER BY id DESC LIMIT ?", (limit,)
    )
    return tuple(Step(label, datetime.fromisoformat(at)) for label, at in rows)


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


def _restore(
    connection: sqlite3.Connection,
    relation: str,
    row: int,
    wanted: str | None,
    present: str | None,
    elsewhere: Elsewhere,
) -> None:
    image = None if wanted is None else json.loads(wanted)
    if relation == _ELSEWHERE:
        was = None if present is None else json.loads(present)
        elsewhere(was and was["line"], image and image["line"])
    else:
        _write(connection, relation, row, image)


def _marked(connection: sqlite3.Connection, found: tuple[int, str, str], *, undone: int) -> Step:
    identifier, label, at = found
    connection.execute("UPDATE step SET undone = ? WHERE id = ?", (undone, identifier))
    _count(connection)
    return Step(label, datetime.fromisoformat(at))


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


def _dumped(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False)
