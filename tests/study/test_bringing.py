"""Many words taken in at once: nothing lost, nothing twice, one step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import NotebookError
from reader.study.bringing import Brought, better, bring_in, foresee, merged
from reader.study.filter import Filter
from reader.study.notebook import Notebook
from reader.study.status import Status
from reader.study.taken import last_changes, last_taken, remember_taken
from reader.study.word import Context, Identity, Word
from tests.deck.words import ADDED, TEN, drawn, thousand, word

EVERY = Filter(kept=None)


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    made = Notebook.open(tmp_path / "data", tmp_path / "config")
    yield made
    made.close()


@given(drawn, drawn)
def test_bringing_the_same_in_twice_changes_nothing_more(held: Word, coming: Word) -> None:
    coming = replace(coming, identity=held.identity)
    once = merged(held, coming)
    assert merged(once, coming) == once
    assert merged(held, held) == held


@given(drawn, drawn, st.booleans())
def test_nothing_that_is_there_is_lost(held: Word, coming: Word, overwrite: bool) -> None:
    made = merged(held, replace(coming, identity=held.identity), overwrite)
    assert made.identity == held.identity
    assert made.contexts[: len(held.contexts)] == held.contexts
    assert set(held.tags) <= set(made.tags)
    assert set(held.lists) <= set(made.lists)
    if not overwrite:
        assert made.gloss in (held.gloss, coming.gloss if not held.gloss else held.gloss)
        assert made.status == better(held.status, coming.status)


def test_a_sentence_that_comes_without_its_text_is_the_one_that_is_there() -> None:
    (held,) = (one for one in TEN if one.simplified == "银行")
    bare = tuple(replace(one, digest="", position=None) for one in held.contexts)
    assert merged(held, replace(held, contexts=bare)) == held


@pytest.mark.parametrize(
    ("held", "coming", "made"),
    [
        (Status.LEARNING_2, Status.LEARNING_4, Status.LEARNING_4),
        (Status.LEARNING_4, Status.LEARNING_2, Status.LEARNING_4),
        (Status.WELL_KNOWN, Status.LEARNING_5, Status.WELL_KNOWN),
        (Status.LEARNING_5, Status.WELL_KNOWN, Status.WELL_KNOWN),
        (Status.IGNORED, Status.LEARNING_1, Status.IGNORED),
        (Status.NAME, Status.WELL_KNOWN, Status.NAME),
        (Status.LEARNING_1, Status.IGNORED, Status.LEARNING_1),
        (Status.NEW, Status.IGNORED, Status.IGNORED),
        (Status.LEARNING_3, Status.NEW, Status.LEARNING_3),
    ],
)
def test_of_two_statuses_the_better_known_stands(held: Status, coming: Status, made: Status) -> None:
    assert better(held, coming) is made


def test_a_thousand_words_come_in_as_one_step_and_go_again(notebook: Notebook) -> None:
    words = thousand()
    assert foresee({}, words) == Brought(new=1000)
    assert bring_in(notebook, words, "import 1,000 words") == Brought(new=1000)
    assert notebook.words() == tuple(words)
    assert bring_in(notebook, words, "again") == Brought(same=1000)
    assert [step.label for step in notebook.steps()] == ["import 1,000 words"]
    assert notebook.undo() is not None
    assert notebook.words(EVERY) == ()
    notebook.redo()
    assert notebook.words() == tuple(words)


def test_what_is_foreseen_is_what_comes_about(notebook: Notebook) -> None:
    bring_in(notebook, TEN[:5], "first")
    coming = [replace(TEN[0], tags=("x",)), TEN[1], *TEN[4:]]
    held = {one.identity: one for one in notebook.words(EVERY)}
    expected = foresee(held, coming)
    assert expected == Brought(new=5, changed=1, same=2)
    assert bring_in(notebook, coming, "second") == expected


def test_a_failure_in_the_middle_leaves_nothing_behind(notebook: Notebook) -> None:
    bring_in(notebook, TEN[:2], "first")
    with pytest.raises(NotebookError):
        bring_in(notebook, [*TEN[2:], replace(TEN[0], identity=Identity("", " ", ""))], "second")
    assert notebook.words() == TEN[:2]
    assert len(notebook.steps()) == 1


def test_statuses_are_painted_at_once_and_words_of_a_status_only_are_not_kept(notebook: Notebook) -> None:
    known = replace(word("行", "hang2"), status=Status.WELL_KNOWN, kept=False)
    assert notebook.status(known.identity) is Status.NEW
    bring_in(notebook, [known], "import")
    assert notebook.status(known.identity) is Status.WELL_KNOWN
    assert notebook.words() == ()


def test_a_word_is_dated_by_whatever_last_changed_of_it(notebook: Notebook) -> None:
    bring_in(notebook, TEN[:3], "first")
    before = last_changes(notebook.database)
    assert set(before) == {one.identity for one in TEN[:3]}
    notebook.edit(TEN[0].identity, note="n")
    notebook.save(TEN[1].identity, context=Context("行。", 0, 1))
    after = last_changes(notebook.database)
    moved = {identity for identity in after if after[identity] > before[identity]}
    assert moved == {TEN[0].identity, TEN[1].identity}
    notebook.undo()
    assert last_changes(notebook.database)[TEN[1].identity] > after[TEN[1].identity]
    notebook.remove([TEN[0].identity])
    assert TEN[0].identity not in last_changes(notebook.database)


def test_exports_are_remembered_by_where_they_went(notebook: Notebook) -> None:
    notebook.save(TEN[0].identity)
    assert last_taken(notebook.database, "csv:a") is None
    remember_taken(notebook.database, "csv:a", ADDED)
    later = datetime(2027, 1, 1, tzinfo=timezone.utc)
    remember_taken(notebook.database, "csv:b", later)
    assert last_taken(notebook.database, "csv:a") == ADDED
    assert last_taken(notebook.database, "csv:b") == later
    assert len(notebook.steps()) == 1
