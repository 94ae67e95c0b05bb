"""``dushu words``: what scripts say and what they get."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.cli.main import build_parser
from reader.errors import NotebookError
from reader.paths import user_paths
from reader.study.correction import Correction, Scope
from reader.study.notebook import Notebook
from reader.study.word import Identity
from tests.cli.dictionary_session import DictionarySession

Run = Callable[..., list[str]]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[DictionarySession]:
    made = DictionarySession(user_paths({"DUSHU_HOME": str(tmp_path)}))
    yield made
    made.close()


@pytest.fixture
def run(session: DictionarySession, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``dushu words`` with these words and return the lines it prints."""

    def ran(*arguments: str) -> list[str]:
        options = build_parser(only="words").parse_args(["words", *arguments])
        assert options.run(options, session) == 0
        return capsys.readouterr().out.splitlines()

    return ran


def objects(lines: list[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines]


def test_a_word_is_kept_with_its_sentence_and_what_the_dictionary_says(run: Run) -> None:
    assert run("add", "银行", "--sentence", "很银行。", "--tag", "money", "--translation", "Very bank.") == [
        "kept 银行[銀行]  yínháng  [1]  bank  #money"
    ]
    (word,) = objects(run("list", "--json"))
    added = word.pop("added")
    assert str(added).endswith("+00:00")
    (context,) = word.pop("contexts")  # type: ignore[misc]  # JSON
    assert word == {
        "simplified": "银行",
        "traditional": "銀行",
        "reading": "yin2 hang2",
        "gloss": "bank",
        "note": "",
        "tags": ["money"],
        "lists": [],
        "status": "1",
    }
    assert (context["sentence"], context["start"], context["end"]) == ("很银行。", 1, 3)
    assert context["sentence_reading"] == "hěn yínháng."
    assert context["translation"] == "Very bank."


def test_the_same_word_again_adds_nothing_but_a_new_sentence(run: Run) -> None:
    run("add", "银行")
    assert run("add", "銀行") == ["kept already: 银行[銀行]  yínháng  [1]  bank"]
    said = run("add", "银行", "--sentence", "银行。", "--gloss", "other")
    assert said == ["kept already, with a new sentence: 银行[銀行]  yínháng  [1]  bank"]
    assert len(run("list")) == 1


def test_the_sentence_or_the_reading_decides_between_homographs(run: Run) -> None:
    readings = [
        objects(run("add", "行", "--json", *more))[0]["reading"]
        for more in ((), ("--reading", "háng"), ("--reading", "HANG2"), ("--sentence", "银行行长。"))
    ]
    assert readings == ["xing2", "hang2", "hang2", "xing2"]


@pytest.mark.parametrize("word", ["网格员", "関口村三社", "Grüße", "😀", "a b", "-1", "𠀀", "一" * 3000])
def test_a_word_in_no_dictionary_is_kept_as_well(run: Run, word: str) -> None:
    (kept,) = objects(run("add", "--json", "--reading", "x1", "--", word))
    assert (kept["simplified"], kept["reading"]) == (word, "x1")


def test_a_sentence_without_the_word_is_kept_and_marks_nothing(run: Run) -> None:
    (kept,) = objects(run("add", "银行", "--sentence", "没有。", "--json"))
    assert [(context["start"], context["end"]) for context in kept["contexts"]] == [(0, 0)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("given", "kept"), [("lǜ", "lu:4"), ("lü4", "lu:4"), ("lv4", "lu:4"), ("lu:4", "lu:4")]
)
def test_readings_are_understood_however_they_are_typed(run: Run, given: str, kept: str) -> None:
    (word,) = objects(run("add", "绿", "--reading", given, "--json"))
    assert (word["reading"], word["gloss"]) == (kept, "green")


def test_an_empty_word_is_refused(run: Run) -> None:
    with pytest.raises(NotebookError, match="at least one character"):
        run("add", "  ")


def test_words_are_listed_by_status_tag_and_text(run: Run) -> None:
    run("add", "银行", "--tag", "money")
    run("add", "绿", "--status", "known")
    assert run("list", "--tag", "money") == run("list", "yin2hang2") == run("list", "--status", "1")
    assert run("list", "--status", "known", "--status", "ignored") == ["绿[綠]  lǜ  [known]  green"]


def test_words_are_listed_by_level_and_by_what_is_due(run: Run) -> None:
    run("add", "银行")
    run("add", "绿")
    assert [line.split("[")[0] for line in run("list", "--level", "2025:3")] == ["银行"]
    assert run("list", "--due") == []
    with pytest.raises(NotebookError, match="no such level"):
        run("list", "--level", "easy")


def test_a_status_is_shown_and_set_for_words_kept_or_not(run: Run) -> None:
    assert run("status", "银行") == ["     new  银行[銀行]  yínháng"]
    assert run("status", "银行", "绿", "known")[1] == "   known  绿[綠]  lǜ"
    assert objects(run("status", "銀行", "--set", "3", "--json")) == [
        {"simplified": "银行", "traditional": "銀行", "reading": "yin2 hang2", "status": "3"}
    ]
    assert run("list") == []
    assert len(run("list", "--all")) == 2


def test_editing_changes_what_is_named_and_nothing_else(run: Run) -> None:
    run("add", "银行", "--tag", "a", "--note", "n", "--list", "L")
    run("edit", "银行", "--gloss", "money house", "--add-tag", "b", "--remove-tag", "a", "--status", "5")
    (word,) = objects(run("show", "银行", "--json"))
    assert [word[key] for key in ("gloss", "note", "tags", "lists", "status")] == [
        "money house",
        "n",
        ["b"],
        ["L"],
        "5",
    ]
    run("edit", "银行", "--tag", "", "--new-reading", "yìn háng")
    (word,) = objects(run("show", "银行", "--json"))
    assert (word["tags"], word["reading"]) == ([], "yin4 hang2")


def test_a_word_kept_with_two_readings_is_named_with_one(run: Run) -> None:
    run("add", "行", "--reading", "xing2")
    run("add", "行", "--reading", "hang2")
    with pytest.raises(NotebookError, match=r"several readings \(xing2, hang2\); choose with --reading"):
        run("remove", "行")
    assert run("remove", "行", "--reading", "háng") == ["removed 行  háng (undo: dushu words undo)"]
    assert run("list") == ["行  xíng  [1]  to go"]


def test_changes_are_taken_back_and_done_again(run: Run, session: DictionarySession) -> None:
    run("add", "银行")
    run("remove", "银行")
    assert run("undo") == ["undone: remove 银行[銀行]"]
    session.notebook.close()
    assert len(run("list")) == 1
    (step,) = objects(run("redo", "--json"))
    assert step["redone"] == "remove 银行[銀行]"
    assert run("list") == []
    with pytest.raises(NotebookError, match="nothing can be redone"):
        run("redo")


def test_a_word_that_is_not_kept_is_told(run: Run) -> None:
    for verb in ("show", "edit", "remove"):
        with pytest.raises(NotebookError, match="银行: no such word in the notebook"):
            run(verb, "银行")


def test_a_page_shows_all_that_is_kept(run: Run) -> None:
    run("add", "银行", "--sentence", "很银行。", "--document", "新闻", "--note", "a note", "--list", "L")
    shown = "\n".join(run("show", "银行"))
    for part in ("银行[銀行]  yínháng  [1]  bank", "a note", "in L", "1 很银行。", "hěn yínháng.", "(新闻)"):
        assert part in shown


def test_a_backup_is_made_listed_and_restored(run: Run) -> None:
    run("add", "银行")
    (copy,) = run("backup")
    run("remove", "银行")
    assert objects(run("restore", "--json"))[0]["backup"] == copy
    assert "what it held before is in" in run("restore", copy)[0]
    assert len(run("list")) == 1


def test_a_sentence_is_taken_away_by_its_number(run: Run) -> None:
    run("add", "银行", "--sentence", "很银行。")
    run("add", "银行", "--sentence", "银行好。")
    run("edit", "银行", "--remove-sentence", "1")
    (word,) = objects(run("show", "银行", "--json"))
    assert [context["sentence"] for context in word["contexts"]] == ["银行好。"]  # type: ignore[attr-defined]
    with pytest.raises(NotebookError, match="has no sentence 2; it has 1"):
        run("edit", "银行", "--remove-sentence", "2")


def test_the_history_tells_what_was_done_and_what_was_taken_back(run: Run) -> None:
    run("add", "银行")
    run("edit", "银行", "--gloss", "money house", "--add-tag", "a")
    run("undo")
    assert [(step["label"], step["undone"]) for step in objects(run("history", "--json"))] == [
        ("edit 银行[銀行]", True),
        ("save 银行[銀行]", False),
    ]
    full = run("history", "--full")
    assert full[0].endswith("edit 银行[銀行]  (undone)")
    assert full[1] == "    银行: gloss “bank” → “money house”; tags nothing → “a”"
    assert full[3] == "    + 银行: bank"
    assert len(run("history", "--limit", "1")) == 1


def test_everything_dumped_and_loaded_elsewhere_is_dumped_the_same(
    run: Run, session: DictionarySession, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("add", "银行", "--sentence", "很银行。", "--tag", "a")
    run("remove", "银行")
    run("undo")
    session.notebook.correct(Correction.cut(Scope.everywhere(), "很", "银行"))
    (said,) = run("dump", "-o", str(tmp_path / "all.jsonl"))
    assert said.endswith(f" rows written to {tmp_path / 'all.jsonl'}")
    other = DictionarySession(user_paths({"DUSHU_HOME": str(tmp_path / "other")}))
    for arguments in (["load", str(tmp_path / "all.jsonl")], ["dump", "-o", str(tmp_path / "again.jsonl")]):
        options = build_parser(only="words").parse_args(["words", *arguments])
        assert options.run(options, other) == 0
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "all.jsonl").read_bytes()
    assert other.notebook.words() == session.notebook.words()
    assert other.notebook.corrections.all == session.notebook.corrections.all
    other.close()


def test_what_was_dumped_is_merged_into_a_notebook_that_has_words(
    run: Run, session: DictionarySession, tmp_path: Path
) -> None:
    run("add", "银行")
    session.notebook.correct(Correction.cut(Scope.everywhere(), "很", "银行"))
    run("dump", "-o", str(tmp_path / "all.jsonl"))
    run("undo")
    run("undo")
    run("add", "绿")
    rehearsed = run("load", str(tmp_path / "all.jsonl"), "--dry-run")
    assert rehearsed == [f"{tmp_path / 'all.jsonl'}: would bring 1 new word, 1 new correction"]
    assert len(run("list")) == 1
    assert (
        "1 new word, 1 new correction (undo: dushu words undo)" in run("load", str(tmp_path / "all.jsonl"))[0]
    )
    assert "nothing that is not here already" in run("load", str(tmp_path / "all.jsonl"))[0]
    assert [line.split()[0] for line in run("list")] == ["绿[綠]", "银行[銀行]"]
    assert len(session.notebook.corrections.all) == 1
    run("undo")
    assert len(run("list")) == 1
    assert session.notebook.corrections.all == ()


def test_another_machines_notebook_is_merged(run: Run, session: DictionarySession, tmp_path: Path) -> None:
    other = Notebook.open(tmp_path / "there", tmp_path / "there")
    other.save(Identity("綠", "绿", "lu:4"), gloss="green")
    other.close()
    (said,) = objects(run("merge", str(other.database.path), "--json"))
    assert (said["new"], said["changed"], said["dry_run"]) == ({"word": 1}, {}, False)
    assert run("list") == ["绿[綠]  lǜ  [1]  green"]


@pytest.mark.parametrize("text", ["\x1b]52;c;eA==\x07", "\x9b31m", "\u202eevil", "[/]", "a\nb", "a\tb"])
def test_nothing_a_word_holds_acts_on_the_terminal(run: Run, text: str) -> None:
    run("add", text, "--gloss", text, "--note", text, "--tag", text, "--sentence", text, "--reading", "x1")
    for arguments in (
        ("list",),
        ("list", "--json"),
        ("show", text),
        ("status", text),
        ("remove", text),
        ("undo",),
    ):
        printed = run(*arguments)
        assert printed
        assert not set("".join(printed)) & set("\x1b\x07\x9b\u202e\t")


@pytest.mark.parametrize(
    "arguments",
    [(), ("fly",), ("add",), ("add", "x", "--status", "9"), ("list", "--status", "loud"), ("remove",)],
)
def test_wrong_words_of_a_command_are_told_with_status_2(run: Run, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*arguments)
    assert ended.value.code == 2


def test_every_verb_has_help(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in (
        "add",
        "list",
        "show",
        "status",
        "edit",
        "remove",
        "undo",
        "redo",
        "backup",
        "restore",
        "history",
        "dump",
        "load",
        "merge",
    ):
        with pytest.raises(SystemExit) as ended:
            run(verb, "--help")
        assert ended.value.code == 0
        assert "usage: dushu words" in capsys.readouterr().out
