"""A glossary's terms are taken whole, and its phrases are cut as it says."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language.terms import Terms, without_overlap

TERMS = Terms(
    ["网格员", "网格化管理", "网格化", "包网", "合舟共济e+", "互联网+"],
    [("大数据", "中心"), ("多元", "化解")],
)


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in TERMS.spans(text)]


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("关口村网格员说", ["网格员"]),
        ("网格化管理平台", ["网格化管理"]),
        ("网格化服务", ["网格化"]),
        ("用“互联网+多元化解”", ["互联网+", "多元", "化解"]),
        ("大数据中心的大数据", ["大数据", "中心"]),
        ("打包网站", []),
        ("合舟共济e +矛盾", ["合舟共济e +"]),
        ("网格 员", []),
        ("", []),
    ],
)
def test_terms_settle_what_they_name_and_nothing_else(text: str, settled: list[str]) -> None:
    assert cut(text) == settled


@given(st.text(alphabet=st.sampled_from("网格化员管理互联+e 大数据中心多元解合舟共济"), max_size=40))
def test_spans_are_in_order_and_do_not_overlap(text: str) -> None:
    spans = TERMS.spans(text)
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_what_the_learner_fixed_goes_before_what_a_glossary_says() -> None:
    assert without_overlap([(0, 3), (5, 8)], [(2, 5)]) == [(2, 5), (5, 8)]
    assert without_overlap([(0, 3)], []) == [(0, 3)]
