"""Pinyin in every notation becomes the numbered form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.deck.spelling import sounds_like, spelled
from reader.language.reading import Reading, Syllable

SYLLABLES = """
a ai an ang ao ba bei bian biao chuang ci cong de die dong e ei en er fan fei fo gai gang ge guo hao jia
jian jiang jie jin jing jiong ju juan jue jun kai kuai lao liang lie liu lu: lu:e ma mian nian niang nu:
nu:e ou pian po qia qian qing qiong quan qun re ri rong ruo sheng shi shuang shui si suo tian tong tui
wan wei wen wo wu xi xia xian xiang xiong xu xuan xue yan yang yao ye yi yin ying yong you yu yuan yue
yun zai zhang zhei zhi zhong zhua zhuang zi zong zuo
"""
syllables = st.builds(Syllable, st.sampled_from(SYLLABLES.split()), st.integers(1, 5))
readings = st.lists(syllables, min_size=1, max_size=4).map(lambda made: Reading(tuple(made)))


@given(readings)
def test_what_is_numbered_stays_joined_or_parted(reading: Reading) -> None:
    assert spelled(str(reading)) == str(reading)
    assert spelled(str(reading).replace(" ", "")) == str(reading)
    assert spelled(str(reading).replace("u:", "ü")) == str(reading)
    assert spelled(str(reading).replace("u:", "v")) == str(reading)


@given(readings)
def test_marks_parted_by_spaces_and_zhuyin_are_read(reading: Reading) -> None:
    if any(syllable.tone != 5 for syllable in reading.syllables):
        assert spelled(reading.marks(" ")) == str(reading)
    assert spelled(reading.zhuyin()) == str(reading)


@given(readings)
def test_marks_joined_are_read_where_the_number_of_characters_is_known(reading: Reading) -> None:
    found = Reading.parse(spelled(reading.marks(), "字" * len(reading)))
    if any(syllable.tone != 5 for syllable in reading.syllables):
        assert len(found) == len(reading)
        assert found.marks() == reading.marks()


@given(st.text(max_size=30))
def test_no_text_is_too_strange(text: str) -> None:
    once = spelled(text)
    assert once == " ".join(once.split())


@pytest.mark.parametrize(
    ("written", "word", "expected"),
    [
        ("yínháng", "银行", "yin2 hang2"),
        ("Běijīng", "北京", "Bei3 jing1"),
        ("Xī'ān", "西安", "Xi1 an1"),
        ("xian1", "先", "xian1"),
        ("nǚ'ér", "女儿", "nu:3 er2"),
        ("nü3er2", "女儿", "nu:3 er2"),
        ("lu:4se4", "绿色", "lu:4 se4"),
        ("huār", "花儿", "hua1 r5"),
        ("zhèr", "", "zhe4 r5"),
        ("dōngxi", "东西", "dong1 xi5"),
        ("dong1xi0", "", "dong1 xi5"),
        ("fāng'àn", "方案", "fang1 an4"),
        ("fāngàn", "反感", "fan1 gan4"),
        ("liu2//xia4", "留下", "liu2 xia4"),
        ("AA zhì", "AA制", "A A zhi4"),
        ("yin² hang²", "银行", "yin2 hang2"),
        ("yin-hang", "银行", "yin hang"),
        ("gōng’ānjú", "公安局", "gong1 an1 ju2"),
        ("Ka3 si1 · La1", "", "Ka3 si1 · La1"),
        ("", "银行", ""),
    ],
)
def test_notations_of_other_programs(written: str, word: str, expected: str) -> None:
    assert spelled(written, word) == expected


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("yin2 hang2", "Yin2 Hang2", True),
        ("dong1 xi5", "dong1 xi1", True),
        ("yin hang", "yin2 hang2", True),
        ("hua1 r5", "hua1 er2", True),
        ("Ka3 · la1", "ka3 la1", True),
        ("xing2", "hang2", False),
        ("mai3", "mai4", False),
        ("xi1 an1", "xian1", False),
    ],
)
def test_readings_sound_alike_but_for_what_programs_leave_out(one: str, other: str, alike: bool) -> None:
    assert sounds_like(one, other) is alike


def test_letters_that_could_be_cut_in_countless_ways_and_fit_in_none_take_no_time() -> None:
    assert spelled("an" * 29 + "q") == "an" * 29 + "q"
    assert spelled("ā" + "na" * 28, "字" * 3).startswith("an1 an5")
