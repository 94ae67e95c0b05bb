"""The learner's numbers as lines of text with charts; pure. For the screen and the command line alike.

A line is spans of text, each with the name of how it is painted, as in :mod:`reader.tui.review_text`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from reader.study.progress import Progress, WordsDay
from reader.study.status import Status
from reader.tui.charts import bar, calendar, columns
from reader.tui.glosses import clip
from reader.tui.review_text import interval
from reader.width import cells

Line = tuple[tuple[str, str], ...]

_HEIGHT = 5
_NAMES = (
    ("well known", (Status.WELL_KNOWN,)),
    ("learning", tuple(status for status in Status if status.is_learning)),
    ("new", (Status.NEW,)),
    ("names", (Status.NAME,)),
    ("ignored", (Status.IGNORED,)),
)
_LABEL = 12


def progress_lines(progress: Progress, width: int = 76, ambiguous: int = 1) -> list[Line]:
    """Return everything, under headings, in rows of at most ``width`` cells."""
    parts = (_today, _calendar, _reviews, _forecast, _words, _reading)
    lines: list[Line] = []
    for part in parts:
        lines += [*part(progress, width, ambiguous), ()]
    return [_fitted(line, width, ambiguous) for line in lines[:-1]]


def _fitted(line: Line, width: int, ambiguous: int) -> Line:
    """Return the line with the span that does not fit clipped, and those after it left out."""
    kept: list[tuple[str, str]] = []
    for text, kind in line:
        size = cells(text, ambiguous)
        if size > width:
            return (*kept, (clip(text, width, ambiguous), kind)) if width > 1 else tuple(kept)
        kept.append((text, kind))
        width -= size
    return tuple(kept)


def _today(progress: Progress, width: int, ambiguous: int) -> list[Line]:
    day = next((each for each in progress.reviews if each.day == progress.today), None)
    read = next((each for each in progress.reading if each.day == progress.today), None)
    due = progress.forecast[0][1] if progress.forecast else 0
    rows = [
        ("answers", f"{day.answers:,} in {_long(day.seconds)}" if day else "none yet"),
        ("still due", f"{due:,}"),
        ("read", f"{read.characters:,} characters in {_long(read.seconds)}" if read else "nothing yet"),
        ("in a row", f"{progress.streak:,} day{'s' * (progress.streak != 1)}"),
        (
            "characters",
            f"{progress.known:,} in words known, {progress.learning:,} more in those being learned",
        ),
    ]
    cards = ", ".join(f"{count:,} {name}" for name, count in progress.cards.items() if count)
    rows += [("cards", cards)] if cards else []
    return [_head("Today", f"{progress.today:%A, %Y-%m-%d}"), *(_fact(*row) for row in rows)]


def _calendar(progress: Progress, width: int, ambiguous: int) -> list[Line]:
    weeks = max(4, min(53, width - 4))
    values: dict[date, float] = {each.day: each.answers for each in progress.reviews}
    for each in progress.reading:
        values[each.day] = values.get(each.day, 0) + each.seconds / 60
    since = progress.today - timedelta(days=7 * weeks)
    days = sum(day > since for day in progress.active)
    rows = calendar(values, progress.today, weeks, ambiguous)
    legend = "· ░ ▒ ▓ █" if ambiguous == 1 else ". - + * #"
    return [
        _head("The year", f"{days} day{'s' * (days != 1)} with answers or reading   less {legend} more"),
        ((rows[0], "faint"),),
        *(((row[:4], "faint"), (row[4:], "bar")) for row in rows[1:]),
    ]


def _reviews(progress: Progress, width: int, ambiguous: int) -> list[Line]:
    days = _days_before(progress.today, min(60, width - 8))
    by_day = {each.day: each for each in progress.reviews}
    answers = [float(by_day[day].answers) if day in by_day else 0.0 for day in days]
    retention = progress.retention(30)
    said = "" if retention is None else f"{retention:.0%} of cards learnt before remembered, in 30 days"
    lines = [_head("Answers a day", said), *_chart(answers, days, ambiguous)]
    weekly = _weekly_retention(progress)
    if weekly:
        lines.append(())
        lines.append(_head("Remembered, of cards learnt before", "by week"))
        room = max(10, width - 28)
        lines += [
            (
                (f"{first:%d %b}  ", "faint"),
                (f"{share:>4.0%} ", ""),
                (bar(share, 1.0, room, ambiguous), "bar"),
                (f" of {asked:,}", "faint"),
            )
            for first, share, asked in weekly
        ]
    return lines


def _weekly_retention(progress: Progress, weeks: int = 6) -> list[tuple[date, float, int]]:
    """Return the true retention of the last weeks that have any: the Monday, the share, of how many."""
    monday = progress.today - timedelta(days=progress.today.weekday())
    found = []
    for first in (monday - timedelta(days=7 * number) for number in range(weeks - 1, -1, -1)):
        days = [each for each in progress.reviews if first <= each.day < first + timedelta(days=7)]
        recalled, forgotten = sum(each.recalled for each in days), sum(each.forgotten for each in days)
        if recalled + forgotten:
            found.append((first, recalled / (recalled + forgotten), recalled + forgotten))
    return found


def _forecast(progress: Progress, width: int, ambiguous: int) -> list[Line]:
    days = [day for day, _ in progress.forecast]
    counts = [float(cards) for _, cards in progress.forecast]
    total = sum(cards for _, cards in progress.forecast)
    wide = 2 if len(days) * 2 <= width - 8 else 1
    head = _head("Due in the days to come", f"{total:,} in {len(days)} days")
    return [head, *_chart(counts, days, ambiguous, wide)]


def _words(progress: Progress, width: int, ambiguous: int) -> list[Line]:
    now = progress.words[-1]
    groups = [(name, _count(now, statuses)) for name, statuses in _NAMES]
    top = max((count for _, count in groups), default=0)
    lines = [_head("Words", f"{sum(now.words.values()):,} in the notebook")]
    room = max(10, width - _LABEL - 10)
    lines += [
        ((f"{name:<{_LABEL}}", "faint"), (f"{count:>7,} ", ""), (bar(count, top, room, ambiguous), "bar"))
        for name, count in groups
        if count
    ]
    if len(progress.words) > 2:
        lines += [(), *_words_over_time(progress, width, ambiguous)]
    return lines


def _words_over_time(progress: Progress, width: int, ambiguous: int) -> list[Line]:
    """Chart how many words were well known, and how many being learned, from the first day counted on."""
    first, last = progress.words[0].day, progress.today
    room = min(60, width - 8, (last - first).days + 1)
    days = [
        first + timedelta(days=round(number * (last - first).days / max(1, room - 1)))
        for number in range(room)
    ]
    stands = [_standing(progress.words, day) for day in days]
    lines: list[Line] = []
    for name, values in (
        ("Well known over time", [float(each.known) for each in stands]),
        ("Being learned over time", [float(each.learning) for each in stands]),
    ):
        if any(values):
            lines += [_head(name, ""), *_chart(values, days, ambiguous)]
    return lines


def _standing(words: Sequence[WordsDay], day: date) -> WordsDay:
    """Return how things stood at a day: as last counted until then."""
    return next((each for each in reversed(words) if each.day <= day), words[0])


def _reading(progress: Progress, width: int, ambiguous: int) -> list[Line]:
    days = _days_before(progress.today, min(60, width - 8))
    by_day = {each.day: each for each in progress.reading}
    minutes = [by_day[day].seconds / 60 if day in by_day else 0.0 for day in days]
    lately = [by_day[day] for day in days[-30:] if day in by_day]
    characters, hours = sum(each.characters for each in lately), sum(each.seconds for each in lately) / 3600
    said = f"{hours:.1f} h, {characters:,} characters in 30 days"
    return [_head("Minutes read a day", said), *_chart(minutes, days, ambiguous)]


def _chart(values: Sequence[float], days: Sequence[date], ambiguous: int, wide: int = 1) -> list[Line]:
    """Return a column chart with its scale at the left and the first and last day below."""
    top = max(values, default=0)
    if top <= 0:
        return [((f"{'nothing yet':>{_LABEL}}", "faint"),)]
    lines: list[Line] = []
    for number, row in enumerate(columns(values, _HEIGHT, ambiguous)):
        scale = f"{top:,.0f}" if number == 0 else "0" if number == _HEIGHT - 1 else ""
        shown = "".join(mark * wide for mark in row).rstrip()
        lines.append(((f"{scale:>6} ", "faint"), (shown, "bar")))
    left, right = f"{days[0]:%d %b}", f"{days[-1]:%d %b}"
    gap = max(1, len(values) * wide - len(left) - len(right))
    return [*lines, ((" " * 7 + left + " " * gap + right, "faint"),)]


def _days_before(today: date, count: int) -> list[date]:
    return [today - timedelta(days=number) for number in range(count - 1, -1, -1)]


def _count(day: WordsDay, statuses: tuple[Status, ...]) -> int:
    return sum(day.words.get(status, 0) for status in statuses)


def _long(seconds: float) -> str:
    return interval(timedelta(seconds=seconds))


def _head(title: str, said: str) -> Line:
    return ((title, "label"), (f"   {said}" if said else "", "faint"))


def _fact(name: str, value: str) -> Line:
    return ((f"{name:<{_LABEL}}", "faint"), (value, ""))
