"""A text of the shelf as one line: its title as wide as there is room, then columns that stand in line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reader.study.shelf import Place
from reader.tui.glosses import clip
from reader.width import cells, display

GAP = 2
WIDE = 110
"""Cells of a screen that has room for tags and a bar."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column right of the title: its heading and its width in cells. Figures stand to the right."""

    heading: str
    width: int
    figures: bool = False


TAGS = Column("tags", 20)
BAR = Column("", 10)
READ = Column("read", 5, figures=True)
KNOWN = Column("known", 6, figures=True)
LEVEL = Column("level", 9)
LAST = Column("last read", 10)


def columns(width: int, ambiguous: int) -> tuple[Column, ...]:
    """Return the columns a screen has room for; the bar's marks are one cell wide, or there is none."""
    if width < WIDE:
        return (READ, KNOWN, LEVEL, LAST)
    return (TAGS, *((BAR,) if ambiguous == 1 else ()), READ, KNOWN, LEVEL, LAST)


def heading(width: int, ambiguous: int) -> str:
    """Return the headings of the columns, each over its own."""
    shown = columns(width, ambiguous)
    return _line("text", [_cell(each, each.heading, ambiguous) for each in shown], width, ambiguous)


def line(place: Place, today: date, width: int, ambiguous: int) -> str:
    """Return a text as a line of ``width`` cells."""
    values = {
        TAGS: " ".join(f"#{tag}" for tag in place.tags),
        BAR: bar(place.percent, BAR.width),
        READ: f"{place.percent:.0f} %",
        KNOWN: "" if place.coverage is None else f"{place.coverage * 100:.0f} %",
        LEVEL: f"HSK {place.level}" if place.level[:1].isdigit() else place.level,
        LAST: when(place.opened.astimezone().date(), today),
    }
    shown = [_cell(each, values[each], ambiguous) for each in columns(width, ambiguous)]
    return _line(place.called, shown, width, ambiguous)


def sample_line(title: str, english: str, kind: str, level: int, width: int, ambiguous: int) -> str:
    """Return a sample that was never opened as a line: what it is, where a read text says how far."""
    right = [_cell(LEVEL, f"HSK {level}", ambiguous), _cell(LAST, "", ambiguous)]
    if width >= WIDE:
        right.insert(0, _cell(Column("", READ.width + GAP + KNOWN.width), kind, ambiguous))
    return _line(f"{title}   {english}", right, width, ambiguous)


def bar(percent: float, width: int) -> str:
    """Return how far a text was read as a bar; what was begun shows, what is not ended is not full."""
    done = round(percent / 100 * width)
    if percent >= 0.5:
        done = max(1, done if percent >= 99.5 else min(done, width - 1))
    return "━" * done + "─" * (width - done)


def when(day: date, today: date) -> str:
    """Return a day as people say it: today, yesterday, or a date."""
    days = (today - day).days
    return "today" if days <= 0 else "yesterday" if days == 1 else f"{day:%Y-%m-%d}"


def _cell(column: Column, text: str, ambiguous: int) -> str:
    shown = clip(display(text), column.width, ambiguous)
    space = " " * (column.width - cells(shown, ambiguous))
    return space + shown if column.figures else shown + space


def _line(title: str, right: list[str], width: int, ambiguous: int) -> str:
    """Put a title and columns into one line of at most ``width`` cells; the title keeps ten in any case."""
    while right and width - sum(cells(each, ambiguous) + GAP for each in right) < 10:
        right = right[:-1]
    room = max(1, width - sum(cells(each, ambiguous) + GAP for each in right))
    shown = clip(display(title), room, ambiguous)
    space = " " * (room - cells(shown, ambiguous))
    return shown + space + "".join(" " * GAP + each for each in right)
