"""Counts of one text: how long it is, how many different words, how many of them the learner knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from reader.document.model import Document
from reader.language.script import is_han
from reader.language.token import Kind
from reader.study.status import Status
from reader.study.statuses import Statuses
from reader.tui.text_index import TextIndex


def counts(
    document: Document, index: TextIndex, statuses: Statuses, level: Callable[[str], int | None]
) -> Iterator[tuple[str, str]]:
    """Yield what is counted and the number, as shown; an empty pair parts groups.

    Words are counted as they are cut, names apart; shares are of running words.
    """
    characters = Counter(
        char
        for paragraph in document.paragraphs
        if paragraph.kind.value != "hidden"
        for char in paragraph.text
        if is_han(char)
    )
    yield "characters", f"{sum(characters.values()):,} ({len(characters):,} different)"
    words = [each for each in index.words() if each.kind is Kind.WORD]
    names = [each for each in index.words() if each.kind is Kind.NAME]
    running = sum(each.times for each in words)
    yield "words", f"{running:,} ({len(words):,} different)"
    yield "names", f"{sum(each.times for each in names):,} ({len(names):,} different)"
    yield "", ""
    groups: dict[str, list[int]] = {}
    for each in words:
        groups.setdefault(_group(statuses.of(each.identity)), []).append(each.times)
    for name in ("well known", "learning", "new", "ignored"):
        times = groups.get(name, [])
        yield name, f"{_share(sum(times), running)} of the words ({len(times):,} different)"
    yield "", ""
    levels: Counter[str] = Counter()
    for each in words:
        stands = level(each.identity.simplified)
        levels[f"HSK {stands}" if stands and stands < 7 else "HSK 7–9" if stands else "in no list"] += (
            each.times
        )
    for name in (*(f"HSK {number}" for number in range(1, 7)), "HSK 7–9", "in no list"):
        yield name, f"{_share(levels[name], running)} of the words"


def _group(status: Status) -> str:
    if status is Status.WELL_KNOWN or status is Status.NAME:
        return "well known"
    if status is Status.IGNORED:
        return "ignored"
    return "learning" if status.is_learning else "new"


def _share(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.1f} %" if whole else "0 %"
