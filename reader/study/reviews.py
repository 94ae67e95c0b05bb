"""The review desk: what is due, answers given to it, and cards put aside. Every change is one step to undo.

Words that are being learned have cards; a word that is well known, ignored or a name rests with its cards
as they are. Answers never change a word's status: that is the learner's to do.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from reader.errors import NotebookError
from reader.review_settings import ReviewSettings
from reader.study import rows
from reader.study.card_rows import find_card, load_cards, load_reviews, write_card, write_review
from reader.study.cards import Card, Mode, Rating, Review, State
from reader.study.database import Database, utc_now
from reader.study.days import beginning, day_of
from reader.study.due import Done, Queue, one_a_word
from reader.study.history import Recording
from reader.study.scheduling import Scheduling, answer, retrievability, sound_weights
from reader.study.status import Status
from reader.study.word import Identity, Word

_LEARNT = f"w.kept AND w.status <= {int(Status.LEARNING_5)}"
"""Words that are asked: kept, and neither well known nor ignored nor a name."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer did. ``leech`` says that the card has just been found to be one."""

    card: Card
    review: Review
    leech: bool


class Reviews:
    """The cards and the log of one notebook, under one learner's settings."""

    def __init__(
        self,
        database: Database,
        settings: ReviewSettings | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database = database
        self.settings = settings or ReviewSettings()
        self._now = now

    # Asking

    def queue(self, now: datetime, modes: Sequence[Mode] = ()) -> Queue:
        """Return what is to be asked at ``now`` in these modes (none: those of the settings)."""
        asked = tuple(modes) or tuple(Mode(mode) for mode in self.settings.modes)
        today, starts = self.today(now), self.settings.day_starts
        begun, ends = beginning(today, starts), beginning(today + timedelta(days=1), starts)
        with self._database.reading() as connection:
            done = _done(connection, begun)
            cards = _open_cards(connection, asked, today, ends)
            later = _first_after(connection, asked, ends)
            resting = _answered_since(connection, begun) if self.settings.bury_siblings else frozenset()
            learning = tuple(card for card in cards if card.state.in_steps)
            due = [card for card in cards if card.state is State.REVIEW]
            due = list(self._ordered(due, now, connection))
            left = max(0, self.settings.new - done.new)
            new = _new_cards(connection, asked, self.settings, today, resting, left + len(due), now)
        waiting = any(card.identity in resting for card in (*due, *new))
        if self.settings.bury_siblings:
            steps = frozenset(card.identity for card in learning)
            due = list(one_a_word(due, resting | steps))
            new = one_a_word(new, resting | steps | {card.identity for card in due})
        due_left = max(0, self.settings.limit - done.reviews)
        more = len(due) > due_left or len(new) > left
        if more or waiting:  # for another day, or for their siblings
            later = ends
        return Queue(learning, tuple(due[:due_left]), new[:left], later, done, self.settings.new_when)

    def today(self, now: datetime) -> date:
        """Return the day of the learner's calendar."""
        return day_of(now, self.settings.day_starts)

    def word(self, card: Card) -> Word | None:
        """Return the word a card asks for, None where it is not in the notebook any more."""
        with self._database.reading() as connection:
            found = rows.find(connection, card.identity)
            return rows.load(connection, "w.id = ?", (found["id"],))[0] if found else None

    def cards(self, identity: Identity) -> tuple[Card, ...]:
        """Return the cards a word has, in the order they were begun."""
        with self._database.reading() as connection:
            found = rows.find(connection, identity)
            if found is None:
                return ()
            return load_cards(connection, "w.id = ? ORDER BY c.id", (found["id"],))

    def all_cards(self) -> tuple[Card, ...]:
        """Return every card there is, for statistics and for what takes cards elsewhere."""
        with self._database.reading() as connection:
            return load_cards(connection, "1 ORDER BY c.id", ())

    def suspended(self) -> tuple[Card, ...]:
        """Return the cards that are put aside until they are taken back."""
        with self._database.reading() as connection:
            return load_cards(connection, "c.suspended ORDER BY c.id", ())

    def log(self) -> tuple[Review, ...]:
        """Return every answer, in the order they were given."""
        with self._database.reading() as connection:
            return load_reviews(connection)

    # Answering

    def scheduling(self) -> Scheduling:
        """Return the rules that hold now: the settings, and the learner's own parameters where there are."""
        with self._database.reading() as connection:
            return self._scheduling(connection)

    def answer(self, card: Card, rating: Rating, at: datetime, milliseconds: int = 0) -> Answered:
        """Keep an answer: the card as it is now and a line of the log, in one transaction, as one step.

        Raises NotebookError, and changes nothing, where the card is not what it was when it was asked:
        another window answered it, or the word is gone.
        """
        with self._database.writing() as connection:
            label = f"answer {card.identity.headword}: {rating.word}"
            recording = Recording(connection, label, self._now())
            row = self._unchanged(connection, card)
            answered, review = answer(card, rating, at, self._scheduling(connection), milliseconds)
            leech = _becomes_leech(card, answered, self.settings.leech)
            if leech and self.settings.leech_action == "suspend":
                answered = replace(answered, suspended=True)
            write_card(connection, recording, row, answered)
            write_review(recording, review)
        return Answered(answered, review, leech)

    def suspend(self, card: Card, suspended: bool = True) -> Card:
        """Put a card aside until it is taken back, or take it back."""
        return self.put_aside([card], suspended)[0]

    def put_aside(self, cards: Sequence[Card], suspended: bool = True) -> tuple[Card, ...]:
        """Do so with several cards, as one step."""
        verb = "suspend" if suspended else "take back"
        return self._put(cards, [replace(card, suspended=suspended) for card in cards], verb)

    def bury(self, card: Card, now: datetime) -> Card:
        """Put a card aside for today."""
        return self._put([card], [replace(card, buried=self.today(now))], "put off")[0]

    def _put(self, cards: Sequence[Card], become: Sequence[Card], verb: str) -> tuple[Card, ...]:
        with self._database.writing() as connection:
            modes = ", ".join(card.mode.value for card in cards)
            label = f"{verb} {cards[0].identity.headword} ({modes})"
            recording = Recording(connection, label, self._now())
            for card, becomes in zip(cards, become, strict=True):
                write_card(connection, recording, self._unchanged(connection, card), becomes)
        return tuple(become)

    # The learner's own parameters

    def set_weights(self, weights: tuple[float, ...] | None, reviews: int = 0) -> None:
        """Use these parameters from now on, or (None) the usual ones again; one step."""
        if weights is not None and not sound_weights(weights):
            raise NotebookError("these are no parameters of FSRS: 21 numbers within its bounds are needed")
        with self._database.writing() as connection:
            recording = Recording(connection, "set the parameters of the scheduler", self._now())
            at = self._now().astimezone(timezone.utc).isoformat()
            recording.insert(
                "weights", {"at": at, "reviews": reviews, "parameters": json.dumps(weights and list(weights))}
            )

    def _scheduling(self, connection: sqlite3.Connection) -> Scheduling:
        found = connection.execute("SELECT parameters FROM weights ORDER BY id DESC LIMIT 1").fetchone()
        weights = json.loads(found[0]) if found else None
        return Scheduling(self.settings, tuple(map(float, weights)) if weights else None)

    def _unchanged(self, connection: sqlite3.Connection, card: Card) -> int:
        """Return the row of the card's word; refuse a card that is not as it was when it was asked."""
        word = rows.find(connection, card.identity)
        if word is None:
            raise NotebookError(f"{card.identity.headword}: is not in the notebook any more")
        found = find_card(connection, word["id"], card.mode)
        if card.state is State.NEW and card.answers == 0 and (found is None or found[1].answers == 0):
            return int(word["id"])
        if found is None or found[1] != card:
            raise NotebookError(
                f"{card.identity.headword}: was answered in another window meanwhile; nothing was changed"
            )
        return int(word["id"])

    def _ordered(self, due: list[Card], now: datetime, connection: sqlite3.Connection) -> Sequence[Card]:
        if self.settings.order == "random":
            from random import Random

            Random(self.today(now).toordinal()).shuffle(due)
            return due
        if self.settings.order == "hardest":
            scheduling = self._scheduling(connection)
            return sorted(due, key=lambda card: retrievability(card, now, scheduling))
        return due


def _becomes_leech(before: Card, after: Card, threshold: int) -> bool:
    """True when the card is forgotten for the ``threshold``-th time, and every half of that again."""
    if not after.is_leech(threshold) or after.lapses == before.lapses:
        return False
    return (after.lapses - threshold) % max(1, threshold // 2) == 0


def _done(connection: sqlite3.Connection, begun: datetime) -> Done:
    counts = dict(
        connection.execute(
            "SELECT state, count(*) FROM review WHERE at >= ? GROUP BY state", (begun.isoformat(),)
        ).fetchall()
    )
    return Done(counts.get(int(State.NEW), 0), counts.get(int(State.REVIEW), 0))


def _open_cards(
    connection: sqlite3.Connection, modes: Sequence[Mode], today: date, ends: datetime
) -> tuple[Card, ...]:
    """Return the cards that were begun and may be asked before the day ends, the one due first first."""
    return load_cards(
        connection,
        f"c.due < ? AND {_asked_in(modes)} AND (c.buried IS NULL OR c.buried <> ?) ORDER BY c.due, c.id",
        (ends.isoformat(), today.isoformat()),
    )


def _first_after(connection: sqlite3.Connection, modes: Sequence[Mode], ends: datetime) -> datetime | None:
    """Return when the first card is due after the day has ended."""
    found = connection.execute(
        "SELECT c.due FROM card c JOIN word w ON w.id = c.word "
        f"WHERE c.due >= ? AND {_asked_in(modes)} ORDER BY c.due LIMIT 1",
        (ends.isoformat(),),
    ).fetchone()
    return datetime.fromisoformat(found[0]) if found else None


def _asked_in(modes: Sequence[Mode]) -> str:
    """Return SQL for cards that were begun and may be asked in these modes."""
    names = ", ".join(f"'{mode.value}'" for mode in modes)
    return f"{_LEARNT} AND c.state > 0 AND NOT c.suspended AND c.mode IN ({names})"


def _answered_since(connection: sqlite3.Connection, begun: datetime) -> frozenset[Identity]:
    """Return the words of which a card was answered since the day began."""
    return frozenset(
        Identity(*row)
        for row in connection.execute(
            "SELECT w.traditional, w.simplified, w.reading FROM card c JOIN word w ON w.id = c.word "
            "WHERE c.last_review >= ?",
            (begun.isoformat(),),
        )
    )


def _new_cards(
    connection: sqlite3.Connection,
    modes: Sequence[Mode],
    settings: ReviewSettings,
    today: date,
    resting: frozenset[Identity],
    wanted: int,
    now: datetime,
) -> tuple[Card, ...]:
    """Return cards not begun yet, a word's modes one after the other.

    At least ``wanted`` and one of them are found where there are so many, resting words apart.
    """
    if not settings.new:
        return ()
    order = {
        "oldest": "w.id",
        "newest": "w.id DESC",
        "random": f"(w.id * 2654435761 + {today.toordinal()} * 40503) % 1000003",
    }[settings.new_order]
    found: list[Card] = []
    for number, mode in enumerate(modes):
        conditions = [_LEARNT, "(c.id IS NULL OR (c.state = 0 AND NOT c.suspended))"]
        conditions.append("(c.buried IS NULL OR c.buried <> ?)")
        values: list[object] = [mode.value, today.isoformat()]
        if mode is Mode.READING:
            conditions.append("w.reading <> ''")
        if number:
            before = modes[number - 1]
            unread = "w.reading = '' OR " if before is Mode.READING else ""
            conditions.append(
                f"({unread}EXISTS (SELECT 1 FROM card p WHERE p.word = w.id AND p.mode = ? AND p.state >= 2))"
            )
            values.append(before.value)
        cursor = connection.execute(
            "SELECT w.traditional, w.simplified, w.reading FROM word w "
            "LEFT JOIN card c ON c.word = w.id AND c.mode = ? "
            f"WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT {wanted + len(resting) + 1}",
            values,
        )
        found += [Card(Identity(*row), mode, now) for row in cursor]
    return tuple(found)
