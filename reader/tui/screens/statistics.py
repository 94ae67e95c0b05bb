"""This text in numbers: how much is known, its level, its chapters, and the words that are worth learning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.document.model import Document
from reader.errors import DushuError
from reader.study.coverage import chapters, characters
from reader.study.plan import TARGETS, Plan, plan
from reader.study.planned import PlannedWord, keep_planned, planned_words
from reader.study.profile import HIGHEST, LATEST, Count, Profile
from reader.study.report import ChapterReport, Report
from reader.tui import figures
from reader.tui.annotating import Annotating
from reader.tui.figures import Row
from reader.tui.keys import STATISTICS, bindings
from reader.tui.screens.prompt import PromptScreen
from reader.tui.screens.room import Dialog
from reader.tui.widgets.figures import Figures
from reader.width import display

VIEWS = ("overview", "chapters", "words to learn")
SHOWN_WORDS = 300
"""Words of a plan that are shown; all of them are kept."""
GUTTER = 3
"""Cells at the right that belong to the scroll bar."""
ASK_EVERY = 0.5
"""Seconds between two looks at how far the counting is."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Everything that is shown of a text by one list of words."""

    report: Report
    level: str
    profile: Profile
    bands: dict[str, Count]
    chapters: tuple[ChapterReport, ...]
    plans: tuple[Plan, ...]


@dataclass
class Counted(Message):
    """The numbers are there."""

    numbers: Numbers


@dataclass
class Planned(Message):
    """The first words of the plan for a target, explained."""

    target: float
    words: tuple[PlannedWord, ...]


@dataclass
class ListKept(Message):
    """The words of a plan were kept, or not, as ``sentence`` says."""

    sentence: str
    kept: bool


