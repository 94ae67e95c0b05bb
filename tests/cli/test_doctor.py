"""``dushu doctor``: what it finds, and the way back from damage by one command."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.cli.main import build_parser
from reader.errors import NotebookError
from reader.paths import user_paths
from reader.study.word import Identity
from tests.cli.dictionary_session import DictionarySession

Run = Callable[..., tuple[int, list[str]]]
BANK = Identity("銀行", "银行", "yin2 hang2")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[DictionarySession]:
    made = DictionarySession(user_paths({"DUSHU_HOME": str(tmp_path)}))
    yield made
    made.close()


@pytest.fixture
def run(session: DictionarySession, capsys: pytest.CaptureFixture[str]) -> Run:
    def ran(*arguments: str) -> tuple[int, list[str]]:
        options = build_parser(only="doctor").parse_args(["doctor", *arguments])
        return options.run(options, session), capsys.readouterr().out.splitlines()

    return ran


def kept(session: DictionarySession) -> Path:
    """Keep a word, copy the notebook, and return its path."""
    session.notebook.save(BANK, gloss="bank")
    session.notebook.database.back_up()
    session.close()
    return session.notebook.database.path


def test_a_sound_notebook_is_told_sound_with_its_backups(run: Run, session: DictionarySession) -> None:
    kept(session)
    status, lines = run("--check")
    assert status == 0
    assert lines[0] == "✓ notebook: 1 words, sound"
    assert lines[1].startswith("✓ backups: 1 sound, the newest of ")
    assert lines[2] == "✓ corrections: 0"


def test_before_the_first_word_nothing_is_amiss_and_nothing_is_made(
    run: Run, session: DictionarySession
) -> None:
    status, lines = run("--check")
    assert status == 0
    assert "none yet" in lines[1]
    assert not session.paths.data.exists()


def test_what_is_not_sound_is_told_with_status_1(run: Run, session: DictionarySession) -> None:
    session.notebook.save(BANK)
    with session.notebook.database.writing() as connection:
        connection.execute("UPDATE word SET added = 'yesterday'")
    status, lines = run("--check", "--json")
    assert status == 1
    assert json.loads(lines[0]) == {
        "topic": "notebook",
        "text": "word 1 (银行) was added at 'yesterday', which is no time",
        "sound": False,
    }


@pytest.mark.parametrize("damage", ["cut short", "a bit flipped in each page", "junk", "gone"])
def test_one_command_brings_back_what_was_kept_and_sets_the_damaged_file_aside(
    run: Run, session: DictionarySession, damage: str
) -> None:
    path = kept(session)
    content = bytearray(path.read_bytes())
    if damage == "cut short":
        del content[5000:]
    elif damage == "junk":
        content[:] = b"junk" * 3000
    else:
        for place in range(4096 + 3, len(content), 4096):
            content[place] ^= 0x10
    path.unlink()
    if damage != "gone":
        path.write_bytes(content)
    assert run("--check")[0] == 1
    status, lines = run("--restore")
    assert status == 0
    assert len(lines) == 1
    assert [word.gloss for word in session.notebook.words()] == ["bank"]
    assert run("--check")[0] == 0
    aside = [one for one in path.parent.iterdir() if "damaged" in one.name]
    assert [one.read_bytes() for one in aside] == ([] if damage == "gone" else [bytes(content)])


def test_a_damaged_backup_is_passed_over_for_one_that_is_sound(run: Run, session: DictionarySession) -> None:
    path = kept(session)
    newer = path.parent / "backups" / "29990101T000000Z-v1-daily.db"
    newer.write_bytes(b"junk" * 3000)
    path.write_bytes(b"junk" * 3000)
    assert any("29990101" in line for line in run("--check")[1])
    run("--restore")
    assert [word.gloss for word in session.notebook.words()] == ["bank"]


def test_restoring_twice_does_not_go_back_to_what_was_left(run: Run, session: DictionarySession) -> None:
    kept(session)
    session.notebook.remove([BANK])
    for _ in range(2):
        run("--restore")
        assert [word.gloss for word in session.notebook.words()] == ["bank"]


def test_without_a_sound_backup_that_is_said(run: Run, session: DictionarySession) -> None:
    session.notebook.save(BANK)
    with pytest.raises(NotebookError, match="there is no backup that is sound"):
        run("--restore")
    assert len(session.notebook.words()) == 1
