"""What a review shows: nothing of the answer in the question, every line within its width."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.study.answers import Verdict
from reader.study.cards import Card, Mode
from reader.study.status import Status
from reader.study.word import Context, Identity, Word
from reader.tui.review_text import GAP, Line, ReviewSetter, context_for, interval, summary, when_next
from reader.width import cells, display
from tests.study.strategies import contexts, identities, texts

NOW = datetime(2024, 3, 1, 12).astimezone().astimezone(timezone.utc)
words = st.builds(
    Word,
    identities,
    texts,
    texts,
    st.just(()),
    st.just(()),
    st.just(Status.LEARNING_1),
    st.just(NOW),
    st.lists(contexts(), max_size=3).map(tuple),
)


def text(lines: list[Line]) -> str:
    return "\n".join("".join(part for part, _ in line) for line in lines)


@given(words, st.sampled_from(Mode), st.integers(24, 80), st.sampled_from([1, 2]), texts)
@settings(max_examples=50)
def test_every_line_fits_its_width(word: Word, mode: Mode, width: int, ambiguous: int, typed: str) -> None:
    setter = ReviewSetter(width, ambiguous=ambiguous)
    context = context_for(word, Card(word.identity, mode, NOW, answers=1))
    lines = setter.answer(word, context, mode) + setter.verdict(typed, Verdict.WRONG)
    if context is not None:
        lines += setter.sentence(context)
    for line in lines:
        assert cells("".join(part for part, _ in line), ambiguous) <= max(width, 28)


@given(contexts(), st.integers(10, 80), st.booleans())
@settings(max_examples=50)
def test_a_sentence_is_whole_whatever_its_lines_and_a_gap_is_as_long_as_its_word(
    context: Context, width: int, gap: bool
) -> None:
    before, word, after = context.parts
    shown = GAP * len(word) if gap else display(word)
    joined = text(ReviewSetter(width).sentence(context, gap)).replace("\n", "")
    assert joined == display(before) + shown + display(after)


def test_a_question_holds_nothing_of_its_answer() -> None:
    identity = Identity("銀行", "银行", "yin2 hang2")
    context = Context(
        "他在银行门口等我。", 2, 4, "Tā zài yínháng ménkǒu.", translation="He waits at the bank."
    )
    word = Word(identity, "bank", "a note", (), (), Status.LEARNING_1, NOW, (context,))
    setter = ReviewSetter(60)
    recognise, recall, reading = (text(setter.question(word, context, mode)) for mode in Mode)
    assert "银行" in recognise
    assert not any(each in recognise for each in ("bank", "yínháng", "note"))
    assert "银行" not in recall
    assert "他在＿＿门口" in recall
    assert "bank" in recall
    assert "银行" in reading
    assert "yínháng" not in reading
    bare = Word(identity, "bank", "", (), (), Status.LEARNING_1, NOW)
    assert [text(setter.question(bare, None, mode)).split("\n")[2] for mode in Mode] == [
        "银行[銀行]",
        "＿＿",
        "银行",
    ]


def test_closing_marks_stay_with_their_line_and_words_in_one_piece() -> None:
    context = Context("我们去银行，然后回家。", 3, 5)
    rows = text(ReviewSetter(10).sentence(context)).split("\n")
    assert rows == ["我们去", "银行，然后", "回家。"]


def test_sentences_take_turns() -> None:
    some = tuple(Context(f"第{number}句。", 0, 1) for number in range(3))
    word = Word(Identity("第", "第", "di4"), "", "", (), (), Status.LEARNING_1, NOW, some)
    shown = [context_for(word, Card(word.identity, Mode.RECALL, NOW, answers=number)) for number in range(4)]
    assert shown == [*some, some[0]]


@pytest.mark.parametrize(
    ("wait", "shown"),
    [
        (timedelta(seconds=45), "45 s"),
        (timedelta(minutes=10), "10 min"),
        (timedelta(hours=5), "5 h"),
        (timedelta(days=1), "1 d"),
        (timedelta(days=30), "30 d"),
        (timedelta(days=100), "3.3 mo"),
        (timedelta(days=800), "2.2 y"),
    ],
)
def test_waits_are_told_shortly(wait: timedelta, shown: str) -> None:
    assert interval(wait) == shown


@pytest.mark.parametrize(
    ("wait", "says"),
    [
        (timedelta(seconds=20), "within a minute"),
        (timedelta(minutes=30), "in 30 min, at 12:30"),
        (timedelta(days=1), "tomorrow"),
        (timedelta(days=3), "in 3 days, on Monday, 2024-03-04"),
    ],
)
def test_the_next_card_is_told(wait: timedelta, says: str) -> None:
    assert says in when_next(NOW + wait, NOW)


def test_a_session_is_summed_up() -> None:
    assert summary(0, 0, 0, timedelta(0)) == []
    assert summary(3, 1, 2, timedelta(minutes=5)) == ["4 answers in 5 min, 75 % remembered", "2 cards begun"]
    assert summary(1, 0, 0, timedelta(minutes=1)) == ["1 answer in 1 min, 100 % remembered"]
