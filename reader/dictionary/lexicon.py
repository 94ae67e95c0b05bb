"""Looking words up: by headword, by what matches at a place in a text, by sound, by English."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from reader.dictionary.cedict import entry_of
from reader.dictionary.entry import Entry
from reader.dictionary.frequency import zipf
from reader.dictionary.index import part
from reader.errors import DictionaryError
from reader.language.reading import Reading

_COLUMNS = "traditional, simplified, pinyin, body, source"
_LONGEST_HEADWORD = 24
_SURROGATE = re.compile("[\ud800-\udfff]")


class SourceInfo(NamedTuple):
    """A dictionary in the index: its name, the digest of its file, how many entries, and its header."""

    name: str
    digest: str
    entries: int
    header: Mapping[str, str]
    bad_lines: int


class Lexicon:
    """All dictionaries of one index. Entries of a headword come in the dictionaries' order, homographs kept.

    Where the index turns out to be damaged, ``renew`` builds it anew, once, and the question is put again.
    Safe to use from several threads.
    """

    def __init__(
        self, connection: sqlite3.Connection, renew: Callable[[], sqlite3.Connection] | None = None
    ) -> None:
        self._connection = connection
        self._renew = renew
        self._lock = threading.RLock()
        self._sources: dict[int, SourceInfo] = {}
        self._sources = dict(self._asked(self._read_sources))
        self.entries = lru_cache(maxsize=32_768)(self._entries)

    def _entries(self, word: str) -> tuple[Entry, ...]:
        """Return every entry whose simplified or traditional form is ``word``."""
        return self._found("simplified = ? ORDER BY seq", (word,)) + self._found(
            "traditional = ? AND traditional <> simplified ORDER BY seq", (word,)
        )

    def readings(self, word: str) -> tuple[str, ...]:
        """Return the readings of ``word``, numbered, one syllable a Han character, in the entries' order."""
        found = dict.fromkeys(str(entry.han_reading) for entry in self.entries(word))
        return tuple(reading for reading in found if reading)

    def __contains__(self, word: str) -> bool:
        return bool(self.entries(word))

    def matches_at(self, text: str, offset: int) -> Iterator[tuple[Entry, ...]]:
        """Yield the entries of each headword that starts at ``offset`` (code points), longest first.

        Token edges are ignored, so a wrong cut never hides a word.
        """
        for end in range(min(len(text), offset + _LONGEST_HEADWORD), offset, -1):
            if entries := self.entries(text[offset:end]):
                yield entries

    def phrase(self, words: str) -> tuple[str, ...]:
        """Return how a glossary's phrase is cut, or ``()`` where ``words`` is no phrase of a glossary."""
        rows = self._rows("SELECT cut FROM phrase WHERE simplified = ?", (words,))
        return tuple(rows[0][0].split("|")) if rows else ()

    def search(self, query: str, limit: int = 50) -> tuple[Entry, ...]:
        """Return entries for characters, pinyin with or without tones, or English; best first."""
        query = query.strip()
        if not query:
            return ()
        if found := self.entries(query):
            return found[:limit]
        if not query.isascii() and not _is_pinyin(query):
            return self._beginning_with(query, limit)
        return (self.by_sound(query) + self.by_english(query, limit))[:limit]

    def by_sound(self, pinyin: str) -> tuple[Entry, ...]:
        """Return entries with this pinyin, common words first.

        Tones count only where they are given, as marks or digits.
        """
        wanted = _spelling(pinyin)
        entries = self._found("sound = ? ORDER BY seq", (_letters(wanted),))
        agreeing = [entry for entry in entries if _tones_agree(wanted, _spelling(str(entry.reading)))]
        return tuple(sorted(agreeing, key=lambda entry: -(zipf(entry.simplified) or 0.0)))

    def by_english(self, words: str, limit: int = 50) -> tuple[Entry, ...]:
        """Return entries with ``words`` in a sense: whole senses first, then whole words, shorter first."""
        pattern = "%" + re.sub(r"([%_\\])", r"\\\1", words.lower()) + "%"
        rows = self._rows(
            f"SELECT {_COLUMNS} FROM entry WHERE body LIKE ? ESCAPE '\\' LIMIT 4000", (pattern,)
        )
        whole = re.compile(rf"(?<![\w-]){re.escape(words)}(?![\w-])", re.IGNORECASE)
        ranked = [
            (_english_rank(row[3], words, whole), len(row[1]), number) for number, row in enumerate(rows)
        ]
        return tuple(self._entry(rows[number]) for rank, _, number in sorted(ranked)[:limit] if rank < 9)

    def sources(self) -> tuple[SourceInfo, ...]:
        """Return the dictionaries in their order."""
        return tuple(self._sources.values())

    def part(self, name: str) -> bytes:
        """Return a part compiled beside the entries (see ``index.Recipe``)."""
        return self._asked(lambda: part(self._connection, name))

    def _beginning_with(self, start: str, limit: int) -> tuple[Entry, ...]:
        return self._found(
            "simplified BETWEEN ? AND ? ORDER BY length(simplified) LIMIT ?",
            (start, start + "\U0010ffff", limit),
        )

    def _read_sources(self) -> list[tuple[int, SourceInfo]]:
        sources = []
        for number, name, digest, entries, header, bad in self._connection.execute(
            "SELECT id, name, digest, entries, header, bad FROM source ORDER BY id"
        ):
            pairs = dict(line.split("=", 1) for line in header.split("\n") if line)
            sources.append((number, SourceInfo(name, digest, entries, pairs, bad)))
        return sources

    def _entry(self, row: tuple[Any, ...]) -> Entry:
        traditional, simplified, pinyin, body, source = row
        return entry_of((traditional, simplified, pinyin, body), self._sources[source].name)

    def _found(self, condition: str, arguments: tuple[object, ...]) -> tuple[Entry, ...]:
        """Return the entries for which an SQL condition of this module holds."""
        sql = f"SELECT {_COLUMNS} FROM entry WHERE {condition}"
        if not _is_unicode(arguments):
            return ()
        return self._asked(
            lambda: tuple(map(self._entry, self._connection.execute(sql, arguments).fetchall()))
        )

    def _rows(self, sql: str, arguments: tuple[object, ...]) -> list[tuple[Any, ...]]:
        if not _is_unicode(arguments):
            return []
        return self._asked(lambda: self._connection.execute(sql, arguments).fetchall())

    def _asked(self, question: Callable[[], _Answer]) -> _Answer:
        with self._lock:
            try:
                return question()
            except _DAMAGE as error:
                if self._renew is None:
                    raise _damaged(error) from error
                renew, self._renew = self._renew, None
                self._connection.close()
                self._connection = renew()
            try:
                return question()
            except _DAMAGE as error:
                raise _damaged(error) from error


