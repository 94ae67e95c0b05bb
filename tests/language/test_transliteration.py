from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language.token import Kind
from reader.language.transliteration import TransliterationSource
from tests.language.name_words import FewWords

_WORDS = FewWords({"哈哈": 9.0, "总统": 8.0, "是": 3.5, "说": 5.0})


def _best(text: str) -> dict[tuple[int, int], float]:
    return {(c.start, c.end): c.cost for c in TransliterationSource(_WORDS).candidates(text)}


@given(st.text(alphabet="斯特克尔夫拉玛丽·•科塔是说的ABJ哈 ", max_size=30))
def test_every_candidate_is_a_span_of_the_text(text: str) -> None:
    for candidate in TransliterationSource(_WORDS).candidates(text):
        assert 0 <= candidate.start < candidate.end <= len(text)
        assert (candidate.kind, candidate.label) == (Kind.NAME, "transliteration")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("玛格丽塔·科斯塔赢得了冠军", "玛格丽塔·科斯塔"),
        ("总统卡洛斯·门德斯说", "卡洛斯·门德斯"),
        ("穆萨耶夫在决赛中", "穆萨耶夫"),
        ("作家J·K·罗琳", "J·K·罗琳"),
        ("查尔斯·泰勒推翻塞缪尔·多伊", "查尔斯·泰勒"),
        ("查尔斯·泰勒推翻塞缪尔·多伊", "塞缪尔·多伊"),
        ("威廉·莱昂·麦肯齐·金的政府", "威廉·莱昂·麦肯齐·金"),
    ],
)
def test_a_foreign_name_is_offered_whole(text: str, name: str) -> None:
    start = text.index(name)
    assert (start, start + len(name)) in _best(text)


def test_the_right_end_of_a_dotted_name_costs_least_for_each_character_it_takes() -> None:
    text = "玛格丽塔·科斯塔赢得"
    costs = _best(text)
    left = {end: cost + 9.5 * (len(text) - end) for (start, end), cost in costs.items() if start == 0}
    assert min(left, key=left.__getitem__) == text.index("赢")


@pytest.mark.parametrize("text", ["哈哈哈哈", "他说的是", "今天下午三点"])
def test_what_is_no_foreign_name_is_not_offered(text: str) -> None:
    assert _best(text) == {}


def test_no_name_reaches_over_a_verb_between_two_names() -> None:
    text = "查尔斯·泰勒推翻塞缪尔·多伊"
    assert (0, len(text)) not in _best(text)


def test_a_long_run_of_syllables_costs_little() -> None:
    started = time.perf_counter()
    found = list(TransliterationSource(_WORDS).candidates("斯特拉夫" * 5_000))
    assert time.perf_counter() - started < 5
    assert all(c.end - c.start <= 9 for c in found)
