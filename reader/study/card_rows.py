"""Cards and answers as rows of the notebook's tables, and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime

from reader.study.cards import Card, Mode, Rating, Review, State
from reader.study.history import Recording
from reader.study.word import Identity

_WORD = "w.traditional, w.simplified, w.reading"
_CARD = (
    "c.mode, c.due, c.state, c.step, c.stability, c.difficulty, c.last_review, c.answers, c.lapses, "
    "c.suspended, c.buried"
)


def load_cards(connection: sqlite3.Connection, condition: str, values: Sequence[object]) -> tuple[Card, ...]:
    """Return the cards that a condition over ``card c JOIN word w`` picks; it may end in an ORDER BY."""
    rows = connection.execute(
        f"SELECT {_WORD}, {_CARD} FROM card c JOIN word w ON w.id = c.word WHERE {condition}", values
    )
    return tuple(_card(row) for row in rows)


def find_card(connection: sqlite3.Connection, word: int, mode: Mode) -> tuple[int, Card] | None:
    """Return the row id and the card of a word in a mode, None where it has none yet."""
    where = (word, mode.value)
    found = connection.execute("SELECT id FROM card WHERE word = ? AND mode = ?", where).fetchone()
    return None if found is None else (found[0], load_cards(connection, "c.id = ?", (found[0],))[0])


def write_card(connection: sqlite3.Connection, recording: Recording, word: int, card: Card) -> None:
    """Make the word's card in its mode be ``card``."""
    row: dict[str, object] = {
        "state": int(card.state),
        "step": card.step,
        "stability": card.stability,
        "difficulty": card.difficulty,
        "due": card.due.isoformat(),
        "last_review": None if card.last_review is None else card.last_review.isoformat(),
        "answers": card.answers,
        "lapses": card.lapses,
        "suspended": int(card.suspended),
        "buried": None if card.buried is None else card.buried.isoformat(),
    }
    found = find_card(connection, word, card.mode)
    if found is None:
        recording.insert("card", {"word": word, "mode": card.mode.value} | row)
    else:
        recording.update("card", found[0], row)


def write_review(recording: Recording, review: Review) -> None:
    """Add an answer to the log."""
    recording.insert(
        "review",
        {
            "traditional": review.identity.traditional,
            "simplified": review.identity.simplified,
            "reading": review.identity.reading,
            "mode": review.mode.value,
            "at": review.at.isoformat(),
            "rating": int(review.rating),
            "state": int(review.state),
            "milliseconds": review.milliseconds,
            "scheduled": review.scheduled,
        },
    )


def load_reviews(connection: sqlite3.Connection, condition: str = "1") -> tuple[Review, ...]:
    """Return the answers that a condition over ``review`` picks, in the order they were given."""
    rows = connection.execute(
        "SELECT traditional, simplified, reading, mode, at, rating, state, milliseconds, scheduled "
        f"FROM review WHERE {condition} ORDER BY at, id"
    )
    return tuple(
        Review(
            Identity(traditional, simplified, reading),
            Mode(mode),
            datetime.fromisoformat(at),
            Rating(rating),
            State(state),
            milliseconds,
            scheduled,
        )
        for traditional, simplified, reading, mode, at, rating, state, milliseconds, scheduled in rows
    )


def remove_cards(connection: sqlite3.Connection, recording: Recording, word: int) -> None:
    """Take the cards of a word away, for the word itself is about to go; what was answered stays."""
    for (card,) in connection.execute("SELECT id FROM card WHERE word = ?", (word,)).fetchall():
        recording.delete("card", card)


def move_cards(connection: sqlite3.Connection, recording: Recording, word: int, to: int) -> None:
    """Give the cards of a word to another one, which keeps those it has."""
    own = {mode for (mode,) in connection.execute("SELECT mode FROM card WHERE word = ?", (to,))}
    for card, mode in connection.execute("SELECT id, mode FROM card WHERE word = ?", (word,)).fetchall():
        if mode not in own:
            recording.update("card", card, {"word": to})


def rename_reviews(
    connection: sqlite3.Connection, recording: Recording, before: Identity, becomes: Identity
) -> None:
    """Let the answers of a word follow it to its new name; one given at the same instant stays behind."""
    old = (before.traditional, before.simplified, before.reading)
    new = (becomes.traditional, becomes.simplified, becomes.reading)
    same = "traditional = ? AND simplified = ? AND reading = ?"
    taken = set(connection.execute(f"SELECT mode, at FROM review WHERE {same}", new))
    names = dict(zip(("traditional", "simplified", "reading"), new, strict=True))
    for row, mode, at in connection.execute(f"SELECT id, mode, at FROM review WHERE {same}", old).fetchall():
        if (mode, at) not in taken:
            recording.update("review", row, names)


def _card(row: Sequence[object]) -> Card:
    traditional, simplified, reading, mode, due, state, step, stability, difficulty, last, *rest = row
    answers, lapses, suspended, buried = rest
    return Card(
        Identity(str(traditional), str(simplified), str(reading)),
        Mode(mode),
        datetime.fromisoformat(str(due)),
        State(int(str(state))),
        None if step is None else int(str(step)),
        None if stability is None else float(str(stability)),
        None if difficulty is None else float(str(difficulty)),
        None if last is None else datetime.fromisoformat(str(last)),
        int(str(answers)),
        int(str(lapses)),
        bool(suspended),
        None if buried is None else date.fromisoformat(str(buried)),
    )
