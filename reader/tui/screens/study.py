"""What is done to words of the text: kept, marked, edited, corrected, taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from reader.annotation import Annotation
from reader.document.model import Document, Position
from reader.inert import inert
from reader.language.token import Kind
from reader.study.history import Step
from reader.study.status import Status
from reader.study.word import Word
from reader.tui.annotating import PLAIN
from reader.tui.cards import status_shown
from reader.tui.correcting import Way, ways_to_cut, ways_to_read
from reader.tui.keeping import Found, found_phrase, found_word
from reader.tui.messages import PhraseSelected, Spot, TokenSelected
from reader.tui.navigation import STOPS
from reader.tui.screens.moving import MovingScreen


class StudyScreen(MovingScreen):
    """A text whose words can be kept and corrected."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._phrase: tuple[int, int, int] | None = None

    # Which word is meant

    @property
    def spot(self) -> Spot | None:
        """The word under the mouse, or else under the cursor; None, and that said, where none is."""
        found = self.page.hovered or self.page.spot
        if found is None or found.annotation.token.kind not in STOPS:
            self.say("there is no word here")
            return None
        if found.annotation.why == PLAIN:
            self.say("the dictionaries are still being opened")
            return None
        return found

    def _meant(self) -> Found | None:
        """Return the phrase that is selected, or else the word meant."""
        if self._phrase is not None and self.page.selection is not None:
            paragraph, start, end = self._phrase
            annotations = self.page.annotate(paragraph)
            if annotations and annotations[0].why != PLAIN:
                return found_phrase(self.session, self.document, paragraph, (start, end), annotations)
        spot = self.spot
        if spot is None:
            return None
        annotations = self.page.annotate(spot.paragraph)
        return found_word(self.session, self.document, spot.position, annotations, spot.token)

    def on_page_phrase_selected(self, message: PhraseSelected) -> None:
        self._phrase = (message.paragraph, message.start, message.end)
        self.say(f"{message.text[:20]}: {self.key_of('save')} saves it as one word", seconds=2.5)

    def on_page_token_selected(self, message: TokenSelected) -> None:
        with self.telling():
            self._show_card(message.spot)

    # The card

    def action_card(self) -> None:
        spot = self.spot
        if spot is not None:
            self._show_card(spot)

    def _show_card(self, spot: Spot) -> None:
        from reader.tui.screens.card import CardScreen

        if spot.annotation.why == PLAIN:
            return
        status, index = self._status(spot.annotation), self.annotating.index
        content = self.cards.full(spot.annotation, spot.position, status, index)
        if content is not None:
            self.dushu.push_screen(
                CardScreen(content, self.page.notation, self.page.ambiguous), partial(self._card_left, spot)
            )

    def _card_left(self, spot: Spot, save: bool | None) -> None:
        if not save:
            return
        with self.telling():
            annotations = self.page.annotate(spot.paragraph)
            self._save(found_word(self.session, self.document, spot.position, annotations, spot.token))

    # Keeping

    def action_save(self) -> None:
        found = self._meant()
        if found is not None:
            self._save(found)
            self._phrase = None
            if self.page.selection is not None:
                self.page.clear_selection()

    def _save(self, found: Found) -> None:
        saved = self.session.notebook.save(found.identity, gloss=found.gloss, context=found.context)
        what = f"{found.identity.headword} {found.identity.pinyin}".strip()
        if saved.new:
            self.say(f"saved {what}: {saved.word.gloss}" if saved.word.gloss else f"saved {what}")
        elif saved.new_context:
            self.say(f"{what}: one more sentence saved")
        else:
            self.say(f"{what}: saved already")
        self.show_statuses()

    def action_status(self, number: int) -> None:
        found = self._meant()
        if found is None:
            return
        status = Status(number)
        changed = self.session.notebook.set_status([found.identity], status)
        state = status_shown(status)
        self.say(
            f"{found.identity.headword}: {state}"
            if changed
            else f"{found.identity.headword}: {state} already"
        )
        self.show_statuses()

    def action_page_known(self) -> None:
        """Mark the new words from the cursor to the end of the page as well known, in one step."""
        first, end = self.page.span
        first = max(first, self.page.cursor)
        wanted = []
        for paragraph in range(first.paragraph, end.paragraph + 1):
            for annotation in self.page.annotate(paragraph):
                if first <= Position(paragraph, annotation.token.start) < end and self._is_new(annotation):
                    wanted.append(self.session.identity(annotation))
        changed = self.session.notebook.set_status(wanted, Status.WELL_KNOWN) if wanted else 0
        undo = self.key_of("undo")
        self.say(
            f"{changed} word{'s' * (changed != 1)} marked well known ({undo} takes it back)"
            if changed
            else "no new word is left on this page"
        )
        self.show_statuses()

    def _is_new(self, annotation: Annotation) -> bool:
        return annotation.token.kind is Kind.WORD and self.status_painted(annotation) is Status.NEW

    def action_edit(self) -> None:
        from reader.tui.screens.editing import EditScreen

        found = self._meant()
        if found is None:
            return
        word = self.session.notebook.word(found.identity)
        if word is None or not word.kept:
            self.say(f"{found.identity.headword} is not saved yet: {self.key_of('save')} saves it")
            return
        self.dushu.push_screen(EditScreen(word), self._edited)

    def _edited(self, word: Word | None) -> None:
        if word is not None:
            self.say(f"{word.identity.headword}: changed")
            self.show_statuses()

    # Taking back

    def action_undo(self) -> None:
        self._take(self.session.notebook.undo, "undone", "nothing to undo")

    def action_redo(self) -> None:
        self._take(self.session.notebook.redo, "done again", "nothing to do again")

    def _take(self, act: Callable[[], Step | None], done: str, nothing: str) -> None:
        before = self.session.notebook.corrections.all
        step = act()
        self.say(f"{done}: {step.label}" if step is not None else nothing)
        if self.session.notebook.corrections.all != before:
            self.cut_again()
        self.show_statuses()

    # Correcting

    def action_correct_cut(self) -> None:
        spot = self.spot
        if spot is None:
            return
        phrase = None
        if self._phrase is not None and self.page.selection is not None:
            paragraph, *span = self._phrase
            phrase = (span[0], span[1])
            annotations = self.page.annotate(paragraph)
            inside = [i for i, each in enumerate(annotations) if phrase[0] <= each.token.start < phrase[1]]
            if inside:
                spot = Spot(paragraph, inside[0], annotations[inside[0]])
        text = self.document.paragraphs[spot.paragraph].text
        annotations = self.page.annotate(spot.paragraph)
        ways = ways_to_cut(text, annotations, spot.token, self.session.annotator.alternatives, phrase)
        self._correct(spot, ways, "there is no other way to cut this")

    def action_correct_reading(self) -> None:
        spot = self.spot
        if spot is None:
            return
        annotator, simplify = self.session.annotator, self.session.simplify
        candidates = annotator.candidates(spot.annotation.token.text)
        ways = ways_to_read(
            spot.annotation, candidates, lambda char: self.session.lexicon.readings(simplify(char))
        )
        self._correct(spot, ways, "no other reading of this is known")

    def _correct(self, spot: Spot, ways: tuple[Way, ...], none: str) -> None:
        from reader.tui.screens.correcting import CorrectScreen

        if not ways:
            self.say(none)
            return
        self.dushu.push_screen(CorrectScreen(self.document, spot, ways), self._corrected)

    def _corrected(self, said: str | None) -> None:
        if said:
            self._phrase = None
            self.page.clear_selection()
            self.say(f"{said} ({self.key_of('undo')} takes it back)")
            self.cut_again()

    # Copying

    def action_copy(self) -> None:
        selection = self.page.selection
        if selection is not None:
            start, length = selection
            text = self.document.paragraphs[start.paragraph].text[start.offset : start.offset + length]
        else:
            spot = self.page.hovered or self.page.spot
            if spot is None:
                return
            text = spot.annotation.token.text
        self.dushu.copy_to_clipboard(inert(text))
        self.say(f"copied {text[:30]}")
