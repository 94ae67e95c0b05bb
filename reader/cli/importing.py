"""``dushu import``: words and what is known of them, from files of other programs.

It says what it takes a file for, counts what would be new, and takes all of it in as one step, which
`dushu words undo` takes back; with --dry-run it takes nothing in. Words that are there already keep what they
have and gain what they lack; of two statuses the better known stands.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.choosing import add_anki, add_to_keep, status_word
from reader.cli.progress import Bar
from reader.deck.anki_connect import AnkiConnect
from reader.deck.anki_file import is_anki_file
from reader.deck.anki_notes import words_of
from reader.deck.brought import Bringing, Source
from reader.deck.formats import BY_NAME, FORMATS, Format, recognised
from reader.deck.matching import Matched, match, status_only
from reader.dictionary.entry import Entry
from reader.errors import DeckError
from reader.inert import inert_line, json_line
from reader.study.bringing import Brought, bring_in, foresee
from reader.study.filter import Filter
from reader.study.word import Identity, Word

if TYPE_CHECKING:
    from reader.session import Session

_NAMES = tuple(one.name for one in FORMATS if one.read is not None)
_NOTEBOOK = "notebook"
_LARGEST = 500_000_000
_LARGEST_TEXT = 50_000_000
_SHOWN = 10
_EPILOG = """\
formats:
{formats}
  a notebook of dushu from another machine is merged, with all it holds

Intervals of Anki's cards become statuses as LWT would have them: 2 days and more 2, 9 days 3, 27 days 4,
72 days 5, less 1. --fields names the columns in their order (word,reading,gloss,-) or by name
(word=Hanzi,reading=Pinyin); they can hold word, traditional, reading, gloss, note, tags, lists, status,
sentence, translation, document."""


class SessionDictionaries:
    """The dictionaries of a session, as :mod:`reader.deck.matching` asks them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def entries(self, form: str) -> Sequence[Entry]:
        return self._session.lexicon.entries(form)

    def usual(self, form: str) -> tuple[Identity, str]:
        """Return the word the reader would take a form for; it is not cut."""
        annotations = self._session.annotator.annotate(form, ((0, len(form)),))
        if len(annotations) != 1:
            return Identity(form, self._session.simplify(form), ""), ""
        return self._session.identity(annotations[0]), annotations[0].gloss


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to ``dushu``'s parser."""
    formats = "\n".join(f"  {one.name}: {one.about}" for one in FORMATS if one.read is not None)
    parser = commands.add_parser(
        "import",
        help="bring known words and decks in",
        description=__doc__,
        epilog=_EPILOG.format(formats=formats),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="a file of another program's; - standard input"
    )
    parser.add_argument("--as", dest="form", choices=_NAMES, metavar="FORMAT", help=", ".join(_NAMES))
    parser.add_argument(
        "--hsk", type=int, metavar="LEVEL", help="the words of the HSK up to a level, as known"
    )
    parser.add_argument(
        "--query", metavar="SEARCH", help="notes of a running Anki, as Anki searches: deck:HSK"
    )
    add_anki(parser)
    parser.add_argument("--standard", default="2021", metavar="S", help="which HSK: 2.0, 2021 (3.0), 2025")
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    parser.add_argument("--json", action="store_true", help="say it as a JSON object")
    parser.add_argument("--encoding", metavar="NAME", help="the encoding, where it is told wrong")
    parser.add_argument("--fields", default="", metavar="F,…", help="what the columns or fields hold")
    parser.add_argument(
        "--deck", default="", metavar="NAME", help="only this deck of Anki's, and those in it"
    )
    parser.add_argument(
        "--status", type=status_word, metavar="S", help="the status of all, whatever the file says"
    )
    parser.add_argument("--status-only", action="store_true", help="mark the words and keep none of them")
    parser.add_argument("--overwrite", action="store_true", help="gloss, note and status of the file win")
    parser.add_argument("--skip-bad", action="store_true", help="leave lines out that cannot be read")
    add_to_keep(parser)
    parser.set_defaults(run=_run, usage_error=parser.error)


def _run(options: argparse.Namespace, session: Session) -> int:
    if sum(one is not None for one in (options.file, options.hsk, options.query)) != 1:
        options.usage_error("say a FILE, or --hsk LEVEL, or --query SEARCH")
    if options.query is not None:
        anki = AnkiConnect(options.url, options.key)
        anki.connect()
        name, taken_for = "Anki", "notes of the running Anki"
        source = Source(name, b"", fields=_fields(options), deck=options.deck)
        bringing = words_of(anki.notes(options.query, cards=True), source)
    elif options.hsk is not None:
        from reader.deck.word_list import hsk_words

        name, taken_for = f"HSK {options.hsk}", "the list of the HSK"
        bringing = hsk_words(options.hsk, options.standard)
    else:
        source = _source(options)
        if options.form is None and _is_notebook(source):
            return _merge(options, session)
        form = BY_NAME[options.form] if options.form else recognised(source)
        name, taken_for = source.name, form.about
        bringing = _read(form, source)
    return bring(options, session, bringing, name, taken_for)


