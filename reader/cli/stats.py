"""``dushu stats``: your answers, what is due, your words, and what you have read."""

from __future__ import annotations

import argparse
import shutil
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from reader.inert import inert_line, json_line

if TYPE_CHECKING:
    from reader.session import Session

_WIDEST = 100


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to ``dushu``'s parser."""
    parser = commands.add_parser("stats", help="your numbers", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object with everything")
    parser.add_argument("--days", type=_days, default=30, metavar="N", help="days of the forecast (30)")
    parser.set_defaults(run=_run)


def _days(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 3650:
        return int(text)
    raise argparse.ArgumentTypeError("a number of days from 1 to 3650 is needed")


def _run(options: argparse.Namespace, session: Session) -> int:
    from reader.study.progress import as_object, load_progress

    starts = session.config.review.day_starts
    progress = load_progress(session.notebook.database, datetime.now(timezone.utc), starts, options.days)
    if options.json:
        print(json_line(as_object(progress)))
        return 0
    from reader.tui.progress_text import progress_lines

    width = min(_WIDEST, shutil.get_terminal_size((80, 24)).columns) - 2
    ambiguous = session.config.ambiguous_width or 1
    for line in progress_lines(progress, width, ambiguous):
        print(inert_line("".join(text for text, _ in line).rstrip()))
    return 0
