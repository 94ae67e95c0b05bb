"""``dushu align``: a text and its translation, sentence by sentence."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader import atomic
from reader.bilingual.aligning import Progress
from reader.bilingual.bead import Alignment
from reader.bilingual.exporting import as_html, as_json_lines, as_text, as_tmx, as_tsv
from reader.bilingual.holding_both import holds_both, parted
from reader.bilingual.pairing import in_order
from reader.cli.opening import read_standard_input
from reader.document.loading import load
from reader.document.model import Document
from reader.errors import DocumentError
from reader.inert import inert_line

if TYPE_CHECKING:
    from reader.session import Session

_LONG = 2_000
"""Sentences of texts whose aligning is worth a bar."""
_FORMATS = ("text", "json", "tmx", "tsv", "html")


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to ``dushu``'s parser."""
    parser = commands.add_parser(
        "align",
        help="lay a text beside its translation, sentence by sentence",
        description="Align a Chinese text with its English translation: two files in either order, or one "
        "file that holds both (TMX, two columns, lines or paragraphs by turns, bilingual subtitles).",
    )
    parser.add_argument("chinese", metavar="ZH", help="the Chinese text; - is standard input")
    parser.add_argument("english", metavar="EN", nargs="?", help="its translation, unless ZH holds both")
    parser.add_argument("--json", action="store_true", help="one object a bead: zh, en, confidence")
    parser.add_argument("--to", choices=_FORMATS, help="a translation memory, a table, a page of two columns")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="where to; standard output without it"
    )
    parser.add_argument("--force", action="store_true", help="align texts that do not belong together, too")
    parser.add_argument("--encoding", metavar="NAME", help="of the Chinese text, where it is told wrong")
    parser.set_defaults(run=_run, usage_error=parser.error)


def _run(options: argparse.Namespace, session: Session) -> int:
    if options.json and options.to not in (None, "json"):
        options.usage_error("--json and --to name two formats; give one")
    output = None if options.output == Path("-") else options.output
    chinese, alignment = _aligned(options, session)
    written = _written(alignment, "json" if options.json else options.to or "text", chinese.title)
    if output is None:
        sys.stdout.write(written)
        return 0
    try:
        atomic.write_text(output, written)
    except OSError as error:
        raise DocumentError(
            f"{output}: cannot be written ({error.strerror or error}); nothing was changed there"
        ) from error
    doubtful = sum(bead.doubtful for bead in alignment.beads)
    print(inert_line(f"{len(alignment.beads)} beads written to {output}, {doubtful} of them uncertain"))
    return 0


def _aligned(options: argparse.Namespace, session: Session) -> tuple[Document, Alignment]:
    first = _document(options.chinese, options.encoding)
    progress = _progress()
    if options.english is None:
        both = parted(first)
        if not holds_both(both):
            raise DocumentError(
                f"{first.source}: holds no translation; name the file with the translation after it"
            )
        return both, session.translating.aligner.holding(both, progress)
    second = _document(options.english, None)
    chinese, english = in_order(first, second)
    return chinese, session.translating.aligned(chinese, english, progress, options.force)


def _document(name: str, encoding: str | None) -> Document:
    return read_standard_input(encoding) if name == "-" else load(Path(name), encoding)


def _written(alignment: Alignment, form: str, title: str) -> str:
    if form == "tmx":
        return as_tmx(alignment, title)
    if form == "html":
        return as_html(alignment, title)
    return {"json": as_json_lines, "tsv": as_tsv, "text": as_text}[form](alignment)


def _progress() -> Progress:
    """Return what shows on a terminal how far aligning is, where it takes long enough to ask."""
    shown = -1

    def show(done: int, total: int) -> None:
        nonlocal shown
        percent = done * 100 // max(1, total)
        if total > _LONG and percent != shown:
            shown = percent
            end = "\n" if percent == 100 else ""
            print(f"\raligning {'━' * (percent // 5):<20} {percent} %", end=end, file=sys.stderr, flush=True)

    return show if sys.stderr.isatty() else lambda done, total: None
