"""The notebook's file: opened late, written in whole transactions, never lost silently.

What a :meth:`Database.writing` block did is committed and synced when the block has been left, or it did not
happen and a NotebookError says why. Write-ahead log with full sync, one writer at a time, five seconds and
more of patience for another window. Reading needs no write access, and makes no file.
"""

from __future__ import annotations

import contextlib
import shlex
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timezone
from pathlib import Path

from reader import atomic
from reader.errors import NotebookError
from reader.study import backup, soundness
from reader.study.matching import found
from reader.study.schema import APPLICATION_ID, MIGRATIONS

PATIENCE = 8.0
"""Seconds a writer waits for another one."""

Migrations = Sequence[Sequence[str]]


def utc_now() -> datetime:
    return datetime.now(timezone.utc)


class Database:
    """One process's connection to the notebook at ``path``; may be shared by threads.

    ``warning`` says what went wrong beside the point, such as a daily backup that could not be made.
    """

    def __init__(
        self,
        path: Path,
        *,
        now: Callable[[], datetime] = utc_now,
        migrations: Migrations = MIGRATIONS,
        patience: float = PATIENCE,
    ) -> None:
        self.path = path
        self.warning = ""
        self._now = now
        self._migrations = migrations
        self._patience = patience
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, ...] | None = None
        self._writable = False
        self._day: date | None = None

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection that sees one state throughout; a notebook that is not there yet is empty."""
        with self._lock, self._explained():
            connection = self._reader()
            if connection.in_transaction:  # within a writing block of this thread
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                _rollback(connection)

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection in a transaction that is committed and synced on leaving, or undone on error."""
        with self._lock, self._explained(unsaved=True):
            connection = self._writer()
            self._back_up_daily(connection)
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'revision'")
                connection.execute("COMMIT")
            except BaseException:
                _rollback(connection)
                raise
            if self._stamp() != self._file:
                self.close()
                raise NotebookError(f"{self.path}: was replaced while saving; nothing was saved, try again")

    def revision(self) -> int:
        """Return a number that grows with every change, by this window or another."""
        with self.reading() as connection:
            return backup.revision(connection)

    def check(self) -> tuple[str, ...]:
        """Return what is wrong with the file or what it holds; empty where it is sound."""
        try:
            with self.reading() as connection:
                return soundness.problems(connection)
        except NotebookError as error:
            return (str(error),)

    def back_up(self, reason: str = "asked") -> backup.Backup:
        """Make a copy now and return it."""
        if not self.path.exists():
            raise NotebookError(
                f"{self.path}: there is no notebook to copy yet; it is made with the first word"
            )
        with self._lock, self._explained():
            return backup.make(self._reader(), self.path, reason, self._now())

    def close(self) -> None:
        """Let go of the file; the next use opens it again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection, self._file, self._writable = None, None, False

    # Opening

    def _reader(self) -> sqlite3.Connection:
        if self._connection is not None and self._file == self._stamp():
            return self._connection
        self.close()
        if not self.path.exists():
            self._refuse_lost()
            self._connection = self._connected(":memory:")
            _migrate(self._connection, self._migrations, 0)
            return self._connection
        try:
            return self._writer()
        except (sqlite3.OperationalError, OSError) as error:
            if not (_is_read_only(error) or _is_full(error)):
                raise
        return self._read_only()

    def _writer(self) -> sqlite3.Connection:
        if self._connection is not None and self._writable and self._file == self._stamp():
            return self._connection
        self.close()
        if not self.path.exists():
            self._refuse_lost()
            self._create()
        connection = self._connected(str(self.path))
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        self._connection, self._writable = connection, True
        self._file = self._stamp()
        return connection

    def _create(self) -> None:
        """Make an empty notebook in one stroke, so that a file without one in it is always a damaged one."""
        with atomic.appearing(self.path) as temporary, create(temporary, self._migrations):
            pass

    def _read_only(self) -> sqlite3.Connection:
        """Open without write access: a file without a log as it is, one with a log where that can be read."""
        log = self.path.with_name(self.path.name + "-wal")
        untouched = not log.exists() or not log.stat().st_size
        connection = self._connected(
            self.path.absolute().as_uri() + ("?mode=ro&immutable=1" if untouched else "?mode=ro")
        )
        try:
            version = self._version(connection)
            if version < len(self._migrations):
                raise NotebookError(
                    f"{self.path}: is of an older version and on a read-only disk; make it writable once"
                )
        except BaseException:
            connection.close()
            raise
        self._connection, self._writable = connection, False
        self._file = self._stamp()
        return connection

    def _connected(self, place: Path | str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            place,
            timeout=self._patience,
            check_same_thread=False,
            isolation_level=None,
            uri=isinstance(place, str) and place.startswith("file:"),
        )
        connection.create_function("found", 7, found, deterministic=True)
        return connection

    def _stamp(self) -> tuple[int, ...] | None:
        """Return which file the path names now, so that a replaced one is noticed; None for none.

        Without write access SQLite does not notice the changes of others either, so those count as well.
        """
        try:
            stat = self.path.stat()
        except OSError:
            return None
        file = stat.st_dev, stat.st_ino
        return file if self._writable else (*file, stat.st_mtime_ns, stat.st_size)

    def _prepare(self, connection: sqlite3.Connection) -> None:
        version = self._version(connection)
        mode = _patiently(
            lambda: connection.execute("PRAGMA journal_mode = WAL").fetchone()[0], self._patience
        )
        # Without a write-ahead log (some network file systems), only EXTRA also syncs the directory.
        connection.execute(f"PRAGMA synchronous = {'FULL' if mode == 'wal' else 'EXTRA'}")
        if version < len(self._migrations):
            connection.execute("PRAGMA foreign_keys = OFF")  # or tables could not be made anew
            backup.make(connection, self.path, "before-migration", self._now())
            connection.execute("BEGIN IMMEDIATE")
            try:
                _migrate(connection, self._migrations, _version(connection))
                connection.execute("COMMIT")
            except BaseException:
                _rollback(connection)
                raise
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA foreign_keys = ON")

    def _back_up_daily(self, connection: sqlite3.Connection) -> None:
        """Copy the notebook before the first change of a day; a copy that fails does not stop the change."""
        today = self._now().date()
        if self._day == today:
            return
        self._day = today
        try:
            backup.daily(connection, self.path, self._now())
        except (OSError, sqlite3.Error) as error:
            self.warning = f"{backup.folder(self.path)}: today's backup could not be made: {error}"

    def _version(self, connection: sqlite3.Connection) -> int:
        """Return the schema version; refuse what is newer than this program, not ours, or emptied."""
        version = _version(connection)
        if version > len(self._migrations):
            raise NotebookError(
                f"{self.path}: was written by a newer dushu (version {version}, this one knows "
                f"{len(self._migrations)}); update dushu{self._way_back(len(self._migrations))}"
            )
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if application != APPLICATION_ID and (tables or version):
            raise NotebookError(f"{self.path}: is a database, but not a notebook of dushu; move it elsewhere")
        if not version:
            raise NotebookError(f"{self.path}: is damaged: nothing is left in it{self._way_back()}")
        return version

    def _refuse_lost(self) -> None:
        """Refuse to start afresh where a notebook should be: that would look as if all words were gone."""
        log = self.path.with_name(self.path.name + "-wal")
        # Looked for again after the log: another window may just be making both.
        left = log.exists() and log.stat().st_size and not self.path.exists()
        if left or backup.backups(self.path):
            what = f"its log {log.name} is there" if left else "it has backups"
            raise NotebookError(f"{self.path}: is missing though {what}{self._way_back()}")

    def _way_back(self, version: int | None = None) -> str:
        for copy in backup.backups(self.path):
            if version is None or copy.version <= version:
                name = shlex.quote(str(copy.path))
                return f"; or go back to the last backup with: dushu doctor --restore {name}"
        return "; it has no backup" if version is None else ""

    @contextlib.contextmanager
    def _explained(self, unsaved: bool = False) -> Iterator[None]:
        """Turn what SQLite and the system say into one sentence that says what to do."""
        nothing = "nothing was saved; " if unsaved else ""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            text = str(error).lower()
            if isinstance(error, sqlite3.OperationalError) and ("locked" in text or "busy" in text):
                reason = f"is in use by another dushu; {nothing}try again when it has finished"
            elif _is_full(error):
                reason = f"the disk is full or a quota is reached; {nothing}free some space and try again"
            elif _is_read_only(error):
                reason = f"cannot be written or opened ({error}); {nothing}check its permissions and the disk"
            elif isinstance(error, sqlite3.DatabaseError) and (
                "malformed" in text or "not a database" in text
            ):
                reason = f"is damaged ({error}); it was left as it is{self._way_back()}"
            else:
                reason = f"{error}; {nothing}try again, or run: dushu doctor"
            raise NotebookError(f"{self.path}: {reason}") from error


@contextlib.contextmanager
def create(path: Path, migrations: Migrations = MIGRATIONS) -> Iterator[sqlite3.Connection]:
    """Make a notebook that these steps lead to, and yield it in the transaction that makes it."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        _migrate(connection, migrations, 0)
        yield connection
        connection.execute("COMMIT")


