"""Anki packages. The only module that knows genanki.

The ids are constants for ever: Anki knows the note type and the deck by them, and a new id would make a
second note type, and second notes, in every collection that has the first.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from reader import atomic
from reader.deck.card import BACK, CSS, FRONT
from reader.deck.differences import Content
from reader.deck.note import DECK, FIELDS, NOTE_TYPE, note_of
from reader.errors import DeckError
from reader.study.word import Word

NOTE_TYPE_ID = 1_704_067_231
DECK_ID = 1_704_067_232
_LARGEST = 500_000_000


def write_package(words: Iterable[Word], path: Path, now: datetime) -> int:
    """Write the words' notes to ``path`` and return how many; the old file or the whole new one is there.

    ``now`` is when the notes changed: on import, Anki takes over the fields of the notes it has already
    where this is later than its own.
    """
    import genanki

    note_type = genanki.Model(
        NOTE_TYPE_ID,
        NOTE_TYPE,
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Read", "qfmt": FRONT, "afmt": BACK}],
        css=CSS,
    )
    deck = genanki.Deck(DECK_ID, DECK, "Words kept while reading.")
    count = 0
    for note in map(note_of, words):
        deck.add_note(genanki.Note(note_type, list(note.fields), tags=note.tags, guid=note.guid))
        count += 1
    try:
        with atomic.replacing(path) as temporary:
            _write(genanki.Package(deck), temporary, now.timestamp())
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise DeckError(f"{path}: cannot be written ({reason}); nothing was changed there") from error
    return count


def read_package(content: bytes) -> Content:
    """Return the fields and tags of a package's notes, by guid; raise ValueError for what is no package."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, tempfile.TemporaryDirectory() as room:
            if archive.getinfo("collection.anki2").file_size > _LARGEST:
                raise ValueError("it is too large")
            database = Path(room) / "collection.anki2"
            database.write_bytes(archive.read("collection.anki2"))
            with contextlib.closing(sqlite3.connect(database)) as connection:
                rows = connection.execute("SELECT guid, flds, tags FROM notes").fetchall()
    except (
        zipfile.BadZipFile,
        KeyError,
        sqlite3.Error,
        RuntimeError,
        NotImplementedError,
        zlib.error,
    ) as error:
        raise ValueError(str(error)) from error
    return {
        str(guid): (*str(fields).split("\x1f"), " ".join(str(tags).split())) for guid, fields, tags in rows
    }


def _write(package: object, path: Path, timestamp: float) -> None:
    """Write the package's database into an archive. genanki's own way leaves its database behind."""
    with tempfile.TemporaryDirectory(prefix="dushu-") as room:
        database = Path(room) / "collection.anki2"
        with contextlib.closing(sqlite3.connect(database)) as connection:
            ids = itertools.count(int(timestamp * 1000))
            package.write_to_db(connection.cursor(), timestamp, ids)  # type: ignore[attr-defined]  # untyped
            connection.commit()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(database, "collection.anki2")
            archive.writestr("media", "{}")
