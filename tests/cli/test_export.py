"""``dushu export``: decks and tables of the kept words."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.cli.main import build_parser
from reader.errors import DeckError, NotebookError
from reader.paths import user_paths
from reader.study.notebook import Notebook
from reader.study.word import Context, Identity
from tests.cli.dictionary_session import DictionarySession

Run = Callable[..., str]
FORMATS = (
    "anki",
    "anki-text",
    "jsonl",
    "csv",
    "pleco",
    "pleco-xml",
    "lute",
    "lwt",
    "linguacafe",
    "zhongwen",
    "html",
)


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


@pytest.mark.parametrize("form", FORMATS[1:])
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


def test_words_are_chosen_by_text_and_by_when_they_changed(run: Run, session: DictionarySession) -> None:
    session.notebook.edit(Identity("行", "行", ""), note="findable")
    assert json.loads(run("--to", "jsonl", "--text", "findable"))["simplified"] == "行"
    assert run("--to", "jsonl", "--since", "2999-01-01") == ""
    assert len(run("--to", "jsonl", "--since", "2020-01-01").splitlines()) == 2
    with pytest.raises(SystemExit) as ended:
        run("--to", "jsonl", "--since", "yesterday")
    assert ended.value.code == 2


def test_since_last_takes_what_changed_since_the_last_export_to_the_same_place(
    run: Run, session: DictionarySession, tmp_path: Path
) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    last = ("--to", "jsonl", "--since-last", "-o")
    assert run(*last, one) == f"2 words written to {one}\n"
    assert run(*last, one) == f"0 words written to {one}\n"
    session.notebook.edit(Identity("行", "行", ""), note="new")
    keep(session.notebook, "绿")
    assert run(*last, one) == f"2 words written to {one}\n"
    assert run(*last, other) == f"3 words written to {other}\n"


def test_a_notebook_that_cannot_be_written_is_no_reason_not_to_export(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*arguments: object) -> None:
        raise NotebookError("x: cannot be written")

    monkeypatch.setattr("reader.cli.export.remember_taken", refused)
    assert run("--to", "jsonl", "-o", tmp_path / "x") == f"2 words written to {tmp_path / 'x'}\n"


def test_a_dry_run_does_not_count_as_an_export(run: Run, tmp_path: Path) -> None:
    last = ("--to", "jsonl", "--since-last", "-o", tmp_path / "x")
    assert run(*last, "--dry-run").startswith("2 new")
    assert run(*last).startswith("2 words")


def test_a_table_has_the_mark_that_excel_needs_unless_it_is_not_wanted(run: Run) -> None:
    assert run("--to", "csv").startswith("\ufeff")
    assert run("--to", "csv", "--no-bom").startswith('"simplified"')


def test_nothing_goes_to_anki_without_a_yes(run: Run) -> None:
    with pytest.raises(DeckError, match=r"127\.0\.0\.1:9: Anki does not answer"):
        run("--to", "ankiconnect", "--url", "http://127.0.0.1:9")


class Answering:
    """An Anki of answers written down; ``asked`` is what it was asked to do."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, address: str, body: bytes) -> bytes:
        request = json.loads(body)
        self.asked.append(request["action"])
        actions = request["params"].get("actions", [])
        results = {
            "requestPermission": {"permission": "granted", "requireApikey": False, "version": 6},
            "version": 6,
            "modelNames": ["Basic"],
            "deckNames": ["Default"],
            "findCards": [],
            "multi": [
                {"result": 1, "error": None},
                {"result": None, "error": "cannot create note because it is a duplicate"},
            ][: len(actions)],
        }
        return json.dumps({"result": results.get(request["action"]), "error": None}).encode()


def test_the_plan_is_told_first_and_each_refusal_afterwards(
    run: Run, session: DictionarySession, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    anki = Answering()
    monkeypatch.setattr("reader.deck.anki_connect._post", anki)
    said = run("--to", "ankiconnect")
    assert said.splitlines() == [
        "2 new, 0 changed, 0 the same",
        "to be made: the note type dushu word, the deck dushu",
        "nothing was sent; to send it, say it again with --yes",
    ]
    assert not {"createModel", "multi", "createDeck"} & set(anki.asked)
    options = build_parser(only="export").parse_args(["export", "--to", "ankiconnect", "--yes"])
    assert options.run(options, session) == 1
    assert capsys.readouterr().out.splitlines() == [
        "行: refused: Anki has a note with this first field already",
        "1 added, 0 updated, 0 the same, 1 refused",
    ]
    assert {"createModel", "createDeck", "multi"} <= set(anki.asked)
