"""Words as a table for spreadsheets: UTF-8 with a mark, every cell quoted, no cell a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime, timezone

from reader.deck.brought import BadLine, Bringing, Brought, Source
from reader.deck.differences import Content
from reader.deck.note import shown_context
from reader.deck.table import cell, rows_of, sentence_with, text_of
from reader.errors import NotebookError
from reader.study.status import Status
from reader.study.word import Word

COLUMNS = (
    "simplified",
    "traditional",
    "reading",
    "pinyin",
    "gloss",
    "note",
    "tags",
    "lists",
    "status",
    "added",
    "sentence",
    "document",
    "translation",
)
__all__ = ["COLUMNS", "cell", "csv_table", "is_csv_table", "read_csv_rows", "read_csv_table", "text_of"]


def csv_table(words: Iterable[Word], mark: bool = True) -> str:
    """Return a table with a heading line and one row a word, with one sentence of each.

    ``mark`` puts the byte order mark first without which Excel takes UTF-8 for something else.
    """
    table = io.StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for word in words:
        writer.writerow(map(cell, _row(word)))
    return ("\ufeff" if mark else "") + table.getvalue()


def read_csv_rows(content: bytes) -> Content:
    """Return the rows of what :func:`csv_table` wrote, by word; raise ValueError for another table."""
    try:
        heading, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    except csv.Error as error:
        raise ValueError(str(error)) from error
    if tuple(heading) != COLUMNS or any(len(row) != len(COLUMNS) for row in rows):
        raise ValueError("the columns are others")
    return {"\t".join(map(text_of, (row[1], row[0], row[2]))): tuple(map(text_of, row)) for row in rows}


def is_csv_table(source: Source) -> bool:
    """True for a table that begins with our heading."""
    first = source.lines[0] if source.lines else ""
    return first.lstrip("\ufeff").replace('"', "").startswith(",".join(COLUMNS[:5]))


def read_csv_table(source: Source) -> Bringing:
    """Return the words of what :func:`csv_table` wrote, edited since or not."""
    words: list[Brought] = []
    bad: list[BadLine] = []
    for line, row in list(rows_of(source.text, ","))[1:]:
        try:
            words.append(_brought(dict(zip(COLUMNS, row, strict=False)), line))
        except (ValueError, NotebookError) as error:
            bad.append(BadLine(line, str(error)))
    return Bringing(tuple(words), tuple(bad))


def _brought(row: dict[str, str], line: int) -> Brought:
    simplified = row.get("simplified") or row.get("traditional", "")
    if not simplified:
        raise ValueError("no word in it")
    sentence = row.get("sentence", "")
    context = sentence_with(
        sentence,
        simplified,
        row.get("traditional", ""),
        row.get("translation", ""),
        row.get("document", ""),
        braces=False,
    )
    added = row.get("added", "")
    return Brought(
        simplified,
        line,
        traditional=row.get("traditional", ""),
        reading=row.get("reading", ""),
        gloss=row.get("gloss", ""),
        note=row.get("note", ""),
        tags=_parted(row.get("tags", "")),
        lists=_parted(row.get("lists", "")),
        status=Status.parse(row["status"]) if row.get("status") else None,
        contexts=(context,) if sentence else (),
        added=_time(added) if added else None,
        exact=True,
    )


def _parted(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("; ") if part)


def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return time if time.tzinfo else time.replace(tzinfo=timezone.utc)


def _row(word: Word) -> tuple[str, ...]:
    context = shown_context(word.contexts)
    return (
        word.simplified,
        word.traditional,
        word.reading,
        word.identity.pinyin,
        word.gloss,
        word.note,
        "; ".join(word.tags),
        "; ".join(word.lists),
        word.status.word,
        word.added.isoformat(),
        context.sentence,
        context.document,
        context.translation,
    )
