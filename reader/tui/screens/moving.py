"""Moving in a text: by lines, pages, words, sentences, sections, and to the next word that is new."""

from __future__ import annotations

from functools import partial

from reader.document.model import Position
from reader.study.status import Status
from reader.tui.screens.text import TextScreen

SEEN_AT_ONCE = 40
"""Annotated paragraphs searched for a new word in a key's own frame."""


class MovingScreen(TextScreen):
    """A text that one can move in."""

    def action_line(self, step: int) -> None:
        self.page.move_line(step)

    def action_page(self, step: int) -> None:
        if not self.page.turn_page(step):
            self.say("this is the last page" if step > 0 else "this is the first page", seconds=1.5)

    def action_start(self) -> None:
        self.page.turn_to_start()

    def action_end(self) -> None:
        self.page.turn_to_end()

    def action_section(self, step: int) -> None:
        if not self.page.move_section(step):
            self.say("there is no section after this one" if step > 0 else "there is no section before this")

    def action_word(self, step: int) -> None:
        self.page.move_word(step)

    def action_sentence(self, step: int) -> None:
        self.page.move_sentence(step)

    def action_paragraph(self, step: int) -> None:
        self.page.move_paragraph(step)

    def action_unknown(self, step: int) -> None:
        """Go to the next new word; a thread looks where much must be annotated for it."""
        if not self.annotating.ready:
            self.say("the dictionaries are still being opened")
            return
        start = self.page.cursor
        paragraph: int | None = start.paragraph
        for _ in range(SEEN_AT_ONCE):
            if paragraph is None or not self.annotating.is_made(paragraph):
                break
            found = self._unknown_in(paragraph, step, start)
            if found is not None:
                self.page.go_to(found)
                return
            paragraph = self._shown_paragraph(paragraph, step)
        if paragraph is None:
            self._no_unknown(step)
        else:
            self.run_worker(
                partial(self._seek_unknown, paragraph, step, start), thread=True, exclusive=True, group="seek"
            )

    def _seek_unknown(self, first: int, step: int, start: Position) -> None:
        paragraph: int | None = first
        while paragraph is not None and self.page.cursor == start and self.is_attached:
            self.annotating.made(paragraph)
            found = self._unknown_in(paragraph, step, start)
            if found is not None:
                self.dushu.call_from_thread(self._arrive, start, found)
                return
            paragraph = self._shown_paragraph(paragraph, step)
        if paragraph is None:
            self.dushu.call_from_thread(self._no_unknown, step)

    def _unknown_in(self, paragraph: int, step: int, start: Position) -> Position | None:
        """Return the first new word of a paragraph, going by ``step``, that lies beyond ``start``."""
        annotations = self.annotating.made(paragraph)
        for annotation in annotations if step > 0 else reversed(annotations):
            position = Position(paragraph, annotation.token.start)
            beyond = position > start if step > 0 else position < start
            if beyond and self.status_painted(annotation) is Status.NEW:
                return position
        return None

    def _shown_paragraph(self, paragraph: int, step: int) -> int | None:
        """Return the next paragraph that is not hidden, None at an end."""
        paragraphs = self.document.paragraphs
        paragraph += step
        while 0 <= paragraph < len(paragraphs):
            if self.view.hidden or not paragraphs[paragraph].folded:
                return paragraph
            paragraph += step
        return None

    def _no_unknown(self, step: int) -> None:
        self.say(f"there is no unknown word {'after' if step > 0 else 'before'} this one", seconds=2)

    def _arrive(self, start: Position, position: Position) -> None:
        if self.page.cursor == start:
            self.page.go_to(position)
