"""Stories of a learner who reviews."""

from __future__ import annotations

import itertools
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timezone

import pytest
from textual.widgets import Input

from reader.config import Config, config_from
from reader.document.model import Position
from reader.session import Session
from reader.study.cards import Mode, Rating, State
from reader.study.progress import load_progress
from reader.study.status import Status
from reader.study.word import Context, Identity
from reader.tui.app import DushuApp
from reader.tui.screens.progress import ProgressScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.review import ReviewScreen
from reader.tui.screens.shelf import ShelfScreen
from tests.tui.driving import BOOKSHOP, Reader, reading

BANK = Identity("銀行", "银行", "yin2 hang2")
SENTENCE = Context(
    "他在银行门口等我。", 2, 4, "Tā zài yínháng ménkǒu děng wǒ.", translation="He waits for me."
)


@asynccontextmanager
async def reviewing(
    session: Session, *modes: Mode, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Reader]:
    app = DushuApp(session, first=lambda: ReviewScreen(modes))
    async with app.run_test(size=size) as pilot:
        reader = Reader(app, pilot)
        await reader.until(lambda: isinstance(app.screen, ReviewScreen))
        yield reader


def desk(reader: Reader) -> ReviewScreen:
    found = reader.app.screen
    assert isinstance(found, ReviewScreen)
    return found


async def test_a_word_read_and_saved_is_reviewed_taken_back_and_found_in_its_text_again(
    session: Session,
) -> None:
    async with reading(session, size=(80, 24)) as reader:
        await reader.go_to("铅笔")
        place = reader.page.cursor
        await reader.press("s", "g", "R")
        assert desk(reader).card is not None
        assert "What does it mean?" in reader.text()
        assert "qiānbǐ" not in reader.text()
        await reader.press("space")
        shown = reader.text()
        assert "铅笔[鉛筆]  qiānbǐ" in shown
        assert "pencil" in shown
        assert "雨天的旧书店" in shown
        assert "1 again 1 min   2 hard 6 min   3 good 10 min" in shown
        await reader.press("4")
        assert [review.rating for review in session.reviews.log()] == [Rating.EASY]
        assert "That is all for now." in reader.text()
        await reader.press("u")
        assert "undone: answer 铅笔" in reader.said()[-1]
        assert session.reviews.log() == ()
        asked = desk(reader).card
        assert asked is not None
        assert asked.identity.simplified == "铅笔"
        before = session.shelf.place(reader.app.session.shelf.recent()[0].digest)
        await reader.press("o")
        await reader.annotated()
        await reader.until(lambda: reader.page.cursor == place)
        assert "铅笔" in reader.text()
        await reader.press("q")
        assert desk(reader).card == replace(asked, due=desk(reader).card.due)  # type: ignore[union-attr]
        assert session.shelf.place(before.digest).position == before.position  # type: ignore[union-attr]
        assert session.notebook.status(asked.identity) is Status.LEARNING_1
        await reader.press("q")
        assert isinstance(reader.app.screen, ReadingScreen)


@pytest.mark.parametrize(
    ("mode", "typed", "says", "mark"),
    [
        (Mode.RECALL, "银行", "✓ 银行 – right", "3 good"),
        (Mode.RECALL, "yinhang", "✓ yinhang – right, without tones", "3 good"),
        (Mode.RECALL, "yinxing", "✗ yinxing – not right", "1 again"),
        (Mode.READING, "yínháng", "✓ yínháng – right", "3 good"),
        (Mode.READING, "yin2hang4", "✗ yin2hang4 – the tones are wrong", "1 again"),
        (Mode.READING, "", "yínháng", "3 good"),
    ],
)
async def test_what_is_typed_is_judged_and_what_is_right_is_shown(
    session: Session, mode: Mode, typed: str, says: str, mark: str
) -> None:
    session.notebook.save(BANK, gloss="bank", context=SENTENCE)
    async with reviewing(session, mode) as reader:
        assert "yínháng" not in reader.text()
        assert ("他在＿＿门口等我" in reader.text()) == (mode is Mode.RECALL)
        reader.app.screen.query_one(Input).value = typed
        await reader.press("enter")
        shown = reader.text()
        assert says in shown
        assert "银行[銀行]  yínháng" in shown
        assert "He waits for me." in shown
        assert any(mark in part and "◂" in part for part in shown.split("   "))
        await reader.press("space")
        (review,) = session.reviews.log()
        assert review.mode is mode
        assert review.rating is (Rating.GOOD if mark == "3 good" else Rating.AGAIN)


