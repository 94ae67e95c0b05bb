"""Which of the learner's words are meant."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timezone

from reader.errors import NotebookError
from reader.study.rows import clean
from reader.study.status import Status


@dataclass(frozen=True, slots=True)
class Filter:
    """Which words: all that is set must hold. ``document`` is a digest or a title.

    ``text`` is looked for in the word, its pinyin, gloss, note and tags. ``level`` names a word list and its
    level, ``2025:4``. ``due`` is a time by which a card of the word is due. ``kept`` None includes the words
    that only have a status.
    """

    status: tuple[Status, ...] = ()
    tag: str = ""
    list: str = ""
    document: str = ""
    text: str = ""
    level: str = ""
    due: datetime | None = None
    kept: bool | None = True


ALL_KEPT = Filter()


def conditions(wanted: Filter) -> tuple[str, list[object]]:
    """Return the filter as SQL over ``word w``, with the values for its question marks."""
    conditions: list[str] = []
    values: list[object] = []
    if wanted.kept is not None:
        conditions.append("w.kept = ?")
        values.append(int(wanted.kept))
    if wanted.status:
        conditions.append(f"w.status IN ({', '.join('?' * len(wanted.status))})")
        values += map(int, wanted.status)
    for column, item in (("tags", wanted.tag), ("lists", wanted.list)):
        if item:
            conditions.append(f"EXISTS (SELECT 1 FROM json_each(w.{column}) WHERE value = ?)")
            values.append(clean(item))
    if wanted.document:
        conditions.append(
            "EXISTS (SELECT 1 FROM context c WHERE c.word = w.id AND ? IN (c.digest, c.document))"
        )
        values.append(clean(wanted.document))
    if wanted.level:
        conditions.append("w.simplified IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(_of_level(wanted.level), ensure_ascii=False))
    if wanted.due is not None:
        conditions.append(
            "EXISTS (SELECT 1 FROM card d WHERE d.word = w.id AND NOT d.suspended AND d.due <= ?)"
        )
        values.append(wanted.due.astimezone(timezone.utc).isoformat())
    if wanted.text.strip():
        conditions.append("found(?, w.simplified, w.traditional, w.reading, w.gloss, w.note, w.tags)")
        values.append(clean(wanted.text))
    return " AND ".join(conditions) or "1", values


def _of_level(named: str) -> list[str]:
    """Return the words of one level of a list; some are written with 儿 or without."""
    from reader.dictionary.levels import STANDARDS, words_at

    standard, _, number = named.partition(":")
    if standard not in dict(STANDARDS) or not number.isdecimal():
        lists = ", ".join(name for name, _ in STANDARDS)
        raise NotebookError(f"{named}: no such level; name a list and a level, 2025:4 (lists: {lists})")
    words = words_at(standard, int(number)) - words_at(standard, int(number) - 1)
    return sorted({form for word in words for form in (word, word.removesuffix("儿"), f"{word}儿")})
