"""Stories of a learner who starts with what they know."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from reader.session import Session
from reader.study.filter import Filter
from reader.study.status import Status
from reader.tui.app import DushuApp
from reader.tui.screens.placement import TestScreen
from reader.tui.screens.shelf import ShelfScreen
from tests.tui.driving import Reader, reading


def count(session: Session) -> int:
    return len(session.notebook.words(Filter((Status.WELL_KNOWN,), kept=None)))


async def test_a_level_is_marked_from_the_shelf_and_one_undo_takes_it_back(session: Session) -> None:
    async with reading(session, [], size=(80, 24)) as reader:
        await reader.press("K")
        assert "two minutes" in reader.text()
        await reader.press("up", "up", "up", "up", "up", "enter")
        assert "HSK 2.0: you know the words" in reader.text()
        assert "up to level 6" in reader.text()
        await reader.press("up", "up", "enter")
        await reader.until(lambda: any("marked well known" in said for said in reader.said()))
    assert count(session) > 100
    step = session.notebook.undo()
    assert step is not None
    assert count(session) == 0


async def test_a_list_that_is_not_there_is_told_in_a_sentence(session: Session, tmp_path: Path) -> None:
    words = tmp_path / "known.txt"
    async with reading(session, [], size=(80, 24)) as reader:
        for content, says in ((None, "cannot be read"), ("老人\n", "1 word marked well known")):
            if content is not None:
                words.write_text(content, encoding="utf-8")
            await reader.press("K", "up", "enter")
            reader.app.screen.query_one(Input).value = str(words)
            await reader.press("enter")
            await reader.until(lambda says=says: any(says in said for said in reader.said()))
    assert count(session) == 1


async def test_a_test_estimates_what_is_known_and_marks_the_bands_chosen(session: Session) -> None:
    app = DushuApp(session, first=lambda: TestScreen(seed=4))
    async with app.run_test(size=(80, 24)) as pilot:
        reader = Reader(app, pilot)
        await reader.until(lambda: isinstance(app.screen, TestScreen) and app.screen.item is not None)
        screen = app.screen
        assert isinstance(screen, TestScreen)
        assert "1 of at most 63" in reader.text()
        assert screen.item is not None
        assert screen.item.word in reader.text()
        await reader.press("n", "u")
        assert screen.answers == []
        while (item := screen.item) is not None:
            await pilot.press("y" if item.band is not None and item.band < 2 else "n")
        await reader.press()
        assert len(screen.answers) < 63
        assert screen.result is not None
        assert screen.result.up_to == 1_000
        shown = reader.text()
        assert f"You know about {screen.result.known:,} of the 20,000 most common words" in shown
        assert "marks the 1,000 most common words" in shown
        await reader.press("minus")
        assert "marks the 500 most common words" in reader.text()
        await reader.press("enter")
        await reader.until(lambda: app.return_code is not None or not app.is_running)
    assert 300 < count(session) < 700


async def test_a_test_is_left_without_a_trace(session: Session) -> None:
    async with reading(session, [], size=(80, 24)) as reader:
        await reader.press("K", "enter")
        assert isinstance(reader.app.screen, TestScreen)
        await reader.press("q")
        assert isinstance(reader.app.screen, ShelfScreen)
    assert count(session) == 0
