"""``dushu export``: the kept words as a deck, a table, a page or lines, for Anki and for other programs.

The same words make the same file. With --dry-run it is only said what in FILE would be new, changed and the
same.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.choosing import add_anki, add_filter, chosen_filter
from reader.cli.progress import Bar
from reader.deck.anki_connect import AnkiConnect
from reader.deck.anki_sending import Plan, Sent, Target, plan, send, target_of
from reader.deck.apkg import Progress
from reader.deck.differences import Content, differences
from reader.deck.formats import BY_NAME, FORMATS, Format, Taking, content_of, write
from reader.deck.note import ATTRIBUTION, DECK, Facts
from reader.errors import DeckError, NotebookError
from reader.inert import inert_line, json_line
from reader.language.reading import Reading
from reader.study.taken import all_cards, last_changes, last_taken, remember_taken
from reader.study.word import Word

if TYPE_CHECKING:
    from reader.session import Session

ANKI_CONNECT = "ankiconnect"
_NAMES = (*(one.name for one in FORMATS if one.goes_out), ANKI_CONNECT)


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to ``dushu``'s parser."""
    about = [f"{one.name}: {one.about}" for one in FORMATS if one.goes_out]
    about.append(f"{ANKI_CONNECT}: straight into a running Anki that has the add-on AnkiConnect")
    parser = commands.add_parser(
        "export",
        help="take the kept words elsewhere",
        description=__doc__,
        epilog="formats:\n" + "".join(f"  {line}\n" for line in about),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--to", required=True, choices=_NAMES, metavar="FORMAT", help=", ".join(_NAMES))
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="where to; text goes to standard output"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="only say what would be new in FILE, and write nothing"
    )
    parser.add_argument("--json", action="store_true", help="say it as a JSON object")
    chosen = parser.add_argument_group("which words")
    add_filter(chosen)
    chosen.add_argument("--text", default="", metavar="T", help="with this in word, pinyin, gloss or note")
    chosen.add_argument("--since", type=_day, metavar="DAY", help="changed on this day or later: 2026-01-31")
    chosen.add_argument(
        "--since-last", action="store_true", help="changed since the last export to the same FORMAT and FILE"
    )
    looks = parser.add_argument_group("how")
    looks.add_argument("--language", default="", metavar="L", help="what Lute or LWT call the language")
    looks.add_argument("--title", default="Words", metavar="T", help="of the page (html)")
    looks.add_argument(
        "--no-bom", action="store_true", help="csv without the byte order mark that Excel needs"
    )
    looks.add_argument(
        "--with-reviews", action="store_true", help="anki: how far each word is learnt, for notes new to Anki"
    )
    anki = parser.add_argument_group("into a running Anki (ankiconnect)")
    anki.add_argument("--yes", action="store_true", help="send; without it, only say what would be sent")
    anki.add_argument("--deck", default="", metavar="NAME", help=f"the deck for new notes (default {DECK})")
    anki.add_argument("--note-type", default="", metavar="NAME", help="a note type of yours instead of ours")
    anki.add_argument(
        "--fields", default="", metavar="OURS=YOURS,…", help="which of its fields hold what: Simplified=Hanzi"
    )
    add_anki(anki)
    parser.set_defaults(run=_run, usage_error=parser.error)


def _run(options: argparse.Namespace, session: Session) -> int:
    if options.to == ANKI_CONNECT:
        return _send(options, session)
    one = BY_NAME[options.to]
    output: Path | None = None if options.output == Path("-") else options.output
    if output is None and one.text is None and not options.dry_run:
        options.usage_error(f"--to {options.to} needs -o FILE")
    target = f"{one.name}:{output.absolute() if output else '-'}"
    now = datetime.now(timezone.utc)
    words = chosen_words(session, options, target)
    bar = Bar("writing the deck")
    taking = taking_of(session, options, bar)
    if options.dry_run:
        _tell_differences(one, words, output, options.json, taking)
        return 0
    if output is not None:
        try:
            write(one, words, output, taking)
        finally:
            bar.clear()
        written = {"words": len(words), "file": str(output)}
        many = "word" if len(words) == 1 else "words"
        print(json_line(written) if options.json else inert_line(f"{len(words)} {many} written to {output}"))
    elif one.text is not None:
        sys.stdout.write(one.text(words, taking))
    if words:
        remember(session, target, now)
        if not one.credited and sys.stderr.isatty():
            print(f"dushu: where you pass this on, name its source: {ATTRIBUTION}", file=sys.stderr)
    return 0


def _send(options: argparse.Namespace, session: Session) -> int:
    """Say what would be sent to a running Anki, and send it where --yes is said."""
    fields = tuple(options.fields.split(",")) if options.fields else ()
    target = target_of(fields, options.note_type, options.deck)
    name = f"{ANKI_CONNECT}:{options.url} {target.note_type}"
    now = datetime.now(timezone.utc)
    words = chosen_words(session, options, name)
    anki = AnkiConnect(options.url, options.key)
    bar = Bar("asking Anki")
    try:
        planned = plan(anki, words, target, taking_of(session, options, bar).knowing)
        if options.dry_run or not options.yes:
            _tell_plan(planned, target, options)
            return 0
        sent = []
        for one in send(anki, planned, target):
            sent.append(one)
            bar(len(sent), len(planned.new) + len(planned.changed) + len(planned.twice))
    finally:
        bar.clear()
    remember(session, name, now)
    _tell_sent(sent, planned, options.json)
    return 1 if any(one.outcome == "refused" for one in sent) else 0


