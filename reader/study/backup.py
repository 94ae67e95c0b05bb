"""Copies of the notebook, and the way back.

Copies are made by SQLite's backup interface, which sees a whole database however busy it is, and checked
before they count. They lie in ``backups`` beside the notebook.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from reader import atomic
from reader.errors import NotebookError
from reader.study.schema import APPLICATION_ID, MIGRATIONS

_NAME = re.compile(r"(?P<at>\d{8}T\d{6}Z)-v(?P<version>\d+)-(?P<reason>[a-z-]+?)(?:-\d+)?\.db")
_AT = "%Y%m%dT%H%M%SZ"
_SPECIAL_KEPT = 10


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the notebook: when it was made (aware UTC), its schema version, and why."""

    path: Path
    at: datetime
    version: int
    reason: str


def folder(notebook: Path) -> Path:
    return notebook.parent / "backups"


def backups(notebook: Path) -> tuple[Backup, ...]:
    """Return the copies of ``notebook``, newest first."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        found = [backup for path in folder(notebook).iterdir() if (backup := _named(path))]
        return tuple(sorted(found, key=lambda backup: (backup.at, backup.path.name), reverse=True))
    return ()


def newest_sound(notebook: Path) -> Backup:
    """Return the newest copy that can be gone back to; raise NotebookError where there is none.

    What a restore set aside is not gone back to by itself: it is what the learner wanted to get away from.
    """
    for copy in backups(notebook):
        if copy.reason != "before-restore":
            with contextlib.suppress(NotebookError), opened(copy.path):
                return copy
    raise NotebookError(f"{folder(notebook)}: there is no backup that is sound; name one elsewhere")


def make(source: sqlite3.Connection, notebook: Path, reason: str, now: datetime) -> Backup:
    """Copy the open database and return the copy, which is checked, synced and complete.

    Raise OSError or sqlite3.Error where it cannot be made; there is no half copy then.
    """
    version = _scalar(source, "PRAGMA user_version")
    stem = f"{now.astimezone(timezone.utc).strftime(_AT)}-v{version}-{reason}"
    path = _free_name(folder(notebook), stem)
    with atomic.replacing(path) as temporary, contextlib.closing(sqlite3.connect(temporary)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        trouble = check(copy)
        if trouble:
            raise sqlite3.DatabaseError(f"the copy is not sound: {trouble[0]}")
    return Backup(path, now, version, reason)


def thin(kept: Iterable[Backup], now: datetime) -> tuple[Backup, ...]:
    """Return the copies that may go.

    Of daily ones, all of a week stay, the newest of each week for two months, of each month for ever; of
    those made before a migration or a restore, the newest ten; those asked for stay.
    """
    spare: list[Backup] = []
    seen: set[tuple[int, ...]] = set()
    special = 0
    for backup in sorted(kept, key=lambda one: one.at, reverse=True):
        age = now - backup.at
        if backup.reason == "asked":
            continue
        if backup.reason != "daily":
            special += 1
            if special > _SPECIAL_KEPT:
                spare.append(backup)
            continue
        if age <= timedelta(days=7):
            continue
        recent = age <= timedelta(days=61)
        slot = tuple(backup.at.isocalendar()[:2]) if recent else (backup.at.year, backup.at.month, 0)
        if slot in seen:
            spare.append(backup)
        seen.add(slot)
    return tuple(spare)


def daily(source: sqlite3.Connection, notebook: Path, now: datetime) -> Backup | None:
    """Make today's copy where there is none yet and something changed since the last; thin the old ones."""
    if not revision(source):
        return None
    existing = backups(notebook)
    if existing and existing[0].at.date() >= now.date():
        return None
    if existing and _revision_of(existing[0].path) == revision(source):
        return None
    made = make(source, notebook, "daily", now)
    for backup in thin((made, *existing), now):
        backup.path.unlink(missing_ok=True)
    return made


def restore(backup: Path, notebook: Path, now: datetime) -> Path | None:
    """Make ``notebook`` hold what ``backup`` holds, and return where its former content lies now.

    A sound notebook is first copied to a backup of its own; a damaged one is moved aside under a name that
    says so, with its write-ahead log. Raise NotebookError, having changed nothing, where ``backup`` is not a
    sound notebook of a version this program knows.
    """
    with opened(backup):
        pass
    try:
        return _restore(backup, notebook, now)
    except (OSError, sqlite3.Error) as error:
        raise NotebookError(
            f"{notebook}: cannot be restored from {backup}: {error}; close other windows, free some space, "
            "and try again"
        ) from error


