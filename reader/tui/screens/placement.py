"""The vocabulary test: known or not, word by word; then the estimate, and the words to mark."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.worker import get_current_worker

from reader import starting
from reader.errors import DushuError
from reader.study.placement import BANDS, Estimate, Item, estimate, is_over
from reader.tui.charts import bar
from reader.tui.keys import TEST, Action, bindings
from reader.tui.screens.room import Room
from reader.tui.screens.start import marked
from reader.tui.widgets.bars import KeyLine, Masthead
from reader.tui.widgets.lines import Lines
from reader.width import display

Line = tuple[tuple[str, str], ...]


class TestScreen(Room[None]):
    """Asks some sixty words, fewer where they get too hard, and ends with what is to be marked."""

    __test__ = False
    ACTIONS: ClassVar[tuple[Action, ...]] = TEST
    BINDINGS = bindings(TEST)  # type: ignore[assignment]  # Textual's type is wider than what it takes
    AUTO_FOCUS = ""

    def __init__(self, seed: int | None = None) -> None:
        super().__init__()
        self._seed = seed
        self._items: tuple[Item, ...] = ()
        self.answers: list[tuple[Item, bool]] = []
        self.result: Estimate | None = None
        self._bands = 0

    def compose(self) -> ComposeResult:
        yield Masthead()
        with VerticalScroll(id="sheet", can_focus=False), Vertical(id="column"):
            yield Lines(id="question")
        yield self.key_line()

    def on_mount(self) -> None:
        for line in (*self.query(Masthead), *self.query(KeyLine), *self.query(Lines)):
            line.ambiguous = self.dushu.ambiguous
        self.query_one(Masthead).title = "Vocabulary test"
        self.query_one(Lines).lines = [(("opening the dictionaries …", "faint"),)]
        self._make()

    @work(thread=True, exit_on_error=False)
    def _make(self) -> None:
        """Choose the words; in a thread, for it needs the dictionaries."""
        try:
            self.dushu.open_lexicon()
            items = starting.vocabulary_test(self.session, self._seed)
        except DushuError as error:
            self.dushu.call_from_thread(self.say, str(error), "error", 12)
            return
        if not get_current_worker().is_cancelled:
            self.dushu.call_from_thread(self._begin, items)

    def _begin(self, items: tuple[Item, ...]) -> None:
        self._items = items
        self._show()

    @property
    def item(self) -> Item | None:
        """The word asked now, None before the first and after the last."""
        if self.result is not None or len(self.answers) >= len(self._items):
            return None
        return self._items[len(self.answers)]

    # Answering

    def action_say_know(self, known: bool) -> None:
        if self.item is None:
            return
        self.answers.append((self.item, known))
        following = self._items[len(self.answers)] if len(self.answers) < len(self._items) else None
        begins = following is not None and self._band_of(following) > self._band_of(self.answers[-1][0])
        if following is None or (begins and is_over(self.answers, self._band_of(following))):
            self.result = estimate(self.answers)
            self._bands = sum(last <= self.result.up_to for _, last in BANDS)
        self._show()

    def _band_of(self, item: Item) -> int:
        """Return the band an item stands in, invented ones too."""
        size = max(1, len(self._items) // len(BANDS))
        return item.band if item.band is not None else min(len(BANDS) - 1, self._items.index(item) // size)

    def action_undo(self) -> None:
        if self.answers:
            self.answers.pop()
            self.result = None
            self._show()

    # The result

    def action_mark(self, step: int) -> None:
        if self.result is not None:
            self._bands = min(len(BANDS), max(0, self._bands + step))
            self._show()

    def action_accept(self) -> None:
        if self.result is None:
            return
        if not self._bands:
            self.action_leave()
            return
        self.say("marking …", seconds=20)
        last = BANDS[self._bands - 1][1]
        self.run_worker(
            partial(self._mark, last), thread=True, group="mark", exclusive=True, exit_on_error=False
        )

    def _mark(self, last: int) -> None:
        try:
            words = starting.unmarked(self.session, starting.words_by_rank(last))
            count = starting.mark_known(self.session, words)
        except DushuError as error:
            self.dushu.call_from_thread(self.say, str(error), "error", 12)
            return
        self.dushu.call_from_thread(self._marked, count)

    def _marked(self, count: int) -> None:
        self.action_leave()
        below = self.dushu.screen
        if isinstance(below, Room):
            below.say(marked(count, self.key_of("undo")), seconds=6)

    # What is shown

    def _show(self) -> None:
        foot = self.query_one(KeyLine)
        later = {"mark(1)", "mark(-1)", "accept"}
        hints = [hint for hint in self.hints() if "know" not in hint.action] if self.result else self.hints()
        foot.hints = tuple(hint for hint in hints if self.result or hint.action not in later)
        foot.refresh()
        masthead, lines = self.query_one(Masthead), self.query_one(Lines)
        item = self.item
        if item is not None:
            masthead.place = f"{len(self.answers) + 1} of at most {len(self._items)}"
            yes, no = self.key_of("test-yes"), self.key_of("test-no")
            lines.lines = [
                (("Do you know what this word means?", "label"),),
                (),
                (("    ", ""), (display(item.word), "word")),
                (),
                ((f"{yes} yes   {no} no", ""), ("   Some are invented: claim only what you know.", "faint")),
            ]
        elif self.result is not None:
            masthead.place = ""
            lines.lines = self._result(self.result)

    def _result(self, result: Estimate) -> list[Line]:
        lines: list[Line] = [
            ((f"You know about {result.known:,} of the {BANDS[-1][1]:,} most common words", "label"),),
            ((f"nine times in ten it is between {result.low:,} and {result.high:,}", "faint"),),
            (),
        ]
        for number, ((first, last), share) in enumerate(zip(BANDS, result.shares, strict=True)):
            mark = "✓ " if number < self._bands else "  "
            room = 24
            filled = bar(share, 1.0, room, self.dushu.ambiguous)
            lines.append(
                (
                    (mark, "right"),
                    (f"{first:>6,} – {last:>6,} ", "faint"),
                    (f"{share:>4.0%} ", ""),
                    (filled, "bar"),
                )
            )
        lines.append(())
        if result.overclaimed:
            said = f"{result.overclaimed:.0%} of the invented words were claimed too; that is taken off."
            lines += [((said, "faint"),), ()]
        keys = self.key_of("test-accept"), self.key_of("test-more"), self.key_of("test-fewer")
        if self._bands:
            up_to = BANDS[self._bands - 1][1]
            lines.append(((f"{keys[0]} marks the {up_to:,} most common words well known (✓);", ""),))
        else:
            lines.append(((f"No band is known well enough to be marked; {keys[0]} leaves.", ""),))
        lines.append(((f"{keys[1]} and {keys[2]} mark more or fewer. One undo takes all of it back.", ""),))
        return lines

    # Other rooms

    def action_help(self) -> None:
        from reader.tui.screens.help import HelpScreen

        self.dushu.push_screen(HelpScreen(self.ACTIONS))

    def action_leave(self) -> None:
        self.dismiss(None)
        self.dushu.next_document()
