"""The forms ``dushu annotate`` prints: JSON, words with their pinyin, a table, a page with ruby.

A line is printed piece by piece, and what is printed of a piece depends on that piece alone, so that
pieces can be written by other processes and put together here.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reader.annotation import Annotation
from reader.inert import inert, inert_line, json_line
from reader.language.token import Kind

if TYPE_CHECKING:
    from reader.session import Session
    from reader.study.statuses import Statuses


class Piece(NamedTuple):
    """``text`` from ``start`` (code points) of line ``number``."""

    number: int
    start: int
    text: str


class Written(NamedTuple):
    """What is printed of a piece, and whether it begins and ends with a word that has a reading."""

    text: str
    begins: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """How annotations are printed: ``piece`` writes one piece, the others what stands around pieces."""

    piece: Callable[[Session, Piece, Sequence[Annotation]], Written]
    line: Callable[[int, str], str] = lambda number, text: ""
    between: Callable[[Written, Written], str] = lambda before, after: ""
    line_end: str = ""
    head: str = ""
    foot: str = ""


def write_piece(form: str, session: Session, piece: Piece) -> Written:
    """Annotate a piece and write it."""
    return FORMS[form].piece(session, piece, session.annotate(piece.text))


def _json(session: Session, piece: Piece, found: Sequence[Annotation]) -> Written:
    statuses = session.notebook.statuses()
    return Written(
        json_line([_token(session, statuses, piece.start, annotation) for annotation in found])[1:-1]
    )


def _json_line(number: int, text: str) -> str:
    return json_line({"line": number, "text": text})[:-1] + ', "tokens": ['


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


def _text(session: Session, piece: Piece, found: Sequence[Annotation]) -> Written:
    words, read = [], False
    for annotation in found:
        if read and annotation.reading:
            words.append(" ")
        read = bool(annotation.reading)
        words.append(inert(annotation.token.text) + (f"({annotation.reading.marks()})" if read else ""))
    return Written("".join(words), bool(found and found[0].reading), read)


def _tsv(session: Session, piece: Piece, found: Sequence[Annotation]) -> Written:
    rows = []
    for a in found:
        if a.token.kind is not Kind.SPACE:
            place = str(piece.start + a.token.start)
            row = (str(piece.number), place, a.token.text, a.token.kind.value, str(a.reading), a.gloss)
            rows.append("\t".join(map(inert_line, row)))
    return Written("\n".join(rows))


def _html(session: Session, piece: Piece, found: Sequence[Annotation]) -> Written:
    words = []
    for annotation in found:
        shown = html.escape(inert(annotation.token.text))
        if annotation.reading:
            reading, gloss = html.escape(annotation.reading.marks()), html.escape(inert(annotation.gloss))
            shown = f'<ruby title="{gloss}">{shown}<rt>{reading}</rt></ruby>'
        words.append(shown)
    return Written("".join(words))


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

FORMS = {
    "json": Form(_json, line=_json_line, between=lambda before, after: ", ", line_end="]}"),
    "text": Form(_text, between=lambda before, after: " " if before.ends and after.begins else ""),
    "tsv": Form(_tsv, between=lambda before, after: "\n"),
    "html": Form(_html, lambda number, text: "<p>", line_end="</p>", head=_HTML_HEAD, foot=_HTML_FOOT),
}
