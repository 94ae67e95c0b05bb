"""Stories told through the page: read, turn, hover, choose, drag, and never lose the place."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from textual.app import App, ComposeResult

import reader.tui
from reader.annotation import Annotation
from reader.document.model import Document, ParagraphKind, Position
from reader.language.reading import Reading as Pinyin
from reader.language.token import Kind, Token
from reader.tui.boxes import View
from reader.tui.messages import Spot
from reader.tui.themes import THEMES, page_variables
from reader.tui.widgets.page import Page
from tests.tui import samples
from tests.tui.test_card import card_of

STYLES = Path(reader.tui.__file__).with_name("page.tcss")


class Reading(App[None]):
    """A program that is nothing but a page."""

    CSS_PATH = STYLES

    def __init__(self, document: Document, prepare: Callable[[Page], None] = lambda page: None) -> None:
        super().__init__()
        self.document = document
        self.prepare = prepare
        self.heard: list[object] = []
        for theme in THEMES:
            self.register_theme(theme)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return page_variables(self.current_theme)

    def compose(self) -> ComposeResult:
        yield Page()

    def on_mount(self) -> None:
        self.theme = "paper"
        self.page.statuses = samples.status
        self.page.help_for = samples.help_for
        self.page.describe = card_of
        self.page.set_reactive(Page.view, View.PINYIN)
        self.prepare(self.page)
        self.page.open(self.document, samples.annotator(self.document))
        self.page.focus()

    @property
    def page(self) -> Page:
        return self.query_one(Page)

    def on_page_token_hovered(self, message: Page.TokenHovered) -> None:
        self.heard.append(message)

    def on_page_token_selected(self, message: Page.TokenSelected) -> None:
        self.heard.append(message)

    def on_page_phrase_selected(self, message: Page.PhraseSelected) -> None:
        self.heard.append(message)

    def on_page_place_changed(self, message: Page.PlaceChanged) -> None:
        self.heard.append(message)

    def last(self, kind: type) -> object:
        return next(message for message in reversed(self.heard) if isinstance(message, kind))


def shown(page: Page) -> list[str]:
    """Return the rows of the screen as text, letters and their marks composed."""
    strips = page.screen._compositor.render_strips()
    return [unicodedata.normalize("NFC", strip.text.replace("\b", "")) for strip in strips]


def cell_of(page: Page, word: str) -> tuple[int, int]:
    """Return column and row of the first character of a word on the page."""
    for y in range(page.size.height):
        for x in range(page.size.width):
            spot = page.spot_at(x, y)
            if spot is not None and spot.annotation.token.text == word and page.spot_at(x - 1, y) != spot:
                return x, y
    raise AssertionError(f"{word} is not on the page")


@pytest.fixture
def document() -> Document:
    return samples.document(30)


class TestReading:
    async def test_the_page_shows_the_text_with_its_readings(self, document):
        async with Reading(document).run_test(size=(80, 24)) as pilot:
            rows = shown(pilot.app.page)
            whole = "\n".join(rows)
            assert "yínxìngshù" in whole
            assert "túshūguǎn" in whole
            assert all(len(row) <= 80 for row in rows)

    async def test_turning_pages_shows_every_line_once(self, document):
        async with Reading(document).run_test(size=(60, 20)) as pilot:
            page = pilot.app.page
            seen = [page.span]
            while page.turn_page(1):
                seen.append(page.span)
            assert seen[0][0] == Position(0)
            assert seen[-1][1] == Position(len(document.paragraphs) - 1, len(document.paragraphs[-1].text))
            for before, after in pairwise(seen):
                ended = before[1].offset == len(document.paragraphs[before[1].paragraph].text)
                assert after[0] == (Position(before[1].paragraph + 1) if ended else before[1])
            assert page.fraction == 1.0

    async def test_turning_back_returns_to_the_beginning(self, document):
        async with Reading(document).run_test(size=(60, 20)) as pilot:
            page = pilot.app.page
            for _ in range(5):
                page.turn_page(1)
            while page.turn_page(-1):
                pass
            assert page.span[0] == Position(0)
            assert not page.turn_page(-1)

    async def test_the_last_page_is_full_and_the_first_key_back_finds_the_start(self, document):
        async with Reading(document).run_test(size=(60, 20)) as pilot:
            page = pilot.app.page
            page.turn_to_end()
            assert page.span[1].paragraph == len(document.paragraphs) - 1
            assert page.fraction == 1.0
            page.turn_to_start()
            assert page.place == Position(0)

    async def test_a_place_survives_twenty_resizes(self, document):
        async with Reading(document).run_test(size=(80, 24)) as pilot:
            page = pilot.app.page
            page.go_to(Position(41, 30), to_top=True)
            place, cursor = page.place, page.cursor
            for number in range(20):
                await pilot.resize_terminal(40 + number * 13 % 120, 12 + number % 20)
                await pilot.pause()
                assert page.place == place
                assert page.cursor == cursor
                assert page.span[0] <= place < page.span[1]

    async def test_a_place_survives_every_change_of_view(self, document):
        async with Reading(document).run_test(size=(80, 24)) as pilot:
            page = pilot.app.page
            page.go_to(Position(41, 30), to_top=True)
            place = page.place
            for view in (View.PLAIN, View.INTERLINEAR, View.FADING, View.PINYIN):
                page.view = view
                await pilot.pause()
                assert page.place == place
                assert page.span[0] <= place < page.span[1]

    async def test_a_new_status_moves_no_line(self, document):
        async with Reading(document).run_test(size=(80, 24)) as pilot:
            page = pilot.app.page
            before = shown(page)
            page.statuses = lambda annotation: None
            page.repaint()
            await pilot.pause()
            assert shown(page) == before

    async def test_a_corrected_cut_is_shown_at_once_and_only_that_paragraph_is_asked_for(self, document):
        async with Reading(document).run_test(size=(80, 24)) as pilot:
            page = pilot.app.page
            asked: list[int] = []

            def annotate(paragraph: int) -> tuple[Annotation, ...]:
                asked.append(paragraph)
                return samples.annotate(document.paragraphs[paragraph].text)

            page.open(document, annotate)
            cell_of(page, "图书馆")
            asked.clear()
            samples.WORDS["图书"] = ("tu2 shu1", "books")
            whole = samples.WORDS.pop("图书馆")
            try:
                page.relayout(1)
                assert asked == [1]
                cell_of(page, "图书")
                page.relayout(90)
                assert asked == [1]
            finally:
                del samples.WORDS["图书"]
                samples.WORDS["图书馆"] = whole

    async def test_the_other_script_keeps_the_place(self, document):
        async with Reading(document).run_test(size=(80, 24)) as pilot:
            page = pilot.app.page
            page.go_to(Position(41, 30), to_top=True)
            place, cursor = page.place, page.cursor
            page.shown = lambda annotation: annotation.token.text.replace("叶", "葉").replace("书", "書")
            page.relayout()
            await pilot.pause()
            assert (page.place, page.cursor) == (place, cursor)
            assert "葉" in "".join(shown(page))

    async def test_one_can_go_to_a_percentage(self, document):
        async with Reading(document).run_test(size=(80, 24)) as pilot:
            page = pilot.app.page
            page.go_to_fraction(0.5)
            assert abs(page.place.paragraph - len(document.paragraphs) // 2) <= 2

    async def test_a_million_characters_open_at_once(self):
        long = samples.document(6_200)
        assert sum(len(each.text) for each in long.paragraphs) > 1_000_000
        asked: list[int] = []
        async with Reading(long).run_test(size=(80, 24)) as pilot:
            page = pilot.app.page
            annotate = page.annotate
            page.open(long, lambda paragraph: (asked.append(paragraph), annotate(paragraph))[1])
            page.go_to_fraction(0.7)
            assert len(set(asked)) < 60


class TestCursor:
    async def test_words_follow_each_other_and_back(self, document):
        async with Reading(document).run_test(size=(80, 24)) as pilot:
            page = pilot.app.page
            there = [page.cursor]
            for _ in range(60):
                page.move_word(1)
                there.append(page.cursor)
            back = [page.cursor]
            for _ in range(60):
                page.move_word(-1)
                back.append(page.cursor)
            assert back == there[::-1]
            assert there == sorted(set(there))

    async def test_the_cursor_never_leaves_the_page(self, document):
        async with Reading(document).run_test(size=(60, 14)) as pilot:
            page = pilot.app.page
            for move in (
                page.move_word,
                page.move_line,
                page.move_sentence,
                page.move_paragraph,
                page.move_section,
            ):
                for step in (1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1):
                    move(step)
                    assert page.span[0] <= page.cursor < page.span[1]

    async def test_a_line_down_and_up_is_the_same_place(self, document):
        async with Reading(document).run_test(size=(80, 24)) as pilot:
            page = pilot.app.page
            page.move_line(1)
            page.move_line(1)
            row = page.cursor
            page.move_line(1)
            page.move_line(-1)
            assert abs(page.cursor.offset - row.offset) <= 3

    async def test_sentences_begin_after_the_closing_quote(self, document):
        async with Reading(document).run_test(size=(80, 24)) as pilot:
            page = pilot.app.page
            page.go_to(Position(1, 0))
            page.move_sentence(1)
            assert page.spot.annotation.token.text == "她"
            page.move_sentence(1)
            assert page.spot.annotation.token.text == "窗户"
            page.move_sentence(-1)
            assert page.spot.annotation.token.text == "她"

    async def test_unknown_words_are_found_across_paragraphs(self, document):
        async with Reading(document).run_test(size=(80, 24)) as pilot:
            page = pilot.app.page
            for _ in range(30):
                assert page.move_unknown(1)
                assert samples.status(page.spot.annotation) == 0

    async def test_a_section_begins_on_the_first_line(self, document):
        async with Reading(document).run_test(size=(80, 24)) as pilot:
            page = pilot.app.page
            page.move_section(1)
            assert page.place == Position(4, 0)
            page.move_section(1)
            page.move_section(-1)
            assert page.place == Position(4, 0)

    async def test_a_page_without_words_moves_nowhere(self):
        empty = samples.of_paragraphs([("……", ParagraphKind.BODY)])
        async with Reading(empty).run_test(size=(80, 24)) as pilot:
            assert not pilot.app.page.move_word(1)
            assert not pilot.app.page.move_line(1)
            assert not pilot.app.page.turn_page(1)

    async def test_enter_chooses_the_word_under_the_cursor(self, document):
        async with Reading(document).run_test(size=(80, 24)) as pilot:
            page = pilot.app.page
            page.move_word(1)
            page.select_token()
            await pilot.pause()
            assert pilot.app.last(Page.TokenSelected).spot == page.spot


class TestMouse:
    async def test_both_halves_of_a_character_are_its_word(self, document):
        async with Reading(document).run_test(size=(80, 24)) as pilot:
            page = pilot.app.page
            x, y = cell_of(page, "图书馆")
            spots = set()
            for dx in range(2):
                await pilot.hover(Page, offset=(x + dx, y))
                spots.add(page.hovered)
            assert len(spots) == 1
            assert spots.pop().annotation.token.text == "图书馆"

    async def test_the_card_stands_off_the_word_and_its_line(self, document):
        async with Reading(document).run_test(size=(80, 24)) as pilot:
            page = pilot.app.page
            for word in ("图书馆", "妹妹", "叶子", "老师"):
                x, y = cell_of(page, word)
                await pilot.hover(Page, offset=(x, y))
                region = page._overlay.region
                assert region is not None
                line, row = page._window.line_at(y)
                assert region.bottom <= y - row or region.y >= y - row + line.height
                assert word in shown(page)[y - row + line.above].replace(" ", "")

    async def test_the_card_goes_when_the_mouse_leaves_the_words(self, document):
        async with Reading(document).run_test(size=(80, 24)) as pilot:
            page = pilot.app.page
            await pilot.hover(Page, offset=cell_of(page, "图书馆"))
            assert "piano" not in "".join(shown(page))
            assert "top 6,000" in "\n".join(shown(page))
            await pilot.hover(Page, offset=(0, 0))
            assert "top 6,000" not in "\n".join(shown(page))
            assert pilot.app.last(Page.TokenHovered).spot is None

    async def test_a_click_moves_the_cursor_and_a_second_one_chooses(self, document):
        async with Reading(document).run_test(size=(80, 24)) as pilot:
            page = pilot.app.page
            where = cell_of(page, "叶子")
            await pilot.click(Page, offset=where)
            assert page.spot.annotation.token.text == "叶子"
            assert not any(isinstance(each, Page.TokenSelected) for each in pilot.app.heard)
            await pilot.click(Page, offset=where)
            assert pilot.app.last(Page.TokenSelected).spot.annotation.token.text == "叶子"

    async def test_dragging_selects_a_phrase_of_whole_words(self, document):
        async with Reading(document).run_test(size=(80, 24)) as pilot:
            page = pilot.app.page
            start, end = cell_of(page, "我"), cell_of(page, "图书馆")
            await pilot.mouse_down(Page, offset=start)
            await pilot.hover(Page, offset=(end[0] + 1, end[1]))
            await pilot.mouse_up(Page, offset=end)
            chosen = pilot.app.last(Page.PhraseSelected)
            assert chosen.text == "我和妹妹一起去图书馆"
            assert document.paragraphs[chosen.paragraph].text[chosen.start : chosen.end] == chosen.text
            page.clear_selection()
            assert page.selection is None

    async def test_the_wheel_moves_the_page_and_keeps_the_cursor(self, document):
        async with Reading(document).run_test(size=(60, 14)) as pilot:
            page = pilot.app.page
            cursor, place = page.cursor, page.place
            page.scroll_lines(2)
            assert page.place > place
            assert page.cursor == cursor
            page.scroll_lines(-9)
            assert page.place == place

    async def test_a_docked_card_leaves_the_text_its_own_room(self, document):
        async with Reading(document).run_test(size=(140, 40)) as pilot:
            page = pilot.app.page
            page.docked = True
            await pilot.pause()
            await pilot.hover(Page, offset=cell_of(page, "图书馆"))
            assert page.is_docked
            assert page._overlay.region is None
            assert any("túshūguǎn" in row[page.text_width :] for row in shown(page))
            await pilot.resize_terminal(80, 24)
            await pilot.pause()
            assert not page.is_docked


class TestSafety:
    async def test_what_a_text_holds_is_shown_and_does_nothing(self):
        text = "红色\x1b[31m字[/]\x07。\u202e反了\x9b2J[@click=app.quit]点[/]"
        hostile = samples.of_paragraphs([(text, ParagraphKind.BODY)])
        async with Reading(hostile).run_test(size=(80, 24)) as pilot:
            rows = "\n".join(shown(pilot.app.page))
            assert "[@click=app.quit]" in rows.replace(" ", "").replace("\n", "")
            assert not any(unicodedata.category(char) == "Cc" for char in rows.replace("\n", ""))
            assert "\u202e" not in rows
            assert "␛" in rows

    async def test_wide_ambiguous_marks_keep_every_row_in_step(self, document):
        async with Reading(document, lambda page: page.set_reactive(Page.ambiguous, 2)).run_test(
            size=(80, 24)
        ) as pilot:
            page = pilot.app.page
            for strip in page.screen._compositor.render_strips():
                assert strip.cell_length == 80
            marked = [row for row in page._rows if "“" in row.text]
            assert all("“ \b" in row.text for row in marked)

    @pytest.mark.parametrize("size", [(1, 1), (4, 2), (12, 3), (300, 100)])
    async def test_no_size_is_too_small_or_too_large(self, document, size):
        async with Reading(document).run_test(size=size) as pilot:
            page = pilot.app.page
            for move in (page.move_word, page.turn_page, page.move_line, page.scroll_lines):
                move(1)
            await pilot.pause()
            assert len(shown(page)) == size[1]


async def test_lines_made_ahead_are_not_those_of_another_cut(document):
    whole = False

    def annotate(paragraph: int) -> tuple[Annotation, ...]:
        text = document.paragraphs[paragraph].text
        one = Annotation(Token(text, 0, Kind.WORD), Pinyin(()), Pinyin(()))
        return (one,) if whole else samples.annotate(text)

    async with Reading(document).run_test(size=(60, 20)) as pilot:
        page = pilot.app.page
        page.open(document, annotate)
        await pilot.pause()
        page.turn_page(1)
        page._paint_rows()  # painted: the page after it is being made ahead
        whole = True
        page.relayout()
        page._work_ahead()
        await pilot.pause()
        assert page.spot.annotation.token.text in {each.text for each in document.paragraphs}


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_every_theme_dresses_the_page(document, theme):
    async with Reading(document).run_test(size=(80, 24)) as pilot:
        pilot.app.theme = theme
        await pilot.pause()
        page = pilot.app.page
        ground = page.rich_style.bgcolor
        assert ground is not None
        assert page._rows[0]._segments[0].style.bgcolor == ground


async def test_without_colours_words_still_differ(document, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with Reading(document).run_test(size=(80, 24)) as pilot:
        page = pilot.app.page
        styles = {
            segment.style
            for row in page.render_lines(page.size.region)
            for segment in row
            if segment.style is not None and any("\u4e00" <= char <= "\u9fff" for char in segment.text)
        }
        assert len({(style.underline, style.bold, style.italic, style.reverse) for style in styles}) >= 4


def test_a_spot_knows_its_position(document):
    annotation = samples.annotate(document.paragraphs[1].text)[3]
    assert Spot(1, 3, annotation).position == Position(1, annotation.token.start)
