"""Which word a command's words mean, and which of the kept ones."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from reader.deck.anki_connect import ADDRESS
from reader.deck.spelling import spelled
from reader.errors import NotebookError
from reader.study.filter import Filter
from reader.study.sentence import sentence_pinyin
from reader.study.status import Status
from reader.study.word import Context, Identity, Word

if TYPE_CHECKING:
    from reader.annotation import Annotation
    from reader.session import Session


def add_filter(parser: argparse._ActionsContainer) -> None:
    """Add the options that choose among the kept words."""
    parser.add_argument("--status", action="append", type=status_word, metavar="S", help="with this status")
    parser.add_argument("--tag", default="", metavar="T", help="with this tag")
    parser.add_argument("--list", default="", metavar="L", help="in this list")
    parser.add_argument("--document", default="", metavar="D", help="met in this text (title or digest)")
    parser.add_argument("--level", default="", metavar="L", help="of a level of the HSK: 2025:4, 2.0:3")
    parser.add_argument("--due", action="store_true", help="whose review is due")
    parser.add_argument("--all", action="store_true", help="also words that only have a status")


def add_to_keep(parser: argparse._ActionsContainer) -> None:
    """Add the tags and lists that words are to be given."""
    parser.add_argument("--tag", metavar="T", action="append", default=[], help="may be given several times")
    parser.add_argument("--list", metavar="L", action="append", default=[], help="may be given several times")


def add_anki(parser: argparse._ActionsContainer) -> None:
    """Add where a running Anki answers."""
    parser.add_argument(
        "--url", default=ADDRESS, metavar="URL", help=f"where AnkiConnect answers (default {ADDRESS})"
    )
    parser.add_argument("--key", default="", metavar="K", help="AnkiConnect's key, where it asks for one")


def status_word(text: str) -> Status:
    """Read a status among a command's words; a wrong one is a wrong command."""
    try:
        return Status.parse(text)
    except NotebookError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def chosen_filter(options: argparse.Namespace, text: str = "") -> Filter:
    """Return the filter that :func:`add_filter`'s options make."""
    return Filter(
        status=tuple(options.status or ()),
        tag=options.tag,
        list=options.list,
        document=options.document,
        text=text,
        level=options.level,
        due=datetime.now(timezone.utc) if options.due else None,
        kept=None if options.all else True,
    )


def word_to_keep(session: Session, options: argparse.Namespace) -> tuple[Identity, str, Context | None]:
    """Return which word is meant, what it means, and the sentence it is kept with.

    The sentence decides between homographs, as in the reader; ``--reading`` decides over it.
    """
    form = options.word.strip()
    if not form:
        raise NotebookError("a word needs at least one character")
    sentence = options.sentence.strip()
    annotations, index = _annotated(session, form, sentence)
    identity, gloss = _meant(session, form, annotations[index] if index is not None else None)
    if options.reading is not None:
        identity, gloss = _read_so(session, form, options.reading, identity, gloss)
    if not sentence:
        return identity, gloss, None
    start, end = (0, 0) if index is None else (annotations[index].token.start, annotations[index].token.end)
    context = Context(
        sentence,
        start,
        end,
        sentence_reading=sentence_pinyin(annotations),
        document=options.document,
        translation=options.translation,
    )
    return identity, gloss, context


def kept_words(session: Session, form: str, reading: str | None) -> tuple[Word, ...]:
    """Return the words of the notebook written and read so; raise NotebookError where there is none."""
    words = session.notebook.written(form.strip())
    if reading is not None:
        wanted = numbered(reading, form).casefold()
        words = tuple(word for word in words if word.reading.casefold() == wanted)
    if not words:
        read_so = f" read {reading}" if reading is not None else ""
        raise NotebookError(f"{form}: no such word{read_so} in the notebook; see dushu words list")
    return words


def kept_word(session: Session, form: str, reading: str | None, *, or_new: bool = False) -> Identity:
    """Return the one word written and read so; with ``or_new``, one that is not in the notebook yet.

    Raise NotebookError where there is none, or several and no reading to choose by.
    """
    try:
        words = kept_words(session, form, reading)
    except NotebookError:
        if not or_new:
            raise
        options = argparse.Namespace(word=form, sentence="", reading=reading)
        return word_to_keep(session, options)[0]
    if len(words) > 1:
        readings = ", ".join(word.reading or "no reading" for word in words)
        raise NotebookError(f"{form}: is kept with several readings ({readings}); choose with --reading")
    return words[0].identity


def numbered(reading: str, word: str = "") -> str:
    """Return pinyin, however it is written, as it is kept: numbered, syllables parted, ü as ``u:``."""
    return spelled(reading, word)


def _annotated(session: Session, form: str, sentence: str) -> tuple[Sequence[Annotation], int | None]:
    """Return the annotated sentence (the word itself where there is none), and where the word is in it."""
    text = sentence or form
    annotations: Sequence[Annotation] = session.annotate(text)
    index = _index(annotations, form)
    if index is None and form in text:
        start = text.index(form)
        annotations = session.annotator.annotate(text, ((start, start + len(form)),))
        index = _index(annotations, form)
    return annotations, index


def _index(annotations: Sequence[Annotation], form: str) -> int | None:
    return next((index for index, one in enumerate(annotations) if one.token.text == form), None)


def _meant(session: Session, form: str, found: Annotation | None) -> tuple[Identity, str]:
    if found is None:
        annotations, index = _annotated(session, form, "")
        found = annotations[index] if index is not None else None
    if found is None:
        return Identity(form, session.simplify(form), ""), ""
    return session.identity(found), found.gloss


def _read_so(
    session: Session, form: str, reading: str, identity: Identity, gloss: str
) -> tuple[Identity, str]:
    """Return the word written ``form`` and read so, as the dictionaries know it, or as it is given."""
    wanted = numbered(reading, form)
    if wanted.casefold() == identity.reading.casefold():
        return identity, gloss
    for entry in session.lexicon.entries(form):
        if str(entry.reading).casefold() == wanted.casefold():
            found = Identity(entry.traditional, entry.simplified, str(entry.reading))
            return found, entry.senses[0].text if entry.senses else ""
    return Identity(identity.traditional, identity.simplified, wanted), ""
