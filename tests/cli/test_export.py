"""``dushu export``: decks and tables of the kept words."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.cli.main import build_parser
from reader.errors import DeckError
from reader.paths import user_paths
from reader.study.notebook import Notebook
from reader.study.word import Context, Identity
from tests.cli.dictionary_session import DictionarySession

Run = Callable[..., str]
FORMATS = ("anki", "anki-text", "jsonl", "csv")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[DictionarySession]:
    made = DictionarySession(user_paths({"DUSHU_HOME": str(tmp_path / "home")}))
    keep(made.notebook, "银行", "行")
    yield made
    made.close()


def keep(notebook: Notebook, *words: str) -> None:
    for word in words:
        notebook.save(Identity(word, word, ""), gloss="=1", context=Context(f"{word}。", 0, len(word)))


@pytest.fixture
def run(session: DictionarySession, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``dushu export`` with these words and return what it prints."""

    def ran(*arguments: object) -> str:
        options = build_parser(only="export").parse_args(["export", *map(str, arguments)])
        assert options.run(options, session) == 0
        return capsys.readouterr().out

    return ran


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_written_and_counted_and_the_same_words_are_the_same(
    run: Run, tmp_path: Path, form: str
) -> None:
    path = tmp_path / "词表"
    assert run("--to", form, "-o", path) == f"2 words written to {path}\n"
    assert run("--to", form, "-o", path, "--dry-run") == "0 new, 0 changed, 2 the same\n"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["home", "词表"]


@pytest.mark.parametrize("form", FORMATS)
def test_a_dry_run_tells_what_would_change_and_writes_nothing(
    run: Run, session: DictionarySession, tmp_path: Path, form: str
) -> None:
    path = tmp_path / "words"
    assert json.loads(run("--to", form, "-o", path, "--dry-run", "--json"))["new"] == 2
    assert not path.exists()
    run("--to", form, "-o", path)
    before = path.read_bytes()
    keep(session.notebook, "绿")
    session.notebook.edit(Identity("行", "行", ""), gloss="row")
    session.notebook.remove([Identity("银行", "银行", "")])
    assert (
        run("--to", form, "-o", path, "--dry-run") == "1 new, 1 changed, 0 the same, 1 no longer among them\n"
    )
    assert path.read_bytes() == before


@pytest.mark.parametrize("form", ["anki-text", "jsonl", "csv"])
def test_text_goes_to_standard_output_without_a_file(run: Run, tmp_path: Path, form: str) -> None:
    printed = run("--to", form)
    path = tmp_path / "words"
    run("--to", form, "-o", path)
    assert path.read_bytes() == printed.encode()
    assert run("--to", form, "-o", "-") == printed


def test_json_lines_are_those_of_the_list(run: Run) -> None:
    first = json.loads(run("--to", "jsonl").splitlines()[0])
    assert (first["simplified"], first["contexts"][0]["sentence"]) == ("银行", "银行。")


def test_a_package_needs_a_file(run: Run) -> None:
    with pytest.raises(SystemExit) as ended:
        run("--to", "anki")
    assert ended.value.code == 2


def test_only_the_chosen_words_are_taken(run: Run, session: DictionarySession) -> None:
    session.notebook.edit(Identity("行", "行", ""), tags=["x"])
    assert len(run("--to", "jsonl", "--tag", "x").splitlines()) == 1
    assert run("--to", "jsonl", "--tag", "y") == ""


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_cannot_be_written_is_told_and_nothing_is_left(
    run: Run, tmp_path: Path, form: str
) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(DeckError, match="there: cannot be written"):
        run("--to", form, "-o", tmp_path / "there")
    with pytest.raises(DeckError, match="cannot be written"):
        run("--to", form, "-o", "/proc/nowhere/words")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["home", "there"]


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_of_another_kind_is_told_by_the_dry_run(run: Run, tmp_path: Path, form: str) -> None:
    path = tmp_path / "other"
    path.write_bytes(b"\xff\xfejunk\n")
    with pytest.raises(DeckError, match="other: is not"):
        run("--to", form, "-o", path, "--dry-run")


def test_the_package_is_an_archive_of_one_collection(run: Run, tmp_path: Path) -> None:
    run("--to", "anki", "-o", tmp_path / "words.apkg")
    assert zipfile.ZipFile(tmp_path / "words.apkg").namelist() == ["collection.anki2", "media"]
