"""The review: answers are given and taken back, and more is done with a card; ended at any time."""

from __future__ import annotations

from time import monotonic

from textual.widgets import Input

from reader.document.model import Document
from reader.errors import NotebookError
from reader.language.sandhi import spoken
from reader.language.token import Kind, Token
from reader.study.answers import judge, judge_pinyin
from reader.study.cards import Card, Mode, Rating
from reader.study.status import Status
from reader.study.word import Context, Word
from reader.tui.screens.asking import AskingScreen

LONGEST_ANSWER = 120.0
"""Seconds an answer counts for at most: who took longer was away."""


class ReviewScreen(AskingScreen):
    """Asks what is due, and keeps how it is answered."""

    # Answering

    def action_go_on(self) -> None:
        if self._ended:
            self._ask(self.card)
        elif self.card is None:
            self._ask()
        elif self.shown:
            self.action_grade(int(self._default))
        else:
            self._reveal()

    async def action_submit(self) -> None:
        await self.query_one("#typed", Input).action_submit()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        card, word = self.card, self._word
        if card is None or word is None or self.shown:
            return
        self._typed = message.value.strip()
        if card.mode is Mode.READING:
            self._verdict = judge_pinyin(self._typed, (word.reading, *_spoken(word)))
        else:
            forms = (self._sentence.parts[1],) if self._sentence is not None else ()
            self._verdict = judge(self._typed, word.identity, forms, _spoken(word))
        self._reveal()

    def _reveal(self) -> None:
        self.shown = True
        self.set_focus(None)
        self._show()

    def action_grade(self, grade: int) -> None:
        card = self.card
        if card is None or self._ended:
            return
        if not self.shown:
            self._reveal()
            return
        taken = min(LONGEST_ANSWER, monotonic() - self._asked)
        rating = Rating(grade)
        try:
            answered = self.session.reviews.answer(card, rating, self._now, round(taken * 1000))
        except NotebookError:
            self._ask()
            raise
        self._done.answered.append((card, answered.card, rating))
        if answered.leech:
            aside = ", put aside" if answered.card.suspended else ""
            self.say(
                f"{card.identity.headword}: a leech, forgotten {answered.card.lapses} times{aside}",
                "warning",
                6,
            )
        self._ask()

    def action_type(self) -> None:
        if self._is_typed:
            self.query_one("#typed").focus()

    # Taking back

    def action_undo(self) -> None:
        step = self.session.notebook.undo()
        if step is None:
            self.say("nothing to undo")
            return
        self.say(f"undone: {step.label}")
        before = self._taken_back()
        self._ask(before or self.card)

    def _taken_back(self) -> Card | None:
        """Return the card whose answer the undo took back, if it was the last one given here."""
        if not self._done.answered:
            return None
        before, after, _ = self._done.answered[-1]
        if after in self.session.reviews.cards(before.identity):
            return None
        self._done.answered.pop()
        return before

    def action_redo(self) -> None:
        self.do_again()
        self._ask()

    # The card and its word

    def action_open(self) -> None:
        context = self._sentence
        if context is None or not context.digest:
            self.say("this card's sentence is from no text")
            return
        place = self.session.shelf.place(context.digest)
        if place is None:
            self.say(f"{context.document or 'the text'} is not on the shelf any more", "warning")
            return
        self._open(self.session.shelving.open(place), context)

    def _open(self, document: Document, context: Context) -> None:
        from reader.tui.screens.reading import ReadingScreen

        screen = ReadingScreen(document)
        position = context.position
        if document.digest != context.digest:
            self.say(f"{document.title} has changed since; this is how it is now", "warning", 5)
        elif position is not None and position.paragraph < len(document.paragraphs):
            screen.visit(position)
        self.dushu.push_screen(screen)

    def action_edit(self) -> None:
        from reader.tui.screens.editing import EditScreen

        if self._word is not None:
            self.dushu.push_screen(EditScreen(self._word))

    def action_known(self) -> None:
        card = self.card
        if card is not None:
            self.session.notebook.set_status([card.identity], Status.WELL_KNOWN)
            self.say(f"{card.identity.headword}: well known ({self.key_of('review-undo')} takes it back)")
            self._ask()

    def action_bury(self) -> None:
        if self.card is not None:
            self.session.reviews.bury(self.card, self._now)
            self.say(f"{self.card.identity.headword}: not today ({self.key_of('review-undo')} takes it back)")
            self._ask()

    def action_suspend(self) -> None:
        if self.card is not None:
            self.session.reviews.suspend(self.card)
            back = self.key_of("review-suspended")
            self.say(f"{self.card.identity.headword}: put aside ({back} lists what is)")
            self._ask()

    def action_suspended(self) -> None:
        from reader.tui.screens.picking import Choice, PickScreen

        cards = self.session.reviews.suspended()
        if not cards:
            self.say("no card is put aside")
            return

        def take_back(index: int | None) -> None:
            if index is not None:
                with self.telling():
                    self.session.reviews.suspend(cards[index], suspended=False)
                    self.say(f"{cards[index].identity.headword}: asked again")

        choices = [
            Choice(
                f"{card.identity.headword}  {card.identity.pinyin}",
                f"{card.mode.value}, {card.lapses} lapses",
            )
            for card in cards
        ]
        self.dushu.push_screen(PickScreen("put aside: enter takes a card back", choices), take_back)

    def action_modes(self) -> None:
        self._way = (self._way + 1) % len(self._ways)
        name, modes = self._ways[self._way]
        self.say(f"asked: {name}" + ("" if modes else f" ({', '.join(self.session.config.review.modes)})"))
        self._ask()

    # Other rooms

    def action_help(self) -> None:
        from reader.tui.screens.help import HelpScreen

        self.dushu.push_screen(HelpScreen(self.ACTIONS))

    def action_leave(self) -> None:
        if self.query_one("#typed").has_focus:
            self.set_focus(None)
            return
        if self._done.answered and self.card is not None and not self._ended:
            self._ended = True
            with self.telling():
                self._look()
            self._show()
            return
        self.dismiss(None)
        self.dushu.next_document()


def _spoken(word: Word) -> list[str]:
    """Return the word's reading as it is spoken, tones changed: who types that is right as well."""
    return spoken([Token(word.simplified, 0, Kind.WORD)], [word.reading]) if word.reading else []
