"""The learner in numbers: what was answered, what was read, what is known, what will be due.

Days are those of the learner's calendar, which begin at the hour the settings say.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reader.language.script import is_han
from reader.study.cards import State
from reader.study.database import Database
from reader.study.days import beginning, day_of
from reader.study.status import Status


@dataclass(frozen=True, slots=True)
class ReviewDay:
    """The answers of a day. ``recalled`` and ``forgotten`` count cards that had been learnt before: the
    share recalled of both is the true retention. ``begun`` counts new cards.
    """

    day: date
    answers: int = 0
    begun: int = 0
    recalled: int = 0
    forgotten: int = 0
    seconds: float = 0.0

    @property
    def retention(self) -> float | None:
        """The true retention, 0 to 1; None on a day without such answers."""
        asked = self.recalled + self.forgotten
        return self.recalled / asked if asked else None


@dataclass(frozen=True, slots=True)
class ReadingDay:
    """What was read on a day: seconds with a text open and in use, and characters passed."""

    day: date
    seconds: float = 0.0
    characters: int = 0


@dataclass(frozen=True, slots=True)
class WordsDay:
    """How many words had each status on a day."""

    day: date
    words: Mapping[Status, int]

    @property
    def known(self) -> int:
        return self.words.get(Status.WELL_KNOWN, 0)

    @property
    def learning(self) -> int:
        return sum(count for status, count in self.words.items() if status.is_learning)


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything there is to tell. Days without anything are left out, except in ``forecast``.

    ``forecast`` counts the cards of each day from today on, those overdue among today's. ``known`` and
    ``learning`` are the different characters of well-known words, and those only words being learned have.
    """

    today: date
    reviews: tuple[ReviewDay, ...]
    forecast: tuple[tuple[date, int], ...]
    words: tuple[WordsDay, ...]
    known: int
    learning: int
    reading: tuple[ReadingDay, ...]
    cards: Mapping[str, int]

    @property
    def active(self) -> frozenset[date]:
        """The days on which anything was answered or read."""
        days = {each.day for each in self.reviews if each.answers}
        return frozenset(days | {each.day for each in self.reading if each.seconds or each.characters})

    @property
    def streak(self) -> int:
        """How many days in a row, up to today (or yesterday, for today is not over), have anything."""
        day = self.today if self.today in self.active else self.today - timedelta(days=1)
        count = 0
        while day in self.active:
            day -= timedelta(days=1)
            count += 1
        return count

    def retention(self, days: int) -> float | None:
        """Return the true retention of the last days, today's included."""
        since = self.today - timedelta(days=days - 1)
        lately = [each for each in self.reviews if each.day >= since]
        recalled, forgotten = sum(each.recalled for each in lately), sum(each.forgotten for each in lately)
        return recalled / (recalled + forgotten) if recalled + forgotten else None


def load_progress(database: Database, now: datetime, starts: int = 4, forecast_days: int = 30) -> Progress:
    """Count everything, at ``now``, with days that begin at the hour ``starts``."""
    today = day_of(now, starts)
    with database.reading() as connection:
        words = _words(connection, today)
        known, learning = _characters(connection)
        return Progress(
            today,
            _reviews(connection, starts),
            _forecast(connection, today, starts, forecast_days),
            words,
            known,
            learning,
            _reading(connection),
            _cards(connection),
        )


def _reviews(connection: sqlite3.Connection, starts: int) -> tuple[ReviewDay, ...]:
    rows = connection.execute(
        f"""SELECT {sql_day("at", starts)} AS day, count(*), sum(state = {int(State.NEW)}),
            sum(state = {int(State.REVIEW)} AND rating > 1), sum(state = {int(State.REVIEW)} AND rating = 1),
            sum(milliseconds) / 1000.0
        FROM review GROUP BY day ORDER BY day"""
    )
    return tuple(ReviewDay(date.fromisoformat(day), *counts) for day, *counts in rows)


