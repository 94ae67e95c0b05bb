"""The level of a text and of its words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.session import Session
from reader.study.coverage import words_of
from reader.study.profile import HIGHEST, Count, assumed_known, bands, level_name, profile, standing

ROOT = Path(__file__).resolve().parents[2]
WORDS = st.lists(
    st.tuples(
        st.sampled_from(["我", "书", "每天", "社会", "旧书", "网格", "饕餮", "𠮷", "环境", "龘龘"]),
        st.integers(1, 99),
    ),
    max_size=8,
    unique_by=lambda pair: pair[0],
)


@given(WORDS, st.sampled_from(sorted(HIGHEST)))
@settings(max_examples=60)
def test_every_word_is_counted_once_and_higher_levels_know_no_less(
    words: list[tuple[str, int]], standard: str
) -> None:
    found = profile(words, standard)
    whole = Count(sum(times for _, times in words), len(words))
    assert found.whole == whole
    assert sum(bands(words).values(), Count()) == whole
    shares = [found.share(level) for level in range(1, HIGHEST[standard] + 1)]
    assert shares == sorted(shares)
    if found.level is not None:
        assert found.share(found.level) >= 0.95
        assert found.level == 1 or found.share(found.level - 1) < 0.95


@pytest.mark.parametrize(
    ("word", "standard", "stands"),
    [
        ("我", "2.0", (1, False)),
        ("银行", "2.0", (3, False)),
        ("银行", "2021", (2, False)),
        ("每天", "2021", (3, True)),
        ("环境", "2021", (3, False)),
        ("饕餮", "2021", (None, False)),
    ],
)
def test_a_word_stands_where_a_list_has_it_or_where_its_parts_stand(
    word: str, standard: str, stands: tuple[int | None, bool]
) -> None:
    assert standing(word, standard) == stands


@pytest.mark.parametrize(
    ("standard", "stands", "shown"),
    [("2.0", 4, "4"), ("2.0", None, "above 6"), ("2025", 7, "7-9"), ("2025", None, "above 9")],
)
def test_levels_are_written_as_the_lists_call_them(standard: str, stands: int | None, shown: str) -> None:
    assert level_name(standard, stands) == shown


def test_a_level_takes_its_own_words_as_known_and_none_the_ones_no_list_has() -> None:
    assert assumed_known("我", 1)
    assert not assumed_known("我", 0)
    assert not assumed_known("环境", 1)
    assert not assumed_known("饕餮", 9)


def test_the_samples_have_about_the_level_they_were_written_for(engine: Session) -> None:
    table = (ROOT / "texts" / "index.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in table if line and not line.startswith("#")]
    off = []
    for name, level, *_ in rows:
        document = engine.load(ROOT / "texts" / f"{name}.md")
        index = engine.counter.stretch(document.digest, document.paragraphs, 0)
        found = profile(words_of(index), "2021").level
        assert found is not None, name
        off.append(abs(found - int(level)))
    assert len(off) >= 12
    assert max(off) <= 2
    assert sum(each == 0 for each in off) * 2 > len(off)