class StatisticsScreen(Dialog[None]):
    """Shows the numbers as soon as the text is counted through, and how far it is until then."""

    ACTIONS = STATISTICS
    BINDINGS = bindings(STATISTICS)  # type: ignore[assignment]  # Textual's type is wider than what it takes

    def __init__(self, document: Document, annotating: Annotating) -> None:
        super().__init__()
        self._document, self._annotating = document, annotating
        self._view = 0
        self._target = TARGETS[0]
        self._standard = LATEST
        self._numbers: Numbers | None = None
        self._planned: dict[float, tuple[PlannedWord, ...]] = {}

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall wide"):
            yield Static(Content(display(self._document.title)), classes="dialog-title")
            yield Static(id="views")
            with VerticalScroll(id="numbers"):
                yield Figures(self.dushu.ambiguous)
            yield self.key_line()

    def on_mount(self) -> None:
        self.query_one("#numbers").focus()
        self._timer = self.set_interval(ASK_EVERY, self._look)
        self._look()

    def on_resize(self) -> None:
        self._draw()

    # Counting

    def _look(self) -> None:
        index = self._annotating.index
        if index.complete:
            self._timer.stop()
            self._count()
        else:
            self._draw()

    def _count(self) -> None:
        self.run_worker(self._counted, thread=True, group="numbers", exclusive=True, exit_on_error=False)

    def _counted(self) -> None:
        """Count what is shown; runs in a thread."""
        try:
            statuses = self.session.notebook.statuses()
        except DushuError as error:
            self.dushu.call_from_thread(self.say, str(error), "error", 12)
            return
        document, index = self._document, self._annotating.index
        report = Report.of(
            index,
            chapters(document),
            characters(document),
            statuses,
            self.session.config.level,
            self._standard,
        )
        profile = next(each for each in report.profiles() if each.standard == self._standard)
        plans = tuple(plan(index, report.groups, target) for target in TARGETS)
        by_chapter = tuple(report.by_chapter())
        self._post(Counted(Numbers(report, report.level, profile, report.bands(), by_chapter, plans)))

    def on_counted(self, message: Counted) -> None:
        self._numbers = message.numbers
        self._explain()
        self._draw()

    def _post(self, message: Message) -> None:
        if self.is_attached and not get_current_worker().is_cancelled:
            self.post_message(message)

    # The words to learn

    @property
    def _plan(self) -> Plan | None:
        if self._numbers is None:
            return None
        return self._numbers.plans[TARGETS.index(self._target)]

    def _explain(self) -> None:
        """Look up what the words of the plan mean, once it is asked for."""
        found = self._plan
        if VIEWS[self._view] == "words to learn" and found is not None and self._target not in self._planned:
            shown = Plan(found.target, found.before, found.steps[:SHOWN_WORDS])
            self.run_worker(
                partial(self._explained, shown), thread=True, group="explaining", exit_on_error=False
            )

    def _explained(self, found: Plan) -> None:
        self._post(Planned(found.target, tuple(self._words(found))))

    def _words(self, found: Plan) -> Iterator[PlannedWord]:
        return planned_words(self._document, self._annotating.index, found, self.session.annotate)

    def on_planned(self, message: Planned) -> None:
        self._planned[message.target] = message.words
        self._draw()

    # Drawing

    def _draw(self) -> None:
        if not self.is_mounted:
            return
        views = [
            Content(name).stylize("bold underline") if number == self._view else Content(name)
            for number, name in enumerate(VIEWS)
        ]
        self.query_one("#views", Static).update(Content("   ").join(views))
        shown = self.query_one(Figures)
        width = max(30, self.query_one("#numbers").size.width - GUTTER)
        shown.rows = tuple(self._rows(width))

    def _rows(self, width: int) -> Iterator[Row]:
        numbers = self._numbers
        if numbers is None:
            yield from self._waiting(width)
        elif VIEWS[self._view] == "overview":
            yield from self._overview(numbers, width)
        elif VIEWS[self._view] == "chapters":
            yield from figures.by_chapter(numbers.chapters, width, self.dushu.ambiguous)
        else:
            yield from self._to_learn(numbers, width)

    def _waiting(self, width: int) -> Iterator[Row]:
        index = self._annotating.index
        yield ((f"counting the words … {index.done * 100 // max(1, index.paragraphs)} %", "head"),)
        yield figures.bar(index.done, index.paragraphs, width, self.dushu.ambiguous)

    def _overview(self, numbers: Numbers, width: int) -> Iterator[Row]:
        report, ambiguous = numbers.report, self.dushu.ambiguous
        yield from figures.summary(report.coverage, report.characters, numbers.level, self._standard)
        yield ()
        yield from figures.known(report.coverage, self.session.config.level, width, ambiguous)
        yield ()
        for target, found in zip(TARGETS, numbers.plans, strict=True):
            yield (("To know ", ""), (f"{target:g} %", "head"), (f", learn {len(found.steps):,} words", ""))
        yield ()
        yield from figures.levels(numbers.profile, width, ambiguous)
        yield ()
        yield from figures.frequencies(numbers.bands, width, ambiguous)

    def _to_learn(self, numbers: Numbers, width: int) -> Iterator[Row]:
        found = numbers.plans[TARGETS.index(self._target)]
        if not found.steps:
            yield ((f"You know {self._target:g} % of the running words already.", ""),)
            return
        yield (
            (f"{len(found.steps):,} words", "head"),
            (f" bring you from {found.before.share * 100:.1f} % to {found.share * 100:.1f} %.", ""),
        )
        words: Sequence[PlannedWord] = self._planned.get(self._target, ())
        if not words:
            yield (("looking them up …", "faint"),)
            return
        yield ()
        yield from figures.planned(words, width, self.dushu.ambiguous)
        if len(words) < len(found.steps):
            yield ((f"and {len(found.steps) - len(words):,} more", "faint"),)

    # Keys

    def action_view(self, step: int) -> None:
        self._view = (self._view + step) % len(VIEWS)
        self.query_one("#numbers").scroll_home(animate=False)
        self._explain()
        self._draw()

    def action_list(self) -> None:
        lists = tuple(HIGHEST)
        self._standard = lists[(lists.index(self._standard) + 1) % len(lists)]
        if self._annotating.index.complete:
            self._count()

    def action_target(self) -> None:
        self._target = TARGETS[(TARGETS.index(self._target) + 1) % len(TARGETS)]
        self._view = VIEWS.index("words to learn")
        self._explain()
        self._draw()

    def action_save(self) -> None:
        found = self._plan
        if found is None or not found.steps:
            self.say("there is nothing to learn here" if found else "the text is still being counted")
            return
        prompt = PromptScreen("keep as the list", "a name", self._document.title)
        self.dushu.push_screen(prompt, partial(self._keep, found))

    def _keep(self, found: Plan, name: str | None) -> None:
        if name is None or not name.strip():
            return
        self.say(f"keeping {len(found.steps):,} words …", seconds=30)
        self.run_worker(
            partial(self._kept, found, name.strip()), thread=True, group="keeping", exit_on_error=False
        )

    def _kept(self, found: Plan, name: str) -> None:
        """Keep the words of a plan as a list; runs in a thread."""
        try:
            words = tuple(self._words(found))
            new = keep_planned(self.session.notebook, words, name, datetime.now(timezone.utc))
        except DushuError as error:
            self._post(ListKept(str(error), False))
        else:
            self._post(ListKept(f"{name}: {len(words):,} words kept, {new:,} of them new", True))

    def on_list_kept(self, message: ListKept) -> None:
        if message.kept:
            self.say(f"{message.sentence} (undo takes them all back)", seconds=6)
            self._count()
        else:
            self.say(message.sentence, "error", 12)

    def action_scroll(self, lines: int) -> None:
        self.query_one("#numbers").scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        self.dismiss(None)
