"""Stories of a learner with a text open."""

from __future__ import annotations

import pytest

from reader.session import Session
from reader.study.status import Status
from reader.tui.screens.correcting import CorrectScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.widgets.card import FullCard
from tests.tui.driving import ARTICLE, ROOT, Reader, needs_article, reading

TEN = 10


@needs_article
async def test_a_day_of_reading_is_there_again_the_next_day(session: Session) -> None:
    async with reading(session, [ARTICLE], size=(80, 24)) as reader:
        await reader.go_to("网格员")
        column, row = reader.cell("网格员")
        await reader.press("escape")
        await reader.pilot.hover(type(reader.page), offset=(column, row))
        await reader.pilot.pause()
        assert "wǎnggéyuán" in reader.text()
        assert "your correction" not in reader.text()
        await reader.press("s")
        assert reader.words() == ["网格员"]
        while len(reader.words()) < TEN:
            await reader.press("tab")
            await reader.until(lambda: True)
            await reader.press("s")
        kept = reader.words()
        await reader.press("space")
        place, cursor = reader.page.place, reader.page.cursor
        await reader.press("q")
    assert len(kept) == TEN

    async with reading(session, [ARTICLE], size=(80, 24)) as reader:
        assert reader.page.place == place
        assert reader.page.cursor == cursor
        assert reader.words() == kept


async def test_a_cut_corrected_for_this_text_holds_at_once_and_can_be_undone(session: Session) -> None:
    async with reading(session) as reader:
        await reader.go_to("铅笔")
        await reader.press("x")
        dialog = reader.app.screen
        assert isinstance(dialog, CorrectScreen)
        while dialog.way.pieces != ("铅", "笔"):
            await reader.press("x")
        await reader.press("tab")
        assert dialog.scope == "in this text"
        assert "2 places of this text change" in reader.text()
        await reader.press("enter")
        assert reader.page.spot is not None
        assert reader.page.spot.annotation.token.text == "铅"
        content = reader.page.describe(reader.page.spot)
        assert content is not None
        assert content.cut == "your correction"
        assert "铅笔: 铅 | 笔, in this text" in reader.said()[-1]
        await reader.press("u")
        assert reader.page.spot is not None
        assert reader.page.spot.annotation.token.text == "铅笔"
        assert "undone: correct 铅笔" in reader.said()[-1]


async def test_a_corrected_reading_is_shown_at_once_and_found_again(session: Session) -> None:
    async with reading(session) as reader:
        await reader.go_to("还")
        position = reader.page.cursor
        await reader.press("r")
        dialog = reader.app.screen
        assert isinstance(dialog, CorrectScreen)
        while dialog.way.reading != "huan2":
            await reader.press("r")
        await reader.press("enter")
        spot = reader.page.spot
        assert spot is not None
        assert str(spot.annotation.reading) == "huan2"
        await reader.press("q")
    async with reading(session) as reader:
        annotations = reader.screen.annotating.made(position.paragraph)
        read = {each.token.start: str(each.reading) for each in annotations}
        assert read[position.offset] == "huan2"


@pytest.mark.parametrize("query", ["laoren", "lǎo rén", "lao3ren2", "老人", "老人 "])
async def test_a_word_is_found_by_sound_with_or_without_tones_and_by_characters(
    session: Session, query: str
) -> None:
    async with reading(session) as reader:
        await search(reader, query)
        assert reader.page.spot is not None
        assert reader.page.spot.annotation.token.text == "老人"
        first = reader.page.cursor
        await reader.press("n")
        second = reader.page.cursor
        assert second > first
        await reader.press("N")
        assert reader.page.cursor == first
        await reader.press("escape", "escape")
        assert reader.screen.marks == {}


async def test_a_word_is_found_by_its_english(session: Session) -> None:
    async with reading(session) as reader:
        await search(reader, "umbrella")
        assert reader.page.spot is not None
        assert "伞" in reader.page.spot.annotation.token.text


async def search(reader: Reader, query: str) -> None:
    await reader.press("slash")
    await reader.type(query)
    await reader.press("enter")
    await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))
    await reader.until(lambda: not reader.screen.foot.said and reader.screen._found)


async def test_a_phrase_that_was_dragged_over_is_saved_as_one_word(session: Session) -> None:
    async with reading(session) as reader:
        start, row = reader.cell("公园")
        end, _ = reader.cell("跑步")
        page = type(reader.page)
        await reader.pilot.mouse_down(page, offset=(start, row))
        await reader.pilot.hover(page, offset=(end, row))
        await reader.pilot.mouse_up(page, offset=(end, row))
        await reader.pilot.pause()
        await reader.press("s")
        (word,) = session.notebook.words()
        assert word.simplified == "公园跑步"
        assert word.traditional == "公園跑步"
        assert word.reading == "gong1 yuan2 pao3 bu4"
        (context,) = word.contexts
        assert context.parts[1] == "公园跑步"
        assert context.document == "雨天的旧书店"
        assert context.digest == reader.page.document.digest
        assert reader.page.selection is None


