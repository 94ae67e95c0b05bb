"""The other rooms of the app, what is shown of hostile texts, and what happens when things go wrong."""

from __future__ import annotations

import pytest
from textual.widgets import Input, OptionList

from reader.document.loading import document_from
from reader.document.model import Document
from reader.errors import DictionaryError, NotebookError
from reader.session import Session
from reader.study.word import Identity
from reader.tui.screens.lookup import LookupScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.shelf import ShelfScreen
from reader.tui.screens.vocabulary import VocabularyScreen
from reader.tui.widgets.table import Table
from tests.tui.driving import ROOT, Reader, reading

HOSTILE = "[/] [@click=app.quit]走[/] [bold]书\x1b]0;owned\x07\u202e店\x9b31m {{cards}}"


def hostile(digest: str = "") -> Document:
    text = f"# {HOSTILE}\n\n我在{HOSTILE}看书。\n\n## {HOSTILE}\n\n书店{digest}。\n"
    return document_from(text.encode(), "hostile.md", f"/tmp/{HOSTILE[:20]}.md", "utf-8")


def assert_inert(shown: str) -> None:
    assert not {char for char in shown if char in "\x1b\x07\x9b\u202e\x00"}


async def test_markup_and_control_characters_are_shown_and_do_nothing_anywhere(session: Session) -> None:
    async with reading(session, [hostile()]) as reader:
        assert "[@click=app.quit]" in reader.text()
        assert_inert(reader.text())
        await reader.press("o")
        assert "[bold]" in reader.text()
        assert_inert(reader.text())
        await reader.press("enter", "m")
        assert_inert("".join(reader.said()))
        await reader.press("apostrophe")
        assert_inert(reader.text())
        await reader.press("escape")
        await reader.go_to("书店")
        await reader.press("s", "enter")
        assert_inert(reader.text())
        await reader.press("escape", "y", "V")
        assert_inert(reader.text())
        await reader.press("q", "slash")
        await reader.type("[/]")
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))
        await reader.until(lambda: not reader.screen.foot.said)
        assert_inert("".join(reader.said()))
        await reader.press("S", "escape", "q")
        assert reader.app.return_value == 0
    async with reading(session, []) as reader:
        assert "[bold]" in reader.text()
        assert_inert(reader.text())


async def test_hostile_words_are_inert_in_the_vocabulary(session: Session) -> None:
    session.notebook.save(Identity(HOSTILE[:12], HOSTILE[:12], ""), gloss=HOSTILE, note=HOSTILE, tags=["[/]"])
    async with reading(session, []) as reader:
        await reader.press("V")
        assert "[@click=app.quit]" in reader.text()
        assert_inert(reader.text())
        await reader.press("enter")
        assert_inert(reader.text())
        await reader.press("escape", "e")
        assert_inert(reader.text())


async def test_several_texts_are_read_one_after_the_other(session: Session) -> None:
    async with reading(session, [ROOT / "texts" / "kitten.md", ROOT / "texts" / "bookshop.md"]) as reader:
        assert reader.screen.document.title == "楼下的小猫"
        await reader.press("q")
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))
        assert reader.screen.document.title == "雨天的旧书店"
        await reader.press("q")
        assert reader.app.return_value == 0


async def test_the_vocabulary_is_filtered_edited_and_taken_back(session: Session) -> None:
    for simplified, reading_, gloss in (("书店", "shu1 dian4", "bookshop"), ("老人", "lao3 ren2", "old man")):
        session.notebook.save(Identity(simplified, simplified, reading_), gloss=gloss)
    async with reading(session, []) as reader:
        await reader.press("V")
        table = reader.app.screen.query_one(Table)
        assert isinstance(reader.app.screen, VocabularyScreen)
        assert table.count == 2
        await reader.press("slash")
        await reader.type("shudian")
        assert table.count == 1
        await reader.press("enter", "x")
        assert reader.words() == ["老人"]
        await reader.press("u")
        assert reader.words() == ["书店", "老人"]
        await reader.press("e")
        await reader.type("book store")
        await reader.press("enter")
        assert session.notebook.words()[0].gloss == "book store"
        await reader.press("F", "F")
        assert table.count == 0
        await reader.press("q")
        assert isinstance(reader.app.screen, ShelfScreen)


@pytest.mark.parametrize("query", ["幸福", "xingfu", "xìngfú", "happiness"])
async def test_the_dictionaries_answer_while_one_types(session: Session, query: str) -> None:
    async with reading(session, []) as reader:
        await reader.press("d")
        screen = reader.app.screen
        assert isinstance(screen, LookupScreen)
        await reader.type(query)
        await reader.until(lambda: any(entry.simplified == "幸福" for entry in screen._entries))
        assert screen.query_one(Input).value == query
        await reader.press("down")
        options = screen.query_one(OptionList)
        options.highlighted = [entry.simplified for entry in screen._entries].index("幸福")
        await reader.press("ctrl+s")
        assert reader.words() == ["幸福"]
        await reader.press("escape", "escape")
        assert isinstance(reader.app.screen, ShelfScreen)


async def test_a_text_is_on_the_screen_before_any_dictionary_is_open(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.tui.app import DushuApp

    def broken(self: DushuApp) -> None:
        raise DictionaryError("[/]: the dictionary index cannot be written; free some space there")

    monkeypatch.setattr(DushuApp, "open_dictionaries", broken)
    app = DushuApp(session, [session.load(ROOT / "texts" / "bookshop.md")])
    async with app.run_test(size=(100, 30)) as pilot:
        reader = Reader(app, pilot)
        await reader.until(lambda: isinstance(app.screen, ReadingScreen))
        await reader.until(lambda: "cannot be written" in reader.screen.foot.said)
        assert "上个星期六下午" in reader.text().replace(" ", "")
        before = reader.page.place
        await reader.press("space", "l", "s", "x", "enter", "tab")
        assert reader.page.place > before
        assert reader.words() == []


async def test_what_could_not_be_saved_is_said_and_nothing_is_pretended(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object, **more: object) -> None:
        raise NotebookError("the disk is full; nothing was saved")

    async with reading(session) as reader:
        await reader.go_to("词典")
        monkeypatch.setattr(session.notebook, "save", full)
        await reader.press("s")
        assert "the disk is full" in reader.said()[-1]
        monkeypatch.undo()
        await reader.press("s")
        assert reader.words() == ["词典"]


async def test_another_windows_words_are_seen_when_this_one_saves(session: Session) -> None:
    other = Session(session.paths, session.config)
    async with reading(session) as reader:
        await reader.go_to("词典")
        spot = reader.page.spot
        assert spot is not None
        other.notebook.save(session.identity(spot.annotation), gloss="dictionary")
        await reader.press("s")
        assert "one more sentence" in reader.said()[-1]
        other.close()
