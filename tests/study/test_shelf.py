"""Texts that were opened, and where the learner was."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.model import Position
from reader.errors import NotebookError
from reader.study.database import Database
from reader.study.finding_texts import ORDERS, Order, found, meant, ordered
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


def test_what_was_taken_off_the_shelf_keeps_all_it_had(shelf: Shelf, now: list[datetime]) -> None:
    shelf.keep("a", path="/a", title="a", position=Position(3, 4), percent=5, view={"x": 1})
    shelf.mark("a", Position(1, 1), "here")
    shelf.tag("a", ["news"])
    before = shelf.place("a")
    assert before is not None
    shelf.remove("a")
    assert shelf.recent() == ()
    assert [place.digest for place in shelf.removed()] == ["a"]
    assert shelf.removed()[0] == replace(before, removed=NOON)
    shelf.restore("a")
    assert shelf.place("a") == before


def test_a_text_that_is_opened_again_is_on_the_shelf_again(shelf: Shelf) -> None:
    shelf.keep("a", title="a", percent=40)
    shelf.remove("a")
    shelf.keep("a")
    assert [(place.digest, place.percent) for place in shelf.texts()] == [("a", 40)]


def test_names_and_tags_are_the_learners_own(shelf: Shelf) -> None:
    shelf.keep("a", title="第三章", path="/books/three.txt")
    shelf.rename("a", "  my  book ")
    shelf.tag("a", ["novel", " easy  one", "novel", ""])
    place = shelf.place("a")
    assert place is not None
    assert (place.called, place.title, place.tags) == ("my book", "第三章", ("easy one", "novel"))
    shelf.rename("a", "")
    shelf.tag("a", ())
    place = shelf.place("a")
    assert place is not None
    assert (place.called, place.tags) == ("第三章", ())


def test_renaming_and_tagging_are_no_reading(shelf: Shelf, now: list[datetime]) -> None:
    shelf.keep("a", title="a")
    now[0] += timedelta(days=1)
    shelf.rename("a", "b")
    shelf.tag("a", ["c"])
    assert shelf.texts()[0].opened == NOON


def test_what_was_counted_is_kept_beside_a_text(shelf: Shelf) -> None:
    shelf.summarise("unknown", 0.5, "4")
    shelf.keep("a", title="a")
    assert (shelf.texts()[0].coverage, shelf.texts()[0].level) == (None, "")
    shelf.summarise("a", 0.5, "4")
    shelf.summarise("a", 0.75, "5")
    assert [(place.coverage, place.level) for place in shelf.texts()] == [(0.75, "5")]


PLACES = tuple(
    Place(digest, path, title, Position(0), percent, NOON + timedelta(days=day), **more)
    for digest, path, title, percent, day, more in (
        ("abcd1", "/texts/rain.txt", "雨天", 10, 2, {"tags": ("news",), "coverage": 0.9, "level": "4"}),
        ("abcd2", "/texts/Snow.txt", "雪天", 90, 1, {"author": "林小梅", "characters": 10}),
        ("ffff3", "/texts/three.txt", "三", 50, 3, {"name": "my Rain", "level": "2", "characters": 5}),
    )
)


@pytest.mark.parametrize(
    ("query", "digests"),
    [
        ("", ["abcd1", "abcd2", "ffff3"]),
        ("雨", ["abcd1"]),
        ("RAIN", ["abcd1", "ffff3"]),
        ("snow 雪", ["abcd2"]),
        ("#ne", ["abcd1"]),
        ("小梅", ["abcd2"]),
        ("texts", []),
        ("#", []),
    ],
)
def test_a_text_is_found_by_what_it_is_called(query: str, digests: list[str]) -> None:
    assert [place.digest for place in found(PLACES, query)] == digests


@pytest.mark.parametrize(
    ("order", "digests"),
    [
        ("opened", ["ffff3", "abcd1", "abcd2"]),
        ("title", ["ffff3", "abcd1", "abcd2"]),
        ("progress", ["abcd2", "ffff3", "abcd1"]),
        ("coverage", ["abcd1", "abcd2", "ffff3"]),
        ("level", ["ffff3", "abcd1", "abcd2"]),
        ("length", ["ffff3", "abcd2", "abcd1"]),
    ],
)
def test_texts_stand_in_the_order_asked_for(order: Order, digests: list[str]) -> None:
    assert [place.digest for place in ordered(PLACES, order)] == digests


@pytest.mark.parametrize(
    ("words", "digests"),
    [
        ("abcd", ["abcd1", "abcd2"]),
        ("abcd2", ["abcd2"]),
        ("雨天", ["abcd1"]),
        ("/texts/three.txt", ["ffff3"]),
        ("天", ["abcd1", "abcd2"]),
        ("none", []),
    ],
)
def test_a_text_is_meant_by_its_digest_its_name_or_part_of_it(words: str, digests: list[str]) -> None:
    assert [place.digest for place in meant(PLACES, words)] == digests


@given(st.lists(st.sampled_from(PLACES), unique_by=lambda place: place.digest), st.sampled_from(ORDERS))
def test_ordering_and_finding_lose_no_text(places: list[Place], order: Order) -> None:
    assert sorted(place.digest for place in ordered(found(places, ""), order)) == sorted(
        place.digest for place in places
    )


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
