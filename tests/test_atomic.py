"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from reader import atomic


def names(directory: Path) -> list[str]:
    return [path.name for path in directory.iterdir()]


def test_what_was_written_is_read_back_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "some" / "where" / "词.txt"
    atomic.write_text(path, "一\r\n二\n")
    assert path.read_bytes() == "一\r\n二\n".encode()
    assert names(path.parent) == ["词.txt"]


def test_an_error_while_writing_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "notes"
    path.write_text("old")

    def write_half() -> None:
        with atomic.replacing(path) as temporary:
            temporary.write_text("ha")
            raise ValueError("half way")

    with pytest.raises(ValueError, match="half"):
        write_half()
    assert path.read_text() == "old"
    assert names(tmp_path) == ["notes"]


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("old")
    path.chmod(0o600)
    atomic.write_text(path, "new")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_new_file_has_the_permissions_the_process_gives(tmp_path: Path) -> None:
    atomic.write_text(tmp_path / "ours", "x")
    (tmp_path / "theirs").write_text("x")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "theirs").stat().st_mode


def test_a_symbolic_link_stays_one_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    atomic.write_text(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_a_directory_in_the_way_is_an_error_and_stays(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(IsADirectoryError):
        atomic.write_text(tmp_path / "there", "x")
    assert names(tmp_path) == ["there"]


def test_the_file_is_synced_before_it_takes_the_name_and_the_directory_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "notes"
    path.write_text("old")
    synced: list[tuple[bool, str]] = []

    def fsync(descriptor: int) -> None:
        synced.append((stat.S_ISDIR(os.fstat(descriptor).st_mode), path.read_text()))

    monkeypatch.setattr(os, "fsync", fsync)
    atomic.write_text(path, "new")
    assert synced == [(False, "old"), (True, "new")]


def test_of_two_that_make_a_file_one_wins_whole(tmp_path: Path) -> None:
    path = tmp_path / "room" / "notebook"
    with atomic.appearing(path) as late:
        late.write_text("late")
        with atomic.appearing(path) as first:
            first.write_text("first")
        assert path.read_text() == "first"
    assert path.read_text() == "first"
    assert names(path.parent) == ["notebook"]


def test_a_file_appears_on_a_file_system_without_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError("no hard links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    with atomic.appearing(tmp_path / "notebook") as temporary:
        temporary.write_text("whole")
    assert (tmp_path / "notebook").read_text() == "whole"
    assert names(tmp_path) == ["notebook"]
