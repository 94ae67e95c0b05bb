"""Undo and redo, for ever: every step of the learner is kept as the rows it changed, before and after.

Steps are undone newest first, so a row always is what the step left when its turn comes. That holds over
sessions and windows, because the steps live in the same database and transaction as what they changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

KEPT_STEPS = 10_000

Row = Mapping[str, object]
Relation = Literal["word", "context"]
_RELATIONS = frozenset(get_args(Relation))


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
        columns = ", ".join(f'"{column}"' for column in row)
        marks = ", ".join("?" * len(row))
        cursor = self._connection.execute(
            f"INSERT INTO {relation} ({columns}) VALUES ({marks})", tuple(row.values())
        )
        identifier = int(cursor.lastrowid or 0)
        self._remember(relation, identifier, None, _image(self._connection, relation, identifier))
        return identifier

    def update(self, relation: Relation, identifier: int, row: Row) -> None:
        """Set the columns named in ``row``; nothing is remembered where they are so already."""
        before = _image(self._connection, relation, identifier)
        if before is None or all(before[column] == value for column, value in row.items()):
            return
        after = {**before, **row}
        _write(self._connection, relation, identifier, after)
        self._remember(relation, identifier, before, after)

    def delete(self, relation: Relation, identifier: int) -> None:
        before = _image(self._connection, relation, identifier)
        _write(self._connection, relation, identifier, None)
        self._remember(relation, identifier, before, None)

    def _remember(self, relation: Relation, identifier: int, before: Row | None, after: Row | None) -> None:
        if self._step is None:
            self._step = _begin(self._connection, self._label, self._at)
        self._connection.execute(
            "INSERT INTO change (step, relation, row, before, after) VALUES (?, ?, ?, ?, ?)",
            (self._step, relation, identifier, _dumped(before), _dumped(after)),
        )


def undo(connection: sqlite3.Connection) -> Step | None:
    """Take back the newest step that stands; None where there is none."""
    found = connection.execute("SELECT id, label, at FROM step WHERE NOT undone ORDER BY id DESC").fetchone()
    return None if found is None else _apply(connection, found, "before", "DESC", undone=1)


def redo(connection: sqlite3.Connection) -> Step | None:
    """Do again the step that was taken back last; None where there is none."""
    found = connection.execute("SELECT id, label, at FROM step WHERE undone ORDER BY id").fetchone()
    return None if found is None else _apply(connection, found, "after", "ASC", undone=0)


def steps(connection: sqlite3.Connection, limit: int = 100) -> tuple[Step, ...]:
    """Return the newest steps that stand, newest first."""
    rows = connection.execute(
        "SELECT label, at FROM step WHERE NOT undone ORDER BY id DESC LIMIT ?", (limit,)
    )
    return tuple(Step(label, datetime.fromisoformat(at)) for label, at in rows)


def _begin(connection: sqlite3.Connection, label: str, at: datetime) -> int:
    connection.execute("DELETE FROM step WHERE undone")
    cursor = connection.execute("INSERT INTO step (at, label) VALUES (?, ?)", (at.isoformat(), label))
    identifier = int(cursor.lastrowid or 0)
    connection.execute(
        "DELETE FROM step WHERE id <= (SELECT id FROM step ORDER BY id DESC LIMIT 1 OFFSET ?)", (KEPT_STEPS,)
    )
    return identifier


def _apply(
    connection: sqlite3.Connection, found: Sequence[object], side: str, order: str, *, undone: int
) -> Step:
    identifier, label, at = found
    changes = connection.execute(
        f"SELECT relation, row, {side} FROM change WHERE step = ? ORDER BY id {order}", (identifier,)
    ).fetchall()
    for relation, row, image in changes:
        _write(connection, relation, row, None if image is None else json.loads(image))
    connection.execute("UPDATE step SET undone = ? WHERE id = ?", (undone, identifier))
    return Step(str(label), datetime.fromisoformat(str(at)))


def _image(connection: sqlite3.Connection, relation: Relation, identifier: int) -> dict[str, object] | None:
    cursor = connection.execute(f"SELECT * FROM {relation} WHERE id = ?", (identifier,))
    row = cursor.fetchone()
    if row is None:
        return None
    return dict(zip((column[0] for column in cursor.description), row, strict=True))


def _write(connection: sqlite3.Connection, relation: Relation, identifier: int, row: Row | None) -> None:
    """Make the row with this id be ``row``, or be gone. Columns the table lacks by now are left out."""
    if relation not in _RELATIONS:
        raise sqlite3.DatabaseError(f"history names a table that does not exist: {relation!r}")
    if row is None:
        connection.execute(f"DELETE FROM {relation} WHERE id = ?", (identifier,))
        return
    known = {column[0] for column in connection.execute(f"SELECT * FROM {relation} LIMIT 0").description}
    row = {column: value for column, value in row.items() if column in known}
    settings = ", ".join(f'"{column}" = ?' for column in row)
    cursor = connection.execute(f"UPDATE {relation} SET {settings} WHERE id = ?", (*row.values(), identifier))
    if not cursor.rowcount:
        columns = ", ".join(f'"{column}"' for column in row)
        marks = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO {relation} ({columns}) VALUES ({marks})", tuple(row.values()))


def _dumped(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False)
