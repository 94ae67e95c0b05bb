"""When cards are due: what FSRS says, said through values of our own."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import fsrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.review_settings import ReviewSettings
from reader.study.cards import Card, Mode, Rating, State
from reader.study.database import Database
from reader.study.notebook import FILE_NAME, Notebook
from reader.study.reviews import Reviews
from reader.study.scheduling import (
    Scheduling,
    answer,
    previews,
    retrievability,
    sound_weights,
    usual_weights,
)
from reader.study.word import Identity
from tests.study.strategies import schedulings

RECORD = Path(__file__).with_name("thousand_answers.tsv")
NOW = datetime(2024, 3, 1, 12, tzinfo=timezone.utc)
EXACT = Scheduling(ReviewSettings(fuzz=False))
BANK = Identity("銀行", "银行", "yin2 hang2")


def recorded() -> Iterator[tuple[int, datetime, Rating, fsrs.Card]]:
    """Yield each recorded answer with what py-fsrs made of the card when it was recorded."""
    for line in RECORD.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        number, at, rating, state, step, stability, difficulty, due = line.split("\t")
        made = fsrs.Card(
            card_id=int(number),
            state=fsrs.State(int(state)),
            step=int(step) if step else None,
            stability=float(stability),
            difficulty=float(difficulty),
            due=datetime.fromisoformat(due),
            last_review=datetime.fromisoformat(at),
        )
        yield int(number), datetime.fromisoformat(at), Rating(int(rating)), made


def fresh(number: int = 1) -> Card:
    return Card(Identity(f"字{number}", f"字{number}", "zi4"), Mode.RECOGNISE, NOW)


def same(ours: Card, theirs: fsrs.Card) -> bool:
    return (ours.state, ours.step, ours.stability, ours.difficulty, ours.due, ours.last_review) == (
        theirs.state.value,
        theirs.step,
        theirs.stability,
        theirs.difficulty,
        theirs.due,
        theirs.last_review,
    )


def test_a_thousand_answers_make_the_cards_that_py_fsrs_makes(tmp_path: Path) -> None:
    """Through the notebook and back at every answer; the library itself, asked beside it, agrees as well."""
    notebook = Notebook(Database(tmp_path / FILE_NAME))
    reviews = Reviews(notebook.database, EXACT.settings)
    library = fsrs.Scheduler(enable_fuzzing=False)
    theirs: dict[int, fsrs.Card] = {}
    notebook.save(BANK)
    notebook.database._writer().execute("PRAGMA synchronous = OFF")  # the disk has tests of its own
    count = 0
    for number, at, rating, made in recorded():
        identity = fresh(number).identity
        if number not in theirs:
            notebook.save(identity)
            theirs[number] = fsrs.Card(card_id=number, due=at)
        card = next(iter(reviews.cards(identity)), fresh(number))
        ours = reviews.answer(card, rating, at).card
        theirs[number], _ = library.review_card(theirs[number], fsrs.Rating(int(rating)), at)
        assert same(ours, theirs[number])
        assert (ours.state, ours.step, ours.due) == (made.state.value, made.step, made.due)
        assert ours.stability == pytest.approx(made.stability, rel=1e-12)
        assert ours.difficulty == pytest.approx(made.difficulty, rel=1e-12)
        count += 1
    assert count == 1000
    assert len(reviews.log()) == 1000
    notebook.close()


@given(schedulings, st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 10**8)), max_size=12))
@settings(max_examples=50)
def test_any_settings_and_answers_give_what_the_library_gives(
    scheduling: Scheduling, answers: list[tuple[Rating, int]]
) -> None:
    settings = scheduling.settings
    library = fsrs.Scheduler(
        parameters=scheduling.weights or fsrs.scheduler.DEFAULT_PARAMETERS,
        desired_retention=settings.retention,
        learning_steps=tuple(timedelta(seconds=step) for step in settings.steps),
        relearning_steps=tuple(timedelta(seconds=step) for step in settings.relearning),
        maximum_interval=settings.longest,
        enable_fuzzing=False,
    )
    ours, theirs, at = fresh(), fsrs.Card(card_id=1, due=NOW), NOW
    for rating, later in answers:
        at += timedelta(seconds=later)
        assert retrievability(ours, at, scheduling) == library.get_card_retrievability(theirs, at)
        ours, _ = answer(ours, rating, at, scheduling)
        theirs, _ = library.review_card(theirs, fsrs.Rating(int(rating)), at)
        assert same(ours, theirs)


@given(st.lists(st.sampled_from(Rating), max_size=6), st.integers(1, 400))
@settings(max_examples=50)
def test_the_intervals_shown_are_those_the_answer_gives(ratings: list[Rating], days: int) -> None:
    card, at, scheduling = fresh(), NOW, Scheduling()
    for rating in ratings:
        card, _ = answer(card, rating, at, scheduling)
        at += timedelta(days=days)
    shown = previews(card, at, scheduling)
    assert shown == tuple(answer(card, rating, at, scheduling)[0].due - at for rating in Rating)
    assert shown[1] <= shown[2] <= shown[3]


@given(st.lists(st.sampled_from(Rating), min_size=1, max_size=8), st.integers(1, 400))
@settings(max_examples=50)
def test_fuzz_moves_the_day_within_the_bounds_of_fsrs_and_touches_nothing_else(
    ratings: list[Rating], days: int
) -> None:
    fuzzed, exact, at = fresh(), fresh(), NOW
    for rating in ratings:
        before, at = fuzzed, at + timedelta(days=days)
        fuzzed, _ = answer(before, rating, at, Scheduling())
        exact, _ = answer(before, rating, at, EXACT)
        assert (fuzzed.state, fuzzed.stability, fuzzed.difficulty) == (
            exact.state,
            exact.stability,
            exact.difficulty,
        )
        interval, moved = (exact.due - at).days, (fuzzed.due - at).days
        if exact.state is not State.REVIEW or interval < 2.5:
            assert fuzzed.due == exact.due
        else:
            spread = 1 + 0.15 * (min(interval, 7) - 2.5) + 0.1 * max(0, min(interval, 20) - 7)
            spread += 0.05 * max(0, interval - 20)
            assert max(2, round(interval - spread)) <= moved <= round(interval + spread)


def test_fuzz_spreads_words_begun_together_and_asks_no_global_random_number() -> None:
    random.seed(1)
    before = random.getstate()
    days = set()
    for number in range(40):
        card = fresh(number)
        for rating in (Rating.GOOD, Rating.GOOD, Rating.EASY):
            card, _ = answer(card, rating, card.due, Scheduling())
        days.add((card.due - NOW).days)
    assert len(days) > 3
    assert random.getstate() == before


def test_a_lapse_is_counted_only_when_a_learnt_card_is_forgotten() -> None:
    card = fresh()
    card, log = answer(card, Rating.AGAIN, NOW, EXACT)
    assert (card.lapses, log.state, log.scheduled) == (0, State.NEW, 60)
    card, _ = answer(card, Rating.EASY, card.due, EXACT)
    assert card.state is State.REVIEW
    card, log = answer(card, Rating.AGAIN, card.due, EXACT, milliseconds=4200)
    assert (card.lapses, log.state, log.milliseconds) == (1, State.REVIEW, 4200)
    assert card.state is State.RELEARNING


def test_times_of_any_zone_are_kept_as_utc() -> None:
    east = timezone(timedelta(hours=8))
    card, log = answer(fresh(), Rating.GOOD, NOW.astimezone(east), EXACT)
    assert card == answer(fresh(), Rating.GOOD, NOW, EXACT)[0]
    assert log.at.utcoffset() == timedelta(0)


def test_a_card_is_no_leech_where_there_are_none() -> None:
    card = Card(BANK, Mode.RECALL, NOW, lapses=50)
    assert card.is_leech(8)
    assert not card.is_leech(0)


def test_parameters_out_of_bounds_are_told_from_sound_ones() -> None:
    assert sound_weights(usual_weights())
    assert len(usual_weights()) == 21
    assert not sound_weights(usual_weights()[:-1])
    assert not sound_weights((*usual_weights()[:-1], 99.0))