def _tell_plan(planned: Plan, target: Target, options: argparse.Namespace) -> None:
    found = planned.differences
    if options.json:
        about = {"make_note_type": planned.make_type, "make_deck": planned.make_deck}
        print(json_line(found.as_object() | about | {"refused": len(planned.twice)}))
        return
    print(inert_line(str(found)))
    made = [f"the note type {target.note_type}"] * planned.make_type + [
        f"the deck {target.deck}"
    ] * planned.make_deck
    if made:
        print(inert_line(f"to be made: {', '.join(made)}"))
    for one in planned.twice:
        print(
            inert_line(
                f"{one.word.identity.headword}: {target.note_type} cannot tell it from a word before it"
            )
        )
    if not options.dry_run:
        print("nothing was sent; to send it, say it again with --yes")


def _tell_sent(sent: Sequence[Sent], planned: Plan, json: bool) -> None:
    counts = {
        outcome: sum(one.outcome == outcome for one in sent) for outcome in ("added", "updated", "refused")
    }
    refused = [one for one in sent if one.outcome == "refused"]
    if json:
        each = [
            {
                "word": one.word.identity.headword,
                "reading": one.word.reading,
                "outcome": one.outcome,
                "reason": one.reason,
            }
            for one in sent
        ]
        print(json_line(counts | {"same": planned.same, "notes": each}))
        return
    for one in refused:
        name = f"{one.word.identity.headword}  {one.word.identity.pinyin}".rstrip()
        print(inert_line(f"{name}: refused: {one.reason}"))
    done = f"{counts['added']} added, {counts['updated']} updated"
    print(f"{done}, {planned.same} the same, {len(refused)} refused")


def chosen_words(session: Session, options: argparse.Namespace, target: str) -> tuple[Word, ...]:
    """Return the words that the command's words choose, for an export to ``target``."""
    words = session.notebook.words(chosen_filter(options, options.text))
    since: datetime | None = options.since
    if options.since_last:
        last = last_taken(session.notebook.database, target)
        since = max(filter(None, (since, last)), default=None)
    if since is None:
        return words
    changes = last_changes(session.notebook.database)
    return tuple(word for word in words if changes.get(word.identity, word.added) >= since)


def taking_of(session: Session, options: argparse.Namespace, progress: Progress) -> Taking:
    """Return how words are taken: with what the dictionaries know, dated by their last change."""
    changes = last_changes(session.notebook.database)
    return Taking(
        knowing=lambda word: facts(session, word),
        changed=lambda word: changes.get(word.identity, word.added),
        progress=progress,
        language=options.language,
        title=options.title,
        mark=not options.no_bom,
        cards=all_cards(session.notebook.database) if options.with_reviews else {},
    )


def facts(session: Session, word: Word) -> Facts:
    """Return what the dictionaries know of a word and a card shows."""
    entry = next(
        (
            entry
            for entry in session.lexicon.entries(word.simplified)
            if (entry.traditional, str(entry.reading)) == (word.traditional, word.reading)
        ),
        None,
    )
    classifiers = tuple(map(_classifier, entry.classifiers)) if entry else ()
    return Facts(classifiers, session.levels(word.simplified))


def remember(session: Session, target: str, now: datetime) -> None:
    """Remember the export for --since-last; a notebook that cannot be written now is no reason to fail."""
    try:
        remember_taken(session.notebook.database, target, now)
    except NotebookError as error:
        print(f"dushu: {inert_line(str(error))}; --since-last will not know of this export", file=sys.stderr)


def _classifier(written: str) -> str:
    """Return ``個|个[ge4]`` as it is shown: ``个 gè``."""
    forms, _, reading = written.partition("[")
    return " ".join(filter(None, (forms.split("|")[-1], Reading.parse(reading.rstrip("]")).marks())))


def _day(text: str) -> datetime:
    try:
        day = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-01-31") from None
    return (day if day.tzinfo else day.astimezone()).astimezone(timezone.utc)


def _tell_differences(
    one: Format, words: Sequence[Word], output: Path | None, json: bool, taking: Taking
) -> None:
    held: Content = {}
    if output is not None and output.exists() and one.held is not None:
        try:
            held = one.held(output.read_bytes())
        except OSError as error:
            raise DeckError(f"{output}: cannot be read ({error.strerror}); choose another file") from error
        except ValueError as error:
            raise DeckError(f"{output}: is not {one.about} ({error}); choose another file") from error
    found = differences(held, content_of(one, words, taking))
    if json:
        print(json_line(found.as_object()))
    else:
        print(inert_line(str(found)))
