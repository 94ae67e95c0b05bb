"""The words that LingQ exports: CSV with a heading: term, phrase, hint, status, notes, tags, in any order.

Its statuses are 0 (new) to 3 (learned), and 4 or ``known`` for a known word; exports of known words hold
nothing but terms. LingQ cuts with spaces (``他 是 学生``), which Chinese does not have.
"""

from __future__ import annotations

import re
from dataclasses import replace

from reader.deck.brought import Bringing, Brought, Source
from reader.deck.table import read_table
from reader.errors import NotebookError
from reader.language.script import HAN_RANGES
from reader.study.status import Status

_STATUSES = {
    "0": Status.LEARNING_1,
    "1": Status.LEARNING_2,
    "2": Status.LEARNING_3,
    "3": Status.LEARNING_4,
    "4": Status.WELL_KNOWN,
    "new": Status.LEARNING_1,
    "recognized": Status.LEARNING_2,
    "familiar": Status.LEARNING_3,
    "learned": Status.LEARNING_4,
    "known": Status.WELL_KNOWN,
    "ignored": Status.IGNORED,
}
_GAP = re.compile(rf"(?<=[{HAN_RANGES}，。！？；：、])\s+(?=[{HAN_RANGES}，。！？；：、])")


def is_lingq(source: Source) -> bool:
    first = source.lines[0].lstrip("\ufeff").lower().replace('"', "") if source.lines else ""
    names = {name.strip() for name in first.split(",")}
    return "term" in names and bool(names & {"hint", "hint1", "phrase", "fragment"})


def read_lingq(source: Source) -> Bringing:
    """Return the terms as words, without LingQ's spaces."""
    found = read_table(source, _status, ",")
    return replace(found, words=tuple(map(_closed, found.words)))


def _closed(word: Brought) -> Brought:
    contexts = tuple(
        replace(one, sentence=_GAP.sub("", one.sentence), start=0, end=0) for one in word.contexts
    )
    form = _GAP.sub("", word.form)
    placed = tuple(
        replace(one, start=one.sentence.index(form), end=one.sentence.index(form) + len(form))
        if form in one.sentence
        else one
        for one in contexts
    )
    return replace(word, form=form, contexts=placed)


def _status(text: str) -> Status:
    try:
        return _STATUSES[text.strip().lower()]
    except KeyError:
        raise NotebookError(f"no such status: {text!r}; LingQ has 0 to 4") from None
