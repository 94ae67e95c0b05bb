"""The dictionaries: a query by characters, pinyin or English, answered while it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from reader.dictionary.entry import Entry
from reader.errors import DushuError
from reader.study.word import Identity
from reader.tui.boxes import Notation
from reader.tui.card_text import readable
from reader.tui.keys import LOOKUP, bindings
from reader.tui.notation import written
from reader.tui.screens.room import Room
from reader.tui.widgets.bars import KeyLine
from reader.width import display

MOST = 60


@dataclass
class LookedUp(Message):
    """A query was answered."""

    query: str
    entries: tuple[Entry, ...]


@dataclass
class LookUpFailed(Message):
    """The dictionaries could not be asked."""

    sentence: str


class LookupScreen(Room[None]):
    """Looks words up in all dictionaries, and saves them."""

    ACTIONS = LOOKUP
    BINDINGS = bindings(LOOKUP)  # type: ignore[assignment]  # Textual's type is wider than what it takes

    def __init__(self, query: str = "") -> None:
        super().__init__()
        self._query = query
        self._entries: tuple[Entry, ...] = ()

    def compose(self) -> ComposeResult:
        yield Input(
            display(self._query),
            placeholder="characters, pinyin (with or without tones) or English",
            id="query",
        )
        yield OptionList(id="entries")
        yield self.key_line()

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        if self._query:
            self._ask(self._query)

    def on_input_changed(self, message: Input.Changed) -> None:
        self._ask(message.value)

    def on_input_submitted(self) -> None:
        self.action_results()

    def _ask(self, query: str) -> None:
        self._query = query.strip()
        self.run_worker(partial(self._answer, self._query), thread=True, exclusive=True, group="look-up")

    def _answer(self, query: str) -> None:
        try:
            if not self.dushu.dictionaries_open:
                self.dushu.open_dictionaries()
            entries = self.session.look_up(query, MOST) if query else ()
        except DushuError as error:
            self.post_message(LookUpFailed(str(error)))
            return
        self.post_message(LookedUp(query, entries))

    def on_looked_up(self, message: LookedUp) -> None:
        if message.query != self._query:
            return
        self._entries = message.entries
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(_shown(entry)) for entry in message.entries)
        if message.entries:
            options.highlighted = 0
        self.query_one(KeyLine).said = (
            f"no dictionary has {message.query}" if message.query and not message.entries else ""
        )

    def on_look_up_failed(self, message: LookUpFailed) -> None:
        self.query_one(KeyLine).said = message.sentence

    def on_option_list_option_selected(self) -> None:
        with self.telling():
            self.action_save()

    def action_results(self) -> None:
        if self._entries:
            self.query_one(OptionList).focus()

    def action_save(self) -> None:
        index = self.query_one(OptionList).highlighted
        if index is None or index >= len(self._entries):
            return
        entry = self._entries[index]
        identity = Identity(entry.traditional, entry.simplified, str(entry.reading))
        saved = self.session.notebook.save(identity, gloss=entry.senses[0].text if entry.senses else "")
        self.say(f"{'saved' if saved.new else 'saved already:'} {identity.headword} {identity.pinyin}")

    def action_leave(self) -> None:
        options = self.query_one(OptionList)
        if options.has_focus:
            self.query_one(Input).focus()
        else:
            self.dismiss(None)


def _shown(entry: Entry) -> Content:
    """Return an entry in two or more lines, nothing in it live."""
    senses = " · ".join(readable(sense.text, Notation.MARKS) for sense in entry.senses)
    head = Content(display(entry.headword)).stylize("bold")
    reading = Content(f"  {written(entry.reading, Notation.MARKS)}  ")
    source = Content(f"   {display(entry.source)}").stylize("dim")
    return Content.assemble(head, reading, source, Content(f"\n  {senses}"))
