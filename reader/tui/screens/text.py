"""A text on the screen: opening it, moving in it, how it is shown, and where the reader is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer

from reader.annotation import Annotation
from reader.dictionary.levels import level
from reader.document.metadata import in_short
from reader.document.model import Document, Position
from reader.errors import DushuError, NotebookError
from reader.language.script import to_traditional
from reader.language.token import Kind
from reader.study.reading_time import Meter, Read
from reader.study.shelf import Place
from reader.study.status import Status
from reader.study.statuses import Statuses
from reader.tui.annotating import PLAIN, Annotating
from reader.tui.boxes import Help, Notation, Told, View
from reader.tui.card_content import CardContent
from reader.tui.cards import CardMaker
from reader.tui.companion import Companion
from reader.tui.fading import help_for_word
from reader.tui.finding import Span
from reader.tui.keys import READING, Action, bindings
from reader.tui.messages import CursorMoved, PlaceChanged, Spot
from reader.tui.reading_view import ReadingView, kept_cursor
from reader.tui.screens.room import Room
from reader.tui.widgets.bars import KeyLine, Masthead
from reader.tui.widgets.page import Page

KEEP_AFTER = 1.0
"""Seconds of rest after which a new place is kept."""
COUNT_AFTER = 30.0
"""Seconds of reading after which they are kept too."""
COPY_AFTER = 0.5
"""Seconds after which a copy of the text is kept: the first page goes first."""
LOOK_AGAIN = 1.0
"""Seconds after which what another window did is seen."""
_SAID = {
    "view": "view: {}",
    "script": "script: {}",
    "notation": "readings in {}",
    "tones": "tone colours: {}",
}


@dataclass
class Annotated(Message):
    """Paragraphs that were asked for are annotated."""

    paragraphs: frozenset[int]


@dataclass
class AnnotatingFailed(Message):
    """The dictionaries cannot be used; ``sentence`` says why and what to do."""

    sentence: str


class TextScreen(Room[None]):
    """Shows one document. It is on the screen at once; annotations follow."""

    ACTIONS: ClassVar[tuple[Action, ...]] = READING
    BINDINGS = bindings(READING)  # type: ignore[assignment]  # Textual's type is wider than what it takes

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.page = Page()
        self.view = ReadingView()
        self.marks: dict[int, Sequence[Span]] = {}
        self._statuses = Statuses()
        self._painted = -1
        self._keeping: Timer | None = None
        self._cursor: Position | None = None
        self._visited: Position | None = None
        self._is_visit = False
        self._meter = Meter(0 if each.folded else len(each.text) for each in document.paragraphs)
        self._converter_read = False
        self._traditional: dict[str, str] = {}

    def visit(self, position: Position) -> None:
        """Show this place when opened, and leave the place where the learner reads as it is."""
        self._visited, self._is_visit = position, True

    def compose(self) -> ComposeResult:
        yield Masthead()
        yield self.page
        yield self.key_line()

    def on_mount(self) -> None:
        self.cards = CardMaker(self.session, self.document)
        self.annotating = Annotating(
            self.document,
            self.session,
            self._prepare,
            lambda paragraphs: self._post(Annotated(paragraphs)),
            lambda sentence: self._post(AnnotatingFailed(sentence)),
        )
        config, page = self.session.config, self.page
        place = self._kept_place()
        kept = place.view if place is not None else {}
        self.view = ReadingView.of(config, kept)
        self._cursor = kept_cursor(kept)
        page.statuses, page.help_for, page.shown = self.status_painted, self.help_for, self.shown
        page.describe = self.describe
        page.told = self.told
        page.marked = lambda paragraph: self.marks.get(paragraph, ())
        page.turned = self._show_place
        page.set_reactive(Page.measure, config.measure)
        page.set_reactive(Page.docked, config.card == "panel")
        ambiguous = self.dushu.ambiguous
        page.set_reactive(Page.ambiguous, ambiguous)
        for bar in (self.query_one(Masthead), self.foot):
            bar.ambiguous = ambiguous
        self._apply(self.view, first=True)
        start = place.position if place is not None else Position(0)
        if self._visited is not None:
            start = Position(self._visited.paragraph)
        page.open(self.document, self.annotating.of, start)
        page.focus()
        self.query_one(Masthead).title = self.document.title
        self.foot.said = "opening the dictionaries …"
        self.call_after_refresh(self.annotating.start)
        self.set_interval(LOOK_AGAIN, self._look_again)
        if self.document.warnings:
            shows = f" ({self.key_of('hidden')} shows what)" * any(p.folded for p in self.document.paragraphs)
            self.say("; ".join(self.document.warnings[:3]) + shows, seconds=5)

    def on_screen_suspend(self) -> None:
        """Take the card away, so that none looks out from behind the screen that comes."""
        self.page.dismiss_card()

    def on_unmount(self) -> None:
        self.annotating.stop()

    @property
    def foot(self) -> KeyLine:
        return self.query_one(KeyLine)

    # Annotating

    def _prepare(self) -> None:
        """Open what annotating and cards need; runs in the annotating thread."""
        self.dushu.open_dictionaries()
        level("的", "2025")
        if self.view.script == "traditional":
            to_traditional("的")
            self._converter_read = True
        self.cards.prepare()

    def _post(self, message: Message) -> None:
        if self.is_attached:
            self.post_message(message)

    def on_annotated(self, message: Annotated) -> None:
        self.foot.said = ""
        self._refresh_statuses()
        if self._visited is not None:
            visited, self._visited, self._cursor = self._visited, None, None
            self.page.relayout()
            self.page.go_to(visited)
        elif self._cursor is not None:
            cursor, self._cursor = self._cursor, None
            self.page.relayout()
            self._put_cursor(cursor)
        elif message.paragraphs or not self.page.annotate(self.page.place.paragraph):
            self.page.relayout()

    def on_annotating_failed(self, message: AnnotatingFailed) -> None:
        self.foot.said = message.sentence
        self.say(message.sentence, "error", 15)

    def _put_cursor(self, cursor: Position) -> None:
        """Put the cursor where it was last time, without a card and without turning the page."""
        first, end = self.page.span
        if first <= cursor < end:
            self.page.card_at_cursor, shown = False, self.page.card_at_cursor
            self.page.go_to(cursor)
            self.page.card_at_cursor = shown

    # What the page asks

    def told(self, paragraph: int) -> Sequence[Told]:
        """Return the translations that stand in a paragraph."""
        return ()

    def status_painted(self, annotation: Annotation) -> Status | None:
        """Return the status a token is painted with.

        Numbers and marks have none of their own, nor have words that the learner, at this level, has long
        had: a page on which everything is marked marks nothing.
        """
        kind = annotation.token.kind
        if kind in (Kind.PUNCTUATION, Kind.SPACE) or annotation.why == PLAIN:
            return None
        status = self._statuses.of(self.session.identity(annotation))
        if status is not Status.NEW:
            return status
        if kind is Kind.WORD and self._help_with(annotation, status) is not Help.NONE:
            return status
        return Status.NAME if kind is Kind.NAME else None

    def help_for(self, annotation: Annotation) -> Help:
        status = self.status_painted(annotation)
        return Help.NONE if status is None else self._help_with(annotation, status)

    def _help_with(self, annotation: Annotation, status: Status) -> Help:
        entries = annotation.entries
        word = entries[0].simplified if entries else annotation.token.text
        stands = level(word, "2025") or level(word, "2021")
        return help_for_word(status, stands, self.session.config.level)

    def shown(self, annotation: Annotation) -> str:
        text = annotation.token.text
        if self.view.script == "as-written" or not annotation.reading:
            return text
        if self.view.script == "simplified":
            other = self.session.simplify(text)
        else:
            entry = annotation.entries[0] if annotation.entries else None
            other = entry.traditional if entry is not None and entry.simplified == text else ""
            other = other or self._in_traditional(text)
        return other if len(other) == len(text) else text

    def _in_traditional(self, text: str) -> str:
        found = self._traditional.get(text)
        if found is None:
            found = self._traditional[text] = to_traditional(text)
        return found

    def describe(self, spot: Spot) -> CardContent | None:
        status, index = self._status(spot.annotation), self.annotating.index
        if self.page.is_docked:
            return self.cards.full(spot.annotation, spot.position, status, index)
        return self.cards.brief(spot.annotation, spot.paragraph, status, index)

    def _status(self, annotation: Annotation) -> Status:
        if annotation.why == PLAIN:
            return Status.NEW
        return self._statuses.of(self.session.identity(annotation))

    def _refresh_statuses(self) -> bool:
        try:
            self._painted = self.session.notebook.token()
            self._statuses = self.session.notebook.statuses()
        except DushuError as error:
            self.say(str(error), "error", 15)
            return False
        return True

    def _look_again(self) -> None:
        """Paint what another window did."""
        with suppress(DushuError):
            if self.is_current and self.session.notebook.changes_since(self._painted):
                self.show_statuses()

    def show_statuses(self) -> None:
        """Paint the words as the learner knows them now."""
        if self._refresh_statuses():
            if self.page.view is View.FADING:
                self.page.relayout()
            else:
                self.page.repaint()

    def cut_again(self) -> None:
        """Annotate anew: a correction was made, or taken back."""
        self.annotating.renew()
        self.page.relayout()

    # The place

    def _kept_place(self) -> Place | None:
        """Return where the text was left, and put it on the shelf."""
        document = self.document
        try:
            place = self.session.shelving.place(document)
            self._refresh_statuses()
        except DushuError as error:
            self.say(str(error), "error", 15)
            return None
        self.set_timer(COPY_AFTER, self._keep_copy)
        if place is None or not 0 <= place.position.paragraph < len(document.paragraphs):
            return place if place is None else None
        return place

    def _keep_copy(self) -> None:
        """Keep a copy of the text, behind the page, so that it opens though its file is gone."""
        self.run_worker(self._copied, thread=True, group="copy", exit_on_error=False)

    def _copied(self) -> None:
        try:
            self.session.shelving.keep_copy(self.document)
        except DushuError as error:
            with suppress(RuntimeError):  # the app has ended meanwhile
                self.dushu.call_from_thread(self.say, str(error), "warning", 10)

    def _show_place(self) -> None:
        masthead, (top, _) = self.query_one(Masthead), self.page.span
        masthead.place = f"{self.page.fraction * 100:.0f} %"
        titles = [each.title for each in self.document.sections if each.first <= top.paragraph]
        section = titles[-1] if titles else ""
        masthead.section = in_short(self.document.fields) if section in ("", self.document.title) else section

    def on_page_place_changed(self, message: PlaceChanged) -> None:
        self.annotating.look_at(message.top.paragraph, message.bottom.paragraph)
        self._meter.page(monotonic(), message.top, message.bottom)
        self._keep_soon()

    def on_page_cursor_moved(self, message: CursorMoved) -> None:
        self.annotating.touch()
        self._meter.sign(monotonic())
        self._keep_soon()

    def on_page_token_hovered(self) -> None:
        self.annotating.touch()
        self._meter.sign(monotonic())

    def _keep_soon(self) -> None:
        if self._is_visit:
            return
        if self._keeping is not None:
            self._keeping.stop()
        self._keeping = self.set_timer(KEEP_AFTER, self._keep_in_thread)

    def _keep_in_thread(self) -> None:
        self.run_worker(self._keeper(), thread=True, group="place", exclusive=True, exit_on_error=False)

    def keep_place(self) -> None:
        """Keep where the reader is, now."""
        if self._is_visit:
            return
        if self._keeping is not None:
            self._keeping.stop()
        self._meter.rest(monotonic(), at_end=self.page.fraction >= 1)
        try:
            self._keeper(leaving=True)()
        except NotebookError as error:
            with suppress(RuntimeError):  # no event loop where the program ends without one
                self.say(f"your place was not kept: {error}", "error", 10)

    def _keeper(self, leaving: bool = False) -> Callable[[], None]:
        """Return what keeps the place, and now and then what was read; it may run in a thread."""
        page, shelf, digest = self.page, self.session.shelf, self.document.digest
        read = self._meter.take() if leaving or self._meter.seconds >= COUNT_AFTER else Read()
        cursor = self._cursor if self._cursor is not None else page.cursor
        place, percent, view = page.place, page.fraction * 100, self.view.kept(cursor)

        def keep() -> None:
            shelf.keep(digest, position=place, percent=percent, view=view)
            self.session.reading_time.add(digest, read)

        return keep

    # How it is shown

    def _apply(self, view: ReadingView, first: bool = False) -> None:
        """Set the page to a view; each change sets the lines anew once."""
        before, self.view, page = self.view, view, self.page
        tones_on = self.session.config.tones_on
        wanted = {
            "view": View(view.view),
            "notation": Notation(view.notation),
            "spoken": view.sandhi,
            "toned": "off" if view.tones == "none" else tones_on,
            "hidden_too": view.hidden,
            "companion": Companion(view.companion),
        }
        if first or before.tones != view.tones:
            self.dushu.show_tones(view.tones)
        for name, value in wanted.items():
            if first:
                page.set_reactive(getattr(Page, name), value)
            else:
                setattr(page, name, value)
        if not first and before.script != view.script:
            page.relayout()

    def _change(self, name: str) -> None:
        view = self.view.with_next(name)
        if name == "script" and view.script == "traditional" and not self._converter_read:
            self.run_worker(partial(self._read_converter, name), thread=True, group="script")
            return
        self._apply(view)
        self._keep_soon()
        if name in _SAID:
            self.say(_SAID[name].format(str(getattr(view, name)).replace("-", " ")), seconds=1.5)

    def _read_converter(self, name: str) -> None:
        """Read the tables of traditional characters, half a second's work, and go on; in a thread."""
        to_traditional("的")
        self._converter_read = True
        self.dushu.call_from_thread(self._change, name)

    def action_view(self) -> None:
        self._change("view")

    def action_script(self) -> None:
        self._change("script")

    def action_notation(self) -> None:
        self._change("notation")

    def action_tones(self) -> None:
        self._change("tones")

    def action_sandhi(self) -> None:
        self._change("sandhi")
        self.say(
            "readings as spoken, with tone sandhi" if self.view.sandhi else "readings as in the dictionary"
        )

    def action_hidden(self) -> None:
        hidden = sum(paragraph.folded for paragraph in self.document.paragraphs)
        if not hidden:
            self.say("nothing is hidden in this text")
            return
        self._change("hidden")
        self.say(f"{hidden} hidden paragraphs are {'shown' if self.view.hidden else 'hidden again'}")
