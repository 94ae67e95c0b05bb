"""A notebook of the first version, as it was written then, opens today with all that is in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path

import pytest

from reader.document.model import Position
from reader.study import backup
from reader.study.filter import Filter
from reader.study.notebook import FILE_NAME, Notebook
from reader.study.schema import APPLICATION_ID, MIGRATIONS
from reader.study.shelf import Shelf
from reader.study.status import Status
from reader.study.word import Context, Identity

FIRST = Path(__file__).with_name("notebook_v1.sql")
BANK = Identity("銀行", "银行", "yin2 hang2")
SENTENCE = Context(
    "他在银行。", 2, 4, "Tā zài yínháng.", "新闻", "abc", Position(3, 2), "一", "He is at the bank."
)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a notebook made by the recorded statements of the first version, not by today's steps."""
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.executescript(FIRST.read_text(encoding="utf-8"))
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    return tmp_path


def shape(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()


def test_all_that_was_kept_is_there_and_the_tables_are_those_of_a_fresh_notebook(
    old: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    notebook = Notebook.open(old, old)
    word = notebook.word(BANK)
    assert word is not None
    assert (word.gloss, word.note, word.tags, word.lists) == ("bank", "a note", ("money",), ("HSK 4",))
    assert (word.status, word.added) == (
        Status.LEARNING_3,
        datetime(2025, 1, 2, 3, 4, 5, tzinfo=timezone.utc),
    )
    assert word.contexts == (SENTENCE,)
    assert [one.simplified for one in notebook.words(Filter(kept=False))] == ["绿"]
    shelf = Shelf(notebook.database)
    place = shelf.place("abc")
    assert place is not None
    assert (place.path, place.position, place.percent) == ("/home/me/news.txt", Position(3, 2), 12.5)
    assert [mark.label for mark in place.bookmarks] == ["here"]
    raw = shelf.place("raw")
    assert raw is not None
    assert raw.path == "/tmp/\udcff.txt"
    assert notebook.database.check() == ()
    notebook.close()
    fresh = tmp_path_factory.mktemp("fresh")
    made = Notebook.open(fresh, fresh)
    made.save(BANK)
    made.close()
    assert shape(old / FILE_NAME) == shape(fresh / FILE_NAME)


def test_every_table_is_strict_today(old: Path) -> None:
    notebook = Notebook.open(old, old)
    with notebook.database.reading() as connection:
        tables = connection.execute("PRAGMA table_list").fetchall()
    notebook.close()
    loose = [name for _, name, kind, _, _, strict in tables if kind == "table" and not strict]
    assert [name for name in loose if not name.startswith("sqlite_")] == []


def test_what_was_done_then_is_undone_and_done_again_today(old: Path) -> None:
    notebook = Notebook.open(old, old)
    before = notebook.words(Filter(kept=None))
    redone = notebook.redo()
    assert redone is not None
    assert redone.label == "edit 银行[銀行]"
    assert [word.gloss for word in notebook.words()] == ["money house"]
    for _ in range(3):
        assert notebook.undo() is not None
    assert notebook.words(Filter(kept=None)) == ()
    for _ in range(2):
        notebook.redo()
    assert notebook.words(Filter(kept=None)) == before
    notebook.close()


def test_the_old_notebook_is_kept_as_a_backup(old: Path) -> None:
    notebook = Notebook.open(old, old)
    notebook.words()
    notebook.close()
    (copy,) = backup.backups(old / FILE_NAME)
    assert (copy.version, copy.reason) == (1, "before-migration")
    assert len(MIGRATIONS) > 1
