from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language.places import PlaceSource
from reader.language.token import Kind
from tests.language.name_words import FewWords

_WORDS = FewWords(
    {
        "现代": 9.0, "科技": 9.3, "公交": 12.2, "西安": 11.0, "市区": 10.9, "合川区": 16.0, "公安局": 10.0,
        "启明星": 15.0, "星辰": 13.2, "图书馆": 10.5, "中学": 10.0, "农村": 9.3, "有限公司": 10.0,
        "站": 7.9, "路": 8.0, "城": 8.5, "的": 3.0, "在": 4.0, "这": 4.5, "条": 6.0, "家": 6.0, "三": 6.0,
    },
    {
        "现代": "n", "公交": "n", "西安": "ns", "启明星": "nz", "星辰": "n", "农村": "n", "合川区": "ns",
    },
)  # fmt: skip


def _found(text: str) -> dict[str, str]:
    return {text[c.start : c.end]: c.label for c in PlaceSource(_WORDS).candidates(text)}


@given(st.text(alphabet="双凤镇合川区枫林三路图书馆公司大学站的一两家座这条现代科技有限A ，", max_size=40))
def test_every_candidate_is_a_span_of_the_text_and_no_word(text: str) -> None:
    for candidate in PlaceSource(_WORDS).candidates(text):
        assert 0 <= candidate.start < candidate.end <= len(text)
        assert candidate.kind is Kind.NAME
        assert text[candidate.start : candidate.end] not in _WORDS
        assert "的" not in text[candidate.start : candidate.end]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("合川区双凤镇接到信息", "双凤镇", "place"),
        ("合阳城街道矛盾纠纷", "合阳城街道", "place"),
        ("他在枫林三路开了家店", "枫林三路", "place"),
        ("我们约在松竹街口碰面", "松竹街", "place"),
        ("柳荫胡同", "柳荫胡同", "place"),
        ("青石埠的渡口", "青石埠", "place"),
        ("启明星图书馆周一闭馆", "启明星图书馆", "organisation"),
        ("星辰中学的学生", "星辰中学", "organisation"),
        ("江城日报刊登了", "江城日报", "organisation"),
        ("远帆科技去年上市", "远帆科技", "organisation"),
    ],
)
def test_a_name_is_offered_by_its_ending(text: str, name: str, label: str) -> None:
    assert _found(text)[name] == label


@pytest.mark.parametrize(
    ("text", "no_name"),
    [
        ("在这条街上", "这条街"),
        ("有三家医院", "三家医院"),
        ("有座石桥", "座石桥"),
        ("合川区公安局", "合川区公安局"),
        ("全县都知道", "全县"),
        ("两省交界", "两省"),
        ("下午我去医院", "我去医院"),
    ],
)
def test_a_place_word_alone_makes_no_name(text: str, no_name: str) -> None:
    assert no_name not in _found(text)


@pytest.mark.parametrize("text", ["现代科技", "公交站", "农村中学"])
def test_a_common_word_before_a_suffix_costs_more_than_the_two_words(text: str) -> None:
    for candidate in PlaceSource(_WORDS).candidates(text):
        parts = [(text[:cut], text[cut:]) for cut in range(1, len(text))]
        assert candidate.cost > min(_WORDS.cost(a) + _WORDS.cost(b) for a, b in parts)


def test_a_company_is_named_apart_from_what_it_is() -> None:
    found = _found("会同鸿雁科技有限公司")
    assert found["鸿雁"] == "organisation"
    assert "鸿雁科技" not in found
