"""The vocabulary test estimates what is known, and takes off what is claimed too much."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.study.placement import (
    BANDS,
    INVENTED_A_BAND,
    WORDS_A_BAND,
    Estimate,
    Item,
    estimate,
    invent,
    is_over,
    make_test,
    to_mark,
)
from reader.study.status import Status
from reader.study.word import Identity

WORDS = tuple(chr(0x4E00 + number % 90) + chr(0x5000 + number // 90) for number in range(20_000))
ITEMS = tuple(
    Item(f"{kind}{band}{number}", band if kind == "w" else None)
    for band in range(len(BANDS))
    for kind, count in (("w", WORDS_A_BAND), ("i", INVENTED_A_BAND))
    for number in range(count)
)
answers = st.lists(st.booleans(), max_size=len(ITEMS)).map(lambda says: list(zip(ITEMS, says, strict=False)))


@given(answers)
def test_an_estimate_lies_within_its_range_and_rarer_words_are_not_better_known(
    says: list[tuple[Item, bool]],
) -> None:
    found = estimate(says)
    assert 0 <= found.low <= found.known <= found.high <= BANDS[-1][1]
    assert all(0 <= share <= 1 for share in found.shares)
    assert list(found.shares) == sorted(found.shares, reverse=True)
    assert found.up_to in {0, *(last for _, last in BANDS)}


@given(answers, st.integers(0, len(ITEMS) - 1))
def test_claiming_one_invented_word_more_never_raises_the_estimate(
    says: list[tuple[Item, bool]], index: int
) -> None:
    if index < len(says) and says[index][0].band is None:
        honest = [*says[:index], (says[index][0], False), *says[index + 1 :]]
        boast = [*says[:index], (says[index][0], True), *says[index + 1 :]]
        assert estimate(boast).known <= estimate(honest).known


def said(known_up_to: int, boasts: float = 0.0, seed: int = 1) -> Estimate:
    """Return the estimate for a learner who knows so many words, and claims so much of what they don't."""
    random, ranks = Random(seed), {word: rank for rank, word in enumerate(WORDS, 1)}
    made: list[tuple[Item, bool]] = []
    for item in make_test(WORDS, lambda word: True, [f"x{number}" for number in range(18)], random):
        knows = item.band is not None and ranks[item.word] <= known_up_to
        made.append((item, knows or random.random() < boasts))
    return estimate(made)


@pytest.mark.parametrize("known", [0, 300, 1_000, 3_000, 8_000, 20_000])
def test_most_ranges_hold_the_truth(known: int) -> None:
    held = [said(known, seed=seed) for seed in range(20)]
    assert sum(each.low <= known <= each.high for each in held) >= 17


def test_boasting_is_taken_off() -> None:
    honest = [said(3_000, seed=seed).known for seed in range(10)]
    boasts = [said(3_000, boasts=0.4, seed=seed).known for seed in range(10)]
    plain = 3_000 + 0.4 * 17_000
    assert abs(sum(boasts) / 10 - sum(honest) / 10) < 0.5 * (plain - 3_000)
    assert said(0, boasts=1.0).known == 0


def test_only_bands_that_are_known_are_marked() -> None:
    assert said(0).up_to == 0
    assert said(2_000).up_to == 2_000
    assert said(20_000).up_to == 20_000


def test_the_test_ends_when_two_bands_are_too_hard() -> None:
    known = [(item, item.band == 0) for item in ITEMS[:21]]
    assert not is_over(known, 1)
    assert not is_over(known[:14], 2)
    assert is_over(known, 3)


def test_invented_words_are_no_words_either_way_round_and_none_twice() -> None:
    real = set(WORDS)
    made = invent(WORDS, real.__contains__, 40, Random(5))
    assert len(set(made)) == len(made)
    assert not {word for word in made if word in real or word[::-1] in real}
    assert invent((), real.__contains__, 40, Random(5)) == ()


def test_a_test_asks_of_every_band_and_nothing_twice() -> None:
    items = make_test(WORDS, lambda word: word != WORDS[3], [f"x{n}" for n in range(40)], Random(2))
    assert len(items) == len(BANDS) * (WORDS_A_BAND + INVENTED_A_BAND)
    assert len({item.word for item in items}) == len(items)
    ranks = {word: rank for rank, word in enumerate(WORDS, 1)}
    for item in items:
        if item.band is not None:
            first, last = BANDS[item.band]
            assert first <= ranks[item.word] <= last
            assert item.word != WORDS[3]


def test_what_the_learner_has_marked_stays_so() -> None:
    a, b, c = (Identity(word, word, "") for word in "甲乙丙")
    statuses = {b: Status.LEARNING_2, c: Status.IGNORED}
    assert to_mark([a, a, b, c], lambda each: statuses.get(each, Status.NEW)) == (a,)
