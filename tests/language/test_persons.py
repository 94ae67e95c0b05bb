from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language.persons import PersonName, PersonSource, parse_person
from reader.language.token import Kind
from tests.language.name_words import FewWords

_TEXT = st.text(alphabet="王李陈欧阳小老阿某总说记者老师，、的一张余 凌峰志远国栋在高兴A1", max_size=40)


def _found(text: str, **words: float) -> dict[str, float]:
    return {text[c.start : c.end]: c.cost for c in PersonSource(FewWords(words)).candidates(text)}


@given(_TEXT)
def test_every_candidate_is_a_span_of_the_text_and_no_word(text: str) -> None:
    words = FewWords({"高兴": 8.5, "老师": 8.0})
    for candidate in PersonSource(words).candidates(text):
        assert 0 <= candidate.start < candidate.end <= len(text)
        assert candidate.kind is Kind.NAME
        assert text[candidate.start : candidate.end] not in ("高兴", "老师")


@given(st.text(alphabet="王李陈欧阳小老阿某凌峰志远", min_size=1, max_size=5))
def test_a_name_taken_apart_joins_back(text: str) -> None:
    name = parse_person(text)
    assert name.prefix + name.surname + name.given + name.title == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("网格员陈凌峰例行巡查", "陈凌峰"),
        ("昨天欧阳晓岚在会上", "欧阳晓岚"),
        ("单志远的妹妹", "单志远"),
        ("专职调解员程杨指导其调解", "程杨"),
        ("小顾和阿珍合开了花店", "阿珍"),
        ("朴美玲从首尔来", "朴美玲"),
        ("记者 来玉伍", "来玉伍"),
        ("起了个小名叫豆豆。", "豆豆"),
    ],
)
def test_a_name_is_offered(text: str, name: str) -> None:
    assert name in _found(text)


@pytest.mark.parametrize(
    ("text", "no_name"),
    [
        ("陈凌峰笑着说", "陈凌峰笑"),
        ("填一下这张表", "张表"),
        ("联系200余家企业", "余家"),
        ("赵王讲和", "赵王"),
        ("魏军大败", "魏军"),
        ("两条直线交于某点", "于"),
        ("马总是迟到", "马"),
        ("孩子叫妈妈。", "妈妈"),
        ("曾任县长", "任"),
    ],
)
def test_what_only_looks_like_a_name_is_not_offered(text: str, no_name: str) -> None:
    assert no_name not in _found(text, 于=5.5, 这=4.5, 总是=8.5, 妈妈=8.0)


def test_a_word_of_the_vocabulary_is_never_offered() -> None:
    assert "高兴" in _found("高兴", 高=12.0, 兴=12.0)
    assert "高兴" not in _found("高兴", 高兴=8.5)


@pytest.mark.parametrize(
    ("text", "surname"),
    [
        ("请陈老师来", "陈"),
        ("调解员老杨通过电脑", "杨"),
        ("小顾和阿珍合开了花店", "顾"),
        ("收到市民粟某发过来的申请", "粟"),
        ("被告王某某没有回答", "王"),
        ("王总，您好", "王"),
        ("欧阳教授", "欧阳"),
    ],
)
def test_a_surname_beside_a_form_of_address_is_a_name_by_itself(text: str, surname: str) -> None:
    found = [c for c in PersonSource(FewWords({})).candidates(text) if c.label == "surname"]
    assert surname in {text[c.start : c.end] for c in found}


@pytest.mark.parametrize("better", ["记者李青山来了", "李青山说他来了", "李青山老师来了"])
def test_a_title_or_a_verb_of_speaking_makes_a_name_likelier(better: str) -> None:
    plain = _found("又李青山来了")["李青山"]
    assert _found(better)["李青山"] < plain - 1.5


def test_a_name_met_twice_is_likelier() -> None:
    assert _found("有李青山，有李青山，")["李青山"] < _found("有李青山，有刘青山，")["李青山"]


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("欧阳晓岚", PersonName(surname="欧阳", given="晓岚")),
        ("陈凌峰", PersonName(surname="陈", given="凌峰")),
        ("老仇", PersonName(prefix="老", surname="仇")),
        ("阿珍", PersonName(prefix="阿", given="珍")),
        ("王总", PersonName(surname="王", title="总")),
        ("粟某", PersonName(surname="粟", title="某")),
        ("陈", PersonName(surname="陈")),
    ],
)
def test_a_name_is_taken_apart(text: str, parsed: PersonName) -> None:
    assert parse_person(text) == parsed