@contextlib.contextmanager
def in_memory(
    source: sqlite3.Connection, migrations: Migrations = MIGRATIONS
) -> Iterator[sqlite3.Connection]:
    """Yield a copy of an open notebook that is of today's version, whatever version that one is."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        source.backup(copy)
        if _version(copy) < len(migrations):
            _migrate(copy, migrations, _version(copy))
        yield copy


def _migrate(connection: sqlite3.Connection, migrations: Migrations, version: int) -> None:
    """Run the steps from ``version`` on; the version number changes in the same transaction."""
    for step in migrations[version:]:
        for statement in step:
            connection.execute(statement)
    lost = connection.execute("PRAGMA foreign_key_check").fetchone()
    if lost is not None:
        raise sqlite3.IntegrityError(f"{lost[0]} row {lost[1]} refers to no {lost[2]}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(migrations)}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _rollback(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")


def _patiently(act: Callable[[], object], patience: float) -> object:
    """Try until it is not locked: changing the journal mode does not wait by itself."""
    deadline = time.monotonic() + patience
    while True:
        try:
            return act()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _is_read_only(error: Exception) -> bool:
    text = str(error).lower()
    return isinstance(error, PermissionError) or any(
        phrase in text for phrase in ("readonly", "read-only", "unable to open", "permission denied")
    )


def _is_full(error: Exception) -> bool:
    text = str(error).lower()
    return any(
        phrase in text for phrase in ("disk is full", "no space", "quota", "file too large", "disk i/o")
    )
