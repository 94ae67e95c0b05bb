"""Every word's status at once, for painting a page without asking the database."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from reader.study.status import Status
from reader.study.word import Identity

Key = TypeVar("Key", bound=Hashable)
_STATUS = {int(status): status for status in Status}
_LAID_OVER = 2000


class _Table(Generic[Key]):
    """A large table that others share, and what is otherwise in this one; None for what is gone from it."""

    def __init__(self) -> None:
        self._shared: dict[Key, Status] = {}
        self._own: dict[Key, Status | None] = {}

    def get(self, key: Key) -> Status | None:
        return self._own[key] if key in self._own else self._shared.get(key)

    def lower(self, key: Key, status: Status) -> None:
        """Set a status where none, or a higher one, is set."""
        known = self.get(key)
        if known is None or status < known:
            self._own[key] = status

    def drop(self, key: Key) -> None:
        self._own[key] = None

    def settle(self) -> None:
        """Make what is this table's own part of what is shared from now on."""
        whole = {**self._shared, **self._own}
        self._shared, self._own = {key: status for key, status in whole.items() if status is not None}, {}

    def copy(self) -> _Table[Key]:
        """Return a table that can be changed without changing this one; it costs what was changed so far."""
        other: _Table[Key] = _Table()
        other._shared, other._own = self._shared, self._own.copy()
        if len(other._own) > _LAID_OVER:
            other.settle()
        return other

    def __iter__(self) -> Iterator[Key]:
        yield from (key for key in self._shared if key not in self._own)
        yield from (key for key, status in self._own.items() if status is not None)


class Statuses(Mapping[str, Status]):
    """Statuses by written form, in either script; :meth:`of` tells homographs apart.

    By form alone, the least known of several words wins: help too much does less harm than help missing.
    """

    def __init__(self, rows: Iterable[tuple[str, str, str, int]] = ()) -> None:
        self._exact: _Table[tuple[str, str, str]] = _Table()
        self._simplified: _Table[tuple[str, str]] = _Table()
        self._forms: _Table[str] = _Table()
        self._add(rows)
        for table in (self._exact, self._simplified, self._forms):
            table.settle()

    def _add(self, rows: Iterable[tuple[str, str, str, int]]) -> None:
        exact, by_reading, forms = self._exact, self._simplified, self._forms
        for traditional, simplified, reading, number in rows:
            status, folded = _STATUS[number], reading.casefold()
            exact.lower((traditional, simplified, folded), status)
            by_reading.lower((simplified, folded), status)
            forms.lower(simplified, status)
            if traditional != simplified:
                forms.lower(traditional, status)

    def changed(self, gone: Iterable[Identity], rows: Iterable[tuple[str, str, str, int]]) -> Statuses:
        """Return the statuses after some words changed: those named ``gone`` are as ``rows`` says, or not.

        ``rows`` are all words that share a written form, in either script, with one of them.
        """
        other = Statuses()
        other._exact, other._simplified = self._exact.copy(), self._simplified.copy()
        other._forms = self._forms.copy()
        for word in gone:
            folded = word.reading.casefold()
            other._exact.drop((word.traditional, word.simplified, folded))
            other._simplified.drop((word.simplified, folded))
            other._forms.drop(word.simplified)
            other._forms.drop(word.traditional)
        other._add(rows)
        return other

    def of(self, identity: Identity) -> Status:
        """Return the status of this word, NEW where it has none.

        A word whose traditional form or reading was not known when it was kept still counts: the same
        simplified form with the same reading, then with no reading.
        """
        folded = identity.reading.casefold()
        found = self._exact.get((identity.traditional, identity.simplified, folded))
        if found is None:
            found = self._simplified.get((identity.simplified, folded))
        if found is None:
            found = self._simplified.get((identity.simplified, ""))
        return Status.NEW if found is None else found

    def __getitem__(self, form: str) -> Status:
        found = self._forms.get(form)
        if found is None:
            raise KeyError(form)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._forms)

    def __len__(self) -> int:
        return sum(1 for _ in self._forms)
