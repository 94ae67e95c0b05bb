"""The shelf: the texts that were read, how far and how well each is known, and those that come along."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timezone
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from reader.document.samples import Sample, samples
from reader.errors import DushuError
from reader.inert import inert_line
from reader.study.finding_texts import ORDERS, found, ordered
from reader.study.shelf import Place
from reader.tui import shelf_line
from reader.tui.keys import SHELF, Action, bindings
from reader.tui.screens.room import Room
from reader.tui.widgets.bars import Masthead

COUNT_AFTER = 0.4
"""Seconds after which what is known of each text is looked up: the shelf itself is shown first."""
MARGIN = 2
_ORDERS = {
    "opened": "read last first",
    "title": "by title",
    "progress": "read furthest first",
    "coverage": "best known first",
    "level": "by level",
    "length": "shortest first",
}


class ShelfScreen(Room[None]):
    """Lists texts, the one opened last first."""

    ACTIONS: ClassVar[tuple[Action, ...]] = SHELF
    BINDINGS = bindings(SHELF)  # type: ignore[assignment]  # Textual's type is wider than what it takes

    def __init__(self) -> None:
        super().__init__()
        self._texts: list[Place | Sample | None] = []
        self._query, self._order = "", 0
        self._undoing: list[tuple[str, Callable[[], None]]] = []

    def compose(self) -> ComposeResult:
        yield Masthead()
        yield Input(placeholder="in the title, author, file name or tags (#news)", id="filter", compact=True)
        yield Static(id="columns")
        yield OptionList(id="texts", compact=True)
        yield Static(id="hint")
        yield self.key_line()

    def on_mount(self) -> None:
        self.query_one(Masthead).ambiguous = self.dushu.ambiguous
        self.query_one("#filter").display = False
        self._options.focus()

    def on_screen_resume(self) -> None:
        self._list()
        self.set_timer(COUNT_AFTER, self._count)

    def on_resize(self) -> None:
        self._list()

    @property
    def _options(self) -> OptionList:
        return self.query_one("#texts", OptionList)

    @property
    def _width(self) -> int:
        return max(20, self.app.size.width - 2 * MARGIN - 2)

    # The list

    def _list(self) -> None:
        chosen = self.chosen
        places: tuple[Place, ...] = ()
        others: tuple[Sample, ...] = ()
        with self.telling():
            places = self.session.shelf.texts()
            others = _unread(samples(), places)
        shown = ordered(found(places, self._query), ORDERS[self._order])
        query = self._query.casefold()
        others = tuple(each for each in others if query in f"{each.title} {each.english}".casefold())
        options = self._options
        options.clear_options()
        self._texts = []
        width, ambiguous = self._width, self.dushu.ambiguous
        today = datetime.now().astimezone().date()
        trouble = self.session.shelving.trouble
        for place in shown:
            line = Content(" " * MARGIN + shelf_line.line(place, today, width, ambiguous))
            self._add(place, line.stylize("dim") if trouble(place) == "gone" else line)
        if not places and not self._query:
            self._say_welcome()
        if others:
            if shown:
                self._add(None, Content(""))
            self._add(None, Content(" " * MARGIN + "Texts that come with dushu").stylize("bold"))
        for each in others:
            text = shelf_line.sample_line(each.title, each.english, each.kind, each.level, width, ambiguous)
            self._add(each, Content(" " * MARGIN + text))
        if not shown and not others:
            self._add(None, Content(" " * MARGIN + self._nothing()))
        self._show_heading(places, shown)
        options.highlighted = self._index_of(chosen)
        self._show_hint()

    def _add(self, text: Place | Sample | None, line: Content) -> None:
        self._options.add_option(Option(line, disabled=text is None))
        self._texts.append(text)

    def _say_welcome(self) -> None:
        for words in (
            "Nothing read yet.",
            "dushu FILE opens a text of yours; so do dushu - and dushu --paste.",
            "Or begin with one of these:",
            "",
        ):
            self._add(None, Content(" " * MARGIN + words))

    def _nothing(self) -> str:
        return "no text is so" if self._query else "no texts yet: dushu FILE opens one"

    def _show_heading(self, places: Sequence[Place], shown: Sequence[Place]) -> None:
        masthead = self.query_one(Masthead)
        order = _ORDERS[ORDERS[self._order]]
        masthead.title = "dushu 读书"
        masthead.section = f"your shelf, {order}" + (f", with {self._query}" if self._query else "")
        count = f"{len(shown)} of {len(places)}" if len(shown) < len(places) else f"{len(places)}"
        masthead.place = f"{count} text{'s' * (len(places) != 1)}" if places else ""
        columns = self.query_one("#columns", Static)
        columns.display = bool(shown)
        text = shelf_line.heading(self._width, self.dushu.ambiguous)
        columns.update(Content(" " * MARGIN + text))

    def _index_of(self, text: Place | Sample | None) -> int | None:
        """Return where a text stands now, or the first one that can be chosen."""
        key = _key(text)
        indexes = [index for index, each in enumerate(self._texts) if each is not None]
        same = (index for index in indexes if key is not None and _key(self._texts[index]) == key)
        return next(same, indexes[0] if indexes else None)

    @property
    def chosen(self) -> Place | Sample | None:
        index = self._options.highlighted
        return self._texts[index] if index is not None and index < len(self._texts) else None

    def on_option_list_option_highlighted(self) -> None:
        self._show_hint()

    def _show_hint(self) -> None:
        """Say of the text that is chosen what has no column."""
        text, words = self.chosen, ""
        if isinstance(text, Sample):
            words = f"{text.kind} · HSK {text.level} · with a translation"
        elif text is not None:
            trouble = self.session.shelving.trouble(text)
            parts = [
                text.title if text.name else "",
                text.author,
                f"{text.characters:,} characters" if text.characters else "",
                " ".join(f"#{tag}" for tag in text.tags),
                {"gone": "gone, and no copy was kept", "kept copy": "from the copy kept here"}.get(
                    trouble, ""
                ),
                "standard input" if text.path == "-" else text.path,
            ]
            words = " · ".join(part for part in parts if part)
        self.query_one("#hint", Static).update(Content(" " * (MARGIN + 1) + inert_line(words)))

    # What is known of each text

    def _count(self) -> None:
        if self._texts and any(isinstance(text, Place) for text in self._texts):
            self.run_worker(self._counted, thread=True, exclusive=True, group="count", exit_on_error=False)

    def _counted(self) -> None:
        """Bring what is known of each text up to date; runs in a thread."""
        worker, changed = get_current_worker(), False
        with suppress(DushuError):
            self.dushu.open_dictionaries()
            for place in self.session.shelf.texts():
                if worker.is_cancelled or not self.is_attached:
                    return
                summary = self.session.coverage(place.digest)
                if summary is None:
                    continue
                share = summary.coverage.share
                if place.coverage != share or place.level != summary.level:
                    self.session.shelf.summarise(place.digest, share, summary.level)
                    changed = True
        if changed and self.is_attached:
            with suppress(RuntimeError):  # the app has ended meanwhile
                self.dushu.call_from_thread(self._list)

    # Moving, finding and ordering

    def action_cursor(self, step: int) -> None:
        if step > 0:
            self._options.action_cursor_down()
        else:
            self._options.action_cursor_up()

    def action_find(self) -> None:
        field = self.query_one("#filter", Input)
        field.display = True
        field.focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        self._query = message.value.strip()
        self._list()

    def on_input_submitted(self) -> None:
        self.query_one("#filter").display = bool(self._query)
        self._options.focus()

    def action_sort(self) -> None:
        self._order = (self._order + 1) % len(ORDERS)
        self._list()

    # What is done with a text

    def on_option_list_option_selected(self) -> None:
        with self.telling():
            self.action_open()

    def action_open(self) -> None:
        from reader.tui.screens.reading import ReadingScreen

        text = self.chosen
        if isinstance(text, Sample):
            self.dushu.push_screen(ReadingScreen(self.session.load(text.path)))
        elif text is not None:
            self.dushu.push_screen(ReadingScreen(self.session.shelving.open(text)))

    def action_rename(self) -> None:
        from reader.tui.screens.prompt import PromptScreen

        place = self._place()
        if place is None:
            return

        def renamed(name: str | None) -> None:
            if name is None:
                return
            with self.telling():
                self.session.shelf.rename(place.digest, "" if name.strip() == place.title else name)
                self._undoing.append(
                    ("the name", lambda: self.session.shelf.rename(place.digest, place.name))
                )
            self._list()

        hint = "empty: as the text calls itself"
        self.dushu.push_screen(PromptScreen("name", hint, place.called), renamed)

    def action_tag(self) -> None:
        from reader.tui.screens.prompt import PromptScreen

        place = self._place()
        if place is None:
            return

        def tagged(tags: str | None) -> None:
            if tags is None:
                return
            with self.telling():
                self.session.shelf.tag(place.digest, tags.replace("，", ",").replace("#", "").split(","))
                self._undoing.append(("the tags", lambda: self.session.shelf.tag(place.digest, place.tags)))
            self._list()

        self.dushu.push_screen(PromptScreen("tags", "parted by commas", ", ".join(place.tags)), tagged)

    def action_forget(self) -> None:
        place = self._place()
        if place is None:
            return
        self.session.shelving.remove(place, datetime.now(timezone.utc))
        self._undoing.append((place.called, lambda: self.session.shelving.restore(place)))
        self.say(f"{place.called} is off the shelf ({self.key_of('shelf-undo')} puts it back; words stay)")
        self._list()

    def _place(self) -> Place | None:
        """Return the text that is chosen if it is on the shelf, and say so where it is not."""
        text = self.chosen
        if isinstance(text, Place):
            return text
        self.say("only texts you have opened are on your shelf")
        return None

    def action_undo(self) -> None:
        """Undo what was done here; then put back what was taken off the shelf before, the last one first."""
        if self._undoing:
            what, undo = self._undoing.pop()
            undo()
            self.say(f"{what} is as before")
        elif removed := self.session.shelf.removed():
            self.session.shelving.restore(removed[0])
            self.say(f"{removed[0].called} is back")
        else:
            self.say("nothing to put back")
        self._list()

    # Other rooms

    def action_dictionary(self) -> None:
        from reader.tui.screens.lookup import LookupScreen

        self.dushu.push_screen(LookupScreen())

    def action_vocabulary(self) -> None:
        from reader.tui.screens.vocabulary import VocabularyScreen

        self.dushu.push_screen(VocabularyScreen())

    def action_start(self) -> None:
        from reader.tui.screens.start import Start

        Start(self).ask()

    def action_help(self) -> None:
        from reader.tui.screens.help import HelpScreen

        self.dushu.push_screen(HelpScreen(self.ACTIONS))

    def action_leave(self) -> None:
        field = self.query_one("#filter", Input)
        if field.display:
            field.value = ""
            field.display = False
            self._options.focus()
            return
        self.dushu.exit(0)


def _key(text: Place | Sample | None) -> str | None:
    return text.digest if isinstance(text, Place) else str(text.path) if text is not None else None


def _unread(all_samples: Sequence[Sample], places: Sequence[Place]) -> tuple[Sample, ...]:
    """Return the samples that are not on the shelf, wherever they were installed when they were read."""
    known = {place.digest for place in places}
    if not known:
        return tuple(all_samples)
    unread = []
    for each in all_samples:
        with suppress(OSError):
            if hashlib.sha256(each.path.read_bytes()).hexdigest() not in known:
                unread.append(each)
    return tuple(unread)
