"""Everything a notebook holds as JSON lines, and back, to the byte: for those who trust text files more.

The first line names the version of the tables, each following one a table and a row of it, in an order that
stays the same; the file of corrections is among them, line by line; the last line counts them all, so that a
file cut short is known as one. What a newer or older dushu wrote is refused or brought to today's version, as
with the notebook itself.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from reader import atomic
from reader.errors import NotebookError
from reader.inert import json_line
from reader.study.backup import check
from reader.study.corrections import Corrections
from reader.study.database import create
from reader.study.schema import MIGRATIONS

_CORRECTIONS = "corrections.txt"
_NAME = "dushu notebook"


def dump(connection: sqlite3.Connection, corrections: Corrections) -> Iterator[str]:
    """Yield the lines, line ends included, of what an open notebook and the corrections file hold."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    yield json_line({"file": _NAME, "version": version}) + "\n"
    count = 0
    for table in _tables(connection):
        cursor = connection.execute(f'SELECT * FROM "{table}" ORDER BY {_order(connection, table)}')
        names = [column[0] for column in cursor.description]
        for row in cursor:
            count += 1
            values = {name: _as_json(value) for name, value in zip(names, row, strict=True)}
            yield json_line({"table": table, "row": values}) + "\n"
    for line in corrections.lines:
        count += 1
        yield json_line({"table": _CORRECTIONS, "row": {"line": line}}) + "\n"
    yield json_line({"file": _NAME, "rows": count}) + "\n"


def load(lines: Iterable[str], name: str, path: Path) -> bytes:
    """Make a notebook at ``path``, where there is none, of what :func:`dump` yielded; return the corrections.

    Raise NotebookError naming the line of ``name`` that is no such line; there is no file then.
    """
    numbered = enumerate(lines, 1)
    version = _version(next(numbered, (1, ""))[1], name)
    corrections: list[str] = []
    with contextlib.ExitStack() as stack:
        temporary = stack.enter_context(atomic.appearing(path))
        connection = stack.enter_context(create(temporary, MIGRATIONS[:version]))
        triggers = _set_aside(connection)
        columns = {table: _columns(connection, table) for table in _tables(connection)}
        count = None
        for number, line in numbered:
            if count is not None:
                raise NotebookError(f"{name}:{number}: goes on after its end; choose another file")
            try:
                item = json.loads(line)
                if item.get("file") == _NAME:
                    count = item["rows"]
                    if count != number - 2:
                        raise ValueError(f"says it has {count} rows, and has {number - 2}")
                elif item["table"] == _CORRECTIONS:
                    corrections.append(item["row"]["line"])
                else:
                    _insert(connection, columns, item["table"], item["row"])
            except (
                ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError, sqlite3.Error,
            ) as error:  # fmt: skip
                raise NotebookError(
                    f"{name}:{number}: not a line of a dumped notebook ({error}); choose another file"
                ) from error
        if count is None:
            raise NotebookError(f"{name}: is cut short: its last line is missing; choose another file")
        for trigger in triggers:
            connection.execute(trigger)
        if wrong := check(connection):
            raise NotebookError(f"{name}: is not whole ({wrong[0]}); choose another file")
    return "".join(corrections).encode("utf-8", "surrogateescape")


def is_dump(first: str) -> bool:
    """Return whether a file that begins with this line is a dumped notebook."""
    with contextlib.suppress(ValueError, AttributeError, RecursionError):
        return bool(json.loads(first).get("file") == _NAME)
    return False


def _version(first: str, name: str) -> int:
    version = json.loads(first).get("version") if is_dump(first) else None
    if not isinstance(version, int) or version < 1:
        raise NotebookError(f"{name}: not a dumped notebook; dushu words dump makes one")
    if version > len(MIGRATIONS):
        raise NotebookError(
            f"{name}: was written by a newer dushu (version {version}, this one knows {len(MIGRATIONS)}); "
            "update dushu first"
        )
    return version


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables, those that others refer to before these."""
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    waiting = [name for (name,) in rows]
    sorted_: list[str] = []
    while waiting:
        ready = [name for name in waiting if _parents(connection, name) <= {*sorted_, name}]
        sorted_ += ready
        waiting = [name for name in waiting if name not in ready]
    return sorted_


def _parents(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[2] for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')}


def _order(connection: sqlite3.Connection, table: str) -> str:
    keys = [(row[5], row[1]) for row in connection.execute(f'PRAGMA table_info("{table}")') if row[5]]
    return ", ".join(f'"{name}"' for _, name in sorted(keys))


def _set_aside(connection: sqlite3.Connection) -> list[str]:
    """Empty the tables, take away the triggers, which would add rows of their own, and return these."""
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for trigger, _ in triggers:
        connection.execute(f'DROP TRIGGER "{trigger}"')
    for table in reversed(_tables(connection)):
        connection.execute(f'DELETE FROM "{table}"')
    return [sql for _, sql in triggers]


def _columns(connection: sqlite3.Connection, table: str) -> frozenset[str]:
    return frozenset(column[1] for column in connection.execute(f'PRAGMA table_info("{table}")'))


def _insert(
    connection: sqlite3.Connection,
    columns: Mapping[str, frozenset[str]],
    table: str,
    row: Mapping[str, object],
) -> None:
    if table not in columns or not row.keys() <= columns[table]:
        raise ValueError(f"no table {table!r} with the columns {', '.join(row)}")
    names = ", ".join(f'"{column}"' for column in row)
    values = [_from_json(value) for value in row.values()]
    connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(row))})', values)


def _as_json(value: object) -> object:
    return {"hex": value.hex()} if isinstance(value, bytes) else value


def _from_json(value: object) -> object:
    return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value
