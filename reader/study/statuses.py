"""Every word's status at once, for painting a page without asking the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reader.study.status import Status
from reader.study.word import Identity

_STATUS = {int(status): status for status in Status}


class Statuses(Mapping[str, Status]):
    """Statuses by written form, in either script; :meth:`of` tells homographs apart.

    By form alone, the least known of several words wins: help too much does less harm than help missing.
    """

    def __init__(self, rows: Iterable[tuple[str, str, str, int]] = ()) -> None:
        self._exact: dict[tuple[str, str, str], Status] = {}
        self._simplified: dict[tuple[str, str], Status] = {}
        self._forms: dict[str, Status] = {}
        self._add(rows)

    def _add(self, rows: Iterable[tuple[str, str, str, int]]) -> None:
        exact, by_reading, forms = self._exact, self._simplified, self._forms
        for traditional, simplified, reading, number in rows:
            status, folded = _STATUS[number], reading.casefold()
            exact[traditional, simplified, folded] = status
            by_reading[simplified, folded] = min(status, by_reading.get((simplified, folded), status))
            forms[simplified] = min(status, forms.get(simplified, status))
            if traditional != simplified:
                forms[traditional] = min(status, forms.get(traditional, status))

    def changed(self, gone: Iterable[Identity], rows: Iterable[tuple[str, str, str, int]]) -> Statuses:
        """Return the statuses after some words changed: those named ``gone`` are as ``rows`` says, or not.

        ``rows`` are all words that share a written form, in either script, with one of them.
        """
        other = Statuses()
        other._exact, other._simplified = self._exact.copy(), self._simplified.copy()
        other._forms = self._forms.copy()
        for word in gone:
            folded = word.reading.casefold()
            other._exact.pop((word.traditional, word.simplified, folded), None)
            other._simplified.pop((word.simplified, folded), None)
            other._forms.pop(word.simplified, None)
            other._forms.pop(word.traditional, None)
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
        return self._forms[form]

    def __iter__(self) -> Iterator[str]:
        return iter(self._forms)

    def __len__(self) -> int:
        return len(self._forms)
