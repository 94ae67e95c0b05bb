"""A text on the shelf opens from its file, from its copy, or says why not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from reader.document.loading import document_from, load
from reader.document.model import Document
from reader.errors import DocumentError, NotebookError
from reader.study.database import Database
from reader.study.shelf import Place, Shelf
from reader.study.shelving import KEPT_AFTER_REMOVAL, Shelving
from reader.study.texts import KeptTexts

NOON = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
TEXT = "题目\n今天下雨，我在书店看书。\n"


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    database = Database(tmp_path / "data" / "notebook.db")
    yield Shelf(database)
    database.close()


@pytest.fixture
def texts(tmp_path: Path) -> KeptTexts:
    return KeptTexts(tmp_path / "data" / "texts")


@pytest.fixture
def shelving(shelf: Shelf, texts: KeptTexts) -> Shelving:
    return Shelving(shelf, texts)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "雨.txt"
    path.write_text(TEXT, encoding="gb18030")
    return path


def shelved(shelving: Shelving, shelf: Shelf, document: Document) -> Place:
    shelving.place(document)
    assert shelving.keep_copy(document)
    place = shelf.place(document.digest)
    assert place is not None
    return place


def test_a_text_opens_from_its_file(shelving: Shelving, shelf: Shelf, file: Path) -> None:
    place = shelved(shelving, shelf, load(file))
    assert shelving.open(place) == load(file)
    assert shelving.trouble(place) == ""
    assert (place.title, place.encoding, place.characters) == ("题目", "gb18030", 14)


def test_a_text_whose_file_is_gone_opens_from_its_copy_and_says_so(
    shelving: Shelving, shelf: Shelf, file: Path
) -> None:
    before = load(file)
    place = shelved(shelving, shelf, before)
    file.unlink()
    opened = shelving.open(place)
    assert opened.paragraphs == before.paragraphs
    assert "the file is gone" in opened.warnings[0]
    assert shelving.trouble(place) == "kept copy"
    assert shelving.original(place) == TEXT.encode("gb18030")


def test_a_changed_file_opens_as_it_was_read(shelving: Shelving, shelf: Shelf, file: Path) -> None:
    place = shelved(shelving, shelf, load(file))
    file.write_text("别的题目\n别的。\n", encoding="utf-8")
    opened = shelving.open(place)
    assert opened.title == "题目"
    assert "changed" in opened.warnings[0]


def test_a_moved_file_is_the_same_text(shelving: Shelving, shelf: Shelf, file: Path) -> None:
    place = shelved(shelving, shelf, load(file))
    moved = file.rename(file.with_name("moved.txt"))
    shelving.place(load(moved))
    assert [each.path for each in shelf.texts()] == [str(moved)]
    assert shelf.texts()[0].digest == place.digest


def test_a_text_without_a_file_opens_again(shelving: Shelving, shelf: Shelf) -> None:
    data = TEXT.encode()
    for source in ("-", "clipboard", "https://example.org/a/b"):
        read = replace(document_from(data, "standard input.txt", source), data=data)
        place = shelved(shelving, shelf, read)
        assert place.path == source
        opened = shelving.open(place)
        assert opened.title == "题目"
        assert opened.warnings == ()
        assert shelving.keep_copy(opened)


def test_an_encoding_the_learner_named_is_used_again(shelving: Shelving, shelf: Shelf, file: Path) -> None:
    file.write_bytes("看書".encode("big5"))
    read = load(file, "big5")
    place = shelved(shelving, shelf, read)
    assert shelving.open(place).text == "看書"


def test_a_pattern_of_chapters_is_used_again(shelving: Shelving, shelf: Shelf, file: Path) -> None:
    from reader.document.arranging import with_chapters

    file.write_text("书名\n甲日\n今天下雨。\n乙日\n今天晴。\n", encoding="utf-8")
    shelving.place(with_chapters(load(file), "日$"))
    place = shelf.texts()[0]
    assert [section.title for section in shelving.open(place).sections] == ["书名", "甲日", "乙日"]


def test_without_file_and_copy_there_is_one_sentence(
    shelving: Shelving, shelf: Shelf, texts: KeptTexts, file: Path
) -> None:
    place = shelved(shelving, shelf, load(file))
    file.unlink()
    texts.forget(place.digest)
    assert shelving.trouble(place) == "gone"
    with pytest.raises(DocumentError, match="no copy of it was kept"):
        shelving.open(place)
    with pytest.raises(DocumentError, match="no copy of it"):
        shelving.original(place)


def test_copies_are_not_kept_where_the_learner_wants_none(shelf: Shelf, texts: KeptTexts, file: Path) -> None:
    shelving = Shelving(shelf, texts, keep_copies=False)
    shelving.place(load(file))
    assert not shelving.keep_copy(load(file))
    assert not texts.folder.exists()


def test_a_file_that_changed_under_the_reader_is_not_kept(
    shelving: Shelving, texts: KeptTexts, file: Path
) -> None:
    document = load(file)
    file.write_text("另一个。", encoding="utf-8")
    assert not shelving.keep_copy(document)
    assert not texts.has(document.digest)


def test_a_damaged_copy_is_never_shown(texts: KeptTexts) -> None:
    document = document_from(TEXT.encode(), "a.txt", "a.txt")
    texts.keep(document.digest, TEXT.encode())
    path = next(texts.folder.iterdir())
    path.write_bytes(path.read_bytes()[:-9] + b"123456789")
    assert texts.data(document.digest) is None
    assert texts.digests() == (document.digest,)


def test_copies_make_room_for_each_other_but_never_lose_the_only_one(shelf: Shelf, tmp_path: Path) -> None:
    texts = KeptTexts(tmp_path / "texts", room=1_100)
    shelving = Shelving(shelf, texts)
    documents = []
    for number in range(3):
        path = tmp_path / f"{number}.txt"
        path.write_bytes(os.urandom(400).hex().encode() + "书".encode())
        documents.append(load(path))
        shelving.place(documents[-1])
    assert [shelving.keep_copy(each) for each in documents] == [True, True, True]
    assert [texts.has(each.digest) for each in documents] != [True, True, True]
    assert texts.size() <= 1_100
    for number in range(3):
        (tmp_path / f"{number}.txt").unlink()
    held = [each for each in documents if texts.has(each.digest)]
    data = os.urandom(400).hex().encode() + "书".encode()
    last = replace(document_from(data, "a.txt", "-"), data=data)
    shelving.place(last)
    assert not shelving.keep_copy(last)
    assert all(texts.has(each.digest) for each in held)


def test_copies_of_what_was_taken_off_long_ago_go(
    shelving: Shelving, shelf: Shelf, texts: KeptTexts, file: Path
) -> None:
    place = shelved(shelving, shelf, load(file))
    shelving.remove(place, datetime.now(timezone.utc))
    assert texts.has(place.digest)
    shelving.restore(place)
    assert [each.digest for each in shelf.texts()] == [place.digest]
    shelving.remove(place, datetime.now(timezone.utc) + KEPT_AFTER_REMOVAL + timedelta(days=1))
    assert not texts.has(place.digest)


def test_a_full_disk_is_said_in_one_sentence(
    shelving: Shelving, texts: KeptTexts, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reader.atomic.write_bytes", full)
    document = load(file)
    shelving.place(document)
    with pytest.raises(NotebookError, match="no copy of the text could be kept"):
        shelving.keep_copy(document)
    assert not texts.has(document.digest)
