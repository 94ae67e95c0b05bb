"""Is the notebook sound? What SQLite checks, and what only we know."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime

from reader.study.backup import check

_IN_REVIEW = 2
"""The state of a card that has left its learning steps."""


def problems(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return a line for each thing that is wrong; empty where all is well."""
    return check(connection, thorough=True) or (
        *_words(connection),
        *_contexts(connection),
        *_cards(connection),
        *_reviews(connection),
        *_steps(connection),
    )


def _words(connection: sqlite3.Connection) -> list[str]:
    found = []
    for row, simplified, added, tags, lists in connection.execute(
        "SELECT id, simplified, added, tags, lists FROM word"
    ):
        if not _is_time(added):
            found.append(f"word {row} ({simplified}) was added at {added!r}, which is no time")
        if not all(_is_list(items) for items in (tags, lists)):
            found.append(f"word {row} ({simplified}) has tags or lists that are no lists of words")
    return found


def _contexts(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute('SELECT id, sentence, start, "end" FROM context')
    return [
        f"context {row} marks a word at {start} to {end}, beyond its sentence"
        for row, sentence, start, end in rows
        if not 0 <= start <= end <= len(sentence)
    ]


def _cards(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT id, due, last_review, state, stability, difficulty FROM card ORDER BY id"
    )
    found = []
    for row, due, last, state, stability, difficulty in rows:
        if not _is_time(due) or (last is not None and not _is_time(last)):
            found.append(f"card {row} is due at {due!r} and was answered at {last!r}, which is no time")
        if state == _IN_REVIEW and (stability is None or difficulty is None):
            found.append(f"card {row} is in review and has no stability or difficulty")
    return found


def _reviews(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT id, at FROM review ORDER BY id")
    return [f"answer {row} was given at {at!r}, which is no time" for row, at in rows if not _is_time(at)]


def _steps(connection: sqlite3.Connection) -> list[str]:
    for number, before, after in connection.execute("SELECT id, before, after FROM change"):
        if not all(text is None or _is_object(text) for text in (before, after)):
            return [f"change {number} of the history holds no row to go back to"]
    row = connection.execute(
        "SELECT 1 FROM step a JOIN step b ON a.id < b.id WHERE a.undone AND NOT b.undone LIMIT 1"
    ).fetchone()
    return ["the history has a step undone before one that stands"] if row else []


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _is_list(text: str) -> bool:
    items = json.loads(text)
    return isinstance(items, list) and all(isinstance(item, str) for item in items)
