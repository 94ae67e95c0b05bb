"""What a learner knows from the start becomes words of the notebook, in one step that can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader import starting
from reader.errors import ConfigError, NotebookError
from reader.session import Session
from reader.study.status import Status
from reader.study.word import Identity


def test_a_level_holds_the_words_of_those_below() -> None:
    name, level, words = starting.words_of_level("2.0:2")
    assert (name, level) == ("2.0", 2)
    assert words > starting.words_of_level("2.0:1")[2]
    assert len(starting.words_of_level("3.0-2021:9")[2]) > 10_000


@pytest.mark.parametrize("text", ["2.0", "2.0:0", "2.0:7", "3.0:1", "3.0-2021:x", ":", "2.0:²"])
def test_a_level_that_does_not_exist_is_told_with_those_that_do(text: str) -> None:
    with pytest.raises(ConfigError, match=r"3\.0-2025:1 to 3\.0-2025:9"):
        starting.words_of_level(text)


def test_a_list_gives_the_first_field_of_each_line(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_bytes('\ufeff银行,yínháng\n\n# comment\n"老人"\tlǎorén\n银行\nhello\n'.encode())
    assert starting.words_of_file(path) == ("银行", "老人")
    path.write_bytes("银行\n老人\n".encode("gb18030") * 20)
    assert starting.words_of_file(path) == ("银行", "老人")


@pytest.mark.parametrize("content", [None, b"", b"hello\nworld\n"])
def test_a_list_without_words_is_refused_in_a_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "words.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NotebookError, match=r"words\.txt: "):
        starting.words_of_file(path)


def test_words_are_marked_in_one_step_and_what_was_marked_before_stays(session: Session) -> None:
    bank = Identity("銀行", "银行", "yin2 hang2")
    session.notebook.set_status([bank], Status.LEARNING_3)
    words = starting.unmarked(session, ["银行", "老人", "行", "呒呒呒"])
    assert bank not in words
    assert {each.reading for each in words if each.simplified == "行"} >= {"xing2", "hang2"}
    assert Identity("呒呒呒", "呒呒呒", "") in words
    assert starting.mark_known(session, words) == len(words)
    statuses = session.notebook.statuses()
    assert statuses.of(bank) is Status.LEARNING_3
    assert all(statuses.of(word) is Status.WELL_KNOWN for word in words)
    assert session.notebook.words() == ()
    session.notebook.undo()
    statuses = session.notebook.statuses()
    assert all(statuses.of(word) is Status.NEW for word in words)
    assert statuses.of(bank) is Status.LEARNING_3


def test_traditional_words_of_a_list_are_the_same_words(session: Session) -> None:
    assert starting.identities(session, ["銀行"]) == starting.identities(session, ["银行"])


def test_a_test_invents_words_that_no_dictionary_has(session: Session) -> None:
    items = starting.vocabulary_test(session, seed=3)
    invented = [item.word for item in items if item.band is None]
    assert len(invented) == 18
    assert not [word for word in invented if word in session.lexicon]
    asked = [item.word for item in items if item.band is not None]
    assert all(session.lexicon.entries(word) for word in asked)
