"""``dushu import``: what it says, what it takes in, and what it refuses."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.cli.main import build_parser
from reader.errors import DeckError, NotebookError
from reader.paths import user_paths
from reader.study.notebook import Notebook
from reader.study.status import Status
from reader.study.word import Identity
from tests.cli.dictionary_session import DictionarySession

Run = Callable[..., str]
BANK = Identity("銀行", "银行", "yin2 hang2")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[DictionarySession]:
    made = DictionarySession(user_paths({"DUSHU_HOME": str(tmp_path / "home")}))
    yield made
    made.close()


@pytest.fixture
def run(session: DictionarySession, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``dushu import`` or ``export`` with these words and return what it prints."""

    def ran(*arguments: object, command: str = "import") -> str:
        options = build_parser(only=command).parse_args([command, *map(str, arguments)])
        assert options.run(options, session) == 0
        return capsys.readouterr().out

    return ran


def file(tmp_path: Path, text: str, name: str = "words.txt") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_told_counted_taken_in_and_can_be_taken_back(
    run: Run, session: DictionarySession, tmp_path: Path
) -> None:
    path = file(tmp_path, "银行\tyínháng\tbank\n行\tháng\trow\n网格员\twǎnggéyuán\tgrid worker\n")
    said = run(path)
    assert said.splitlines() == [
        f"{path}: taken for a list or table of words (columns: word, reading, gloss); 3 words",
        "1 word no dictionary has, kept as they are:",
        "  网格员  wang3 ge2 yuan2",
        "3 new, 0 changed, 0 the same (undo: dushu words undo)",
    ]
    assert [word.gloss for word in session.notebook.words()] == ["bank", "row", "grid worker"]
    assert run(path).endswith("0 new, 0 changed, 3 the same\n")
    step = session.notebook.undo()
    assert step is not None
    assert step.label == "import words.txt (3 words)"
    assert session.notebook.words() == ()


def test_a_dry_run_takes_nothing_in_and_makes_no_notebook(
    run: Run, session: DictionarySession, tmp_path: Path
) -> None:
    path = file(tmp_path, "银行\nfoo\n行\n")
    said = run(path, "--dry-run")
    assert "1 line cannot be read:\n  2: no Chinese in 'foo'\n" in said
    assert said.endswith("2 new, 0 changed, 0 the same\n")
    assert session.notebook.words() == ()
    assert not (tmp_path / "home").exists()


def test_with_a_bad_line_nothing_comes_in_unless_it_is_left_out(
    run: Run, session: DictionarySession, tmp_path: Path
) -> None:
    path = file(tmp_path, "银行\nfoo\n行\nbar\n")
    with pytest.raises(DeckError, match=r"words\.txt:2: no Chinese in 'foo' and 1 more; nothing was brought"):
        run(path)
    assert session.notebook.words() == ()
    assert "2 new" in run(path, "--skip-bad")
    assert len(session.notebook.words()) == 2


def test_it_is_told_to_scripts_as_one_object(run: Run, tmp_path: Path) -> None:
    said = json.loads(run(file(tmp_path, "银行\n网格员\nfoo\n"), "--json", "--skip-bad"))
    assert (said["new"], said["changed"], said["same"], said["dry_run"]) == (2, 0, 0, False)
    assert said["unknown"] == ["网格员[網格員]"] or said["unknown"] == ["网格员"]
    assert said["bad"] == [{"line": 3, "reason": "no Chinese in 'foo'"}]


def test_what_is_known_already_stays_and_is_filled(
    run: Run, session: DictionarySession, tmp_path: Path
) -> None:
    session.notebook.save(BANK, gloss="mine", status=Status.LEARNING_4)
    path = file(tmp_path, "word,reading,gloss,note,status,tags\n银行,yínháng,theirs,n,2,t\n", "words.csv")
    assert "0 new, 1 changed" in run(path)
    word = session.notebook.word(BANK)
    assert word is not None
    assert (word.gloss, word.note, word.status, word.tags) == ("mine", "n", Status.LEARNING_4, ("t",))
    run(path, "--overwrite")
    word = session.notebook.word(BANK)
    assert word is not None
    assert (word.gloss, word.status) == ("theirs", Status.LEARNING_2)


