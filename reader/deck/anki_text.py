"""Anki's text format: one note a line, with header lines that tell Anki what is in it."""

from __future__ import annotations

from collections.abc import Iterable

from reader.deck.differences import Content
from reader.deck.note import DECK, FIELDS, NOTE_TYPE, note_of
from reader.study.word import Word


def anki_text(words: Iterable[Word]) -> str:
    """Return the words as text that Anki imports into notes, by guid: a second import updates them."""
    columns = ("GUID", *FIELDS, "Tags")
    header = (
        "#separator:tab",
        "#html:true",
        "#columns:" + "\t".join(columns),
        "#guid column:1",
        f"#notetype:{NOTE_TYPE}",
        f"#deck:{DECK}",
        f"#tags column:{len(columns)}",
    )
    lines = ("\t".join((note.guid, *note.fields, " ".join(note.tags))) for note in map(note_of, words))
    return "".join(f"{line}\n" for line in (*header, *lines))


def read_anki_text(content: bytes) -> Content:
    """Return the fields and tags that :func:`anki_text` wrote, by guid; raise ValueError for other text."""
    lines = content.decode("utf-8-sig").split("\n")
    rows = [line.rstrip("\r").split("\t") for line in lines if line.strip() and not line.startswith("#")]
    if any(len(row) != len(FIELDS) + 2 for row in rows):
        raise ValueError(f"a line does not have {len(FIELDS) + 2} columns")
    return {row[0]: tuple(row[1:]) for row in rows}
