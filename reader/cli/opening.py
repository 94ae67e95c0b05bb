"""``dushu [FILE …]``: texts into the reader."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from reader.document.loading import document_from, load
from reader.document.model import Document
from reader.errors import DocumentError, DushuError


def open_texts(arguments: Sequence[str]) -> int:
    """Open the texts named in the terminal app; with no name, its shelf."""
    options = _parser().parse_args(arguments)
    documents = [_document(name, options.encoding) for name in options.file]
    if not sys.stdout.isatty():
        raise DushuError(
            "the reader needs a terminal; use `dushu text FILE` or `dushu annotate FILE` to write to a file"
        )
    if "-" in options.file:
        _listen_to_terminal()
    from reader.tui.app import run_app

    return run_app(documents)


def read_standard_input(encoding: str | None = None) -> Document:
    """Return what standard input holds as a document."""
    try:
        data = sys.stdin.buffer.read()
    except (OSError, AttributeError) as error:
        raise DocumentError("-: standard input cannot be read; give a file") from error
    return document_from(data, "standard input.txt", "-", encoding)


def _document(name: str, encoding: str | None) -> Document:
    return read_standard_input(encoding) if name == "-" else load(Path(name), encoding)


def _listen_to_terminal() -> None:
    """Give keys a way in where standard input was the text."""
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError as error:
        raise DushuError("-: there is no terminal to read keys from; give a file instead") from error
    os.dup2(terminal, 0)
    os.close(terminal)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - it lives as long as the program


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dushu", description="Open texts in the reader.")
    parser.add_argument("file", nargs="*", metavar="FILE", help="a text; - reads standard input")
    parser.add_argument("--encoding", metavar="NAME", help="the encoding, where it is told wrong")
    return parser
