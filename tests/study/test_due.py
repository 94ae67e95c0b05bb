"""Which card comes next, and on which day."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.study.cards import Card, Mode, State
from reader.study.days import beginning, day_of
from reader.study.due import AHEAD, Done, Queue, one_a_word
from reader.study.word import Identity

NOW = datetime(2024, 3, 1, 12, tzinfo=timezone.utc)
EAST = timezone(timedelta(hours=8))


def card(name: str, minutes: float = 0, state: State = State.REVIEW, mode: Mode = Mode.RECOGNISE) -> Card:
    return Card(Identity(name, name, ""), mode, NOW + timedelta(minutes=minutes), state)


def names(queue: Queue) -> str:
    return "".join(each.identity.simplified for each in queue.cards(NOW))


counts = st.integers(0, 8)


@given(counts, counts, counts, st.sampled_from(["after", "before", "mixed"]), counts, counts)
@settings(max_examples=50)
def test_every_card_comes_once_and_the_first_is_the_next(
    learning: int, due: int, new: int, when: str, begun: int, asked: int
) -> None:
    queue = Queue(
        tuple(card(f"l{number}", number * 7 - 20, State.LEARNING) for number in range(learning)),
        tuple(card(f"d{number}") for number in range(due)),
        tuple(card(f"n{number}", state=State.NEW) for number in range(new)),
        done=Done(begun, asked),
        new_when=when,
    )
    order = queue.cards(NOW)
    assert len(order) == len(set(order)) == len(queue)
    following = queue.next(NOW)
    if order and not (order[0].state.in_steps and order[0].due > NOW + AHEAD):
        assert following == order[0]
    else:
        assert following is None


@pytest.mark.parametrize(
    ("when", "order"), [("after", "一二三四甲乙"), ("before", "甲乙一二三四"), ("mixed", "一二甲三四乙")]
)
def test_new_cards_come_when_they_are_wanted(when: str, order: str) -> None:
    queue = Queue(
        due=tuple(map(card, "一二三四")),
        new=tuple(card(name, state=State.NEW) for name in "甲乙"),
        new_when=when,
    )
    assert names(queue) == order


def test_mixed_cards_stay_mixed_while_they_are_answered() -> None:
    due, new = [card(name) for name in "一二三四五六"], [card(name, state=State.NEW) for name in "甲乙丙"]
    asked, done = "", Done()
    while due or new:
        following = Queue(due=tuple(due), new=tuple(new), done=done, new_when="mixed").next(NOW)
        assert following is not None
        asked += following.identity.simplified
        if following in new:
            new.remove(following)
            done = Done(done.new + 1, done.reviews)
        else:
            due.remove(following)
            done = Done(done.new, done.reviews + 1)
    assert asked == "一二甲三四乙五六丙"


def test_steps_that_are_due_come_before_everything_and_early_ones_last() -> None:
    early, ready = card("早", 15, State.LEARNING), card("到", -1, State.RELEARNING)
    queue = Queue((ready, early), (card("复"),), ())
    assert names(queue) == "到复早"
    assert Queue((early,)).next(NOW) == early
    far = card("远", 25, State.LEARNING)
    assert Queue((far,)).next(NOW) is None
    assert Queue((far,)).when(NOW) == NOW + timedelta(minutes=5)


def test_when_nothing_is_left_it_says_when_there_will_be() -> None:
    tomorrow = NOW + timedelta(days=1)
    assert Queue(later=tomorrow).when(NOW) == tomorrow
    assert Queue().when(NOW) is None


def test_one_way_of_asking_a_word_is_enough_for_a_day() -> None:
    both = (card("一"), card("一", mode=Mode.RECALL), card("二"))
    assert one_a_word(both) == (both[0], both[2])
    assert one_a_word(both, frozenset((both[2].identity,))) == (both[0],)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.integers(0, 23))
@settings(max_examples=50)
def test_every_moment_lies_within_its_day(moment: datetime, starts: int) -> None:
    at = moment.replace(tzinfo=timezone.utc)
    day = day_of(at, starts, EAST)
    assert beginning(day, starts, EAST) <= at < beginning(day + timedelta(days=1), starts, EAST)


def test_a_late_evening_belongs_to_the_day_before() -> None:
    night = datetime(2024, 3, 2, 1, 30, tzinfo=EAST)
    assert day_of(night, 4, EAST) == date(2024, 3, 1)
    assert day_of(night, 0, EAST) == date(2024, 3, 2)
    assert beginning(date(2024, 3, 1), 4, EAST) == datetime(2024, 2, 29, 20, tzinfo=timezone.utc)
