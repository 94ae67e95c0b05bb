"""Charts keep to their size, rise with their values, and say the same without block characters."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.study.progress import Progress, ReadingDay, ReviewDay, WordsDay
from reader.study.status import Status
from reader.tui.charts import bar, calendar, columns, quarters, shade
from reader.tui.progress_text import progress_lines
from reader.width import cells

TODAY = date(2024, 3, 1)
values = st.lists(st.floats(0, 1e6), max_size=40)


@given(values, st.integers(1, 8), st.sampled_from([1, 2]))
@settings(max_examples=50)
def test_a_column_chart_is_as_high_and_wide_as_asked(numbers: list[float], height: int, wide: int) -> None:
    rows = columns(numbers, height, wide)
    assert [len(row) for row in rows] == [len(numbers)] * height
    for column, number in enumerate(numbers):
        marks = "".join(row[column] for row in rows)
        assert (marks.strip() == "") == (number <= 0)


@given(values, st.integers(1, 8))
@settings(max_examples=50)
def test_a_higher_value_never_has_a_lower_column(numbers: list[float], height: int) -> None:
    rows = columns(numbers, height)
    order = " ▁▂▃▄▅▆▇█"
    heights = [sum(order.index(row[column]) for row in rows) for column in range(len(numbers))]
    assert [high for _, high in sorted(zip(numbers, heights, strict=True))] == sorted(heights)


@given(st.floats(-1, 1e6), st.floats(0, 1e6), st.integers(1, 60), st.sampled_from([1, 2]))
def test_a_bar_stays_within_its_room_and_shows_whatever_there_is(
    value: float, top: float, width: int, wide: int
) -> None:
    drawn = bar(value, top, width, wide)
    assert len(drawn) <= width
    assert bool(drawn) == (value > 0 and top > 0)


@given(st.dictionaries(st.integers(0, 400), st.floats(0, 500), max_size=80), st.integers(4, 53))
@settings(max_examples=50)
def test_a_calendar_has_a_mark_for_every_day_and_none_for_those_to_come(
    some: dict[int, float], weeks: int
) -> None:
    days = {TODAY - timedelta(days=back): value for back, value in some.items()}
    head, *rows = calendar(days, TODAY, weeks)
    marks = "".join(row[4:] for row in rows).replace(" ", "")
    assert len(marks) == weeks * 7 - (6 - TODAY.weekday())
    first = TODAY - timedelta(days=len(marks) - 1)
    active = sum(1 for day, value in days.items() if value > 0 and first <= day <= TODAY)
    assert sum(mark != "·" for mark in marks) == active
    assert len(head) <= weeks + 4


def test_shades_part_the_days_in_quarters() -> None:
    steps = quarters([0, 1, 2, 3, 4, 5, 6, 7, 8])
    assert "".join(shade(number, steps) for number in range(9)) == "·░░▒▒▓▓██"
    assert "".join(shade(number, steps, 2) for number in range(9)) == ".--++**##"


def learner(days: int) -> Progress:
    """A learner of so many days."""
    passed = [TODAY - timedelta(days=number) for number in range(days, -1, -1)]
    return Progress(
        TODAY,
        tuple(ReviewDay(day, 10 + day.day, 3, 8, 1, 120.0) for day in passed if day.day % 4),
        tuple((TODAY + timedelta(days=number), 3 * number) for number in range(30)),
        tuple(WordsDay(day, {Status.WELL_KNOWN: day.day, Status.LEARNING_1: 4}) for day in passed),
        300,
        40,
        tuple(ReadingDay(day, 600, 900) for day in passed if day.day % 3),
        {"young": 20, "mature": 1},
    )


@pytest.mark.parametrize("ambiguous", [1, 2])
@pytest.mark.parametrize("days", [0, 3, 500])
@pytest.mark.parametrize("width", [60, 78, 100])
def test_every_line_of_the_numbers_fits_its_width(width: int, days: int, ambiguous: int) -> None:
    lines = progress_lines(learner(days), width, ambiguous)
    assert max(cells("".join(text for text, _ in line), ambiguous) for line in lines) <= width
    heads = [line[0][0] for line in lines if line and line[0][1] == "label"]
    assert heads[0] == "Today"
    assert {"The year", "Answers a day", "Due in the days to come", "Words"} <= set(heads)
