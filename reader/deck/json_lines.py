"""Words as JSON, one object a line: what scripts read, and what comes back unchanged."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone

from reader.deck.brought import BadLine, Bringing, Brought, Source
from reader.deck.differences import Content
from reader.document.model import Position
from reader.errors import DeckError, DushuError
from reader.inert import json_line
from reader.study.status import Status
from reader.study.word import Context, Identity, Word


def as_object(word: Word) -> dict[str, object]:
    """Return the word as the command line's JSON has it; fields may be added, none renamed."""
    return {
        "simplified": word.simplified,
        "traditional": word.traditional,
        "reading": word.reading,
        "gloss": word.gloss,
        "note": word.note,
        "tags": list(word.tags),
        "lists": list(word.lists),
        "status": word.status.word,
        "added": word.added.astimezone(timezone.utc).isoformat(),
        **({} if word.kept else {"kept": False}),
        "contexts": [_context_object(context) for context in word.contexts],
    }


def json_lines(words: Iterable[Word]) -> str:
    """Return one line a word."""
    return "".join(json_line(as_object(word)) + "\n" for word in words)


def read_json_lines(text: str, name: str, now: datetime) -> Iterator[Word]:
    """Yield the words of what :func:`json_lines` wrote; only ``simplified`` or ``traditional`` is needed.

    Raise DeckError naming the line of ``name`` that is not such an object; ``now`` is for undated words.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield _word(json.loads(line), now)
            except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
                raise DeckError(
                    f"{name}:{number}: not a word of JSON lines ({error}); see export --to jsonl"
                ) from error


def is_json_lines(source: Source) -> bool:
    """True where the first line that is not empty is an object."""
    first = next((line for line in source.lines if line.strip()), "")
    return first.lstrip("\ufeff").startswith("{")


def read_json_words(source: Source) -> Bringing:
    """Return the words of JSON lines, and the lines that are none."""
    words: list[Brought] = []
    bad: list[BadLine] = []
    for number, line in enumerate(source.text.split("\n"), start=1):
        if not line.strip("\ufeff\r "):
            continue
        try:
            item = json.loads(line.strip("\ufeff"))
            word = _word(item, datetime.fromtimestamp(0, timezone.utc))
        except (
            ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError, DushuError,
        ) as error:  # fmt: skip
            bad.append(BadLine(number, str(error)))
            continue
        words.append(
            Brought(
                word.simplified,
                number,
                traditional=word.traditional,
                reading=word.reading,
                gloss=word.gloss,
                note=word.note,
                tags=word.tags,
                lists=word.lists,
                status=word.status if "status" in item else None,
                contexts=word.contexts,
                added=word.added if item.get("added") else None,
                exact=True,
                kept=word.kept,
            )
        )
    return Bringing(tuple(words), tuple(bad))


def read_json_keys(content: bytes) -> Content:
    """Return what JSON lines hold, by word; raise ValueError for what is no such text."""
    words = read_json_lines(content.decode("utf-8-sig"), "line", datetime.fromtimestamp(0, timezone.utc))
    try:
        return {
            "\t".join((w.traditional, w.simplified, w.reading)): (json_line(as_object(w)),) for w in words
        }
    except DeckError as error:
        raise ValueError(str(error)) from error


def _context_object(context: Context) -> dict[str, object]:
    position = context.position
    return {
        "sentence": context.sentence,
        "start": context.start,
        "end": context.end,
        "sentence_reading": context.sentence_reading,
        "document": context.document,
        "digest": context.digest,
        "paragraph": None if position is None else position.paragraph,
        "offset": None if position is None else position.offset,
        "section": context.section,
        "translation": context.translation,
    }


def _word(item: dict[str, object], now: datetime) -> Word:
    simplified = _text(item, "simplified") or _text(item, "traditional")
    if not simplified:
        raise ValueError("no word in it")
    added = _text(item, "added")
    contexts = item.get("contexts", [])
    if not isinstance(contexts, list):
        raise TypeError("contexts is no list")
    return Word(
        Identity(_text(item, "traditional") or simplified, simplified, _text(item, "reading")),
        _text(item, "gloss"),
        _text(item, "note"),
        _texts(item, "tags"),
        _texts(item, "lists"),
        Status.parse(str(item.get("status", "1"))),
        _time(added) if added else now,
        tuple(map(_context, contexts)),
        item.get("kept") is not False,
    )


def _time(text: str) -> datetime:
    """Return the time; one that names no zone is in UTC."""
    time = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return time if time.tzinfo else time.replace(tzinfo=timezone.utc)


def _context(item: dict[str, object]) -> Context:
    sentence, start = _text(item, "sentence"), _number(item, "start") or 0
    end = _number(item, "end")
    paragraph = _number(item, "paragraph")
    return Context(
        sentence,
        start,
        start if end is None else end,
        _text(item, "sentence_reading"),
        _text(item, "document"),
        _text(item, "digest"),
        None if paragraph is None else Position(paragraph, _number(item, "offset") or 0),
        _text(item, "section"),
        _text(item, "translation"),
    )


def _text(item: dict[str, object], key: str) -> str:
    value = item.get(key) or ""
    if not isinstance(value, str):
        raise TypeError(f"{key} is no text")
    return value


def _texts(item: dict[str, object], key: str) -> tuple[str, ...]:
    values = item.get(key) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(f"{key} is no list of texts")
    return tuple(values)


def _number(item: dict[str, object], key: str) -> int | None:
    value = item.get(key)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise TypeError(f"{key} is no number")
    return value
