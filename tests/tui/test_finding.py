"""Finding by characters: every place is found, in order, and what is found is what was looked for."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from reader.tui.finding import find, parse_query

HAN = st.text("书店雨天的，", max_size=60)
WANTED = st.text("书店雨天的", min_size=1, max_size=3)


def unasked() -> tuple[()]:
    raise AssertionError("characters are found without annotations")


@given(HAN, WANTED)
def test_what_is_found_by_characters_is_what_was_looked_for_everywhere_and_in_order(
    text: str, wanted: str
) -> None:
    found = find(parse_query(wanted, str), text, unasked)
    assert found == tuple(match.span() for match in re.finditer(wanted, text))
    assert all(text[start:end] == wanted for start, end in found)


@given(st.text())
def test_any_query_can_be_asked_of_any_text(text: str) -> None:
    for start, end in find(parse_query(text, str), text, tuple):
        assert 0 <= start < end <= len(text)


@given(st.sampled_from(["yínháng", "yin2hang2", "YINHANG", "lǜsè", "lü4se4", "nu:3 ren2"]))
def test_pinyin_is_spelled_with_plain_letters_whatever_its_tones(text: str) -> None:
    query = parse_query(text, str)
    assert query.sound in ("yinhang", "lvse", "nvren")
    assert not query.characters
