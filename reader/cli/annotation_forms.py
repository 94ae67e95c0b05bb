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
    from reader.study.word import Identity


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
    statuses, start = session.notebook.statuses(), piece.start
    return Written(", ".join([_token(session, statuses, start, annotation) for annotation in found]))


def _json_line(number: int, text: str) -> str:
    return json_line({"line": number, "text": text})[:-1] + ', "tokens": ['


class _Token(NamedTuple):
    """A word's object without where it starts and how well it is known; None for what is not learnt."""

    annotation: Annotation
    before: str
    between: str
    after: str
    identity: Identity | None


_tokens: dict[tuple[object, ...], _Token] = {}
"""By what annotations of a word share, told by identity, as to hash entries would cost more than to write
them; it is kept alive by the annotation beside it. Without it, writing took three quarters of annotating."""
_KEPT = 10_000


def _token(session: Session, statuses: Statuses, start: int, annotation: Annotation) -> str:
    """Return an annotation as a JSON object."""
    token, reading, spoken, entries, gloss, parts, _, why = annotation
    key = token.text, token.kind, id(reading), id(spoken), id(entries), gloss, id(parts), why
    known = _tokens.get(key)
    if known is None:
        if len(_tokens) > _KEPT:
            _tokens.clear()
        known = _tokens[key] = _written_token(session, annotation)
    _, before, between, after, identity = known
    status = "" if identity is None else statuses.of(identity).word
    return f'{before}{start + token.start}{between}"{status}"{after}'


def _written_token(session: Session, annotation: Annotation) -> _Token:
    token = annotation.token
    entry = annotation.entries[0] if annotation.entries else None
    word = entry.simplified if entry else session.simplify(token.text)
    spoken_of = token.kind not in (Kind.PUNCTUATION, Kind.SPACE)
    middle = {
        "kind": token.kind.value,
        "reading": str(annotation.reading),
        "spoken": str(annotation.spoken),
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
    }
    last = {
        "parts": [
            {"text": part.text, "reading": str(part.reading), "gloss": part.gloss}
            for part in annotation.parts
        ],
        "why": annotation.why,
    }
    return _Token(
        annotation,
        json_line({"text": token.text})[:-1] + ', "start": ',
        ", " + json_line(middle)[1:-1] + ', "status": ',
        ", " + json_line(last)[1:],
        session.identity(annotation) if spoken_of else None,
    )


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
