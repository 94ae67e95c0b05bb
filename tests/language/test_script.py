"""Both scripts, and offsets that hold in both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language.script import (
    Simplifier,
    has_han,
    is_han,
    is_traditional,
    to_simplified,
    to_traditional,
    with_ordinary_forms,
)

TEXTS = st.text(
    alphabet=st.sampled_from("乾隆皇帝著名頭髮發展后後裡里麵面⼀⻝豈𠮷a1，。〇") | st.characters(),
    max_size=40,
)


@given(TEXTS)
def test_the_simplified_form_has_a_code_point_for_each(text: str) -> None:
    assert len(to_simplified(text)) == len(text)


@given(TEXTS)
def test_simplifying_twice_changes_nothing_more(text: str) -> None:
    once = to_simplified(text)
    assert to_simplified(once) == once or is_traditional(once)


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("他在銀行裡數錢。", "他在银行里数钱。"),
        ("乾隆皇帝的頭髮乾了", "乾隆皇帝的头发干了"),
        ("⼀⻝", "一食"),
        ("abc，１２３", "abc，１２３"),
    ],
)
def test_characters_become_the_ones_of_the_other_script(traditional: str, simplified: str) -> None:
    assert to_simplified(traditional) == simplified


def test_simplified_text_becomes_traditional_by_words() -> None:
    assert to_traditional("头发发展") == "頭髮發展"


def test_a_text_without_traditional_characters_is_passed_through() -> None:
    simplifier = Simplifier("銀數錢")
    text = "他在银行里数钱。"
    assert simplifier(text) is text
    assert simplifier("數錢") == "数钱"


@pytest.mark.parametrize(
    ("text", "expected"), [("他在銀行裡數錢", True), ("他在银行里数钱", False), ("你好", False)]
)
def test_the_script_of_a_text_is_told(text: str, expected: bool) -> None:
    assert is_traditional(text) is expected


def test_han_characters_of_all_planes_are_han() -> None:
    assert all(map(is_han, "一〇㐂𠮷豈⼀\U00031350"))
    assert not any(map(is_han, "aあ，1😀 "))
    assert has_han("a一")
    assert not has_han("abc あ")


@given(TEXTS)
def test_ordinary_forms_keep_every_place(text: str) -> None:
    assert len(with_ordinary_forms(text)) == len(text)
    assert with_ordinary_forms(with_ordinary_forms(text)) == with_ordinary_forms(text)


@pytest.mark.parametrize(
    ("written", "ordinary"),
    [
        ("⽉亮很⾼", "月亮很高"),
        ("⻢路上有⻋，⻛很⼤", "马路上有车，风很大"),
        ("\uf90a\uf9d1", "金六"),
        ("ﬁ①Ａ", "ﬁ①Ａ"),
    ],
)
def test_radicals_and_compatibility_forms_are_folded_where_nothing_else_is_traditional(
    written: str, ordinary: str
) -> None:
    assert Simplifier("漢")(written) == ordinary
