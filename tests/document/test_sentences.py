"""Sentences end where they end, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.sentences import pieces, sentence_at, sentence_spans

TEXT = st.text(alphabet=st.sampled_from("他说好。！？；……”’“‘（）.,;!? 2a\u3000"), max_size=80)


@given(TEXT)
def test_sentences_join_back_to_the_text(text: str) -> None:
    spans = list(sentence_spans(text))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)


@given(TEXT, st.integers(min_value=1, max_value=30))
def test_pieces_join_back_and_keep_within_the_limit(text: str, limit: int) -> None:
    spans = list(pieces(text, limit))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(end - start <= limit for start, end in spans)


@pytest.mark.parametrize(
    "sentences",
    [
        ["“快来……”", "2月18日下午4点多，下雨了。"],
        ["“行了。”", "他笑着说。"],
        ["我想……也许可以吧。", "好！"],
        ["涨了2.5万个。", "是吗？！", "真的。"],
        ["他问：“你去吗？”", "我说不去；", "他走了。"],
        ["Hello there. ", "Version 2.5 is out. ", "好。"],
    ],
)
def test_a_sentence_keeps_its_marks(sentences: list[str]) -> None:
    text = "".join(sentences)
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


def test_the_sentence_at_an_offset_is_found() -> None:
    text = "一。二二。三"
    assert [text[slice(*sentence_at(text, offset))] for offset in (0, 1, 2, 4, 5)] == [
        "一。",
        "一。",
        "二二。",
        "二二。",
        "三",
    ]
