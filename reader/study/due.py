"""Which card comes next: pure. Steps first, then the day's cards, then steps a little ahead of their time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reader.study.cards import Card
from reader.study.word import Identity

AHEAD = timedelta(minutes=20)
"""How much too early a card in its steps may come when nothing else is left, as in Anki."""


@dataclass(frozen=True, slots=True)
class Done:
    """How many cards were begun, and how many due ones asked, since the day began."""

    new: int = 0
    reviews: int = 0


@dataclass(frozen=True, slots=True)
class Queue:
    """What is to be asked today, in order: cards in their steps, due cards and new ones.

    ``later`` is when the next card comes after all of these, None where none ever will as things stand.
    """

    learning: tuple[Card, ...] = ()
    due: tuple[Card, ...] = ()
    new: tuple[Card, ...] = ()
    later: datetime | None = None
    done: Done = Done()
    new_when: str = "after"

    def __len__(self) -> int:
        return len(self.learning) + len(self.due) + len(self.new)

    def next(self, now: datetime) -> Card | None:
        """Return the card to ask now, None where none is."""
        first = self.learning[0] if self.learning else None
        if first is not None and first.due <= now:
            return first
        rest = self._next_of_the_day()
        if rest is not None:
            return rest
        return first if first is not None and first.due <= now + AHEAD else None

    def when(self, now: datetime) -> datetime | None:
        """Return when there will be a card to ask, where there is none now."""
        times = [card.due - AHEAD for card in self.learning[:1]] + ([self.later] if self.later else [])
        return max(now, min(times)) if times else None

    def cards(self, now: datetime) -> tuple[Card, ...]:
        """Return all of them in the order they would be asked if each were answered for good."""
        ready = tuple(card for card in self.learning if card.due <= now)
        return (*ready, *self._of_the_day(), *self.learning[len(ready) :])

    def _next_of_the_day(self) -> Card | None:
        return next(iter(self._of_the_day()), None)

    def _of_the_day(self) -> Sequence[Card]:
        if self.new_when == "before":
            return (*self.new, *self.due)
        if self.new_when == "after":
            return (*self.due, *self.new)
        return self._mixed()

    def _mixed(self) -> Sequence[Card]:
        """Spread the new cards evenly among the due ones, over the whole day whatever is done of it."""
        new, due = list(self.new[::-1]), list(self.due[::-1])
        news = len(new) + self.done.new
        every = news + len(due) + self.done.reviews
        mixed: list[Card] = []
        for place in range(self.done.new + self.done.reviews, every):
            its_turn = (place + 1) * news // every > place * news // every
            mixed.append(new.pop() if (its_turn and new) or not due else due.pop())
        return mixed


def one_a_word(cards: Sequence[Card], taken: frozenset[Identity] = frozenset()) -> tuple[Card, ...]:
    """Return the cards without the siblings of an earlier one, or of a word that is ``taken``."""
    seen = set(taken)
    kept: list[Card] = []
    for card in cards:
        if card.identity not in seen:
            seen.add(card.identity)
            kept.append(card)
    return tuple(kept)
