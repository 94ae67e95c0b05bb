"""The index of a text's words: what goes in comes out, whatever way it takes."""

from __future__ import annotations

import pickle
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.model import Position
from reader.language.token import Kind
from reader.study.identifying import Occurrence, Word
from reader.study.word_index import WordIndex

WORDS: st.SearchStrategy[Word] = st.tuples(
    st.sampled_from(["行", "銀行", "书\ud800", "e+"]),
    st.sampled_from(["行", "银行", "书"]),
    st.sampled_from(["xing2", "hang2", ""]),
    st.sampled_from([Kind.WORD, Kind.NAME, Kind.NUMBER, Kind.LATIN]),
)
PARAGRAPHS = st.lists(st.lists(st.tuples(st.integers(0, 2_000), WORDS), max_size=8), max_size=8)
Paragraphs = list[list[Occurrence]]


def made(paragraphs: Paragraphs) -> WordIndex:
    index = WordIndex(len(paragraphs))
    for paragraph in paragraphs:
        index.add(paragraph)
    return index


def content(index: WordIndex) -> tuple[object, ...]:
    return index.words, list(index.times), list(index.ids), list(index.starts), list(index.ends)


@given(PARAGRAPHS)
def test_every_paragraph_comes_out_as_it_went_in(paragraphs: Paragraphs) -> None:
    index = made(paragraphs)
    assert index.complete
    assert [list(index.paragraph(number)) for number in range(len(paragraphs))] == paragraphs


@given(PARAGRAPHS)
def test_bytes_bring_the_index_back_and_so_does_the_way_between_processes(paragraphs: Paragraphs) -> None:
    index = made(paragraphs)
    assert content(WordIndex.from_bytes(index.to_bytes())) == content(index)
    assert content(pickle.loads(pickle.dumps(index))) == content(index)
    words_alone = WordIndex.from_bytes(index.to_bytes(), places=False)
    assert (words_alone.words, words_alone.times) == (index.words, index.times)


@given(PARAGRAPHS, st.data())
def test_indexes_of_stretches_make_the_index_of_the_whole(
    paragraphs: Paragraphs, data: st.DataObject
) -> None:
    middle = data.draw(st.integers(0, len(paragraphs)))
    joined = WordIndex(len(paragraphs))
    joined.extend(made(paragraphs[:middle]))
    joined.extend(made(paragraphs[middle:]))
    assert content(joined) == content(made(paragraphs))


@given(PARAGRAPHS, WORDS, st.integers(0, 9))
def test_a_word_is_found_at_all_its_places_and_how_often(
    paragraphs: Paragraphs, word: Word, first: int
) -> None:
    index = made(paragraphs)
    everywhere = [
        Position(number, start)
        for number, paragraph in enumerate(paragraphs)
        for start, each in paragraph
        if each == word
    ]
    after = [place for place in everywhere if place.paragraph >= first]
    before = [place for place in everywhere if place.paragraph < first]
    assert list(index.places(word, first)) == after + before
    number = index.number(word)
    assert (0 if number is None else index.times[number]) == len(everywhere)
    if number is not None:
        assert index.first_place(number) == everywhere[0]


@given(PARAGRAPHS, st.integers(0, 9), st.integers(0, 9))
def test_a_stretch_is_counted_as_its_paragraphs(paragraphs: Paragraphs, first: int, stop: int) -> None:
    index = made(paragraphs)
    expected = Counter(word for paragraph in paragraphs[first:stop] for _, word in paragraph)
    assert {index.words[number]: times for number, times in index.counted(first, stop).items()} == expected


@pytest.mark.parametrize("harm", [b"", b"\0", b"dushu words\n", None])
def test_what_is_no_index_is_refused(harm: bytes | None) -> None:
    sound = made([[(0, ("书", "书", "shu1", Kind.WORD))]]).to_bytes()
    for bad in [harm] if harm is not None else [sound[:-1], sound[:40] + b"\xff" + sound[41:], sound + b"x"]:
        with pytest.raises(ValueError, match="index of words"):
            WordIndex.from_bytes(bad)
