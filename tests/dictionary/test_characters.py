from __future__ import annotations

import pytest

from reader.dictionary.characters import _table, character


def test_every_line_of_the_table_can_be_read() -> None:
    for text in _table():
        found = character(text)
        assert found is not None
        assert found.strokes > 0
        assert found.radical
        assert all(len(part) == 1 for part in found.components)


@pytest.mark.parametrize(
    ("text", "radical", "strokes", "components"),
    [
        ("林", "木", 8, ("木", "木")),
        ("国", "囗", 8, ("囗", "玉")),
        ("數", "攵", 15, ("婁", "攵")),
        ("赢", "贝", 17, ("吂", "⺼", "贝")),
    ],
)
def test_a_character_is_known_by_radical_strokes_and_parts(
    text: str, radical: str, strokes: int, components: tuple[str, ...]
) -> None:
    found = character(text)
    assert found is not None
    assert (found.radical, found.strokes, found.components) == (radical, strokes, components)


def test_the_parts_for_meaning_and_sound_are_told_apart() -> None:
    clear = character("清")
    assert clear is not None
    assert (clear.meaning_part, clear.sound_part) == ("氵", "青")


@pytest.mark.parametrize("text", ["", "a", "林林", "#", "\U0002a6df"])
def test_what_is_not_in_the_table_is_none(text: str) -> None:
    assert character(text) is None
