"""``dushu review``, ``stats`` and ``start`` from outside."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

import pytest

from reader.cli.main import run
from reader.errors import DushuError
from reader.paths import user_paths
from reader.study import optimizing
from reader.study.cards import Card, Mode, Rating, Review
from reader.study.notebook import Notebook
from reader.study.optimizing import FEWEST, later_answers, optimal_weights
from reader.study.reviews import Reviews
from reader.study.scheduling import Scheduling, answer, log_loss, usual_weights
from reader.study.word import Identity

BANK = Identity("銀行", "银行", "yin2 hang2")


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


class Shell:
    """A learner's shell, with a home of their own."""

    def __init__(self, home: Path, cache: Path) -> None:
        self.home = home
        home.mkdir()
        (home / "cache").symlink_to(cache)
        paths = user_paths({"DUSHU_HOME": str(home)})
        self.notebook = Notebook.open(paths.data, paths.config)
        self.reviews = Reviews(self.notebook.database)

    def run(self, *words: str) -> Done:
        """Run a command in this process, as the program does."""
        out, complaints = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(complaints):
            try:
                status = run(words)
            except SystemExit as end:
                status = int(end.code or 0)
            except DushuError as error:
                status = 1
                print(error, file=sys.stderr)
        return Done(status, out.getvalue(), complaints.getvalue())

    def json(self, *words: str) -> list[dict[str, object]]:
        done = self.run(*words, "--json")
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def shell(tmp_path: Path, shared_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("DUSHU_HOME", str(tmp_path / "home"))
    return Shell(tmp_path / "home", shared_cache)


def test_what_is_due_is_counted_listed_and_put_aside(shell: Shell) -> None:
    assert shell.run("review", "--count").stdout == "0\n"
    shell.notebook.save(BANK, gloss="bank")
    shell.notebook.save(Identity("天", "天", "tian1"), gloss="sky")
    assert shell.run("review", "--count").stdout == "2\n"
    listed = shell.run("review", "--list").stdout.splitlines()
    assert listed[0].split() == ["new", "recognise", "银行[銀行]", "yínháng", "bank"]
    first = shell.json("review")[0]
    assert (first["simplified"], first["mode"], first["state"], first["answers"]) == (
        "银行",
        "recognise",
        "new",
        0,
    )
    assert {each["mode"] for each in shell.json("review", "--mode", "reading")} == {"reading"}
    assert "put aside: 银行[銀行] (recognise)" in shell.run("review", "--suspend", "银行").stdout
    assert {each["simplified"] for each in shell.json("review")} == {"天"}
    assert len(shell.json("review", "--suspended")) == 2
    again = shell.run("review", "--suspend", "银行")
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    assert "already" in again.stderr
    assert shell.run("words", "undo").stdout.startswith("undone: suspend 银行[銀行]")
    assert len(shell.json("review")) == 2
    assert shell.run("review", "--resume", "天").returncode == 1


def test_a_review_and_a_test_want_a_terminal(shell: Shell) -> None:
    for words in (["review"], ["start", "--test"]):
        done = shell.run(*words)
        assert done.returncode == 1
        assert "needs a terminal" in done.stderr


def test_the_numbers_are_text_and_json(shell: Shell) -> None:
    shell.notebook.save(BANK, gloss="bank")
    now = datetime.now(timezone.utc)
    shell.reviews.answer(shell.reviews.queue(now).new[0], Rating.EASY, now, 4000)
    (numbers,) = shell.json("stats", "--days", "40")
    assert numbers["streak"] == 1
    assert len(numbers["forecast"]) == 40  # type: ignore[arg-type]
    assert numbers["reviews"][0]["answers"] == 1  # type: ignore[index]
    text = shell.run("stats").stdout
    assert "Due in the days to come   1 in 30 days" in text
    assert max(map(len, text.splitlines())) <= 100
    assert shell.run("stats", "--days", "0").returncode == 2


def test_words_known_from_the_start_are_marked_and_taken_back(shell: Shell, tmp_path: Path) -> None:
    words = tmp_path / "known.txt"
    words.write_text("银行\n老人\n", encoding="utf-8")
    shell.notebook.save(BANK)
    assert "老人" in shell.run("start", "--list", str(words), "--dry-run").stdout
    (about,) = shell.json("start", "--list", str(words))
    assert (about["words"], about["dry_run"]) == (2, False)
    assert about["marked"] == 1
    (status,) = [
        each["status"] for each in shell.json("words", "list", "--all") if each["simplified"] == "老人"
    ]
    assert status == "known"
    assert shell.run("words", "undo").returncode == 0
    assert [each["simplified"] for each in shell.json("words", "list", "--all")] == ["银行"]
    assert "marked well known" in shell.run("start", "--hsk", "2.0:1").stdout
    wrong = shell.run("start", "--hsk", "1:1")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)
    assert shell.run("start").returncode == 2


# The learner's own parameters


def forgetful(answers: int) -> tuple[Review, ...]:
    """Return the log of one who forgets in days what the usual parameters think is kept for weeks."""
    log: list[Review] = []
    for number in range(answers // 4):
        at = datetime(2023, 1, 1, 12, tzinfo=timezone.utc)
        card = Card(Identity(f"字{number}", f"字{number}", ""), Mode.RECOGNISE, at)
        for step, rating in enumerate((Rating.GOOD, Rating.AGAIN, Rating.GOOD, Rating.AGAIN)):
            card, review = answer(card, rating, at + timedelta(days=5 * step), Scheduling())
            log.append(review)
    return tuple(log)


def test_without_the_optimizer_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optimizing, "find_spec", lambda name: None)
    with pytest.raises(DushuError, match=r"pip install 'dushu\[optimize\]'"):
        optimal_weights(())


def test_a_short_log_leaves_the_usual_parameters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optimizing, "find_spec", lambda name: object())
    log = forgetful(8)
    found = optimal_weights(log)
    assert found.weights is None
    assert f"6 answers count so far and {FEWEST} are needed" in found.said
    assert later_answers(log) == 6


def test_what_the_optimizer_finds_is_used_only_where_it_tells_the_answers_better(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log = forgetful(16)
    usual = usual_weights()
    quicker = (usual[0], usual[1], 0.9, *usual[3:])
    monkeypatch.setattr(optimizing, "find_spec", lambda name: object())
    monkeypatch.setattr(optimizing, "FEWEST", 1)
    monkeypatch.setattr(optimizing, "optimizer", lambda log: quicker)
    found = optimal_weights(log)
    assert found.weights == quicker
    assert found.before == log_loss(log, usual)
    assert found.after == log_loss(log, quicker)
    assert found.after < found.before
    monkeypatch.setattr(optimizing, "optimizer", lambda log: (usual[0], usual[1], 90.0, *usual[3:]))
    assert optimal_weights(log).weights is None


def test_the_real_optimizer_fits_a_forgetful_learner(shell: Shell) -> None:
    pytest.importorskip("torch", reason="the optimizer (dushu[optimize]) is not installed here")
    found = optimal_weights(forgetful(720))
    assert found.weights is not None
    assert found.after < found.before  # type: ignore[operator]
    shell.reviews.set_weights(found.weights)
    assert shell.reviews.scheduling().weights == found.weights
