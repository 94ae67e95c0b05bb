"""When a card is due again: FSRS-6. The only module that knows ``fsrs``, which is imported on first use.

Everything here is pure: a card, a grade and a time make a card and a line of the log. The library's own
fuzz draws from the global random numbers, so it stays off; ours is drawn from the card itself, and the
intervals shown before an answer are those that the answer gives.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.review_settings import ReviewSettings
from reader.study.cards import Card, Rating, Review, State

if TYPE_CHECKING:
    import fsrs

_FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05))
"""By how much of its part between two numbers of days an interval may differ, as FSRS and Anki have it."""
_FUZZ_FROM = timedelta(days=2.5)


@dataclass(frozen=True, slots=True)
class Scheduling:
    """The rules that make intervals; ``weights`` are FSRS's 21 parameters, None for the usual ones."""

    settings: ReviewSettings = field(default_factory=ReviewSettings)
    weights: tuple[float, ...] | None = None


def answer(
    card: Card, rating: Rating, at: datetime, scheduling: Scheduling, milliseconds: int = 0
) -> tuple[Card, Review]:
    """Return the card as it is after this answer at ``at``, and the line for the log."""
    at = at.astimezone(timezone.utc)
    after, _ = _scheduler(scheduling).review_card(_to_fsrs(card), _rating(rating), at)
    forgotten = rating is Rating.AGAIN and card.state is State.REVIEW
    answered = replace(
        card,
        due=after.due,
        state=State(after.state.value),
        step=after.step,
        stability=after.stability,
        difficulty=after.difficulty,
        last_review=at,
        answers=card.answers + 1,
        lapses=card.lapses + forgotten,
        buried=None,
    )
    if scheduling.settings.fuzz:
        answered = replace(answered, due=at + _fuzzed(answered, at, scheduling.settings.longest))
    seconds = round((answered.due - at).total_seconds())
    log = Review(card.identity, card.mode, at, rating, card.state, max(0, milliseconds), seconds)
    return answered, log


def previews(card: Card, at: datetime, scheduling: Scheduling) -> tuple[timedelta, ...]:
    """Return how long each of the four grades would put the card off, from AGAIN to EASY."""
    return tuple(timedelta(seconds=answer(card, rating, at, scheduling)[1].scheduled) for rating in Rating)


def retrievability(card: Card, at: datetime, scheduling: Scheduling) -> float:
    """Return how likely the card is remembered at ``at``, 0 to 1; 0 for a new one."""
    if card.stability is None:
        return 0.0
    return float(_scheduler(scheduling).get_card_retrievability(_to_fsrs(card), at.astimezone(timezone.utc)))


def usual_weights() -> tuple[float, ...]:
    """Return the parameters FSRS begins with."""
    return tuple(_scheduler(Scheduling()).parameters)


def sound_weights(weights: tuple[float, ...]) -> bool:
    """True for numbers that FSRS takes as its parameters."""
    import fsrs

    try:
        fsrs.Scheduler(parameters=weights)
    except ValueError:
        return False
    return True


def optimizer(log: Sequence[Review]) -> tuple[float, ...]:
    """Return the parameters that fit these answers best; needs torch."""
    import fsrs

    numbers = {key: number for number, key in enumerate(dict.fromkeys(map(_key, log)), start=1)}
    logs = [
        fsrs.ReviewLog(numbers[_key(each)], _rating(each.rating), each.at, each.milliseconds) for each in log
    ]
    return tuple(map(float, fsrs.Optimizer(logs).compute_optimal_parameters()))


def log_loss(log: Sequence[Review], weights: tuple[float, ...]) -> float:
    """Return how badly these parameters foretell the answers that came a day and more after another.

    The mean of ``-ln`` of the likelihood given to what happened: 0 is perfect, 0.693 a coin's.
    """
    scheduling = Scheduling(ReviewSettings(fuzz=False), weights)
    cards: dict[object, Card] = {}
    losses: list[float] = []
    for each in sorted(log, key=lambda review: review.at):
        card = cards.get(_key(each)) or Card(each.identity, each.mode, each.at)
        if card.last_review is not None and (each.at - card.last_review).days > 0:
            likely = min(max(retrievability(card, each.at, scheduling), 1e-6), 1 - 1e-6)
            losses.append(-math.log(likely if each.rating > Rating.AGAIN else 1 - likely))
        cards[_key(each)], _ = answer(card, each.rating, each.at, scheduling)
    return sum(losses) / len(losses) if losses else 0.0


def _key(review: Review) -> object:
    return review.identity, review.mode


def _fuzzed(card: Card, at: datetime, longest: int) -> timedelta:
    """Return the card's interval, moved a little, so that words begun together do not stay together."""
    from random import Random  # brings hashing along, which starting need not wait for

    interval = card.due - at
    if card.state is not State.REVIEW or interval < _FUZZ_FROM:
        return interval
    days = interval.days
    spread = 1.0 + sum(share * max(0.0, min(days, end) - start) for start, end, share in _FUZZ)
    latest = min(round(days + spread), longest)
    earliest = min(max(2, round(days - spread)), latest)
    identity = card.identity
    seed = f"{identity.traditional}|{identity.simplified}|{identity.reading}|{card.mode.value}|{card.answers}"
    return timedelta(days=earliest + int(Random(seed).random() * (latest - earliest + 1)))


def _rating(rating: Rating) -> fsrs.Rating:
    import fsrs

    return fsrs.Rating(int(rating))


def _to_fsrs(card: Card) -> fsrs.Card:
    import fsrs

    # With an id of its own: without one, the library sleeps until the clock gives it another.
    return fsrs.Card(
        card_id=1,
        state=fsrs.State(int(card.state) or int(State.LEARNING)),
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        last_review=card.last_review,
    )


@lru_cache(maxsize=8)
def _scheduler(scheduling: Scheduling) -> fsrs.Scheduler:
    import fsrs

    settings = scheduling.settings
    given = {} if scheduling.weights is None else {"parameters": scheduling.weights}
    return fsrs.Scheduler(
        desired_retention=settings.retention,
        learning_steps=tuple(timedelta(seconds=step) for step in settings.steps),
        relearning_steps=tuple(timedelta(seconds=step) for step in settings.relearning),
        maximum_interval=settings.longest,
        enable_fuzzing=False,
        **given,
    )