async def test_a_reading_typed_as_it_is_spoken_is_right(session: Session) -> None:
    session.notebook.save(Identity("不是", "不是", "bu4 shi4"), gloss="is not")
    async with reviewing(session, Mode.READING) as reader:
        reader.app.screen.query_one(Input).value = "bú shì"
        await reader.press("enter")
        assert "✓ bú shì – right" in reader.text()
        assert "bùshì" in reader.text()


async def test_letters_typed_into_the_field_are_no_keys_until_it_is_left(session: Session) -> None:
    session.notebook.save(BANK, gloss="bank", context=SENTENCE)
    async with reviewing(session, Mode.RECALL) as reader:
        await reader.press("q", "u", "1", "space")
        assert reader.app.screen.query_one(Input).value == "qu1 "
        await reader.press("escape", "minus")
        assert "not today" in reader.said()[-1]
        assert desk(reader).card is None
        await reader.press("u")
        assert desk(reader).card is not None


async def test_a_review_is_ended_at_any_time_with_what_was_done(session: Session) -> None:
    for word in ("天", "地", "人"):
        session.notebook.save(Identity(word, word, ""), gloss="x")
    async with reviewing(session) as reader:
        await reader.press("space", "1", "space", "4", "q")
        shown = reader.text()
        assert "Ended here." in shown
        assert "2 answers" in shown
        assert "50 % remembered" in shown
        await reader.press("space")
        assert desk(reader).card is not None
        await reader.press("q", "q")
        await reader.until(lambda: not reader.app.is_running or reader.app.return_code is not None)
    assert len(session.reviews.log()) == 2


async def test_nothing_to_review_says_when_there_will_be(session: Session) -> None:
    async with reviewing(session) as reader:
        assert "Nothing is due." in reader.text()
        assert "Save words in a text" in reader.text()
    session.notebook.save(BANK, gloss="bank")
    card = session.reviews.queue(datetime.now(timezone.utc)).new[0]
    session.reviews.answer(card, Rating.EASY, datetime.now(timezone.utc))
    async with reviewing(session) as reader:
        assert "Nothing is due." in reader.text()
        assert "The next card comes" in reader.text()


async def test_cards_are_put_aside_and_taken_back(session: Session) -> None:
    session.notebook.save(BANK, gloss="bank")
    async with reviewing(session) as reader:
        await reader.press("at")
        assert desk(reader).card is None
        await reader.press("asterisk")
        assert "银行[銀行]" in reader.text()
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, ReviewScreen))
        assert session.reviews.suspended() == ()
        await reader.until(lambda: desk(reader).card is not None)
        await reader.press("w")
        assert session.notebook.status(BANK) is Status.WELL_KNOWN
        assert desk(reader).card is None


async def test_a_card_answered_elsewhere_meanwhile_is_said_and_the_next_is_asked(session: Session) -> None:
    session.notebook.save(BANK, gloss="bank")
    async with reviewing(session) as reader:
        await reader.press("space")
        card = desk(reader).card
        assert card is not None
        session.reviews.answer(card, Rating.EASY, datetime.now(timezone.utc))
        await reader.press("3")
        assert "another window" in reader.said()[-1]
        assert desk(reader).card is None
        assert len(session.reviews.log()) == 1


