"""The learner's words on the screen: found, sorted, marked by the dozen, edited, opened where they stand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from reader.document.model import Position
from reader.session import Session
from reader.study.notebook import Notebook
from reader.study.status import Status
from reader.study.word import Context, Identity
from reader.tui.screens.editing import EditScreen
from reader.tui.screens.history import HistoryScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.vocabulary import VocabularyScreen
from reader.tui.widgets.table import Table
from tests.tui.driving import BOOKSHOP, Reader, reading

BANK = Identity("銀行", "银行", "yin2 hang2")
GREEN = Identity("綠", "绿", "lu:4")
TEACHER = Identity("老師", "老师", "lao3 shi1")


@pytest.fixture
def notebook(session: Session) -> Iterator[Notebook]:
    notebook = session.notebook
    notebook.save(BANK, gloss="bank", tags=["money"], context=Context("银行开门。", 0, 2))
    notebook.save(GREEN, gloss="green", lists=["colours"], status=Status.WELL_KNOWN)
    notebook.save(TEACHER, gloss="teacher")
    yield notebook
    session.close()


@asynccontextmanager
async def vocabulary(session: Session, size: tuple[int, int] = (120, 30)) -> AsyncIterator[Reader]:
    async with reading(session, documents=(), size=size) as reader:
        await reader.press("V")
        await reader.until(lambda: isinstance(reader.app.screen, VocabularyScreen))
        yield reader


def rows(reader: Reader) -> list[str]:
    """Return the words in the rows that are shown."""
    table = reader.app.screen.query_one(Table)
    shown = [table._row(index) for index in range(table._count)]
    return [row.cells[0][0].split("[")[0] for row in shown if row is not None]


async def test_words_are_listed_newest_first_and_found_by_pinyin_as_it_is_typed(
    session: Session, notebook: Notebook
) -> None:
    async with vocabulary(session) as reader:
        assert rows(reader) == ["老师", "绿", "银行"]
        await reader.press("slash", *"lao3")
        assert rows(reader) == ["老师"]
        await reader.press("enter", "escape")
        assert len(rows(reader)) == 3
        await reader.press("slash", *"qqq")
        assert rows(reader) == []
        assert "no word is so" in reader.text()


async def test_what_is_chosen_is_marked_labelled_removed_and_brought_back(
    session: Session, notebook: Notebook
) -> None:
    async with vocabulary(session) as reader:
        await reader.press("space", "j", "space", "3")
        assert [word.status.word for word in notebook.words()] == ["3", "known", "3"]
        assert "2 chosen of 3 words" in reader.text()
        await reader.press("t", *"new, -money", "enter")
        assert [word.tags for word in notebook.words()] == [("new",), (), ("new",)]
        await reader.press("a", "x")
        assert notebook.words() == ()
        for _ in range(3):
            await reader.press("u")
        assert [word.status.word for word in notebook.words()] == ["1", "known", "1"]
        assert [word.tags for word in notebook.words()] == [("money",), (), ()]
        assert rows(reader) == ["老师", "绿", "银行"]


async def test_arrows_and_page_keys_move_the_cursor(session: Session, notebook: Notebook) -> None:
    async with vocabulary(session) as reader:
        table = reader.app.screen.query_one(Table)
        places = []
        for key in ("down", "up", "pagedown", "pageup", "end", "home"):
            await reader.press(key)
            places.append(table.cursor)
        assert places == [1, 0, 2, 0, 2, 0]


async def test_words_of_a_status_a_tag_or_a_list_are_shown_alone(
    session: Session, notebook: Notebook
) -> None:
    async with vocabulary(session) as reader:
        await reader.press("F")
        assert rows(reader) == ["老师", "银行"]
        await reader.press("escape", "f", "j", "enter", "j", "enter")
        assert rows(reader) == ["银行"]
        assert "#money" in reader.text()
        await reader.press("escape", "f", "j", "j", "enter", "j", "enter")
        assert rows(reader) == ["绿"]
        await reader.press("escape", "f", "j", "j", "j", "enter", "j", "enter")
        assert rows(reader) == ["老师"]
        await reader.press("escape")
        assert len(rows(reader)) == 3


async def test_words_are_sorted_by_keys_and_by_a_click_on_a_head(
    session: Session, notebook: Notebook
) -> None:
    async with vocabulary(session) as reader:
        await reader.press("s")
        assert rows(reader) == ["绿", "老师", "银行"]
        await reader.press("S")
        assert rows(reader) == ["银行", "老师", "绿"]
        await reader.pilot.click(Table, offset=(25, 0))
        await reader.pilot.pause()
        assert rows(reader) == ["老师", "绿", "银行"]
        assert "reading ↑" in reader.text()


async def test_a_word_is_edited_in_its_place_with_a_meaning_of_the_dictionary(
    session: Session, notebook: Notebook
) -> None:
    async with vocabulary(session) as reader:
        await reader.press("G", "e")
        assert isinstance(reader.app.screen, EditScreen)
        await reader.press("down", "down")
        chosen = reader.app.screen._field("gloss").value
        assert chosen in reader.app.screen.senses
        await reader.press("tab", *"a note", "tab", "tab", "tab", "end", "backspace", "4", "enter")
        word = notebook.word(BANK)
        assert word is not None
        assert (word.gloss, word.note, word.status, word.tags) == (
            chosen,
            "a note",
            Status.LEARNING_4,
            ("money",),
        )
        assert reader.app.screen.query_one(Table).cursor == 2


async def test_a_sentence_is_taken_away_and_a_wrong_status_is_told(
    session: Session, notebook: Notebook
) -> None:
    async with vocabulary(session) as reader:
        await reader.press("G", "e", "ctrl+t", "enter")
        word = notebook.word(BANK)
        assert word is not None
        assert word.contexts == ()
        await reader.press("tab", "tab", "tab", "tab", "end", "9", "enter")
        assert "no such status: '19'" in reader.said()[-1]
        assert isinstance(reader.app.screen, EditScreen)


async def test_the_history_is_read_and_walked_through(session: Session, notebook: Notebook) -> None:
    notebook.edit(BANK, gloss="money house")
    async with vocabulary(session) as reader:
        await reader.press("h")
        assert isinstance(reader.app.screen, HistoryScreen)
        assert "edit 银行[銀行]" in reader.text()
        assert "银行: gloss “bank” → “money house”" in reader.text()
        await reader.press("u", "u")
        assert [word.simplified for word in notebook.words()] == ["银行", "绿"]
        assert "2 to undo, 2 to do again" in reader.text()
        await reader.press("r", "q")
        assert rows(reader) == ["老师", "绿", "银行"]


async def test_what_another_window_does_is_seen_within_a_second(session: Session, notebook: Notebook) -> None:
    async with vocabulary(session) as reader:
        other = Notebook.open(session.paths.data, session.paths.config)
        other.save(Identity("新", "新", "xin1"), gloss="new")
        other.close()
        await reader.until(lambda: rows(reader) == ["新", "老师", "绿", "银行"], seconds=10)


async def test_the_text_is_opened_where_the_word_was_met(session: Session) -> None:
    document = session.load(BOOKSHOP)
    paragraph, text = next((n, p.text) for n, p in enumerate(document.paragraphs) if "老师" in p.text)
    met = Context("老师", 0, 2, "", document.title, document.digest, Position(paragraph, text.index("老师")))
    session.notebook.save(TEACHER, context=met)
    session.shelf.keep(document.digest, path=str(BOOKSHOP), title=document.title)
    async with vocabulary(session) as reader:
        await reader.press("o")
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))
        await reader.annotated()
        assert reader.page.cursor == met.position
        await reader.press("q")
        assert isinstance(reader.app.screen, VocabularyScreen)


async def test_a_page_that_is_open_shows_what_another_window_did_within_a_second(session: Session) -> None:
    async with reading(session) as reader:
        await reader.go_to("老师")
        spot = reader.page.spot
        assert spot is not None
        assert reader.screen.status_painted(spot.annotation) is not Status.LEARNING_3
        other = Notebook.open(session.paths.data, session.paths.config)
        other.set_status([session.identity(spot.annotation)], Status.LEARNING_3)
        other.close()
        await reader.until(
            lambda: reader.screen.status_painted(spot.annotation) is Status.LEARNING_3, seconds=10
        )


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_nothing_that_was_kept_acts_or_spoils_a_row(session: Session, size: tuple[int, int]) -> None:
    evil = "[red]\x1b]52;c;eA==\x07[/]\u202e长" * 9
    session.notebook.save(
        Identity(evil, evil, "x1"), gloss=evil, tags=[evil], context=Context(evil, document=evil)
    )
    async with vocabulary(session, size) as reader:
        shown = reader.text()
        assert not set(shown) & set("\x1b\x07\u202e")
        assert "[red]" in shown
        await reader.press("h", "q", "e")
        assert not set(reader.text()) & set("\x1b\x07\u202e")
