from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language.numerals import read_out, value

_DIGITS = "零一二三四五六七八九"


def _spell(number: int) -> str:
    """Spell a number below ten thousand times a hundred million the way a schoolbook does."""
    for scale, unit in ((10**8, "亿"), (10**4, "万")):
        if number >= scale:
            high, low = divmod(number, scale)
            gap = "零" if low and low < scale // 10 else ""
            return _spell(high) + unit + gap + (_spell(low) if low else "")
    text, gap = "", False
    for scale, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + unit
            gap = False
        else:
            gap = True
    return text


@given(st.integers(1, 10**12 - 1))
def test_a_spelled_number_reads_back(number: int) -> None:
    assert value(_spell(number)) == number


@given(
    st.text(
        alphabet="零〇一二两三四五六七八九十百千万亿点半第几多余0123456789.,%年月日:-分之刻 ", max_size=80
    )
)
def test_anything_made_of_numeral_characters_is_read_or_refused(text: str) -> None:
    assert isinstance(read_out(text), str)


@given(st.text(max_size=30))
def test_any_text_at_all_is_read_or_refused(text: str) -> None:
    assert isinstance(read_out(text), str)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2.5万", 25_000),
        ("1,000", 1000),
        ("1000万", 10_000_000),
        ("三万六千", 36_000),
        ("两万五", 25_000),
        ("一千五", 1500),
        ("一千零五", 1005),
        ("十", 10),
        ("十八", 18),
        ("二〇一八", 2018),
        ("四点五", Decimal("4.5")),
        ("一点五亿", 150_000_000),
        ("一万亿", 10**12),
        ("兩萬", 20_000),
        ("25万", 250_000),
    ],
)
def test_a_numeral_has_its_value(text: str, number: int | Decimal) -> None:
    assert value(text) == number


@pytest.mark.parametrize("text", ["", "十几", "三四", "一一二点", "abc", "万一年", "9" * 100])
def test_what_is_no_plain_number_has_none(text: str) -> None:
    assert value(text) is None


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("2.5万", "25,000"),
        ("95%", "95 percent"),
        ("百分之十五", "15 percent"),
        ("百分之四点五", "4.5 percent"),
        ("千分之三", "3 in 1,000"),
        ("三分之二", "two thirds (2/3)"),
        ("二分之一", "one half (1/2)"),
        ("2018年", "the year 2018"),
        ("一九九七年七月一日", "1 July 1997"),
        ("2018-07-30", "30 July 2018"),
        ("7月30日", "30 July"),
        ("3月", "March"),
        ("十五号", "the 15th"),
        ("七点半", "half past 7 (7:30)"),
        ("六点三刻", "6:45"),
        ("9时", "9 o'clock"),
        ("10:30", "10:30"),
        ("第三", "third; no. 3"),
        ("第八十二", "82nd; no. 82"),
        ("十几", "10-odd (11 to 19)"),
        ("几十", "several tens"),
        ("两千多", "more than 2,000"),
        ("三四", "three or four"),
        ("七八十", "70 or 80"),
        ("二〇一八", "2018"),
        ("13812345678", "13812345678"),
        ("100000", "100,000"),
        ("半", "half"),
        ("-5℃", "-5 degrees Celsius"),
        ("13月", ""),
        ("学习", ""),
    ],
)
def test_a_number_is_explained_in_english(text: str, english: str) -> None:
    assert read_out(text) == english


def test_the_label_tells_a_year_from_a_quantity() -> None:
    assert read_out("2018") == "2018"
    assert read_out("2018", "year") == "the year 2018"
