from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language.numbers import NumberSource
from reader.language.token import Kind


def _found(text: str) -> dict[str, str]:
    return {text[c.start : c.end]: c.label for c in NumberSource().candidates(text)}


@given(st.text(alphabet="零一二两三四五六七八九十百千万亿点分之第几0123456789.,%年月日:-的起 ", max_size=60))
def test_every_candidate_is_a_span_of_the_text_with_a_cost(text: str) -> None:
    for candidate in NumberSource().candidates(text):
        assert 0 <= candidate.start < candidate.end <= len(text)
        assert candidate.kind is Kind.NUMBER
        assert candidate.cost > 0


@pytest.mark.parametrize(
    ("text", "number", "label"),
    [
        ("手机终端5万余个", "5万", "number"),
        ("2.5万余个", "2.5万", "number"),
        ("1,000元", "1,000", "number"),
        ("95%的事项", "95%", "percent"),
        ("考了7.5分", "7.5", "decimal"),
        ("时间:2018-07-30来源", "2018-07-30", "date"),
        ("在10:30开会", "10:30", "time"),
        ("2018年7月", "2018", "year"),
        ("二〇一八年", "二〇一八", "year"),
        ("一百一十八平", "一百一十八", "number"),
        ("三万六千吨", "三万六千", "number"),
        ("二十几岁", "二十几", "number"),
        ("七八十人", "七八十", "number"),
        ("三四个", "三四", "number"),
        ("增长了百分之六", "百分之六", "percent"),
        ("三分之二的人", "三分之二", "fraction"),
        ("第三部分", "第三", "ordinal"),
        ("四点五元", "四点五", "decimal"),
    ],
)
def test_a_number_is_offered_with_its_sort(text: str, number: str, label: str) -> None:
    assert _found(text)[number] == label


@pytest.mark.parametrize(
    ("text", "not_offered"),
    [
        ("万一下雨", "万一"),
        ("千万别去", "千万"),
        ("3月8日", "3月"),
        ("4300多个", "4300多"),
        ("第八十分钟", "第八十"),
        ("三点二十分", "三点二"),
        ("几万只", "几万"),
        ("十分好", "十分"),
        ("党的十九大报告", "十九"),
        ("炒到一千一张", "一千一"),
    ],
)
def test_words_and_measures_stay_out_of_numbers(text: str, not_offered: str) -> None:
    assert not_offered not in _found(text)


def test_shorter_numerals_inside_a_longer_one_are_offered_too() -> None:
    assert {"二十", "二十一"} <= set(_found("二十一起"))


def test_a_very_long_run_of_digits_costs_little() -> None:
    started = time.perf_counter()
    assert len(list(NumberSource().candidates("一二三" * 20_000 + "9" * 50_000))) < 10
    assert time.perf_counter() - started < 2
