"""``dushu annotate``: a text cut into words, each with its reading and what it means here."""

from __future__ import annotations

import argparse
import html
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from reader.annotation import Annotation
from reader.cli.source import add_source, source_document
from reader.document.encoding import decode
from reader.document.loading import read_bytes
from reader.document.model import PARAGRAPH_LIMIT, ParagraphKind
from reader.document.sentences import pieces
from reader.errors import DocumentError
from reader.inert import inert, inert_line, json_line
from reader.language.token import Kind

if TYPE_CHECKING:
    from reader.session import Session
    from reader.study.statuses import Statuses

Piece = tuple[int, Sequence[Annotation]]
"""Where a piece of a line begins, and its annotations."""

Writer = Callable[["Session", int, str, Iterable[Piece]], Iterator[str]]
"""Yields what is printed of a line, without the line end."""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to ``dushu``'s parser."""
    parser = commands.add_parser(
        "annotate", help="cut a text into words, with readings and glosses", description=__doc__
    )
    add_source(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--json", dest="form", action="store_const", const="json", help="a JSON object a paragraph"
    )
    form.add_argument(
        "--text", dest="form", action="store_const", const="text", help="words with their pinyin"
    )
    form.add_argument(
        "--tsv", dest="form", action="store_const", const="tsv", help="a table, one line a word"
    )
    form.add_argument("--html", dest="form", action="store_const", const="html", help="a page with ruby")
    parser.add_argument(
        "--lines", action="store_true", help="one output a line of input, in order, blank lines too"
    )
    parser.set_defaults(run=_run, form="json")


def _run(options: argparse.Namespace, session: Session) -> int:
    write = _WRITERS[options.form]
    out = sys.stdout
    stretches = _stretches(options)  # raises before anything is printed
    if options.form == "html":
        out.write(_HTML_HEAD)
    for number, text in stretches:
        out.writelines(write(session, number, text, _annotated(session, text)))
        out.write("\n")
        if options.file == "-":
            out.flush()
    if options.form == "html":
        out.write(_HTML_FOOT)
    return 0


def _annotated(session: Session, text: str) -> Iterator[Piece]:
    """Annotate a line piece by piece: however long it is, it is never held whole."""
    for start, end in pieces(text, PARAGRAPH_LIMIT):
        yield start, session.annotate(text[start:end])


def _stretches(options: argparse.Namespace) -> Iterable[tuple[int, str]]:
    """Return what is annotated: each line of the input, or each paragraph of the cleaned document."""
    if options.lines:
        return enumerate(_lines(options), start=1)
    document = source_document(options)
    for warning in document.warnings:
        print(f"dushu: {inert_line(document.source)}: {warning}", file=sys.stderr)
    shown = (p.text for p in document.paragraphs if p.kind is not ParagraphKind.HIDDEN)
    return enumerate(shown, start=1)


def _lines(options: argparse.Namespace) -> Iterable[str]:
    if options.file == "-":
        return _lines_as_they_come(options.encoding or "utf-8")
    from pathlib import Path

    decoded = decode(read_bytes(Path(options.file)), inert_line(options.file), options.encoding)
    for warning in decoded.warnings:
        print(f"dushu: {inert_line(options.file)}: {warning}", file=sys.stderr)
    if not decoded.text:
        return ()
    return re.sub(r"\r\n?", "\n", decoded.text).removesuffix("\n").split("\n")


def _lines_as_they_come(encoding: str) -> Iterator[str]:
    """Yield the lines of standard input one by one, for programs that hold a conversation over the pipe."""
    try:
        for line in sys.stdin.buffer:
            yield decode(line, "-", encoding).text.removesuffix("\n").removesuffix("\r")
    except OSError as error:
        raise DocumentError("-: standard input cannot be read; give a file") from error


def _json(session: Session, number: int, text: str, annotated: Iterable[Piece]) -> Iterator[str]:
    yield json_line({"line": number, "text": text})[:-1]
    before = ', "tokens": ['
    for start, found in annotated:
        statuses = session.notebook.statuses()
        if tokens := [_token(session, statuses, start, annotation) for annotation in found]:
            yield before + json_line(tokens)[1:-1]
            before = ", "
    yield "]}" if before == ", " else before + "]}"


def _token(session: Session, statuses: Statuses, start: int, annotation: Annotation) -> dict[str, object]:
    token = annotation.token
    entry = annotation.entries[0] if annotation.entries else None
    word = entry.simplified if entry else session.simplify(token.text)
    spoken_of = token.kind not in (Kind.PUNCTUATION, Kind.SPACE)
    reading = str(annotation.reading)
    return {
        "text": token.text,
        "start": start + token.start,
        "kind": token.kind.value,
        "reading": reading,
        "spoken": reading if annotation.spoken == annotation.reading else str(annotation.spoken),
        "gloss": annotation.gloss,
        "entry": entry
        and {
            "traditional": entry.traditional,
            "simplified": entry.simplified,
            "reading": str(entry.reading),
            "source": entry.source,
        },
        "levels": list(session.levels(word)) if spoken_of else [],
        "frequency": session.frequency(word) if spoken_of else "",
        "status": statuses.of(session.identity(annotation)).word if spoken_of else "",
        "parts": [
            {"text": part.text, "reading": str(part.reading), "gloss": part.gloss}
            for part in annotation.parts
        ],
        "why": annotation.why,
    }


def _text(session: Session, number: int, text: str, annotated: Iterable[Piece]) -> Iterator[str]:
    read = False
    for _, found in annotated:
        for annotation in found:
            if read and annotation.reading:
                yield " "
            read = bool(annotation.reading)
            yield inert(annotation.token.text) + (f"({annotation.reading.marks()})" if read else "")


def _tsv(session: Session, number: int, text: str, annotated: Iterable[Piece]) -> Iterator[str]:
    before = ""
    for start, found in annotated:
        for a in found:
            if a.token.kind is not Kind.SPACE:
                place = str(start + a.token.start)
                row = (str(number), place, a.token.text, a.token.kind.value, str(a.reading), a.gloss)
                yield before + "\t".join(map(inert_line, row))
                before = "\n"


def _html(session: Session, number: int, text: str, annotated: Iterable[Piece]) -> Iterator[str]:
    yield "<p>"
    for _, found in annotated:
        for annotation in found:
            shown = html.escape(inert(annotation.token.text))
            if annotation.reading:
                reading, gloss = html.escape(annotation.reading.marks()), html.escape(inert(annotation.gloss))
                yield f'<ruby title="{gloss}">{shown}<rt>{reading}</rt></ruby>'
            else:
                yield shown
    yield "</p>"


_WRITERS: dict[str, Writer] = {"json": _json, "text": _text, "tsv": _tsv, "html": _html}

_HTML_HEAD = """\
<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>dushu</title>
<style>
body { max-width: 40em; margin: 2em auto; padding: 0 1em; font-size: 1.3em; line-height: 2.4; }
ruby { margin: 0 .12em; }
rt { color: #767676; font-size: .5em; }
</style>
</head>
<body>
"""
_HTML_FOOT = "</body>\n</html>\n"
