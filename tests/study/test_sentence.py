"""A sentence as it is kept with a word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.annotation import Annotation
from reader.document.model import Document, Paragraph, Position, Section
from reader.language.reading import Reading
from reader.language.token import Kind, Token
from reader.study.sentence import context_of, sentence_pinyin

READINGS = {"他": "ta1", "去": "qu4", "银行": "yin2 hang2", "说": "shuo1", "好": "hao3", "吗": "ma5"}


def annotated(*words: str) -> tuple[Annotation, ...]:
    made, start = [], 0
    for word in words:
        kind = Kind.WORD if word in READINGS else Kind.SPACE if word.isspace() else Kind.PUNCTUATION
        reading = Reading.parse(READINGS.get(word, ""))
        made.append(Annotation(Token(word, start, kind), reading, reading))
        start += len(word)
    return tuple(made)


def document(*texts: str) -> Document:
    paragraphs = tuple(Paragraph(text, 0) for text in texts)
    sections = (Section("一", 0), Section("二", 1))
    return Document("abc", "书", "", "", "utf-8", "", paragraphs, sections)


def test_the_sentence_around_a_word_is_kept_with_where_it_is() -> None:
    words = annotated("他", "说", "。", "　", "他", "去", "银行", "。", "好", "。")
    text = "".join(word.token.text for word in words)
    context = context_of(document("x", text), Position(1, 6), 2, words, "He goes to the bank.")
    assert context.sentence == "他去银行。"
    assert context.parts == ("他去", "银行", "。")
    assert context.sentence_reading == "tā qù yínháng."
    assert (context.document, context.digest, context.section) == ("书", "abc", "二")
    assert (context.position, context.translation) == (Position(1, 6), "He goes to the bank.")


@given(st.text("他去银行。！ 　”“", min_size=1, max_size=30), st.data())
def test_the_word_always_stands_where_it_is_said_to(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text) - 1))
    length = data.draw(st.integers(1, min(3, len(text) - offset)))
    context = context_of(document(text), Position(0, offset), length, ())
    assert context.sentence[context.start : context.end] == text[offset : offset + length]
    assert context.sentence in text


def test_marks_stand_where_they_do_in_pinyin() -> None:
    words = annotated(
        "他", "说", "：", "“", "好", "吗", "？", "”", " ", "他", "去", "，", "（", "银行", "）", "。"
    )
    assert sentence_pinyin(words) == 'tā shuō: "hǎo ma?" tā qù, (yínháng).'
