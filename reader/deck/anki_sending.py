"""Words into a running Anki: first a plan of what would change, then, when that is wished, the change.

Notes are found again by their fields, since AnkiConnect cannot give a note a guid: by Key in our own note
type, by the fields that hold the word and its reading in another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reader.deck.anki_connect import BATCH, AnkiConnect
from reader.deck.anki_file import AnkiNote
from reader.deck.card import CSS, TEMPLATES
from reader.deck.differences import Differences
from reader.deck.note import DECK, FIELDS, NOTE_TYPE, Knowing, as_text, note_of
from reader.errors import DeckError
from reader.study.word import Word

_IDENTIFYING = ("Key", "Simplified", "Traditional", "Pinyin", "Zhuyin")


@dataclass(frozen=True, slots=True)
class Target:
    """Where to: a deck, a note type, and for another's note type which of its fields hold which of ours."""

    deck: str = DECK
    note_type: str = NOTE_TYPE
    fields: Mapping[str, str] | None = None

    @property
    def is_own(self) -> bool:
        return self.fields is None


@dataclass(frozen=True, slots=True)
class Coming:
    """A note as it is to be: its fields by the names Anki has for them."""

    word: Word
    fields: dict[str, str]
    tags: tuple[str, ...]
    note: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What sending would do; ``twice`` are words that the note type cannot tell from one before them."""

    new: tuple[Coming, ...]
    changed: tuple[Coming, ...]
    same: int
    twice: tuple[Coming, ...]
    make_type: bool
    make_deck: bool

    @property
    def differences(self) -> Differences:
        return Differences(len(self.new), len(self.changed), self.same, 0)


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one note: ``added``, ``updated`` or ``refused``, and why."""

    word: Word
    outcome: str
    reason: str = ""


def target_of(fields: Sequence[str], note_type: str, deck: str) -> Target:
    """Return the target of ``--note-type`` and ``--fields``; raise DeckError for fields we do not have."""
    if not note_type or note_type == NOTE_TYPE:
        return Target(deck or DECK)
    mapping: dict[str, str] = {}
    for one in fields:
        ours, mark, theirs = one.partition("=")
        named = {name.lower(): name for name in FIELDS}.get(ours.strip().lower())
        if named is None or not mark:
            raise DeckError(f"--fields {one}: write OUR=THEIRS, ours being one of {', '.join(FIELDS)}")
        mapping[theirs.strip()] = named
    if not {"Key", "Simplified", "Traditional"} & set(mapping.values()):
        raise DeckError(
            f"--note-type {note_type}: say which fields hold what: --fields Simplified=Hanzi,English=…"
        )
    return Target(deck or DECK, note_type, mapping)


def plan(anki: AnkiConnect, words: Sequence[Word], target: Target, knowing: Knowing) -> Plan:
    """Return what sending the words would change. Nothing in Anki changes by this."""
    anki.connect()
    types = anki.ask("modelNames")
    if target.note_type not in types and not target.is_own:
        raise DeckError(f"Anki has no note type {target.note_type!r}; it has {', '.join(map(str, types))}")
    make_type = target.note_type not in types
    theirs = list(FIELDS) if make_type else anki.ask("modelFieldNames", modelName=target.note_type)
    mapping = target.fields or {name: name for name in FIELDS}
    missing = [name for name in mapping if name not in theirs]
    if missing:
        advice = (
            "import a package with “Merge note types” first"
            if target.is_own
            else f"it has {', '.join(theirs)}"
        )
        raise DeckError(f"Anki's note type {target.note_type!r} has no field {missing[0]!r}; {advice}")
    found = () if make_type else anki.notes(f'"note:{_quoted(target.note_type)}"')
    held: dict[tuple[str, ...], AnkiNote] = {}
    for note in found:
        held.setdefault(_identifying(note.fields, mapping), note)
    coming = [_coming(word, mapping, knowing) for word in words]
    new, changed, twice, same = [], [], [], 0
    seen: set[tuple[str, ...]] = set()
    for one in coming:
        name = _identifying(one.fields, mapping)
        if name in seen:
            twice.append(one)
            continue
        seen.add(name)
        there = held.get(name)
        if there is None:
            new.append(one)
        elif _differs(one, there):
            changed.append(Coming(one.word, one.fields, one.tags, int(there.guid)))
        else:
            same += 1
    make_deck = bool(new) and target.deck not in anki.ask("deckNames")
    return Plan(tuple(new), tuple(changed), same, tuple(twice), make_type, make_deck)


