"""``dushu``: its parser, and the way from its words to what is done."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import cast

from reader import __version__
from reader.cli.arguments import Parser
from reader.inert import inert_line

_FAMILIES = (
    "text",
    "shelf",
    "annotate",
    "lookup",
    "words",
    "export",
    "import",
    "align",
    "coverage",
    "plan",
    "dictionary",
    "doctor",
    "review",
    "stats",
    "start",
)
"""One module of this package each, with the same name as its first command …"""
_MODULES = {"import": "importing"}
"""… but where that is a word of Python's."""

_DESCRIPTION = """\
A Chinese–English study reader for the terminal.

  dushu FILE …        open texts in the reader
  dushu https://…     open a web page
  dushu -             read a text from standard input; dushu --paste, from the clipboard
  dushu               the shelf: texts you have opened, and where you were
"""


def run(arguments: Sequence[str]) -> int:
    """Do what the words say; raises DushuError for what cannot be done, SystemExit(2) for unknown words."""
    first = next((word for word in arguments if not word.startswith("-")), "")
    if first not in _FAMILIES:
        # What is no command is a file to open; help is shown by the parser of everything.
        if any(word in ("-h", "--help", "--version") for word in arguments):
            build_parser().parse_args(arguments)
        return _open(arguments)
    options = build_parser(only=first).parse_args(arguments)
    from reader.session import open_session

    session = open_session(progress=_progress(), notice=_notice)
    try:
        return cast(Callable[..., int], options.run)(options, session)
    finally:
        session.close()


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """Return the parser; with ``only``, the one family that is needed is imported."""
    parser = Parser(
        prog="dushu", description=_DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"dushu {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for name in _FAMILIES:
        if only is None or only == name:
            import_module(f"reader.cli.{_MODULES.get(name, name)}").register(commands)
    return parser


def _open(arguments: Sequence[str]) -> int:
    from reader.cli.opening import open_texts

    return open_texts(arguments)


def _progress() -> Callable[[int, int], None] | None:
    """Return what shows the building of the dictionary index on a terminal; nothing when nobody looks."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        bar = "━" * (20 * done // total)
        end = "\n" if done == total else ""
        print(f"\rpreparing the dictionaries {bar:<20} {done}/{total}", end=end, file=sys.stderr, flush=True)

    return show


def _notice(message: str) -> None:
    """Say in one line what was put up with; the work goes on."""
    print(f"dushu: {inert_line(message)}", file=sys.stderr, flush=True)
