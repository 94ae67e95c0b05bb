"""Which words they are that a file brings: matched with the dictionaries, by script and by sound."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from reader.deck.brought import BadLine, Bringing, Brought
from reader.deck.spelling import sounds_like, spelled
from reader.dictionary.entry import Entry
from reader.language.script import has_han
from reader.study.bringing import merged
from reader.study.status import Status
from reader.study.word import Identity, Word


class Dictionaries(Protocol):
    """What is asked of the dictionaries."""

    def entries(self, form: str) -> Sequence[Entry]:
        """Return the entries written so in either script."""

    def usual(self, form: str) -> tuple[Identity, str]:
        """Return which word is usually meant by a form that stands alone, and what it means."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The words a file brings, each once; those no dictionary has, and the lines that are none."""

    words: tuple[Word, ...]
    unknown: tuple[Word, ...]
    bad: tuple[BadLine, ...]
    about: str = ""


def match(
    bringing: Bringing,
    dictionaries: Dictionaries,
    now: datetime,
    status: Status | None = None,
    tags: Sequence[str] = (),
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Matched:
    """Find out which words they are. ``status`` goes over what the file says, ``tags`` are added.

    Lines that bring the same word make one of it.
    """
    words: dict[Identity, Word] = {}
    unknown: dict[Identity, None] = {}
    bad = list(bringing.bad)
    for done, one in enumerate(bringing.words, start=1):
        if not one.form.strip():
            bad.append(BadLine(one.line, "no word in it"))
            continue
        identity, gloss, known = _identified(one, dictionaries)
        word = _word(one, identity, gloss, now, status, tags)
        there = words.get(identity)
        words[identity] = word if there is None else merged(there, word)
        if not known:
            unknown[identity] = None
        if done % 100 == 0:
            progress(done, len(bringing.words))
    progress(len(bringing.words), len(bringing.words))
    return Matched(
        tuple(words.values()),
        tuple(words[identity] for identity in unknown),
        tuple(sorted(bad, key=lambda line: line.line)),
        bringing.about,
    )


def status_only(words: Iterable[Word]) -> tuple[Word, ...]:
    """Return words that bring their status and nothing else."""
    return tuple(
        replace(word, gloss="", note="", tags=(), lists=(), contexts=(), kept=False) for word in words
    )


def _identified(one: Brought, dictionaries: Dictionaries) -> tuple[Identity, str, bool]:
    """Return which word it is, its gloss, and whether a dictionary has it."""
    if one.exact:
        identity = Identity(one.traditional or one.form, one.form, one.reading)
        entries = dictionaries.entries(one.form)
        return identity, one.gloss, any(_identity(entry) == identity for entry in entries)
    form = "".join(one.form.split()) if has_han(one.form) else one.form.strip()
    traditional = "".join(one.traditional.split())
    entries = dictionaries.entries(form)
    of_both = [entry for entry in entries if not traditional or entry.traditional == traditional]
    candidates = of_both or list(entries)
    usual, gloss = dictionaries.usual(form)
    reading = spelled(one.reading, form)
    if reading:
        candidates = _sounding(candidates, reading)
    chosen = next((entry for entry in candidates if _identity(entry) == usual), None)
    chosen = chosen or next(iter(candidates), None)
    if chosen is None:
        forms = Identity(traditional or usual.traditional, usual.simplified, reading or usual.reading)
        return forms, one.gloss or ("" if entries else gloss), False
    meaning = gloss if _identity(chosen) == usual else (chosen.senses[0].text if chosen.senses else "")
    return _identity(chosen), one.gloss or meaning, True


def _sounding(entries: Sequence[Entry], reading: str) -> list[Entry]:
    """Return the entries read so, those that are to the letter before those that nearly are."""
    exact = [entry for entry in entries if str(entry.reading) == reading]
    same = [entry for entry in entries if str(entry.reading).casefold() == reading.casefold()]
    return exact or same or [entry for entry in entries if sounds_like(str(entry.reading), reading)]


def _identity(entry: Entry) -> Identity:
    return Identity(entry.traditional, entry.simplified, str(entry.reading))


def _word(
    one: Brought, identity: Identity, gloss: str, now: datetime, status: Status | None, tags: Sequence[str]
) -> Word:
    given = status if status is not None else one.status
    known = Status.LEARNING_1 if given is None else given
    tells_more = bool(one.gloss or one.note or one.contexts)
    kept = one.kept if one.kept is not None else tells_more or not known.needs_no_help
    return Word(
        identity,
        gloss if kept else "",
        one.note,
        tuple(dict.fromkeys((*one.tags, *tags))),
        one.lists,
        known,
        one.added or now,
        one.contexts,
        kept,
    )
