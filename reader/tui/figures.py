"""A text in numbers, as rows to draw: counts with bars beside them, for any width. Pure, no Textual.

What a bar shows is said in figures too, and its parts differ in shape, so that nothing hangs on colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reader.study.coverage import Coverage, Group
from reader.study.planned import PlannedWord
from reader.study.profile import HIGHEST, NAMES, Count, Profile, level_name
from reader.study.report import ChapterReport
from reader.tui.glosses import clip
from reader.width import cells, display

Span = tuple[str, str]
"""Some text and the name of its look: ``known``, ``faint``, ``bar`` … or nothing."""
Row = tuple[Span, ...]

PARTS: Mapping[Group, tuple[str, str, str]] = {
    Group.KNOWN: ("known", "█", "#"),
    Group.ASSUMED: ("assumed", "▓", "="),
    Group.LEARNING: ("learning", "▒", "-"),
    Group.NEW: ("new", "░", "."),
}
"""Look, shape, and the shape where blocks would be two cells wide."""
NAME = 22
_LABELS = {Group.KNOWN: "known", Group.LEARNING: "learning", Group.NEW: "new", Group.IGNORED: "ignored"}
_APART = ((Group.NAME, "names"), (Group.NUMBER, "numbers"), (Group.LATIN, "other scripts"))


def summary(coverage: Coverage, characters: Count, level: str, standard: str) -> Iterator[Row]:
    """Yield the text in three sentences."""
    words = coverage.words
    yield ((f"{characters.tokens:,} characters, {characters.types:,} different", ""),)
    yield ((f"{words.tokens:,} words, {words.types:,} different", ""),)
    yield (("level ", ""), (level, "head"), (f" of {NAMES[standard]}", ""))


def known(coverage: Coverage, learner_level: int, width: int, ambiguous: int = 1) -> Iterator[Row]:
    """Yield how much of the text is known: a bar over its whole width, and its parts in figures."""
    base = coverage.base
    share = f"{coverage.share * 100:.1f} %" if base.tokens else "none"
    yield (("You know ", ""), (share, "head"), (" of the running words", ""))
    sizes = portions([coverage[group].tokens for group in PARTS], width)
    yield tuple(
        (shape(group, ambiguous) * size, PARTS[group][0])
        for group, size in zip(PARTS, sizes, strict=True)
        if size
    )
    for group, label in _labels(learner_level):
        part = coverage[group]
        mark = (f"{shape(group, ambiguous)} ", PARTS[group][0]) if group in PARTS else ("  ", "")
        share = percent(part.tokens, base.tokens) if group in PARTS else ""
        yield (mark, (_figures(label, part, share), ""))
    for group, label in _APART:
        if coverage[group].tokens:
            yield (("  ", ""), (_figures(label, coverage[group], ""), "faint"))


def levels(profile: Profile, width: int, ambiguous: int = 1) -> Iterator[Row]:
    """Yield the words at each level of a list, and what somebody at that level can read."""
    whole = profile.whole.tokens
    name, right = NAMES[profile.standard], "known at that level"
    between = " " * max(1, width - len(name) - len(right))
    yield ((name, "head"), (f"{between}{right}", "faint"))
    parts = [(f"level {level_name(profile.standard, n)}", each) for n, each in profile.levels.items()]
    parts += [("made of such words", sum(profile.parts.values(), Count())), ("in no list", profile.outside)]
    most = max((each.tokens for _, each in parts), default=0)
    room = max(4, width - NAME - 20)
    for stands, (label, each) in enumerate(parts, 1):
        reach = f"{profile.share(stands) * 100:>9.1f} %" if whole and stands in profile.levels else ""
        yield (
            (f"{label:<{NAME}}", ""),
            (f"{percent(each.tokens, whole):>8} ", ""),
            *bar(each.tokens, most, room, ambiguous),
            (reach, "faint"),
        )


def frequencies(bands: Mapping[str, Count], width: int, ambiguous: int = 1) -> Iterator[Row]:
    """Yield how common the words are."""
    whole = sum(each.tokens for each in bands.values())
    most = max((each.tokens for each in bands.values()), default=0)
    name, right = "How common the words are", "different ones"
    yield ((name, "head"), (" " * max(1, width - len(name) - len(right)) + right, "faint"))
    for name, each in bands.items():
        yield (
            (f"{name:<{NAME}}", ""),
            (f"{percent(each.tokens, whole):>8} ", ""),
            *bar(each.tokens, most, max(4, width - NAME - 20), ambiguous),
            (f"{each.types:>11,}", "faint"),
        )


def by_chapter(chapters: Sequence[ChapterReport], width: int, ambiguous: int = 1) -> Iterator[Row]:
    """Yield each chapter: how much of it is known, its level, how many words are new."""
    room = max(8, min(30, width - 56))
    title = max(10, width - room - 37)
    heading = f"{'chapter':<{title}} {'words':>9} {'known':>8} {'':<{room}} {'level':>8} {'new':>7}"
    yield ((heading.rstrip(), "faint"),)
    for chapter, coverage, level in chapters:
        shown = clip(display(chapter.title), title, ambiguous)
        known_share = f"{coverage.share * 100:.1f} %" if coverage.base.tokens else ""
        new = coverage[Group.NEW] + coverage[Group.LEARNING]
        yield (
            (shown + " " * (title - cells(shown, ambiguous)), ""),
            (f" {coverage.words.tokens:>9,} {known_share:>8} ", ""),
            *bar(coverage.covered.tokens, coverage.base.tokens, room, ambiguous),
            (f" {level:>8} {new.types:>7,}", "faint"),
        )


def planned(words: Sequence[PlannedWord], width: int, ambiguous: int = 1) -> Iterator[Row]:
    """Yield the words of a plan: how often each stands, what is known with it, what it means."""
    headword = max((cells(display(word.identity.headword), ambiguous) for word in words), default=4)
    headword = min(max(headword, 4), 20)
    pinyin = min(max((cells(display(word.identity.pinyin), ambiguous) for word in words), default=6), 18)
    yield (
        (f"{'word':<{headword}} {'pinyin':<{pinyin}} {'times':>6} {'known':>8}  meaning"[:width], "faint"),
    )
    for word in words:
        shown = _padded(word.identity.headword, headword, ambiguous)
        reading = _padded(word.identity.pinyin, pinyin, ambiguous)
        figures = f" {word.times:>6,} {word.share * 100:>6.1f} %  "
        room = max(0, width - headword - pinyin - 1 - len(figures))
        gloss = clip(display(word.gloss), room, ambiguous)
        yield ((shown, "new"), (f" {reading}", ""), (figures, "faint"), (gloss, ""))


def bar(part: int, whole: int, width: int, ambiguous: int = 1) -> tuple[Span, Span]:
    """Return a bar of ``width`` cells, filled as ``part`` of ``whole``; what is there shows."""
    full = round(width * part / whole) if whole else 0
    full = min(width, max(full, 1 if part else 0))
    return (shape(Group.KNOWN, ambiguous) * full, "bar"), (" " * (width - full), "")


def portions(parts: Sequence[int], width: int) -> list[int]:
    """Share ``width`` cells out among parts; they add up to it, and no part that is there is left without."""
    whole = sum(parts)
    if not whole or width < 1:
        return [0] * len(parts)
    exact = [part * width / whole for part in parts]
    sizes = [max(int(size), 1 if part else 0) for size, part in zip(exact, parts, strict=True)]
    while sum(sizes) != width:
        over = sum(sizes) > width
        off = [
            (size - want if over else want - size, at)
            for at, (size, want) in enumerate(zip(sizes, exact, strict=True))
        ]
        able = [(far, at) for far, at in off if not over or sizes[at] > 1] or off
        sizes[max(able)[1]] += -1 if over else 1
    return sizes


def shape(group: Group, ambiguous: int = 1) -> str:
    """Return the character a part of a bar is drawn with, one cell wide."""
    return PARTS[group][1 if ambiguous == 1 else 2]


def percent(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.1f} %" if whole else ""


def _labels(learner_level: int) -> Iterator[tuple[Group, str]]:
    for group, label in _LABELS.items():
        yield group, label
        if group is Group.KNOWN and learner_level:
            yield Group.ASSUMED, f"by level (HSK up to {min(learner_level, HIGHEST['2025'])})"


def _figures(label: str, part: Count, share: str) -> str:
    return f"{label:<24}{part.tokens:>9,} {share:>9} {part.types:>8,} different"


def _padded(text: str, width: int, ambiguous: int) -> str:
    shown = clip(display(text), width, ambiguous)
    return shown + " " * (width - cells(shown, ambiguous))
