"""What a step changed, told in words: the history a learner can read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from reader.study.history import Row
from reader.study.status import Status

_PARTS = ("gloss", "note", "tags", "lists", "status", "reading")


def changes_told(changes: Iterable[tuple[str, Row | None, Row | None]]) -> Iterator[str]:
    """Yield a line for each change of a word, a sentence, a text or a correction; the rest goes with them."""
    for relation, before, after in changes:
        row = after or before
        if row is None:
            continue
        if relation == "word":
            yield from _word(before, after)
        elif relation == "context":
            yield f"{_sign(before, after)} {row['sentence']}"
        elif relation == "document":
            yield f"{_sign(before, after)} {row['title']}"
        elif relation == "review":
            yield f"{_sign(before, after)} an answer for {row['simplified']}"
        elif relation == "elsewhere":
            yield f"{_sign(before, after)} {str(row['line']).expandtabs(1)}"


def _word(before: Row | None, after: Row | None) -> Iterator[str]:
    if before is None or after is None:
        row = after or before or {}
        gloss = f": {row['gloss']}" if row["gloss"] else ""
        yield f"{_sign(before, after)} {row['simplified']}{gloss}"
        return
    changed = (part for part in _PARTS if before.get(part) != after.get(part))
    parts = [f"{part} {_shown(part, before[part])} → {_shown(part, after[part])}" for part in changed]
    if before["kept"] != after["kept"]:
        parts.append("saved" if after["kept"] else "no longer saved")
    yield f"{after['simplified']}: {'; '.join(parts) or 'changed'}"


def _sign(before: Row | None, after: Row | None) -> str:
    return "+" if before is None else "-" if after is None else "~"


def _shown(part: str, value: object) -> str:
    if part == "status":
        return Status(int(str(value))).word
    if part in ("tags", "lists"):
        value = ", ".join(json.loads(str(value)))
    return f"“{value}”" if value else "nothing"
