"""The engine keeps its laws on any text, and is right where it must be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.language.script import has_han, is_han
from reader.language.token import Kind
from reader.session import Session

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed" / "000_fe377c681fa75986.txt"

HAN = st.sampled_from(
    "的一是了我不人在他有这上们来到时大地为子中你说生国年着就那和要出也得里后自以会还没好行长都觉网格员陈凌峰張國語鬱𠮷㐂〇々"
)
OTHER = st.sampled_from(
    "，。！？“”《》…—·、 \u3000\t\n0123456789.%％年月日万亿百abcXYZ+-é\u0301\u200b\ufe0f😀\x1b\u202e[/]"
)
TEXTS = st.lists(HAN | OTHER, max_size=60).map("".join)


def check(session: Session, text: str) -> None:
    annotations = session.annotate(text)
    assert "".join(annotation.token.text for annotation in annotations) == text
    place = 0
    for annotation in annotations:
        token = annotation.token
        assert token.start == place
        place = token.end
        if not has_han(token.text):
            continue
        assert annotation.gloss, token
        assert len(annotation.reading) == len(annotation.spoken)
        if all(map(session.lexicon.readings, filter(is_han, token.text))):
            assert len(annotation.reading) == sum(map(is_han, token.text)), annotation


@given(TEXTS | st.text(max_size=60))
@settings(max_examples=300)
def test_tokens_of_any_text_join_back_and_no_word_is_without_help(engine: Session, text: str) -> None:
    check(engine, text)


@given(TEXTS)
@settings(max_examples=50)
def test_the_same_text_is_always_annotated_the_same(engine: Session, text: str) -> None:
    assert engine.annotate(text) == engine.annotate(text)


@given(TEXTS)
@settings(max_examples=50)
def test_what_is_remembered_of_words_is_what_would_be_worked_out_anew(engine: Session, text: str) -> None:
    engine.annotate(text)
    remembered = engine.annotate(text)
    engine.annotator._words.clear()
    assert engine.annotate(text) == remembered


@pytest.mark.skipif(not SEED.exists(), reason="the article lies outside the project and is not here")
def test_every_word_of_a_real_page_has_help(engine: Session) -> None:
    for paragraph in engine.load(SEED).paragraphs:
        check(engine, paragraph.text)


def test_a_line_longer_than_any_paragraph_is_annotated_whole(engine: Session) -> None:
    text = "他说，今天的天气很好。" * 1_000
    annotations = engine.annotate(text)
    assert "".join(annotation.token.text for annotation in annotations) == text


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("他得了第一名，高兴得跳了起来。", {"得": ["de2", "de5"]}),
        ("银行行长走了。", {"银行": ["yin2 hang2"], "行长": ["hang2 zhang3"]}),
        ("头髮乾了", {}),
        ("查国栋教授退休了。", {"查国栋": ["Zha1 Guo2 dong4"]}),
        ("我还没还他钱。", {"还": ["hai2", "huan2"]}),
    ],
)
def test_words_are_read_as_they_are_meant(engine: Session, text: str, readings: dict[str, list[str]]) -> None:
    found: dict[str, list[str]] = {}
    for annotation in engine.annotate(text):
        found.setdefault(annotation.token.text, []).append(str(annotation.reading))
    assert {word: found.get(word) for word in readings} == readings


def test_traditional_text_keeps_its_own_characters_and_finds_its_own_entries(engine: Session) -> None:
    annotations = engine.annotate("他在銀行裡數錢。")
    assert "".join(annotation.token.text for annotation in annotations) == "他在銀行裡數錢。"
    bank = next(annotation for annotation in annotations if annotation.token.text == "銀行")
    assert bank.entries[0].traditional == "銀行"


def test_names_and_numbers_say_what_they_are(engine: Session) -> None:
    annotations = {a.token.text: a for a in engine.annotate("陈凌峰说，双凤镇有2.5万人，占三分之二。")}
    assert annotations["陈凌峰"].token.kind is Kind.NAME
    assert "surname" in annotations["陈凌峰"].gloss
    assert annotations["双凤镇"].token.kind is Kind.NAME
    assert "Town" in annotations["双凤镇"].gloss
    assert annotations["2.5万"].gloss == "25,000"


def test_a_word_no_dictionary_has_is_explained_by_its_parts(engine: Session) -> None:
    from reader.dictionary.parts import explain

    parts, gloss = explain("网格员", lambda word: engine.lexicon.entries(word) if word != "网格员" else ())
    assert [part.text for part in parts] == ["网格", "员"]
    assert "grid" in gloss
