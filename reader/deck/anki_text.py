"""Anki's text format: one note a line, with header lines that tell Anki what is in it."""

from __future__ import annotations

import csv
import io
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
    text = io.StringIO()
    text.writelines(f"{line}\n" for line in header)
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerows((note.guid, *note.fields, " ".join(note.tags)) for note in map(note_of, words))
    return text.getvalue()


def read_anki_text(content: bytes) -> Content:
    """Return the fields and tags that :func:`anki_text` wrote, by guid; raise ValueError for other text."""
    lines = io.StringIO(content.decode("utf-8-sig"), newline="")
    try:
        rows = list(csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    except csv.Error as error:
        raise ValueError(str(error)) from error
    if any(len(row) != len(FIELDS) + 2 for row in rows):
        raise ValueError(f"a line does not have {len(FIELDS) + 2} columns")
    return {row[0]: tuple(row[1:]) for row in rows}
