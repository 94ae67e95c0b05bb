"""Every word's status at once, for painting a page without asking the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reader.study.status import Status
from reader.study.word import Identity


class Statuses(Mapping[str, Status]):
    """Statuses by written form, in either script; :meth:`of` tells homographs apart.

    By form alone, the least known of several words wins: help too much does less harm than help missing.
    """

    def __init__(self, rows: Iterable[tuple[str, str, str, int]] = ()) -> None:
        self._exact: dict[tuple[str, str, str], Status] = {}
        self._simplified: dict[tuple[str, str], Status] = {}
        self._forms: dict[str, Status] = {}
        for traditional, simplified, reading, number in rows:
            status, folded = Status(number), reading.casefold()
            self._exact[traditional, simplified, folded] = status
            _least(self._simplified, (simplified, folded), status)
            _least(self._forms, simplified, status)
            if traditional != simplified:
                _least(self._forms, traditional, status)

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
        return self._forms[form]

    def __iter__(self) -> Iterator[str]:
        return iter(self._forms)

    def __len__(self) -> int:
        return len(self._forms)


def _least(table: dict[str, Status] | dict[tuple[str, str], Status], key: object, status: Status) -> None:
    known: dict[object, Status] = table  # type: ignore[assignment]  # either kind of key, never mixed
    known[key] = min(status, known.get(key, status))
