"""The vocabulary: what it keeps through bytes, and how words and their parts compare."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language.vocabulary import UNCONTESTED, Vocabulary

SOME = st.lists(st.text("中国人民大学生活了的AB12，·", min_size=1, max_size=8), max_size=30)
FREQUENCIES = {
    "中国": (1000, "ns"),
    "人": (5000, "n"),
    "民": (50, "n"),
    "人民": (800, "n"),
    "大学": (300, "n"),
}


@given(SOME, SOME)
def test_a_vocabulary_comes_back_from_bytes(words: list[str], extra: list[str]) -> None:
    before = Vocabulary.build(words, extra, FREQUENCIES)
    after = Vocabulary.from_bytes(before.to_bytes())
    assert len(after) == len(before) == len({*words, *extra})
    for word in [*words, *extra]:
        assert word in after
        assert after.id(word) == before.id(word)
        assert after.cost(word) == before.cost(word)
        assert after.tag(word) == before.tag(word)
        if len(word) > 1:
            lengths = after.lengths[word[:2]]
            assert len(word) in lengths or (lengths == UNCONTESTED and len(word) == 2)


@given(st.binary(max_size=200))
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="vocabulary"):
        Vocabulary.from_bytes(data)


def test_a_word_never_met_costs_less_than_its_likeliest_cut() -> None:
    words = Vocabulary.build(["人", "民", "大学", "人民", "人民大学"], (), FREQUENCIES)
    assert words.cost("人民大学") < words.cost("人民") + words.cost("大学")


def test_words_of_ones_own_win_over_cuts_and_leave_the_rest_alone() -> None:
    words = Vocabulary.build(["人", "民", "中国"], (), FREQUENCIES)
    richer = words.extended(["中国人"])
    assert richer.cost("中国人") < words.cost("中国") + words.cost("人")
    assert "中国人" not in words
    assert richer.cost("中国") == words.cost("中国")


def test_an_unknown_word_has_no_number_and_no_part_of_speech() -> None:
    words = Vocabulary.build(["人"], (), FREQUENCIES)
    assert words.id("国") == -1
    assert words.tag("国") == "x"
    assert words.tag("人") == "n"