def _restore(backup: Path, notebook: Path, now: datetime) -> Path | None:
    if not notebook.exists():
        return _move_aside(backup, notebook, now)
    try:
        with contextlib.closing(sqlite3.connect(notebook, timeout=5, isolation_level=None)) as live:
            if _scalar(live, "PRAGMA application_id") != APPLICATION_ID or check(live):
                raise sqlite3.DatabaseError("damaged")
            former = make(live, notebook, "before-restore", now).path
            with contextlib.closing(
                sqlite3.connect(backup.absolute().as_uri() + "?mode=ro", uri=True)
            ) as source:
                source.backup(live)
            return former
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return _move_aside(backup, notebook, now)


def _move_aside(backup: Path, notebook: Path, now: datetime) -> Path | None:
    """Put the backup in the notebook's place. A log without its notebook is moved as well: it would be taken
    for the new one's."""
    stamp = now.astimezone(timezone.utc).strftime(_AT)
    aside = _free_name(notebook.parent, f"{notebook.name}.damaged-{stamp}", "")
    moved = None
    for suffix in ("-wal", "-shm", ""):
        part = notebook.with_name(notebook.name + suffix)
        if part.exists():
            moved = part.replace(aside.with_name(aside.name + suffix))
    _copy_file(backup, notebook)
    return moved


def _copy_file(backup: Path, notebook: Path) -> None:
    with atomic.replacing(notebook) as temporary:
        temporary.write_bytes(backup.read_bytes())


def check(connection: sqlite3.Connection, *, thorough: bool = False) -> tuple[str, ...]:
    """Return what is wrong with the database, as SQLite's own check tells it; empty where it is sound.

    A ``thorough`` check, which takes longer, also holds every index against its table.
    """
    how = "integrity_check" if thorough else "quick_check"
    try:
        found = [str(row[0]) for row in connection.execute(f"PRAGMA {how}(20)")]
        found += [
            f"{row[0]} row {row[1]} refers to no {row[2]}"
            for row in connection.execute("PRAGMA foreign_key_check")
        ]
    except sqlite3.DatabaseError as error:
        return (str(error),)
    return tuple(line for line in found if line != "ok")


def revision(connection: sqlite3.Connection) -> int:
    """Return how many transactions the notebook has seen."""
    return _scalar(connection, "SELECT value FROM meta WHERE key = 'revision'")


@contextlib.contextmanager
def opened(copy: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection that reads a notebook which is not the learner's own: a backup, another machine's.

    Raise NotebookError where there is none, or none that is sound and that this program knows.
    """
    if not copy.is_file():
        raise NotebookError(f"{copy}: no such notebook; choose another one")
    log = copy.with_name(copy.name + "-wal")
    untouched = "" if log.exists() and log.stat().st_size else "&immutable=1"
    try:
        address = f"{copy.absolute().as_uri()}?mode=ro{untouched}"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
            _refuse_unsound(copy, connection)
            yield connection
    except sqlite3.Error as error:
        raise NotebookError(f"{copy}: cannot be read as a notebook ({error}); choose another one") from error


def _refuse_unsound(copy: Path, connection: sqlite3.Connection) -> None:
    if _scalar(connection, "PRAGMA application_id") != APPLICATION_ID:
        raise NotebookError(f"{copy}: not a notebook of dushu; choose another one")
    version = _scalar(connection, "PRAGMA user_version")
    if version > len(MIGRATIONS):
        raise NotebookError(
            f"{copy}: was written by a newer dushu (version {version}, this one knows {len(MIGRATIONS)}); "
            "update dushu first"
        )
    if trouble := check(connection):
        raise NotebookError(f"{copy}: is damaged ({trouble[0]}); choose another one")


def _revision_of(path: Path) -> int | None:
    try:
        with contextlib.closing(
            sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)
        ) as connection:
            return revision(connection)
    except sqlite3.Error:
        return None


def _named(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if not match:
        return None
    at = datetime.strptime(match["at"], _AT).replace(tzinfo=timezone.utc)
    return Backup(path, at, int(match["version"]), match["reason"])


def _free_name(directory: Path, stem: str, suffix: str = ".db") -> Path:
    path, number = directory / f"{stem}{suffix}", 1
    while path.exists():
        number += 1
        path = directory / f"{stem}-{number}{suffix}"
    return path


def _scalar(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])
