from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language.reduplication import reduplications

_HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x4E80)


@given(_HAN, _HAN)
def test_a_doubled_word_of_two_characters_is_found_again(a: str, b: str) -> None:
    for doubled in (a + b + a + b, a + a + b + b):
        assert a + b in {found.base for found in reduplications(doubled)}


@given(st.text(max_size=8))
def test_every_meaning_has_one_place_for_the_gloss(word: str) -> None:
    for found in reduplications(word):
        assert found.meaning.count("{}") == 1


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("看看", "看"),
        ("看一看", "看"),
        ("看了看", "看"),
        ("问问看", "问"),
        ("走不走", "走"),
        ("是不是", "是"),
        ("喜不喜欢", "喜欢"),
        ("喜欢不喜欢", "喜欢"),
        ("散散步", "散步"),
        ("糊里糊涂", "糊涂"),
        ("慢慢地", "慢"),
        ("打听打听", "打听"),
    ],
)
def test_the_base_of_a_doubled_word_is_found(word: str, base: str) -> None:
    assert reduplications(word)[0].base == base


@pytest.mark.parametrize("word", ["", "看", "看见", "研究", "abab"])
def test_what_is_said_once_is_no_reduplication(word: str) -> None:
    assert reduplications(word) == ()
