"""What a reader can rely on, tried from outside: hostile names, streams, settings and places."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.__main__ import main
from reader.deck.formats import FORMATS
from reader.document.loading import document_from
from reader.document.model import Position
from reader.paths import Paths
from reader.session import open_session
from reader.study.word import Context, Identity
from tests.cli.test_commands import ROOT, dushu, home

__all__ = ["home"]
TEXT = "他在银行工作。\n"
ACTING = set(
    map(chr, [*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x200E, 0x200F, *range(0x202A, 0x202F)])
)


def shell(
    home: Path, words: str, redirection: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m reader {words} {redirection}'],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
        cwd=ROOT,
        env=os.environ | {"DUSHU_HOME": str(home)} | (environment or {}),
        timeout=60,
    )


def one_line(result: subprocess.CompletedProcess[bytes]) -> str:
    message = result.stderr.decode()
    assert message.startswith("dushu: ")
    assert message.count("\n") == 1, message
    assert not ACTING & set(message)
    return message


@pytest.mark.parametrize(
    "name",
    [b"new\nline", b"esc\x1b[2J", b"[bold]", b"-dash", b"\xff\xfe", "长".encode() * 80, b"\xe2\x80\xae"],
)
def test_any_file_name_opens_and_is_inert_when_it_is_named(home: Path, tmp_path: Path, name: bytes) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/" + name)
    Path(path).write_bytes("他\udcff在银行工作。\n你好世界".encode("utf-8", "surrogateescape"))
    opened = dushu(home, "text", path)
    assert opened.returncode == 0
    assert "\ufffd" in one_line(opened)
    missing = dushu(home, "text", path + "x")
    assert (missing.returncode, missing.stdout) == (1, b"")
    one_line(missing)


@pytest.mark.parametrize(
    "words", ["text {}", "annotate --json {}", "lookup 银行", "--version", "text --help", "--help"]
)
def test_output_that_cannot_be_written_is_a_failure_in_one_line(
    home: Path, tmp_path: Path, words: str
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    command = words.format(tmp_path / "a.txt")
    closed = shell(home, command, ">&-")
    assert closed.returncode == 1
    assert "output cannot be written" in one_line(closed)
    if Path(
        "/dev/full"
    ).exists():  # argparse passes over what fails while it writes, not what fails at the end
        full = shell(home, command, "> /dev/full", {"PYTHONUNBUFFERED": "1" if "--" in words else ""})
        assert full.returncode == 1
        assert "output cannot be written" in one_line(full)


@pytest.mark.parametrize(
    "words",
    [
        ("--{}",),
        ("text", "a", "{}"),
        ("shelf", "{}"),
        ("export", "--to", "{}"),
        ("words", "status", "银行", "{}"),
        ("start", "--list", "{}"),
        ("coverage", "{}"),
        ("align", "{}", "b"),
        ("plan", "--set", "{}", "a"),
        ("import", "--query", "x", "--url", "http://127.0.0.1:9/{}"),
        ("export", "--to", "ankiconnect", "--url", "{}"),
        ("words", "restore", "{}"),
        ("dictionary", "info", "{}"),
    ],
)
def test_whatever_words_are_wrong_none_acts_when_it_is_said_back(home: Path, words: tuple[str, ...]) -> None:
    result = dushu(home, *(word.format("\x1b]52;c;x\x07\u202e[/]\x9b2J") for word in words))
    assert result.returncode in (1, 2)
    message = result.stderr.decode()
    assert not ACTING & set(message)
    assert "dushu" in message
    assert "Traceback" not in message
    assert "a fault of the program" not in message


@pytest.mark.parametrize(
    "content",
    [
        '{"a":' * 100_000,
        '{"simplified":"银行","contexts":[{"text":"银行","start":1e999}]}',
        '{"file":"dushu notebook","version":' + "9" * 5000 + "}",
    ],
)
def test_lines_that_are_hostile_json_are_refused_in_one_line(
    home: Path, tmp_path: Path, content: str
) -> None:
    (tmp_path / "a.jsonl").write_text(content, encoding="utf-8")
    for words in (("import", tmp_path / "a.jsonl"), ("words", "load", tmp_path / "a.jsonl")):
        result = dushu(home, *words)
        assert result.returncode == 1, words
        assert "a.jsonl" in one_line(result)
        assert "a fault of the program" not in result.stderr.decode()


def test_a_fault_that_nobody_foresaw_is_one_line_of_a_command_too(home: Path) -> None:
    program = """
import sys
from reader.__main__ import main
import reader.cli.main as line
def fault(*given, **more):
    raise LookupError("no \x1b[31m[/]such thing")
