from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.dictionary.entry import Entry, Sense
from reader.dictionary.name_parts import name_parts
from reader.dictionary.parts import Part, explain, short_gloss
from reader.language.reading import Reading


def _entry(word: str, reading: str, *senses: str) -> Entry:
    return Entry(word, word, Reading.parse(reading), tuple(map(Sense, senses)), (), "test")


_DICTIONARY = (
    _entry("网格", "wang3 ge2", "grid"),
    _entry("员", "yuan2", "person", "employee"),
    _entry("智能", "zhi4 neng2", "intelligent; able", "smart (phone, system, bomb etc)"),
    _entry("大", "da4", "big", "great"),
    _entry("模型", "mo2 xing2", "model", "mold"),
    _entry("研究", "yan2 jiu1", "research", "CL:項|项[xiang4]"),
    _entry("高兴", "gao1 xing4", "happy; glad"),
    _entry("散步", "san4 bu4", "to take a walk"),
    _entry("喜欢", "xi3 huan5", "to like"),
    _entry("看", "kan1", "to look after"),
    _entry("看", "kan4", "to see; to look at"),
    _entry("走", "zou3", "to walk"),
    _entry("理发", "li3 fa4", "to get a haircut; to have one's hair done"),
    _entry("理", "li3", "to manage"),
    _entry("发", "fa1", "to send out"),
    _entry("发", "fa4", "hair"),
    _entry("完", "wan2", "to finish"),
    _entry("事", "shi4", "matter"),
    _entry("吨", "dun1", "ton (loanword)"),
    _entry("单", "Shan4", "surname Shan"),
    _entry("单", "dan1", "bill"),
    _entry("单", "shan4", "used in place names"),
    _entry("志", "zhi4", "aspiration"),
    _entry("凤", "feng4", "phoenix"),
    _entry("双", "shuang1", "two"),
    _entry("栋", "dong4", "classifier for houses or buildings", "ridgepole (old)"),
)


def _entries(word: str) -> tuple[Entry, ...]:
    return tuple(entry for entry in _DICTIONARY if entry.simplified == word)


def _texts(parts: Iterable[Part]) -> list[str]:
    return [part.text for part in parts]


@given(st.text(alphabet="网格员智能化大模型研究高兴看一不理完发儿三万吨x", max_size=14), st.booleans())
def test_any_word_is_explained_or_left_without_a_guess(word: str, read: bool) -> None:
    parts, gloss = explain(word, _entries, "a1 " * len(word) if read else "")
    assert bool(parts) == bool(gloss)
    assert all(part.text for part in parts)


@given(st.text(alphabet="网格员智能大模型吨志", min_size=2, max_size=10))
def test_the_parts_of_an_undoubled_word_join_back_to_it(word: str) -> None:
    parts, gloss = explain(word, _entries)
    if gloss and "said twice" not in gloss and "a little" not in gloss:
        assert "".join(_texts(parts)) == word


@given(st.lists(st.text(alphabet="ab ()[];,|字[", max_size=60), max_size=4))
def test_a_short_gloss_is_short(senses: list[str]) -> None:
    assert len(short_gloss((_entry("字", "zi4", *senses),))) <= 40


@pytest.mark.parametrize(
    ("word", "pieces", "gloss"),
    [
        ("网格员", ["网格", "员"], "grid + member"),
        ("网格员们", ["网格", "员", "们"], "grid + member + (plural)"),
        ("智能化", ["智能", "化"], "intelligent + to make …"),
        ("大模型", ["大", "模型"], "big + model"),
        ("三万六千吨", ["三万六千", "吨"], "36,000 + ton"),
        ("研究研究", ["研究"], "research a little; to have a try at it"),
        ("高高兴兴", ["高兴"], "happy (said twice: lively, thorough)"),
        ("散散步", ["散步"], "to take a walk a little"),
        ("走不走", ["走"], "to walk or not?"),
        ("喜不喜欢", ["喜欢"], "to like or not?"),
        ("理完发", ["理", "完", "发"], "to get a haircut (理发 with 完 inside)"),
        ("事儿", ["事"], "matter (with the ending 儿)"),
    ],
)
def test_a_word_is_explained_by_its_parts(word: str, pieces: list[str], gloss: str) -> None:
    parts, said = explain(word, _entries)
    assert (_texts(parts), said) == (pieces, gloss)


def test_the_reading_of_the_whole_tells_which_word_a_part_is() -> None:
    assert explain("看看", _entries, "kan4 kan5")[1].startswith("to see")
    assert explain("看看", _entries, "kan1 kan5")[1].startswith("to look after")


def test_a_part_between_verb_and_object_does_not_change_their_reading() -> None:
    parts, _ = explain("理完发", _entries)
    assert (str(parts[2].reading), parts[2].gloss) == ("fa4", "hair")


def test_a_word_of_unknown_characters_has_no_gloss() -> None:
    assert explain("囧囧鬱", _entries) == ((), "")


def test_notes_names_and_measure_words_come_last_in_a_short_gloss() -> None:
    assert short_gloss(_entries("单")) == "bill"
    assert short_gloss(_entries("栋")) == "ridgepole"


def test_a_persons_name_is_surname_and_meaning_of_the_given_name() -> None:
    parts = name_parts("单志凤", "person", _entries, "Shan4 Zhi4 feng4")
    assert [(part.text, part.gloss) for part in parts] == [
        ("单", "surname"),
        ("志", "aspiration"),
        ("凤", "phoenix"),
    ]


def test_a_place_is_its_stem_and_its_kind() -> None:
    parts = name_parts("双凤镇", "place", _entries, "Shuang1 feng4 zhen4")
    assert _texts(parts) == ["双", "凤", "镇"]
    assert parts[-1].gloss == "Town"
    assert str(parts[0].reading) == "Shuang1"
