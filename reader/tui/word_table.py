"""The learner's words as rows of a table: which columns there is room for, and what stands in them."""

from __future__ import annotations

from datetime import datetime

from reader.study.listing import Listed, Order
from reader.study.status import Status
from reader.tui.cards import status_shown
from reader.tui.widgets.table import Column, Row

_NARROW = (("word", 14), ("reading", 16), ("status", 10), ("gloss", 0))
_WIDE = (("word", 16), ("reading", 18), ("status", 10), ("gloss", 0), ("tags", 14), ("due", 6))
_ALL = (
    *(("word", 20), ("reading", 22), ("status", 10), ("gloss", 0), ("tags", 18), ("source", 20)),
    *(("due", 6), ("added", 10)),
)
_WIDTHS: tuple[tuple[int, tuple[tuple[str, int], ...]], ...] = ((0, _NARROW), (100, _WIDE), (140, _ALL))
"""From how many cells of the screen on which columns there are; the one of width 0 takes the rest."""
_KINDS = {Status.WELL_KNOWN: "known", Status.IGNORED: "ignored", Status.NAME: "name", Status.NEW: "new"}
SORTABLE = {order.value: order for order in Order}


def columns(width: int, order: Order, descending: bool) -> tuple[Column, ...]:
    """Return the columns for a table of so many cells, the one it is sorted by with an arrow."""
    chosen = next(each for least, each in reversed(_WIDTHS) if width >= least)
    rest = width - 4 - sum(cells + 1 for _, cells in chosen)
    arrow = " ↓" if descending else " ↑"
    return tuple(
        Column(name, name + (arrow if name == order.value else ""), cells or max(10, rest))
        for name, cells in chosen
    )


def row(listed: Listed, shown: tuple[Column, ...], marked: bool, now: datetime) -> Row:
    """Return a word's row; ``now`` tells what is due."""
    word = listed.word
    is_due = listed.due is not None and listed.due <= now
    source = next((context.document for context in word.contexts if context.document), "")
    cells = {
        "word": (word.identity.headword, ""),
        "reading": (word.identity.pinyin, "reading"),
        "status": (status_shown(word.status) or "new", _KINDS.get(word.status, "learning")),
        "gloss": (word.gloss, ""),
        "tags": (" ".join(f"#{tag}" for tag in word.tags), "faint"),
        "source": (source, "faint"),
        "due": (due_shown(listed.due, now), "due" if is_due else "faint"),
        "added": (f"{word.added.astimezone():%Y-%m-%d}", "faint"),
    }
    return Row(tuple(cells[column.id] for column in shown), marked)


def due_shown(due: datetime | None, now: datetime) -> str:
    """Return when a word is asked next, as short as can be: ``now``, ``5 h``, ``12 d``, ``3 mo``, ``2 y``."""
    if due is None:
        return ""
    hours = (due - now).total_seconds() / 3600
    if hours <= 0:
        return "now"
    if hours < 24:
        return f"{max(1, round(hours))} h"
    days = round(hours / 24)
    if days < 60:
        return f"{days} d"
    return f"{round(days / 30.4)} mo" if days < 730 else f"{days / 365:.0f} y"
