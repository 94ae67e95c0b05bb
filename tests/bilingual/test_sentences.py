"""Where sentences end, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.bilingual.sentences import chinese_spans, english_spans

PIECES = st.lists(
    st.sampled_from(
        ["他", "说", "走吧", "。", "！", "？", "……", "“", "”", "，", "Mr", ".", " ", "Smith", '"', "3", "?"]
    )
)


@given(PIECES)
def test_the_spans_join_back_to_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    for spans in (chinese_spans, english_spans):
        assert "".join(text[start:end] for start, end in spans(text)) == text


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("他来了。她走了！", ["他来了。", "她走了！"]),
        ("“走吧！”他说。天黑了。", ["“走吧！”他说。", "天黑了。"]),
        ("“是吗？”说话的是一位老人。", ["“是吗？”说话的是一位老人。"]),
        ("“我……不知道。”她走了。", ["“我……不知道。”", "她走了。"]),
        ("第一，要快；第二，要好。", ["第一，要快；第二，要好。"]),
        ("涨了2.5万。很多。", ["涨了2.5万。", "很多。"]),
    ],
)
def test_chinese_is_cut_where_sentences_end(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in chinese_spans(text)] == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He came. She left!", ["He came.", "She left!"]),
        ('"Let\'s go!" he said. It was dark.', ['"Let\'s go!" he said.', "It was dark."]),
        ('"Go!" Mr. Smith said. He went.', ['"Go!" Mr. Smith said.', "He went."]),
        ("It costs 3.5 million, e.g. in the U.S. today.", ["It costs 3.5 million, e.g. in the U.S. today."]),
        ("J. K. Rowling wrote it. I read it.", ["J. K. Rowling wrote it.", "I read it."]),
        ("He left at 5 p.m. She stayed.", ["He left at 5 p.m.", "She stayed."]),
        ("“I... don’t know.” “Oh!” He left.", ["“I... don’t know.”", "“Oh!”", "He left."]),
        ("Wait… what? Yes.", ["Wait… what?", "Yes."]),
    ],
)
def test_english_is_cut_where_sentences_end(text: str, sentences: list[str]) -> None:
    assert [text[start:end].strip() for start, end in english_spans(text)] == sentences
