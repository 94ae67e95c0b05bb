"""``dushu words``: the learner's words, kept and found from scripts."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.cli.choosing import (
    add_filter,
    chosen_filter,
    kept_word,
    kept_words,
    numbered,
    status_word,
    word_to_keep,
)
from reader.cli.safekeeping import register_safekeeping
from reader.deck.json_lines import as_object
from reader.errors import NotebookError
from reader.inert import inert_line, json_line
from reader.study.notebook import Saved
from reader.study.status import Status
from reader.study.word import Identity, Word

if TYPE_CHECKING:
    from reader.session import Session

Commands = argparse._SubParsersAction
_EPILOG = "A status is new, 1 to 5, known, ignored or name."


def register(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the command and its verbs to ``dushu``'s parser."""
    parser = commands.add_parser(
        "words", help="keep, list and edit words", description=__doc__, epilog=_EPILOG
    )
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", dest="verb", required=True)
    _register_add(verbs)
    _register_finding(verbs)
    _register_changing(verbs)
    register_safekeeping(verbs)


def _register_add(verbs: Commands[argparse.ArgumentParser]) -> None:
    add = verbs.add_parser("add", help="keep a word, in a dictionary or not", epilog=_EPILOG)
    add.add_argument("word", metavar="WORD")
    add.add_argument("--reading", metavar="R", help="its pinyin, numbered or with marks")
    add.add_argument("--sentence", metavar="S", default="", help="a sentence it was met in")
    add.add_argument("--translation", metavar="T", default="", help="the sentence in English")
    add.add_argument("--document", metavar="TITLE", default="", help="what the sentence is from")
    add.add_argument("--gloss", metavar="G", help="what it means (default: as the dictionaries say)")
    add.add_argument("--note", metavar="N", default="")
    add.add_argument("--tag", metavar="T", action="append", default=[], help="may be given several times")
    add.add_argument("--list", metavar="L", action="append", default=[], help="may be given several times")
    add.add_argument("--status", type=status_word, metavar="S", help="default: 1 for a new word")
    _finish(add, _add)


def _register_finding(verbs: Commands[argparse.ArgumentParser]) -> None:
    listing = verbs.add_parser("list", help="list words", epilog=_EPILOG)
    listing.add_argument("text", nargs="?", default="", metavar="TEXT", help="in word, pinyin, gloss or note")
    add_filter(listing)
    _finish(listing, _list)
    show = verbs.add_parser("show", help="show all that is kept of a word")
    _add_word(show)
    _finish(show, _show)


def _register_changing(verbs: Commands[argparse.ArgumentParser]) -> None:
    status = verbs.add_parser("status", help="show or set the status of words", epilog=_EPILOG)
    status.add_argument("words", nargs="+", metavar="WORD", help="words; the last may be the status to set")
    status.add_argument("--set", type=status_word, metavar="S", help="the status to set")
    status.add_argument("--reading", metavar="R", help="which of the words written so")
    _finish(status, _set_status)
    edit = verbs.add_parser("edit", help="change what is kept of a word", epilog=_EPILOG)
    _add_word(edit)
    edit.add_argument("--gloss", metavar="G")
    edit.add_argument("--note", metavar="N")
    edit.add_argument("--tag", metavar="T", action="append", help="the tags it has from now on; '' for none")
    edit.add_argument("--add-tag", metavar="T", action="append", default=[])
    edit.add_argument("--remove-tag", metavar="T", action="append", default=[])
    edit.add_argument(
        "--list", metavar="L", action="append", help="the lists it is in from now on; '' for none"
    )
    edit.add_argument("--status", type=status_word, metavar="S")
    edit.add_argument(
        "--remove-sentence", type=int, metavar="N", help="take away its Nth sentence, as show numbers them"
    )
    edit.add_argument("--new-reading", metavar="R", help="how it is read; merges with a word read so")
    _finish(edit, _edit)
    remove = verbs.add_parser("remove", help="take words out of the notebook")
    remove.add_argument("words", nargs="+", metavar="WORD")
    remove.add_argument("--reading", metavar="R", help="which of the words written so")
    _finish(remove, _remove)


def _add(options: argparse.Namespace, session: Session) -> int:
    identity, gloss, context = word_to_keep(session, options)
    saved = session.notebook.save(
        identity,
        gloss=gloss if options.gloss is None else options.gloss,
        context=context,
        status=options.status,
        note=options.note,
        tags=options.tag,
        lists=options.list,
    )
    _tell([saved.word], options.json, _saying(saved))
    return 0


