"""What Anki's own files hold: packages (.apkg, .colpkg) and collections, of the old layout and the new.

They are only read. The new layout (2022) compresses the database with Zstandard and keeps note types in
tables of their own; the old one has them as JSON. What is unpacked is bounded.
"""

from __future__ import annotations

import contextlib
import io
import json
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from reader.errors import DeckError

NEWEST, NEWER, OLDEST = "collection.anki21b", "collection.anki21", "collection.anki2"
_LARGEST = 1_000_000_000
_LARGE = 64_000_000
_RATIO = 200
"""What Anki packs grows three to tenfold; what grows so much more is no collection."""
_BLOCK = 1 << 20
_SUBDECK = "\x1f"
_SQLITE = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """A note as Anki keeps it; ``fields`` are HTML by name.

    ``interval`` is the longest of its cards', in days, 0 for cards that are new or being learnt; ``answers``
    counts the answers given to all of them.
    """

    guid: str
    kind: str
    fields: dict[str, str]
    tags: tuple[str, ...]
    decks: tuple[str, ...]
    interval: int
    answers: int


def is_anki_file(content: bytes) -> bool:
    """True for a package of Anki's or a collection; whether it is sound shows when it is read."""
    if content.startswith(_SQLITE):
        return b"CREATE TABLE notes" in content[:2_000_000]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return bool({NEWEST, NEWER, OLDEST} & set(archive.namelist()))
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def read_anki_file(content: bytes, name: str) -> tuple[AnkiNote, ...]:
    """Return the notes of a package or collection; raise DeckError for what is none or cannot be read."""
    try:
        with tempfile.TemporaryDirectory(prefix="dushu-") as room:
            path = Path(room) / "collection"
            if content.startswith(_SQLITE):
                path.write_bytes(content)
            else:
                _unpack(content, path, name)
            with contextlib.closing(_opened(path)) as connection:
                return tuple(_notes(connection))
    except (
        zipfile.BadZipFile,
        KeyError,
        sqlite3.Error,
        RuntimeError,
        NotImplementedError,
        zlib.error,
        ValueError,
        AttributeError,
        TypeError,
    ) as error:
        raise DeckError(
            f"{name}: is no package of Anki's or a damaged one ({error}); export it again"
        ) from error


def _unpack(content: bytes, path: Path, name: str) -> None:
    """Write the collection of a package to ``path``, bit by bit: what unpacks to too much is never held."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        collection = next((one for one in (NEWEST, NEWER, OLDEST) if one in names), None)
        if collection is None:
            raise ValueError("there is no collection in it")
        with archive.open(collection) as stored, path.open("wb") as file:
            if collection == NEWEST:
                _decompress(stored, file, len(content), name)
            else:
                _copy(stored, file, len(content), name)


def _decompress(stored: IO[bytes], file: IO[bytes], packed: int, name: str) -> None:
    try:
        import zstandard
    except ImportError as error:
        raise DeckError(
            f"{name}: has Anki's new layout, which needs one more package: pip install 'dushu[anki]'; "
            "or export it from Anki with “Support older Anki versions”"
        ) from error
    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(stored) as stream:
            _copy(stream, file, packed, name)
    except zstandard.ZstdError as error:
        raise ValueError(str(error)) from error


def _copy(stream: IO[bytes], file: IO[bytes], packed: int, name: str) -> None:
    """Copy all that a stream gives, and no more than a collection can be, nor than its package can hold."""
    size = 0
    while block := stream.read(_BLOCK):
        size += len(block)
        if size > _LARGEST or (size > _LARGE and size > _RATIO * packed):
            raise DeckError(f"{name}: unpacks to more than {size >> 20} MiB; it was not read")
        file.write(block)


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    connection.execute("PRAGMA trusted_schema = OFF")
    # Anki's own order of names; without it, SQLite refuses to look at the tables that use it.
    connection.create_collation(
        "unicase", lambda a, b: (a.casefold() > b.casefold()) - (a.casefold() < b.casefold())
    )
    kinds = dict(connection.execute("SELECT name, type FROM sqlite_master").fetchall())
    if any(kinds.get(table) != "table" for table in ("notes", "cards", "col")):
        raise ValueError("it is no collection")
    return connection


def _notes(connection: sqlite3.Connection) -> Iterator[AnkiNote]:
    kinds, decks = _note_types(connection), _decks(connection)
    cards: dict[int, list[tuple[int, int, int]]] = {}
    for note, deck, home, interval, answers in connection.execute(
        "SELECT nid, did, odid, ivl, reps FROM cards"
    ):
        cards.setdefault(note, []).append((home or deck, interval, answers))
    for row, guid, kind, fields, tags in connection.execute("SELECT id, guid, mid, flds, tags FROM notes"):
        name, names = kinds.get(kind, ("", ()))
        own = cards.get(row, [])
        yield AnkiNote(
            str(guid),
            name,
            dict(zip(names, str(fields).split("\x1f"), strict=False)),
            tuple(str(tags).split()),
            tuple(dict.fromkeys(decks.get(deck, "") for deck, _, _ in own)),
            max((int(interval) for _, interval, _ in own), default=0) if own else 0,
            sum(int(answers) for _, _, answers in own),
        )


def _note_types(connection: sqlite3.Connection) -> dict[int, tuple[str, tuple[str, ...]]]:
    if _has(connection, "notetypes"):
        fields: dict[int, list[str]] = {}
        for kind, name in connection.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
            fields.setdefault(kind, []).append(str(name))
        types = connection.execute("SELECT id, name FROM notetypes").fetchall()
        return {kind: (str(name), tuple(fields.get(kind, ()))) for kind, name in types}
    (text,) = connection.execute("SELECT models FROM col").fetchone()
    return {
        int(kind): (str(model["name"]), tuple(str(field["name"]) for field in model["flds"]))
        for kind, model in json.loads(text).items()
    }


def _decks(connection: sqlite3.Connection) -> dict[int, str]:
    if _has(connection, "decks"):
        rows = connection.execute("SELECT id, name FROM decks").fetchall()
        return {deck: str(name).replace(_SUBDECK, "::") for deck, name in rows}
    (text,) = connection.execute("SELECT decks FROM col").fetchone()
    return {int(deck): str(about["name"]) for deck, about in json.loads(text).items()}


def _has(connection: sqlite3.Connection, table: str) -> bool:
    found = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
    ).fetchone()
    return found is not None
