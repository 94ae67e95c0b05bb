"""How long and how much was read, day by day: measured lightly, by the page turned, and kept by text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from reader.document.model import Position
from reader.study.database import Database, utc_now
from reader.study.days import day_of

PAUSE = 120.0
"""Seconds between two signs of life that count at most: who does nothing for longer is gone."""
FASTEST = 40.0
"""Characters a second: who passes more has turned pages, not read. Quick native readers do about 15."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read since the last time it was asked."""

    seconds: float = 0.0
    characters: int = 0

    def __bool__(self) -> bool:
        return self.seconds > 0 or self.characters > 0


class Meter:
    """Watches a reader of one text, whose paragraphs have ``sizes``. Times are seconds of any steady clock.

    Time counts from one sign of life to the next, up to a pause. Characters count when the page goes on from
    where it was, once each, and not faster than anybody reads.
    """

    def __init__(self, sizes: Iterable[int]) -> None:
        self._starts = (0, *accumulate(sizes))
        self._last: float | None = None
        self._page: tuple[int, int] | None = None
        self._could = 0.0
        self._furthest: int | None = None
        self._seconds = 0.0
        self._characters = 0

    def sign(self, now: float) -> None:
        """The reader did something."""
        if self._last is not None:
            waited = min(PAUSE, max(0.0, now - self._last))
            self._seconds += waited
            self._could = min(FASTEST * PAUSE, self._could + waited * FASTEST)
        self._last = now

    def page(self, now: float, top: Position, bottom: Position) -> None:
        """The page now shows the text from ``top`` to ``bottom``."""
        self.sign(now)
        shown = self._before(top), self._before(bottom)
        if self._page == shown:
            return
        if self._page is not None and self._page[0] < shown[0] <= self._page[1]:
            self._passed(self._page[0], shown[0])
        self._page = shown

    def rest(self, now: float, at_end: bool = False) -> None:
        """The reader leaves, or marks the place; at the end of a text, the last page was read too."""
        self.sign(now)
        if at_end and self._page is not None:
            self._passed(*self._page)

    @property
    def seconds(self) -> float:
        """The seconds read since they were taken last."""
        return self._seconds

    def take(self) -> Read:
        """Return what was read since the last call."""
        read = Read(self._seconds, self._characters)
        self._seconds, self._characters = 0.0, 0
        return read

    def _before(self, position: Position) -> int:
        """Return how many characters stand before a place."""
        return self._starts[min(position.paragraph, len(self._starts) - 1)] + position.offset

    def _passed(self, start: int, end: int) -> None:
        start = start if self._furthest is None else max(start, self._furthest)
        if 0 < end - start <= self._could:
            self._characters += end - start
            self._could -= end - start
        self._furthest = max(end, self._furthest or 0)


class ReadingTime:
    """What was read on each day, in the notebook. It is no step: there is nothing to undo in having read."""

    def __init__(self, database: Database, starts: int = 4, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._starts = starts
        self._now = now

    def add(self, digest: str, read: Read) -> None:
        """Add to what was read of a text today."""
        if not read:
            return
        day = day_of(self._now(), self._starts).isoformat()
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO reading_day (day, digest, seconds, characters) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (day, digest) DO UPDATE SET seconds = seconds + excluded.seconds, "
                "characters = characters + excluded.characters",
                (day, digest, read.seconds, read.characters),
            )
