"""Charts of characters: pure, and readable without colour.

Where the terminal makes block characters two cells wide (``ambiguous`` 2), ASCII ones take their place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_PLAIN_EIGHTHS = " ..::||##"
_PARTS = " ▏▎▍▌▋▊▉█"
_SHADES = "·░▒▓█"
_PLAIN_SHADES = ".-+*#"
_WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
_MONTH_CELLS = 4


def columns(values: Sequence[float], height: int, ambiguous: int = 1) -> list[str]:
    """Return a column chart, ``height`` rows from the top, one cell a value; the highest fills its column."""
    marks = _EIGHTHS if ambiguous == 1 else _PLAIN_EIGHTHS
    top = max(values, default=0) or 1
    eighths = [0 if value <= 0 else max(1, round(value / top * height * 8)) for value in values]
    return [
        "".join(marks[min(8, max(0, size - row * 8))] for size in eighths)
        for row in range(height - 1, -1, -1)
    ]


def bar(value: float, top: float, width: int, ambiguous: int = 1) -> str:
    """Return a bar along a row of ``width`` cells; something always shows for what is more than nothing."""
    if value <= 0 or top <= 0:
        return ""
    eighths = max(1, round(min(1.0, value / top) * width * 8))
    if ambiguous != 1:
        return "#" * max(1, round(eighths / 8))
    full, part = divmod(eighths, 8)
    return _PARTS[8] * full + (_PARTS[part] if part else "")


def shade(value: float, steps: Sequence[float], ambiguous: int = 1) -> str:
    """Return a shade for a value: the first for nothing, the last from the highest step on."""
    shades = _SHADES if ambiguous == 1 else _PLAIN_SHADES
    return shades[0] if value <= 0 else shades[1 + sum(value >= step for step in steps)]


def quarters(values: Sequence[float]) -> tuple[float, float, float]:
    """Return the steps between four shades: a quarter of the days that have anything lies in each."""
    some = sorted(value for value in values if value > 0)
    if not some:
        return (1.0, 2.0, 3.0)
    at: Callable[[float], float] = lambda share: some[min(len(some) - 1, int(share * len(some)))]  # noqa: E731
    return at(0.25), at(0.5), at(0.75)


def calendar(values: Mapping[date, float], today: date, weeks: int = 53, ambiguous: int = 1) -> list[str]:
    """Return the last ``weeks`` as a calendar: a week a column, Monday on top, months named above."""
    first = today - timedelta(days=today.weekday() + 7 * (weeks - 1))
    steps = quarters([value for day, value in values.items() if first <= day <= today])
    rows = []
    for weekday in range(7):
        days = (first + timedelta(days=7 * week + weekday) for week in range(weeks))
        shades = (" " if day > today else shade(values.get(day, 0), steps, ambiguous) for day in days)
        rows.append(f"{_WEEKDAYS[weekday]:<4}" + "".join(shades).rstrip())
    return [_months(first, weeks), *rows]


def _months(first: date, weeks: int) -> str:
    """Return the names of the months, each above the week its first day lies in."""
    line = " " * 4
    for week in range(weeks):
        sunday = first + timedelta(days=7 * week + 6)
        if sunday.day <= 7 and len(line) <= week + 4 and week + _MONTH_CELLS - 1 <= weeks:
            line += " " * (week + 4 - len(line)) + f"{sunday:%b}" + " "
    return line.rstrip()
