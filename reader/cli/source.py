"""The text a command works on: a file, the address of a web page, the clipboard, or standard input."""

from __future__ import annotations

import argparse

from reader.cli.opening import document_named, pasted
from reader.document.model import Document


def add_source(parser: argparse.ArgumentParser) -> None:
    """Add the text and its encoding to a command's parser."""
    parser.add_argument(
        "file",
        nargs="?",
        default="-",
        metavar="FILE",
        help="a text, or the address of a web page; - is standard input",
    )
    parser.add_argument("--paste", action="store_true", help="what the clipboard holds")
    parser.add_argument("--encoding", metavar="NAME", help="the encoding, where it is told wrong")


def source_document(options: argparse.Namespace) -> Document:
    """Return the document that the command's words name."""
    return pasted(options.encoding) if options.paste else document_named(options.file, options.encoding)
