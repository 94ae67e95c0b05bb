"""What was typed is judged by what it says, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language.reading import Reading
from reader.study.answers import Verdict, judge, judge_pinyin
from reader.study.word import Identity

BANK = Identity("銀行", "银行", "yin2 hang2")
DAUGHTER = Identity("女兒", "女儿", "nu:3 er2")
PLAY = Identity("玩兒", "玩儿", "wan2 r5")
MUM = Identity("媽媽", "妈妈", "ma1 ma5")
XIAN = Identity("西安", "西安", "Xi1 an1")

syllables = st.tuples(
    st.sampled_from(["yin", "hang", "nu:", "lu:e", "er", "a", "zhuang", "xi", "an", "fen"]), st.integers(1, 5)
)
readings = st.lists(syllables, min_size=1, max_size=4)


@given(readings)
def test_every_way_of_writing_a_reading_is_right(reading: list[tuple[str, int]]) -> None:
    numbered = " ".join(f"{letters}{tone}" for letters, tone in reading)
    right = Reading.parse(numbered)
    ways = [numbered, numbered.replace(" ", ""), numbered.replace("u:", "v"), numbered.replace("u:", "ü")]
    ways += [right.marks(), right.marks(" "), right.marks().upper(), numbered.replace("5", "0")]
    for way in ways:
        verdict = judge_pinyin(way, [numbered])
        assert verdict is Verdict.RIGHT, way


@given(readings, st.data())
def test_a_tone_that_is_wrong_is_told_and_one_left_out_everywhere_is_forgiven(
    reading: list[tuple[str, int]], data: st.DataObject
) -> None:
    numbered = " ".join(f"{letters}{tone}" for letters, tone in reading)
    letters = "".join(letters for letters, _ in reading)
    toneless = all(tone == 5 for _, tone in reading)
    assert judge_pinyin(letters, [numbered]) is (Verdict.RIGHT if toneless else Verdict.WITHOUT_TONES)
    index = data.draw(st.integers(0, len(reading) - 1))
    other = data.draw(st.integers(1, 5).filter(lambda tone: tone != reading[index][1]))
    changed = [*reading[:index], (reading[index][0], other), *reading[index + 1 :]]
    written = " ".join(f"{letters}{tone}" for letters, tone in changed)
    assert judge_pinyin(written, [numbered]) is Verdict.TONES_WRONG


@given(st.text(max_size=12))
def test_any_text_can_be_typed(text: str) -> None:
    assert judge(text, BANK) in Verdict


@pytest.mark.parametrize(
    ("typed", "word", "verdict"),
    [
        ("银行", BANK, Verdict.RIGHT),
        ("銀行", BANK, Verdict.RIGHT),
        (" 银行。", BANK, Verdict.RIGHT),
        ("yínháng", BANK, Verdict.RIGHT),
        ("Yín háng", BANK, Verdict.RIGHT),
        ("yin2hang2", BANK, Verdict.RIGHT),
        ("yinhang", BANK, Verdict.WITHOUT_TONES),
        ("yin2 hang", BANK, Verdict.TONES_WRONG),
        ("yínxíng", BANK, Verdict.WRONG),
        ("行", BANK, Verdict.WRONG),
        ("bank", BANK, Verdict.WRONG),
        ("", BANK, Verdict.NOTHING),
        ("nv3er2", DAUGHTER, Verdict.RIGHT),
        ("nǚ'ér", DAUGHTER, Verdict.RIGHT),
        ("nu3er2", DAUGHTER, Verdict.WRONG),
        ("wánr", PLAY, Verdict.RIGHT),
        ("wanr2", PLAY, Verdict.RIGHT),
        ("wan2r", PLAY, Verdict.RIGHT),
        ("wan2 r5", PLAY, Verdict.RIGHT),
        ("wanr4", PLAY, Verdict.TONES_WRONG),
        ("māma", MUM, Verdict.RIGHT),
        ("xi1'an1", XIAN, Verdict.RIGHT),
        ("22", BANK, Verdict.WRONG),
    ],
)
def test_what_is_typed_is_judged(typed: str, word: Identity, verdict: Verdict) -> None:
    assert judge(typed, word) is verdict


def test_as_it_is_spoken_is_right_too() -> None:
    assert judge("bú shì", Identity("不是", "不是", "bu4 shi4"), readings=["bu2 shi4"]) is Verdict.RIGHT


def test_another_form_of_the_sentence_is_right_too() -> None:
    assert judge("裏面", Identity("裡面", "里面", "li3 mian4"), forms=["裏面"]) is Verdict.RIGHT
