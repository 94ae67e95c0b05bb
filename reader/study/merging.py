"""Another notebook taken into this one: two machines, one learner.

What either of them has, the merged one has. Where both have a word, each of its gloss, note and status is the
one that was set last; tags, lists, sentences and answers are those of both. Of a card, the one answered last
is kept; of a text, the place where it was opened last; of a day's reading, the longer time. So merging twice
changes nothing more, and it does not matter which of two is merged into which. A word removed here comes back
with a notebook that still has it. All of it is one step that can be taken back. What each machine counted and
exported for itself and how it got there (its history) stay with it.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from reader.errors import NotebookError
from reader.study import archive, backup
from reader.study.correction import Correction
from reader.study.corrections import FILE_NAME as CORRECTIONS_NAME
from reader.study.corrections import Corrections
from reader.study.database import Database, in_memory
from reader.study.history import Keyed, Recording, Relation, Row
from reader.study.notebook import FILE_NAME, Notebook
from reader.study.status import Status

Values = dict[str, object]
Join = Callable[[Row, Row], Values]
"""What our row becomes, given theirs."""
Known = tuple[int, str]
"""Columns of one name are of one kind, so what stands as ``str`` here is any of them."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did, or would do: by table, the rows that came in and those that became other."""

    new: Mapping[str, int]
    changed: Mapping[str, int]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed)

    def as_object(self) -> dict[str, object]:
        return {"new": dict(self.new), "changed": dict(self.changed)}

    def __str__(self) -> str:
        """``3 new words, 5 new sentences, 1 changed word``, or that there was nothing new."""
        told = [
            f"{rows[table]} {how} {_NAMES[table][rows[table] != 1]}"
            for how, rows in (("new", self.new), ("changed", self.changed))
            for table in _NAMES
            if rows.get(table)
        ]
        return ", ".join(told) or "nothing that is not here already"


_NAMES = {
    "word": ("word", "words"),
    "context": ("sentence", "sentences"),
    "card": ("card", "cards"),
    "review": ("answer", "answers"),
    "document": ("text", "texts"),
    "bookmark": ("bookmark", "bookmarks"),
    "translation": ("translation", "translations"),
    "weights": ("set of parameters", "sets of parameters"),
    "reading_day": ("day of reading", "days of reading"),
    "reveal": ("sentence looked at", "sentences looked at"),
    "correction": ("correction", "corrections"),
}


def is_notebook(path: Path) -> bool:
    """Return whether a file is a database, by its first bytes; :func:`merge` tells what is wrong with it."""
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def merge(notebook: Notebook, other: Path, *, dry_run: bool = False) -> Merged:
    """Take in what ``other``, a notebook of dushu, holds; only say what would change with ``dry_run``.

    Raise NotebookError, having changed nothing, where it is not one that this program can read.
    """
    if other.exists() and notebook.database.path.exists() and other.samefile(notebook.database.path):
        raise NotebookError(f"{other}: is this notebook itself; choose another one")
    with backup.opened(other) as theirs, in_memory(theirs) as copy:
        return _merge(notebook, copy, other.name, dry_run)


def merge_dump(notebook: Notebook, file: Path, *, dry_run: bool = False) -> Merged:
    """Take in a notebook that was written as JSON lines, its corrections too, as :func:`merge` does."""
    import tempfile  # heavy, and seldom needed

    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / FILE_NAME
        try:
            with file.open(encoding="utf-8") as lines:
                content = archive.load(lines, str(file), path)
        except (OSError, UnicodeDecodeError) as error:
            raise NotebookError(f"{file}: cannot be read ({error}); choose another file") from error
        (Path(room) / CORRECTIONS_NAME).write_bytes(content)
        corrections = Corrections.open(Path(room)).all
        with backup.opened(path) as theirs, in_memory(theirs) as copy:
            return _merge(notebook, copy, file.name, dry_run, corrections)


