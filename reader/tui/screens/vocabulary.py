"""The learner's words, as a table: filtered, edited, removed, taken back."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import DataTable, Input, Static

from reader.study.filter import Filter
from reader.study.status import Status
from reader.study.word import Word
from reader.tui.boxes import Notation
from reader.tui.card_content import CardContent
from reader.tui.cards import history, status_shown
from reader.tui.glosses import clip
from reader.tui.keys import VOCABULARY, Action, bindings
from reader.tui.screens.room import Room
from reader.tui.widgets.bars import Masthead
from reader.width import display

_STATUSES: tuple[tuple[str, tuple[Status, ...]], ...] = (
    ("all", ()),
    ("learning", tuple(status for status in Status if status.is_learning)),
    ("well known", (Status.WELL_KNOWN,)),
    ("ignored", (Status.IGNORED,)),
)


class VocabularyScreen(Room[None]):
    """Lists what the notebook keeps."""

    ACTIONS: ClassVar[tuple[Action, ...]] = VOCABULARY
    BINDINGS = bindings(VOCABULARY)  # type: ignore[assignment]  # Textual's type is wider than what it takes

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[Word, ...] = ()
        self._text, self._status = "", 0

    def compose(self) -> ComposeResult:
        yield Masthead()
        yield Input(placeholder="in the word, its pinyin, gloss or note", id="filter", compact=True)
        yield DataTable(cursor_type="row", zebra_stripes=False)
        yield Static(id="hint")
        yield self.key_line()

    def on_mount(self) -> None:
        self.query_one("#filter").display = False
        table = self._table
        table.add_column("word", width=18)
        table.add_column("reading", width=18)
        table.add_column("status", width=10)
        table.add_column("gloss", width=max(20, self.app.size.width - 58))
        table.focus()
        self._list()

    @property
    def _table(self) -> DataTable[Text]:
        return self.query_one(DataTable)

    def _list(self) -> None:
        name, statuses = _STATUSES[self._status]
        words: tuple[Word, ...] = ()
        with self.telling():
            words = self.session.notebook.words(Filter(statuses))[::-1]
        self._words = tuple(word for word in words if _holds(word, self._text.casefold()))
        table = self._table
        row = table.cursor_row
        table.clear()
        for word in self._words:
            table.add_row(*_cells(word))
        table.move_cursor(row=min(row, max(0, len(self._words) - 1)))
        masthead = self.query_one(Masthead)
        what = f"{len(self._words)} word{'s' * (len(self._words) != 1)}"
        masthead.title = "Your words"
        masthead.section = f"{name}{f', with {self._text}' if self._text else ''}"
        masthead.place = what
        if self._words:
            self._hint = "dushu export --to anki -o words.apkg takes them to Anki"
        elif self._text or self._status:
            self._hint = "no word is so"
        else:
            self._hint = "no words yet: in a text, one key saves a word with its sentence"
        self.query_one("#hint", Static).update(Content(f" {self._hint}"))

    @property
    def word(self) -> Word | None:
        row = self._table.cursor_row
        return self._words[row] if 0 <= row < len(self._words) else None

    def action_filter(self) -> None:
        field = self.query_one("#filter", Input)
        field.display = True
        field.focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        self._text = message.value.strip()
        self._list()

    def on_input_submitted(self) -> None:
        self.query_one("#filter").display = bool(self._text)
        self._table.focus()

    def action_status(self) -> None:
        self._status = (self._status + 1) % len(_STATUSES)
        self._list()

    def on_data_table_row_selected(self) -> None:
        self.action_card()

    def action_card(self) -> None:
        from reader.tui.screens.card import CardScreen

        word = self.word
        if word is not None:
            self.dushu.push_screen(CardScreen(_card(word), Notation.MARKS, self.dushu.ambiguous, False))

    def action_edit(self) -> None:
        from reader.tui.screens.editing import EditScreen

        word = self.word
        if word is not None:
            self.dushu.push_screen(EditScreen(word), lambda edited: self._list() if edited else None)

    def action_remove(self) -> None:
        word = self.word
        if word is not None:
            self.session.notebook.remove([word.identity])
            self.say(f"removed {word.identity.headword} ({self.key_of('words-undo')} brings it back)")
            self._list()

    def action_undo(self) -> None:
        step = self.session.notebook.undo()
        self.say(f"undone: {step.label}" if step is not None else "nothing to undo")
        self._list()

    def action_redo(self) -> None:
        step = self.session.notebook.redo()
        self.say(f"done again: {step.label}" if step is not None else "nothing to do again")
        self._list()

    def action_help(self) -> None:
        from reader.tui.screens.help import HelpScreen

        self.dushu.push_screen(HelpScreen(self.ACTIONS))

    def action_leave(self) -> None:
        field = self.query_one("#filter", Input)
        if field.display:
            field.value = ""
            field.display = False
            self._table.focus()
            return
        self.dismiss(None)


def _holds(word: Word, text: str) -> bool:
    """True where a text stands in the word, its pinyin with or without tones, its gloss, note or tags."""
    letters = "".join(char for char in word.reading if char.isalpha())
    pinyin = (word.reading, letters, word.identity.pinyin)
    places = (word.simplified, word.traditional, word.gloss, word.note, *word.tags, *pinyin)
    return not text or any(text in place.casefold() for place in places)


def _cells(word: Word) -> tuple[Text, ...]:
    """Return a row; ``Text``, because a table takes mere strings for markup."""
    return (
        Text(clip(display(word.identity.headword), 18)),
        Text(clip(display(word.identity.pinyin), 18)),
        Text(status_shown(word.status)),
        Text(display(word.gloss)),
    )


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