async def test_no_change_of_view_script_or_size_moves_the_reader(session: Session) -> None:
    async with reading(session, size=(80, 24)) as reader:
        await reader.press("space", "space")
        place, cursor = reader.page.place, reader.page.cursor
        for key in "pppptttPPPZZzcccc":
            await reader.press(key)
            await reader.until(lambda: not reader.screen.workers)
            assert reader.page.place == place, key
            assert reader.page.cursor == cursor, key
        for step in range(20):
            await reader.pilot.resize_terminal(40 + step * 7, 16 + step * 2)
            assert reader.page.place == place
            assert reader.page.cursor == cursor


async def test_the_view_is_remembered_for_each_text(session: Session) -> None:
    async with reading(session) as reader:
        await reader.press("p", "t", "c")
        view = reader.screen.view
        await reader.press("q")
    async with reading(session) as reader:
        assert reader.screen.view == view
        assert reader.page.view.value == view.view == "interlinear"
    async with reading(session, [ROOT / "texts" / "kitten.md"]) as reader:
        assert reader.screen.view.view == "fading"


async def test_simplified_text_is_shown_traditional_and_back(session: Session) -> None:
    async with reading(session) as reader:
        assert "旧书店" in reader.text().replace(" ", "")
        await reader.press("t", "t")
        await reader.until(lambda: reader.screen.view.script == "traditional")
        assert "舊書店" in reader.text().replace(" ", "")
        await reader.press("t")
        assert "旧书店" in reader.text().replace(" ", "")


async def test_the_rest_of_a_page_is_marked_known_in_one_step(session: Session) -> None:
    async with reading(session) as reader:
        await reader.press("W")
        known = len(session.notebook.statuses())
        assert known > 10
        assert "marked well known" in reader.said()[-1]
        await reader.press("u")
        assert len(session.notebook.statuses()) == 0
        await reader.press("ctrl+r")
        assert len(session.notebook.statuses()) == known


async def test_statuses_are_set_shown_and_taken_back(session: Session) -> None:
    async with reading(session) as reader:
        await reader.go_to("书店")
        for key, status in (("2", Status.LEARNING_2), ("i", Status.IGNORED), ("w", Status.WELL_KNOWN)):
            await reader.press(key)
            assert reader.page.spot is not None
            assert session.status(reader.page.spot.annotation) is status
        await reader.press("u")
        assert session.status(reader.page.spot.annotation) is Status.IGNORED


async def test_a_word_is_edited_and_its_note_stands_on_the_full_card(session: Session) -> None:
    async with reading(session) as reader:
        await reader.go_to("词典")
        await reader.press("e")
        assert "not saved yet" in reader.said()[-1]
        await reader.press("s", "e")
        await reader.press("tab")
        await reader.type("thick")
        await reader.press("tab")
        await reader.type("books, things")
        await reader.press("enter")
        (word,) = session.notebook.words()
        assert (word.note, word.tags) == ("thick", ("books", "things"))
        await reader.press("enter")
        card = reader.app.screen.query_one(FullCard)
        assert card.content.note == "thick"
        assert any("books" in line for line in card.content.history)


async def test_bookmarks_contents_and_percent_lead_to_their_places(session: Session) -> None:
    async with reading(session) as reader:
        await reader.press("space")
        marked = reader.page.cursor
        await reader.press("m", "G")
        assert reader.page.fraction == 1.0
        await reader.press("apostrophe", "enter")
        assert reader.page.cursor == marked
        await reader.press("m")
        assert "taken away" in reader.said()[-1]
        await reader.press("percent_sign")
        await reader.type("50")
        await reader.press("enter")
        assert 0.5 < reader.page.fraction < 1
        await reader.press("o", "enter")
        assert reader.page.cursor.paragraph == 0


async def test_what_there_is_not_yet_is_said_honestly(session: Session) -> None:
    async with reading(session) as reader:
        await reader.press("v")
        assert "no translation" in reader.said()[-1]


async def test_this_text_is_counted(session: Session) -> None:
    async with reading(session, [ROOT / "texts" / "kitten.md"]) as reader:
        await reader.until(lambda: reader.screen.annotating.index.complete)
        await reader.press("S")
        await reader.until(lambda: "You know" in reader.text())
        assert "360 characters" in reader.text()


async def test_the_card_says_what_the_word_means_here_and_all_that_is_known(session: Session) -> None:
    async with reading(session) as reader:
        await reader.until(lambda: reader.screen.annotating.index.complete)
        await reader.go_to("老人")
        content = reader.page.describe(reader.page.spot)
        assert content is not None
        assert content.headword == "老人"
        assert content.reading.marks() == "lǎorén"
        assert content.senses
        assert content.occurrences > 1
        assert any(level.startswith("HSK 3.0") for level in content.levels)
        assert content.frequency
        assert content.cut
        assert [each.character for each in content.characters] == ["老", "人"]
        await reader.press("enter")
        full = reader.app.screen.query_one(FullCard).content
        assert full.sentences
        assert full.characters[0].strokes == 6