def test_statuses_tags_and_lists_can_be_given_to_all(
    run: Run, session: DictionarySession, tmp_path: Path
) -> None:
    run(file(tmp_path, "银行\n行\n"), "--status", "3", "--tag", "a", "--list", "L")
    assert {(one.status, one.tags, one.lists) for one in session.notebook.words()} == {
        (Status.LEARNING_3, ("a",), ("L",))
    }
    run(file(tmp_path, "很\n"), "--status-only", "--status", "known")
    assert session.notebook.status(Identity("很", "很", "hen3")) is Status.WELL_KNOWN
    assert len(session.notebook.words()) == 2


def test_a_level_of_the_hsk_marks_its_words_known(run: Run, session: DictionarySession) -> None:
    said = run("--hsk", "1", "--standard", "2.0")
    assert said.startswith("HSK 1: taken for the list of the HSK (HSK 2.0, levels 1 to 1);")
    assert session.notebook.status(Identity("很", "很", "hen3")) is Status.WELL_KNOWN
    assert session.notebook.words() == ()


def test_standard_input_can_be_named_and_a_format_insisted_on(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with open(file(tmp_path, "行\tháng\trow\tx\ty\n"), encoding="utf-8") as given:  # noqa: PTH123
        monkeypatch.setattr("sys.stdin", given)
        assert run("-", "--as", "list", "--dry-run").startswith("-: taken for a list or table of words")


@pytest.mark.parametrize(
    "form", ["anki", "anki-text", "csv", "jsonl", "pleco", "pleco-xml", "lwt", "zhongwen"]
)
def test_what_was_exported_comes_back_unchanged(
    run: Run, session: DictionarySession, tmp_path: Path, form: str
) -> None:
    session.notebook.save(BANK, gloss="bank", note="n", tags=["t"])
    session.notebook.save(Identity("行", "行", "hang2"), gloss="row")
    deck = tmp_path / "deck"
    run("--to", form, "-o", deck, command="export")
    assert run(deck).endswith("0 new, 0 changed, 2 the same\n")


def test_another_notebook_is_merged_with_all_it_holds(
    run: Run, session: DictionarySession, tmp_path: Path
) -> None:
    other = Notebook.open(tmp_path / "other", tmp_path / "other")
    other.save(BANK, gloss="bank")
    other.close()
    path = tmp_path / "other" / "notebook.db"
    assert run(path, "--dry-run") == f"{path}: taken for a notebook of dushu; 1 new word\n"
    assert session.notebook.words() == ()
    assert "1 new word (undo: dushu words undo)" in run(path)
    assert session.notebook.word(BANK) is not None
    assert json.loads(run(path, "--json"))["new"] == {}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"hello\nworld\n", "no format known here"),
        (b"PK\x03\x04", "no format known here"),
        ("这是一篇文章，不是词表，里面有很多很多很多很多句子。\n".encode(), "no format known here"),
    ],
)
def test_a_file_that_holds_no_words_is_told(run: Run, tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(DeckError, match=f"x: {told}"):
        run(path)


def test_a_place_that_is_no_file_is_told(run: Run, tmp_path: Path) -> None:
    with pytest.raises(DeckError, match=r"nowhere: cannot be read \(No such file"):
        run(tmp_path / "nowhere")
    with pytest.raises(DeckError, match="is no file"):
        run(tmp_path)
    (tmp_path / "junk.db").write_bytes(b"SQLite format 3\0" + b"\0" * 100)
    with pytest.raises(NotebookError, match=r"junk\.db"):
        run(tmp_path / "junk.db")


@pytest.mark.parametrize("words", [[], ["file", "--hsk", "1"], ["file", "--as", "nothing"]])
def test_wrong_words_are_wrong_commands(run: Run, words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*words)
    assert ended.value.code == 2


def test_an_anki_that_is_closed_is_told(run: Run) -> None:
    with pytest.raises(DeckError, match=r"127\.0\.0\.1:9: Anki does not answer"):
        run("--query", "deck:x", "--url", "http://127.0.0.1:9")


def test_help_names_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    from reader.deck.formats import FORMATS

    for command in ("import", "export"):
        parser: argparse.ArgumentParser = build_parser(only=command)
        with pytest.raises(SystemExit):
            parser.parse_args([command, "--help"])
        said = capsys.readouterr().out
        for one in FORMATS:
            if one.read is not None if command == "import" else one.goes_out:
                assert f"{one.name}: " in " ".join(said.split())
