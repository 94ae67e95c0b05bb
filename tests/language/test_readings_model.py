"""The file of reading models: what is packed is what is read."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language.readings_model import ReadingsModel, pack_file, pack_model

FEATURES = st.text(alphabet="abc一二三|", min_size=1, max_size=4)
WEIGHTS = st.floats(-8, 8)


@given(st.integers(2, 4), st.data())
def test_probabilities_survive_packing(width: int, data: st.DataObject) -> None:
    labels = [f"a{tone}" for tone in range(1, width + 1)]
    row = st.lists(WEIGHTS, min_size=width, max_size=width)
    weights = data.draw(st.dictionaries(FEATURES, row, max_size=6))
    bias = data.draw(row)
    block = pack_model(labels, bias, weights)
    model = ReadingsModel(pack_file({"字": block}, {"字": "a1"}, {"词": "n"})).of("字")
    assert model is not None
    seen = model.log_probabilities(weights)
    scores = [bias[column] + sum(row[column] for row in weights.values()) for column in range(width)]
    norm = math.log(sum(math.exp(score - max(scores)) for score in scores)) + max(scores)
    for label, score in zip(labels, scores, strict=True):
        assert seen[label] == pytest.approx(score - norm, abs=0.2 * (len(weights) + 1))
    assert sum(map(math.exp, seen.values())) == pytest.approx(1)


def test_tables_survive_packing() -> None:
    rare = {"龘": "da2", "㐖": "xie2", "㙝": "xie2"}
    model = ReadingsModel(pack_file({}, {"东西": "dong1 xi5"}, {"词": "n", "走": "v"}, rare))
    assert model.usual == {"东西": "dong1 xi5"}
    assert model.tags == {"词": "n", "走": "v"}
    assert model.of("词") is None
    assert {char: model.rare(char) for char in rare} == rare
    assert model.rare("词") == ""


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="not a file of reading models"):
        ReadingsModel(b"PK\x03\x04 something else")
