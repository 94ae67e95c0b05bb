"""Into a running Anki: against its add-on's behaviour over a real collection, and over real HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader.deck.anki_connect import AnkiConnect
from reader.deck.anki_notes import words_of
from reader.deck.anki_sending import Plan, Target, plan, send, target_of
from reader.deck.brought import Source
from reader.deck.note import FIELDS, NOTE_TYPE, know_nothing
from reader.errors import DeckError
from reader.study.status import Status
from reader.study.word import Word
from tests.deck.anki_connect_double import AnkiConnectDouble, connected, served
from tests.deck.anki_room import Anki
from tests.deck.words import HOSTILE, TEN, word

OWN = Target()


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    opened = Anki(tmp_path)
    yield opened
    opened.collection.close()


@pytest.fixture
def double(anki: Anki) -> AnkiConnectDouble:
    return AnkiConnectDouble(anki.collection)


def planned(double: AnkiConnectDouble, words: tuple[Word, ...], target: Target = OWN) -> Plan:
    return plan(connected(double), words, target, know_nothing)


def sent(double: AnkiConnectDouble, words: tuple[Word, ...], target: Target = OWN) -> list[str]:
    found = send(connected(double), planned(double, words, target), target)
    return [f"{one.word.simplified} {one.outcome}" for one in found]


def counted(made: Plan) -> tuple[int, int, int]:
    return len(made.new), len(made.changed), made.same


def test_a_plan_says_what_would_be_made_and_changes_nothing(double: AnkiConnectDouble, anki: Anki) -> None:
    made = planned(double, TEN)
    assert counted(made) == (10, 0, 0)
    assert (made.make_type, made.make_deck, made.twice) == (True, True, ())
    assert anki.collection.note_count() == 0
    assert not {"createModel", "createDeck", "addNote", "multi"} & set(double.asked)


def test_words_are_sent_once_and_the_edited_ones_updated(double: AnkiConnectDouble, anki: Anki) -> None:
    assert sent(double, TEN) == [f"{one.simplified} added" for one in TEN]
    assert anki.note("Simplified:银行")["Sentence"] == "去<b>银行</b>。"
    assert [name for name, _, _ in anki.sides("Simplified:网格员")] == ["Read", "Recall", "Cloze"]
    assert len(anki.collection.find_cards("deck:dushu")) == anki.collection.card_count()
    assert counted(planned(double, TEN)) == (0, 0, 10)
    edited = (replace(TEN[0], gloss="other"), replace(TEN[1], tags=("fresh",)), *TEN[2:])
    assert counted(planned(double, edited)) == (0, 2, 8)
    assert sent(double, edited) == ["网格员 updated", "行 updated"]
    assert anki.note("Simplified:网格员")["English"] == "other"
    assert counted(planned(double, edited)) == (0, 0, 10)
    assert anki.collection.note_count() == 10


def test_tags_of_the_learners_own_stay(double: AnkiConnectDouble, anki: Anki) -> None:
    sent(double, TEN[:1])
    (note,) = anki.collection.find_notes("")
    anki.collection.tags.bulk_add([note], "mine")
    assert counted(planned(double, TEN[:1])) == (0, 0, 1)
    sent(double, (replace(TEN[0], gloss="x"),))
    assert "mine" in anki.collection.get_note(note).tags


def test_a_refused_duplicate_is_reported_and_stops_no_other(double: AnkiConnectDouble, anki: Anki) -> None:
    made = planned(double, TEN[:3])
    sent(double, TEN[:1])  # meanwhile, by another window
    made = replace(made, make_type=False, make_deck=False)
    found = list(send(connected(double), made, OWN))
    assert [one.outcome for one in found] == ["refused", "added", "added"]
    assert found[0].reason == "Anki has a note with this first field already"
    assert anki.collection.note_count() == 3


def test_another_note_type_gets_the_fields_it_is_told_and_no_others(
    double: AnkiConnectDouble, anki: Anki
) -> None:
    target = target_of(("Simplified=Front", "English=Back"), "Basic", "Chinese")
    assert sent(double, (TEN[3], TEN[0]), target) == ["银行 added", "网格员 added"]
    assert anki.note("Front:银行") == {"Front": "银行", "Back": "bank"}
    assert anki.collection.decks.id_for_name("Chinese")
    assert NOTE_TYPE not in double.do_modelNames()
    made = planned(double, (word("行", "xing2", "to go"), word("行", "hang2", "row")), target)
    assert [one.word.reading for one in made.twice] == ["hang2"]
    assert counted(planned(double, TEN[:1], target)) == (0, 0, 1)


@pytest.mark.parametrize(
    ("fields", "note_type", "told"),
    [
        (("Simplified=Front",), "Nothing", "no note type 'Nothing'; it has Basic"),
        (("Simplified=Hanzi",), "Basic", "has no field 'Hanzi'; it has Front, Back"),
        (("English=Back",), "Basic", "say which fields hold what"),
        (("Sound=Back",), "Basic", "write OUR=THEIRS"),
    ],
)
def test_a_target_that_does_not_fit_is_told(
    double: AnkiConnectDouble, fields: tuple[str, ...], note_type: str, told: str
) -> None:
    with pytest.raises(DeckError, match=told):
        planned(double, TEN, target_of(fields, note_type, ""))


def test_hostile_words_arrive_as_text(double: AnkiConnectDouble, anki: Anki) -> None:
    assert all(one.endswith("added") for one in sent(double, HOSTILE))
    for _, question, answer in anki.sides():
        assert "<script" not in question + answer
        assert "{{" not in question + answer


def test_a_key_a_permission_and_a_version_are_asked_for(anki: Anki) -> None:
    keyed = AnkiConnectDouble(anki.collection, key="secret")
    with pytest.raises(DeckError, match="asks for its key; give it with --key"):
        connected(keyed).connect()
    with pytest.raises(DeckError, match="valid api key must be provided"):
        connected(keyed, "wrong").connect()
    connected(keyed, "secret").connect()
    with pytest.raises(DeckError, match="does not let us in"):
        connected(AnkiConnectDouble(anki.collection, permission="denied")).connect()
    with pytest.raises(DeckError, match="too old"):
        connected(AnkiConnectDouble(anki.collection, version=5)).connect()


def test_it_speaks_http(double: AnkiConnectDouble, anki: Anki) -> None:
    # SQLite lets only this thread use the collection, so that what needs none is enough here.
    answers = {"requestPermission": {"permission": "granted"}, "version": 6, "modelNames": ["Basic", "词"]}

    def answer(body: bytes) -> tuple[int, bytes]:
        request = json.loads(body)
        assert request["version"] == 6
        return 200, json.dumps({"result": answers[request["action"]], "error": None}).encode()

    with served(answer) as address:
        AnkiConnect(address).connect()
        assert AnkiConnect(address).ask("modelNames") == ["Basic", "词"]


def test_what_is_no_anki_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # no proxy is ever asked
    for status, body, told in (
        (200, b"<html>", "is not AnkiConnect"),
        (302, b"", "does not answer"),
        (200, b"[]", "or an old one"),
    ):
        with served(lambda _, answer=(status, body): answer) as address, pytest.raises(DeckError, match=told):
            AnkiConnect(address).connect()
    with pytest.raises(DeckError, match=r"Anki does not answer \(Connection refused\); start Anki"):
        AnkiConnect(address).connect()
    with pytest.raises(DeckError, match="not an address"):
        AnkiConnect("file:///etc/passwd").connect()


def test_what_a_query_finds_comes_in_with_its_intervals(double: AnkiConnectDouble, anki: Anki) -> None:
    sent(double, TEN)
    card = anki.collection.get_card(anki.collection.find_cards("Simplified:银行 card:Read")[0])
    card.type, card.queue, card.ivl, card.reps = 2, 2, 30, 5
    anki.collection.update_card(card)
    notes = connected(double).notes("deck:dushu", cards=True)
    assert set(notes[0].fields) == set(FIELDS)
    found = words_of(notes, Source("Anki", b"")).words
    assert {one.form: one.status for one in found if one.form in ("银行", "绿")} == {
        "银行": Status.LEARNING_4,
        "绿": Status.LEARNING_1,
    }
