"""Anki's text format: one note a line, with header lines that tell Anki what is in it."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterable
from dataclasses import replace

from reader.deck.anki_file import AnkiNote
from reader.deck.anki_notes import words_of
from reader.deck.brought import BadLine, Bringing, Source
from reader.deck.differences import Content
from reader.deck.note import ATTRIBUTION, DECK, FIELDS, NOTE_TYPE, Knowing, know_nothing, note_of
from reader.errors import DeckError
from reader.study.word import Word

_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
_SETTING = re.compile(
    r"#(separator|html|notetype|deck|columns|tags|(?:guid|notetype|deck|tags) column):(.*)", re.IGNORECASE
)


def anki_text(words: Iterable[Word], knowing: Knowing = know_nothing) -> str:
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
        f"# {ATTRIBUTION}",  # Anki passes over what is no setting
    )
    text = io.StringIO()
    text.writelines(f"{line}\n" for line in header)
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    for word in words:
        note = note_of(word, knowing)
        writer.writerow((note.guid, *note.fields, " ".join(note.tags)))
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


def is_anki_text(source: Source) -> bool:
    """True where the first lines tell Anki how to read the others."""
    return bool(source.lines) and _SETTING.match(source.lines[0].lstrip("\ufeff")) is not None


def read_anki_words(source: Source) -> Bringing:
    """Return the notes of a text that was written for Anki or by it, as words."""
    settings = _settings(source)
    mark = _SEPARATORS.get(settings.get("separator", "tab").lower(), settings.get("separator", "\t")[:1])
    special = {
        name: int(settings[f"{name} column"]) - 1
        for name in ("guid", "notetype", "deck", "tags")
        if settings.get(f"{name} column", "").strip().isdigit()
    }
    columns = settings["columns"].split(mark) if settings.get("columns") else []
    notes: list[AnkiNote] = []
    bad: list[BadLine] = []
    for line, row in _rows(source, mark):
        if columns and len(row) != len(columns):
            bad.append(BadLine(line, f"{len(row)} columns where the heading has {len(columns)}"))
            continue
        fields = {
            (columns[at] if columns else str(at + 1)): text if _is_html(settings) else html.escape(text)
            for at, text in enumerate(row)
            if at not in special.values()
        }
        one = {name: row[at] if at < len(row) else "" for name, at in special.items()}
        kind = one.get("notetype") or settings.get("notetype", "notes")
        deck = one.get("deck") or settings.get("deck", "")
        tags = tuple(one.get("tags", "").split())
        notes.append(AnkiNote(one.get("guid", ""), kind, fields, tags, (deck,), 0, 0))
    return replace(words_of(notes, source), bad=tuple(bad))


def _settings(source: Source) -> dict[str, str]:
    settings: dict[str, str] = {}
    for line in source.lines:
        match = _SETTING.match(line.lstrip("\ufeff"))
        if match:
            settings[match[1].lower()] = match[2]
        elif not line.startswith("#"):
            break
    return settings


def _is_html(settings: dict[str, str]) -> bool:
    return settings.get("html", "false").strip().lower() == "true"


def _rows(source: Source, mark: str) -> list[tuple[int, list[str]]]:
    """Return the rows with the numbers of their lines; lines that begin with ``#`` are no rows."""
    numbers: list[int] = []

    def lines() -> Iterable[str]:
        for number, line in enumerate(io.StringIO(source.text, newline=""), start=1):
            if not line.startswith("#"):
                numbers.append(number)
                yield line

    found: list[tuple[int, list[str]]] = []
    try:
        first = 0
        for row in csv.reader(lines(), delimiter=mark):
            if row:
                found.append((numbers[first], row))
            first = len(numbers)
    except (csv.Error, TypeError) as error:
        raise DeckError(f"{source.name}: is no text of Anki's ({error}); export it again") from error
    return found
