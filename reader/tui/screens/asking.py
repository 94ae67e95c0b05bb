"""The review as it is shown: one card after the other is asked, then its answer, then how it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input

from reader.study.answers import Verdict
from reader.study.cards import Card, Mode, Rating
from reader.study.due import Queue
from reader.study.scheduling import previews
from reader.study.word import Context, Word
from reader.tui.boxes import Notation
from reader.tui.keys import REVIEW, Action, bindings
from reader.tui.review_text import (
    Line,
    ReviewSetter,
    context_for,
    interval,
    limits_reached,
    summary,
    when_next,
)
from reader.tui.screens.room import Room
from reader.tui.widgets.bars import KeyHint, KeyLine, Masthead
from reader.tui.widgets.lines import Lines

LOOK_AGAIN = 5.0
"""Seconds between two looks whether a card has come while nothing is asked."""
_AS_SET = "as set"


@dataclass
class Sitting:
    """What has been done since the screen was opened."""

    began: float = field(default_factory=monotonic)
    answered: list[tuple[Card, Card, Rating]] = field(default_factory=list)

    def lines(self) -> list[str]:
        wrong = sum(rating is Rating.AGAIN for _, _, rating in self.answered)
        begun = sum(not before.answers for before, _, _ in self.answered)
        taken = timedelta(seconds=monotonic() - self.began)
        return summary(len(self.answered) - wrong, wrong, begun, taken)


class AskingScreen(Room[None]):
    """Asks what is due. ``card`` is what is asked now, None where nothing is left."""

    ACTIONS: ClassVar[tuple[Action, ...]] = REVIEW
    BINDINGS = bindings(REVIEW)  # type: ignore[assignment]  # Textual's type is wider than what it takes

    AUTO_FOCUS = ""

    def __init__(self, modes: Sequence[Mode] = ()) -> None:
        """``modes`` are the ways words are asked in, those of the settings where none is given."""
        super().__init__()
        self.card: Card | None = None
        self.shown = False
        self._word: Word | None = None
        self._sentence: Context | None = None
        self._queue = Queue()
        self._ways: list[tuple[str, tuple[Mode, ...]]] = [
            (_AS_SET, ()),
            *((mode.value, (mode,)) for mode in Mode),
        ]
        if modes:
            self._ways.insert(0, (", ".join(mode.value for mode in modes), tuple(modes)))
        self._way = 0
        self._typed, self._verdict = "", Verdict.NOTHING
        self._asked = 0.0
        self._ended = False
        self._done = Sitting()

    def compose(self) -> ComposeResult:
        yield Masthead()
        with VerticalScroll(id="sheet", can_focus=False), Vertical(id="column"):
            yield Lines(id="question")
            yield Input(id="typed", compact=True)
            yield Lines(id="answer")
        yield KeyLine((), id="grades")
        yield self.key_line()

    def on_mount(self) -> None:
        for line in (*self.query(Masthead), *self.query(KeyLine), *self.query(Lines)):
            line.ambiguous = self.dushu.ambiguous
        self.set_interval(LOOK_AGAIN, self._look_again)
        with self.telling():
            self._ask()

    def on_resize(self) -> None:
        self._show()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        with self.telling():
            self._reload()

    # What is asked

    @property
    def _now(self) -> datetime:
        return datetime.now(timezone.utc)

    def _look(self) -> None:
        self._queue = self.session.reviews.queue(self._now, self._ways[self._way][1])

    def _ask(self, first: Card | None = None) -> None:
        """Ask the next card; ``first`` where it is still to be asked today."""
        self._look()
        cards = self._queue.cards(self._now)
        wanted = next((card for card in cards if first is not None and card.key == first.key), None)
        self.card = wanted or self._queue.next(self._now)
        self._word = self.session.reviews.word(self.card) if self.card is not None else None
        self._sentence = context_for(self._word, self.card) if self._word and self.card else None
        self.shown, self._ended = False, False
        self._typed, self._verdict = "", Verdict.NOTHING
        self._asked = monotonic()
        field = self.query_one("#typed", Input)
        field.value = ""
        field.placeholder = (
            "pinyin" if self.card and self.card.mode is Mode.READING else "characters or pinyin"
        )
        self._show()
        if self._is_typed:
            field.focus()
        else:
            self.set_focus(None)

    def _reload(self) -> None:
        """Show the word as it is now; another card where this one is not asked any more."""
        if self.card is None:
            self._look_again()
            return
        self._look()
        if self.card.key not in {card.key for card in self._queue.cards(self._now)}:
            self._ask()
            return
        self._word = self.session.reviews.word(self.card)
        self._sentence = context_for(self._word, self.card) if self._word else None
        self._show()

    def _look_again(self) -> None:
        """Ask again where nothing was left and something has come."""
        if self.card is None and not self._ended and self.is_current:
            with self.telling():
                self._look()
                if self._queue.next(self._now) is not None:
                    self._ask()

    @property
    def _is_typed(self) -> bool:
        return self.card is not None and self.card.mode is not Mode.RECOGNISE and not self.shown

    # What is shown

    def _show(self) -> None:
        width = min(74, self.size.width) - 4
        config = self.session.config
        setter = ReviewSetter(width, Notation(config.notation), self.dushu.ambiguous)
        question, answer = self.query_one("#question", Lines), self.query_one("#answer", Lines)
        asking = self.card is not None and self._word is not None and not self._ended
        self.query_one("#typed").display = asking and self._is_typed
        answer.display = asking and self.shown
        if asking and self.card is not None and self._word is not None:
            question.lines = setter.question(self._word, self._sentence, self.card.mode)
            if self.shown:
                answer.lines = self._answer_lines(setter, width)
        else:
            question.lines = self._end_lines(setter)
        self._show_bars()

    def _answer_lines(self, setter: ReviewSetter, width: int) -> list[Line]:
        assert self.card is not None
        assert self._word is not None
        rule: Line = (("─" * (width if self.dushu.ambiguous == 1 else width // 2), "faint"),)
        lines = [(), rule, (), *setter.verdict(self._typed, self._verdict)]
        lines += setter.answer(self._word, self._sentence, self.card.mode)
        threshold = self.session.config.review.leech
        if self.card.is_leech(threshold):
            lines += [
                (),
                ((f"A leech: forgotten {self.card.lapses} times. Another sentence may help.", "wrong"),),
            ]
        return lines

    def _end_lines(self, setter: ReviewSetter) -> list[Line]:
        done = self._done.lines()
        title = "Ended here." if self._ended else "That is all for now." if done else "Nothing is due."
        lines: list[Line] = [((title, "label"),), ()]
        lines += [((each, ""),) for each in done]
        lines += [()] if done else []
        if self._ended:
            keys = self.key_of("review-go-on"), self.key_of("review-leave")
            lines.append(((f"{len(self._queue)} left. {keys[0]} goes on, {keys[1]} leaves.", ""),))
            return lines
        settings, counts = self.session.config.review, self._queue.done
        waits = (
            limits_reached(settings, counts.new, counts.reviews),
            when_next(self._queue.when(self._now), self._now),
        )
        return lines + [((row, ""),) for text in waits if text for row in setter.wrap(text)]

    def _show_bars(self) -> None:
        masthead, queue = self.query_one(Masthead), self._queue
        masthead.title = "Review"
        masthead.section = self.card.mode.value if self.card is not None else self._ways[self._way][0]
        counts = ((len(queue.learning), "learning"), (len(queue.due), "due"), (len(queue.new), "new"))
        masthead.place = " · ".join(f"{number} {what}" for number, what in counts if number)
        grades = self.query_one("#grades", KeyLine)
        grades.display = self.shown and self.card is not None and not self._ended
        if grades.display and self.card is not None:
            waits = previews(self.card, self._now, self.session.reviews.scheduling())
            grades.hints = tuple(
                self._grade_hint(rating, wait) for rating, wait in zip(Rating, waits, strict=True)
            )
            grades.refresh()
        foot = self.query(KeyLine).last()
        foot.hints = tuple(self._foot())
        foot.refresh()

    def _foot(self) -> list[KeyHint]:
        """Return what keys do now: in the field, after the answer, at the end."""
        if self.query_one("#typed").has_focus:
            show = KeyHint("enter", "check; show the answer", "submit")
            return [show, KeyHint("esc", "leave the field", "leave")]
        word = "go on" if self._ended else self._default.word if self.shown else "show"
        asking = self.card is not None and not self._ended
        always = {"undo", "progress", "modes", "leave"} | ({"go_on"} if self._ended else set())
        hints = [hint for hint in self.hints() if asking or hint.action in always]
        return [KeyHint(hint.key, word, hint.action) if hint.action == "go_on" else hint for hint in hints]

    def on_descendant_focus(self) -> None:
        self._show_bars()

    def on_descendant_blur(self) -> None:
        self._show_bars()

    def _grade_hint(self, rating: Rating, wait: timedelta) -> KeyHint:
        key = self.key_of(f"review-{rating.word}")
        mark = " ◂" if rating is self._default else ""
        return KeyHint(key, f"{rating.word} {interval(wait)}{mark} ", f"grade({int(rating)})")

    @property
    def _default(self) -> Rating:
        return Rating.AGAIN if self._verdict in (Verdict.WRONG, Verdict.TONES_WRONG) else Rating.GOOD