class _Rehearsed(Exception):
    """Ends the transaction of a dry run."""


def _merge(
    notebook: Notebook,
    theirs: sqlite3.Connection,
    name: str,
    dry_run: bool,
    corrections: Sequence[Correction] = (),
) -> Merged:
    if dry_run and not notebook.database.path.exists():
        return _rehearsed_elsewhere(notebook, theirs, name, corrections)
    merged = Merged({}, {})
    missing = [each for each in corrections if notebook.corrections.standing(each) is None]
    if not dry_run and notebook.database.path.exists():
        notebook.database.back_up("before-merge")
    with contextlib.suppress(_Rehearsed), notebook.step(f"merge {name}") as (connection, recording):
        merged = _Merging(connection, theirs, recording).all(len(missing))
        if dry_run:
            raise _Rehearsed
        for correction in missing:
            recording.elsewhere(None, correction.line())
            notebook.corrections.replace(None, correction)
    return merged


def _rehearsed_elsewhere(
    notebook: Notebook, theirs: sqlite3.Connection, name: str, corrections: Sequence[Correction]
) -> Merged:
    """Rehearse a merge into a notebook that is not there yet, and make none."""
    import tempfile

    with notebook.database.reading():  # refuses where one should be there
        pass
    with tempfile.TemporaryDirectory() as room:
        stand_in = Notebook(Database(Path(room) / FILE_NAME), notebook.corrections)
        with contextlib.closing(stand_in):
            stand_in.set_status((), Status.NEW)  # there is a file
            return _merge(stand_in, theirs, name, True, corrections)


class _Merging:
    """One merge, within a transaction."""

    def __init__(self, ours: sqlite3.Connection, theirs: sqlite3.Connection, recording: Recording) -> None:
        self._ours, self._theirs, self._recording = ours, theirs, recording
        self._new: Counter[str] = Counter()
        self._changed: Counter[str] = Counter()
        self._words: dict[object, int] = {}

    def all(self, corrections: int) -> Merged:
        self._new["correction"] += corrections
        for row in _rows(self._theirs, "word"):
            identity = ("traditional", "simplified", "reading")
            self._words[row["id"]] = self._take("word", row, identity, _word)
        for row in _rows(self._theirs, "context"):
            self._take("context", self._with_word(row), ("word", "sentence", "start", "digest"), _context)
        for row in _rows(self._theirs, "card"):
            self._take("card", self._with_word(row), ("word", "mode"), _last("last_review"))
        for row in _rows(self._theirs, "review"):
            self._take("review", row, ("traditional", "simplified", "reading", "mode", "at"), _greater)
        for row in _rows(self._theirs, "document"):
            self._take("document", row, ("digest",), _document)
        for row in _rows(self._theirs, "bookmark"):
            self._take("bookmark", row, ("digest", "paragraph", "offset"), _last("added"))
        for row in _rows(self._theirs, "translation"):
            self._take("translation", row, ("digest",), _last("at"))
        newest = self._ours.execute("SELECT max(at) FROM weights").fetchone()[0] or ""
        for row in _rows(self._theirs, "weights"):
            if str(row["at"]) > newest:  # the last one holds, so none may come after a later one
                self._take("weights", row, ("at", "parameters"), _greater)
        for row in _rows(self._theirs, "reading_day", "day, digest"):
            self._put("reading_day", row, ("day", "digest"))
        for row in _rows(self._theirs, "reveal", "digest, paragraph, offset"):
            self._put("reveal", row, ("digest", "paragraph", "offset"))
        return Merged(+self._new, self._changed)

    def _with_word(self, row: Row) -> Values:
        return {**row, "word": self._words[row["word"]]}

    def _take(self, relation: Relation, theirs: Row, key: tuple[str, ...], join: Join) -> int:
        """Make our table hold a row of theirs and return the id it has here."""
        fresh = {column: value for column, value in theirs.items() if column != "id"}
        ours = self._found(relation, fresh, key)
        if ours is None:
            self._new[relation] += 1
            return self._recording.insert(relation, fresh)
        identifier = int(str(ours["id"]))
        changes = {column: value for column, value in join(ours, fresh).items() if ours[column] != value}
        if changes:
            self._changed[relation] += 1
            self._recording.update(relation, identifier, changes)
        return identifier

    def _put(self, relation: Keyed, theirs: Row, key: tuple[str, ...]) -> None:
        """The same for a table whose rows have no id: each number of the two is the greater one."""
        ours = self._found(relation, theirs, key)
        wanted = theirs if ours is None else {column: _most(ours[column], theirs[column]) for column in ours}
        if ours != wanted:
            (self._new if ours is None else self._changed)[relation] += 1
            self._recording.put(relation, ours, wanted)

    def _found(self, relation: str, row: Row, key: tuple[str, ...]) -> Row | None:
        condition = " AND ".join(f'"{column}" = ?' for column in key)
        query = f"SELECT * FROM {relation} WHERE {condition}"
        return next(_selected(self._ours, query, [row[column] for column in key]), None)


