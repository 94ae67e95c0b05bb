"""The text a command works on: a file's name, or ``-`` for standard input."""

from __future__ import annotations

import argparse
from pathlib import Path

from reader.cli.opening import read_standard_input
from reader.document.loading import load
from reader.document.model import Document


def add_source(parser: argparse.ArgumentParser) -> None:
    """Add the file and its encoding to a command's parser."""
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="a text; - is standard input")
    parser.add_argument("--encoding", metavar="NAME", help="the encoding, where it is told wrong")


def source_document(options: argparse.Namespace) -> Document:
    """Return the document that the command's words name."""
    if options.file == "-":
        return read_standard_input(options.encoding)
    return load(Path(options.file), options.encoding)
