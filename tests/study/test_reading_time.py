"""What was read is measured by the page turned: time up to a pause, characters once each."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader.document.model import Position
from reader.study.database import Database
from reader.study.progress import load_progress
from reader.study.reading_time import FASTEST, PAUSE, Meter, Read, ReadingTime

SIZES = (100, 300, 200)
PLACES = st.builds(Position, st.integers(0, 2), st.integers(0, 99))


@given(st.lists(st.tuples(st.floats(0, 300), PLACES, PLACES), max_size=12))
def test_nobody_reads_more_than_the_time_or_the_text_there_is(
    pages: list[tuple[float, Position, Position]],
) -> None:
    meter, now = Meter(SIZES), 0.0
    for wait, one, other in pages:
        now += wait
        meter.page(now, min(one, other), max(one, other))
    meter.rest(now + 1, at_end=True)
    read = meter.take()
    assert 0 <= read.seconds <= now + 1
    assert 0 <= read.characters <= min(sum(SIZES), FASTEST * read.seconds)
    assert not meter.take()


def test_pages_that_are_read_count_their_characters() -> None:
    meter = Meter(SIZES)
    meter.page(0, Position(0), Position(1, 50))
    meter.page(20, Position(1, 40), Position(1, 290))
    assert meter.take() == Read(20, 140)
    meter.page(60, Position(0), Position(1, 50))
    meter.page(90, Position(1, 40), Position(1, 290))
    assert meter.take().characters == 0
    meter.rest(110, at_end=True)
    assert meter.take() == Read(20, 250)


def test_lines_count_as_pages_do_when_the_time_was_there() -> None:
    meter = Meter(SIZES)
    meter.page(0, Position(0), Position(1, 50))
    for line in range(1, 6):
        meter.page(30 + line / 10, Position(0, 20 * line), Position(1, 50 + 20 * line))
    assert meter.take().characters == 100


def test_turning_over_pages_is_not_reading_and_a_jump_is_none() -> None:
    meter = Meter(SIZES)
    meter.page(0, Position(0), Position(1, 50))
    meter.page(0.5, Position(1, 40), Position(1, 290))
    meter.page(30, Position(2, 150), Position(2, 199))
    assert meter.take().characters == 0


def test_a_reader_who_is_gone_counts_as_reading_for_a_pause_at_most() -> None:
    meter = Meter(SIZES)
    meter.sign(0)
    meter.sign(8 * 3600)
    assert meter.take().seconds == PAUSE


def test_what_was_read_adds_up_by_the_day(tmp_path: Path) -> None:
    now = datetime(2024, 3, 1, 20).astimezone().astimezone(timezone.utc)
    database = Database(tmp_path / "notebook.db")
    time = ReadingTime(database, 4, lambda: now)
    time.add("a", Read(60, 100))
    time.add("b", Read(30, 50))
    now += timedelta(hours=6)
    time.add("a", Read(10, 5))
    now += timedelta(hours=6)
    time.add("a", Read(1, 1))
    time.add("a", Read())
    days = load_progress(database, now).reading
    assert [(each.day, each.seconds, each.characters) for each in days] == [
        (date(2024, 3, 1), 100, 155),
        (date(2024, 3, 2), 1, 1),
    ]
    database.close()


def test_nothing_read_makes_no_notebook(tmp_path: Path) -> None:
    database = Database(tmp_path / "notebook.db")
    ReadingTime(database).add("a", Read())
    assert not database.path.exists()
