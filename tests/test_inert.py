"""Nothing that comes from outside acts on a terminal."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from reader.inert import inert, inert_line, json_line

ANY = st.text(alphabet=st.characters(codec=None, categories=None)) | st.text(
    alphabet=st.sampled_from("\x00\x07\x08\x1b\x7f\x85\x9b\u200e\u202e\u2066\u2028\ud800a中\n\t[/]")
)
BIDIRECTIONAL = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def acts(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") or unicodedata.bidirectional(char) in BIDIRECTIONAL


@given(ANY)
def test_one_code_point_becomes_one_that_does_nothing(text: str) -> None:
    shown = inert(text)
    assert len(shown) == len(text)
    assert not any(acts(char) for char in shown if char not in "\n\t")


@given(ANY)
def test_a_line_stays_one_line(text: str) -> None:
    shown = inert_line(text)
    assert len(shown) == len(text)
    assert not any(map(acts, shown))
    assert len(shown.splitlines()) <= 1


@given(ANY)
def test_making_inert_twice_changes_nothing_more(text: str) -> None:
    assert inert(inert(text)) == inert(text)


@given(ANY)
def test_json_is_exact_and_inert(text: str) -> None:
    import json

    line = json_line({"text": text})
    assert json.loads(line) == {"text": text}
    assert not any(map(acts, line))
    line.encode("utf-8")


def test_ordinary_text_is_left_as_it_is() -> None:
    text = "他说：“pīnyīn [/] [@click=app.quit] 😀 e\u0301\u200b”\n\t𠮷"
    assert inert(text) == text
