"""Pinyin in zhuyin, spelling rules undone."""

from __future__ import annotations

import pytest

from reader.language.reading import Reading
from reader.language.zhuyin import zhuyin

INITIALS = (*"bpmfdtnlgkhrzcs", "zh", "ch", "sh")
FINALS = (
    *"ae",
    *[
        "ai",
        "ao",
        "ou",
        "an",
        "ang",
        "eng",
        "ie",
        "iao",
        "iu",
        "ian",
        "in",
        "iang",
        "ing",
        "uo",
        "ui",
        "uan",
        "un",
        "ong",
    ],
)


@pytest.mark.parametrize(
    ("numbered", "wanted"),
    [
        ("ma1 ma5", "ㄇㄚ ˙ㄇㄚ"),
        ("Bei3 jing1", "ㄅㄟˇ ㄐㄧㄥ"),
        ("lu:4 se4", "ㄌㄩˋ ㄙㄜˋ"),
        ("nu:e4", "ㄋㄩㄝˋ"),
        ("xue2 yuan4", "ㄒㄩㄝˊ ㄩㄢˋ"),
        ("yong3 yuan3", "ㄩㄥˇ ㄩㄢˇ"),
        ("zhi1 shi5", "ㄓ ˙ㄕ"),
        ("wan2 r5", "ㄨㄢˊ ㄦ"),
        ("er2 zi5", "ㄦˊ ˙ㄗ"),
        ("weng1", "ㄨㄥ"),
        ("you3 wu4", "ㄧㄡˇ ㄨˋ"),
        ("liu4 gui3 lun2", "ㄌㄧㄡˋ ㄍㄨㄟˇ ㄌㄨㄣˊ"),
        ("A A zhi4", "A A ㄓˋ"),
        ("xx5", "xx"),
    ],
)
def test_a_reading_is_written_as_dictionaries_write_it(numbered, wanted):
    assert zhuyin(Reading.parse(numbered)) == wanted
    assert Reading.parse(numbered).zhuyin() == wanted


def test_different_syllables_are_written_differently():
    syllables = [f"{initial}{final}1" for initial in INITIALS for final in FINALS]
    written = [zhuyin(Reading.parse(syllable)) for syllable in syllables]
    assert len(set(written)) == len(syllables)
