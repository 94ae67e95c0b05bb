"""``dushu text``: what cleaning leaves, all of it with marks, and the chapters."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reader.__main__ import main

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "000_fe377c681fa75986.txt"
PROSE = "这是一段足够长的正文，讲的是一个小镇上的图书馆，它每天早上八点开门，晚上九点关门，来的人很多。"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUSHU_HOME", str(tmp_path / "home"))


@pytest.fixture
def novel(tmp_path: Path) -> Path:
    path = tmp_path / "novel.txt"
    lines = [f"第{number}章 第{number}天\r\n　　{PROSE}{number}" for number in "一二三"]
    path.write_bytes("\r\n".join(["书名", *lines, "* 尾 *", PROSE, ""]).encode())
    return path


@pytest.mark.skipif(not SEED.exists(), reason="the article lies outside the project and is not here")
def test_every_character_of_a_scraped_page_is_given_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["text", "--all", str(SEED)]) == 0
    shown = capsys.readouterr().out
    unmarked = re.sub(
        r"^([ \u3000]*)\[(?:metadata|page footer|repeated)\] ", r"\1", shown, flags=re.MULTILINE
    )
    assert unmarked.removesuffix("\n") == SEED.read_text(encoding="utf-8")
    assert len(re.findall(r"^\s*\[repeated\] ", shown, re.MULTILINE)) == 33
    assert main(["text", str(SEED)]) == 0
    assert len(capsys.readouterr().out.split("\n\n")) == 33


def test_line_ends_are_the_only_thing_all_changes(novel: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["text", "--all", str(novel)]) == 0
    assert capsys.readouterr().out == novel.read_bytes().decode().replace("\r\n", "\n")


def test_chapters_are_listed_before_anything_is_opened(
    novel: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["text", "--chapters", str(novel)]) == 0
    out, err = capsys.readouterr()
    assert [re.split(r"\d  +", line)[-1] for line in out.splitlines()] == [
        "书名",
        "第一章 第一天",
        "第二章 第二天",
        "第三章 第三天",
        "* 尾 *",
    ]
    assert "5 chapters" in err
    assert main(["text", "--chapters", r"^\* .+ \*$", str(novel)]) == 0
    assert [line[-5:] for line in capsys.readouterr().out.splitlines()[1:]] == ["* 尾 *"]


def test_a_bad_pattern_is_refused_in_one_sentence(novel: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["text", "--chapters", "(", str(novel)]) == 1
    out, err = capsys.readouterr()
    assert not out
    assert err.count("\n") == 1
    assert "no regular expression" in err


def test_json_says_what_the_page_says_of_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.txt"
    page.write_text(f"题目\n来源：日报 作者：林小梅\n{PROSE}\n", encoding="utf-8")
    assert main(["text", "--json", str(page)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["fields"] == {"来源": "日报", "作者": "林小梅"}
    assert [each["kind"] for each in found["paragraphs"]] == ["heading", "body"]
    assert main(["text", "--json", "--all", str(page)]) == 0
    assert len(json.loads(capsys.readouterr().out)["paragraphs"]) == 3
