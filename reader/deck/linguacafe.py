"""LinguaCafe's vocabulary: CSV columns word, translation, lemma, reading, lemma reading, level.

Its importer rejects a word with a space in it and a level that is not new, ignored, learned or 1 to 7, where
7 is a word just met and 1 is nearly learned. It knows a word by its form alone, so homographs share a row.
What it exports has a heading, ``|`` between cells, and stages: minus the level, 0 learned, 1 ignored, 2 new.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.deck.brought import Bringing, Source
from reader.deck.differences import Content
from reader.deck.lute import joined, sharing_form
from reader.deck.table import read_rows, read_table, rows_of, written
from reader.errors import DeckError, NotebookError
from reader.study.status import Status
from reader.study.word import Word

HEADING = ("Word", "Translation", "Lemma", "Reading", "Lemma reading", "Level")
_FIELDS = ("word", "gloss", "", "reading", "", "status")
_LEVELS = {
    Status.NEW: "new",
    Status.LEARNING_1: "7",
    Status.LEARNING_2: "5",
    Status.LEARNING_3: "4",
    Status.LEARNING_4: "2",
    Status.LEARNING_5: "1",
    Status.WELL_KNOWN: "learned",
    Status.IGNORED: "ignored",
    Status.NAME: "ignored",
}
_STATUSES = {
    "new": Status.NEW,
    "7": Status.LEARNING_1,
    "6": Status.LEARNING_1,
    "5": Status.LEARNING_2,
    "4": Status.LEARNING_3,
    "3": Status.LEARNING_3,
    "2": Status.LEARNING_4,
    "1": Status.LEARNING_5,
    "learned": Status.WELL_KNOWN,
    "ignored": Status.IGNORED,
}
_STAGES = {"0": Status.WELL_KNOWN, "1": Status.IGNORED, "2": Status.NEW}


def linguacafe_words(words: Iterable[Word]) -> str:
    """Return the words for LinguaCafe's import; leave its box “Skip header” ticked.

    Its words hold no spaces, so those inside a phrase are left out.
    """
    rows: list[Sequence[str]] = [HEADING]
    for group in sharing_form(words).values():
        status = min(word.status for word in group)
        rows.append(
            (
                "".join(group[0].simplified.split()),
                joined((word.gloss for word in group), "; "),
                "",
                joined((word.identity.pinyin for word in group), ", "),
                "",
                _LEVELS[status],
            )
        )
    return written(rows, ",")


def read_linguacafe_rows(content: bytes) -> Content:
    """Return the rows by word; raise ValueError for what is no such file."""
    rows = [row for _, row in rows_of(content.decode("utf-8-sig"), ",")]
    if not rows or tuple(rows[0]) != HEADING:
        raise ValueError("the heading is another")
    return {row[0]: tuple(row) for row in rows[1:] if row}


def is_linguacafe(source: Source) -> bool:
    first = source.lines[0].lstrip("\ufeff") if source.lines else ""
    exported = "|" in first and {"word", "lemma", "level"} & set(first.lower().replace('"', "").split("|"))
    return bool(exported) or first.replace('"', "") == ",".join(HEADING)


def read_linguacafe(source: Source) -> Bringing:
    """Return the words of an export of LinguaCafe, or of a file for its import."""
    first = source.lines[0] if source.lines else ""
    if "|" in first:
        return read_table(source, _status_of_stage, "|")
    try:
        rows = list(rows_of(source.text.lstrip("\ufeff"), ","))
    except ValueError as error:
        raise DeckError(f"{source.name}: {error}; nothing was brought in") from error
    return read_rows(rows[1:] if tuple(rows[0][1]) == HEADING else rows, _FIELDS, _status_of_level)


def _status_of_level(text: str) -> Status:
    try:
        return _STATUSES[text.strip().lower()]
    except KeyError:
        raise NotebookError(
            f"no such level: {text!r}; LinguaCafe has new, ignored, learned, 1 to 7"
        ) from None


def _status_of_stage(text: str) -> Status:
    stage = text.strip()
    return _STAGES[stage] if stage in _STAGES else _status_of_level(stage.removeprefix("-"))
