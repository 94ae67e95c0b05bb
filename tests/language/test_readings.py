"""Readings in context: always a dictionary's where there is one, and the right one of several."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.language.readings import ContextualChooser, bundled_model
from reader.language.script import is_han
from reader.language.token import Kind, Token
from reader.paths import bundled

DICTIONARY = {
    "为": ("wei2", "wei4"), "还": ("Huan2", "hai2", "huan2"), "长": ("chang2", "zhang3"),
    "得": ("de2", "de5", "dei3"), "地": ("de5", "di4"), "着": ("zhao1", "zhao2", "zhe5", "zhuo2"),
    "行": ("hang2", "xing2"), "了": ("le5", "liao3"), "都": ("Du1", "dou1", "du1"), "没": ("mei2", "mo4"),
    "好": ("hao3", "hao4"), "只": ("zhi1", "zhi3"), "种": ("Chong2", "chong2", "zhong3", "zhong4"),
    "重": ("chong2", "zhong4"), "干": ("gan1", "gan4"), "教": ("Jiao4", "jiao1", "jiao4"),
    "倒": ("dao3", "dao4"), "累": ("lei2", "lei3", "lei4"), "藏": ("Zang4", "cang2", "zang4"),
    "弹": ("dan4", "tan2"), "看": ("kan1", "kan4"), "过": ("Guo1", "guo4", "guo5"), "当": ("dang1", "dang4"),
    "冯": ("Feng2", "ping2"), "乐": ("Le4", "Yue4", "le4", "yue4"), "的": ("de5", "di2", "di4"),
    "他": ("ta1",), "我": ("Wo3", "wo3"), "们": ("men5",), "书": ("shu1",), "钱": ("Qian2", "qian2"),
    "很": ("hen3",), "高": ("Gao1", "gao1"), "人": ("ren2",), "水": ("shui3",), "万": ("wan4",),
    "查": ("Zha1", "cha2", "zha1"), "单": ("Shan4", "chan2", "dan1", "shan4"), "任": ("Ren2", "ren4"),
    "解": ("Xie4", "jie3", "jie4"), "朴": ("Piao2", "po1", "pu3"), "仇": ("Qiu2", "chou2"), "田": ("tian2",),
    "立": ("li4",), "芳": ("fang1",), "志": ("zhi4",), "强": ("jiang4", "qiang2", "qiang3"),
    "川": ("chuan1",), "合": ("ge3", "he2"), "区": ("Ou1", "qu1"), "老": ("lao3",), "网": ("wang3",),
    "格": ("ge2",), "员": ("yuan2",), "网格": ("wang3 ge2",), "银行": ("yin2 hang2",),
    "长江": ("Chang2 Jiang1",),
    "东西": ("dong1 xi1", "dong1 xi5"), "地方": ("di4 fang1", "di4 fang5"), "不是": ("bu2 shi5", "bu4 shi4"),
    "起来": ("qi3 lai5", "qi5 lai5"), "花儿": ("hua1 er2", "hua1 r5"), "AA制": ("zhi4",),
    "唱歌": ("chang4 ge1",), "不了": ("bu4 le5", "bu4 liao3"), "大夫": ("da4 fu1", "dai4 fu5"),
}  # fmt: skip
KINDS = st.sampled_from([Kind.WORD, Kind.NAME, Kind.NUMBER])
LABELS = st.sampled_from(["", "person", "place", "transliteration", "organisation"])


def readings_of(word: str) -> tuple[str, ...]:
    return DICTIONARY.get(word, ())


def cut(words: list[str], kind: Kind = Kind.WORD, label: str = "") -> list[Token]:
    tokens, start = [], 0
    for word in words:
        marks = not any(map(is_han, word))
        tokens.append(Token(word, start, Kind.PUNCTUATION if marks else kind, label="" if marks else label))
        start += len(word)
    return tokens


@pytest.fixture(scope="module")
def chooser() -> ContextualChooser:
    return ContextualChooser(readings_of)


def read(chooser: ContextualChooser, words: list[str]) -> dict[str, str]:
    """Return the last reading of each word of a sentence."""
    tokens = cut(words)
    chosen = chooser.choose("".join(words), tokens, [readings_of(word) for word in words])
    return dict(zip(words, (choice.reading for choice in chosen), strict=True))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(DICTIONARY)), KINDS, LABELS), max_size=12))
def test_a_reading_is_one_of_the_dictionarys_or_a_name(words: list[tuple[str, Kind, str]]) -> None:
    tokens, start = [], 0
    for word, kind, label in words:
        tokens.append(Token(word, start, kind, label=label))
        start += len(word)
    candidates = [readings_of(token.text) for token in tokens]
    text = "".join(token.text for token in tokens)
    for token, offered, choice in zip(
        tokens, candidates, ContextualChooser(readings_of).choose(text, tokens, candidates), strict=True
    ):
        assert len(choice.reading.split()) == sum(map(is_han, token.text))
        assert 0 <= choice.confidence <= 1
        if token.kind is not Kind.NAME:
            assert choice.reading in offered


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="为还长得地着行一二5A好重𠮷龘〇·，", min_size=1, max_size=6), KINDS, LABELS)
def test_a_word_no_dictionary_has_is_read_character_by_character(text: str, kind: Kind, label: str) -> None:
    (choice,) = ContextualChooser(readings_of).choose(text, [Token(text, 0, kind, label=label)], [()])
    assert len(choice.reading.split()) == sum(map(is_han, text))


@pytest.mark.parametrize(
    ("sentence", "word", "reading"),
    [
        ("我 还 没 有 书", "还", "hai2"),
        ("他 把 钱 还 给 我", "还", "huan2"),
        ("他 跑 得 很 快", "得", "de5"),
        ("我 得 走 了", "得", "dei3"),
        ("他 得 了 第一 名", "得", "de2"),
        ("他 慢慢 地 走 了", "地", "de5"),
        ("水 在 地 上", "地", "di4"),
        ("门 开 着", "着", "zhe5"),
        ("他 睡 着 了", "着", "zhao2"),
        ("头发 很 长", "长", "chang2"),
        ("孩子 长 大 了", "长", "zhang3"),
        ("大家 都 来 了", "都", "dou1"),
        ("我 没 时间", "没", "mei2"),
        ("一 只 猫", "只", "zhi1"),
        ("我 只 要 水", "只", "zhi3"),
        ("这 种 花", "种", "zhong3"),
        ("他 种 了 一 棵 树", "种", "zhong4"),
        ("箱子 太 重 了", "重", "zhong4"),
        ("衣服 晒 干 了", "干", "gan1"),
        ("你 在 干 什么", "干", "gan4"),
        ("她 教 我们 汉语", "教", "jiao1"),
        ("给 他 倒 了 一 杯 水", "倒", "dao4"),
        ("树 被 风 刮 倒 了", "倒", "dao3"),
        ("今天 累 死 了", "累", "lei4"),
        ("她 弹 钢琴", "弹", "tan2"),
        ("他 当 老师", "当", "dang1"),
        ("我 去 过 北京", "过", "guo5"),
        ("他 为 人民 服务", "为", "wei4"),
        ("他 被 选 为 班长", "为", "wei2"),
        ("冯 说", "冯", "Feng2"),
        ("他 买 东西", "东西", "dong1 xi5"),
        ("这 个 地方 很 好", "地方", "di4 fang5"),
        ("他 不是 学生", "不是", "bu4 shi4"),
        ("大家 都 站 起来 了", "起来", "qi5 lai5"),
        ("他 去 银行", "银行", "yin2 hang2"),
        ("长江 很 长", "长江", "Chang2 Jiang1"),
        ("我 吃 不了", "不了", "bu4 liao3"),
        ("网格员", "网格员", "wang3 ge2 yuan2"),
        ("AA制", "AA制", "zhi4"),
    ],
)
def test_context_decides(chooser: ContextualChooser, sentence: str, word: str, reading: str) -> None:
    assert read(chooser, sentence.split())[word] == reading


@pytest.mark.parametrize(
    ("name", "label", "reading"),
    [
        ("查立芳", "person", "Zha1 Li4 fang1"),
        ("单田芳", "person", "Shan4 Tian2 fang1"),
        ("任志强", "person", "Ren2 Zhi4 qiang2"),
        ("解志", "person", "Xie4 Zhi4"),
        ("老仇", "person", "Lao3 Qiu2"),
        ("合川区", "place", "He2 chuan1 qu1"),
    ],
)
def test_names_have_capitals_and_their_own_readings(
    chooser: ContextualChooser, name: str, label: str, reading: str
) -> None:
    (choice,) = chooser.choose(name, [Token(name, 0, Kind.NAME, label=label)], [()])
    assert choice.reading == reading


def test_a_figure_is_not_read_but_the_character_after_it_is(chooser: ContextualChooser) -> None:
    (choice,) = chooser.choose("5万", [Token("5万", 0, Kind.NUMBER)], [()])
    assert choice.reading == "wan4"


def test_a_character_nobody_knows_has_a_reading_from_elsewhere(chooser: ContextualChooser) -> None:
    (choice,) = chooser.choose("龘", [Token("龘", 0, Kind.WORD)], [()])
    assert choice.reading == "da2"


def test_punctuation_and_latin_are_silent(chooser: ContextualChooser) -> None:
    tokens = [Token("，", 0, Kind.PUNCTUATION), Token("ok", 1, Kind.LATIN), Token(" ", 3, Kind.SPACE)]
    assert [choice.reading for choice in chooser.choose("，ok ", tokens, [(), (), ()])] == ["", "", ""]


def test_the_model_is_small_and_opens_at_once() -> None:
    path = bundled("dictionaries") / "readings.model"
    assert path.stat().st_size < 3_000_000
    bundled_model.cache_clear()
    begun = time.process_time()
    bundled_model()
    assert time.process_time() - begun < 0.1
