"""A card: one word asked in one way, and what its next review depends on; and one answer given to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, IntEnum

from reader.study.word import Identity


class Mode(Enum):
    """How a word is asked: what it means, how it is written (or read), how it is read."""

    RECOGNISE = "recognise"
    RECALL = "recall"
    READING = "reading"


class State(IntEnum):
    """FSRS's states, and NEW for a card nobody has answered yet."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3

    @property
    def in_steps(self) -> bool:
        """True while the card comes back within minutes rather than days."""
        return self in (State.LEARNING, State.RELEARNING)


class Rating(IntEnum):
    """The four grades, numbered as FSRS and Anki do."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Card:
    """The memory of one word in one mode, as FSRS keeps it; all times are aware UTC.

    ``stability`` (days until recall is 90 % likely) and ``difficulty`` (1 to 10) are None before the first
    answer; ``step`` counts the learning steps, None outside them. ``lapses`` counts how often it was
    forgotten after it had been learnt. A ``suspended`` card is not asked until it is taken back; a card
    ``buried`` on a day of the learner's calendar is not asked on that day.
    """

    identity: Identity
    mode: Mode
    due: datetime
    state: State = State.NEW
    step: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    last_review: datetime | None = None
    answers: int = 0
    lapses: int = 0
    suspended: bool = False
    buried: date | None = None

    @property
    def key(self) -> tuple[Identity, Mode]:
        """Which card it is, whatever its state."""
        return self.identity, self.mode

    def is_leech(self, threshold: int) -> bool:
        """True for a card forgotten ``threshold`` times and more; 0 means no card is one."""
        return bool(threshold) and self.lapses >= threshold


@dataclass(frozen=True, slots=True)
class Review:
    """One answer, as the log keeps it for ever.

    ``state`` is the card's before the answer, ``milliseconds`` what the answer took, ``scheduled`` the
    seconds until the card was due again.
    """

    identity: Identity
    mode: Mode
    at: datetime
    rating: Rating
    state: State
    milliseconds: int
    scheduled: int
