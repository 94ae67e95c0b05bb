"""The reading screen: a text to study, and every way to find a place in it or to go to another room."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import partial

from textual.message import Message
from textual.worker import Worker, get_current_worker

from reader.document.model import Document, Position
from reader.document.sentences import sentence_at
from reader.errors import DushuError
from reader.tui.finding import Query, Span, find, parse_query
from reader.tui.screens.translating import TranslatingScreen

ENCODINGS = (
    ("utf-8", "all scripts"),
    ("gb18030", "simplified; GBK and GB 2312 too"),
    ("big5hkscs", "traditional, Hong Kong too"),
    ("cp950", "traditional, Windows in Taiwan"),
    ("utf-16-le", "all scripts, two bytes"),
    ("utf-16-be", "all scripts, two bytes"),
    ("utf-32-le", "all scripts, four bytes"),
    ("shift_jis", "Japanese"),
    ("euc_kr", "Korean"),
)
"""What a text can be read as again, and for what each is."""
REPORT_EVERY = 40
"""Paragraphs searched between two words on how far it is."""


@dataclass
class SearchWent(Message):
    """A search found something, or went on: ``spans`` by paragraph, ``done`` of ``total`` paragraphs."""

    spans: dict[int, tuple[Span, ...]]
    done: int
    total: int


class ReadingScreen(TranslatingScreen):
    """Shows one text; ends where the reader leaves it."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._query = ""
        self._found: list[Position] = []
        self._search: Worker[None] | None = None

    # Searching

    def action_search(self) -> None:
        from reader.tui.screens.prompt import PromptScreen

        hint = "characters, pinyin or English"
        self.dushu.push_screen(PromptScreen("search", hint, self._query), self._search_for)

    def _search_for(self, text: str | None) -> None:
        if text is None or not text.strip():
            return
        if not self.annotating.ready:
            self.say("the dictionaries are still being opened")
            return
        self._stop_search()
        self._query = text.strip()
        query = parse_query(self._query, self.session.simplify)
        self._search = self.run_worker(
            partial(self._searched, query, self.page.cursor.paragraph), thread=True, group="search"
        )

    def _searched(self, query: Query, first: int) -> None:
        """Search the paragraphs from the cursor's on, then those before it; runs in a thread."""
        worker = get_current_worker()
        paragraphs = self.document.paragraphs
        order = (*range(first, len(paragraphs)), *range(first))
        found: dict[int, tuple[Span, ...]] = {}
        for done, number in enumerate(order, 1):
            if worker.is_cancelled:
                return
            hidden = paragraphs[number].folded and not self.view.hidden
            text = self.session.simplify(paragraphs[number].text)
            spans = () if hidden else find(query, text, partial(self.annotating.made, number))
            if not hidden and query.english:
                spans = self.with_translated(number, query.english, spans)
            if spans:
                found[number] = spans
            if spans or done % REPORT_EVERY == 0 or done == len(order):
                self._post(SearchWent(dict(found), done, len(order)))
                found = {}

    def on_search_went(self, message: SearchWent) -> None:
        if self._search is None:
            return
        first = not self._found
        self.marks |= message.spans
        self._found = sorted(
            Position(paragraph, start) for paragraph, spans in self.marks.items() for start, _ in spans
        )
        if message.spans:
            self.page.repaint()
        if first and self._found:
            here = self.page.cursor
            index = bisect_left(self._found, here)
            self.page.go_to(self._found[index if index < len(self._found) else 0])
        if message.done < message.total:
            self.foot.said = (
                f"searching {self._query} … {message.done * 100 // message.total} % · "
                f"{len(self._found)} found · {self.key_of('dismiss')} stops"
            )
        else:
            self.foot.said = ""
            self._tell_found()

    def _tell_found(self) -> None:
        if not self._found:
            self.say(f"{self._query}: not in this text")
            self._stop_search()
            return
        places = "place" if len(self._found) == 1 else "places"
        keys = f"{self.key_of('search-next')} {self.key_of('search-previous')}"
        self.say(f"{self._query}: {len(self._found)} {places} ({keys} go from one to the next)")

    def action_found(self, step: int) -> None:
        if not self._found:
            self.say(f"search first: {self.key_of('search')}")
            return
        cursor = self.page.cursor
        index = bisect_right(self._found, cursor) if step > 0 else bisect_left(self._found, cursor) - 1
        wrapped = not 0 <= index < len(self._found)
        self.page.go_to(self._found[index % len(self._found)])
        if wrapped:
            self.say("on from the beginning" if step > 0 else "on from the end", seconds=1.5)

    def _stop_search(self) -> bool:
        """Stop a search and take its marks away; return whether there was one."""
        was = self._search is not None or bool(self.marks)
        if self._search is not None:
            self._search.cancel()
        self._search = None
        self._found, self.marks = [], {}
        self.foot.said = ""
        if was:
            self.page.repaint()
        return was

    def action_put_away(self) -> None:
        """Put away one thing at a time: the card, the phrase, the search."""
        if self.page.dismiss_card():
            return
        if self.page.selection is not None:
            self._phrase = None
            self.page.clear_selection()
            return
        self._stop_search()

    # Places

    def action_percent(self) -> None:
        from reader.tui.screens.prompt import PromptScreen

        self.dushu.push_screen(PromptScreen("go to percent", "0 to 100"), self._go_to_percent)

    def _go_to_percent(self, text: str | None) -> None:
        if not text:
            return
        try:
            percent = float(text.strip().rstrip("%").replace(",", "."))
        except ValueError:
            percent = -1.0
        if 0 <= percent <= 100:
            self.page.go_to_fraction(percent / 100)
        else:
            self.say(f"{text}: a number from 0 to 100 is needed", "warning")

    def action_contents(self) -> None:
        from reader.tui.screens.picking import Choice, PickScreen

        sections = self.document.sections
        if not sections:
            self.say("this text has no contents: it has no headings")
            return
        here = self.page.place.paragraph
        choices = [
            Choice("  " * (each.level - 1) + each.title, self._percent(Position(each.first)))
            for each in sections
        ]
        present = max((index for index, each in enumerate(sections) if each.first <= here), default=0)
        self.dushu.push_screen(PickScreen("contents", choices, present), self._go_to_section)

    def _go_to_section(self, index: int | None) -> None:
        if index is not None:
            self.page.go_to(Position(self.document.sections[index].first), to_top=True)

    def action_bookmark(self) -> None:
        shelf, digest, cursor = self.session.shelf, self.document.digest, self.page.cursor
        self.keep_place()
        if shelf.unmark(digest, cursor):
            self.say("bookmark taken away")
            return
        text = self.document.paragraphs[cursor.paragraph].text
        start, end = sentence_at(text, cursor.offset)
        label = text[cursor.offset : end].strip()[:40] or text[start:end].strip()[:40]
        shelf.mark(digest, cursor, label)
        self.say(f"bookmark: {label} ({self.key_of('bookmarks')} lists them)")

    def action_bookmarks(self) -> None:
        from reader.tui.screens.picking import Choice, PickScreen

        place = self.session.shelf.place(self.document.digest)
        marks = place.bookmarks if place is not None else ()
        if not marks:
            self.say(f"no bookmarks yet: {self.key_of('bookmark')} sets one")
            return
        choices = [Choice(each.label, self._percent(each.position)) for each in marks]
        positions = [each.position for each in marks]
        self.dushu.push_screen(PickScreen("bookmarks", choices), partial(self._go_to_mark, positions))

    def _go_to_mark(self, positions: list[Position], index: int | None) -> None:
        if index is not None:
            self.page.go_to(positions[index], to_top=True)

    def _percent(self, position: Position) -> str:
        sizes = [
            0 if each.folded and not self.view.hidden else len(each.text) for each in self.document.paragraphs
        ]
        whole, before = sum(sizes) or 1, sum(sizes[: position.paragraph])
        return f"{(before + position.offset) * 100 / whole:.0f} %"

    def action_encoding(self) -> None:
        from reader.tui.screens.picking import Choice, PickScreen

        now = self.document.encoding
        choices = [Choice(name, "now" if name == now else about) for name, about in ENCODINGS]
        names = [name for name, _ in ENCODINGS]
        present = names.index(now) if now in names else 0
        self.dushu.push_screen(PickScreen(f"read as {now}; read it as", choices, present), self._open_as)

    def _open_as(self, index: int | None) -> None:
        if index is None or ENCODINGS[index][0] == self.document.encoding:
            return
        try:
            document = self.session.shelving.again(self.document, ENCODINGS[index][0])
        except DushuError as error:
            self.say(str(error), "error", 12)
            return
        self.keep_place()
        self.annotating.stop()
        self.dushu.switch_screen(ReadingScreen(document))

    # Other rooms

    def action_help(self) -> None:
        from reader.tui.screens.help import HelpScreen

        self.dushu.push_screen(HelpScreen(self.ACTIONS))

    def action_dictionary(self) -> None:
        from reader.tui.screens.lookup import LookupScreen

        selection, spot = self.page.selection, self.page.hovered
        query = spot.annotation.token.text if spot is not None else ""
        if selection is not None:
            start, length = selection
            query = self.document.paragraphs[start.paragraph].text[start.offset : start.offset + length]
        self.dushu.push_screen(LookupScreen(query), lambda _: self.show_statuses())

    def action_vocabulary(self) -> None:
        from reader.tui.screens.vocabulary import VocabularyScreen

        self.dushu.push_screen(VocabularyScreen(), lambda _: self.show_statuses())

    def action_statistics(self) -> None:
        from reader.tui.screens.statistics import StatisticsScreen

        self.dushu.push_screen(
            StatisticsScreen(self.document, self.annotating), lambda _: self.show_statuses()
        )

    def action_review(self) -> None:
        from reader.tui.screens.review import ReviewScreen

        self.dushu.push_screen(ReviewScreen(), lambda _: self.show_statuses())

    def action_leave(self) -> None:
        try:
            self.keep_place()
        except DushuError as error:
            self.say(str(error), "error")
        self.annotating.stop()
        self.dismiss(None)
        self.dushu.next_document()
