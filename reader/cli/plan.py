"""``dushu plan``: which words to learn for a text, most gain first.

The plan is the fewest words that bring the share of known running words to the target: 95 % to follow a
text, 98 % to read it with ease. Of words that gain the same, the one met earlier comes first. Names, numbers
and words you ignore are never in it; words you are learning are. What counts as known is told by
``dushu coverage --help``.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from reader.cli.counting import add_counting, counted_texts, learner_level, read_document, told
from reader.cli.table import table
from reader.deck.csv_table import cell
from reader.errors import NotebookError
from reader.inert import inert_line, json_line
from reader.study.plan import Plan, plan
from reader.study.planned import PlannedWord, keep_planned, planned_words
from reader.study.report import Report

if TYPE_CHECKING:
    from reader.corpus import CountedText
    from reader.session import Session

FIELDS = """\
fields of --json, one object a text:
  file, title, digest, target (percent), before, after (shares, 0 to 1), to_learn (how many words),
  missing (how many more the target needs, where --limit cut the plan short)
  words [{simplified, traditional, reading, gloss, status, times, coverage, levels, frequency,
          sentence, start, document, section}]
                                coverage is the share known with this word and all before it
  saved {list, words, new}      with --save
"""
_COLUMNS = (
    "simplified", "traditional", "reading", "gloss", "status", "times", "coverage", "levels", "frequency",
    "sentence", "document",
)  # fmt: skip


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to ``dushu``'s parser."""
    parser = commands.add_parser(
        "plan",
        help="which words to learn for a text",
        description=__doc__,
        epilog=FIELDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_counting(parser)
    parser.add_argument(
        "--target", type=_percent, default=95.0, metavar="P", help="percent of running words (default: 95)"
    )
    parser.add_argument("--limit", type=int, metavar="N", help="at most so many words")
    parser.add_argument("--save", metavar="LIST", help="keep the words, with their sentences, as this list")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object a text")
    form.add_argument("--csv", action="store_true", help="a table for spreadsheets, one row a word")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, session: Session) -> int:
    from reader.corpus import Refused

    if options.save is not None and not options.save.strip():
        raise NotebookError("--save: a list needs a name")
    level = learner_level(options, session)
    failed = False
    if options.csv:
        print("\ufeff" + _csv([_COLUMNS]), end="")
    for text in counted_texts(options, session):
        if isinstance(text, Refused):
            failed = True
            told(text)
            continue
        statuses = session.notebook.statuses()
        report = Report.of(text.index, text.chapters, text.characters, statuses, level, options.set)
        found = plan(text.index, report.groups, options.target, options.limit)
        words = _words(text, found, options, session)
        shown = as_object(text, found, words, session) if options.json else {}
        rows = [_row(word, session) for word in words] if options.csv else []
        new = 0
        if options.save:
            new = keep_planned(session.notebook, words, options.save.strip(), datetime.now(timezone.utc))
        if options.json:
            saved = {"list": options.save.strip(), "words": len(words), "new": new} if options.save else None
            print(json_line(shown | ({"saved": saved} if saved else {})), flush=True)
        elif options.csv:
            print(_csv(rows), end="")
        else:
            print("\n".join(_page(text, found, words)))
            if options.save:
                print()
                print(inert_line(_saved(len(words), new, options.save.strip())))
    return 1 if failed else 0


def as_object(
    text: CountedText, found: Plan, words: Sequence[PlannedWord], session: Session
) -> dict[str, object]:
    """Return a plan as the JSON that :data:`FIELDS` describes."""
    return {
        "file": text.name,
        "title": text.title,
        "digest": text.digest,
        "target": found.target,
        "before": round(found.before.share, 4),
        "after": round(found.share, 4),
        "to_learn": len(words),
        "missing": found.missing,
        "words": [_word_object(word, session) for word in words],
    }


def _words(
    text: CountedText, found: Plan, options: argparse.Namespace, session: Session
) -> tuple[PlannedWord, ...]:
    if not found.steps:
        return ()
    document = text.document or read_document(text.name, options.encoding, session)
    return tuple(planned_words(document, text.index, found, session.annotate))


def _word_object(word: PlannedWord, session: Session) -> dict[str, object]:
    identity, context = word.identity, word.context
    return {
        "simplified": identity.simplified,
        "traditional": identity.traditional,
        "reading": identity.reading,
        "gloss": word.gloss,
        "status": session.notebook.status(identity).word,
        "times": word.times,
        "coverage": round(word.share, 4),
        "levels": list(session.levels(identity.simplified)),
        "frequency": session.frequency(identity.simplified),
        "sentence": context.sentence,
        "start": context.start,
        "document": context.document,
        "section": context.section,
    }


def _page(text: CountedText, found: Plan, words: Sequence[PlannedWord]) -> Iterator[str]:
    """Yield what people see of a plan."""
    yield inert_line(text.title)
    before, after = f"{found.before.share * 100:.1f} %", f"{found.share * 100:.1f} %"
    if not words:
        yield f"you know {before} of the running words: there is nothing to learn for {found.target:g} %"
        return
    yield f"{len(words):,} words bring what you know of the running words from {before} to {after}"
    if found.missing:
        yield f"{found.missing:,} more are needed for {found.target:g} %"
    yield ""
    rows = [["word", "pinyin", "times", "known", "meaning"]]
    for word in words:
        share = f"{word.share * 100:.1f} %"
        rows.append([word.identity.headword, word.identity.pinyin, str(word.times), share, word.gloss])
    yield from table(rows, left=(0, 1, 4))


def _row(word: PlannedWord, session: Session) -> tuple[str, ...]:
    about = _word_object(word, session)
    levels = "; ".join(session.levels(word.identity.simplified))
    return tuple(levels if name == "levels" else str(about[name]) for name in _COLUMNS)


def _csv(rows: Sequence[Sequence[str]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([cell(text) for text in row] for row in rows)
    return written.getvalue()


def _saved(words: int, new: int, name: str) -> str:
    return f"kept {words:,} words in the list {name}, {new:,} of them new (dushu words undo takes it back)"


def _percent(text: str) -> float:
    value = float(text)
    if not 0 < value <= 100:
        raise argparse.ArgumentTypeError("between 0 and 100")
    return value
