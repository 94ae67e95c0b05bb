"""Plain lists: a word a line, or a table that no other format claims; and the lists of the HSK."""

from __future__ import annotations

import re

from reader.deck.brought import BadLine, Bringing, Brought, Source
from reader.deck.table import delimiter_of, meant, read_table
from reader.dictionary.levels import STANDARDS, words_at
from reader.errors import DeckError
from reader.language.script import has_han
from reader.study.status import Status

_COMMENT = re.compile(r"\s*(#|//)")
_VARIANT = re.compile(r"[(（].*?[)）]|[0-9０-９¹²³]+$")


def is_word_list(source: Source) -> bool:
    """True where most lines hold Chinese and none is long: a list, not a text."""
    lines = [line for line in source.lines if line.strip()]
    short = [line for line in lines if len(re.split(r"[\t,;|]", line)[0]) <= 20]
    return bool(lines) and len(short) == len(lines) and sum(map(has_han, lines)) >= 0.5 * len(lines)


def read_word_list(source: Source) -> Bringing:
    """Return a word a line, or the words of a table; comments are passed over."""
    lines = [line for line in source.lines if line.strip() and not _COMMENT.match(line)]
    mark = delimiter_of(lines)
    if source.fields or sum(mark in line for line in lines) > 0.6 * len(lines) or _is_headed(lines, mark):
        return read_table(source)
    words: list[Brought] = []
    bad: list[BadLine] = []
    for number, line in enumerate(source.text.splitlines(), start=1):
        text = line.strip().strip("\ufeff")
        if not text or _COMMENT.match(text):
            continue
        if has_han(text):
            words.append(Brought(text, number))
        else:
            bad.append(BadLine(number, f"no Chinese in {text[:30]!r}"))
    return Bringing(tuple(words), tuple(bad))


def hsk_words(level: int, standard: str) -> Bringing:
    """Return the words of a list of the HSK up to a level, as known; raise DeckError for another list."""
    names = dict(STANDARDS)
    if standard not in names:
        raise DeckError(f"--standard {standard}: there is no such list; choose from {', '.join(names)}")
    highest = 6 if standard == "2.0" else 7
    if not 1 <= level <= (6 if standard == "2.0" else 9):
        raise DeckError(f"--hsk {level}: {names[standard]} has no such level; choose from 1 to {highest}")
    words = sorted(words_at(standard, min(level, highest)))
    return Bringing(
        tuple(Brought(form, status=Status.WELL_KNOWN) for word in words if (form := _VARIANT.sub("", word))),
        about=f"{names[standard]}, levels 1 to {level}",
    )


def _is_headed(lines: list[str], mark: str) -> bool:
    return bool(lines) and mark in lines[0] and meant(lines[0].split(mark)) is not None