def _forecast(
    connection: sqlite3.Connection, today: date, starts: int, days: int
) -> tuple[tuple[date, int], ...]:
    end = beginning(today + timedelta(days=days), starts).isoformat()
    rows = connection.execute(
        f"SELECT {sql_day('c.due', starts)} AS day, count(*) FROM card c JOIN word w ON w.id = c.word "
        f"WHERE w.kept AND w.status <= {int(Status.LEARNING_5)} AND NOT c.suspended AND c.state > 0 "
        "AND c.due < ? GROUP BY day",
        (end,),
    )
    counts: Counter[date] = Counter()
    for day, cards in rows:
        counts[max(today, date.fromisoformat(day))] += cards
    return tuple((day, counts[day]) for day in (today + timedelta(days=number) for number in range(days)))


def _words(connection: sqlite3.Connection, today: date) -> tuple[WordsDay, ...]:
    """Return the counts kept for each day, and what they are now as today's."""
    counts: dict[date, dict[Status, int]] = {}
    for day, status, words in connection.execute(
        "SELECT day, status, words FROM tally WHERE day < ? ORDER BY day", (today.isoformat(),)
    ):
        counts.setdefault(date.fromisoformat(day), {})[Status(status)] = words
    counts[today] = {
        Status(status): words
        for status, words in connection.execute("SELECT status, count(*) FROM word GROUP BY status")
    }
    return tuple(WordsDay(day, words) for day, words in counts.items())


def _characters(connection: sqlite3.Connection) -> tuple[int, int]:
    known = _han(connection, f"status = {int(Status.WELL_KNOWN)}")
    learning = _han(connection, f"status BETWEEN 1 AND {int(Status.LEARNING_5)}")
    return len(known), len(learning - known)


def _han(connection: sqlite3.Connection, condition: str) -> set[str]:
    words = connection.execute(f"SELECT simplified FROM word WHERE {condition}")
    return {char for char in set("".join(word for (word,) in words)) if is_han(char)}


def _reading(connection: sqlite3.Connection) -> tuple[ReadingDay, ...]:
    rows = connection.execute(
        "SELECT day, sum(seconds), sum(characters) FROM reading_day GROUP BY day ORDER BY day"
    )
    return tuple(
        ReadingDay(date.fromisoformat(day), seconds, characters) for day, seconds, characters in rows
    )


def _cards(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many cards there are of each kind: learning, young, mature (21 days), suspended."""
    counts: Counter[str] = Counter()
    for state, stability, suspended, cards in connection.execute(
        "SELECT state, stability >= 21, suspended, count(*) FROM card GROUP BY 1, 2, 3"
    ):
        if suspended:
            counts["suspended"] += cards
        elif state == State.NEW:
            counts["new"] += cards
        elif state == State.REVIEW:
            counts["mature" if stability else "young"] += cards
        else:
            counts["learning"] += cards
    return dict(counts)


def sql_day(column: str, starts: int) -> str:
    """Return SQL for the learner's day of a UTC time; :func:`reader.study.days.day_of` says the same.

    Fractions of a second are left out, for SQLite rounds them, over midnight too.
    """
    return f"date(substr({column}, 1, 19), 'localtime', '-{starts} hours')"


def as_object(progress: Progress) -> dict[str, object]:
    """Return all of it as JSON values."""
    return {
        "today": progress.today.isoformat(),
        "streak": progress.streak,
        "retention_30_days": progress.retention(30),
        "reviews": [
            {
                "day": each.day.isoformat(),
                "answers": each.answers,
                "new": each.begun,
                "recalled": each.recalled,
                "forgotten": each.forgotten,
                "retention": each.retention,
                "minutes": round(each.seconds / 60, 1),
            }
            for each in progress.reviews
        ],
        "forecast": [{"day": day.isoformat(), "cards": cards} for day, cards in progress.forecast],
        "words": [{"day": each.day.isoformat(), "status": _named(each.words)} for each in progress.words],
        "cards": dict(progress.cards),
        "characters": {"known": progress.known, "learning": progress.learning},
        "reading": [
            {
                "day": each.day.isoformat(),
                "minutes": round(each.seconds / 60, 1),
                "characters": each.characters,
            }
            for each in progress.reading
        ],
    }


def _named(words: Mapping[Status, int]) -> dict[str, int]:
    return {status.word: words[status] for status in sorted(words)}
