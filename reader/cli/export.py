"""``dushu export``: the kept words as an Anki deck, a table or JSON lines."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from reader import atomic
from reader.cli.choosing import add_filter, chosen_filter
from reader.deck.anki_text import anki_text, read_anki_text
from reader.deck.apkg import read_package, write_package
from reader.deck.csv_table import csv_table, read_csv_rows
from reader.deck.differences import Content, differences
from reader.deck.json_lines import json_lines, read_json_keys
from reader.deck.note import note_of
from reader.errors import DeckError
from reader.inert import inert_line, json_line
from reader.study.word import Word

if TYPE_CHECKING:
    from reader.session import Session


@dataclass(frozen=True, slots=True)
class _Format:
    """A way out: what it is, how its text is made (None: a file of bytes), and what such a file holds."""

    about: str
    text: Callable[[Sequence[Word]], str] | None
    content: Callable[[Sequence[Word]], Content]
    held: Callable[[bytes], Content]


def _notes(words: Sequence[Word]) -> Content:
    return {note.guid: (*note.fields, " ".join(note.tags)) for note in map(note_of, words)}


_FORMATS = {
    "anki": _Format("an Anki package (.apkg)", None, _notes, read_package),
    "anki-text": _Format("text that Anki imports", anki_text, _notes, read_anki_text),
    "jsonl": _Format(
        "JSON lines", json_lines, lambda words: read_json_keys(json_lines(words).encode()), read_json_keys
    ),
    "csv": _Format(
        "a table for spreadsheets",
        csv_table,
        lambda words: read_csv_rows(csv_table(words).encode()),
        read_csv_rows,
    ),
}


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to ``dushu``'s parser."""
    about = "; ".join(f"{name}: {kind.about}" for name, kind in _FORMATS.items())
    parser = commands.add_parser(
        "export", help="take the kept words elsewhere", description=__doc__, epilog=about
    )
    parser.add_argument("--to", required=True, choices=tuple(_FORMATS), help="the format")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="where to; text goes to standard output"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="only say what would be new in FILE, and write nothing"
    )
    parser.add_argument("--json", action="store_true", help="say it as a JSON object")
    add_filter(parser)
    parser.set_defaults(run=_run, usage_error=parser.error)


def _run(options: argparse.Namespace, session: Session) -> int:
    kind = _FORMATS[options.to]
    output: Path | None = None if options.output == Path("-") else options.output
    if output is None and kind.text is None and not options.dry_run:
        options.usage_error(f"--to {options.to} needs -o FILE")
    words = session.notebook.words(chosen_filter(options))
    if options.dry_run:
        _tell_differences(kind, words, output, options.json)
    elif output is not None:
        _write(kind, words, output)
        written = {"words": len(words), "file": str(output)}
        many = "word" if len(words) == 1 else "words"
        print(json_line(written) if options.json else inert_line(f"{len(words)} {many} written to {output}"))
    elif kind.text is not None:
        sys.stdout.write(kind.text(words))
    return 0


def _write(kind: _Format, words: Sequence[Word], output: Path) -> None:
    if kind.text is None:
        write_package(words, output, datetime.now(timezone.utc))
        return
    try:
        atomic.write_text(output, kind.text(words))
    except OSError as error:
        reason = error.strerror or error
        raise DeckError(f"{output}: cannot be written ({reason}); nothing was changed there") from error


def _tell_differences(kind: _Format, words: Sequence[Word], output: Path | None, json: bool) -> None:
    held: Content = {}
    if output is not None and output.exists():
        try:
            held = kind.held(output.read_bytes())
        except OSError as error:
            raise DeckError(f"{output}: cannot be read ({error.strerror}); choose another file") from error
        except ValueError as error:
            raise DeckError(f"{output}: is not {kind.about} ({error}); choose another file") from error
    found = differences(held, kind.content(words))
    if json:
        print(json_line(found.as_object()))
    else:
        print(inert_line(str(found)))
