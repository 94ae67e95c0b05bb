"""Which texts were opened, where the learner was in each, how each is shown, and the bookmarks.

A text taken off the shelf is marked so and keeps all it had: it comes back as it was, weeks later too, when
it is put back or opened again.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping
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
    """A text on the shelf. ``percent`` read, 0 to 100; ``view`` holds its settings as JSON values.

    ``name`` is what the learner calls it, empty for its own ``title``; ``encoding`` and ``chapters`` are how
    it was read. ``coverage`` is the share of its words that were known when they were counted last, 0 to 1,
    None for a text never counted; ``level`` is its level then. ``removed`` is when it was taken off.
    """

    digest: str
    path: str
    title: str
    position: Position
    percent: float
    opened: datetime
    view: Mapping[str, object] = field(default_factory=dict)
    bookmarks: tuple[Bookmark, ...] = ()
    name: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    encoding: str = ""
    chapters: str = ""
    characters: int = 0
    coverage: float | None = None
    level: str = ""
    removed: datetime | None = None

    @property
    def called(self) -> str:
        """What the text is called on the shelf: by the learner, by itself, or by its file."""
        return self.name or self.title or os.path.basename(self.path)  # noqa: PTH119 - it may be no path


class Shelf:
    """The texts by the digest of their bytes, so that a moved or renamed file is still known."""

    def __init__(self, database: Database, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._now = now

    def place(self, digest: str) -> Place | None:
        """Return what is kept of the text, on the shelf or taken off; None for one that was never opened."""
        with self._database.reading() as connection:
            found = _load(connection, "WHERE document.digest = ?", (digest,))
        return found[0] if found else None

    def recent(self, limit: int = 50) -> tuple[Place, ...]:
        """Return the texts opened last, newest first."""
        with self._database.reading() as connection:
            return _load(
                connection, "WHERE removed IS NULL ORDER BY opened DESC, document.digest LIMIT ?", (limit,)
            )

    def texts(self) -> tuple[Place, ...]:
        """Return all texts on the shelf, the one opened last first."""
        return self.recent(-1)

    def removed(self) -> tuple[Place, ...]:
        """Return the texts that were taken off and are still known, the last one first."""
        with self._database.reading() as connection:
            return _load(connection, "WHERE removed IS NOT NULL ORDER BY removed DESC, document.digest", ())

    def keep(
        self,
        digest: str,
        *,
        path: str | None = None,
        title: str | None = None,
        author: str | None = None,
        encoding: str | None = None,
        chapters: str | None = None,
        characters: int | None = None,
        position: Position | None = None,
        percent: float | None = None,
        view: Mapping[str, object] | None = None,
    ) -> None:
        """Keep what is given of a text and leave the rest as it was; it counts as opened now.

        A text that was taken off the shelf is on it again.
        """
        given: dict[str, object] = {"opened": self._stamp(), "removed": None}
        given |= {} if path is None else {"path": _storable(path)}
        for column, words in (("title", title), ("author", author), ("chapters", chapters)):
            given |= {} if words is None else {column: clean(words)}
        given |= {} if encoding is None else {"encoding": encoding}
        given |= {} if characters is None else {"characters": characters}
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

    def rename(self, digest: str, name: str) -> None:
        """Call a text by a name of the learner's own; by its title again where the name is empty."""
        self._set(digest, "name", clean(" ".join(name.split())))

    def tag(self, digest: str, tags: Iterable[str]) -> None:
        """Give a text these tags and no others."""
        cleaned = (clean(" ".join(tag.replace(",", " ").split())) for tag in tags)
        self._set(digest, "tags", json.dumps(sorted({tag for tag in cleaned if tag}), ensure_ascii=False))

    def remove(self, digest: str) -> None:
        """Take a text off the shelf; :meth:`restore` puts it back with all it had."""
        self._set(digest, "removed", self._stamp())

    def restore(self, digest: str) -> None:
        """Put a text that was taken off back onto the shelf."""
        self._set(digest, "removed", None)

    def summarise(self, digest: str, coverage: float, level: str) -> None:
        """Keep what was counted of a text: the share of its words that are known, 0 to 1, and its level.

        Nothing happens for a text that is not known here.
        """
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO summary SELECT digest, ?, ?, ? FROM document WHERE digest = ? "
                "ON CONFLICT (digest) DO UPDATE "
                "SET coverage = excluded.coverage, level = excluded.level, at = excluded.at",
                (min(1.0, max(0.0, coverage)), clean(level), self._stamp(), digest),
            )

    def _set(self, digest: str, column: str, value: object) -> None:
        with self._database.writing() as connection:
            connection.execute(f'UPDATE document SET "{column}" = ? WHERE digest = ?', (value, digest))

    def _stamp(self) -> str:
        return self._now().astimezone(timezone.utc).isoformat()

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
        "SELECT document.digest, path, title, paragraph, offset, percent, opened, view, name, author, tags, "
        "encoding, chapters, characters, coverage, level, removed "
        f"FROM document LEFT JOIN summary ON summary.digest = document.digest {condition}",
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
            name,
            author,
            tuple(json.loads(tags)),
            encoding,
            chapters,
            characters,
            coverage,
            level or "",
            datetime.fromisoformat(removed) if removed else None,
        )
        for (
            digest, path, title, paragraph, offset, percent, opened, view, name, author, tags,
            encoding, chapters, characters, coverage, level, removed,
        ) in rows
    )  # fmt: skip


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
