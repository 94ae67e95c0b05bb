"""Lute's term file: CSV with a heading.

Lute's importer asks for ``language`` (as Lute calls it) and ``term``, knows ``translation``, ``parent``,
``status``, ``tags``, ``pronunciation``, ``link_status`` and ``added``, and refuses the whole file for any
other column, for a status that is not 1 to 5, W (well known), I (ignored) or empty, and for a term that
stands there twice, capitals aside. So homographs share a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.deck.brought import Bringing, Source
from reader.deck.differences import Content
from reader.deck.note import list_tag
from reader.deck.table import meant, read_table, rows_of, written
from reader.study.status import Status
from reader.study.word import Word

COLUMNS = ("language", "term", "translation", "status", "tags", "pronunciation")
LANGUAGE = "Mandarin Chinese"
"""What Lute calls the language unless its user called it something else."""
_KNOWN = frozenset((*COLUMNS, "parent", "link_status", "added"))
_STATUS = {Status.NEW: "1", Status.WELL_KNOWN: "W", Status.IGNORED: "I", Status.NAME: "I"}


def lute_terms(words: Iterable[Word], language: str = LANGUAGE) -> str:
    """Return the words as terms of ``language``, simplified forms, homographs in one row."""
    rows: list[Sequence[str]] = [COLUMNS]
    for group in sharing_form(words).values():
        rows.append(
            (
                language,
                " ".join(group[0].simplified.split()),
                joined((word.gloss for word in group), "\n" if len(group) == 1 else "; "),
                _status(min(word.status for word in group)),
                ",".join(dict.fromkeys(tag for word in group for tag in tags_of(word, ","))),
                joined((word.identity.pinyin for word in group), ", "),
            )
        )
    return written(rows, ",")


def read_lute_rows(content: bytes) -> Content:
    """Return the rows by term; raise ValueError for what is no such file."""
    rows = [row for _, row in rows_of(content.decode("utf-8-sig"), ",")]
    if not rows or not _is_heading(rows[0]):
        raise ValueError("the heading is another")
    at = rows[0].index("term")
    return {row[at]: tuple(row) for row in rows[1:] if len(row) > at}


def is_lute(source: Source) -> bool:
    heading = source.lines[0].lstrip("\ufeff").lower().replace('"', "").split(",") if source.lines else []
    return _is_heading(heading)


def read_lute(source: Source) -> Bringing:
    """Return the terms as words; tags that were lists of ours become lists again."""
    return read_table(source, lute_status, ",")


def lute_status(text: str) -> Status | None:
    return Status.parse({"": "1", "W": "known", "I": "ignored", "0": "new"}.get(text.upper(), text))


def sharing_form(words: Iterable[Word]) -> dict[str, list[Word]]:
    """Return the words by simplified form as programs compare it that know a word by its form alone."""
    groups: dict[str, list[Word]] = {}
    for word in words:
        groups.setdefault(" ".join(word.simplified.split()).lower(), []).append(word)
    return groups


def joined(texts: Iterable[str], mark: str) -> str:
    return mark.join(dict.fromkeys(text for text in texts if text))


def tags_of(word: Word, mark: str, longest: int | None = None) -> tuple[str, ...]:
    """Return a word's tags and lists for a program in which ``mark`` parts tags and they hold no spaces."""
    names = (*word.tags, *map(list_tag, word.lists))
    plain = ("_".join(name.replace(mark, " ").split())[:longest] for name in names)
    return tuple(dict.fromkeys(name for name in plain if name))


def _is_heading(heading: Sequence[str]) -> bool:
    names = {name.strip().lower() for name in heading}
    return {"language", "term"} <= names <= _KNOWN and meant(heading) is not None


def _status(status: Status) -> str:
    return _STATUS.get(status) or str(int(status))
