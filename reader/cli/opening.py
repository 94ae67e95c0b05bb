"""``dushu [FILE …]``: texts into the reader."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reader.cli.arguments import Parser
from reader.document.loading import SIZE_LIMIT, document_from, load
from reader.document.model import Document
from reader.errors import DocumentError, DushuError
from reader.inert import inert_line


def open_texts(arguments: Sequence[str]) -> int:
    """Open the texts named in the terminal app; with no name, its shelf."""
    options = _parser().parse_args(arguments)
    gc.disable()  # a long text is a million objects, none of them garbage; the app turns it on again
    documents = [document_named(name, options.encoding) for name in options.file]
    if options.paste:
        documents.append(pasted(options.encoding))
    beside: dict[str, Document] = {}
    if options.translation is not None:
        documents, translation = _paired(documents, options.translation)
        beside[documents[0].digest] = translation
    documents = [_chinese_of(each) for each in _arranged(documents, options.chapters)]
    if not sys.stdout.isatty():
        raise DushuError(
            "the reader needs a terminal; use `dushu text FILE` or `dushu annotate FILE` to write to a file"
        )
    if "-" in options.file:
        _listen_to_terminal()
    from reader.tui.app import run_app

    return run_app(documents, beside=beside, forced=options.force)


def _arranged(documents: Sequence[Document], pattern: str | None) -> list[Document]:
    """Return the texts with chapters as asked for, or as the settings say."""
    if not documents:
        return []
    from reader.config import read_config
    from reader.document.arranging import arranged
    from reader.paths import user_paths

    config = read_config(user_paths().config)
    return [arranged(each, pattern or config.chapters, config.join_headings) for each in documents]


def _paired(documents: Sequence[Document], name: str) -> tuple[list[Document], Document]:
    """Return the Chinese text and its translation, whichever of the two files is which."""
    from reader.bilingual.pairing import in_order

    if len(documents) != 1:
        raise DushuError("--with: one text has one translation; name one text")
    chinese, english = in_order(documents[0], load(Path(name)))
    return [chinese], english


def _chinese_of(document: Document) -> Document:
    """Return the Chinese of a file that holds a translation too; any other as it is."""
    from reader.bilingual.holding_both import parted

    return parted(document)


def document_named(name: str, encoding: str | None = None) -> Document:
    """Return the text that ``name`` names: a file, the address of a web page, ``-`` for standard input."""
    if name == "-":
        return read_standard_input(encoding)
    return fetched(name, encoding) if is_address(name) else load(Path(name), encoding)


def is_address(name: str) -> bool:
    """True of what is written as the address of a web page."""
    return name[:8].lower().startswith(("http://", "https://"))


def read_standard_input(encoding: str | None = None) -> Document:
    """Return what standard input holds as a document."""
    try:
        data = sys.stdin.buffer.read(SIZE_LIMIT + 1)
    except (OSError, AttributeError) as error:
        raise DocumentError("-: standard input cannot be read; give a file") from error
    return _kept(data, "standard input.txt", "-", encoding)


def pasted(encoding: str | None = None) -> Document:
    """Return what the clipboard holds as a document."""
    from reader.cli.clipboard import clipboard_text

    return _kept(clipboard_text(), "clipboard.txt", "clipboard", encoding or "utf-8")


def fetched(address: str, encoding: str | None = None) -> Document:
    """Return what an address gives as a document."""
    from reader.document.fetching import fetch

    found = fetch(address)
    return _kept(found.data, found.name, found.address, encoding or found.encoding)


def _kept(data: bytes, name: str, source: str, encoding: str | None) -> Document:
    """Take the bytes apart, and keep them: there is no file to read them from again."""
    if len(data) > SIZE_LIMIT:
        raise DocumentError(f"{inert_line(source)}: larger than {SIZE_LIMIT >> 20} MiB; open it in parts")
    return replace(document_from(data, name, source, encoding), data=data)


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
    parser = Parser(prog="dushu", description="Open texts in the reader.")
    parser.add_argument(
        "file", nargs="*", metavar="FILE", help="a text, or the address of a web page; - reads standard input"
    )
    parser.add_argument("--paste", action="store_true", help="what the clipboard holds")
    parser.add_argument(
        "--with", dest="translation", metavar="FILE", help="the text's translation, to lay beside it"
    )
    parser.add_argument(
        "--force", action="store_true", help="lay it there even where it does not seem to belong"
    )
    parser.add_argument("--encoding", metavar="NAME", help="the encoding, where it is told wrong")
    parser.add_argument(
        "--chapters",
        metavar="REGEX",
        help="which lines begin chapters; `dushu text --chapters` lists them beforehand",
    )
    return parser
