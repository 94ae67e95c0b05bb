"""The pattern language of the curated senses."""

from __future__ import annotations

import marshal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.dictionary.sense_patterns import View, parse_pattern
from reader.dictionary.sense_rules import Rules
from reader.dictionary.word_classes import WordClasses
from reader.errors import DictionaryError
from reader.language.token import Kind, Token

LISTED = {"三": frozenset({"num"}), "很": frozenset({"degree"})}
TAGS = {"书": "n", "跑": "v"}
CLASSES = WordClasses(LISTED, lambda word: TAGS.get(word, ""))
MARKS = "，。！？、“”"


def view_of(words: str) -> View:
    found, start = [], 0
    for word in words.split("|"):
        kind = Kind.PUNCTUATION if word in MARKS else Kind.SPACE if word == " " else Kind.WORD
        found.append(Token(word, start, kind))
        start += len(word)
    return View(found, CLASSES)


def holds(pattern: str, words: str, at: int) -> bool:
    return first([pattern], words, at) == 0


def first(patterns: list[str], words: str, at: int) -> int:
    view = view_of(words)
    return Rules(map(parse_pattern, patterns)).first(view, view.place[at])


@pytest.mark.parametrize(
    ("pattern", "words", "at", "expected"),
    [
        ("", "打", 0, True),
        ("*", "打", 0, True),
        ("+1:球", "打|球", 0, True),
        ("+1:球", "打| |球", 0, True),
        ("+1:球", "打|大|球", 0, False),
        ("+2:球", "打|大|球", 0, True),
        ("-1:三|两", "三|本", 1, True),
        ("-1:{num}", "三|本", 1, True),
        ("-1:{num}", "书|本", 1, False),
        ("!-1:{num}", "书|本", 1, True),
        ("+1:*球", "打|篮球", 0, True),
        ("+1:篮*", "打|篮球", 0, True),
        ("+1:*球*", "打|足球队", 0, True),
        ("+1:*球", "打|球拍", 0, False),
        ("+:球", "打|了|三|场|球", 0, True),
        ("+:球", "打|人|，|球", 0, False),
        ("+:球", "打|、|球", 0, True),
        ("+:球", "打|a|b|c|d|e|球", 0, False),
        ("-:球", "球|我|打", 2, True),
        ("-:球", "球|，|我|打", 3, False),
        ("~:球", "球|，|我|打", 3, True),
        ("~:球", "球|。|我|打", 3, False),
        ("~:打", "打", 0, False),
        ("~:？", "打|球|？", 0, True),
        ("+1:{end}", "打", 0, True),
        ("+1:{end}", "打|。", 0, True),
        ("+1:{end}", "打|“|球", 0, False),
        ("-1:{start}", "打", 0, True),
        ("-1:{start}", "“|打", 1, True),
        ("=:{first}", "，|打|球", 1, True),
        ("=:{first}", "我|打|球", 1, False),
        ("=:{last}", "我|打|。", 1, True),
        ("=:{alone}", "打|。", 0, True),
        ("=:{alone}", "我|打|。", 1, False),
        ("=:打", "打", 0, True),
        ("+1:球 -1:我", "我|打|球", 1, True),
        ("+1:球 -1:你", "我|打|球", 1, False),
        ("+1:牌 ; -1:我", "我|打|球", 1, True),
        ("+1:{verb}", "快|跑", 0, True),
    ],
)
def test_a_pattern_holds_where_it_says(pattern: str, words: str, at: int, expected: bool) -> None:
    assert holds(pattern, words, at) is expected


@pytest.mark.parametrize(
    "pattern",
    ["+1", "+9:球", "1:球", "+1:{nothing}", "+1:", "+1:a*b", "+1:*", "+1:!球", "+1:球 ; ", "+1:{num", "球"],
)
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(DictionaryError):
        parse_pattern(f"{pattern} ; +1:球" if pattern.endswith("; ") else pattern)


ATOMS = st.builds(
    lambda denied, where, what: f"{denied}{where}:{what}",
    st.sampled_from(["", "!"]),
    st.sampled_from(["+1", "-1", "+3", "-5", "+", "-", "~", "="]),
    st.lists(st.sampled_from(["球", "三", "{num}", "{end}", "*书", "打*", "{first}"]), min_size=1).map(
        "|".join
    ),
)
PATTERNS = st.lists(st.lists(ATOMS, min_size=1).map(" ".join), min_size=1).map(" ; ".join)
TEXTS = st.lists(st.sampled_from(["球", "三", "书", "打", "，", "。", " "]), min_size=1).map("|".join)


@given(pattern=PATTERNS, words=TEXTS, data=st.data())
def test_every_pattern_can_be_kept_and_tried_everywhere(
    pattern: str, words: str, data: st.DataObject
) -> None:
    parsed = parse_pattern(pattern)
    assert marshal.loads(marshal.dumps(parsed)) == parsed
    at = data.draw(st.integers(0, words.count("|")))
    assert holds(pattern, words, at) in (True, False)


@given(atom=ATOMS, words=TEXTS, data=st.data())
def test_denying_an_atom_turns_its_answer_round(atom: str, words: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, words.count("|")))
    turned = atom[1:] if atom.startswith("!") else f"!{atom}"
    assert holds(atom, words, at) != holds(turned, words, at)


@given(patterns=st.lists(PATTERNS, max_size=4), words=TEXTS, data=st.data())
def test_patterns_tried_together_answer_as_each_alone(
    patterns: list[str], words: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, words.count("|")))
    alone = (number for number, pattern in enumerate(patterns) if holds(pattern, words, at))
    assert first(patterns, words, at) == next(alone, -1)
