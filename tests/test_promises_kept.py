"""``promises.tsv``: what a reader can rely on, and the tests that hold the program to it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROWS = [
    line.split("\t") for line in (HERE / "promises.tsv").read_text(encoding="utf-8").splitlines()[1:] if line
]


@pytest.mark.parametrize("test", sorted({row[2] for row in ROWS}))
def test_a_test_that_is_named_exists(test: str) -> None:
    path, name = test.split("::")
    tree = ast.parse((HERE.parent / path).read_text(encoding="utf-8"))
    assert name in {
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_every_promise_is_told_once_and_has_a_test() -> None:
    assert {row[0] for row in ROWS} == {f"P{number:02}" for number in range(1, 30)}
    assert [row[0] for row in ROWS if row[1]] == sorted({row[0] for row in ROWS})
