"""Anki packages, imported into the real Anki."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from reader.deck.apkg import read_package, write_package
from reader.deck.note import FIELDS, NOTE_TYPE, guid, note_of
from reader.errors import DeckError
from reader.study.word import Identity, Word
from tests.deck.words import HOSTILE, TEN, word

anki_collection = pytest.importorskip("anki.collection", reason="Anki itself is not installed")

NOON = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)


class Anki:
    """A collection of the real Anki, and what its importer says."""

    def __init__(self, room: Path) -> None:
        self.room = room
        self.collection = anki_collection.Collection(str(room / "collection.anki2"))

    def take(self, words: Sequence[Word], now: datetime) -> tuple[int, int, int]:
        """Import a package of the words; return how many notes were new, updated and duplicates."""
        path = self.room / "words.apkg"
        write_package(words, path, now)
        options = anki_collection.ImportAnkiPackageOptions(merge_notetypes=False, with_scheduling=False)
        request = anki_collection.ImportAnkiPackageRequest(package_path=str(path), options=options)
        log = self.collection.import_anki_package(request).log
        assert not log.conflicting
        return len(log.new), len(log.updated), len(log.duplicate)

    def notes(self) -> list[dict[str, str]]:
        found = (self.collection.get_note(identifier) for identifier in self.collection.find_notes(""))
        return [dict(note.items()) | {"tags": " ".join(note.tags)} for note in found]


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    opened = Anki(tmp_path)
    yield opened
    opened.collection.close()


def test_ten_words_are_ten_notes_and_again_none_new(anki: Anki) -> None:
    assert anki.take(TEN, NOON) == (10, 0, 0)
    assert anki.collection.card_count() == 10
    new, _, _ = anki.take(TEN, NOON)
    assert new == 0
    new, _, _ = anki.take(TEN, NOON + timedelta(days=400))
    assert new == 0
    assert anki.collection.note_count() == anki.collection.card_count() == 10
    assert [kind.name for kind in anki.collection.models.all_names_and_ids() if "dushu" in kind.name] == [
        NOTE_TYPE
    ]


def test_an_edited_gloss_updates_its_note_and_makes_no_other(anki: Anki) -> None:
    anki.take(TEN, NOON)
    edited = replace(TEN[0], gloss="community grid worker", tags=("later",))
    assert anki.take((edited, *TEN[1:]), NOON + timedelta(days=1))[0] == 0
    assert anki.collection.note_count() == 10
    (note,) = (note for note in anki.notes() if note["Simplified"] == "网格员")
    assert note["Gloss"] == "community grid worker"


def test_the_fields_say_what_was_kept(anki: Anki) -> None:
    anki.take(TEN[:1], NOON)
    assert anki.notes() == [
        {
            "Simplified": "网格员",
            "Traditional": "網格員",
            "Pinyin": "wǎnggéyuán",
            "Gloss": "grid worker",
            "Sentence": "他是<b>网格员</b>。",
            "SentencePinyin": "Tā shì wǎnggéyuán.",
            "Translation": "He is a grid worker.",
            "Note": "seen in the news",
            "Source": "新闻 · 一",
            "tags": "list::HSK_6 news two_words",
        }
    ]


def test_a_card_asks_the_word_in_its_sentence_and_answers_with_the_rest(anki: Anki) -> None:
    anki.take(TEN[:1], NOON)
    (card,) = (anki.collection.get_card(identifier) for identifier in anki.collection.find_cards(""))
    assert "网格员" in card.question()
    assert "他是<b>网格员</b>。" in card.question()
    assert "grid worker" not in card.question()
    for part in (
        "wǎnggéyuán",
        "網格員",
        "grid worker",
        "He is a grid worker.",
        "新闻 · 一",
        "seen in the news",
    ):
        assert part in card.answer()


def test_hostile_texts_are_shown_and_do_nothing(anki: Anki) -> None:
    assert anki.take(HOSTILE, NOON)[0] == len(HOSTILE)
    for identifier in anki.collection.find_cards(""):
        card = anki.collection.get_card(identifier)
        output = card.render_output()
        assert output.question_av_tags == output.answer_av_tags == []
        for side in (output.question_text, output.answer_text):
            assert "<script" not in side
            assert "<img" not in side
            assert "[latex]" not in side
            assert "{{" not in side
            assert "\x1b" not in side


def test_each_homograph_is_a_note_of_its_own_for_ever() -> None:
    assert guid(TEN[0]) == "3gOLoIvfXr7"
    assert len({guid(one) for one in TEN}) == len(TEN)
    assert guid(replace(TEN[0], gloss="other", note="other", contexts=(), tags=())) == guid(TEN[0])
    assert guid(word("ab", "c")) != guid(replace(word("a", "bc"), identity=Identity("ab", "a", "bc")))


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "words.apkg"
    assert write_package(TEN, path, NOON) == 10
    held = read_package(path.read_bytes())
    assert held == {note.guid: (*note.fields, " ".join(note.tags)) for note in map(note_of, TEN)}
    assert all(len(fields) == len(FIELDS) + 1 for fields in held.values())


def test_no_words_make_an_empty_package_that_anki_takes(anki: Anki) -> None:
    assert anki.take((), NOON) == (0, 0, 0)


def test_the_same_words_at_the_same_time_make_the_same_notes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_package(TEN, tmp_path / name, NOON)
    assert read_package((tmp_path / "a").read_bytes()) == read_package((tmp_path / "b").read_bytes())


def test_nothing_is_left_beside_the_package_or_in_the_temporary_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "temporary"
    room.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    write_package(TEN, tmp_path / "words.apkg", NOON)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["temporary", "words.apkg"]
    assert list(room.iterdir()) == []


def test_a_package_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    with pytest.raises(DeckError, match=r"words\.apkg: cannot be written"):
        write_package(TEN, tmp_path / "file" / "words.apkg", NOON)
    (tmp_path / "words.apkg").mkdir()
    with pytest.raises(DeckError, match="cannot be written"):
        write_package(TEN, tmp_path / "words.apkg", NOON)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "words.apkg"]


@pytest.mark.parametrize("content", [b"", b"junk", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_package_is_told(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_package(content)
