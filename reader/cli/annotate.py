"""``dushu annotate``: a text cut into words, each with its reading and what it means here."""

from __future__ import annotations

import argparse
import re
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from reader.cli.annotation_forms import FORMS, Form, Piece, Written, write_piece
from reader.cli.opening import is_address
from reader.cli.source import add_source, source_document
from reader.document.encoding import decode
from reader.document.loading import read_bytes
from reader.document.model import PARAGRAPH_LIMIT, ParagraphKind
from reader.document.sentences import pieces
from reader.errors import DocumentError, DushuError
from reader.inert import inert_line

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reader.paths import Paths
    from reader.session import Session

_BATCH = 20_000
"""Code points a process is given at once: a second's work on a busy machine."""
_AHEAD = 3
"""Batches handed out for each process: enough to keep it busy, few enough to be held."""
_WORTH_IT = 200_000
"""Code points for which more than one process is started without being told: each needs half a second."""


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
    parser.add_argument(
        "--jobs",
        type=_at_least_one,
        metavar="N",
        help="processes at once (default: all cores for a long file)",
    )
    parser.set_defaults(run=_run, form="json")


def _run(options: argparse.Namespace, session: Session) -> int:
    form, out = FORMS[options.form], sys.stdout
    stretches, size = _stretches(options)  # raises before anything is printed
    jobs = options.jobs or _jobs(size)
    out.write(form.head)
    for text in _printed(form, _written(options.form, session, stretches, jobs)):
        out.write(text)
        if options.file == "-" and text.endswith("\n"):
            out.flush()
    out.write(form.foot)
    return 0


_Stretch = tuple[int, str]
"""A line of the input or a paragraph of the document, with its number."""
_Part = tuple[_Stretch, Piece]


def _written(
    form: str, session: Session, stretches: Iterable[_Stretch], jobs: int
) -> Iterator[tuple[_Part, Written]]:
    """Yield each piece of the stretches with what is printed of it, in order."""
    parts = (
        (stretch, Piece(stretch[0], start, stretch[1][start:end]))
        for stretch in stretches
        for start, end in pieces(stretch[1], PARAGRAPH_LIMIT)
    )
    if jobs > 1:
        return _written_by_many(form, session, parts, jobs)
    return ((part, write_piece(form, session, part[1])) for part in parts)


def _printed(form: Form, written: Iterable[tuple[_Part, Written]]) -> Iterator[str]:
    """Yield what is printed: each stretch on a line, its pieces joined, none of them held for long."""
    before: Written | None = None
    for (stretch, piece), here in written:
        if piece.start == 0:
            yield form.line(*stretch)
            before = None
        if here.text:
            yield here.text if before is None else form.between(before, here) + here.text
            before = here
        if piece.start + len(piece.text) == len(stretch[1]):
            yield form.line_end + "\n"


def _written_by_many(
    form: str, session: Session, parts: Iterator[_Part], jobs: int
) -> Iterator[tuple[_Part, Written]]:
    """Let ``jobs`` processes write, a batch each at a time; what waits to be printed is bounded."""
    from concurrent.futures.process import BrokenProcessPool

    from reader.corpus import pool

    _ = session.lexicon, session.notebook  # made once, before anybody else asks for them
    setup = Setup(session.paths, session.config.dictionaries, session.config.dictionaries_off)
    waiting: deque[tuple[list[_Part], Future[list[Written]]]] = deque()
    with pool(jobs) as executor:
        try:
            for batch in chain(_batches(parts), [None]):
                if batch is not None:
                    wanted = [piece for _, piece in batch]
                    waiting.append((batch, executor.submit(write_batch, form, setup, wanted)))
                while waiting and (batch is None or len(waiting) > _AHEAD * jobs):
                    asked, answer = waiting.popleft()
                    yield from zip(asked, answer.result(), strict=True)
        except BrokenProcessPool as error:
            raise DushuError("annotate: a process was ended from outside; try again with --jobs 1") from error


def _batches(parts: Iterator[_Part]) -> Iterator[list[_Part]]:
    batch: list[_Part] = []
    size = 0
    for part in parts:
        batch.append(part)
        size += len(part[1].text) + 1
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class Setup(NamedTuple):
    """What makes another process annotate as this session does."""

    paths: Paths
    dictionaries: tuple[str, ...]
    dictionaries_off: tuple[str, ...]


def write_batch(form: str, setup: Setup, batch: list[Piece]) -> list[Written]:
    """Annotate and write pieces, in a process of its own."""
    session = _session(setup)
    return [write_piece(form, session, piece) for piece in batch]


@cache
def _session(setup: Setup) -> Session:
    from reader.config import Config
    from reader.session import Session

    return Session(
        setup.paths, Config(dictionaries=setup.dictionaries, dictionaries_off=setup.dictionaries_off)
    )


def _jobs(size: int) -> int:
    """Return how many processes are worth their start for ``size`` code points."""
    if size < _WORTH_IT:
        return 1
    from reader.corpus import cores

    return cores()


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _stretches(options: argparse.Namespace) -> tuple[Iterable[_Stretch], int]:
    """Return what is annotated and its size, where that is known before: each line, or each paragraph."""
    if options.lines:
        lines = _lines(options)
        return enumerate(lines, start=1), sum(map(len, lines)) if isinstance(lines, (list, tuple)) else 0
    document = source_document(options)
    for warning in document.warnings:
        print(f"dushu: {inert_line(document.source)}: {warning}", file=sys.stderr)
    shown = [p.text for p in document.paragraphs if p.kind is not ParagraphKind.HIDDEN]
    return enumerate(shown, start=1), sum(map(len, shown))


def _lines(options: argparse.Namespace) -> Iterable[str]:
    if options.paste or is_address(options.file):
        return source_document(options).text.splitlines()
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
