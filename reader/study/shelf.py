"""Which texts were opened, where the learner was in each, how each is shown, and the bookmarks."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone

from reader.document.model import Position
from reader.study.database import Database, utc_now
from reader.study.rows import clean


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A marked place; ``label`` is what the learner called it or the words that stand there."""

    position: Position
    label: str
    added: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A text on the shelf. ``percent`` read, 0 to 100; ``view`` holds its settings as JSON values."""

    digest: str
    path: str
    title: str
    position: Position
    percent: float
    opened: datetime
    view: Mapping[str, object] = field(default_factory=dict)
    bookmarks: tuple[Bookmark, ...] = ()


class Shelf:
    """The texts by the digest of their bytes, so that a moved or renamed file is still known."""

    def __init__(self, database: Database, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._now = now

    def place(self, digest: str) -> Place | None:
        """Return what is kept of the text, None for one that was never opened."""
        with self._database.reading() as connection:
            found = _load(connection, "WHERE digest = ?", (digest,))
        return found[0] if found else None

    def recent(self, limit: int = 50) -> tuple[Place, ...]:
        """Return the texts opened last, newest first."""
        with self._database.reading() as connection:
            return _load(connection, "ORDER BY opened DESC, digest LIMIT ?", (limit,))

    def keep(
        self,
        digest: str,
        *,
        path: str | None = None,
        title: str | None = None,
        position: Position | None = None,
        percent: float | None = None,
        view: Mapping[str, object] | None = None,
    ) -> None:
        """Keep what is given of a text and leave the rest as it was; it counts as opened now."""
        given: dict[str, object] = {"opened": self._now().astimezone(timezone.utc).isoformat()}
        given |= {} if path is None else {"path": _storable(path)}
        given |= {} if title is None else {"title": clean(title)}
        given |= {} if position is None else {"paragraph": position.paragraph, "offset": position.offset}
        given |= {} if percent is None else {"percent": min(100.0, max(0.0, percent))}
        given |= {} if view is None else {"view": json.dumps(dict(view), ensure_ascii=False)}
        settings = ", ".join(f'"{column}" = excluded."{column}"' for column in given)
        row: dict[str, object] = {"digest": digest, "path": "", "title": ""} | given
        columns = ", ".join(f'"{column}"' for column in row)
        with self._database.writing() as connection:
            connection.execute(
                f"INSERT INTO document ({columns}) VALUES ({', '.join('?' * len(row))}) "
                f"ON CONFLICT (digest) DO UPDATE SET {settings}",
                tuple(row.values()),
            )

    def forget(self, digest: str) -> Place | None:
        """Take a text off the shelf, bookmarks with it; return what was kept, for :meth:`put_back`."""
        found = self.place(digest)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM document WHERE digest = ?", (digest,))
        return found

    def put_back(self, place: Place) -> None:
        """Make the shelf hold ``place`` just as it was."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM document WHERE digest = ?", (place.digest,))
            connection.execute(
                "INSERT INTO document (digest, path, title, paragraph, offset, percent, opened, view) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    place.digest,
                    _storable(place.path),
                    place.title,
                    place.position.paragraph,
                    place.position.offset,
                    place.percent,
                    place.opened.isoformat(),
                    json.dumps(dict(place.view), ensure_ascii=False),
                ),
            )
            for mark in place.bookmarks:
                _mark(connection, place.digest, mark)

    def mark(self, digest: str, position: Position, label: str = "") -> None:
        """Set a bookmark in a text that is on the shelf; one at the same place gets the new label."""
        with self._database.writing() as connection:
            _mark(connection, digest, Bookmark(position, clean(label), self._now().astimezone(timezone.utc)))

    def unmark(self, digest: str, position: Position) -> bool:
        """Take a bookmark away; return whether there was one."""
        with self._database.writing() as connection:
            cursor = connection.execute(
                "DELETE FROM bookmark WHERE digest = ? AND paragraph = ? AND offset = ?",
                (digest, position.paragraph, position.offset),
            )
            return cursor.rowcount > 0


def _mark(connection: sqlite3.Connection, digest: str, mark: Bookmark) -> None:
    connection.execute(
        "INSERT INTO bookmark (digest, paragraph, offset, label, added) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (digest, paragraph, offset) DO UPDATE SET label = excluded.label",
        (digest, mark.position.paragraph, mark.position.offset, mark.label, mark.added.isoformat()),
    )


def _load(connection: sqlite3.Connection, condition: str, values: tuple[object, ...]) -> tuple[Place, ...]:
    rows = connection.execute(
        f"SELECT digest, path, title, paragraph, offset, percent, opened, view FROM document {condition}",
        values,
    ).fetchall()
    return tuple(
        Place(
            digest,
            path if isinstance(path, str) else os.fsdecode(path),
            title,
            Position(paragraph, offset),
            percent,
            datetime.fromisoformat(opened),
            json.loads(view),
            _bookmarks(connection, digest),
        )
        for digest, path, title, paragraph, offset, percent, opened, view in rows
    )


def _bookmarks(connection: sqlite3.Connection, digest: str) -> tuple[Bookmark, ...]:
    rows = connection.execute(
        "SELECT paragraph, offset, label, added FROM bookmark WHERE digest = ? ORDER BY paragraph, offset",
        (digest,),
    )
    return tuple(
        Bookmark(Position(paragraph, offset), label, datetime.fromisoformat(added))
        for paragraph, offset, label, added in rows
    )


def _storable(path: str) -> str | bytes:
    """Return the file name as text, or as bytes where it is none: any name must lead back to its file."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path
