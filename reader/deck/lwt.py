"""The term lists of LWT (Learning with Texts): eight columns parted by tabs, without a heading.

LWT's export: (1) term, (2) translation, (3) sentence with the {term} in braces, (4) romanization, (5) status,
(6) language, (7) id, (8) tags. Its tags have at most 20 characters, no spaces, no commas; ``*`` stands for no
translation; statuses are 1 to 5, 98 (ignored) and 99 (well known).
"""

from __future__ import annotations

from collections.abc import Iterable

from reader.deck.brought import Bringing, Source
from reader.deck.differences import Content
from reader.deck.lute import tags_of
from reader.deck.note import shown_context
from reader.deck.table import cell, one_line, read_rows, rows_of
from reader.errors import DeckError
from reader.study.status import Status
from reader.study.word import Context, Word

LANGUAGE = "Chinese"
_COLUMNS = 8
_FIELDS = ("word", "gloss", "sentence", "reading", "status", "", "", "tags")
_NO_TRANSLATION = "*"
_LONGEST_TAG = 20
_STATUSES = frozenset(("1", "2", "3", "4", "5", "98", "99"))
_INTERVALS = ((72, 5), (27, 4), (9, 3), (2, 2))
"""Days after which LWT asks again for a term of a status (its manual, Term Scores)."""


def status_after(interval: float) -> Status:
    """Return the status of a word that another program asks again after so many days.

    It is LWT's own scale backwards: what it asks after 2, 9, 27 and 72 days has status 2, 3, 4 and 5.
    """
    return Status(next((status for days, status in _INTERVALS if interval >= days), 1))


def lwt_terms(words: Iterable[Word], language: str = LANGUAGE) -> str:
    """Return the words as terms of ``language``, in their simplified forms."""
    lines = (map(one_line, _row(word, language, number)) for number, word in enumerate(words, start=1))
    return "".join("\t".join(map(cell, line)) + "\r\n" for line in lines)


def read_lwt_rows(content: bytes) -> Content:
    """Return the rows by term and romanization; raise ValueError for what is no such list."""
    rows = [row for _, row in rows_of(content.decode("utf-8-sig"), "\t", quoted=False)]
    if any(len(row) != _COLUMNS for row in rows):
        raise ValueError(f"a line does not have {_COLUMNS} columns")
    return {f"{row[0]}\t{row[3]}": (*row[:6], row[7]) for row in rows}


def is_lwt(source: Source) -> bool:
    rows = [line.split("\t") for line in source.lines if line.strip()]
    return bool(rows) and all(len(row) == _COLUMNS and row[4] in _STATUSES for row in rows)


def read_lwt(source: Source) -> Bringing:
    """Return the terms as words; raise DeckError for what is no table."""
    try:
        rows = list(rows_of(source.text, "\t", quoted=False))
    except ValueError as error:
        raise DeckError(f"{source.name}: {error}; nothing was brought in") from error
    cleaned = [
        (line, [row[0], "" if row[1:2] == [_NO_TRANSLATION] else row[1], *row[2:]])
        for line, row in rows
        if len(row) > 1
    ]
    return read_rows(cleaned, _FIELDS, Status.parse)


def _row(word: Word, language: str, number: int) -> tuple[str, ...]:
    status = Status.IGNORED if word.status is Status.NAME else max(word.status, Status.LEARNING_1)
    return (
        word.simplified,
        word.gloss or _NO_TRANSLATION,
        _braced(shown_context(word.contexts)),
        word.identity.pinyin,
        str(int(status)),
        language,
        str(number),
        ",".join(tags_of(word, ",", _LONGEST_TAG)),
    )


def _braced(context: Context) -> str:
    before, word, after = (part.replace("{", "｛").replace("}", "｝") for part in context.parts)
    return f"{before}{{{word}}}{after}" if word else before + after
