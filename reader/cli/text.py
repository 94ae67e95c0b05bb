"""``dushu text``: the cleaned text of a file, as the reader shows it, and the chapters found in it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.cli.source import add_source, source_document
from reader.document.arranging import arranged
from reader.document.model import Document, Paragraph, ParagraphKind
from reader.inert import inert, inert_line, json_line

if TYPE_CHECKING:
    from reader.session import Session

_ASIDE = (ParagraphKind.HIDDEN, ParagraphKind.METADATA)
_FOUND = ""
"""What ``--chapters`` holds where no pattern is given."""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to ``dushu``'s parser."""
    parser = commands.add_parser("text", help="print the cleaned text of a file", description=__doc__)
    add_source(parser)
    parser.set_defaults(file=None, run=_run)
    parser.add_argument(
        "--all", action="store_true", help="every character of the source, with what cleaning hid marked"
    )
    parser.add_argument(
        "--chapters",
        nargs="?",
        const=_FOUND,
        metavar="REGEX",
        help="list the chapters instead: those found, or the lines a regular expression finds",
    )
    parser.add_argument(
        "--join-headings", action="store_true", help="make one of a heading broken over two lines"
    )
    parser.add_argument(
        "--json", action="store_true", help="one JSON object, with what the page says of itself"
    )


def _run(options: argparse.Namespace, session: Session) -> int:
    pattern = options.chapters
    if options.file is None and pattern:  # `--chapters FILE`: the file, not a pattern
        options.file, pattern = pattern, _FOUND
    options.file = options.file or "-"
    document = arranged(
        source_document(options),
        pattern or session.config.chapters,
        options.join_headings or session.config.join_headings,
    )
    for warning in document.warnings:
        print(f"dushu: {inert_line(document.source)}: {warning}", file=sys.stderr)
    if options.json:
        print(json_line(_described(document, options.all)))
    elif pattern is not None:
        _list_chapters(document)
    elif options.all:
        print(inert(_whole(document)))
    else:
        for line in _cleaned(document):
            print(inert(line))
    return 0


def _cleaned(document: Document) -> Iterator[str]:
    """Yield the lines of the text without what was set aside, a blank one between paragraphs."""
    first = True
    for paragraph in document.paragraphs:
        if paragraph.kind in _ASIDE:
            continue
        if not first and not paragraph.continues:
            yield ""
        first = False
        yield paragraph.text


def _whole(document: Document) -> str:
    """Return the source with a mark before each line that was set aside, and nothing else changed."""
    text = document.text
    pieces: list[str] = []
    cursor = 0
    for paragraph in sorted(document.paragraphs, key=lambda each: each.start):
        if paragraph.kind in _ASIDE and not paragraph.continues:
            pieces += [text[cursor : paragraph.start], f"[{_why(paragraph)}] "]
            cursor = paragraph.start
    whole = "".join((*pieces, text[cursor:]))
    return whole.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")


def _why(paragraph: Paragraph) -> str:
    return paragraph.note or paragraph.kind.value


def _list_chapters(document: Document) -> None:
    """Print how far into the text each chapter begins, how long it is, and its title."""
    starts = [document.paragraphs[section.first].start for section in document.sections]
    whole = len(document.text) or 1
    ends = [*(section.first for section in document.sections[1:]), len(document.paragraphs)]
    for section, start, end in zip(document.sections, starts, ends, strict=False):  # no section, and one end
        shown = (each for each in document.paragraphs[section.first : end] if each.kind not in _ASIDE)
        length = sum(len(each.text) for each in shown)
        indent = "  " * (section.level - 1)
        print(f"{start * 100 / whole:3.0f} %  {length:>9,}  {indent}{inert_line(section.title)}")
    found = len(document.sections)
    print(
        f"dushu: {inert_line(document.source)}: {found} {'chapter' if found == 1 else 'chapters'}"
        f"{'' if found else '; --chapters REGEX takes the lines that a regular expression finds'}",
        file=sys.stderr,
    )


def _described(document: Document, everything: bool) -> dict[str, object]:
    return {
        "title": document.title,
        "author": document.author,
        "source": document.source,
        "encoding": document.encoding,
        "digest": document.digest,
        "fields": dict(document.fields),
        "warnings": list(document.warnings),
        "chapters": [
            {"title": each.title, "level": each.level, "paragraph": each.first} for each in document.sections
        ],
        "paragraphs": [
            {"paragraph": number, "kind": each.kind.value, "start": each.start, "text": each.text}
            | ({"level": each.level} if each.level else {})
            | ({"note": each.note} if each.note else {})
            | ({"continues": True} if each.continues else {})
            | ({"cue": list(each.cue)} if each.cue else {})
            | ({"translation": each.translation} if each.translation else {})
            for number, each in enumerate(document.paragraphs)
            if everything or each.kind not in _ASIDE
        ],
    }
