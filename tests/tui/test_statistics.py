"""This text in numbers: rows that fit and add up, and the screen that shows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.loading import document_from
from reader.session import Session
from reader.study.coverage import Chapter, Coverage, Group
from reader.study.planned import PlannedWord
from reader.study.profile import BAND_NAMES, Count, profile
from reader.study.report import ChapterReport
from reader.study.word import Context, Identity
from reader.tui import figures
from reader.tui.figures import Row, bar, portions
from reader.tui.screens.prompt import PromptScreen
from reader.tui.screens.statistics import StatisticsScreen
from reader.width import cells
from tests.tui.driving import ROOT, reading

COUNTS = st.builds(Count, st.integers(0, 999_999), st.integers(0, 99_999))
COVERAGES = st.lists(COUNTS, min_size=len(Group), max_size=len(Group)).map(lambda all_: Coverage(tuple(all_)))
WIDTHS, AMBIGUOUS = st.integers(66, 200), st.integers(1, 2)
TEXT = st.text(max_size=30)


def fits(rows: list[Row], width: int, ambiguous: int) -> None:
    for row in rows:
        assert sum(cells(text, ambiguous) for text, _ in row) <= width, row


@given(COVERAGES, st.integers(0, 9), WIDTHS, AMBIGUOUS)
@settings(max_examples=40)
def test_what_is_known_fits_and_its_bar_fills_the_width(
    coverage: Coverage, level: int, width: int, ambiguous: int
) -> None:
    rows = list(figures.known(coverage, level, width, ambiguous))
    fits(rows, width, ambiguous)
    filled = sum(cells(text, ambiguous) for text, _ in rows[1])
    assert filled == (width if coverage.base.tokens else 0)


@given(st.lists(st.integers(0, 99_999), max_size=5), st.integers(5, 200))
def test_portions_add_up_and_leave_no_part_out(parts: list[int], width: int) -> None:
    sizes = portions(parts, width)
    assert sum(sizes) == (width if sum(parts) else 0)
    assert [size > 0 for size in sizes] == [part > 0 for part in parts]


@given(st.integers(0, 999), st.integers(0, 999), st.integers(4, 99), AMBIGUOUS)
def test_a_bar_is_as_wide_as_asked_and_shows_what_is_there(
    part: int, more: int, width: int, ambiguous: int
) -> None:
    drawn = bar(part, part + more, width, ambiguous)
    assert sum(cells(text, ambiguous) for text, _ in drawn) == width
    assert bool(drawn[0][0]) is bool(part)


@given(
    st.lists(st.tuples(TEXT, COVERAGES, st.sampled_from(["", "4", "above 9"])), max_size=4),
    st.lists(st.tuples(st.sampled_from(["我", "每天", "饕餮"]), st.integers(1, 9999)), max_size=3),
    WIDTHS,
    AMBIGUOUS,
)
@settings(max_examples=40)
def test_chapters_levels_and_bands_fit(
    parts: list[tuple[str, Coverage, str]], words: list[tuple[str, int]], width: int, ambiguous: int
) -> None:
    chapters = [ChapterReport(Chapter(title, 0, 1), coverage, level) for title, coverage, level in parts]
    fits(list(figures.by_chapter(chapters, width, ambiguous)), width, ambiguous)
    for standard in ("2.0", "2025"):
        fits(list(figures.levels(profile(words, standard), width, ambiguous)), width, ambiguous)
    fits(
        list(figures.frequencies(dict.fromkeys(BAND_NAMES, Count(9, 3)), width, ambiguous)), width, ambiguous
    )


@given(st.lists(st.tuples(TEXT, TEXT, TEXT, st.integers(1, 9999)), max_size=4), WIDTHS, AMBIGUOUS)
@settings(max_examples=40)
def test_words_to_learn_fit(words: list[tuple[str, str, str, int]], width: int, ambiguous: int) -> None:
    planned = [
        PlannedWord(Identity(form, form, reading), times, 0.5, gloss, Context(""))
        for form, reading, gloss, times in words
    ]
    fits(list(figures.planned(planned, width, ambiguous)), width, ambiguous)


async def test_the_numbers_of_a_text_are_shown_and_its_words_kept_as_a_list(session: Session) -> None:
    async with reading(session, [ROOT / "texts" / "kitten.md"], size=(80, 24)) as reader:
        await reader.until(lambda: reader.screen.annotating.index.complete)
        await reader.press("S")
        screen = reader.app.screen
        assert isinstance(screen, StatisticsScreen)
        await reader.until(lambda: "You know" in reader.text())
        assert "level 3 of HSK 3.0 (2025)" in reader.text()
        await reader.press("l")
        await reader.until(lambda: "of HSK 2.0" in reader.text())
        await reader.press("tab")
        assert "楼下的小猫" in reader.text()
        await reader.press("t")  # which shows the words for the other target
        await reader.until(lambda: "meaning" in reader.text())
        assert "to 98." in reader.text()
        assert "bring you from" in reader.text()
        await reader.press("s")
        await reader.until(lambda: isinstance(reader.app.screen, PromptScreen))
        await reader.press("enter")
        await reader.until(lambda: any("words kept" in said for said in reader.said()))
        kept = session.notebook.words()
        assert kept
        assert all(word.lists == ("楼下的小猫",) and word.contexts for word in kept)
        await reader.press("q", "u")
        assert not session.notebook.words()


async def test_a_text_that_is_not_counted_through_says_how_far_it_is(
    session: Session, tmp_path: Path
) -> None:
    text = "我今天去书店买书。\n" * 400
    document = document_from(text.encode(), "long.txt", str(tmp_path / "long.txt"))
    async with reading(session, [document]) as reader:
        await reader.press("S")
        await reader.until(lambda: "counting the words" in reader.text() or "You know" in reader.text())
        await reader.press("s")
        await reader.until(lambda: "You know" in reader.text(), 120)
        assert "2,400 words" in reader.text()


async def test_a_counted_text_is_not_counted_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    document = session.load(ROOT / "texts" / "kitten.md")
    session.counter.count(document)
    monkeypatch.setattr(type(session.counter), "words", None)
    async with reading(session, [document]) as reader:
        await reader.until(lambda: reader.screen.annotating.index.complete)
        assert reader.screen.annotating.index.done == len(document.paragraphs)
