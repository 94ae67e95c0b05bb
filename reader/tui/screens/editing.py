"""Edit what is kept of a word: what it means, a note, tags, lists, its status and reading, its sentences."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from reader.deck.spelling import spelled
from reader.errors import DushuError
from reader.study.status import Status
from reader.study.word import Word
from reader.tui.glosses import clip
from reader.tui.keys import EDITING, bindings
from reader.tui.screens.room import Dialog
from reader.width import display

_FIELDS = ("gloss", "note", "tags", "lists", "status", "reading")


class EditScreen(Dialog[Word]):
    """Ends with the word as it is now, or with None where it was left as it was."""

    ACTIONS = EDITING
    BINDINGS = bindings(EDITING)  # type: ignore[assignment]  # Textual's type is wider than what it takes

    def __init__(self, word: Word) -> None:
        super().__init__()
        self._word = word
        self._lost_sentences = False
        self._senses: tuple[str, ...] | None = None

    def compose(self) -> ComposeResult:
        word = self._word
        values = {
            "gloss": word.gloss,
            "note": word.note,
            "tags": ", ".join(word.tags),
            "lists": ", ".join(word.lists),
            "status": word.status.word,
            "reading": word.identity.pinyin,
        }
        hints = {
            "tags": "parted by commas",
            "lists": "parted by commas",
            "status": "1 to 5, known, ignored, name, new",
            "reading": "pinyin, with marks or numbers",
        }
        with Vertical(classes="dialog"):
            title = f"{display(word.identity.headword)}  {display(word.identity.pinyin)}"
            yield Static(Content(title), classes="dialog-title")
            for name in _FIELDS:
                with Horizontal(classes="field"):
                    yield Static(Content(name), classes="field-name")
                    yield Input(
                        display(values[name]),
                        placeholder=hints.get(name, ""),
                        id=f"edit-{name}",
                        compact=True,
                    )
            yield Static(id="meanings")
            yield self.key_line()

    def on_mount(self) -> None:
        self._shown = {name: self._field(name).value for name in _FIELDS}
        self._field("gloss").focus()
        with self.telling():
            self._tell_meanings()

    def _field(self, name: str) -> Input:
        return self.query_one(f"#edit-{name}", Input)

    # Meanings

    @property
    def senses(self) -> tuple[str, ...]:
        """What the dictionaries say the word means, read so or otherwise; its own reading first."""
        if self._senses is None:
            entries = self.session.lexicon.entries(self._word.simplified)
            own = [each for each in entries if str(each.reading).lower() == self._word.reading.lower()]
            texts = (sense.text for each in own or entries for sense in each.senses)
            self._senses = tuple(dict.fromkeys(texts))
        return self._senses

    def _tell_meanings(self) -> None:
        number = len(self.senses) if self.dushu.dictionaries_open else 0
        line = self.query_one("#meanings", Static)
        line.display = number > 1
        if number > 1:
            keys = f"{self.key_of('edit-sense')} {self.key_of('edit-sense-before')}"
            others = "; ".join(self.senses)
            line.update(
                Content(clip(display(f"{keys} choose a meaning: {others}"), 64, self.dushu.ambiguous))
            )

    def action_sense(self, step: int) -> None:
        """Put the dictionaries' next meaning in the place of the gloss."""
        senses = self.senses
        if not senses:
            self.say("no dictionary has this word")
            return
        field = self._field("gloss")
        shown = [display(sense) for sense in senses]
        at = shown.index(field.value) + step if field.value in shown else 0
        field.value = shown[at % len(shown)]
        field.focus()

    # Sentences

    def action_sentences(self) -> None:
        """Choose a sentence to take away."""
        from reader.tui.screens.picking import Choice, PickScreen

        if not self._word.contexts:
            self.say("it has no sentence")
            return
        choices = [Choice(each.sentence, each.document[:16]) for each in self._word.contexts]
        self.dushu.push_screen(PickScreen("take which sentence away?", choices), self._take_away)

    def _take_away(self, index: int | None) -> None:
        if index is None:
            return
        with self.telling():
            context = self._word.contexts[index]
            self._word = self.session.notebook.remove_context(self._word.identity, context)
            self._lost_sentences = True
            self.say("the sentence is taken away")

    # Ending

    def on_input_submitted(self) -> None:
        self.action_accept()

    def action_accept(self) -> None:
        word, typed = self._word, {name: _typed(self._field(name).value) for name in _FIELDS}
        own = {name for name in _FIELDS if self._field(name).value != self._shown[name]}
        try:
            becomes = None
            if "reading" in own:
                becomes = replace(word.identity, reading=spelled(typed["reading"], word.simplified))
            edited = self.session.notebook.edit(
                word.identity,
                gloss=typed["gloss"] if "gloss" in own else None,
                note=typed["note"] if "note" in own else None,
                tags=_listed(typed["tags"]) if "tags" in own else None,
                lists=_listed(typed["lists"]) if "lists" in own else None,
                status=Status.parse(typed["status"]) if "status" in own else None,
                becomes=becomes,
            )
        except DushuError as error:
            self.say(str(error), "error", 10)
            return
        self.dismiss(edited)

    def action_leave(self) -> None:
        self.dismiss(self._word if self._lost_sentences else None)


def _typed(text: str) -> str:
    """Return what was typed; letters that were shown taken apart from their marks are one again."""
    return unicodedata.normalize("NFC", text.strip())


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for each in text.replace("，", ",").split(",") if (part := each.strip())))
