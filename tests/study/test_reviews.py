"""The review desk: what is due, what an answer does, and every change taken back."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from reader.errors import NotebookError
from reader.review_settings import ReviewSettings
from reader.study.cards import Card, Mode, Rating, State
from reader.study.database import Database
from reader.study.filter import Filter
from reader.study.notebook import FILE_NAME, Notebook
from reader.study.reviews import Reviews
from reader.study.scheduling import usual_weights
from reader.study.status import Status
from reader.study.word import Context, Identity
from tests.study.strategies import identities, statuses

ROOT = Path(__file__).parents[2]
NOON = datetime(2024, 3, 1, 12).astimezone().astimezone(timezone.utc)
DAY = timedelta(days=1)
WORDS = [Identity(word, word, reading) for word, reading in (("天", "tian1"), ("地", "di4"), ("人", "ren2"))]
SKY, EARTH, MAN = WORDS


class Desk:
    """A notebook and its reviews, with a clock to set."""

    def __init__(self, folder: Path, wanted: ReviewSettings) -> None:
        self.now = NOON
        self.notebook = Notebook(Database(folder / FILE_NAME, now=self.time), now=self.time)
        self.reviews = Reviews(self.notebook.database, wanted, self.time)

    def time(self) -> datetime:
        return self.now

    def keep(self, *words: Identity) -> None:
        for word in words or WORDS:
            self.now += timedelta(seconds=1)
            self.notebook.save(word, gloss="a gloss", context=Context(f"{word.simplified}。", 0, 1))

    def next(self) -> Card:
        card = self.reviews.queue(self.now).next(self.now)
        assert card is not None
        return card

    def answer(self, rating: Rating = Rating.GOOD) -> Card:
        return self.reviews.answer(self.next(), rating, self.now).card

    def learn(self) -> None:
        """Answer everything of the day until it has left its steps."""
        while (card := self.reviews.queue(self.now).next(self.now)) is not None:
            self.now = max(self.now, card.due) + timedelta(seconds=1)
            self.reviews.answer(card, Rating.GOOD, self.now)

    def due(self) -> list[str]:
        queue = self.reviews.queue(self.now)
        return [f"{card.identity.simplified} {card.mode.value}" for card in queue.cards(self.now)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path, ReviewSettings(fuzz=False))
    yield made
    made.notebook.close()


def other(desk: Desk, **wanted: object) -> Reviews:
    """Return the same desk under other settings."""
    return Reviews(desk.notebook.database, replace(desk.reviews.settings, **wanted), desk.time)  # type: ignore[arg-type]


def everything(desk: Desk) -> tuple[object, ...]:
    reviews = desk.reviews
    words = sorted(desk.notebook.words(Filter(kept=None)), key=lambda word: word.identity)
    cards = sorted(reviews.all_cards(), key=lambda card: (card.identity, card.mode.value))
    log = sorted(reviews.log(), key=lambda review: (review.at, review.identity, review.mode.value))
    return tuple(words), tuple(cards), tuple(log), reviews.scheduling()


class TakingBack(RuleBasedStateMachine):
    """Whatever is done at the desk or to a word: undo brings the state before it, redo the state after it."""

    @initialize()
    def start(self) -> None:
        self.room = tempfile.TemporaryDirectory()
        self.desk = Desk(Path(self.room.name), ReviewSettings(leech=2, new=50))
        self.past: list[tuple[object, ...]] = []
        self.future: list[tuple[object, ...]] = []
        self.now = everything(self.desk)

    def did(self) -> None:
        state = everything(self.desk)
        if state != self.now:
            self.past.append(self.now)
            self.future.clear()
            self.now = state

    @rule(identity=identities)
    def save(self, identity: Identity) -> None:
        self.desk.notebook.save(identity)
        self.did()

    @rule(rating=st.sampled_from(Rating), later=st.integers(0, 20 * 86_400))
    def answer(self, rating: Rating, later: int) -> None:
        self.desk.now += timedelta(seconds=later)
        card = self.desk.reviews.queue(self.desk.now).next(self.desk.now)
        if card is not None:
            self.desk.reviews.answer(card, rating, self.desk.now)
            self.did()

    @rule(data=st.data(), aside=st.booleans())
    def put_aside(self, data: st.DataObject, aside: bool) -> None:
        if cards := self.desk.reviews.all_cards():
            card = data.draw(st.sampled_from(cards))
            if aside:
                self.desk.reviews.suspend(card, not card.suspended)
            else:
                self.desk.reviews.bury(card, self.desk.now)
            self.did()

    @rule(some=st.lists(identities, max_size=2), status=statuses)
    def mark(self, some: list[Identity], status: Status) -> None:
        self.desk.notebook.set_status(some, status)
        self.did()

    @rule(some=st.lists(identities, max_size=2))
    def remove(self, some: list[Identity]) -> None:
        self.desk.notebook.remove(some)
        self.did()

    @rule(data=st.data(), becomes=identities)
    def rename(self, data: st.DataObject, becomes: Identity) -> None:
        if words := self.desk.notebook.words(Filter(kept=None)):
            word = data.draw(st.sampled_from(words))
            self.desk.notebook.edit(word.identity, becomes=becomes)
            self.did()

    @rule(change=st.floats(0.1, 0.5))
    def learn_parameters(self, change: float) -> None:
        self.desk.reviews.set_weights((*usual_weights()[:-1], change))
        self.did()

    @rule()
    def undo(self) -> None:
        step = self.desk.notebook.undo()
        assert (step is None) == (not self.past)
        if self.past:
            self.future.append(self.now)
            self.now = self.past.pop()

    @rule()
    def redo(self) -> None:
        step = self.desk.notebook.redo()
        assert (step is None) == (not self.future)
        if self.future:
            self.past.append(self.now)
            self.now = self.future.pop()

    @invariant()
    def the_state_is_as_it_should_be(self) -> None:
        if hasattr(self, "desk"):
            assert everything(self.desk) == self.now

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            assert self.desk.notebook.database.check() == ()
            self.desk.notebook.close()
            self.room.cleanup()


TestTakingBack = TakingBack.TestCase
TestTakingBack.settings = settings(
    max_examples=8, stateful_step_count=16, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


# What is due


def test_words_are_begun_in_the_order_they_were_saved(desk: Desk) -> None:
    desk.keep()
    assert desk.due() == ["天 recognise", "地 recognise", "人 recognise"]
    assert other(desk, new_order="newest").queue(desk.now).new[0].identity == MAN


def test_no_more_words_are_begun_than_the_day_allows(desk: Desk) -> None:
    desk.keep()
    few = other(desk, new=2)
    queue = few.queue(desk.now)
    assert [card.identity for card in queue.new] == [SKY, EARTH]
    few.answer(queue.new[0], Rating.EASY, desk.now)
    queue = few.queue(desk.now)
    assert ([card.identity for card in queue.new], queue.done.new) == ([EARTH], 1)
    few.answer(queue.new[0], Rating.EASY, desk.now)
    queue = few.queue(desk.now)
    assert (len(queue), queue.done.new) == (0, 2)
    waits = queue.when(desk.now)
    assert waits is not None
    assert few.queue(waits).new[0].identity == MAN
    assert not other(desk, new=0).queue(waits).new


def test_no_more_due_cards_are_asked_than_the_day_allows(desk: Desk) -> None:
    desk.keep()
    desk.learn()
    desk.now += 30 * DAY
    few = other(desk, limit=2, new=0)
    assert len(few.queue(desk.now).due) == 2
    few.answer(few.queue(desk.now).due[0], Rating.GOOD, desk.now)
    assert len(few.queue(desk.now).due) == 1


def test_a_word_goes_from_one_way_of_asking_to_the_next_when_it_has_left_the_steps(desk: Desk) -> None:
    desk.keep(SKY)
    first = desk.answer()
    assert (first.mode, first.state) == (Mode.RECOGNISE, State.LEARNING)
    desk.now = first.due
    assert desk.due() == ["天 recognise"]
    desk.learn()
    assert desk.due() == []
    desk.now += DAY
    assert desk.due() == ["天 recall"]


def test_a_sibling_waits_until_tomorrow(desk: Desk) -> None:
    desk.keep(SKY)
    desk.learn()
    desk.now += DAY
    desk.learn()
    desk.now += 60 * DAY
    assert desk.due() == ["天 recognise"]
    both = other(desk, bury_siblings=False).queue(desk.now).due
    assert {card.mode for card in both} == {Mode.RECOGNISE, Mode.RECALL}
    desk.answer(Rating.GOOD)
    assert desk.due() == []
    waits = desk.reviews.queue(desk.now).when(desk.now)
    assert waits is not None
    desk.now = waits
    assert desk.due() == ["天 recall"]


def test_a_word_without_a_reading_is_not_asked_for_it(desk: Desk) -> None:
    desk.keep(Identity("呒", "呒", ""), SKY)
    asked = desk.reviews.queue(desk.now, (Mode.READING,))
    assert [card.identity for card in asked.new] == [SKY]
    ways = other(desk, modes=("reading", "recall"))
    assert [(card.identity.simplified, card.mode) for card in ways.queue(desk.now).new] == [
        ("天", Mode.READING),
        ("呒", Mode.RECALL),
    ]


@pytest.mark.parametrize("status", [Status.WELL_KNOWN, Status.IGNORED, Status.NAME])
def test_a_word_that_needs_no_help_is_not_asked_and_its_card_is_kept(desk: Desk, status: Status) -> None:
    desk.keep(SKY)
    desk.learn()
    cards = desk.reviews.all_cards()
    desk.now += 30 * DAY
    desk.notebook.set_status([SKY], status)
    assert desk.due() == []
    desk.notebook.set_status([SKY], Status.LEARNING_3)
    assert desk.due() == ["天 recognise"]
    assert desk.reviews.all_cards() == cards


def test_the_hardest_come_first_when_that_is_wanted(desk: Desk) -> None:
    desk.keep()
    for rating in (Rating.EASY, Rating.GOOD, Rating.EASY):
        card = next(card for card in desk.reviews.queue(desk.now).new)
        desk.reviews.answer(card, rating, desk.now)
    desk.learn()
    desk.now += 60 * DAY
    assert other(desk, order="hardest").queue(desk.now).due[0].identity == EARTH
    shuffled = [other(desk, order="random").queue(desk.now).due for _ in range(2)]
    assert shuffled[0] == shuffled[1]


# Answers


def test_an_answer_leaves_the_status_as_it_is(desk: Desk) -> None:
    desk.keep(SKY)
    desk.notebook.set_status([SKY], Status.LEARNING_2)
    for _ in range(4):
        desk.answer(Rating.EASY)
        desk.now += 400 * DAY
    assert desk.notebook.status(SKY) is Status.LEARNING_2


def test_undoing_an_answer_brings_the_same_card_again(desk: Desk) -> None:
    desk.keep(SKY)
    desk.answer(Rating.EASY)
    assert desk.due() == []
    step = desk.notebook.undo()
    assert step is not None
    assert step.label == "answer 天: easy"
    assert desk.due() == ["天 recognise"]
    assert (desk.reviews.all_cards(), desk.reviews.log()) == ((), ())


def test_a_card_answered_in_another_window_is_not_answered_twice(desk: Desk, tmp_path: Path) -> None:
    desk.keep(SKY)
    card = desk.next()
    window = Desk(tmp_path, desk.reviews.settings)
    window.reviews.answer(card, Rating.GOOD, desk.now)
    window.notebook.close()
    with pytest.raises(NotebookError, match="another window"):
        desk.reviews.answer(card, Rating.AGAIN, desk.now)
    assert [review.rating for review in desk.reviews.log()] == [Rating.GOOD]
    desk.notebook.remove([SKY])
    with pytest.raises(NotebookError, match="not in the notebook any more"):
        desk.reviews.answer(card, Rating.AGAIN, desk.now)


def test_what_was_answered_stays_in_the_log_when_the_word_goes(desk: Desk) -> None:
    desk.keep(SKY)
    desk.answer()
    desk.notebook.remove([SKY])
    assert desk.reviews.all_cards() == ()
    assert [review.identity for review in desk.reviews.log()] == [SKY]


def test_cards_and_answers_follow_a_word_to_its_corrected_reading(desk: Desk) -> None:
    desk.keep(SKY)
    desk.answer()
    (card,) = desk.reviews.all_cards()
    better = Identity("天", "天", "tian2")
    desk.notebook.edit(SKY, becomes=better)
    assert desk.reviews.all_cards() == (replace(card, identity=better),)
    assert [review.identity for review in desk.reviews.log()] == [better]
    desk.keep(EARTH)
    desk.notebook.edit(better, becomes=EARTH)
    assert desk.reviews.all_cards() == (replace(card, identity=EARTH),)
    assert [review.identity for review in desk.reviews.log()] == [EARTH]


def test_a_leech_is_told_once_and_put_aside(desk: Desk) -> None:
    desk.keep(SKY)
    strict = other(desk, leech=2, relearning=(), steps=())
    told = []
    card = strict.queue(desk.now).new[0]
    for rating in [Rating.GOOD] + [Rating.AGAIN] * 2:
        answered = strict.answer(card, rating, desk.now)
        card, desk.now = answered.card, desk.now + 40 * DAY
        told.append(answered.leech)
    assert told == [False, False, True]
    assert strict.suspended() == (card,)
    assert strict.queue(desk.now, (Mode.RECOGNISE,)).cards(desk.now) == ()
    desk.notebook.undo()
    assert strict.suspended() == ()
    desk.notebook.redo()
    card = strict.suspend(strict.suspended()[0], suspended=False)
    assert strict.queue(desk.now, (Mode.RECOGNISE,)).due == (card,)
    warn = other(desk, leech=3, leech_action="warn", relearning=(), steps=())
    answered = warn.answer(card, Rating.AGAIN, desk.now)
    assert (answered.leech, answered.card.suspended) == (True, False)


def test_a_card_put_off_comes_again_tomorrow(desk: Desk) -> None:
    desk.keep(SKY, EARTH)
    desk.reviews.bury(desk.next(), desk.now)
    assert desk.due() == ["地 recognise"]
    desk.now += DAY
    assert desk.due() == ["天 recognise", "地 recognise"]


def test_a_new_card_can_be_put_aside_before_it_is_begun(desk: Desk) -> None:
    desk.keep(SKY)
    card = desk.reviews.suspend(desk.next())
    assert desk.due() == []
    assert desk.reviews.suspended() == (card,)
    desk.reviews.suspend(card, suspended=False)
    assert desk.due() == ["天 recognise"]
    assert desk.answer().answers == 1


def test_own_parameters_hold_until_the_usual_ones_are_asked_for(desk: Desk) -> None:
    own = (*usual_weights()[:-1], 0.3)
    desk.reviews.set_weights(own, 700)
    assert desk.reviews.scheduling().weights == own
    desk.reviews.set_weights(None)
    assert desk.reviews.scheduling().weights is None
    with pytest.raises(NotebookError, match="21 numbers"):
        desk.reviews.set_weights((1.0, 2.0))


def test_an_empty_notebook_has_nothing_due(desk: Desk) -> None:
    queue = desk.reviews.queue(desk.now)
    assert (len(queue), queue.next(desk.now), queue.when(desk.now)) == (0, None, None)
    assert not desk.notebook.database.path.exists()


# Kills

REVIEWER = """
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from reader.study.cards import Rating
from reader.study.notebook import Notebook
from reader.study.reviews import Reviews
notebook = Notebook.open(Path(sys.argv[1]), Path(sys.argv[1]))
reviews = Reviews(notebook.database)
# The next day, so that something is due again.
now = max([datetime.now(timezone.utc), *(review.at for review in reviews.log())]) + timedelta(days=1)
while (card := reviews.queue(now).next(now)) is not None:
    reviews.answer(card, Rating.HARD, now)
    print(card.identity.simplified, now.isoformat(), flush=True)
    now += timedelta(seconds=50)
"""


def test_every_answer_that_was_told_kept_is_there_after_a_kill_at_any_instant(tmp_path: Path) -> None:
    notebook = Notebook.open(tmp_path, tmp_path)
    for number in range(20):
        notebook.save(Identity(f"字{number}", f"字{number}", ""))
    notebook.close()
    chance, told = random.Random(7), []
    for _ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", REVIEWER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        told.append(process.stdout.readline().strip())
        time.sleep(chance.random() * 0.15)
        process.send_signal(signal.SIGKILL)
        told += [line.strip() for line in process.stdout if line.endswith("\n")]
        process.wait()
        process.stdout.close()
    notebook = Notebook.open(tmp_path, tmp_path)
    reviews = Reviews(notebook.database)
    kept = {f"{review.identity.simplified} {review.at.isoformat()}" for review in reviews.log()}
    assert set(told) <= kept
    assert sum(card.answers for card in reviews.all_cards()) == len(reviews.log())
    assert notebook.database.check() == ()
    notebook.close()
