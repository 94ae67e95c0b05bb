"""``dushu lookup``: a word in every dictionary, by characters, pinyin or English."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from reader.dictionary.entry import Entry
from reader.inert import inert_line, json_line
from reader.language.reading import Reading

if TYPE_CHECKING:
    from reader.session import Session

_PINYIN_IN_SENSE = re.compile(r"\[([A-Za-z:]+[1-5](?: [A-Za-z:]+[1-5])*)\]")


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to ``dushu``'s parser."""
    parser = commands.add_parser("lookup", help="look a word up", description=__doc__)
    parser.add_argument(
        "query", nargs="+", metavar="QUERY", help="characters, pinyin (tones or not) or English"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object an entry")
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="entries at most (50)")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, session: Session) -> int:
    query = " ".join(options.query)
    entries = session.look_up(query, max(1, options.limit))
    if options.json:
        for entry in entries:
            print(json_line(_object(session, entry)))
    elif entries:
        print("\n".join(_shown(session, entry) for entry in entries))
    else:
        explained = session.annotate(query)
        print(
            "\n".join(
                f"{a.token.text}  {a.reading.marks()}  {inert_line(a.gloss)}" for a in explained if a.gloss
            )
        )
    return 0


def _object(session: Session, entry: Entry) -> dict[str, object]:
    return {
        "traditional": entry.traditional,
        "simplified": entry.simplified,
        "reading": str(entry.reading),
        "senses": [sense.text for sense in entry.senses],
        "gloss": entry.senses[0].text if entry.senses else "",
        "classifiers": list(entry.classifiers),
        "source": entry.source,
        "levels": list(session.levels(entry.simplified)),
        "frequency": session.frequency(entry.simplified),
    }


def _shown(session: Session, entry: Entry) -> str:
    about = ", ".join((*session.levels(entry.simplified), session.frequency(entry.simplified)))
    lines = [f"{entry.headword}  {entry.reading.marks()}  ({about}; {entry.source})"]
    lines += [f"  {number}. {_with_marks(sense.text)}" for number, sense in enumerate(entry.senses, start=1)]
    if entry.classifiers:
        lines.append(f"  CL: {_with_marks(', '.join(entry.classifiers))}")
    return "\n".join(map(inert_line, lines))


def _with_marks(text: str) -> str:
    """Show pinyin inside a sense (``胡同[hu2 tong4]``) with tone marks."""
    return _PINYIN_IN_SENSE.sub(lambda match: f"[{Reading.parse(match[1]).marks()}]", text)
