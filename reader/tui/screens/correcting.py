"""A small dialog on one word: another cut or another reading, how far it holds, and what it changes."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from reader.annotation import Annotation
from reader.document.model import Document
from reader.document.sentences import sentence_at
from reader.study.correction import Scope
from reader.tui.correcting import SCOPES, Way, places_changed, scope_of
from reader.tui.keys import CORRECTION, Action, bindings
from reader.tui.messages import Spot
from reader.tui.screens.room import Dialog
from reader.width import display

SHOWN_WAYS = 7


class CorrectScreen(Dialog[str]):
    """Ends with a sentence that says what was corrected, or with "" where nothing was."""

    ACTIONS: ClassVar[tuple[Action, ...]] = CORRECTION
    BINDINGS = bindings(CORRECTION)  # type: ignore[assignment]  # Textual's type is wider than what it takes

    def __init__(self, document: Document, spot: Spot, ways: tuple[Way, ...]) -> None:
        super().__init__()
        self._document, self._spot, self._ways = document, spot, ways
        self._chosen, self._scope = 0, 0
        self._previews: dict[Way, Content] = {}

    def compose(self) -> ComposeResult:
        reading = bool(self._ways[0].reading)
        title = "How is it read?" if reading else "Where are the words?"
        with Vertical(classes="dialog"):
            yield Static(Content(title), classes="dialog-title")
            yield Static(id="ways")
            yield Static(id="preview")
            yield Static(id="scope")
            yield self.key_line()

    def on_mount(self) -> None:
        self._show()

    @property
    def way(self) -> Way:
        return self._ways[self._chosen]

    @property
    def scope(self) -> str:
        return SCOPES[self._scope]

    def action_choose(self, step: int) -> None:
        self._chosen = (self._chosen + step) % len(self._ways)
        self._show()

    def action_scope(self) -> None:
        self._scope = (self._scope + 1) % len(SCOPES)
        self._show()

    def action_accept(self) -> None:
        correction = self.way.correction(self._scope_meant())
        self.session.notebook.correct(correction)
        self.dismiss(f"{self.way.surface}: {self.way.shown}, {self.scope}")

    def action_leave(self) -> None:
        self.dismiss("")

    def _scope_meant(self) -> Scope:
        return scope_of(self.scope, self._document, self._spot.paragraph, self.way.start)

    def _show(self) -> None:
        first = max(0, min(self._chosen - SHOWN_WAYS // 2, len(self._ways) - SHOWN_WAYS))
        rows = []
        for index, way in list(enumerate(self._ways))[first : first + SHOWN_WAYS]:
            chosen = index == self._chosen
            row = Content(f"{'›' if chosen else ' '} {display(way.shown)}")
            rows.append(row.stylize("bold reverse") if chosen else row)
        self.query_one("#ways", Static).update(Content("\n").join(rows))
        self.query_one("#preview", Static).update(self._preview(self.way))
        count = places_changed(self.way.correction(self._scope_meant()), self._document)
        places = "1 place of this text changes" if count == 1 else f"{count:,} places of this text change"
        scopes = []
        for index, name in enumerate(SCOPES):
            scope = Content(f" {name} ")
            scopes.append(scope.stylize("bold reverse") if index == self._scope else scope)
        told = Content.assemble(Content(" ").join(scopes), Content(f"   {places}"))
        self.query_one("#scope", Static).update(told)

    def _preview(self, way: Way) -> Content:
        """Return the sentence cut as it would be, the place in question standing out."""
        found = self._previews.get(way)
        if found is None:
            found = self._previews[way] = self._made_preview(way)
        return found

    def _made_preview(self, way: Way) -> Content:
        text = self._document.paragraphs[self._spot.paragraph].text
        corrections = self.session.notebook.corrections.for_text(self._document.digest)
        spans, readings = way.with_fixed(corrections.of(self._spot.paragraph, text))
        start, end = sentence_at(text, way.start)
        parts: list[Content] = []
        for annotation in self.session.annotator.annotate(text, spans, readings):
            token = annotation.token
            if start <= token.start < end and token.text.strip():
                word = Content(_shown(annotation, bool(way.reading) and token.start == way.start))
                inside = way.start <= token.start < way.end
                parts.append(word.stylize("bold underline") if inside else word)
        return Content(" ").join(parts)


def _shown(annotation: Annotation, with_reading: bool) -> str:
    text = display(annotation.token.text)
    return f"{text} ({annotation.reading.marks()})" if with_reading else text
