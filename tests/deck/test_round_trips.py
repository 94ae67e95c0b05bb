"""What goes out in a format comes back in it: recognised, and as much of each word as the format can hold."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.deck.brought import Source
from reader.deck.formats import BY_NAME, FORMATS, Format, Taking, content_of, recognised, write
from reader.deck.matching import Matched, match
from reader.deck.note import shown_context
from reader.errors import DeckError
from reader.study.status import Status
from reader.study.word import Context, Word
from tests.deck.dictionary import IDENTITIES, SmallDictionary
from tests.deck.words import ADDED, HOSTILE, TEN
from tests.deck.words import word as made_word

glosses = st.text("ab =+-@'\"<>&[]{}|,;/\\#中。ü\u3000", min_size=1, max_size=10).map(str.strip).filter(bool)
labels = st.lists(st.sampled_from(["news", "网络", "HSK_6"]), max_size=2, unique=True).map(tuple)


@st.composite
def sentences(draw: st.DrawFn, form: str) -> Context:
    before, after = draw(st.sampled_from(["", "我去", "“"])), draw(st.sampled_from(["", "。", "很好！"]))
    start = len(before)
    translation = draw(st.sampled_from(["", "I go.", "=1+1"]))
    return Context(before + form + after, start, start + len(form), translation=translation, document="书")


@st.composite
def some_words(draw: st.DrawFn) -> list[Word]:
    made = []
    for identity in draw(st.lists(st.sampled_from(IDENTITIES), min_size=1, max_size=5, unique=True)):
        contexts = draw(st.lists(sentences(identity.simplified), max_size=2))
        made.append(
            Word(
                identity,
                draw(glosses),
                draw(st.just("") | glosses),
                draw(labels),
                draw(labels),
                draw(st.sampled_from(list(Status))),
                ADDED,
                tuple({one.sentence: one for one in contexts}.values()),
            )
        )
    return made


def back(form: Format, words: list[Word]) -> Matched:
    """Return what comes back of words that were written in a format."""
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "deck"
        write(form, words, path, Taking())
        source = Source("deck", path.read_bytes())
    assert recognised(source) is form
    assert form.read is not None
    return match(form.read(source), SmallDictionary(), ADDED)


Kept = Callable[[Word], object]


@dataclass(frozen=True)
class Trip:
    """A format, what of a word it holds, and whether it tells homographs apart."""

    name: str
    kept: Kept
    apart: bool = True


def sentence_of(word: Word) -> tuple[str, int, int, str]:
    one = shown_context(word.contexts)
    return one.sentence, one.start, one.end, one.translation


_LWT = {Status.NEW: Status.LEARNING_1, Status.NAME: Status.IGNORED}
TRIPS = (
    Trip("anki", lambda w: (w.identity, w.gloss, w.note, set(w.tags), set(w.lists), sentence_of(w))),
    Trip("anki-text", lambda w: (w.identity, w.gloss, w.note, set(w.tags), set(w.lists), sentence_of(w))),
    Trip("pleco-xml", lambda w: (w.identity, w.gloss, set(w.lists))),
    Trip("pleco", lambda w: (w.identity, w.gloss, set(w.lists))),
    Trip("jsonl", lambda w: w),
    Trip("csv", lambda w: (w.identity, w.gloss, w.note, w.tags, w.lists, w.status, w.added, sentence_of(w))),
    Trip("zhongwen", lambda w: (w.identity, w.gloss, w.note)),
    Trip("lwt", lambda w: (w.identity, w.gloss, _LWT.get(w.status, w.status), sentence_of(w)[:3])),
    Trip("lute", lambda w: (w.identity, w.gloss, _LWT.get(w.status, w.status)), apart=False),
    Trip("linguacafe", lambda w: (w.identity, w.gloss, level(w.status)), apart=False),
)


def level(status: Status) -> Status:
    return Status.IGNORED if status is Status.NAME else status


def test_every_way_that_goes_both_ways_is_tried() -> None:
    both = {one.name for one in FORMATS if one.goes_out and one.read is not None}
    assert both == {trip.name for trip in TRIPS}


@pytest.mark.parametrize("trip", TRIPS[1:], ids=lambda trip: trip.name)
@given(words=some_words())
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_words_come_back_as_far_as_the_format_holds_them(trip: Trip, words: list[Word]) -> None:
    come_back(trip, words)


@given(words=some_words())
@settings(max_examples=4)  # a package takes a while
def test_words_come_back_from_a_package(words: list[Word]) -> None:
    come_back(TRIPS[0], words)


def come_back(trip: Trip, words: list[Word]) -> None:
    if not trip.apart:
        words = list({word.simplified: word for word in words}.values())
    matched = back(BY_NAME[trip.name], words)
    assert not matched.bad
    expected = {word.identity: trip.kept(word) for word in words}
    assert {word.identity: trip.kept(word) for word in matched.words} == expected


@pytest.mark.parametrize("trip", TRIPS, ids=lambda trip: trip.name)
def test_a_second_export_is_the_same_bytes_and_no_difference_to_the_first(trip: Trip, tmp_path: Path) -> None:
    form = BY_NAME[trip.name]
    words = [*TEN, *HOSTILE]
    for name in ("a", "b"):
        write(form, words, tmp_path / name, Taking())
    first = (tmp_path / "a").read_bytes()
    assert first == (tmp_path / "b").read_bytes()
    assert form.held is not None
    assert form.held(first) == content_of(form, words, Taking())
    changed = [replace(words[0], gloss="other"), *words[1:]]
    held, coming = form.held(first), content_of(form, changed, Taking())
    assert [name for name in held if held[name] != coming.get(name)] != []
    assert held.keys() == coming.keys()


def test_homographs_share_a_row_where_a_program_knows_words_by_form_alone() -> None:
    words = [word for word in TEN if word.simplified == "行"]
    for name in ("lute", "linguacafe"):
        text = BY_NAME[name].text
        assert text is not None
        rows = text(words, Taking()).splitlines()
        assert len(rows) == 2
        assert "to go; row" in rows[1]
        assert "xíng, háng" in rows[1]


def test_a_file_of_nothing_known_is_told(tmp_path: Path) -> None:
    for content in (
        b"<html>",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
        "一篇很长的文章，不是一个词的列表。".encode() * 5,
    ):
        with pytest.raises(DeckError, match="no format known here"):
            recognised(Source("x", content, encoding="utf-8"))


def test_a_word_in_several_lists_of_pleco_is_one_word() -> None:
    word = made_word("银行", "yin2 hang2", "bank", traditional="銀行", lists=("a", "b"))
    (found,) = back(BY_NAME["pleco"], [word]).words
    assert found.lists == ("a", "b")
