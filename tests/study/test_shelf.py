"""Texts that were opened, and where the learner was."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from reader.document.model import Position
from reader.errors import NotebookError
from reader.study.database import Database
from reader.study.notebook import Notebook
from reader.study.shelf import Bookmark, Place, Shelf

NOON = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)


@pytest.fixture
def now() -> list[datetime]:
    return [NOON]


@pytest.fixture
def shelf(tmp_path: Path, now: list[datetime]) -> Iterator[Shelf]:
    database = Database(tmp_path / "notebook.db")
    yield Shelf(database, now=lambda: now[0])
    database.close()


def test_a_text_never_opened_has_no_place_and_makes_no_file(shelf: Shelf, tmp_path: Path) -> None:
    assert shelf.place("abc") is None
    assert shelf.recent() == ()
    assert list(tmp_path.iterdir()) == []


def test_where_one_was_is_there_in_another_session(shelf: Shelf, tmp_path: Path) -> None:
    shelf.keep("abc", path="/texts/新闻.txt", title="新闻")
    shelf.keep("abc", position=Position(12, 34), percent=56.7, view={"mode": "pinyin", "script": "简"})
    again = Shelf(Database(tmp_path / "notebook.db"))
    assert again.place("abc") == Place(
        "abc", "/texts/新闻.txt", "新闻", Position(12, 34), 56.7, NOON, {"mode": "pinyin", "script": "简"}
    )


def test_texts_come_newest_first(shelf: Shelf, now: list[datetime]) -> None:
    for digest in ("a", "b", "c", "a"):
        now[0] += timedelta(minutes=1)
        shelf.keep(digest, title=digest)
    assert [place.digest for place in shelf.recent()] == ["a", "c", "b"]
    assert [place.digest for place in shelf.recent(limit=2)] == ["a", "c"]


def test_bookmarks_come_in_the_order_of_the_text_and_one_place_has_one(shelf: Shelf) -> None:
    shelf.keep("a", title="a")
    shelf.mark("a", Position(9, 1), "later")
    shelf.mark("a", Position(2, 7), "x")
    shelf.mark("a", Position(2, 7), "first")
    place = shelf.place("a")
    assert place is not None
    assert place.bookmarks == (
        Bookmark(Position(2, 7), "first", NOON),
        Bookmark(Position(9, 1), "later", NOON),
    )
    assert shelf.unmark("a", Position(2, 7))
    assert not shelf.unmark("a", Position(2, 7))


def test_a_bookmark_needs_its_text_on_the_shelf(shelf: Shelf) -> None:
    with pytest.raises(NotebookError):
        shelf.mark("nowhere", Position(0, 0))


def test_what_was_taken_off_the_shelf_can_be_put_back(shelf: Shelf) -> None:
    shelf.keep("a", path="/a", title="a", position=Position(3, 4), percent=5, view={"x": 1})
    shelf.mark("a", Position(1, 1), "here")
    before = shelf.place("a")
    taken = shelf.forget("a")
    assert shelf.recent() == ()
    assert taken is not None
    shelf.put_back(taken)
    assert shelf.place("a") == before


def test_a_file_name_that_is_no_text_still_leads_to_its_file(shelf: Shelf) -> None:
    name = os.fsdecode(b"/texts/\xff\xfe.txt")
    shelf.keep("a", path=name, title=name)
    place = shelf.place("a")
    assert place is not None
    assert os.fsencode(place.path) == b"/texts/\xff\xfe.txt"
    place.title.encode("utf-8")


def test_turning_pages_does_not_count_as_a_change_of_words(tmp_path: Path) -> None:
    notebook = Notebook.open(tmp_path, tmp_path)
    token = notebook.token()
    Shelf(notebook.database).keep("a", position=Position(1, 1))
    assert not notebook.changes_since(token)
    notebook.close()
