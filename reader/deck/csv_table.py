"""Words as a table for spreadsheets: UTF-8 with a mark, every cell quoted, no cell a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from reader.deck.differences import Content
from reader.inert import inert
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
# Spreadsheets run a cell that begins so; those of East Asian users the full-width marks as well.
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠|%]")


def csv_table(words: Iterable[Word]) -> str:
    """Return a table with a heading line and one row a word, with the first sentence of each."""
    table = io.StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for word in words:
        writer.writerow(map(cell, _row(word)))
    return "\ufeff" + table.getvalue()


def read_csv_rows(content: bytes) -> Content:
    """Return the rows of what :func:`csv_table` wrote, by word; raise ValueError for another table."""
    try:
        heading, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    except csv.Error as error:
        raise ValueError(str(error)) from error
    if tuple(heading) != COLUMNS or any(len(row) != len(COLUMNS) for row in rows):
        raise ValueError("the columns are others")
    return {"\t".join(map(text_of, (row[1], row[0], row[2]))): tuple(map(text_of, row)) for row in rows}


def cell(text: str) -> str:
    """Return ``text`` as a cell that a spreadsheet shows as it is: a formula gets a ``'`` before it."""
    shown = inert(text)
    return f"'{shown}" if _FORMULA.match(shown) else shown


def text_of(cell: str) -> str:
    """Return the text that :func:`cell` made a cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _row(word: Word) -> tuple[str, ...]:
    context = word.contexts[0] if word.contexts else None
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
        context.sentence if context else "",
        context.document if context else "",
        context.translation if context else "",
    )
