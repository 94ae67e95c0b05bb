"""The learner's words as a list of tens of thousands: which of them, in what order, and the few seen.

A list is the rows' numbers alone; the words are read a windowful at a time. What is typed is looked for in
texts kept in memory, which follow the notebook by the times at which words were touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from reader.study import rows
from reader.study.filter import Filter, conditions
from reader.study.matching import search_text, wanted
from reader.study.notebook import Notebook
from reader.study.word import Identity, Word


class Order(Enum):
    """What words are sorted by. The value is what a learner calls it."""

    ADDED = "added"
    WORD = "word"
    READING = "reading"
    STATUS = "status"
    GLOSS = "gloss"
    DUE = "due"


_SORTED = {
    Order.ADDED: "w.added {0}, w.id {0}",
    Order.WORD: "w.simplified {0}, w.id {0}",
    Order.READING: "lower(w.reading) {0}, w.simplified {0}, w.id {0}",
    Order.STATUS: "w.status {0}, w.added {0}, w.id {0}",
    Order.GLOSS: "w.gloss = '', lower(w.gloss) {0}, w.id {0}",
    Order.DUE: "d.due IS NULL, d.due {0}, w.id {0}",
}
_DUE = (
    "LEFT JOIN (SELECT word, min(due) AS due FROM card WHERE NOT suspended GROUP BY word) d ON d.word = w.id"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A word of the list; ``due`` is when it is asked next, None where it has no card."""

    number: int
    word: Word
    due: datetime | None


class Listing:
    """Lists the words of a notebook."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._texts: dict[int, str] = {}
        self._followed = ""
        self._prepared = -1
        self._base: tuple[object, tuple[int, ...]] | None = None
        self._aligned: tuple[tuple[int, ...], tuple[str, ...]] | None = None

    def numbers(self, which: Filter, order: Order = Order.ADDED, descending: bool = True) -> tuple[int, ...]:
        """Return the numbers of the words that pass, in order."""
        key = (self._notebook.token(), replace(which, text=""), order, descending)
        if self._base is None or self._base[0] != key:
            self._base = key, self._sorted(replace(which, text=""), order, descending)
        base, sought = self._base[1], wanted(which.text)
        if not sought:
            return base
        self.prepare()
        if self._aligned is None or self._aligned[0] is not base:
            self._aligned = base, tuple([self._texts.get(number, "") for number in base])
        return sought.among(*self._aligned)

    def prepare(self) -> None:
        """Read the texts that are searched, those that changed since the last time."""
        with self._notebook.database.reading() as connection:
            token = self._notebook.token()
            if token == self._prepared:
                return
            changed = connection.execute(
                "SELECT w.id, w.simplified, w.traditional, w.reading, w.gloss, w.note, w.tags "
                "FROM touched t JOIN word w ON w.id = t.word WHERE t.at >= ?",
                (self._followed,),
            )
            for number, *fields in changed:
                self._texts[number] = search_text(*fields)
                self._aligned = None
            self._followed = connection.execute("SELECT max(at) FROM touched").fetchone()[0] or ""
            self._prepared = token

    def listed(self, numbers: Sequence[int]) -> tuple[Listed, ...]:
        """Return the words with these numbers, in this order; one that is gone is left out."""
        marks = ", ".join("?" * len(numbers))
        with self._notebook.database.reading() as connection:
            words = dict(rows.load_numbered(connection, f"w.id IN ({marks})", numbers))
            due = connection.execute(
                f"SELECT word, min(due) FROM card WHERE NOT suspended AND word IN ({marks}) GROUP BY word",
                numbers,
            )
            times = {word: datetime.fromisoformat(at) for word, at in due}
        return tuple(
            Listed(number, words[number], times.get(number)) for number in numbers if number in words
        )

    def identities(self, numbers: Sequence[int]) -> tuple[Identity, ...]:
        """Return which words these are, however many."""
        chosen = frozenset(numbers)
        with self._notebook.database.reading() as connection:
            every = connection.execute("SELECT id, traditional, simplified, reading FROM word")
            return tuple(Identity(*form) for number, *form in every if number in chosen)

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Return every tag and how many words have it, the commonest first."""
        return self._labels("tags")

    def lists(self) -> tuple[tuple[str, int], ...]:
        """Return every list and how many words are in it, the longest first."""
        return self._labels("lists")

    def sources(self) -> tuple[tuple[str, str, int], ...]:
        """Return the texts words are from: digest (or title), title, how many words; the richest first."""
        with self._notebook.database.reading() as connection:
            found = connection.execute(
                "SELECT iif(digest = '', document, digest) AS source, max(document), count(DISTINCT word) "
                "FROM context WHERE source <> '' GROUP BY source ORDER BY 3 DESC, 2"
            )
            return tuple(found)

    def _labels(self, column: str) -> tuple[tuple[str, int], ...]:
        with self._notebook.database.reading() as connection:
            found = connection.execute(
                f"SELECT value, count(*) FROM word w, json_each(w.{column}) "
                f"WHERE w.{column} <> '[]' GROUP BY value ORDER BY 2 DESC, 1"
            )
            return tuple(found)

    def _sorted(self, which: Filter, order: Order, descending: bool) -> tuple[int, ...]:
        condition, values = conditions(which)
        by = _SORTED[order].format("DESC" if descending else "ASC")
        joined = _DUE if order is Order.DUE else ""
        with self._notebook.database.reading() as connection:
            cursor = connection.execute(
                f"SELECT w.id FROM word w {joined} WHERE {condition} ORDER BY {by}", values
            )
            return tuple(number for (number,) in cursor)
