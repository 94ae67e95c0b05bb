"""Anki packages. The only module that knows genanki.

The ids are constants for ever: Anki knows the note type and the deck by them, and a new id would make a
second note type, and second notes, in every collection that has the first. Nothing of the time or place of
writing goes in, so the same words make the same bytes.
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from reader import atomic
from reader.deck.card import CSS, TEMPLATES
from reader.deck.note import ATTRIBUTION, DECK, FIELDS, NOTE_TYPE, Knowing, Note, know_nothing, note_of
from reader.errors import DeckError
from reader.study.cards import Card, Mode, State
from reader.study.word import Identity, Word

NOTE_TYPE_ID = 1_704_067_231
DECK_ID = 1_704_067_232
LOOKS_CHANGED = 1_795_500_000
"""When fields, templates or style last changed (seconds); Anki takes over what is newer than its own."""
_MODES = (Mode.RECOGNISE, Mode.RECALL)
"""How the first templates ask, in their order; what else dushu asks has no card in Anki."""
_ABOUT = f"Words kept while reading. {ATTRIBUTION}"
_DAY = 86_400
_COMPRESSION = 3
"""A twelfth larger than the usual 6, in less than half the time."""
_OFTEN = 200
"""Words after which it is told how far it is."""
_STAMP = (1980, 1, 1, 0, 0, 0)

Changed = Callable[[Word], datetime]
"""When a word last changed: on import, Anki takes over the notes that changed later than its own."""
Progress = Callable[[int, int], None]
"""Told how many of how many words are done."""


Cards = Mapping[tuple[Identity, Mode], Card]


def added(word: Word) -> datetime:
    return word.added


def write_package(
    words: Sequence[Word],
    path: Path,
    changed: Changed = added,
    knowing: Knowing = know_nothing,
    progress: Progress = lambda done, total: None,
    cards: Cards = MappingProxyType({}),
) -> int:
    """Write the words' notes to ``path`` and return how many; the old file or the whole new one is there.

    ``cards`` are the reviews so far: Anki takes them over for notes that are new to it, where its box
    “Import any learning progress” is ticked.
    """
    with _uncollected():
        return _write_all(words, path, changed, knowing, progress, cards)


def _write_all(
    words: Sequence[Word], path: Path, changed: Changed, knowing: Knowing, progress: Progress, cards: Cards
) -> int:
    import genanki

    note_type = genanki.Model(
        NOTE_TYPE_ID,
        NOTE_TYPE,
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": name, "qfmt": front, "afmt": back} for name, front, back in TEMPLATES],
        css=CSS,
    )
    deck = genanki.Deck(DECK_ID, DECK, _ABOUT)
    times: dict[str, int] = {}
    learnt: dict[tuple[str, int], Card] = {}
    for done, (word, note) in enumerate(_notes(words, knowing), start=1):
        deck.add_note(genanki.Note(note_type, list(note.fields), tags=list(note.tags), guid=note.guid))
        times[note.guid] = int(changed(word).timestamp())
        for place, mode in enumerate(_MODES):
            card = cards.get((word.identity, mode))
            if card is not None:
                learnt[note.guid, place] = card
        if done % _OFTEN == 0:
            progress(done, 2 * len(words))
    try:
        with atomic.replacing(path) as temporary:
            ids = _counted(len(words), min(times.values(), default=LOOKS_CHANGED) * 1000, progress)
            _write(genanki.Package(deck), temporary, times, learnt, ids)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise DeckError(f"{path}: cannot be written ({reason}); nothing was changed there") from error
    progress(len(words), len(words))
    return len(words)


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: of so many notes none is any, and looking takes a sixth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _counted(words: int, first: int, progress: Progress) -> Iterator[int]:
    """Yield the ids of notes and cards in turn, telling how far the second half of the work is."""
    each = 1 + len(TEMPLATES)
    for count in itertools.count():
        if count % (_OFTEN * each) == 0:
            progress(min(2 * words, words + count // each), 2 * words)
        yield first + count


def _notes(words: Iterable[Word], knowing: Knowing) -> Iterable[tuple[Word, Note]]:
    return ((word, note_of(word, knowing)) for word in words)


def _write(
    package: object,
    path: Path,
    times: Mapping[str, int],
    cards: Mapping[tuple[str, int], Card],
    ids: Iterator[int],
) -> None:
    """Write the package's database into an archive. genanki's own way leaves its database behind."""
    newest = max(times.values(), default=LOOKS_CHANGED)
    with tempfile.TemporaryDirectory(prefix="dushu-") as room:
        database = Path(room) / "collection.anki2"
        with contextlib.closing(sqlite3.connect(database)) as connection:
            package.write_to_db(connection.cursor(), newest, ids)  # type: ignore[attr-defined]  # untyped
            notes = connection.execute("SELECT guid, id FROM notes").fetchall()  # guid has no index
            connection.executemany(
                "UPDATE notes SET mod = ? WHERE id = ?", [(times[guid], note) for guid, note in notes]
            )
            _schedule(connection, dict(notes), cards)
            _date_note_type(connection)
            connection.commit()
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in (("collection.anki2", database.read_bytes()), ("media", b"{}")):
                entry = zipfile.ZipInfo(name, _STAMP)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o600 << 16
                archive.writestr(entry, content, compresslevel=_COMPRESSION)


def _schedule(
    connection: sqlite3.Connection, notes: Mapping[str, int], cards: Mapping[tuple[str, int], Card]
) -> None:
    """Give cards that are past being learnt their interval, day and memory; Anki teaches the others anew."""
    (created,) = connection.execute("SELECT crt FROM col").fetchone()
    for (guid, place), card in cards.items():
        if card.state not in (State.REVIEW, State.RELEARNING) or card.last_review is None:
            continue
        memory = {"s": card.stability, "d": card.difficulty}
        connection.execute(
            "UPDATE cards SET type = 2, queue = ?, due = ?, ivl = ?, factor = 2500, reps = ?, lapses = ?, "
            "data = ? WHERE nid = ? AND ord = ?",
            (
                -1 if card.suspended else 2,
                int(card.due.timestamp() - created) // _DAY,
                max(1, round((card.due - card.last_review).total_seconds() / _DAY)),
                card.answers,
                card.lapses,
                json.dumps({name: round(value, 4) for name, value in memory.items() if value is not None}),
                notes[guid],
                place,
            ),
        )


def _date_note_type(connection: sqlite3.Connection) -> None:
    (text,) = connection.execute("SELECT models FROM col").fetchone()
    models = json.loads(text)
    for model in models.values():
        model["mod"] = LOOKS_CHANGED
    connection.execute("UPDATE col SET models = ?", (json.dumps(models),))
