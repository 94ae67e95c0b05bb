"""The scale of statuses."""

from __future__ import annotations

import pytest

from reader.errors import NotebookError
from reader.study.status import Status


@pytest.mark.parametrize("status", list(Status))
def test_what_a_status_is_called_names_it(status: Status) -> None:
    assert (
        Status.parse(status.word)
        is Status.parse(str(int(status)))
        is Status.parse(status.word.upper())
        is status
    )


def test_the_numbers_are_those_of_lwt() -> None:
    assert [int(Status.parse(word)) for word in ("1", "5", "known", "ignored")] == [1, 5, 99, 98]


def test_an_unknown_status_is_refused_with_the_choices() -> None:
    with pytest.raises(NotebookError, match="choose from new, 1, 2, 3, 4, 5, known, ignored, name"):
        Status.parse("6")


def test_known_ignored_and_names_need_no_help() -> None:
    assert {status for status in Status if status.needs_no_help} == {
        Status.WELL_KNOWN,
        Status.IGNORED,
        Status.NAME,
    }
    assert [int(status) for status in Status if status.is_learning] == [1, 2, 3, 4, 5]
