"""What is spoken: the tones of 一 and 不, third tones in a row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language import sandhi
from reader.language.sandhi import spoken
from reader.language.token import Kind, Token

SYLLABLES = st.sampled_from(["yi1", "bu4", "hao3", "ni3", "shi4", "ren2", "tian1", "de5", "r5", "Bei3"])
CHARS = {
    "yi1": "一", "bu4": "不", "hao3": "好", "ni3": "你", "shi4": "是", "ren2": "人", "tian1": "天",
    "de5": "的", "r5": "儿", "Bei3": "北",
}  # fmt: skip
WORDS = st.lists(st.lists(SYLLABLES, min_size=1, max_size=4), max_size=12)


def tokens_of(words: list[str], kinds: dict[int, Kind] | None = None) -> list[Token]:
    tokens, start = [], 0
    for index, word in enumerate(words):
        kind = Kind.PUNCTUATION if word in "，。、" else (kinds or {}).get(index, Kind.WORD)
        tokens.append(Token(word, start, kind))
        start += len(word)
    return tokens


def said(text: str, kinds: dict[int, Kind] | None = None) -> str:
    """Read ``字/reading`` pairs parted by ``|`` and return what is spoken, words parted by ``|``."""
    pairs = [part.partition("/")[::2] for part in text.split("|")]
    tokens = tokens_of([word for word, _ in pairs], kinds)
    return "|".join(spoken(tokens, [reading for _, reading in pairs]))


@given(WORDS)
def test_only_tones_change_and_never_the_number_of_syllables(words: list[list[str]]) -> None:
    tokens = tokens_of(["".join(CHARS[syllable] for syllable in word) for word in words])
    readings = [" ".join(word) for word in words]
    result = spoken(tokens, readings)
    assert [[part[:-1] for part in one.split()] for one in result] == [
        [part[:-1] for part in one.split()] for one in readings
    ]


@given(WORDS)
def test_only_one_not_and_third_tones_change(words: list[list[str]]) -> None:
    tokens = tokens_of(["".join(CHARS[syllable] for syllable in word) for word in words])
    readings = [" ".join(word) for word in words]
    for before, after in zip(readings, spoken(tokens, readings), strict=True):
        for old, new in zip(before.split(), after.split(), strict=True):
            if old != new:
                assert old[-1] == "3" or old in ("yi1", "bu4")


@pytest.mark.parametrize(
    ("citation", "heard"),
    [
        ("一/yi1|个/ge4|人/ren2", "yi2|ge4|ren2"),
        ("一/yi1|个/ge5|人/ren2", "yi2|ge5|ren2"),
        ("一/yi1|天/tian1", "yi4|tian1"),
        ("一/yi1|年/nian2", "yi4|nian2"),
        ("一起/yi1 qi3|走/zou3", "yi4 qi3|zou3"),
        ("一定/yi1 ding4", "yi2 ding4"),
        ("第一/di4 yi1|次/ci4", "di4 yi1|ci4"),
        ("统一/tong3 yi1|标准/biao1 zhun3", "tong3 yi1|biao1 zhun3"),
        ("同一/tong2 yi1|个/ge4", "tong2 yi2|ge4"),
        ("一月/yi1 yue4", "yi1 yue4"),
        ("星期一/xing1 qi1 yi1|上课/shang4 ke4", "xing1 qi1 yi1|shang4 ke4"),
        ("之一/zhi1 yi1", "zhi1 yi1"),
        ("不/bu4|是/shi4", "bu2|shi4"),
        ("不/bu4|好/hao3", "bu4|hao3"),
        ("不对/bu4 dui4", "bu2 dui4"),
        ("好/hao3|不/bu4|，/|是/shi4", "hao3|bu4||shi4"),
        ("你好/ni3 hao3", "ni2 hao3"),
        ("展览馆/zhan3 lan3 guan3", "zhan2 lan2 guan3"),
        ("小老虎/xiao3 lao3 hu3", "xiao3 lao2 hu3"),
        ("我/wo3|很/hen3|好/hao3", "wo3|hen2|hao3"),
        ("五/wu3|本/ben3|书/shu1", "wu2|ben3|shu1"),
        ("哪里/na3 li5", "na2 li5"),
        ("椅子/yi3 zi5", "yi3 zi5"),
        ("有点儿/you3 dian3 r5", "you2 dian3 r5"),
        ("老板/lao3 ban3|，/|你/ni3", "lao2 ban3||ni3"),
        ("北海/Bei3 hai3", "Bei2 hai3"),
    ],
)
def test_words_sound_as_they_are_said(citation: str, heard: str) -> None:
    assert said(citation) == heard


@pytest.mark.parametrize(
    ("citation", "heard"),
    [
        ("二十一/er4 shi2 yi1|个/ge4", "er4 shi2 yi1|ge4"),
        ("一九九〇/yi1 jiu3 jiu3 ling2", "yi1 jiu2 jiu3 ling2"),
        ("一百/yi1 bai3", "yi4 bai3"),
        ("一万/yi1 wan4", "yi2 wan4"),
    ],
)
def test_one_keeps_its_tone_as_a_figure(citation: str, heard: str) -> None:
    assert said(citation, {0: Kind.NUMBER}) == heard


CLAUSE = st.sampled_from(
    [("我", "wo3"), ("很", "hen3"), ("好", "hao3"), ("一", "yi1"), ("不", "bu4"), ("老板", "lao3 ban3"),
     ("一个", "yi1 ge5"), ("点儿", "dian3 r5"), ("儿", "r5"), ("要", "yao4"), ("姐姐", "jie3 jie5"),
     ("星期", "xing1 qi1"), ("第一", "di4 yi1"), ("展览馆", "zhan3 lan3 guan3"), ("去", "qu4")]
)  # fmt: skip


@given(st.lists(CLAUSE, min_size=1, max_size=9))
def test_words_that_stir_nothing_can_be_passed_over(words: list[tuple[str, str]]) -> None:
    tokens, readings = [], []
    for word, reading in words:
        tokens.append(Token(word, sum(len(token.text) for token in tokens), Kind.WORD))
        readings.append(reading)
    whole = list(readings)
    row = tuple((token.text, token.kind, reading) for token, reading in zip(tokens, readings, strict=True))
    for place, changed in sandhi._changed(row):
        whole[place] = changed
    assert spoken(tokens, readings) == whole
