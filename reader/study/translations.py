"""The translations kept beside the texts: as they were aligned and mended, and what the learner looked at.

What a sentence or a bead is belongs to another room; here they are JSON that comes back as it went in.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone

from reader.document.model import Position
from reader.study.database import Database, utc_now
from reader.study.rows import clean


@dataclass(frozen=True, slots=True)
class KeptTranslation:
    """A translation of the text ``digest``; ``source`` is the digest of the file at ``path`` it came from."""

    digest: str
    source: str
    path: str
    title: str
    sentences: str
    beads: str


@dataclass(frozen=True, slots=True)
class Mend:
    """What mending did, or what was taken back of it: the beads before and after, as JSON."""

    label: str
    before: str
    after: str


class Translations:
    """Translations by the digest of the text they translate."""

    def __init__(self, database: Database, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._now = now

    def of(self, digest: str) -> KeptTranslation | None:
        """Return the translation kept with a text, None where there is none."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT digest, source, path, title, sentences, beads FROM translation WHERE digest = ?",
                (digest,),
            ).fetchone()
        if row is None:
            return None
        digest, source, path, title, sentences, beads = row
        return KeptTranslation(
            digest, source, path if isinstance(path, str) else os.fsdecode(path), title, sentences, beads
        )

    def keep(self, translation: KeptTranslation) -> None:
        """Keep a translation with its text, in the place of another one and of how that was mended."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM translation WHERE digest = ?", (translation.digest,))
            connection.execute(
                "INSERT INTO translation (digest, source, path, title, sentences, beads, at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    translation.digest,
                    translation.source,
                    _storable(translation.path),
                    clean(translation.title),
                    translation.sentences,
                    translation.beads,
                    self._stamp(),
                ),
            )

    def detach(self, digest: str) -> bool:
        """Take a text's translation away; return whether there was one."""
        with self._database.writing() as connection:
            return connection.execute("DELETE FROM translation WHERE digest = ?", (digest,)).rowcount > 0

    def mend(self, digest: str, label: str, before: str, after: str) -> None:
        """Keep mended beads; what was taken back before can no longer be done again."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM mend WHERE digest = ? AND undone", (digest,))
            connection.execute(
                "INSERT INTO mend (digest, at, label, before, after) VALUES (?, ?, ?, ?, ?)",
                (digest, self._stamp(), label, before, after),
            )
            connection.execute("UPDATE translation SET beads = ? WHERE digest = ?", (after, digest))

    def undo(self, digest: str) -> Mend | None:
        """Take the newest mend back and return it; None where there is none."""
        return self._take(digest, "NOT undone ORDER BY id DESC", undone=True)

    def redo(self, digest: str) -> Mend | None:
        """Do the mend again that was taken back last and return it; None where there is none."""
        return self._take(digest, "undone ORDER BY id", undone=False)

    def _take(self, digest: str, which: str, *, undone: bool) -> Mend | None:
        with self._database.writing() as connection:
            row = connection.execute(
                f"SELECT id, label, before, after FROM mend WHERE digest = ? AND {which} LIMIT 1", (digest,)
            ).fetchone()
            if row is None:
                return None
            identifier, label, before, after = row
            connection.execute("UPDATE mend SET undone = ? WHERE id = ?", (undone, identifier))
            beads = before if undone else after
            connection.execute("UPDATE translation SET beads = ? WHERE digest = ?", (beads, digest))
        return Mend(label, before, after)

    def reveal(self, digest: str, position: Position) -> None:
        """Remember that the learner looked at the translation of the sentence that begins here."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO reveal (digest, paragraph, offset, at) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (digest, paragraph, offset) DO UPDATE SET times = times + 1, at = excluded.at",
                (digest, position.paragraph, position.offset, self._stamp()),
            )

    def revealed(self, digest: str) -> dict[Position, int]:
        """Return where sentences begin whose translation was looked at, and how often."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT paragraph, offset, times FROM reveal WHERE digest = ? ORDER BY paragraph, offset",
                (digest,),
            ).fetchall()
        return {Position(paragraph, offset): times for paragraph, offset, times in rows}

    def _stamp(self) -> str:
        return self._now().astimezone(timezone.utc).isoformat()


def _storable(path: str) -> str | bytes:
    """Return the file name as text, or as bytes where it is none."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path
