"""Edit what is kept of a word: gloss, note, tags, lists."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from reader.errors import NotebookError
from reader.study.word import Word
from reader.tui.keys import EDITING, bindings
from reader.tui.screens.room import Dialog
from reader.width import display


class EditScreen(Dialog[Word]):
    """Ends with the word as it is now, or with None where it was left as it was."""

    ACTIONS = EDITING
    BINDINGS = bindings(EDITING)  # type: ignore[assignment]  # Textual's type is wider than what it takes

    def __init__(self, word: Word) -> None:
        super().__init__()
        self._word = word

    def compose(self) -> ComposeResult:
        word = self._word
        with Vertical(classes="dialog"):
            title = f"{display(word.identity.headword)}  {word.identity.pinyin}"
            yield Static(Content(title), classes="dialog-title")
            for name, value in (
                ("gloss", word.gloss),
                ("note", word.note),
                ("tags", ", ".join(word.tags)),
                ("lists", ", ".join(word.lists)),
            ):
                yield Static(Content(name), classes="field-name")
                yield Input(display(value), id=f"edit-{name}", compact=True)
            yield self.key_line()

    def on_mount(self) -> None:
        self.query_one("#edit-gloss", Input).focus()

    def on_input_submitted(self) -> None:
        self.action_accept()

    def action_accept(self) -> None:
        values = {name: self.query_one(f"#edit-{name}", Input).value.strip() for name in ("gloss", "note")}
        many = {name: _listed(self.query_one(f"#edit-{name}", Input).value) for name in ("tags", "lists")}
        try:
            edited = self.session.notebook.edit(
                self._word.identity,
                gloss=values["gloss"],
                note=values["note"],
                tags=many["tags"],
                lists=many["lists"],
            )
        except NotebookError as error:
            self.say(str(error), "error", 10)
            return
        self.dismiss(edited)

    def action_leave(self) -> None:
        self.dismiss(None)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for each in text.replace("，", ",").split(",") if (part := each.strip())))
