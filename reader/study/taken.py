"""What an export goes by: when words last changed, how they are learnt, when decks were last written."""

from __future__ import annotations

from datetime import datetime

from reader.study.card_rows import load_cards
from reader.study.cards import Card, Mode
from reader.study.database import Database
from reader.study.word import Identity


def last_changes(database: Database) -> dict[Identity, datetime]:
    """Return when each word of the notebook last changed in any way; aware UTC."""
    with database.reading() as connection:
        rows = connection.execute(
            "SELECT w.traditional, w.simplified, w.reading, t.at FROM touched t JOIN word w ON w.id = t.word"
        )
        return {Identity(*names): datetime.fromisoformat(at) for *names, at in rows}


def all_cards(database: Database) -> dict[tuple[Identity, Mode], Card]:
    """Return every card of the notebook, by the word and how it is asked."""
    with database.reading() as connection:
        return {card.key: card for card in load_cards(connection, "1", ())}


def last_taken(database: Database, target: str) -> datetime | None:
    """Return when words were last taken to ``target``, None where they never were."""
    with database.reading() as connection:
        found = connection.execute("SELECT at FROM taken WHERE target = ?", (target,)).fetchone()
    return datetime.fromisoformat(found[0]) if found else None


def remember_taken(database: Database, target: str, at: datetime) -> None:
    """Remember that words were taken to ``target``; it is no step of the learner's and is not undone."""
    with database.writing() as connection:
        connection.execute("INSERT OR REPLACE INTO taken VALUES (?, ?)", (target, at.isoformat()))