_Answer = TypeVar("_Answer")
# What reading a damaged page ends in: SQLite's own errors, and values that are none of ours.
_DAMAGE = (sqlite3.DatabaseError, DictionaryError, LookupError, TypeError, ValueError, AttributeError)


def _is_unicode(arguments: tuple[object, ...]) -> bool:
    """False where a half of a surrogate pair, which no text holds, is asked for."""
    return _SURROGATE.search("".join(map(str, arguments))) is None


def _damaged(error: Exception) -> DictionaryError:
    if isinstance(error, DictionaryError):
        return error
    return DictionaryError(
        f"the dictionary index is damaged ({error}); run `dushu doctor --rebuild` to build it anew"
    )


def _is_pinyin(query: str) -> bool:
    return bool(re.fullmatch(r"[a-zü:'1-5 ]+", _spelling(query)))


def _spelling(pinyin: str) -> str:
    """Return pinyin in lower case with tone digits, ``ü`` as ``u:``; ``v`` is taken for ü."""
    marked = Reading.from_marks(pinyin.lower().replace("'", " ").replace("v", "ü"))
    given = " ".join(
        syllable.letters + (str(syllable.tone) if syllable.tone not in (0, 5) else "")
        for syllable in marked.syllables
    )
    return given.replace("ü", "u:")


def _letters(spelling: str) -> str:
    return re.sub(r"[^a-zê]", "", spelling)


def _tones_agree(wanted: str, has: str) -> bool:
    """True where every tone that ``wanted`` gives stands after the same letters in ``has``."""
    tones = {len(_letters(wanted[: match.start()])): match[0] for match in re.finditer(r"[1-5]", wanted)}
    present = {len(_letters(has[: match.start()])): match[0] for match in re.finditer(r"[1-5]", has)}
    umlauts = wanted.count("u:") <= has.count("u:")
    return umlauts and all(present.get(place, "5") == tone for place, tone in tones.items())


def _english_rank(body: str, words: str, whole: re.Pattern[str]) -> int:
    senses = body.lower().split("/")
    wanted = words.lower()
    if wanted in senses or f"to {wanted}" in senses:
        return 0
    equivalents = [piece.strip() for sense in senses for piece in re.sub(r"\([^)]*\)", "", sense).split(";")]
    if wanted in equivalents or f"to {wanted}" in equivalents:
        return 1
    return 2 if whole.search(body) else 9
