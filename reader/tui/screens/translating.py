"""A text with its translation: attached, revealed, laid below or beside, searched, kept with words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from reader.bilingual.bead import Alignment
from reader.document.model import Document, Position
from reader.document.samples import sample_at
from reader.errors import DushuError
from reader.tui.boxes import Told
from reader.tui.companion import Companion, columns
from reader.tui.finding import Span
from reader.tui.keeping import Found
from reader.tui.screens.study import StudyScreen
from reader.tui.translations import found_in, told_in, translation_of, with_sentences

_SHOWN = {
    "hidden": "translations: hidden",
    "below": "translations: below each sentence",
    "beside": "translations: side by side",
}
_BELIEVED = 0.7
"""The share of sure beads below which it is said how many are not."""


class TranslatingScreen(StudyScreen):
    """A text whose sentences have translations, once there is one."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.alignment: Alignment | None = None
        self._revealed: set[int] = set()
        self._refused = ""

    def on_mount(self) -> None:
        # Textual calls what the classes below have under this name by itself: called here too, it ran twice.
        beside = self.dushu.beside.pop(self.document.digest, None)
        self.run_worker(partial(self._opened, beside), thread=True, group="translation", exit_on_error=False)

    # Attaching

    def _opened(self, beside: Document | None) -> None:
        """Find the translation that is kept with the text or was named with it; runs in a thread."""
        translating = self.session.translating
        try:
            if beside is not None:
                self.dushu.open_dictionaries()
                alignment = translating.attach(self.document, beside, self._progress, self.dushu.forced)
                self._from_thread(self._attached, alignment)
                return
            found = translating.kept(self.document)
            if found is None and any(each.translation for each in self.document.paragraphs):
                self.dushu.open_dictionaries()
                found = translating.own(self.document, self._progress)
        except DushuError as error:
            self._from_thread(self._not_attached, str(error))
            return
        if found is not None:
            self._from_thread(self._show_alignment, found)

    def _from_thread(self, what: object, *given: object) -> None:
        if self.is_attached and callable(what):
            self.dushu.call_from_thread(what, *given)

    def _progress(self, done: int, total: int) -> None:
        if done % 500 == 0 or done == total:
            self._from_thread(self._say_progress, done * 100 // max(1, total))

    def _say_progress(self, percent: int) -> None:
        self.foot.said = f"aligning the translation … {percent} %" if percent < 100 else ""

    def action_attach(self) -> None:
        from reader.tui.screens.prompt import PromptScreen

        hint = "a file with the English translation; - takes it away"
        known = self._refused or self.session.translating.source(self.document)
        sample = sample_at(self.document.source)
        if not known and sample is not None and sample.translation.is_file():
            known = str(sample.translation)
        self.dushu.push_screen(PromptScreen("translation", hint, known), self._attach_named)

    def _attach_named(self, name: str | None) -> None:
        name = (name or "").strip()
        if not name:
            return
        if name == "-":
            with self.telling():
                self._take_translation_away()
            return
        force = name == self._refused
        self.run_worker(
            partial(self._attach_file, name, force), thread=True, group="translation", exit_on_error=False
        )

    def _attach_file(self, name: str, force: bool) -> None:
        try:
            translation = self.session.load(Path(name).expanduser())
            self.dushu.open_dictionaries()
            alignment = self.session.translating.attach(self.document, translation, self._progress, force)
        except DushuError as error:
            self._from_thread(self._not_attached, str(error), name)
            return
        self._from_thread(self._attached, alignment)

    def _attached(self, alignment: Alignment) -> None:
        self._refused = ""
        self._show_alignment(alignment)
        doubtful = sum(bead.doubtful for bead in alignment.beads)
        keys = f"{self.key_of('translation')} shows a sentence's, {self.key_of('translations')} all"
        sure = f"{doubtful} of {len(alignment.beads)} pairs are uncertain; " if doubtful else ""
        self.say(f"translation attached: {sure}{keys}", seconds=6)

    def _not_attached(self, sentence: str, name: str = "") -> None:
        self.foot.said = ""
        self._refused = name if "--force" in sentence else ""
        again = f"{self.key_of('translation-attach')} and enter do so here"
        sentence = sentence.replace("insist with --force", again) if name else sentence
        self.say(sentence, "error", 12)

    def _take_translation_away(self) -> None:
        if not self.session.translating.detach(self.document):
            self.say("this text has no translation")
            return
        self.alignment = None
        self._revealed.clear()
        self.page.relayout()
        self.say("translation taken away")

    def _show_alignment(self, alignment: Alignment) -> None:
        self.foot.said = ""
        self.alignment = alignment
        self._revealed.clear()
        self.page.relayout()

    # Showing

    def told(self, paragraph: int) -> Sequence[Told]:
        if self.alignment is None:
            return ()
        if self.page.companion is not Companion.HIDDEN:
            return told_in(self.alignment, paragraph)
        if not self._revealed:
            return ()
        return told_in(self.alignment, paragraph, self._revealed)

    def action_translation(self) -> None:
        """Reveal the translation of the cursor's sentence, or hide it again."""
        number = self._bead_here()
        if number is None or self.alignment is None:
            return
        if self.page.companion is not Companion.HIDDEN:
            self.say(f"translations are shown ({self.key_of('translations')} changes that)")
            return
        bead = self.alignment.beads[number]
        first = self.alignment.chinese[bead.z0]
        if number in self._revealed:
            self._revealed.discard(number)
        else:
            if not self.alignment.en(bead):
                self.say("this sentence is not translated")
                return
            self._revealed.add(number)
            self.session.translating.reveal(self.document, Position(first.paragraph, first.start))
        self.page.dismiss_card()  # it would stand where the translation does
        self.page.relayout(first.paragraph)
        end = max(each.end for each in told_in(self.alignment, first.paragraph, {number}))
        if self.page.span[1] < Position(first.paragraph, end):
            self._put_cursor_first()

    def _put_cursor_first(self) -> None:
        """Make the cursor's line the page's first, so that what stands below its sentence is seen."""
        page = self.page
        page.card_at_cursor, shown = False, page.card_at_cursor
        page.go_to(page.cursor, to_top=True)
        page.card_at_cursor = shown

    def action_translations(self) -> None:
        """Show translations in the next way: hidden, below, side by side."""
        if self.alignment is None:
            self._no_translation()
            return
        self._change("companion")
        beside = self.view.companion == Companion.BESIDE.value
        if beside and columns(self.page.line_width) is None:
            self.say("the window is too narrow for two columns: translations stand below", seconds=4)
        else:
            self.say(_SHOWN[self.view.companion], seconds=2)

    def _bead_here(self) -> int | None:
        """Return the bead of the sentence at the cursor; None, and that said, where there is none."""
        if self.alignment is None:
            self._no_translation()
            return None
        cursor = self.page.cursor
        sentence = self.alignment.sentence_at(cursor.paragraph, cursor.offset)
        if sentence is None:
            self.say("there is no sentence here")
            return None
        return self.alignment.bead_of(sentence)

    def _no_translation(self) -> None:
        if self.foot.said:
            self.say("the translation is still being aligned")
        else:
            attach = self.key_of("translation-attach")
            self.say(f"this text has no translation; {attach} lays one beside it", seconds=4)

    # Mending

    def action_mend(self) -> None:
        from reader.tui.screens.mending import MendScreen

        number = self._bead_here()
        if number is not None and self.alignment is not None:
            self.dushu.push_screen(MendScreen(self.document, self.alignment, number), self._mended)

    def _mended(self, alignment: Alignment | None) -> None:
        if alignment is not None and alignment is not self.alignment:
            self._show_alignment(alignment)

    # Using

    def _save(self, found: Found) -> None:
        if self.alignment is not None:
            translation = translation_of(self.alignment, found.context)
            found = replace(found, context=replace(found.context, translation=translation))
        super()._save(found)

    def with_translated(self, paragraph: int, words: str, spans: Sequence[Span]) -> tuple[Span, ...]:
        """Return what was found in a paragraph, and its sentences with ``words`` in their translation."""
        if self.alignment is None:
            return tuple(spans)
        return with_sentences(spans, found_in(self.alignment, paragraph, words))
