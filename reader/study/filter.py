"""Which of the learner's words are meant."""

from __future__ import annotations

from dataclasses import dataclass

from reader.study.rows import clean
from reader.study.status import Status


@dataclass(frozen=True, slots=True)
class Filter:
    """Which words: all that is set must hold. ``document`` is a digest or a title.

    ``text`` is looked for in the word, its pinyin, gloss and note. ``kept`` None includes the words that only
    have a status.
    """

    status: tuple[Status, ...] = ()
    tag: str = ""
    list: str = ""
    document: str = ""
    text: str = ""
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
    if wanted.text:
        columns = ("simplified", "traditional", "reading", "replace(w.reading, ' ', '')", "gloss", "note")
        places = [column if "(" in column else f"w.{column}" for column in columns]
        conditions.append("(" + " OR ".join(f"instr(lower({place}), lower(?)) > 0" for place in places) + ")")
        values += [clean(wanted.text)] * len(places)
    return " AND ".join(conditions) or "1", values
