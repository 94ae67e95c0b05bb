"""``dushu text``: the cleaned text of a file, as the reader shows it."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from reader.cli.source import add_source, source_document
from reader.document.model import ParagraphKind
from reader.inert import inert, inert_line

if TYPE_CHECKING:
    from reader.session import Session


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to ``dushu``'s parser."""
    parser = commands.add_parser("text", help="print the cleaned text of a file", description=__doc__)
    add_source(parser)
    parser.add_argument("--all", action="store_true", help="with what cleaning hid, marked")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, session: Session) -> int:
    document = source_document(options)
    for warning in document.warnings:
        print(f"dushu: {inert_line(document.source)}: {warning}", file=sys.stderr)
    first = True
    for paragraph in document.paragraphs:
        hidden = paragraph.kind in (ParagraphKind.HIDDEN, ParagraphKind.METADATA)
        if hidden and not options.all:
            continue
        if not first and not paragraph.continues:
            print()
        first = False
        mark = f"[{paragraph.note or paragraph.kind.value}] " if hidden else ""
        print(mark + inert(paragraph.text), end="")
        print()
    return 0