async def test_a_word_of_a_text_that_was_taken_away_is_reviewed_all_the_same(session: Session) -> None:
    there = replace(SENTENCE, digest="ab", document="新闻", position=Position(0, 2))
    session.notebook.save(BANK, gloss="bank", context=there)
    async with reviewing(session) as reader:
        await reader.press("o")
        assert "not on the shelf" in reader.said()[-1]
    session.shelf.keep("ab", path="/nowhere/gone.txt", title="新闻")
    async with reviewing(session) as reader:
        await reader.press("o")
        assert "gone.txt" in reader.said()[-1]
        await reader.press("space", "3")
        assert session.reviews.all_cards()[0].state is State.LEARNING


async def test_marks_and_codes_in_words_are_shown_and_do_nothing(session: Session) -> None:
    evil = "[bold]\x1b]52;c;aGk=\x07[/]\u202e"
    context = Context(f"{evil}银行{evil}", len(evil), len(evil) + 2, evil, evil, translation=evil)
    session.notebook.save(BANK, gloss=evil, note=evil, context=context)
    async with reviewing(session) as reader:
        await reader.press("space")
        shown = reader.text()
        assert "[bold]␛]52;c;aGk=␇[/]" in shown
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)


async def test_the_numbers_are_one_key_away(session: Session) -> None:
    session.notebook.save(BANK, gloss="bank")
    async with reviewing(session, size=(100, 40)) as reader:
        await reader.press("space", "3", "S")
        assert isinstance(reader.app.screen, ProgressScreen)
        assert re.search(r"answers +1 in \d+ s", reader.text())
        assert "2 more in those being learned" in reader.text()
        await reader.press("tab", "tab", "j", "k", "shift+tab", "q")
        assert isinstance(reader.app.screen, ReviewScreen)


async def test_from_the_shelf_one_key_leads_to_the_review_and_back(session: Session) -> None:
    async with reading(session, []) as reader:
        await reader.press("R")
        assert isinstance(reader.app.screen, ReviewScreen)
        await reader.press("q")
        assert isinstance(reader.app.screen, ShelfScreen)
        await reader.press("S")
        assert isinstance(reader.app.screen, ProgressScreen)
        await reader.press("q")
        assert isinstance(reader.app.screen, ShelfScreen)
        assert len(reader.app.screen_stack) == 2


async def test_a_leech_is_told(session: Session) -> None:
    session.config = config_from({"review": {"leech": 1, "steps": [], "relearning": []}}, "x")
    session.notebook.save(BANK, gloss="bank")
    long_ago = datetime(2020, 1, 1, tzinfo=timezone.utc)
    card = session.reviews.queue(long_ago).new[0]
    session.reviews.answer(card, Rating.GOOD, long_ago)
    async with reviewing(session) as reader:
        await reader.press("space", "1")
        assert "a leech, forgotten 1 times, put aside" in reader.said()[-1]
    assert len(session.reviews.suspended()) == 1
    assert session.config != Config()


async def test_the_numbers_of_a_text_and_the_list_of_words_lead_to_ones_own(session: Session) -> None:
    session.notebook.save(BANK, gloss="bank")
    async with reading(session) as reader:
        await reader.press("S", "y")
        assert isinstance(reader.app.screen, ProgressScreen)
        await reader.press("q", "q", "V", "R")
        assert isinstance(reader.app.screen, ReviewScreen)
        await reader.press("q", "P")
        assert isinstance(reader.app.screen, ProgressScreen)


async def test_what_was_read_is_in_the_numbers(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = itertools.count(0, 15)
    monkeypatch.setattr("reader.tui.screens.text.monotonic", lambda: float(next(clock)))
    async with reading(session, size=(80, 24)) as reader:
        await reader.press("space", "space")
        first = reader.page.span[0]
        await reader.press("q")
    (day,) = load_progress(session.notebook.database, datetime.now(timezone.utc)).reading
    assert day.seconds > 0
    document = session.load(BOOKSHOP)
    passed = sum(len(each.text) for each in document.paragraphs[: first.paragraph]) + first.offset
    assert 0 < day.characters <= passed