def bring(
    options: argparse.Namespace, session: Session, bringing: Bringing, name: str, taken_for: str
) -> int:
    """Match what was read with the dictionaries, say what it is, and take it in."""
    now = datetime.now(timezone.utc)
    bar = Bar("looking words up")
    try:
        matched = match(bringing, SessionDictionaries(session), now, options.status, options.tag, bar)
    finally:
        bar.clear()
    words = tuple(_listed(word, options.list) for word in matched.words)
    if options.status_only:
        words = status_only(words)
    if not options.json:
        _tell_file(name, taken_for, matched, words)
    if matched.bad and not (options.skip_bad or options.dry_run):
        first = matched.bad[0]
        more = f" and {len(matched.bad) - 1} more" if len(matched.bad) > 1 else ""
        raise DeckError(
            f"{name}:{first.line}: {first.reason}{more}; nothing was brought in "
            "(--skip-bad leaves such lines out)"
        )
    if not words:
        raise DeckError(f"{name}: has no Chinese words in it; nothing was brought in")
    if options.dry_run:
        held = {word.identity: word for word in session.notebook.words(Filter(kept=None))}
        counts = foresee(held, words, options.overwrite)
    else:
        label = f"import {Path(name).name} ({len(words)} words)"
        counts = bring_in(session.notebook, words, label, options.overwrite)
    _tell_counts(options, name, taken_for, matched, counts)
    return 0


def _fields(options: argparse.Namespace) -> tuple[str, ...]:
    return tuple(options.fields.split(",")) if options.fields else ()


def _is_notebook(source: Source) -> bool:
    """True for a notebook of dushu, as it lies on another machine or as it was dumped."""
    from reader.study.archive import is_dump

    if source.content.startswith(b"SQLite format 3\0"):
        return not is_anki_file(source.content)
    return bool(source.lines) and is_dump(source.lines[0])


def _merge(options: argparse.Namespace, session: Session) -> int:
    """Take another notebook in, with all it holds: reviews, bookmarks and corrections too."""
    from reader.study.merging import is_notebook, merge, merge_dump

    path = Path(options.file)
    merged = (merge if is_notebook(path) else merge_dump)(session.notebook, path, dry_run=options.dry_run)
    if options.json:
        print(json_line({"file": str(path), "format": _NOTEBOOK, **merged.as_object()}))
        return 0
    undo = " (undo: dushu words undo)" if merged and not options.dry_run else ""
    print(inert_line(f"{path}: taken for a {_NOTEBOOK} of dushu; {merged}{undo}"))
    return 0


def _source(options: argparse.Namespace) -> Source:
    fields = _fields(options)
    if options.file == "-":
        return Source("-", sys.stdin.buffer.read(_LARGEST), options.encoding, fields, options.deck)
    path = Path(options.file)
    try:
        if path.exists() and not path.is_file():
            raise DeckError(f"{path}: is no file; give one that another program wrote")
        if path.stat().st_size > _LARGEST:
            raise DeckError(f"{path}: is larger than {_LARGEST >> 20} MiB; export it without media")
        content = path.read_bytes()
    except OSError as error:
        raise DeckError(f"{path}: cannot be read ({error.strerror}); check its name") from error
    if not content.strip():
        raise DeckError(f"{path}: is empty; there is nothing to bring in")
    if len(content) > _LARGEST_TEXT and not content.startswith((b"PK\x03\x04", b"SQLite format 3\0")):
        raise DeckError(f"{path}: is larger than {_LARGEST_TEXT >> 20} MiB; bring it in by parts")
    return Source(str(path), content, options.encoding, fields, options.deck)


def _read(form: Format, source: Source) -> Bringing:
    if form.read is None:
        raise DeckError(f"{source.name}: {form.name} is a way out only; choose another format with --as")
    try:
        return form.read(source)
    except ValueError as error:
        raise DeckError(f"{source.name}: is not {form.about} ({error}); name another with --as") from error


def _listed(word: Word, lists: Sequence[str]) -> Word:
    return replace(word, lists=tuple(dict.fromkeys((*word.lists, *lists)))) if lists else word


def _tell_file(name: str, taken_for: str, matched: Matched, words: Sequence[Word]) -> None:
    about = f" ({matched.about})" if matched.about else ""
    print(inert_line(f"{name}: taken for {taken_for}{about}; {_many(len(words), 'word')}"))
    if matched.bad:
        print(inert_line(f"{_many(len(matched.bad), 'line')} cannot be read:"))
        for line in matched.bad[:_SHOWN]:
            print(inert_line(f"  {line.line}: {line.reason}"))
        _tell_rest(len(matched.bad))
    if matched.unknown:
        print(f"{_many(len(matched.unknown), 'word')} no dictionary has, kept as they are:")
        for word in matched.unknown[:_SHOWN]:
            print(inert_line(f"  {word.identity.headword}  {word.reading}"))
        _tell_rest(len(matched.unknown))


def _tell_rest(count: int) -> None:
    if count > _SHOWN:
        print(f"  … and {count - _SHOWN} more (--json lists all)")


def _tell_counts(
    options: argparse.Namespace, name: str, taken_for: str, matched: Matched, counts: Brought
) -> None:
    if options.json:
        print(
            json_line(
                {
                    "file": name,
                    "format": taken_for,
                    "about": matched.about,
                    "dry_run": bool(options.dry_run),
                    "new": counts.new,
                    "changed": counts.changed,
                    "same": counts.same,
                    "unknown": [word.identity.headword for word in matched.unknown],
                    "bad": [{"line": line.line, "reason": line.reason} for line in matched.bad],
                }
            )
        )
        return
    shown = f"{counts.new} new, {counts.changed} changed, {counts.same} the same"
    done = counts.new + counts.changed and not options.dry_run
    print(f"{shown} (undo: dushu words undo)" if done else shown)


def _many(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"
