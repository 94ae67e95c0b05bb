"""Everything as JSON lines and back: to the byte, from every version, and nothing of what is no such file."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.document.model import Position
from reader.errors import NotebookError
from reader.study import archive
from reader.study.correction import Correction, Scope
from reader.study.corrections import FILE_NAME as CORRECTIONS_NAME
from reader.study.database import Database
from reader.study.notebook import FILE_NAME, Notebook
from reader.study.schema import MIGRATIONS
from reader.study.shelf import Shelf
from reader.study.word import Identity
from tests.study.strategies import contexts, identities, labels, texts

BANK = Identity("銀行", "银行", "yin2 hang2")


def dumped(home: Path) -> str:
    notebook = Notebook.open(home, home)
    with notebook.database.reading() as connection:
        lines = list(archive.dump(connection, notebook.corrections))
    notebook.close()
    return "".join(lines)


def loaded(text: str, home: Path) -> None:
    content = archive.load(text.splitlines(keepends=True), "all.jsonl", home / FILE_NAME)
    (home / CORRECTIONS_NAME).write_bytes(content)


@given(
    st.lists(st.tuples(identities, contexts(), texts, labels), max_size=5),
    st.binary(max_size=60).map(lambda content: content.replace(b"\r", b"")),
)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_loaded_is_dumped_the_same_to_the_byte(
    saved: list[tuple[object, ...]], corrections: bytes
) -> None:
    with tempfile.TemporaryDirectory() as room:
        one, other = Path(room) / "one", Path(room) / "other"
        notebook = Notebook.open(one, one)
        for identity, context, text, tags in saved:
            notebook.save(identity, context=context, gloss=text, tags=tags)  # type: ignore[arg-type]
        notebook.undo()
        notebook.correct(Correction.cut(Scope.everywhere(), "关口村", "三社"))
        (one / CORRECTIONS_NAME).write_bytes(corrections)
        shelf = Shelf(notebook.database)
        shelf.keep("abc", path="b\udcffd name.txt", title="新闻", percent=12.5, view={"view": "plain"})
        shelf.mark("abc", Position(1, 2), "here")
        notebook.close()
        text = dumped(one)
        text.encode("utf-8")
        other.mkdir()
        loaded(text, other)
        assert dumped(other) == text
        assert (other / CORRECTIONS_NAME).read_bytes() == corrections
        again = Notebook.open(other, other)
        assert again.database.check() == ()
        assert Shelf(again.database).place("abc") == shelf.place("abc")
        again.close()
        notebook.close()


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_what_an_older_version_dumped_becomes_todays(tmp_path: Path, version: int) -> None:
    old = Database(tmp_path / "old" / FILE_NAME, migrations=MIGRATIONS[:version])
    with old.writing() as connection:
        connection.execute(
            "INSERT INTO word (traditional, simplified, reading, added) "
            "VALUES ('銀行', '银行', 'yin2 hang2', '2025-01-01T00:00:00+00:00')"
        )
    with old.reading() as connection:
        lines = list(archive.dump(connection, Notebook.open(tmp_path, tmp_path).corrections))
    old.close()
    loaded("".join(lines), tmp_path)
    notebook = Notebook.open(tmp_path, tmp_path)
    assert [word.identity for word in notebook.words()] == [BANK]
    notebook.close()


def _short(lines: list[str]) -> list[str]:
    return lines[:-1]


def _newer(lines: list[str]) -> list[str]:
    return [json.dumps({"file": "dushu notebook", "version": 999}), *lines[1:]]


def _wrong(lines: list[str]) -> list[str]:
    return [lines[0], json.dumps({"table": "nowhere", "row": {"x": 1}}), *lines[1:]]


def _orphan(lines: list[str]) -> list[str]:
    return [line for line in lines if '"table": "word"' not in line]


def _miscounted(lines: list[str]) -> list[str]:
    return [lines[0], *lines[2:]]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda lines: [], "all.jsonl: not a dumped notebook"),
        (lambda lines: lines[1:], "all.jsonl: not a dumped notebook"),
        (lambda lines: ["[1]", *lines], "all.jsonl: not a dumped notebook"),
        (_short, "all.jsonl: is cut short"),
        (_newer, "all.jsonl: was written by a newer dushu"),
        (_wrong, "all.jsonl:2: not a line of a dumped notebook"),
        (_miscounted, "says it has"),
        (_orphan, "says it has|refers to no"),
        (lambda lines: [*lines, lines[1]], "goes on after its end"),
    ],
)
def test_what_is_no_whole_dump_is_refused_and_leaves_nothing(
    tmp_path: Path, spoil: object, said: str
) -> None:
    notebook = Notebook.open(tmp_path / "one", tmp_path / "one")
    notebook.save(BANK)
    notebook.close()
    lines = dumped(tmp_path / "one").splitlines(keepends=True)
    with pytest.raises(NotebookError, match=said):
        archive.load(spoil(lines), "all.jsonl", tmp_path / "other" / FILE_NAME)  # type: ignore[operator]
    assert not (tmp_path / "other").exists() or list((tmp_path / "other").iterdir()) == []
