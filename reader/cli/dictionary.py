"""``dushu dictionary``: which there are; put one in, fetch the newest CC-CEDICT, take one out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader.dictionary.cedict import DictionaryFile
from reader.dictionary.lexicon import SourceInfo
from reader.errors import DictionaryError
from reader.inert import inert_line, json_line

if TYPE_CHECKING:
    from reader.session import Session


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to ``dushu``'s parser."""
    parser = commands.add_parser(
        "dictionary", help="list, install and remove dictionaries", description=__doc__
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)

    listing = actions.add_parser("list", help="the dictionaries in use, first one first")
    listing.add_argument("--json", action="store_true", help="one JSON object a dictionary")
    listing.set_defaults(run=_list)

    info = actions.add_parser("info", help="all that is known of one dictionary")
    info.add_argument("name", metavar="NAME")
    info.add_argument("--json", action="store_true", help="as a JSON object")
    info.set_defaults(run=_info)

    install = actions.add_parser(
        "install", help="put in a file of CC-CEDICT's format (.u8 .txt .gz .xz .zip)"
    )
    install.add_argument("file", type=Path, metavar="FILE")
    install.set_defaults(run=_install)

    update = actions.add_parser("update", help="fetch the publisher's current CC-CEDICT and put it in")
    update.add_argument("--from", dest="url", metavar="URL", help="another place to fetch it from")
    update.set_defaults(run=_update)

    remove = actions.add_parser("remove", help="take out a dictionary that was put in")
    remove.add_argument("name", metavar="NAME")
    remove.set_defaults(run=_remove)


def _list(options: argparse.Namespace, session: Session) -> int:
    for source in session.lexicon.sources():
        if options.json:
            print(json_line(_object(source)))
        else:
            about = (
                f"{source.entries:,} entries",
                source.header.get("date", ""),
                source.header.get("license", ""),
            )
            print(inert_line(f"{source.name}: {', '.join(filter(None, about))}"))
    return 0


def _info(options: argparse.Namespace, session: Session) -> int:
    source = next((one for one in session.lexicon.sources() if one.name == options.name), None)
    if source is None:
        raise DictionaryError(f"no dictionary called {options.name!r} is in use; see `dushu dictionary list`")
    if options.json:
        print(json_line(_object(source)))
        return 0
    rows = {"name": source.name, "entries": f"{source.entries:,}", "digest": source.digest, **source.header}
    rows["lines that could not be read"] = str(source.bad_lines)
    print("\n".join(inert_line(f"{key}: {value}") for key, value in rows.items()))
    return 0


def _install(options: argparse.Namespace, session: Session) -> int:
    from reader.dictionary.installing import install

    return _said(*install(options.file, session.paths.data, session.reopen_dictionaries))


def _update(options: argparse.Namespace, session: Session) -> int:
    from reader.dictionary.installing import PUBLISHER, fetched, install

    with fetched(options.url or PUBLISHER, progress=_show) as path:
        return _said(*install(path, session.paths.data, session.reopen_dictionaries))


def _remove(options: argparse.Namespace, session: Session) -> int:
    from reader.dictionary.installing import remove

    kept = remove(options.name, session.paths.data)
    print(inert_line(f"removed {options.name}; its file is kept as {kept}"))
    return 0


def _said(name: str, dictionary: DictionaryFile) -> int:
    about = (f"{len(dictionary.lines):,} entries", dictionary.about("date"), dictionary.about("license"))
    print(inert_line(f"installed {name}: {', '.join(filter(None, about))}"))
    return 0


def _object(source: SourceInfo) -> dict[str, object]:
    return {
        "name": source.name,
        "entries": source.entries,
        "date": source.header.get("date", ""),
        "license": source.header.get("license", ""),
        "publisher": source.header.get("publisher", ""),
        "digest": source.digest,
        "bad_lines": source.bad_lines,
    }


def _show(done: int, total: int) -> None:
    if sys.stderr.isatty():
        shown = f"{done >> 10:,} of {total >> 10:,} KiB" if total else f"{done >> 10:,} KiB"
        print(
            f"\rfetching the dictionary: {shown}",
            end="\n" if done == total else "",
            file=sys.stderr,
            flush=True,
        )