def send(anki: AnkiConnect, planned: Plan, target: Target) -> Iterator[Sent]:
    """Do what was planned, and say of each note what became of it. One refused stops no other."""
    if planned.make_type:
        anki.ask(
            "createModel",
            modelName=target.note_type,
            inOrderFields=list(FIELDS),
            css=CSS,
            isCloze=False,
            cardTemplates=[{"Name": name, "Front": front, "Back": back} for name, front, back in TEMPLATES],
        )
    if planned.make_deck:
        anki.ask("createDeck", deck=target.deck)
    notes: list[dict[str, object]] = [{"note": _as_note(one, target)} for one in planned.new]
    made: list[int] = []
    for one, (note, error) in zip(planned.new, anki.ask_each("addNote", notes), strict=True):
        made += [] if error else [int(note)]
        yield Sent(one.word, "refused" if error else "added", _explained(error))
    _put_into_deck(anki, made, target.deck)
    updates: list[dict[str, object]] = [
        {"note": {"id": one.note, "fields": one.fields}} for one in planned.changed
    ]
    tags: list[dict[str, object]] = [
        {"notes": [one.note], "tags": " ".join(one.tags)} for one in planned.changed
    ]
    tagged = anki.ask_each("addTags", tags)
    for one, (_, error) in zip(planned.changed, anki.ask_each("updateNoteFields", updates), strict=True):
        _, second = next(tagged)
        yield Sent(one.word, "refused" if error else "updated", _explained(error or second))
    for one in planned.twice:
        yield Sent(one.word, "refused", "the note type cannot tell it from another of these words")


def _put_into_deck(anki: AnkiConnect, notes: Sequence[int], deck: str) -> None:
    """Move cards that are not in their deck: under newer Ankis, the add-on makes them in the default deck."""
    for start in range(0, len(notes), BATCH):
        wanted = ",".join(map(str, notes[start : start + BATCH]))
        astray = anki.ask("findCards", query=f'nid:{wanted} -"deck:{_quoted(deck)}"')
        if astray:
            anki.ask("changeDeck", cards=astray, deck=deck)


def _coming(word: Word, mapping: Mapping[str, str], knowing: Knowing) -> Coming:
    note = note_of(word, knowing)
    ours = dict(zip(FIELDS, note.fields, strict=True))
    return Coming(word, {theirs: ours[name] for theirs, name in mapping.items()}, note.tags)


def _identifying(fields: Mapping[str, str], mapping: Mapping[str, str]) -> tuple[str, ...]:
    named = {ours: fields.get(theirs, "") for theirs, ours in mapping.items()}
    return tuple(as_text(named[name]).strip() for name in _IDENTIFYING if name in named)


def _differs(one: Coming, there: AnkiNote) -> bool:
    held = {tag.casefold() for tag in there.tags}
    return any(there.fields.get(name) != text for name, text in one.fields.items()) or any(
        tag.casefold() not in held for tag in one.tags
    )


def _as_note(one: Coming, target: Target) -> dict[str, object]:
    return {
        "deckName": target.deck,
        "modelName": target.note_type,
        "fields": one.fields,
        "tags": list(one.tags),
        "options": {"allowDuplicate": False, "duplicateScope": "collection"},
    }


def _explained(error: str) -> str:
    if "duplicate" in error:
        return "Anki has a note with this first field already"
    if "empty" in error:
        return "its first field would be empty"
    return error


def _quoted(name: str) -> str:
    return "".join(f"\\{char}" if char in '\\"*_' else char for char in name)
