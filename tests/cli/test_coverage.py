"""Coverage and plans from the command line: what they print, what they keep, and how they end."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli.table import table
from reader.inert import inert_line
from reader.width import cells
from tests.cli.test_commands import ROOT, dushu, home, lines

__all__ = ["home"]
KITTEN, BOOKSHOP = ROOT / "texts" / "kitten.md", ROOT / "texts" / "bookshop.md"
TEXT = "第一章\n小猫喝牛奶。小猫睡觉。\n第二章\n王小明有三十只小猫，也有小狗。\n"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_coverage_counts_what_annotating_shows(home: Path, text: Path) -> None:
    dushu(home, "words", "status", "小猫", "known")
    dushu(home, "words", "status", "小狗", "2")
    (found,) = lines(dushu(home, "coverage", "--json", "--level", "0", text))
    annotated = lines(dushu(home, "annotate", "--json", text))
    tokens = [token for one in annotated for token in one["tokens"]]  # type: ignore[attr-defined]
    words = [token for token in tokens if token["kind"] == "word"]
    for status, name in (("known", "known"), ("2", "learning"), ("new", "new")):
        expected = [token["text"] for token in words if token["status"] == status]
        assert found[name] == {"tokens": len(expected), "types": len(set(expected))}, name
    assert found["words"] == {"tokens": len(words), "types": len({token["text"] for token in words})}
    assert found["names"] == {"tokens": 1, "types": 1}
    assert found["coverage"]["tokens"] == round(3 / len(words), 4)  # type: ignore[index]
    chapters = found["chapters"]
    assert isinstance(chapters, list)
    assert [chapter["title"] for chapter in chapters] == ["第一章", "第二章"]
    assert sum(chapter["known"]["tokens"] for chapter in chapters) == 3
    assert found["list"] == "HSK 3.0 (2025)"
    assert set(found["levels"]) == {"HSK 2.0", "HSK 3.0 (2021)", "HSK 3.0 (2025)"}  # type: ignore[call-overload]


def test_a_folder_is_counted_on_all_cores_and_a_bad_file_stops_no_other(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    (folder / "inner").mkdir(parents=True)
    (folder / "b.txt").write_text("我去书店。", encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\x89PNG\r\n" + bytes(range(200)))
    (folder / "inner" / "[b]a\x1b.md").write_text("# 题\n\n他在银行工作。", encoding="utf-8")
    (folder / ".hidden.txt").write_text("不算。", encoding="utf-8")
    result = dushu(home, "coverage", "--json", "--jobs", "2", folder)
    found = [json.loads(line) for line in result.stdout.decode().splitlines()]
    assert [Path(one["file"]).name for one in found] == ["b.txt", "[b]a\x1b.md"]
    assert result.returncode == 1
    said = result.stderr.decode()
    assert said.startswith("dushu: ")
    assert "bad.txt: a PNG image" in said
    assert said.count("\n") == 1
    shown = dushu(home, "coverage", folder).stdout
    assert b"\x1b" not in shown
    assert b"[b]a" in shown


def test_a_page_for_people_stands_in_columns(home: Path, text: Path) -> None:
    result = dushu(home, "coverage", "--chapters", text, KITTEN)
    assert result.returncode == 0
    assert result.stderr == b""  # no bar where nobody looks
    rows = result.stdout.decode().splitlines()
    ends = {cells(row) for row in rows}
    assert len(ends) == 1, rows
    one = dushu(home, "coverage", KITTEN).stdout.decode()
    assert "level 3 of HSK 3.0 (2025)" in one
    assert "by level (HSK 3.0 up to 3)" in one


@given(st.lists(st.lists(st.text(max_size=9), min_size=3, max_size=3), max_size=6), st.integers(2, 9))
def test_columns_stand_under_each_other_whatever_is_in_them(rows: list[list[str]], widest: int) -> None:
    shown = list(table([[*row, "|"] for row in rows], left=(0,), widest=widest))
    assert len({cells(line) for line in shown}) <= 1
    assert all(inert_line(line) == line for line in shown)
    assert all(cells(line) <= 3 * (widest + 2) + 1 for line in shown)


def test_tables_for_spreadsheets_have_no_formulas(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "=1+1.txt"
    path.write_text("=cmd|' /C calc'!A0\n小猫。小狗。", encoding="utf-8")
    table = dushu(home, "coverage", "--csv", path).stdout.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table))
    assert row["file"].endswith("=1+1.txt")
    assert not row["title"].startswith("=")
    assert int(row["words"]) >= 2
    words = dushu(home, "plan", "--csv", "--target", "100", path).stdout.decode("utf-8-sig")
    assert {"小猫", "小狗"} <= {row["simplified"] for row in csv.DictReader(io.StringIO(words))}


def test_a_plan_reaches_its_target_and_is_kept_as_a_list_in_one_step(home: Path, text: Path) -> None:
    (found,) = lines(dushu(home, "plan", "--json", "--level", "0", "--target", "80", "--save", "猫", text))
    words = found["words"]
    assert isinstance(words, list)
    assert words[0]["simplified"] == "小猫"
    assert words[0]["times"] == 3
    assert words[0]["gloss"] == "kitten"
    assert words[0]["status"] == "new"
    assert words[0]["sentence"] == "小猫喝牛奶。"
    assert not {"王小明", "三十"} & {word["simplified"] for word in words}
    assert found["after"] >= 0.8  # type: ignore[operator]
    assert found["saved"] == {"list": "猫", "words": len(words), "new": len(words)}
    kept = lines(dushu(home, "words", "list", "--list", "猫", "--json"))
    assert [word["simplified"] for word in kept] == [word["simplified"] for word in words]
    assert kept[0]["contexts"][0]["sentence"] == "小猫喝牛奶。"  # type: ignore[index]
    dushu(home, "words", "status", *(word["simplified"] for word in words), "--set", "known")
    (after,) = lines(dushu(home, "coverage", "--json", "--level", "0", text))
    assert after["coverage"]["tokens"] == found["after"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["coverage", "no-such-file.txt"], 1, "no such file"),
        (["plan", "no-such-file.txt"], 1, "no such file"),
        (["coverage", "{empty}"], 1, "no files in this folder"),
        (["plan", "--save", " ", "README.md"], 1, "needs a name"),
        (["coverage", "--level", "12", "README.md"], 2, "--level"),
        (["plan", "--target", "101", "README.md"], 2, "--target"),
        (["coverage", "--jobs", "0", "README.md"], 2, "--jobs"),
        (["coverage"], 2, "FILE"),
    ],
)
def test_what_cannot_be_counted_is_one_line_and_a_status(
    home: Path, tmp_path: Path, words: list[str], status: int, says: str
) -> None:
    (tmp_path / "empty").mkdir()
    result = dushu(home, *(word.format(empty=tmp_path / "empty") for word in words))
    said = result.stderr.decode()
    assert result.returncode == status
    assert says in said
    assert "Traceback" not in said
    if status == 1:
        assert said.startswith("dushu: ")
        assert said.count("\n") == 1


@pytest.mark.parametrize("command", ["coverage", "plan"])
def test_the_fields_are_told_by_help(home: Path, command: str) -> None:
    help_text = dushu(home, command, "--help").stdout.decode()
    fields = lines(dushu(home, command, "--json", KITTEN))[0]
    assert all(f"{name}" in help_text for name in fields)


def test_counting_can_be_stopped_and_says_nothing_then(home: Path, tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("银行行长在行里行走，我还没还他钱。\n" * 30_000, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", "coverage", "--jobs", "2", str(long)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"DUSHU_HOME": str(home)},
    )
    time.sleep(2.5)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=30)
    assert (process.returncode, *said) == (130, b"", b"")
