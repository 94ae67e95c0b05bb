"""``dushu start``: mark the words you know already, by level, from a list, by frequency, or after a test."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import DushuError
from reader.inert import inert_line, json_line

if TYPE_CHECKING:
    from reader.session import Session

_SHOWN = 12


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to ``dushu``'s parser."""
    parser = commands.add_parser("start", help="mark the words you know already", description=__doc__)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--hsk", metavar="LIST:LEVEL", help="all words up to a level: 2.0:4, 3.0-2021:3 or 3.0-2025:5"
    )
    which.add_argument("--list", type=Path, metavar="FILE", help="the words of a file, one a line")
    which.add_argument("--common", type=_count, metavar="N", help="the N most common words")
    which.add_argument("--test", action="store_true", help="a vocabulary test of two minutes, in the app")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be marked")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.set_defaults(run=_run)


def _count(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 100_000:
        return int(text)
    raise argparse.ArgumentTypeError("a number of words from 1 to 100,000 is needed")


def _run(options: argparse.Namespace, session: Session) -> int:
    if options.test:
        return _test(session)
    from reader import starting

    if options.hsk is not None:
        words = sorted(starting.words_of_level(options.hsk)[2])
    elif options.list is not None:
        words = list(starting.words_of_file(options.list))
    else:
        words = list(starting.words_by_rank(options.common))
    fresh = starting.unmarked(session, words)
    count = len(fresh) if options.dry_run else starting.mark_known(session, fresh)
    if options.json:
        about = {"words": len(words), "marked": count, "dry_run": options.dry_run}
        print(json_line(about))
        return 0
    what = "would be marked" if options.dry_run else "marked"
    back = "" if options.dry_run or not count else "; dushu words undo takes it back"
    print(f"{len(words):,} words, {len(fresh):,} new to the notebook with all their readings")
    print(f"{count:,} {what} well known{back}")
    if options.dry_run and fresh:
        names = " ".join(identity.simplified for identity in fresh[:_SHOWN])
        print(inert_line(f"{names} …" if len(fresh) > _SHOWN else names))
    return 0


def _test(session: Session) -> int:
    if not sys.stdout.isatty():
        raise DushuError("the test needs a terminal; `dushu start --hsk` and --list mark words without it")
    session.close()
    from reader.tui.app import run_app
    from reader.tui.screens.placement import TestScreen

    return run_app((), TestScreen)
