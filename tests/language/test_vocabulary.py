"""The vocabulary: what it keeps through bytes, and how words and their parts compare."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language.cut_model import CutModel, word_features
from reader.language.vocabulary import UNCONTESTED, Vocabulary, best_cut, first_costs, learned_costs

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


LIKELIER = {f"g|{size}{step}": step / 4 for size in (2, 3, 4) for step in range(-6, 4)}


@given(st.sets(st.text("中国人民大学", min_size=1, max_size=5), min_size=1))
def test_a_learned_cost_has_the_weights_of_the_words_own_features_taken_off(words: set[str]) -> None:
    listed = sorted(words)
    plain = first_costs(listed, FREQUENCIES)
    tags = {word: FREQUENCIES[word][1] for word in listed if word in FREQUENCIES}
    model = CutModel({"w|人民": 1.0, "p|2ns": 0.5, "p|1x": 0.25, "a|2人": -0.5, "z|3民": 2.0, **LIKELIER})

    def cost(piece: str) -> float:
        return plain[piece] if piece in plain else best_cut(piece, plain)

    def tag(piece: str) -> str:
        return tags.get(piece, "x" if len(piece) == 1 else "?")

    for word, learned in learned_costs(listed, plain, tags, model).items():
        own = sum(model.weights.get(feature, 0.0) for feature in word_features(word, cost, tag))
        assert learned == pytest.approx(plain[word] - own)


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
