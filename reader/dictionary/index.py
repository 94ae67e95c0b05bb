"""The compiled index: everything dictionaries say, in one SQLite file in the cache.

It is built once (about a second) from the dictionary files, kept under the digest of what it was built
from, written under a temporary name and renamed, and built anew whenever it is missing, damaged or made
from other files. Nothing in it is the learner's: it can be deleted at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader import atomic
from reader.dictionary.cedict import DictionaryFile, read_dictionary
from reader.errors import DictionaryError

FORMAT = 1
"""Raised whenever the index's layout or the meaning of its parts changes."""

_SCHEMA = """
CREATE TABLE source (
    id INTEGER PRIMARY KEY, name TEXT, digest TEXT, entries INTEGER, header TEXT, bad INTEGER
);
CREATE TABLE entry (
    simplified TEXT, seq INTEGER, source INTEGER, traditional TEXT, pinyin TEXT, body TEXT, sound TEXT,
    PRIMARY KEY (simplified, seq)
) WITHOUT ROWID;
CREATE TABLE phrase (simplified TEXT PRIMARY KEY, cut TEXT) WITHOUT ROWID;
CREATE TABLE part (name TEXT PRIMARY KEY, checksum INTEGER, value BLOB);
"""
_INDEXES = (
    "CREATE INDEX entry_traditional ON entry (traditional) WHERE traditional <> simplified",
    "CREATE INDEX entry_sound ON entry (sound)",
)
_NOT_SOUND = str.maketrans("", "", " 12345:·,-'")

_ABANDONED = 3_600
"""Seconds after which a half-written index is nobody's."""

Progress = Callable[[int, int], None]
"""Called with (steps done, steps in all) while an index is built."""


class IndexNotWrittenError(DictionaryError):
    """The index cannot be written where it belongs."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an index is built from: dictionary files, first one first, and named parts built beside them.

    A part's maker takes the dictionaries read and returns bytes; ``version`` names everything else that
    a part depends on (program data files, their digests).
    """

    files: tuple[tuple[Path, str], ...]
    parts: Mapping[str, Callable[[Sequence[DictionaryFile]], bytes]]
    version: str

    def key(self) -> str:
        """Return a digest of the files' contents and the version, 32 hexadecimal digits."""
        digest = hashlib.blake2b(f"{FORMAT}\n{self.version}".encode(), digest_size=16)
        for path, name in self.files:
            digest.update(name.encode())
            try:
                digest.update(hashlib.blake2b(path.read_bytes()).digest())
            except OSError as error:
                raise DictionaryError(f"{path}: cannot be read: {error.strerror}") from error
        return digest.hexdigest()


def open_index(
    recipe: Recipe,
    cache: Path,
    progress: Progress | None = None,
    notice: Callable[[str], None] = lambda message: None,
    *,
    anew: bool = False,
) -> sqlite3.Connection:
    """Return the index for ``recipe``, opened for reading; it is built first where there is no sound one.

    ``anew`` builds it in any case. Where the cache cannot be written, the index is built in memory, and
    ``notice`` is told so in one line.
    """
    path = cache / f"lexicon-{recipe.key()}.sqlite"
    if anew or not _is_sound(path):
        progress = progress or (lambda done, total: None)
        try:
            build_index(recipe, path, progress)
        except IndexNotWrittenError as error:
            notice(f"{error}; the dictionaries are held in memory for now")
            return _built_in_memory(recipe, progress)
        _forget_older(path)
    return _opened(path)


def build_index(recipe: Recipe, path: Path, progress: Progress) -> None:
    """Build the index beside ``path`` and rename it into place."""
    try:
        with (
            atomic.replacing(path) as temporary,
            contextlib.closing(sqlite3.connect(temporary, isolation_level=None)) as connection,
        ):
            _write(connection, recipe, progress)
    except (OSError, sqlite3.Error) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise IndexNotWrittenError(
            f"{path.parent}: the dictionary index cannot be written ({reason}); free some space there, "
            "or point DUSHU_HOME at another place"
        ) from error


