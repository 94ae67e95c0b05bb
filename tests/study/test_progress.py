"""The learner in numbers: each answer on its day, each card on its own, and nothing twice."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.review_settings import ReviewSettings
from reader.study.cards import Mode, Rating
from reader.study.database import Database
from reader.study.days import day_of
from reader.study.notebook import FILE_NAME, Notebook
from reader.study.progress import Progress, as_object, load_progress, sql_day
from reader.study.reviews import Reviews
from reader.study.status import Status
from reader.study.word import Identity

NOON = datetime(2024, 3, 1, 12).astimezone().astimezone(timezone.utc)
DAY = timedelta(days=1)
MEMORY = sqlite3.connect(":memory:")


class Learner:
    """A notebook with a clock to set."""

    def __init__(self, folder: Path) -> None:
        self.now = NOON
        self.notebook = Notebook(Database(folder / FILE_NAME, now=self.time), now=self.time)
        wanted = ReviewSettings(fuzz=False, steps=(), relearning=(), bury_siblings=False)
        self.reviews = Reviews(self.notebook.database, wanted, self.time)

    def time(self) -> datetime:
        return self.now

    def keep(self, words: str) -> None:
        for word in words:
            self.notebook.save(Identity(word, word, ""))

    def answer(self, *ratings: Rating) -> None:
        for rating in ratings:
            card = self.reviews.queue(self.now, (Mode.RECOGNISE,)).next(self.now)
            assert card is not None
            self.reviews.answer(card, rating, self.now, 5000)

    def progress(self, days: int = 30) -> Progress:
        return load_progress(self.notebook.database, self.now, 4, days)


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    made = Learner(tmp_path)
    yield made
    made.notebook.close()


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)), st.integers(0, 23))
@example(datetime(2000, 1, 1, 22, 59, 59, 999500), 23)
@settings(max_examples=60)
def test_the_database_and_the_program_mean_the_same_day(moment: datetime, starts: int) -> None:
    at = moment.replace(tzinfo=timezone.utc)
    (day,) = MEMORY.execute(f"SELECT {sql_day('?', starts)}", (at.isoformat(),)).fetchone()
    assert date.fromisoformat(day) == day_of(at, starts)


def test_answers_are_counted_on_their_day_and_only_learnt_cards_make_the_retention(learner: Learner) -> None:
    learner.keep("天地人")
    learner.answer(Rating.GOOD, Rating.AGAIN, Rating.EASY)
    learner.now += 60 * DAY
    learner.answer(Rating.GOOD, Rating.AGAIN, Rating.HARD)
    first, second = learner.progress().reviews
    assert (first.day, first.answers, first.begun, first.retention) == (date(2024, 3, 1), 3, 3, None)
    assert (second.answers, second.begun, second.recalled, second.forgotten) == (3, 0, 2, 1)
    assert second.seconds == 15
    assert learner.progress().retention(30) == pytest.approx(2 / 3)
    learner.now += 31 * DAY
    assert learner.progress().retention(30) is None


def test_an_answer_taken_back_is_in_no_count(learner: Learner) -> None:
    learner.keep("天")
    before = learner.progress()
    learner.answer(Rating.GOOD)
    assert learner.progress() != before
    learner.notebook.undo()
    assert learner.progress() == before


def test_every_card_is_foretold_once_and_what_is_overdue_is_due_today(learner: Learner) -> None:
    learner.keep("天地人和")
    learner.answer(Rating.AGAIN, Rating.GOOD, Rating.EASY, Rating.EASY)
    forecast = dict(learner.progress().forecast)
    assert sum(forecast.values()) == 4
    assert forecast[date(2024, 3, 1)] == 0
    learner.now += 20 * DAY
    assert learner.progress().forecast[0] == (date(2024, 3, 21), 4)
    learner.notebook.set_status([Identity("天", "天", "")], Status.WELL_KNOWN)
    learner.reviews.suspend(learner.reviews.cards(Identity("地", "地", ""))[0])
    assert learner.progress().forecast[0][1] == 2
    assert len(learner.progress(7).forecast) == 7


def test_words_are_counted_by_status_day_by_day(learner: Learner) -> None:
    learner.keep("天地")
    learner.now += DAY
    learner.notebook.set_status([Identity("天", "天", "")], Status.WELL_KNOWN)
    learner.keep("人")
    learner.now += 5 * DAY
    learner.keep("和")
    days = learner.progress().words
    assert [each.day for each in days] == [date(2024, 3, 1), date(2024, 3, 2), date(2024, 3, 7)]
    assert [(each.known, each.learning) for each in days][1:] == [(1, 1), (1, 3)]


def test_a_character_counts_once_and_as_known_where_any_known_word_has_it(learner: Learner) -> None:
    for word in ("银行", "行人", "AA制"):
        learner.notebook.save(Identity(word, word, ""))
    learner.notebook.set_status([Identity("银行", "银行", "")], Status.WELL_KNOWN)
    progress = learner.progress()
    assert (progress.known, progress.learning) == (2, 2)


def test_days_in_a_row_count_up_to_yesterday_while_today_is_not_over(learner: Learner) -> None:
    learner.keep("天地人和")
    for _ in range(3):
        learner.answer(Rating.GOOD)
        learner.now += DAY
    assert learner.progress().streak == 3
    learner.answer(Rating.GOOD)
    assert learner.progress().streak == 4
    learner.now += 2 * DAY
    assert learner.progress().streak == 0


def test_cards_are_told_by_how_well_they_are_learnt(learner: Learner) -> None:
    learner.keep("天地人")
    learner.answer(Rating.GOOD, Rating.GOOD, Rating.GOOD)
    assert learner.progress().cards == {"young": 3}
    learner.now += 20 * DAY
    learner.answer(Rating.EASY)
    learner.reviews.suspend(learner.reviews.queue(learner.now, (Mode.RECOGNISE,)).due[0])
    assert learner.progress().cards == {"mature": 1, "young": 1, "suspended": 1}


def test_an_empty_notebook_has_numbers_too(learner: Learner) -> None:
    progress = learner.progress()
    assert (progress.reviews, progress.streak, progress.known) == ((), 0, 0)
    assert json.loads(json.dumps(as_object(progress)))["reviews"] == []
    assert not learner.notebook.database.path.exists()