def _word(ours: Row, theirs: Row) -> Values:
    joined: dict[str, object] = {}
    for part in ("gloss", "note", "status"):
        joined |= _together(ours, theirs, (f"{part}_at", part))
    for part in ("tags", "lists"):
        both = [*json.loads(str(ours[part])), *json.loads(str(theirs[part]))]
        joined[part] = json.dumps(list(dict.fromkeys(both)), ensure_ascii=False)
    joined["kept"] = _most(ours["kept"], theirs["kept"])
    joined["added"] = min(str(ours["added"]), str(theirs["added"]))
    return joined


def _context(ours: Row, theirs: Row) -> Values:
    """Two records of one sentence: what only one of them says is taken from it."""
    words = ("sentence_reading", "document", "section", "translation")
    joined = {part: _most(ours[part], theirs[part]) for part in words}
    return joined | _together(ours, theirs, ("paragraph", "offset", "end"))


def _document(ours: Row, theirs: Row) -> Values:
    """The text as it was opened last; where the file is, this machine knows best."""
    later = _last("opened")(ours, theirs)
    both = [*json.loads(str(ours["tags"])), *json.loads(str(theirs["tags"]))]
    tags = json.dumps(list(dict.fromkeys(both)), ensure_ascii=False)
    return {column: value for column, value in later.items() if column != "path"} | {"tags": tags}


def _last(column: str) -> Join:
    """The row in which a time is later; of equal ones the greater, so that the order does not matter."""
    return lambda ours, theirs: _without_id(
        max(ours, theirs, key=lambda row: (_known(row[column]), *_ordered(row)))
    )


def _greater(ours: Row, theirs: Row) -> Values:
    return _without_id(max(ours, theirs, key=_ordered))


def _without_id(row: Row) -> Values:
    return {name: value for name, value in row.items() if name != "id"}


def _together(ours: Row, theirs: Row, columns: tuple[str, ...]) -> Values:
    """Columns that mean something only together: all of the one row, or all of the other."""
    greater = max(ours, theirs, key=lambda row: tuple(_known(row[column]) for column in columns))
    return {column: greater[column] for column in columns}


def _ordered(row: Row) -> tuple[Known, ...]:
    return tuple(_known(row[name]) for name in sorted(row) if name not in ("id", "word", "path"))


def _known(value: object) -> Known:
    """Something to compare columns by: less for what is not known."""
    return (0, "") if value is None else (1, cast("str", value))


def _most(one: object, other: object) -> object:
    return max(one, other, key=_known)


def _rows(connection: sqlite3.Connection, table: str, order: str = "id") -> Iterator[Values]:
    return _selected(connection, f"SELECT * FROM {table} ORDER BY {order}", ())


def _selected(connection: sqlite3.Connection, query: str, values: Sequence[object]) -> Iterator[Values]:
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))