def _built_in_memory(recipe: Recipe, progress: Progress) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _write(connection, recipe, progress)
    return connection


def _write(connection: sqlite3.Connection, recipe: Recipe, progress: Progress) -> None:
    dictionaries = [read_dictionary(file, name) for file, name in recipe.files]
    steps = len(dictionaries) + len(recipe.parts) + 1
    # The file is complete or it is thrown away, so it needs no journal and no syncing of its own.
    connection.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;" + _SCHEMA
    )
    connection.execute("BEGIN")
    rows: list[tuple[str, int, int, str, str, str, str]] = []
    for number, dictionary in enumerate(dictionaries):
        header = "\n".join(f"{key}={value}" for key, value in dictionary.header)
        connection.execute(
            "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?)",
            (
                number,
                dictionary.name,
                dictionary.digest,
                len(dictionary.lines),
                header,
                len(dictionary.bad_lines),
            ),
        )
        for traditional, simplified, pinyin, body in dictionary.lines:
            sound = pinyin.strip("[]").translate(_NOT_SOUND).lower()
            rows.append((simplified, len(rows), number, traditional, pinyin, body, sound))
        connection.executemany(
            "INSERT OR REPLACE INTO phrase VALUES (?, ?)",
            (("".join(words), "|".join(words)) for words in dictionary.phrases),
        )
        progress(number + 1, steps)
    rows.sort()
    connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    for statement in _INDEXES:
        connection.execute(statement)
    for number, (name, make) in enumerate(recipe.parts.items(), start=1):
        value = make(dictionaries)
        connection.execute("INSERT INTO part VALUES (?, ?, ?)", (name, zlib.crc32(value), value))
        progress(len(dictionaries) + number, steps)
    connection.execute("COMMIT")
    progress(steps, steps)


def part(connection: sqlite3.Connection, name: str) -> bytes:
    """Return a part of the index; raises DictionaryError where it is missing or damaged."""
    try:
        row = connection.execute("SELECT checksum, value FROM part WHERE name = ?", (name,)).fetchone()
    except sqlite3.DatabaseError as error:
        raise DictionaryError(
            f"the dictionary index is damaged: {error}; run `dushu doctor --rebuild`"
        ) from error
    if row is None or zlib.crc32(row[1]) != row[0]:
        raise DictionaryError(
            f"the dictionary index has no sound part {name!r}; run `dushu doctor --rebuild`"
        )
    return bytes(row[1])


def discard(cache: Path) -> None:
    """Delete every compiled index, so that the next use builds it anew."""
    for path in _indexes(cache):
        path.unlink(missing_ok=True)


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _is_sound(path: Path) -> bool:
    """Check what can be checked without reading it all: the header, the size, and every part's checksum.

    A page gone bad inside is found when it is read, and then the index is built anew.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(100)
            size = os.fstat(stream.fileno()).st_size
        if head[:16] != b"SQLite format 3\0":
            return False
        page_size = int.from_bytes(head[16:18], "big")
        if size != page_size * int.from_bytes(head[28:32], "big"):
            return False
        with contextlib.closing(_opened(path)) as connection:
            return all(
                zlib.crc32(value) == checksum
                for checksum, value in connection.execute("SELECT checksum, value FROM part")
            )
    except (OSError, sqlite3.Error):
        return False


def _indexes(cache: Path) -> Iterator[Path]:
    return cache.glob("lexicon-*.sqlite")


def _forget_older(path: Path) -> None:
    """Keep the two newest indexes (two profiles may share a cache); older ones are only a waste of disk."""
    with contextlib.suppress(OSError):
        others = sorted(_indexes(path.parent), key=lambda other: other.stat().st_mtime, reverse=True)
        for other in others[2:]:
            other.unlink(missing_ok=True)
        for left in path.parent.glob(".dushu-*.tmp"):  # of a program that was killed while building
            if time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink(missing_ok=True)
