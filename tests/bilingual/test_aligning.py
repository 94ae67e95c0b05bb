"""Two texts to one row of beads."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.bilingual.anchors import heaviest_chain
from reader.bilingual.bead import Alignment, Bead, Sentence
from reader.bilingual.keeping import covers, dumped_beads, dumped_sentences, read_alignment
from reader.bilingual.keys import english_side, names_in
from reader.document.loading import load
from reader.errors import DocumentError
from reader.session import Session
from tests.benchmarks.alignment_accuracy import LITERARY, NEWS, TEXTS, beads, changed, sample

CHINESE = ("他来了。", "一九八七年五月三日，陈凌峰买了三万六千本书。", "你去哪儿？", "天黑了。", "")
ENGLISH = (
    "He came.",
    "On May 3, 1987, Chen Lingfeng bought 36,000 books.",
    "Where are you going?",
    "It was dark.",
)


def sides(zh: list[str], en: list[str]) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    return tuple(map(Sentence, zh)), tuple(map(Sentence, en))


@settings(max_examples=40)
@given(st.lists(st.sampled_from(CHINESE), max_size=6), st.lists(st.sampled_from(ENGLISH), max_size=6))
def test_the_beads_cover_both_texts_in_order_and_are_kept_as_they_are(
    engine: Session, zh: list[str], en: list[str]
) -> None:
    found = engine.translating.aligner.sentences(*sides(zh, en))
    assert covers(found)
    assert all(0 <= bead.confidence <= 1 for bead in found.beads)
    assert read_alignment(dumped_sentences(found), dumped_beads(found.beads)) == found


def test_a_pinned_bead_stays_and_the_rest_is_found_around_it(engine: Session) -> None:
    zh, en = list(CHINESE[:4]), list(ENGLISH)
    pin = Bead(1, 2, 0, 1, 1.0, True)
    found = engine.translating.aligner.sentences(*sides(zh, en), [pin])
    assert pin in found.beads
    assert covers(found)


def test_names_numbers_and_dates_join_what_no_gloss_does(engine: Session) -> None:
    found = engine.translating.aligner.sentences(*sides(list(CHINESE[:4]), list(ENGLISH)))
    assert [(bead.z0, bead.e0, bead.shape) for bead in found.beads] == [(n, n, "1-1") for n in range(4)]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.floats(0.5, 5)), max_size=7))
def test_the_heaviest_chain_is_as_heavy_as_any(candidates: list[tuple[int, int, float]]) -> None:
    candidates = sorted({(i, j): (i, j, w) for i, j, w in candidates}.values())
    weight = {(i, j): w for i, j, w in candidates}
    best = 0.0
    for size in range(len(candidates) + 1):
        for row in itertools.combinations(candidates, size):
            if all(a[0] < b[0] and a[1] < b[1] for a, b in itertools.pairwise(row)):
                best = max(best, sum(w for _, _, w in row))
    found = heaviest_chain(candidates)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in itertools.pairwise(found))
    assert sum(weight[pair] for pair in found) == pytest.approx(best)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("thirty-six thousand books", "#36000"),
        ("two hundred and five men", "#205"),
        ("1.5 million people", "#1500000"),
        ("on May 3", "m5"),
        ("the 21st of July", "m7"),
    ],
)
def test_english_numbers_are_read_as_values(text: str, key: str) -> None:
    assert (key,) in english_side(text).words


def test_a_name_is_known_by_its_capital_where_no_sentence_begins() -> None:
    assert names_in(["Then Chen Lingfeng came.", "Nobody knew him."]) == {"chen", "lingfeng"}


@pytest.mark.parametrize("name", [NEWS[1], LITERARY[1]])
def test_a_sample_is_aligned_sentence_by_sentence_and_through_changes(engine: Session, name: str) -> None:
    pairs = sample(name)
    aligner = engine.translating.aligner
    whole = aligner.documents(load(TEXTS / f"{name}.md"), load(TEXTS / f"{name}.en.md"))
    assert {bead.shape for bead in whole.beads} == {"1-1"}
    zh, en, gold = changed(pairs, 3, sample("grandma"))
    got = beads(aligner, zh, en)
    assert 2 * len(set(gold) & set(got)) / (len(gold) + len(got)) > 0.85


def test_texts_that_do_not_belong_together_are_refused_in_one_sentence(engine: Session) -> None:
    chinese, english = load(TEXTS / "slowness.md"), load(TEXTS / "district.en.md")
    with pytest.raises(DocumentError, match="does not look like a translation"):
        engine.translating.aligned(chinese, english)
    assert covers(engine.translating.aligned(chinese, english, force=True))


def test_two_chinese_texts_are_no_pair(engine: Session) -> None:
    with pytest.raises(DocumentError, match="give its English translation"):
        engine.translating.aligned(load(TEXTS / "slowness.md"), load(TEXTS / "district.md"))


def test_a_sentence_is_found_by_its_place() -> None:
    chinese = (Sentence("甲。", 0, 0, 2), Sentence("乙。", 0, 2, 4), Sentence("丙。", 2, 0, 2))
    alignment = Alignment(chinese, (Sentence("A."),), (Bead(0, 2, 0, 1), Bead(2, 3, 1, 1)))
    assert alignment.sentence_at(0, 3) == 1
    assert alignment.sentence_at(1, 0) is None
    assert alignment.beads_between(0, 0, 4) == (0,)
    assert alignment.beads_between(2, 0, 9) == (1,)
