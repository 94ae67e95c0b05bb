"""The learner's words, however many: filtered, sorted, edited, marked by the dozen, found in their texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timezone
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from reader.errors import DushuError
from reader.study.filter import Filter
from reader.study.listing import Listed, Listing, Order
from reader.study.status import Status
from reader.study.word import Context, Identity, Word
from reader.tui.boxes import Notation
from reader.tui.card_content import CardContent
from reader.tui.cards import history, status_shown
from reader.tui.choosing_words import Ask, asked_labels, labels_of, ways_to_filter, what_is_shown
from reader.tui.keys import VOCABULARY, Action, bindings
from reader.tui.screens.room import Room
from reader.tui.widgets.bars import Masthead
from reader.tui.widgets.table import Row, Table
from reader.tui.word_table import SORTABLE, columns, row

LOOK_AGAIN = 1.0
"""Seconds after which what another window did is seen."""
_MANY = 300
"""Words at once for which one waits long enough to be told so."""
_STATUSES: tuple[tuple[Status, ...], ...] = (
    (),
    tuple(status for status in Status if status.is_learning),
    (Status.WELL_KNOWN,),
    (Status.IGNORED,),
    (Status.NAME,),
)


class VocabularyScreen(Room[None]):
    """Lists what the notebook keeps."""

    ACTIONS: ClassVar[tuple[Action, ...]] = VOCABULARY
    BINDINGS = bindings(VOCABULARY)  # type: ignore[assignment]  # Textual's type is wider than what it takes

    def __init__(self) -> None:
        super().__init__()
        self._which = Filter()
        self._order, self._descending = Order.ADDED, True
        self._numbers: tuple[int, ...] = ()
        self._chosen: set[int] = set()
        self._token = -1

    def compose(self) -> ComposeResult:
        yield Masthead()
        yield Input(placeholder="in the word, its pinyin, meaning, note or tags", id="filter", compact=True)
        yield Table(id="words")
        yield Static(id="hint")
        yield self.key_line()

    def on_mount(self) -> None:
        self._listing = Listing(self.session.notebook)
        self.query_one("#filter").display = False
        table = self._table
        table.fetch = self._fetch
        for bar in (self.query_one(Masthead), table):
            bar.ambiguous = self.dushu.ambiguous
        table.focus()
        self._list()
        self.set_interval(LOOK_AGAIN, self._look_again)
        self.call_after_refresh(self.run_worker, self._prepare, thread=True, exit_on_error=False)

    def on_resize(self) -> None:
        self._show(self._table.cursor)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self._look_again()

    @property
    def _table(self) -> Table:
        return self.query_one("#words", Table)

    # Listing

    def _prepare(self) -> None:
        with suppress(DushuError):
            self._listing.prepare()

    def _look_again(self) -> None:
        """Show what another window did, or this one elsewhere."""
        with suppress(DushuError):
            if self.is_current and self.session.notebook.changes_since(self._token):
                self._list()

    def _list(self, *, stay: bool = True) -> None:
        """List anew; ``stay`` on the word under the cursor where it is still there."""
        under = self._number if stay else None
        with self.telling():
            self._token = self.session.notebook.token()
            self._numbers = self._listing.numbers(self._which, self._order, self._descending)
        cursor = self._table.cursor if stay else 0
        if under is not None and not (cursor < len(self._numbers) and self._numbers[cursor] == under):
            with suppress(ValueError):
                cursor = self._numbers.index(under)
        if self._chosen:
            self._chosen &= set(self._numbers)
        self._show(cursor)

    def _show(self, cursor: int) -> None:
        table = self._table
        table.show(columns(table.size.width, self._order, self._descending), len(self._numbers), cursor)
        self._tell_state()

    def _tell_state(self) -> None:
        count, masthead = len(self._numbers), self.query_one(Masthead)
        chosen = f"{len(self._chosen):,} chosen of " if self._chosen else ""
        masthead.title = "Your words"
        masthead.section = f"{what_is_shown(self._which)}, by {self._order.value}"
        masthead.place = f"{chosen}{count:,} word{'s' * (count != 1)}"
        if count:
            hint = ""
        elif self._which != Filter():
            hint = f"no word is so ({self.key_of('words-dismiss')} shows all again)"
        else:
            hint = "no words yet: in a text, one key saves a word with its sentence"
        note = self.query_one("#hint", Static)
        note.display = bool(hint)
        note.update(Content(f" {hint}"))

    def _fetch(self, start: int, end: int) -> Sequence[Row]:
        shown, now = self._table.columns, datetime.now(timezone.utc)
        with self.telling():
            numbers = self._numbers[start:end]
            found = {each.number: each for each in self._listing.listed(numbers)}
            return [
                row(found[number], shown, number in self._chosen, now) if number in found else Row(())
                for number in numbers
            ]
        return ()

    # Which words are meant

    @property
    def _number(self) -> int | None:
        cursor = self._table.cursor
        return self._numbers[cursor] if cursor < len(self._numbers) else None

    @property
    def _under(self) -> Listed | None:
        number = self._number
        return next(iter(self._listing.listed([number])), None) if number is not None else None

    @property
    def word(self) -> Word | None:
        """The word under the cursor."""
        under = self._under
        return under.word if under is not None else None

    def _meant(self) -> tuple[Identity, ...]:
        """The words chosen, or else the one under the cursor."""
        if self._chosen:
            return self._listing.identities(tuple(self._chosen))
        word = self.word
        return (word.identity,) if word is not None else ()

    def action_choose(self) -> None:
        number = self._number
        if number is not None:
            self._chosen ^= {number}
            self._table.fetch_again()
            self._table.move(1)
            self._tell_state()

    def action_choose_all(self) -> None:
        """Choose all that are shown, or none where all are chosen."""
        every = set(self._numbers)
        self._chosen = set() if self._chosen == every else every
        self._table.fetch_again()
        self._tell_state()

    # Moving

    def action_move(self, rows: int) -> None:
        self._table.move(rows)

    def action_page(self, pages: int) -> None:
        self._table.move(pages * self._table.rows_shown)

    def action_end(self, index: int) -> None:
        self._table.go_to(index)

    # Filtering and sorting

    def action_filter(self) -> None:
        field = self.query_one("#filter", Input)
        field.display = True
        field.focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        self._which = replace(self._which, text=message.value.strip())
        self._list(stay=False)

    def on_input_submitted(self) -> None:
        self.query_one("#filter").display = bool(self._which.text)
        self._table.focus()

    def action_status(self) -> None:
        """Show the words of the next status."""
        at = _STATUSES.index(self._which.status) if self._which.status in _STATUSES else -1
        self._filter_by(replace(self._which, status=_STATUSES[(at + 1) % len(_STATUSES)]))

    def action_filter_by(self) -> None:
        """Choose what the words that are shown have in common: a status, a tag, a list, a level, a text."""
        from reader.tui.screens.picking import Choice, PickScreen

        ways = ways_to_filter(self._which)
        choices = [Choice(name, shown) for name, shown, _ in ways]

        def chosen(index: int | None) -> None:
            if index is not None:
                with self.telling():
                    self._pick(ways[index][2])

        self.dushu.push_screen(PickScreen("show the words of", choices), chosen)

    def _pick(self, ask: Ask) -> None:
        from reader.tui.screens.picking import Choice, PickScreen

        found = ask(self._listing, datetime.now(timezone.utc))
        if not found:
            self.say("there is none of that yet")
            return
        if len(found) == 1 and not found[0][0]:
            self._filter_by(found[0][2](self._which))
            return
        choices = [Choice(name, right) for name, right, _ in found]

        def chosen(index: int | None) -> None:
            if index is not None:
                self._filter_by(found[index][2](self._which))

        self.dushu.push_screen(PickScreen("only those of", choices), chosen)

    def _filter_by(self, which: Filter) -> None:
        self._which = which
        self._list()

    def action_sort(self, step: int) -> None:
        """Sort by the next column, or the other way round."""
        if step:
            orders = list(Order)
            self._sort(orders[(orders.index(self._order) + step) % len(orders)])
        else:
            self._sort(self._order)

    def _sort(self, order: Order) -> None:
        again = order is self._order
        self._descending = not self._descending if again else order is Order.ADDED
        self._order = order
        self._list()
        self.say(f"sorted by {order.value}{', the other way round' if again else ''}", seconds=1.5)

    def on_table_head_chosen(self, message: Table.HeadChosen) -> None:
        if message.column in SORTABLE:
            with self.telling():
                self._sort(SORTABLE[message.column])

    # Changing

    def _do(self, act: Callable[[tuple[Identity, ...]], int], done: str) -> None:
        """Do something to the words meant, as one step, and say so; of many, say first that it takes time."""
        words = self._meant()
        if not words:
            return

        def go() -> None:
            with self.telling():
                changed = act(words)
                name = words[0].headword if len(words) == 1 else f"{changed:,} words"
                undo = self.key_of("words-undo")
                self.say(f"{name}: {done} ({undo} takes it back)" if changed else f"{name}: {done} already")
            self._list()

        if len(words) > _MANY:
            self.say(f"{len(words):,} words …")
            self.call_after_refresh(go)
        else:
            go()

    def action_mark(self, number: int) -> None:
        status = Status(number)
        notebook = self.session.notebook
        self._do(lambda words: notebook.set_status(words, status), status_shown(status) or "new")

    def action_remove(self) -> None:
        notebook = self.session.notebook
        self._do(notebook.remove, "removed")

    def action_label(self, kind: str) -> None:
        """Give the words meant tags or lists, or take some away."""
        from reader.tui.screens.prompt import PromptScreen

        words = self._meant()
        if not words:
            return
        what = (
            self._under.word.identity.headword if len(words) == 1 and self._under else f"{len(words):,} words"
        )
        hint = f"news, food, -old: gives two {kind}, takes one away"
        self.dushu.push_screen(PromptScreen(f"{kind} of {what}", hint), partial(self._label, kind))

    def _label(self, kind: str, typed: str | None) -> None:
        add, remove = labels_of(typed or "")
        if add or remove:
            notebook = self.session.notebook
            given = asked_labels(kind, add, remove)
            self._do(lambda words: notebook.relabel(words, **given), f"{kind} changed")

    def action_edit(self) -> None:
        from reader.tui.screens.editing import EditScreen

        word = self.word
        if word is not None:
            self.dushu.push_screen(EditScreen(word), lambda _: self._list())

    def action_undo(self) -> None:
        self.take_back()
        self._list()

    def action_redo(self) -> None:
        self.do_again()
        self._list()

    # Elsewhere

    def on_table_row_chosen(self) -> None:
        with self.telling():
            self.action_card()

    def action_card(self) -> None:
        from reader.tui.screens.card import CardScreen

        word = self.word
        if word is not None:
            self.dushu.push_screen(CardScreen(_card(word), Notation.MARKS, self.dushu.ambiguous, False))

    def action_open(self) -> None:
        """Open the text at a sentence the word was met in."""
        from reader.tui.screens.picking import Choice, PickScreen

        word = self.word
        if word is None:
            return
        places = [each for each in word.contexts if each.digest and each.position is not None]
        if not places:
            self.say(f"{word.identity.headword} was met in no text that is on the shelf")
        elif len(places) == 1:
            self._open(places[0])
        else:
            choices = [Choice(each.sentence, each.document) for each in places]

            def chosen(index: int | None) -> None:
                if index is not None:
                    with self.telling():
                        self._open(places[index])

            self.dushu.push_screen(PickScreen(word.identity.headword, choices), chosen)

    def _open(self, context: Context) -> None:
        from reader.tui.screens.reading import ReadingScreen

        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        position = context.position
        if isinstance(below, ReadingScreen) and below.document.digest == context.digest:
            self.dismiss(None)
            if position is not None:
                below.page.go_to(position)
            return
        place = self.session.shelf.place(context.digest)
        if place is None:
            self.say(f"{context.document or 'the text'} is not on the shelf any more", "warning")
            return
        document = self.session.shelving.open(place)
        screen = ReadingScreen(document)
        if document.digest != context.digest:
            self.say(f"{document.title} has changed since; this is how it is now", "warning", 5)
        elif position is not None and position.paragraph < len(document.paragraphs):
            screen.visit(position)
        self.dushu.push_screen(screen)

    def action_history(self) -> None:
        from reader.tui.screens.history import HistoryScreen

        self.dushu.push_screen(HistoryScreen(), lambda _: self._list())

    def action_help(self) -> None:
        from reader.tui.screens.help import HelpScreen

        self.dushu.push_screen(HelpScreen(self.ACTIONS))

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_put_away(self) -> None:
        """Put one thing away at a time: what was typed, what is chosen, the filter; then leave."""
        field = self.query_one("#filter", Input)
        if field.display:
            field.value = ""
            field.display = False
            self._table.focus()
        elif self._chosen:
            self._chosen.clear()
            self._table.fetch_again()
            self._tell_state()
        elif self._which != Filter():
            self._filter_by(Filter())
        else:
            self.dismiss(None)


def _card(word: Word) -> CardContent:
    from reader.language.reading import Reading

    return CardContent(
        headword=word.identity.headword,
        reading=Reading.parse(word.reading),
        senses=(word.gloss,) if word.gloss else (),
        status=status_shown(word.status),
        note=word.note,
        history=tuple(history(word)),
    )