def _list(options: argparse.Namespace, session: Session) -> int:
    _tell(session.notebook.words(chosen_filter(options, options.text)), options.json)
    return 0


def _show(options: argparse.Namespace, session: Session) -> int:
    words = kept_words(session, options.word, options.reading)
    if options.json:
        _tell(words, True)
    else:
        print("\n\n".join("\n".join(map(inert_line, _page(word))) for word in words))
    return 0


def _set_status(options: argparse.Namespace, session: Session) -> int:
    forms, status = list(options.words), options.set
    if status is None and len(forms) > 1:
        status = Status.parse(forms.pop())
    identities = [kept_word(session, form, options.reading, or_new=True) for form in forms]
    if status is not None:
        session.notebook.set_status(identities, status)
    for identity in identities:
        now = session.notebook.status(identity)
        if options.json:
            print(json_line(_identity_object(identity) | {"status": now.word}))
        else:
            print(inert_line(f"{now.word:>8}  {_name(identity)}"))
    return 0


def _edit(options: argparse.Namespace, session: Session) -> int:
    identity = kept_word(session, options.word, options.reading)
    word = session.notebook.word(identity)
    tags = options.tag if options.tag is not None or word is None else list(word.tags)
    tags = [tag for tag in [*(tags or []), *options.add_tag] if tag not in options.remove_tag]
    becomes = None
    if options.new_reading is not None:
        reading = numbered(options.new_reading, identity.simplified)
        becomes = Identity(identity.traditional, identity.simplified, reading)
    edited = session.notebook.edit(
        identity,
        gloss=options.gloss,
        note=options.note,
        tags=tags,
        lists=options.list,
        status=options.status,
        becomes=becomes,
    )
    if options.remove_sentence is not None:
        edited = _without_sentence(session, edited, options.remove_sentence)
    _tell([edited], options.json, "changed ")
    return 0


def _without_sentence(session: Session, word: Word, number: int) -> Word:
    if not 1 <= number <= len(word.contexts):
        raise NotebookError(
            f"{word.identity.headword}: has no sentence {number}; it has {len(word.contexts)}, "
            "see dushu words show"
        )
    return session.notebook.remove_context(word.identity, word.contexts[number - 1])


def _remove(options: argparse.Namespace, session: Session) -> int:
    identities = [kept_word(session, form, options.reading) for form in options.words]
    session.notebook.remove(identities)
    for identity in identities:
        if options.json:
            print(json_line({"removed": _identity_object(identity)}))
        else:
            print(inert_line(f"removed {_name(identity)} (undo: dushu words undo)"))
    return 0


def _add_word(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("word", metavar="WORD")
    parser.add_argument("--reading", metavar="R", help="which of the words written so")


def _finish(parser: argparse.ArgumentParser, run: object) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(run=run)


def _tell(words: Sequence[Word], json: bool, before: str = "") -> None:
    for word in words:
        print(json_line(as_object(word)) if json else inert_line(before + _line(word)))


def _saying(saved: Saved) -> str:
    if saved.new:
        return "kept "
    return "kept already, with a new sentence: " if saved.new_context else "kept already: "


def _line(word: Word) -> str:
    tags = "".join(f"  #{tag}" for tag in word.tags)
    return f"{_name(word.identity)}  [{word.status.word}]  {word.gloss}{tags}"


def _name(identity: Identity) -> str:
    return f"{identity.headword}  {identity.pinyin}" if identity.reading else identity.headword


def _identity_object(identity: Identity) -> dict[str, object]:
    return {
        "simplified": identity.simplified,
        "traditional": identity.traditional,
        "reading": identity.reading,
    }


def _page(word: Word) -> list[str]:
    lines = [_line(word), f"  added {word.added:%Y-%m-%d}" + "".join(f", in {name}" for name in word.lists)]
    lines += [f"  {word.note}"] if word.note else []
    for number, context in enumerate(word.contexts, 1):
        lines.append(f"{number:>3} {context.sentence}")
        lines += [f"    {part}" for part in (context.sentence_reading, context.translation) if part]
        source = ", ".join(part for part in (context.document, context.section) if part)
        lines += [f"    ({source})"] if source else []
    return lines
