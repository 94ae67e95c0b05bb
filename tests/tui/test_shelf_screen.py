"""The shelf on the screen: what was read, how it is found, named, taken off, and opened again."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input

from reader.document.loading import document_from
from reader.document.model import Position
from reader.document.samples import samples
from reader.session import Session
from reader.study.shelf import Place
from reader.tui import shelf_line
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.shelf import ShelfScreen
from reader.width import cells
from tests.tui.driving import BOOKSHOP, Reader, reading

TODAY = date(2026, 3, 5)


def keep(session: Session, path: Path, text: str) -> str:
    """Put a text on the shelf as if it had been read, with its copy; return its digest."""
    path.write_text(text, encoding="utf-8")
    document = session.load(path)
    session.shelving.place(document)
    session.shelving.keep_copy(document)
    return document.digest


def shelf(reader: Reader) -> ShelfScreen:
    screen = reader.app.screen
    assert isinstance(screen, ShelfScreen)
    return screen


async def opened(reader: Reader) -> ReadingScreen:
    await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))
    return reader.screen


@given(
    title=st.text(max_size=60),
    tags=st.lists(st.text(min_size=1, max_size=12), max_size=4),
    percent=st.floats(0, 100),
    width=st.integers(20, 300),
    ambiguous=st.sampled_from([1, 2]),
)
def test_every_line_fits_and_its_columns_stand_in_line(
    title: str, tags: list[str], percent: float, width: int, ambiguous: int
) -> None:
    opened_at = datetime(2026, 3, 4, 12).astimezone()
    place = Place(
        "a", "/a", title, Position(0), percent, opened_at, tags=tuple(tags), coverage=0.5, level="7-9"
    )
    line = shelf_line.line(place, TODAY, width, ambiguous)
    assert cells(line, ambiguous) == width == cells(shelf_line.heading(width, ambiguous), ambiguous)
    assert not any(unicodedata.category(char) == "Cc" for char in line)
    assert cells(shelf_line.sample_line(title, "x", "news", 3, width, ambiguous), ambiguous) == width


@pytest.mark.parametrize(
    ("percent", "shown"), [(0, "────"), (1, "━───"), (50, "━━──"), (99, "━━━─"), (100, "━━━━")]
)
def test_a_bar_shows_what_was_begun_and_is_full_only_at_the_end(percent: float, shown: str) -> None:
    assert shelf_line.bar(percent, 4) == shown


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2026, 3, 5), "today"), (date(2026, 3, 4), "yesterday"), (date(2026, 3, 3), "2026-03-03")],
)
def test_days_are_said_as_people_say_them(day: date, said: str) -> None:
    assert shelf_line.when(day, TODAY) == said


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_the_first_time_the_samples_are_offered(session: Session, size: tuple[int, int]) -> None:
    async with reading(session, [], size=size) as reader:
        shown = reader.text()
        assert "Nothing read yet" in shown
        assert all(sample.title in shown for sample in samples())
        assert f"HSK {samples()[0].level}" in shown
        await reader.press("x")
        assert "only texts you have opened" in reader.said()[-1]
        await reader.press("enter")
        screen = await opened(reader)
        assert screen.document.title == samples()[0].title
        await reader.press("q")
        assert "Nothing read yet" not in reader.text()
        assert "today" in reader.text()


async def test_a_text_opens_though_its_file_is_gone(session: Session, tmp_path: Path) -> None:
    gone = tmp_path / "gone.txt"
    gone.write_text("今天下雨。\n我在书店看书。\n", encoding="utf-8")
    async with reading(session, [gone]) as reader:
        await reader.until(lambda: any((session.paths.data / "texts").glob("*.gz")))
        await reader.press("q")
    gone.unlink()
    async with reading(session, []) as reader:
        assert "from the copy kept here" in reader.text()
        await reader.press("enter")
        screen = await opened(reader)
        assert screen.document.text.startswith("今天下雨。")
        await reader.until(lambda: any("the file is gone" in said for said in reader.said()))
        await reader.press("q", "q")
        assert reader.app.return_value == 0


async def test_what_is_neither_file_nor_copy_is_said(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "[b]gone.txt"
    path.write_text("今天下雨。\n", encoding="utf-8")
    session.shelving.place(session.load(path))
    path.unlink()
    async with reading(session, []) as reader:
        assert "gone, and no copy was kept" in reader.text()
        await reader.press("enter")
        assert "no copy of it was kept" in reader.said()[-1]
        assert isinstance(reader.app.screen, ShelfScreen)


async def test_a_moved_file_goes_on_where_it_was_left(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join(f"第{number}天，下雨了。" for number in range(200)), encoding="utf-8")
    async with reading(session, [path]) as reader:
        await reader.press("space", "space")
        place = reader.page.place
        await reader.press("q")
    moved = path.rename(tmp_path / "b.txt")
    async with reading(session, [moved]) as reader:
        assert reader.page.place == place
        await reader.press("q")
    assert [each.path for each in session.shelf.texts()] == [str(moved)]


async def test_texts_are_found_while_one_types_and_put_in_order(session: Session, tmp_path: Path) -> None:
    digests = [
        keep(session, tmp_path / f"{name}.txt", f"{name}\n今天{name}。\n") for name in ("雨", "雪", "风")
    ]
    session.shelf.tag(digests[1], ["winter"])
    session.shelf.keep(digests[0], percent=80)
    async with reading(session, []) as reader:
        screen = shelf(reader)

        def shown() -> list[str]:
            return [text.called for text in screen._texts if isinstance(text, Place)]

        assert shown() == ["雨", "风", "雪"]
        await reader.press("slash")
        await reader.type("#win")
        assert shown() == ["雪"]
        await reader.press("enter", "q")
        assert shown() == ["雨", "风", "雪"]
        assert not screen.query_one(Input).value
        await reader.press("k", "k", "j")
        assert isinstance(screen.chosen, Place)
        assert screen.chosen.called == "风"
        await reader.press("s")
        assert shown() == ["雨", "雪", "风"]
        assert "by title" in reader.text()
        await reader.press("slash")
        await reader.type("nothing at all")
        assert shown() == []
        assert "no text is so" in reader.text()


async def test_names_and_tags_are_given_and_taken_back(session: Session, tmp_path: Path) -> None:
    keep(session, tmp_path / "a.txt", "书名\n今天下雨。\n")
    async with reading(session, [], size=(120, 30)) as reader:
        await reader.press("e")
        await reader.type("[bold]mine")
        await reader.press("enter")
        assert session.shelf.texts()[0].name == "[bold]mine"
        assert "[bold]mine" in reader.text()
        await reader.press("t")
        await reader.type("news, #easy")
        await reader.press("enter")
        assert session.shelf.texts()[0].tags == ("easy", "news")
        assert "#easy #news" in reader.text()
        await reader.press("u", "u")
        place = session.shelf.texts()[0]
        assert (place.called, place.tags) == ("书名", ())


async def test_what_is_taken_off_comes_back_in_another_session_too(session: Session, tmp_path: Path) -> None:
    for name in ("雨", "雪"):
        keep(session, tmp_path / f"{name}.txt", f"{name}\n今天{name}。\n")
    async with reading(session, []) as reader:
        await reader.press("x")
        assert [place.called for place in session.shelf.texts()] == ["雨"]
        await reader.press("u", "u")
        assert len(session.shelf.texts()) == 2
        assert "nothing to put back" in reader.said()[-1]
        await reader.press("x")
    async with reading(session, []) as reader:
        await reader.press("u")
        assert [place.called for place in session.shelf.texts()] == ["雪", "雨"]


async def test_a_text_from_standard_input_is_kept_and_opens_again(session: Session) -> None:
    from dataclasses import replace

    data = "题目\n今天下雨。\n".encode()
    read = replace(document_from(data, "standard input.txt", "-"), data=data)
    async with reading(session, [read]) as reader:
        await reader.until(lambda: any((session.paths.data / "texts").glob("*.gz")))
        await reader.press("q")
    async with reading(session, []) as reader:
        assert "standard input" in reader.text()
        await reader.press("enter")
        assert (await opened(reader)).document.title == "题目"


async def test_what_is_known_of_a_read_text_stands_on_the_shelf(session: Session) -> None:
    async with reading(session, [BOOKSHOP]) as reader:
        await reader.until(lambda: session.coverage(reader.screen.document.digest) is not None)
        await reader.press("q")
    async with reading(session, []) as reader:
        await reader.until(lambda: session.shelf.texts()[0].coverage is not None)
        await reader.until(lambda: "HSK" in reader.text().split("雨天的旧书店")[1].split("\n")[0])
        assert "%" in reader.text()


async def test_what_a_page_says_of_itself_stands_in_its_masthead_and_is_no_paragraph(
    session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "page.txt"
    lines = [
        "题目",
        "时间: 2018-07-30 来源: 日报 编辑: 万 先觉 阅读量:99",
        "▲照片里的人",
        "今天下雨，我在书店看书。",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    async with reading(session, [path]) as reader:
        assert "2018-07-30 · 日报 · 万先觉" in reader.text().split("\n")[0]
        shown = reader.text().replace(" ", "")
        assert "今天下雨" in shown
        assert "照片" not in shown
        assert "阅读量" not in shown
        await reader.press("z")
        assert "2 hidden paragraphs" in reader.said()[-1]
        await reader.until(lambda: "照片" in reader.text().replace(" ", ""))
