"""The story of a learner who reads a text with its translation beside it."""

from __future__ import annotations

from pathlib import Path

from reader.deck.json_lines import json_lines
from reader.session import Session
from reader.tui.companion import Companion
from reader.tui.screens.mending import MendScreen
from reader.tui.screens.translating import TranslatingScreen
from tests.tui.driving import BOOKSHOP, Reader, reading

TRANSLATION = BOOKSHOP.with_name("bookshop.en.md")


def shown(reader: Reader) -> TranslatingScreen:
    screen = reader.screen
    assert isinstance(screen, TranslatingScreen)
    return screen


async def attach(reader: Reader, path: Path) -> None:
    await reader.press("A")
    await reader.type(str(path))
    await reader.press("enter")
    await reader.until(lambda: shown(reader).alignment is not None)


async def test_a_pair_is_opened_revealed_mended_and_its_translation_goes_into_the_deck(
    session: Session,
) -> None:
    async with reading(session, size=(80, 24)) as reader:
        await attach(reader, TRANSLATION)
        await reader.go_to("地铁站")
        assert "go for a run" not in reader.text()
        await reader.press("v")
        assert "go for a run in" in reader.text()
        screen = shown(reader)
        assert list(session.translating.translations.revealed(screen.document.digest).values()) == [1]

        before = screen.alignment
        assert before is not None
        await reader.press("M")
        assert isinstance(reader.app.screen, MendScreen)
        await reader.press("m")
        await reader.press("q")
        mended = shown(reader).alignment
        assert mended is not None
        assert len(mended.beads) == len(before.beads) - 1

        await reader.press("s")
        word = session.notebook.words()[0]
        assert word.simplified == "地铁站"
        translation = word.contexts[0].translation
        assert "go for a run in the park" in translation
        assert "no umbrella" in translation, "the two sentences are one pair now"
        assert translation in json_lines([word])


async def test_a_mend_is_undone_and_done_again(session: Session) -> None:
    async with reading(session) as reader:
        await attach(reader, TRANSLATION)
        before = shown(reader).alignment
        await reader.press("M", "x")
        screen = reader.app.screen
        assert isinstance(screen, MendScreen)
        unlinked = screen._alignment
        assert before is not None
        assert len(unlinked.beads) == len(before.beads) + 1
        await reader.press("u")
        assert screen._alignment.beads == before.beads
        await reader.press("ctrl+r")
        assert screen._alignment.beads == unlinked.beads


async def test_two_columns_stand_side_by_side_in_eighty_cells_and_say_so_in_fewer(session: Session) -> None:
    async with reading(session, size=(80, 24)) as reader:
        await attach(reader, TRANSLATION)
        await reader.press("T")
        assert shown(reader).page.companion is Companion.BELOW
        await reader.press("T")
        assert shown(reader).page.companion is Companion.BESIDE
        left, right = shown(reader).page.column_widths
        assert min(left, right) >= 24
        assert "go for a run" in reader.text()
        await reader.pilot.resize_terminal(50, 24)
        await reader.press("T", "T", "T")
        assert any("too narrow" in said for said in reader.said())


async def test_a_translation_is_still_there_when_the_text_is_opened_again(session: Session) -> None:
    async with reading(session) as reader:
        await attach(reader, TRANSLATION)
    async with reading(session) as reader:
        await reader.until(lambda: shown(reader).alignment is not None)
        await reader.press("T")
        assert "The old bookshop on a rainy day" in reader.text()


async def test_english_words_find_the_chinese_sentence_through_its_translation(session: Session) -> None:
    async with reading(session) as reader:
        await attach(reader, TRANSLATION)
        alignment = shown(reader).alignment
        assert alignment is not None
        await reader.press("slash")
        await reader.type("go for a run in the park")
        await reader.press("enter")
        await reader.until(lambda: shown(reader).marks)
        cursor = reader.page.cursor
        sentence = alignment.sentence_at(cursor.paragraph, cursor.offset)
        assert sentence is not None
        assert "公园" in alignment.chinese[sentence].text


async def test_a_translation_of_another_text_is_refused_in_a_sentence(session: Session) -> None:
    async with reading(session) as reader:
        await reader.press("A")
        await reader.type(str(BOOKSHOP.with_name("district.en.md")))
        await reader.press("enter")
        await reader.until(reader.said)
        assert "does not look like a translation" in reader.said()[-1]
        assert shown(reader).alignment is None
