"""The display copy is as wide as it says, inert, and covers its source."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.width import cells, char_cells, display, graphemes

PIECES = st.sampled_from(
    [
        *"中𠀀aé“\t\x1b\u0301",
        "e\u0301",
        "👩\u200d👩\u200d👧",
        "🇨🇳",
        "👍🏽",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
    ]
)
TEXT = st.text(max_size=30) | st.lists(PIECES).map("".join)
INVISIBLE = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200d\u200b"


@given(TEXT, st.sampled_from([1, 2]))
def test_graphemes_cover_the_text_in_order(text, ambiguous):
    found = graphemes(text, ambiguous)
    assert [each.start for each in found] == [0, *(each.end for each in found[:-1])] if found else not text
    assert not found or found[-1].end == len(text)


@given(TEXT, st.sampled_from([1, 2]))
def test_a_grapheme_is_as_wide_as_its_text(text, ambiguous):
    for each in graphemes(text, ambiguous):
        assert cells(each.text, ambiguous) == each.cells


@given(TEXT)
def test_a_display_copy_measures_as_textual_measures_it(text):
    shown = display(text)
    assigned = not any(unicodedata.category(char) == "Cn" for char in text)
    assert not assigned or cell_len(shown) == cells(shown)


@given(TEXT)
def test_a_display_copy_is_inert_and_stays_itself(text):
    shown = display(text)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in shown)
    assert not any(
        char in shown for char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200d\u200b"
    )
    assert display(shown) == shown


def test_every_assigned_character_measures_as_textual_measures_it():
    for code in [*range(0x20, 0xD800), *range(0xE000, 0x20000), 0x2A6D6, 0x30EDD, 0x3134A]:
        char = chr(code)
        if unicodedata.category(char) != "Cn":
            shown = display(f"x{char}y")
            assert cells(shown) == cell_len(shown), hex(code)


@pytest.mark.parametrize(
    ("text", "shown", "width"),
    [
        ("中国", "中国", 4),
        ("𠀀𰻝", "𠀀𰻝", 4),
        ("ǚ", "u\u0308\u030c", 1),
        ("👩\u200d👩\u200d👧", "👩", 2),
        ("👍🏽", "👍", 2),
        ("🇨🇳", "CN", 2),
        ("1\ufe0f\u20e3", "1", 1),
        ("a\u200bb\u00adc\ufeff", "abc", 3),
        ("\t", "    ", 4),
        ("葛\U000e0100", "葛\U000e0100", 2),
        ("\u0301a", "\N{DOTTED CIRCLE}\u0301a", 2),
        ("\x1b[0m", "␛[0m", 4),
        ("a\nb", "a␤b", 3),
    ],
)
def test_what_is_shown_and_how_wide_it_is(text, shown, width):
    assert display(text) == shown
    assert cells(display(text)) == width


@pytest.mark.parametrize("char", "“”…—·é①")
def test_ambiguous_characters_are_as_wide_as_the_setting_says(char):
    assert char_cells(char, 1) == 1
    assert char_cells(char, 2) == 2


def test_decomposed_pinyin_is_one_cell_a_letter_whatever_the_setting():
    shown = unicodedata.normalize("NFD", "nǚ'ér")
    assert cells(shown, 1) == cells(shown, 2) == 5
