"""Anki packages, imported into the real Anki."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import genanki
import pytest

from reader.deck.anki_notes import read_package
from reader.deck.apkg import DECK_ID, NOTE_TYPE_ID, write_package
from reader.deck.card import TEMPLATES
from reader.deck.note import ATTRIBUTION, FIELDS, NOTE_TYPE, Facts, guid, key, note_of
from reader.errors import DeckError
from reader.study.cards import Card, Mode, State
from reader.study.word import Identity, Word
from tests.deck.anki_room import Anki, Log, shown
from tests.deck.words import ADDED, HOSTILE, TEN, sentence, thousand, word


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    opened = Anki(tmp_path)
    yield opened
    opened.collection.close()


def later(word: Word) -> datetime:
    return ADDED + timedelta(days=1)


def test_a_thousand_words_are_new_once_and_ten_edited_ones_are_updated(anki: Anki) -> None:
    words = thousand()
    assert anki.take(words) == Log(1000, 0, 0)
    before = anki.collection.db.all("SELECT id, mod FROM notes ORDER BY id")
    assert anki.take(words) == Log(0, 0, 1000)
    assert anki.collection.db.all("SELECT id, mod FROM notes ORDER BY id") == before
    edited = [replace(one, gloss=f"{one.gloss}!") if at % 100 == 7 else one for at, one in enumerate(words)]
    touched = {one.identity for at, one in enumerate(edited) if at % 100 == 7}
    log = anki.take(edited, lambda one: later(one) if one.identity in touched else one.added)
    assert log == Log(0, 10, 990)
    assert len(anki.collection.find_notes("English:*!")) == 10
    assert anki.collection.note_count() == 1000


def test_homographs_stay_apart_whichever_way_they_come(anki: Anki) -> None:
    homographs = [one for one in TEN if one.simplified in ("行", "还")]
    assert anki.take(TEN).new == 10
    for one in homographs:
        assert anki.note(f'"Key:{key(one)}"')["English"] == one.gloss
    log = anki.take_text(TEN)
    assert (log.new, log.updated + log.same) == (0, 10)
    assert len({guid(one) for one in TEN}) == len(TEN)


def test_the_same_holds_for_the_text_that_anki_imports(anki: Anki) -> None:
    words = thousand()
    anki.take(words[:1])  # brings the note type
    assert anki.take_text(words).new == 999
    again = anki.take_text(words)
    assert (again.new, again.updated) == (0, 0)
    edited = [replace(one, gloss=f"{one.gloss}!") if at % 100 == 7 else one for at, one in enumerate(words)]
    log = anki.take_text(edited)
    assert (log.new, log.updated) == (0, 10)
    assert len(anki.collection.find_notes("English:*!")) == 10
    assert anki.take_text(HOSTILE).new == len(HOSTILE)
    for _, question, answer in anki.sides('"Key:*script*"'):
        assert "<script" not in question + answer
    assert anki.take(edited).new == 0  # a package knows the notes of a text again


def test_what_was_reviewed_keeps_its_history_through_another_import(anki: Anki) -> None:
    anki.take(TEN)
    identifier = anki.collection.find_cards("Simplified:银行 card:Read")[0]
    card = anki.collection.get_card(identifier)
    card.type, card.queue, card.ivl, card.due, card.reps = 2, 2, 30, 400, 7
    anki.collection.update_card(card)
    edited = [replace(one, gloss="another") for one in TEN]
    assert anki.take(edited, later) == Log(0, 10, 0)
    card = anki.collection.get_card(identifier)
    assert (card.ivl, card.due, card.reps, card.type) == (30, 400, 7, 2)
    assert card.note()["English"] == "another"


def test_how_far_words_are_learnt_goes_along_when_it_is_asked_for(anki: Anki, tmp_path: Path) -> None:
    now = datetime.now(timezone.utc)
    row, bank, green = (one for one in TEN if one.simplified in ("银行", "绿") or one.reading == "hang2")
    learnt = Card(
        bank.identity,
        Mode.RECOGNISE,
        now + timedelta(days=20, hours=1),
        State.REVIEW,
        stability=31.5,
        difficulty=5.25,
        last_review=now - timedelta(days=10),
        answers=7,
        lapses=1,
    )
    recall = replace(learnt, mode=Mode.RECALL, suspended=True)
    begun = Card(green.identity, Mode.RECOGNISE, now, State.LEARNING, step=1, last_review=now, answers=1)
    cards = {card.key: card for card in (learnt, recall, begun)}
    path = tmp_path / "learnt.apkg"
    write_package(TEN, path, cards=cards)
    assert anki.take_file(path, scheduling=True).new == 10
    today = anki.collection.sched.today

    def card_of(search: str) -> Any:
        return anki.collection.get_card(anki.collection.find_cards(search)[0])

    read = card_of("Simplified:银行 card:Read")
    assert (read.type, read.queue, read.ivl, read.reps, read.lapses) == (2, 2, 30, 7, 1)
    assert read.due - today in (20, 21)
    assert (read.memory_state.stability, read.memory_state.difficulty) == (31.5, 5.25)
    assert card_of("Simplified:银行 card:Recall").queue == -1
    for new in (f'"Key:{key(green)}" card:Read', f'"Key:{key(row)}" card:Read'):
        assert (card_of(new).type, card_of(new).reps) == (0, 0)
    first = path.read_bytes()
    write_package(TEN, path, cards=cards)
    assert path.read_bytes() == first


def test_the_fields_say_what_was_kept_and_what_is_known(tmp_path: Path, anki: Anki) -> None:
    path = tmp_path / "one.apkg"
    write_package(TEN[:1], path, knowing=lambda one: Facts(("个 gè",), ("HSK 3.0 (2021): 5",)))
    anki.take_file(path)
    tones = ((3, "wǎng"), (2, "gé"), (2, "yuán"))
    assert anki.note("") == {
        "Key": "网格员|網格員|wang3 ge2 yuan2",
        "Simplified": "网格员",
        "Traditional": "網格員",
        "Pinyin": "".join(f'<span class="tone{tone}">{text}</span>' for tone, text in tones),
        "Zhuyin": "ㄨㄤˇ ㄍㄜˊ ㄩㄢˊ",
        "English": "grid worker",
        "Classifier": "个 gè",
        "Level": "HSK 3.0 (2021): 5",
        "Sentence": "他是<b>网格员</b>。",
        "SentencePinyin": "Tā shì wǎnggéyuán.",
        "SentenceTranslation": "He is a grid worker.",
        "Source": "新闻 · 一",
        "Note": "seen in the news",
        "SentenceCloze": "他是<b>&#91;…&#93;</b>。",
    }
    (note,) = anki.collection.find_notes("")
    assert anki.collection.get_note(note).tags == ["list::HSK_6", "news", "two_words"]


def test_three_cards_ask_for_meaning_word_and_gap_and_answer_with_the_rest(anki: Anki) -> None:
    anki.take(TEN[:1])
    sides = {name: (shown(question), shown(answer)) for name, question, answer in anki.sides()}
    assert list(sides) == ["Read", "Recall", "Cloze"]
    assert "他是网格员。" in sides["Read"][0]
    assert "grid worker" not in sides["Read"][0]
    assert "网格员" not in sides["Recall"][0] + sides["Cloze"][0]
    assert "grid worker" in sides["Recall"][0]
    assert "他是[…]。" in sides["Cloze"][0]
    for _, answer in sides.values():
        for part in ("wǎnggéyuán", "網格員", "grid worker", "He is a grid worker.", "新闻 · 一", "seen in"):
            assert part in answer


def test_a_word_without_a_sentence_or_a_meaning_has_only_the_cards_that_make_sense(anki: Anki) -> None:
    anki.take([word("甲", "jia3", "first"), word("乙", "yi3"), TEN[0]])
    cards = {
        form: [name for name, _, _ in anki.sides(f"Simplified:{form}")] for form in ("甲", "乙", "网格员")
    }
    assert cards == {"甲": ["Read", "Recall"], "乙": ["Read"], "网格员": ["Read", "Recall", "Cloze"]}


def test_a_gap_hides_the_word_wherever_it_stands_in_the_sentence() -> None:
    note = note_of(word("好", "hao3", contexts=(sentence("好，很好！", 0, 1),)))
    assert note.fields[FIELDS.index("SentenceCloze")] == "<b>&#91;…&#93;</b>，很<b>&#91;…&#93;</b>！"


def test_hostile_texts_are_shown_and_do_nothing(anki: Anki) -> None:
    assert anki.take(HOSTILE).new == len(HOSTILE)
    ours = set(re.findall(r"</?[a-z]+[^<>]*>", "".join(front + back for _, front, back in TEMPLATES)))
    ours |= {"<b>", "</b>", "</span>", "<br>", *(f'<span class="tone{tone}">' for tone in range(1, 6))}
    for _, question, answer in anki.sides():
        for side in (question, answer):
            bare = re.sub(r"<style>.*?</style>", "", side, flags=re.DOTALL)
            assert set(re.findall(r"<[^<>]*>", bare)) <= ours
            assert not re.search(r"\[sound:|\[latex\]|\[\$\]|\{\{|\\x1b", bare)
    assert "<script>alert(1)</script>" in shown(anki.sides('"Key:*script*" card:Read')[0][1])


def test_a_deck_of_the_first_layout_is_updated_with_its_history_when_anki_is_told_to_merge(
    anki: Anki, tmp_path: Path
) -> None:
    names = "Simplified Traditional Pinyin Gloss Sentence SentencePinyin Translation Note Source"
    template = {"name": "Read", "qfmt": "{{Simplified}}", "afmt": "{{Gloss}}"}
    first = [{"name": name} for name in names.split()]
    kind = genanki.Model(NOTE_TYPE_ID, NOTE_TYPE, fields=first, templates=[template])
    deck = genanki.Deck(DECK_ID, "dushu")
    for one in TEN:
        fields = [one.simplified, one.traditional, *[""] * 7]
        deck.add_note(genanki.Note(kind, fields, guid=guid(one)))
    genanki.Package(deck).write_to_file(tmp_path / "first.apkg", timestamp=4e9)
    assert anki.take_file(tmp_path / "first.apkg").new == 10
    card = anki.collection.get_card(anki.collection.find_cards("Simplified:银行")[0])
    card.type, card.queue, card.ivl = 2, 2, 30
    anki.collection.update_card(card)
    assert anki.take(TEN) == Log(0, 0, 0, conflicting=10)  # told, and nothing is doubled
    assert anki.collection.note_count() == 10
    assert anki.take(TEN, merge=True, always=True) == Log(0, 10, 0)
    assert anki.note("Simplified:银行")["English"] == "bank"
    assert "bank" in shown(anki.sides("Simplified:银行 card:Read")[0][2])
    assert anki.collection.get_card(card.id).ivl == 30


def test_the_guid_of_a_word_is_its_own_for_ever() -> None:
    assert guid(TEN[0]) == "3gOLoIvfXr7"
    assert (NOTE_TYPE_ID, DECK_ID) == (1704067231, 1704067232)
    assert guid(replace(TEN[0], gloss="other", note="other", contexts=(), tags=())) == guid(TEN[0])
    assert guid(word("ab", "c")) != guid(replace(word("a", "bc"), identity=Identity("ab", "a", "bc")))


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "words.apkg"
    assert write_package(TEN, path) == 10
    held = read_package(path.read_bytes())
    assert held == {note.guid: (*note.fields, " ".join(note.tags)) for note in map(note_of, TEN)}
    assert all(len(fields) == len(FIELDS) + 1 for fields in held.values())


def test_no_words_make_an_empty_package_that_anki_takes(anki: Anki) -> None:
    assert anki.take(()) == Log(0, 0, 0)


def test_the_same_words_make_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_package(TEN, tmp_path / "a")
    monkeypatch.setattr("time.time", lambda: 4e9)
    write_package(TEN, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_it_is_told_how_far_it_is_until_all_is_done(tmp_path: Path) -> None:
    told: list[float] = []
    write_package(thousand(), tmp_path / "x", progress=lambda done, total: told.append(done / total))
    assert len(told) > 8
    assert told == sorted(told)
    assert told[-1] == 1


def test_the_deck_names_the_dictionary(anki: Anki) -> None:
    anki.take(TEN)
    deck = anki.collection.decks.get(anki.collection.decks.id_for_name("dushu"))
    assert ATTRIBUTION in deck["desc"]
    assert ATTRIBUTION in shown(anki.sides()[0][2])


def test_nothing_is_left_beside_the_package_or_in_the_temporary_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "temporary"
    room.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    write_package(TEN, tmp_path / "words.apkg")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["temporary", "words.apkg"]
    assert list(room.iterdir()) == []


def test_a_package_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    with pytest.raises(DeckError, match=r"words\.apkg: cannot be written"):
        write_package(TEN, tmp_path / "file" / "words.apkg")
    (tmp_path / "words.apkg").mkdir()
    with pytest.raises(DeckError, match="cannot be written"):
        write_package(TEN, tmp_path / "words.apkg")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "words.apkg"]


@pytest.mark.parametrize("moment", [0, 1, 2])
def test_an_export_that_is_interrupted_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    path = tmp_path / "words.apkg"
    write_package(TEN, path)
    before = path.read_bytes()
    steps = ("genanki.Package.write_to_db", "zipfile.ZipFile.writestr", "os.fsync")

    def interrupted(*arguments: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(steps[moment], interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_package(TEN[:3], path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["words.apkg"]


@pytest.mark.parametrize("content", [b"", b"junk", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_package_is_told(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_package(content)
