"""The word list of the browser extension Zhongwen.

Its export: simplified, traditional, pinyin with marks and a space between syllables, zhuyin where that is
switched on, definition, notes; parted by tabs, CRLF after each word, no heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.deck.brought import Bringing, Source
from reader.deck.differences import Content
from reader.deck.table import cell, one_line, read_rows, rows_of
from reader.errors import DeckError
from reader.language.reading import Reading
from reader.language.script import has_han
from reader.study.status import Status
from reader.study.word import Word

_FIELDS = ("word", "traditional", "reading", "gloss", "note")
_WITH_ZHUYIN = ("word", "traditional", "reading", "", "gloss", "note")
_BOPOMOFO = re.compile("[\u3105-\u312f]")


def zhongwen_list(words: Iterable[Word]) -> str:
    """Return the words as the extension would save them."""
    return "".join("\t".join(map(cell, map(one_line, _row(word)))) + "\r\n" for word in words)


def read_zhongwen_rows(content: bytes) -> Content:
    """Return the rows by word; raise ValueError for what is no such list."""
    rows = [row for _, row in rows_of(content.decode("utf-8-sig"), "\t", quoted=False)]
    if any(len(row) not in (len(_FIELDS), len(_WITH_ZHUYIN)) for row in rows):
        raise ValueError(f"a line does not have {len(_FIELDS)} columns")
    return {"\t".join(row[:3]): tuple(row) for row in rows}


def is_zhongwen(source: Source) -> bool:
    rows = [line.split("\t") for line in source.lines if line.strip()]
    return bool(rows) and all(
        len(row) in (len(_FIELDS), len(_WITH_ZHUYIN)) and has_han(row[0]) and len(row[0]) == len(row[1])
        for row in rows
    )


def read_zhongwen(source: Source) -> Bringing:
    """Return the words of a saved list; raise DeckError for what is no table."""
    try:
        rows = list(rows_of(source.text, "\t", quoted=False))
    except ValueError as error:
        raise DeckError(f"{source.name}: {error}; nothing was brought in") from error
    zhuyin = any(len(row) > 3 and _BOPOMOFO.search(row[3]) for _, row in rows)
    return read_rows(rows, _WITH_ZHUYIN if zhuyin else _FIELDS, Status.parse)


def _row(word: Word) -> tuple[str, ...]:
    pinyin = Reading.parse(word.reading).marks(" ")
    return word.simplified, word.traditional, pinyin, word.gloss, word.note
