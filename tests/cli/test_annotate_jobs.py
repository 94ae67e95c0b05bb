"""Annotating on several cores: the same bytes in the same order, and a clean end whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli import annotate
from reader.cli.annotation_forms import FORMS, Form, Piece, Written
from reader.session import Session
from tests.cli.test_commands import ROOT, dushu, home

__all__ = ["home"]
LINES = ["他在银行工作。", "", "  陈凌峰说：“2.5万人，还没还。” ", "OK！", "我们看了看書。" * 300, "\t"] * 9


def printed(form: str, session: Session, jobs: int) -> str:
    stretches = enumerate(LINES, start=1)
    return "".join(annotate._printed(FORMS[form], annotate._written(form, session, stretches, jobs)))


@pytest.mark.parametrize("form", ["json", "text"])
def test_many_processes_print_what_one_prints(
    session: Session, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    alone = printed(form, session, 1)
    monkeypatch.setattr(annotate, "_BATCH", 1_500)
    assert printed(form, session, 2) == alone
    assert alone.count("\n") == len(LINES)


@given(st.lists(st.text("ab", max_size=9)), st.integers(1, 4))
def test_what_is_printed_does_not_depend_on_where_lines_are_pieced(lines: list[str], size: int) -> None:
    joined = Form(
        lambda session, piece, found: Written(""),
        line=lambda number, text: f"{number}:{text}:",
        between=lambda before, after: "+",
        line_end=";",
    )

    def written() -> Iterator[tuple[tuple[tuple[int, str], Piece], Written]]:
        for number, text in enumerate(lines, start=1):
            for start in range(0, max(1, len(text)), size):
                piece = Piece(number, start, text[start : start + size])
                yield ((number, text), piece), Written(piece.text.replace("a", ""))

    said = "".join(annotate._printed(joined, written())).split("\n")[:-1]
    assert len(said) == len(lines)
    for number, (line, text) in enumerate(zip(said, lines, strict=True), start=1):
        head, whole, pieces = line.split(":")
        assert (head, whole) == (str(number), text)
        assert pieces.removesuffix(";").replace("+", "") == text.replace("a", "")
        assert not pieces.startswith("+")
        assert "++" not in pieces


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a terminal")
def test_an_interrupt_ends_every_process_in_silence(home: Path, tmp_path: Path) -> None:
    text = tmp_path / "long.txt"
    text.write_text("他在银行工作，我们都很高兴。\n" * 9_000, encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-m", "reader", "annotate", "--jobs", "2", "--lines", str(text)],
        cwd=ROOT,
        env=os.environ | {"DUSHU_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert running.stdout is not None
    running.stdout.read(1)
    os.killpg(running.pid, signal.SIGINT)
    # The pipes end only when the last process that holds them does.
    _, complaint = running.communicate(timeout=60)
    assert (running.returncode, complaint) == (130, b"")


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_no_processes_at_all_is_a_wrong_word(home: Path, number: str) -> None:
    result = dushu(home, "annotate", "--jobs", number, "-")
    assert result.returncode == 2
    assert b"--jobs" in result.stderr
