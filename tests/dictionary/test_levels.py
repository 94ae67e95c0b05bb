from __future__ import annotations

import pytest

from reader.dictionary.levels import STANDARDS, level, levels, words_at


@pytest.mark.parametrize("standard", [key for key, _ in STANDARDS])
def test_every_listed_word_has_a_level_from_one_to_seven(standard: str) -> None:
    words = words_at(standard, 7)
    assert len(words) > 4_900
    assert {level(word, standard) for word in words} <= set(range(1, 8))


def test_each_level_is_named_with_its_list() -> None:
    assert levels("爱") == ("HSK 2.0: 1", "HSK 3.0 (2021): 1", "HSK 3.0 (2025): 1")


def test_the_top_band_is_shown_undivided() -> None:
    assert "HSK 3.0 (2021): 7-9" in levels("一一")


def test_a_word_in_no_list_has_no_level() -> None:
    assert levels("网格员") == ()
    assert levels("") == ()


def test_a_word_is_found_with_or_without_its_erhua() -> None:
    assert "一下儿" in words_at("2021", 7)
    assert level("一下", "2021") == level("一下儿", "2021") == 1
    assert level("花儿", "2.0") == level("花", "2.0")


def test_words_up_to_a_level_grow_with_it() -> None:
    assert words_at("2025", 1) < words_at("2025", 2) < words_at("2025", 7)
