"""``dushu shelf``: the texts you have opened: find, name and tag them, take them off, put them back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from reader.atomic import write_bytes
from reader.errors import DocumentError
from reader.inert import inert_line, json_line
from reader.study.finding_texts import ORDERS, found, meant, ordered
from reader.study.shelf import Place

if TYPE_CHECKING:
    from reader.session import Session

SHOWN_DIGEST = 8
_TEXT = "its number as `dushu shelf list` shows it, its title, or part of either"


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to ``dushu``'s parser."""
    parser = commands.add_parser("shelf", help="list, name, tag and take off texts", description=__doc__)
    parser.set_defaults(run=_list, query=[], sort="opened", json=False, removed=False)
    actions = parser.add_subparsers(title="actions", metavar="ACTION")

    listing = actions.add_parser("list", aliases=["find"], help="list texts, or those that hold some words")
    listing.add_argument("query", nargs="*", metavar="WORD", help="in title, author, file name; #TAG: a tag")
    listing.add_argument("--sort", choices=ORDERS, default="opened", help="what comes first")
    listing.add_argument("--removed", action="store_true", help="those that were taken off")
    listing.add_argument("--json", action="store_true", help="one JSON object a line a text")
    listing.set_defaults(run=_list)

    opening = actions.add_parser("open", help="open a text in the reader")
    opening.add_argument("text", metavar="TEXT", help=_TEXT)
    opening.set_defaults(run=_open)

    renaming = actions.add_parser("rename", help="call a text by a name of your own; empty: its title")
    renaming.add_argument("text", metavar="TEXT", help=_TEXT)
    renaming.add_argument("name", metavar="NAME")
    renaming.set_defaults(run=_rename)

    for name, what in (("tag", "give a text tags"), ("untag", "take tags away from a text")):
        tagging = actions.add_parser(name, help=what)
        tagging.add_argument("text", metavar="TEXT", help=_TEXT)
        tagging.add_argument("tags", nargs="+", metavar="TAG")
        tagging.set_defaults(run=_tag, adds=name == "tag")

    removing = actions.add_parser("remove", help="take a text off the shelf; words stay")
    removing.add_argument("text", metavar="TEXT", help=_TEXT)
    removing.set_defaults(run=_remove)

    restoring = actions.add_parser("restore", help="put back what was taken off: a text, or the last one")
    restoring.add_argument("text", nargs="?", metavar="TEXT", help=_TEXT)
    restoring.set_defaults(run=_restore)

    copying = actions.add_parser("copy", help="write a text as it was opened into a file")
    copying.add_argument("text", metavar="TEXT", help=_TEXT)
    copying.add_argument("-o", "--output", required=True, metavar="FILE", help="a file that is not there yet")
    copying.set_defaults(run=_copy)


def _list(options: argparse.Namespace, session: Session) -> int:
    places = session.shelf.removed() if options.removed else session.shelf.texts()
    query = " ".join(options.query)
    shown = found(places, query)
    if not options.removed:
        shown = ordered(shown, options.sort)
    for place in shown:
        print(json_line(_described(place, session)) if options.json else _line(place, session))
    if not shown and not options.json:
        print(
            "dushu: no text is so" if places else "dushu: no texts yet; `dushu FILE` opens one",
            file=sys.stderr,
        )
    return 0


def _described(place: Place, session: Session) -> dict[str, object]:
    return {
        "digest": place.digest,
        "title": place.called,
        "author": place.author,
        "tags": list(place.tags),
        "path": place.path.encode("utf-8", "backslashreplace").decode(),
        "progress": round(place.percent, 2),
        "coverage": None if place.coverage is None else round(place.coverage, 4),
        "level": place.level,
        "characters": place.characters,
        "opened": place.opened.isoformat(),
        "bookmarks": len(place.bookmarks),
        "trouble": session.shelving.trouble(place),
        "removed": None if place.removed is None else place.removed.isoformat(),
    }


def _line(place: Place, session: Session) -> str:
    """Return a text as one line: number, day, progress, known, level, title, tags, what is wrong."""
    known = "" if place.coverage is None else f"{place.coverage * 100:.0f} %"
    level = f"HSK {place.level}" if place.level[:1].isdigit() else place.level
    trouble = session.shelving.trouble(place)
    tags = "".join(f" #{tag}" for tag in place.tags)
    day = f"{place.opened.astimezone():%Y-%m-%d}"
    left = f"{place.digest[:SHOWN_DIGEST]}  {day}  {place.percent:3.0f} %  {known:>5}  {level:<11}"
    return inert_line(f"{left}  {place.called}{tags}{f' ({trouble})' if trouble else ''}")


def _open(options: argparse.Namespace, session: Session) -> int:
    from reader.tui.app import run_app

    document = session.shelving.open(_one(session.shelf.texts(), options.text))
    if not sys.stdout.isatty():
        raise DocumentError("the reader needs a terminal; use `dushu shelf copy` to get at a text")
    session.close()
    return run_app([document])


def _rename(options: argparse.Namespace, session: Session) -> int:
    place = _one(session.shelf.texts(), options.text)
    session.shelf.rename(place.digest, options.name)
    return 0


def _tag(options: argparse.Namespace, session: Session) -> int:
    place = _one(session.shelf.texts(), options.text)
    given = {tag.strip().removeprefix("#") for tag in options.tags}
    kept = {*place.tags, *given} if options.adds else {*place.tags} - given
    session.shelf.tag(place.digest, kept)
    return 0


def _remove(options: argparse.Namespace, session: Session) -> int:
    place = _one(session.shelf.texts(), options.text)
    session.shelving.remove(place, datetime.now(timezone.utc))
    print(inert_line(f"{place.called} is off the shelf; `dushu shelf restore` puts it back"))
    return 0


def _restore(options: argparse.Namespace, session: Session) -> int:
    removed = session.shelf.removed()
    if options.text is None and not removed:
        raise DocumentError("shelf: nothing was taken off; `dushu shelf list` shows what is there")
    place = removed[0] if options.text is None else _one(removed, options.text)
    session.shelving.restore(place)
    print(inert_line(f"{place.called} is back"))
    return 0


def _copy(options: argparse.Namespace, session: Session) -> int:
    target = Path(options.output)
    shown = inert_line(str(target))
    data = session.shelving.original(_one(session.shelf.texts(), options.text))
    if target.exists() or target.is_symlink():
        raise DocumentError(f"{shown}: is there already; name a file that is not")
    try:
        write_bytes(target, data)
    except OSError as error:
        raise DocumentError(
            f"{shown}: cannot be written ({error.strerror or error}); name another"
        ) from error
    return 0


def _one(places: Sequence[Place], words: str) -> Place:
    """Return the one text that is meant; raises DocumentError where there is none or are several."""
    candidates = meant(places, words)
    if len(candidates) == 1:
        return candidates[0]
    shown = inert_line(words)
    if not candidates:
        raise DocumentError(f"{shown}: no such text on the shelf; `dushu shelf list` shows what is there")
    numbers = ", ".join(
        f"{each.digest[:SHOWN_DIGEST]} ({inert_line(each.called)})" for each in candidates[:5]
    )
    raise DocumentError(f"{shown}: may mean {numbers}; name one by its number")
