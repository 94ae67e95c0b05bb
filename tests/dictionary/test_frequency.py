from __future__ import annotations

from itertools import pairwise

import pytest

from reader.dictionary.frequency import RARE, _table, band, rank, zipf


def test_a_better_rank_never_has_a_lower_frequency() -> None:
    values = [value for _, value in _table().values()]
    assert all(first >= second for first, second in pairwise(values))
    assert len(values) > 80_000


@pytest.mark.parametrize(
    ("word", "shown"),
    [("的", "top 1,000"), ("水平", "top 1,000"), ("索引", "top 10,000"), ("琐细", RARE), ("没有这词", RARE)],
)
def test_a_word_is_shown_by_its_band(word: str, shown: str) -> None:
    assert band(word) == shown


def test_the_last_word_of_a_band_still_belongs_to_it() -> None:
    by_rank = {place: word for word, (place, _) in _table().items()}
    assert band(by_rank[1_000]) == "top 1,000"
    assert band(by_rank[1_001]) == "top 3,000"
    assert band(by_rank[20_000]) == "top 20,000"
    assert band(by_rank[20_001]) == RARE


def test_rank_and_zipf_of_an_unknown_word_are_none() -> None:
    assert rank("没有这词") is None
    assert zipf("没有这词") is None
    assert rank("的") == 1
    assert zipf("的") == pytest.approx(7.79, abs=0.2)
