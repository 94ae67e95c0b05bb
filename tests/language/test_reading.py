"""Numbers and marks are two spellings of one reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language.reading import Reading, Syllable

INITIALS = (
    "",
    "b",
    "p",
    "m",
    "f",
    "d",
    "t",
    "n",
    "l",
    "g",
    "k",
    "h",
    "j",
    "q",
    "x",
    "zh",
    "ch",
    "sh",
    "r",
    "z",
    "c",
    "s",
)
FINALS = (
    "a",
    "o",
    "e",
    "ai",
    "ei",
    "ao",
    "ou",
    "an",
    "en",
    "ang",
    "eng",
    "ong",
    "i",
    "ia",
    "ie",
    "iao",
    "iu",
    "ian",
)
FINALS += ("in", "iang", "ing", "iong", "u", "ua", "uo", "uai", "ui", "uan", "un", "uang", "u:", "u:e")
LETTERS = st.tuples(st.sampled_from(INITIALS), st.sampled_from(FINALS)).map("".join)
SYLLABLES = st.builds(Syllable, LETTERS | LETTERS.map(str.capitalize) | st.just("r"), st.integers(1, 5))
READINGS = st.lists(SYLLABLES, min_size=1, max_size=6).map(tuple).map(Reading)


@given(READINGS)
def test_numbers_read_back(reading: Reading) -> None:
    assert Reading.parse(str(reading)) == reading


@given(READINGS)
def test_marks_read_back(reading: Reading) -> None:
    assert Reading.from_marks(reading.marks(" ")) == reading


@pytest.mark.parametrize(
    ("numbered", "marked"),
    [
        ("ni3 hao3", "nǐhǎo"),
        ("Bei3 jing1", "Běijīng"),
        ("lu:4 se4", "lǜsè"),
        ("nu:e4 dai4", "nüèdài"),
        ("xi1 an1", "xī'ān"),
        ("peng2 you5", "péngyou"),
        ("hua1 r5", "huār"),
        ("gui3", "guǐ"),
        ("liu2", "liú"),
        ("Chen2 Ling2 feng1", "Chén Língfēng"),
        ("yi1 bu4 zuo4 , er4 bu4 xiu1", "yībùzuò, èrbùxiū"),
        ("ka3 la1 O K", "kǎlā O K"),
        ("ng4", "ǹg"),
        ("Lu:3", "Lǚ"),
    ],
)
def test_a_word_is_written_with_marks_as_hanyu_pinyin_asks(numbered: str, marked: str) -> None:
    assert Reading.parse(numbered).marks() == marked
