"""Where a text comes from: a file, an address, standard input, the clipboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.cli.clipboard import clipboard_text
from reader.cli.opening import document_named, is_address
from reader.errors import DocumentError


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def find_in(folder: Path):  # type: ignore[no-untyped-def]
    return lambda name: str(folder / name) if (folder / name).exists() else None


def test_an_address_is_told_from_a_file() -> None:
    assert is_address("HTTPS://a.example/")
    assert not any(map(is_address, ["a.html", "http.txt", "file:///a", "ftp://a", "//a", "-"]))


def test_an_address_in_this_network_is_refused_and_nothing_is_asked() -> None:
    with pytest.raises(DocumentError, match="private network; "):
        document_named("http://127.0.0.1:9/")


def test_the_clipboard_is_read_with_what_the_platform_has(tmp_path: Path) -> None:
    program(tmp_path, "wl-paste", "printf 你好")
    program(tmp_path, "xclip", "printf 再见")
    program(tmp_path, "pbpaste", "printf $LC_CTYPE")
    find = find_in(tmp_path)
    assert clipboard_text({"WAYLAND_DISPLAY": "x", "DISPLAY": ":0"}, "linux", find) == "你好".encode()
    assert clipboard_text({"DISPLAY": ":0"}, "linux", find) == "再见".encode()
    assert clipboard_text({}, "darwin", find) == b"UTF-8"


def test_a_clipboard_that_cannot_be_read_or_is_empty_is_said_in_a_sentence(tmp_path: Path) -> None:
    find = find_in(tmp_path)
    with pytest.raises(DocumentError, match="--paste: no clipboard can be read here; install"):
        clipboard_text({"DISPLAY": ":0"}, "linux", find)
    program(tmp_path, "xclip", "exit 1")
    program(tmp_path, "xsel", "printf ' '")
    with pytest.raises(DocumentError, match="--paste: the clipboard holds no text; copy"):
        clipboard_text({"DISPLAY": ":0"}, "linux", find)
