"""What the words of a list can be told apart by, and what is typed to give them labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from reader.dictionary.levels import BAND_7_TO_9, STANDARDS
from reader.study.filter import Filter
from reader.study.listing import Listing
from reader.study.status import Status
from reader.tui.cards import status_shown

Choice = tuple[str, str, Callable[[Filter], Filter]]
"""What can be chosen: its name, what stands at its right, and the filter it makes of the present one."""
Ask = Callable[[Listing, datetime], Sequence[Choice]]
_HIGHEST = {"2.0": 6}


def what_is_shown(which: Filter) -> str:
    """Return in words which words a filter lets through."""
    parts = [_status_shown(which)] if which.status else []
    parts += [f"#{which.tag}"] if which.tag else []
    parts += [f"list {which.list}"] if which.list else []
    parts += [level_shown(which.level)] if which.level else []
    parts += ["due"] if which.due is not None else []
    parts += ["from a text"] if which.document else []
    parts += [f"with {which.text}"] if which.text else []
    return ", ".join(parts) or "all"


def ways_to_filter(which: Filter) -> list[tuple[str, str, Ask]]:
    """Return what words can be chosen by: its name, what is chosen now, and what asks for the choices."""
    return [
        ("status", _status_shown(which), _by_status),
        ("tag", which.tag, _by_tag),
        ("list", which.list, _by_list),
        ("HSK level", level_shown(which.level) if which.level else "", _by_level),
        ("text they were met in", "one" if which.document else "", _by_source),
        ("reviews that are due", "due" if which.due is not None else "", _by_due),
        ("anything: show all", "", lambda listing, now: [("", "", lambda which: Filter())]),
    ]


def level_shown(level: str) -> str:
    """Return a level as learners call it: ``HSK 3.0 (2025): 4``."""
    standard, _, number = level.partition(":")
    shown = "7–9" if standard != "2.0" and number == str(BAND_7_TO_9) else number
    return f"{dict(STANDARDS).get(standard, standard)}: {shown}"


def labels_of(typed: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the labels to give and those to take away: ``news, -old``."""
    parts = [part.strip() for part in typed.replace("，", ",").split(",")]
    add = tuple(part.lstrip("#") for part in parts if part and part[0] not in "-−")
    remove = tuple(part[1:].strip().lstrip("#") for part in parts if part and part[0] in "-−")
    return add, tuple(filter(None, remove))


def asked_labels(kind: str, add: Sequence[str], remove: Sequence[str]) -> dict[str, Sequence[str]]:
    """Return what the notebook is asked for: ``kind`` is ``tags`` or ``lists``."""
    return {f"add_{kind}": add, f"remove_{kind}": remove}


def _status_shown(which: Filter) -> str:
    if len(which.status) > 1 and all(status.is_learning for status in which.status):
        return "learning"
    return ", ".join(status_shown(status) or "new" for status in which.status)


def _by_status(listing: Listing, now: datetime) -> Sequence[Choice]:
    learning = tuple(status for status in Status if status.is_learning)
    each = [(status_shown(status) or "new", (status,)) for status in Status]
    choices = [("any", ()), ("learning, all of it", learning), *each]
    return [(name, "", _with("status", status)) for name, status in choices]


def _by_tag(listing: Listing, now: datetime) -> Sequence[Choice]:
    return _any([(tag, f"{count:,}", _with("tag", tag)) for tag, count in listing.tags()], "tag", "")


def _by_list(listing: Listing, now: datetime) -> Sequence[Choice]:
    return _any([(name, f"{count:,}", _with("list", name)) for name, count in listing.lists()], "list", "")


def _by_level(listing: Listing, now: datetime) -> Sequence[Choice]:
    levels = [
        f"{standard}:{number}"
        for standard, _ in reversed(STANDARDS)
        for number in range(1, _HIGHEST.get(standard, BAND_7_TO_9) + 1)
    ]
    return _any([(level_shown(level), "", _with("level", level)) for level in levels], "level", "")


def _by_source(listing: Listing, now: datetime) -> Sequence[Choice]:
    found = [
        (title or source, f"{count:,}", _with("document", source))
        for source, title, count in listing.sources()
    ]
    return _any(found, "document", "")


def _by_due(listing: Listing, now: datetime) -> Sequence[Choice]:
    return [("", "", lambda which: replace(which, due=None if which.due is not None else now))]


def _any(choices: Sequence[Choice], field: str, nothing: str) -> Sequence[Choice]:
    return [("any", "", _with(field, nothing)), *choices] if choices else []


def _with(field: str, value: object) -> Callable[[Filter], Filter]:
    return lambda which: replace(which, **{field: value})  # type: ignore[arg-type]  # a field of it
