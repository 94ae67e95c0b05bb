"""Which entry and which sense come first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.dictionary.entry import Entry, Sense
from reader.dictionary.senses import ContextualRanker, compile_senses
from reader.errors import DictionaryError
from reader.language.reading import Reading
from reader.language.token import Kind, Token

CURATED = """\
# a comment
打\tda3\tto play\t+:*球|牌 !-1:别
打\tda3\tfrom\t+1:{time} =:{first}
打\tda3\tto beat\t*
把\tba3\tclassifier\t-1:{num}|{dem}
把\tba3\t(used to put\t
马\tMa3\tsurname\t+1:达加斯加
"""
LISTED = {
    "今天": frozenset({"time"}),
    "三": frozenset({"num"}),
    "这": frozenset({"dem"}),
    "老师": frozenset({"title", "person", "noun"}),
    "马": frozenset({"surname"}),
    "不": frozenset({"neg", "adv"}),
}
TAGS = {"研究": "vn", "书": "n", "工作": "vn"}


def entry(
    simplified: str, reading: str, senses: str, source: str = "CC-CEDICT", traditional: str = ""
) -> Entry:
    texts = tuple(Sense(text) for text in senses.split(" / "))
    return Entry(traditional or simplified, simplified, Reading.parse(reading), texts, (), source)


DA = (
    entry("打", "da2", "dozen (loanword)"),
    entry("打", "da3", "to beat / to strike / to play (a game) / from / since"),
)
BA = (
    entry(
        "把", "ba3", "to hold / classifier for things with handles / (used to put the object before the verb)"
    ),
    entry("把", "ba4", "handle"),
)
MA = (entry("马", "Ma3", "surname Ma", traditional="馬"), entry("马", "ma3", "horse", traditional="馬"))
GUANXI = (
    entry("关系", "guan1 xi5", "variant of 關係|关系[guan1 xi5]", traditional="關系"),
    entry("关系", "guan1 xi5", "relation / to concern", traditional="關係"),
)


def tokens(*words: str) -> tuple[Token, ...]:
    """Return the words as tokens; a word in angle brackets is a person's name."""
    found, start = [], 0
    for word in words:
        text, kind, label = word, Kind.WORD, ""
        if word in "，。！？ ":
            kind = Kind.SPACE if word == " " else Kind.PUNCTUATION
        elif word.startswith("<"):
            text, kind, label = word[1:-1], Kind.NAME, "person"
        found.append(Token(text, start, kind, label=label))
        start += len(text)
    return tuple(found)


@pytest.fixture
def ranker(tmp_path: Path) -> ContextualRanker:
    path = tmp_path / "00.tsv"
    path.write_text(CURATED, encoding="utf-8")
    known = {"关系": GUANXI}
    return ContextualRanker(
        compile_senses([path]), LISTED, lambda word: TAGS.get(word, ""), lambda word: known.get(word, ())
    )


def shown(
    ranker: ContextualRanker, words: Sequence[str], index: int, reading: str, entries: tuple[Entry, ...]
) -> str:
    return ranker.rank(tokens(*words), index, reading, entries)[0].senses[0].text


WORDS = st.lists(
    st.sampled_from(["打", "把", "球", "三", "这", "今天", "，", "。", " ", "别", "老师"]), min_size=1
)


@given(words=WORDS, data=st.data())
def test_ranking_keeps_every_entry_and_every_sense(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "law.tsv"
    path.write_text(CURATED, encoding="utf-8")
    ranker = ContextualRanker(compile_senses([path]), LISTED, lambda word: TAGS.get(word, ""))
    at = data.draw(st.integers(0, len(words) - 1))
    entries = data.draw(st.sampled_from([DA, BA, MA, GUANXI]))
    reading = data.draw(st.sampled_from([str(item.reading) for item in entries]))
    ranked = ranker.rank(tokens(*words), at, reading, entries)
    assert sorted(map(_content, ranked)) == sorted(map(_content, entries))


def _content(item: Entry) -> tuple[str, str, list[str]]:
    return item.traditional, str(item.reading), sorted(sense.text for sense in item.senses)


@pytest.mark.parametrize(
    ("words", "index", "reading", "entries", "sense"),
    [
        (["他", "打", "了", "一", "场", "篮球"], 1, "da3", DA, "to play (a game)"),
        (["他", "打", "了", "人", "，", "篮球"], 1, "da3", DA, "to beat"),
        (["别", "打", "球"], 1, "da3", DA, "to beat"),
        (["打", "今天", "起"], 0, "da3", DA, "from"),
        (["他", "打", "今天"], 1, "da3", DA, "to beat"),
        (["好", "，", "打", "今天"], 2, "da3", DA, "from"),
        (["一", "打", "鸡蛋"], 1, "da2", DA, "dozen (loanword)"),
        (["三", "把", "刀"], 1, "ba3", BA, "classifier for things with handles"),
        (["三", " ", "把", "刀"], 2, "ba3", BA, "classifier for things with handles"),
        (["他", "把", "刀"], 1, "ba3", BA, "(used to put the object before the verb)"),
        (["骑", "马"], 1, "ma3", MA, "horse"),
        (["马", "老师"], 0, "ma3", MA, "surname Ma"),
        (["三", "马", "老师"], 1, "ma3", MA, "horse"),
        (["骑", "<马>"], 1, "ma3", MA, "surname Ma"),
        (["在", "马", "达加斯加"], 1, "ma3", MA, "surname Ma"),
        (["没", "关系"], 1, "guan1 xi5", GUANXI, "relation"),
        (["没", "关系"], 1, "guan1 xi5", GUANXI[:1], "relation"),
    ],
)
def test_the_surroundings_choose_the_sense(
    ranker: ContextualRanker,
    words: list[str],
    index: int,
    reading: str,
    entries: tuple[Entry, ...],
    sense: str,
) -> None:
    assert shown(ranker, words, index, reading, entries) == sense


@pytest.mark.parametrize(
    ("words", "index", "senses", "sense"),
    [
        (["他", "研究", "了"], 1, "research / to research", "to research"),
        (["的", "研究", "。"], 1, "to research / research", "research"),
        (["研究", "。"], 0, "(literary) to probe / research", "research"),
        (["三", "本", "书"], 1, "root / classifier for books", "classifier for books"),
        (["本", "书"], 0, "classifier for books / root", "root"),
        (["一", "书"], 1, "(archaic) tablet / book / letter", "book"),
    ],
)
def test_words_nobody_curated_follow_their_place_in_the_sentence(
    ranker: ContextualRanker, words: list[str], index: int, senses: str, sense: str
) -> None:
    entries = (entry(words[index], "x1", senses),)
    assert shown(ranker, words, index, "x1", entries) == sense


def test_places_side_by_side_are_places(ranker: ContextualRanker) -> None:
    entries = (entry("台", "Tai2", "Taiwan (abbr.)"), entry("台", "tai2", "platform"))
    assert shown(ranker, ["台", "上"], 0, "tai2", entries) == "platform"
    short = (entry("黑", "Hei1", "abbr. for Heilongjiang province"), entry("黑", "hei1", "black"))
    assert (
        shown(ranker, ["吉", "、", "黑", "两", "省"], 2, "hei1", short) == "abbr. for Heilongjiang province"
    )


def test_a_glossary_comes_first_unless_a_pattern_speaks_against_it(ranker: ContextualRanker) -> None:
    entries = (entry("打", "da3", "to deal (in our field)", "glossary"), *DA)
    assert shown(ranker, ["打", "书"], 0, "da3", entries) == "to deal (in our field)"
    assert shown(ranker, ["打", "球"], 0, "da3", entries) == "to play (a game)"


def test_a_line_that_points_to_a_glossary_leaves_the_rest_to_the_default(tmp_path: Path) -> None:
    file = tmp_path / "glossary.tsv"
    file.write_text("打\tda3\tto deal (in our field)\t+1:价\n打\tda3\tto beat\t\n", encoding="utf-8")
    ranker = ContextualRanker(compile_senses([file]), {}, lambda word: "")
    entries = (entry("打", "da3", "to deal (in our field)", "glossary"), *DA)
    assert shown(ranker, ["打", "价"], 0, "da3", entries) == "to deal (in our field)"
    assert shown(ranker, ["打", "书"], 0, "da3", entries) == "to beat"


def test_a_surname_recognised_as_one_shows_itself_before_a_dynasty(ranker: ContextualRanker) -> None:
    zhou = (entry("周", "Zhou1", "Zhou Dynasty (1046-256 BC) / surname Zhou"),)
    assert shown(ranker, ["<周>", "老师"], 0, "Zhou1", zhou) == "surname Zhou"


def test_a_word_without_entries_stays_without(ranker: ContextualRanker) -> None:
    assert ranker.rank(tokens("打"), 0, "da3", ()) == ()


def test_the_first_file_that_has_a_word_decides(tmp_path: Path) -> None:
    first, second = tmp_path / "1.tsv", tmp_path / "2.tsv"
    first.write_text("打\tda3\tto strike\t\n", encoding="utf-8")
    second.write_text("打\tda3\tto beat\t\n打\tda2\tdozen\t\n", encoding="utf-8")
    ranker = ContextualRanker(compile_senses([first, second]), {}, lambda word: "")
    assert shown(ranker, ["打"], 0, "da3", DA) == "to strike"


@pytest.mark.parametrize("row", ["打\tda3", "打\tda3\tto beat\t+9:球", "打\tda3\tto beat\t+1:{nonsense}"])
def test_a_bad_line_is_named_by_file_and_number(tmp_path: Path, row: str) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text(f"# fine\n{row}\n", encoding="utf-8")
    with pytest.raises(DictionaryError, match=r"bad\.tsv:2: "):
        compile_senses([path])