line.build_parser = fault
sys.exit(main(["lookup", "x"]))
"""
    result = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"DUSHU_HOME": str(home)},
    )
    assert result.returncode == 1
    assert "a fault of the program, not yours (LookupError: no ␛[31m[/]such thing)" in one_line(result)
    assert "\x1b" not in (home / "data" / "crash.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", ["text -", "annotate --html -", "annotate --lines -"])
def test_closed_input_is_a_failure_in_one_line_and_prints_nothing(home: Path, words: str) -> None:
    result = shell(home, words, "<&-")
    assert (result.returncode, result.stdout) == (1, b"")
    assert "standard input" in one_line(result)


def test_with_every_stream_closed_nothing_is_written_into_the_learners_files(home: Path) -> None:
    assert shell(home, "words add 银行 --json", ">&- 2>&- <&-").returncode == 1
    kept = dushu(home, "words", "list", "--json")
    assert kept.returncode == 0
    assert json.loads(kept.stdout)["simplified"] == "银行"


def test_a_reader_that_has_seen_enough_is_no_error(home: Path) -> None:
    command = f'"{sys.executable}" -m reader annotate --lines - 2>&1 >&3 | cat >&2'
    result = subprocess.run(
        ["/bin/sh", "-c", f"{{ {command}; }} 3>&1 | head -c 20 > /dev/null"],
        input=TEXT.encode() * 500,
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"DUSHU_HOME": str(home)},
        timeout=60,
    )
    assert result.stderr == b""


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_ends_it_quietly(home: Path, number: signal.Signals, status: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", "annotate", "--lines", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"DUSHU_HOME": str(home)},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(TEXT.encode())
    process.stdin.flush()
    process.stdout.readline()
    process.send_signal(number)
    _, message = process.communicate(timeout=20)
    assert (process.returncode, message) == (status, b"")


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "latin-1"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
)
def test_chinese_is_chinese_in_any_locale(home: Path, environment: dict[str, str]) -> None:
    result = dushu(home, "text", "-", stdin=TEXT.encode(), environment=environment)
    assert result.stdout.decode() == TEXT


def test_words_that_are_no_unicode_are_kept_without_surrogates(home: Path) -> None:
    added = dushu(
        home, "words", "add", os.fsdecode(b"\xff\xe5\xad\x97"), "--note", os.fsdecode(b"\xed\xa0\x80")
    )
    assert added.returncode == 0
    (line,) = dushu(home, "words", "list", "--json").stdout.decode().splitlines()
    assert "\\ud" not in line
    assert dushu(home, "lookup", os.fsdecode(b"\xff")).stderr == b""


@pytest.mark.parametrize("form", ["--json", "--text", "--tsv", "--html"])
def test_nothing_in_a_text_acts(home: Path, form: str) -> None:
    text = "<script>alert(1)</script>\x1b]52;c;x\x07 \x9b31m \u202e他在银行。[@click=x]{{c}}"
    result = dushu(home, "annotate", form, "-", stdin=text.encode())
    assert result.returncode == 0
    shown = result.stdout.decode()
    assert not ACTING & set(shown)
    assert form != "--html" or ("<script" not in shown and "Content-Security-Policy" in shown)


@pytest.mark.parametrize("what", ["binary", "huge", "deep", "folder", "pipe", "device"])
def test_hostile_settings_are_refused_in_one_line(home: Path, what: str) -> None:
    path = home / "config" / "config.toml"
    path.parent.mkdir()
    make_hostile(path, what)
    result = dushu(home, "text", "-", stdin=TEXT.encode())
    assert result.returncode == 1
    assert "config.toml" in one_line(result)


@pytest.mark.parametrize("what", ["binary", "huge", "folder", "pipe", "device"])
def test_hostile_corrections_are_refused_or_passed_over(home: Path, what: str) -> None:
    path = home / "config" / "corrections.txt"
    path.parent.mkdir()
    make_hostile(path, what)
    result = dushu(home, "annotate", "-", stdin=TEXT.encode())
    if result.returncode:
        assert "corrections.txt" in one_line(result)
    else:
        assert what == "binary"


def make_hostile(path: Path, what: str) -> None:
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "device":
        path.symlink_to("/dev/zero")
    else:
        huge = b"level = 1\n" * 2_000_000
        path.write_bytes(
            {"binary": bytes(range(256)) * 9, "huge": huge, "deep": b"level = " + b"[" * 99_999}[what]
        )


def test_a_home_that_is_no_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = dushu(tmp_path / "file", "text", "-", stdin=TEXT.encode())
    assert result.returncode == 1
    assert "DUSHU_HOME" in one_line(result)


def test_a_million_characters_in_one_line_open_at_once(home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("今天天气很好，我们一起去公园。" * 67_000, encoding="utf-8")
    start = time.monotonic()
    result = dushu(home, "text", tmp_path / "a.txt")
    assert result.returncode == 0
    assert result.stdout.decode().replace("\n", "") == "今天天气很好，我们一起去公园。" * 67_000
    assert time.monotonic() - start < 40
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["a.txt"]


def test_a_long_line_is_one_object_whose_tokens_join_back(home: Path) -> None:
    text = "今天天气很好，我们一起去公园。" * 400
    (found,) = map(
        json.loads,
        dushu(home, "annotate", "--lines", "-", stdin=text.encode()).stdout.decode().splitlines(),
    )
    assert found["text"] == text == "".join(token["text"] for token in found["tokens"])
    place = 0
    for token in found["tokens"]:
        assert token["start"] == place
        place += len(token["text"])


HOSTILE = "\x1b]52;c;x\x07\u202e[/][@click=app.quit]\x9b2J{{c1::x}}'; drop table word;--\x7f\r=1+1"


def make_hostile_data(home: Path) -> None:
    """Put on the shelf and into the notebook what is hostile in everything that can be named."""
    session = open_session(Paths(home / "data", home / "config", home / "cache"))
    try:
        page = f"<html><title>{HOSTILE}</title><h1>{HOSTILE}</h1><p>{HOSTILE}他在银行工作。</p></html>"
        document = document_from(page.encode(), f"{HOSTILE}.html", f"/{HOSTILE}/a.html")
        session.shelving.place(document)
        session.shelf.tag(document.digest, [HOSTILE])
        session.shelf.mark(document.digest, Position(0, 0), HOSTILE)
        for word in (HOSTILE, "银行", "=1+1"):
            session.notebook.save(
                Identity(word, word, HOSTILE),
                gloss=HOSTILE,
                context=Context(HOSTILE + word, len(HOSTILE), len(HOSTILE + word), document=HOSTILE),
                tags=[HOSTILE],
                lists=[HOSTILE],
                note=HOSTILE,
            )
    finally:
        session.close()


def test_a_hostile_shelf_and_notebook_act_in_no_command(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_hostile_data(home)
    monkeypatch.setenv("DUSHU_HOME", str(home))
    (tmp_path / "a.txt").write_text(HOSTILE + TEXT, encoding="utf-8")
    commands = [
        *(f"export --to {each.name}" for each in FORMATS if each.text),
        "shelf list", "shelf list --json", "shelf open nothing", "shelf remove click", "shelf restore",
        "words list", "words list --json", "words show 银行", "words show 银行 --json", "words history",
        "words history --json", "words dump", "words undo", "words redo", "words status 银行",
        "review --list", "review --list --json", "review --suspend 银行", "review --suspended", "stats",
        "stats --json", "coverage {}", "coverage --json {}", "coverage --csv --chapters {}", "plan {}",
        "plan --csv {}", "plan --json {}", "text {}", "text --json {}", "text --chapters {}",
        "annotate --json {}", "start --list {}", "import {} --as list --dry-run", "import {}",
        "doctor --check",
    ]  # fmt: skip
    said = 0
    for command in commands:
        words = [str(tmp_path / "a.txt") if word == "{}" else word for word in command.split()]
        main(words)
        shown = capsys.readouterr()
        assert not ACTING & set(shown.out.replace("\r\n", "\n") + shown.err), command
        assert "a fault of the program" not in shown.err, command
        said += "click" in shown.out + shown.err
    assert said > 20
    assert main(["words", "list"]) == 0
    assert "drop table" in capsys.readouterr().out


@pytest.mark.parametrize(
    "word", ["𠮷野", "⼈民", "葛\U000e0100城", "\U00031350", "\ue000", "银\u200b行", "👨‍👩‍👧"]
)
def test_rare_characters_are_kept_as_they_are_and_folded_to_look_them_up(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    monkeypatch.setenv("DUSHU_HOME", str(home))
    assert main(["words", "add", word]) == 0
    capsys.readouterr()
    assert main(["words", "list", "--json"]) == 0
    kept = json.loads(capsys.readouterr().out)
    assert kept["simplified"].replace("\u200b", "") in (word.replace("\u200b", ""), word.replace("⼈", "人"))
    assert main(["lookup", "--json", "⼈民"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["simplified"] == "人民"
