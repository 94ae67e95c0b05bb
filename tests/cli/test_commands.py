"""The commands that read: what they print, and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT.parent / "shared" / "seed" / "000_fe377c681fa75986.txt"


@pytest.fixture
def home(shared_cache: Path, tmp_path: Path) -> Path:
    """A profile of its own over the shared dictionary index."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "cache").symlink_to(shared_cache, target_is_directory=True)
    return tmp_path / "home"


def dushu(
    home: Path, *words: str | Path, stdin: bytes = b"", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "reader", *map(str, words)],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"DUSHU_HOME": str(home)} | (environment or {}),
        timeout=120,
    )


def lines(result: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    assert result.returncode == 0, result.stderr.decode()
    return [json.loads(line) for line in result.stdout.decode().splitlines()]


def test_annotating_lines_gives_one_object_a_line_in_order_blank_ones_too(home: Path) -> None:
    text = "他在银行工作。\n\n  第三行，有空格 \r\nlast"
    found = lines(dushu(home, "annotate", "--json", "--lines", "-", stdin=text.encode()))
    assert [one["line"] for one in found] == [1, 2, 3, 4]
    assert [one["text"] for one in found] == ["他在银行工作。", "", "  第三行，有空格 ", "last"]
    for one in found:
        tokens = one["tokens"]
        assert isinstance(tokens, list)
        assert "".join(token["text"] for token in tokens) == one["text"]
        offsets = [token["start"] for token in tokens]
        assert offsets == [sum(len(t["text"]) for t in tokens[:index]) for index in range(len(tokens))]


def test_every_field_of_a_token_is_there(home: Path) -> None:
    (found,) = lines(dushu(home, "annotate", "--json", "--lines", "-", stdin="银行".encode()))
    (token,) = found["tokens"]  # type: ignore[misc]
    assert token == {
        "text": "银行",
        "start": 0,
        "kind": "word",
        "reading": "yin2 hang2",
        "spoken": "yin2 hang2",
        "gloss": "bank",
        "entry": {
            "traditional": "銀行",
            "simplified": "银行",
            "reading": "yin2 hang2",
            "source": "CC-CEDICT",
        },
        "levels": ["HSK 2.0: 3", "HSK 3.0 (2021): 2", "HSK 3.0 (2025): 3"],
        "frequency": "top 1,000",
        "status": "new",
        "parts": [],
        "why": token["why"],
    }


@pytest.mark.skipif(not SEED.exists(), reason="the article lies outside the project and is not here")
def test_a_real_page_is_annotated_line_by_line_and_every_han_token_has_a_gloss(home: Path) -> None:
    source = SEED.read_text(encoding="utf-8").split("\n")
    found = lines(dushu(home, "annotate", "--json", "--lines", SEED))
    assert [one["text"] for one in found] == source
    for one in found:
        for token in one["tokens"]:  # type: ignore[attr-defined]
            assert token["gloss"] or not any("\u4e00" <= char <= "\u9fff" for char in token["text"]), token


def test_text_tsv_and_html_show_the_same_words(home: Path) -> None:
    stdin = "他在<b>银行</b>。".encode()
    text = dushu(home, "annotate", "--text", "-", stdin=stdin).stdout.decode()
    table = dushu(home, "annotate", "--tsv", "-", stdin=stdin).stdout.decode()
    page = dushu(home, "annotate", "--html", "-", stdin=stdin).stdout.decode()
    assert "银行(yínháng)" in text
    assert "银行\tword\tyin2 hang2\tbank" in table
    assert "银行<rt>yínháng</rt>" in page
    assert "<b>" not in page
    assert "Content-Security-Policy" in page


def test_nothing_in_a_text_acts_on_the_terminal(home: Path) -> None:
    stdin = "中\x1b]52;c;aGk=\x07文\x9b31m\u202e，\x08\x7f好".encode()
    for form in ("--json", "--text", "--tsv", "--html"):
        result = dushu(home, "annotate", form, "-", stdin=stdin)
        assert result.returncode == 0
        shown = result.stdout.decode()
        assert not any(ord(char) < 32 and char not in "\n\t" for char in shown), form
        assert not any(char in shown for char in "\x7f\x9b\u202e"), form
    assert b"\x1b" not in dushu(home, "text", "-", stdin=stdin).stdout


def test_looking_up_finds_homographs_sounds_and_english(home: Path) -> None:
    found = lines(dushu(home, "lookup", "--json", "行"))
    assert [one["reading"] for one in found] == ["hang2", "xing2"]
    assert any(one["simplified"] == "绿色" for one in lines(dushu(home, "lookup", "--json", "lǜsè")))
    assert any(one["simplified"] == "银行" for one in lines(dushu(home, "lookup", "--json", "bank")))
    assert "grid worker" in dushu(home, "lookup", "网格员").stdout.decode()


def test_a_cleaned_text_can_be_printed_with_what_was_hidden(home: Path, tmp_path: Path) -> None:
    body = "".join(
        f"这是第{n}段，它足够长，讲的是小镇上的图书馆，每天早上八点开门，晚上九点关门。\n" for n in "一二三四"
    )
    page = tmp_path / "page.txt"
    page.write_text("图书馆\n" + body + "版权所有 某某网\n图书馆\n" + body, encoding="utf-8")
    plain = dushu(home, "text", page)
    everything = dushu(home, "text", "--all", page)
    assert plain.stdout.decode().count("第一段") == 1
    assert "版权" not in plain.stdout.decode()
    assert "hidden" in plain.stderr.decode()
    assert everything.stdout.decode().count("第一段") == 2
    assert "[page footer] 版权所有" in everything.stdout.decode()


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["no-such-file.txt"], 1, "no such file"),
        (["text", "no-such-file.txt"], 1, "no such file"),
        (["annotate", "/"], 1, "a folder"),
        (["annotate", "--nonsense"], 2, "--nonsense"),
        (["lookup"], 2, "QUERY"),
        (["dictionary"], 2, "ACTION"),
        (["dictionary", "info", "nothing"], 1, "nothing"),
        (["dictionary", "install", "no-such.u8"], 1, "no-such.u8"),
        (["text", "--encoding", "klingon", "README.md"], 1, "klingon"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_a_status(
    home: Path, words: list[str], status: int, says: str
) -> None:
    result = dushu(home, *words)
    said = result.stderr.decode()
    assert result.returncode == status
    assert says in said
    assert "Traceback" not in said
    if status == 1:
        assert said.startswith("dushu: ")
        assert said.count("\n") == 1


@pytest.mark.parametrize(
    "words", [[], ["text"], ["annotate"], ["lookup"], ["words"], ["export"], ["dictionary"], ["doctor"]]
)
def test_every_command_explains_itself(home: Path, words: list[str]) -> None:
    result = dushu(home, *words, "--help")
    assert result.returncode == 0
    assert b"usage: dushu" in result.stdout


def test_the_doctor_finds_everything_sound(home: Path) -> None:
    found = lines(dushu(home, "doctor", "--json"))
    assert all(one["sound"] for one in found), found
    assert {"dictionary CC-CEDICT", "notebook", "speed"} <= {str(one["topic"]) for one in found}


def test_the_doctor_names_a_damaged_notebook(home: Path) -> None:
    (home / "data").mkdir()
    (home / "data" / "notebook.db").write_bytes(b"SQLite format 3\0" + b"x" * 4000)
    result = dushu(home, "doctor")
    assert result.returncode == 1
    assert "✗ notebook" in result.stdout.decode()


def test_a_full_disk_and_a_closed_pipe_are_no_tracebacks(home: Path) -> None:
    if Path("/dev/full").exists():
        command = f"{sys.executable} -m reader annotate README.md > /dev/full"
        result = subprocess.run(
            ["bash", "-c", command],
            capture_output=True,
            check=False,
            cwd=ROOT,
            env=os.environ | {"DUSHU_HOME": str(home)},
        )
        assert result.returncode == 1
        assert b"Traceback" not in result.stderr
        assert b"cannot be written" in result.stderr
    command = f"{sys.executable} -m reader annotate README.md | head -c 10"
    result = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"DUSHU_HOME": str(home)},
    )
    assert result.stderr == b""


def test_chinese_is_written_in_a_c_locale_too(home: Path) -> None:
    environment = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    result = dushu(home, "text", "-", stdin="你好。".encode(), environment=environment)
    assert result.stdout.decode() == "你好。\n"
