"""Notes of Anki's, of whatever note type, as words: which field is which, and how well each is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reader.deck.anki_file import AnkiNote, read_anki_file
from reader.deck.brought import Bringing, Brought, Source
from reader.deck.differences import Content
from reader.deck.lwt import status_after
from reader.deck.note import FIELDS, LIST_TAG, NOTE_TYPE, as_text
from reader.deck.table import brought_of, chosen, guessed, meant
from reader.errors import DeckError
from reader.language.script import has_han
from reader.study.status import Status
from reader.study.word import Context

_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::[^{}]*)?\}\}", re.DOTALL)
_MEDIA = re.compile(r"\[(?:sound|anki):[^\]]*\]")
_BOLD = re.compile(r"(.*?)<b>(.*?)</b>(.*)", re.DOTALL)


def read_package(content: bytes) -> Content:
    """Return the fields and tags of a package's notes, by guid; raise ValueError for what is no package."""
    try:
        notes = read_anki_file(content, "it")
    except DeckError as error:
        raise ValueError(str(error)) from error
    return {note.guid: (*note.fields.values(), " ".join(note.tags)) for note in notes}


def read_anki(source: Source) -> Bringing:
    """Return the Chinese words among the notes of a package or collection, each note type read as it is."""
    return words_of(read_anki_file(source.content, source.name), source)


def words_of(notes: Sequence[AnkiNote], source: Source) -> Bringing:
    """Return the words of notes: their statuses from the cards' intervals, in the decks that are wanted."""
    if source.deck:
        wanted = source.deck.casefold()
        everywhere = sorted({deck for note in notes for deck in note.decks})
        notes = [note for note in notes if any(_is_in(deck, wanted) for deck in note.decks)]
        if not notes:
            raise DeckError(f"{source.name}: has no deck {source.deck!r}; it has {', '.join(everywhere)}")
    kinds: dict[str, list[AnkiNote]] = {}
    for note in notes:
        kinds.setdefault(note.kind, []).append(note)
    words: list[Brought] = []
    about: list[str] = []
    for kind, own in kinds.items():
        if kind == NOTE_TYPE and "Key" in own[0].fields:
            words += [_own(note, index) for index, note in enumerate(own, start=1)]
            about.append(f"{kind}: our own notes")
            continue
        fields = _fields(own, source.fields)
        if not fields:
            about.append(f"{kind}: passed over, no field holds a word")
            continue
        found = [_word(note, fields, index) for index, note in enumerate(own, start=1)]
        words += [word for word in found if word]
        shown = ", ".join(f"{field}={name}" for name, field in fields.items() if field)
        passed = f"; {found.count(None)} without Chinese passed over" if None in found else ""
        about.append(f"{kind}: {shown}{passed}")
    return Bringing(tuple(words), about="; ".join(about))


def own_word(fields: Mapping[str, str], tags: Iterable[str]) -> Brought | None:
    """Return the word of a note that we wrote; None where its key has been edited away."""
    key = fields.get("Key", "").split("|")
    if len(key) != 3 or not key[0]:
        return None
    simplified, traditional, reading = map(as_text, key)
    source = as_text(fields.get("Source", ""))
    return Brought(
        simplified,
        traditional=traditional,
        reading=reading,
        gloss=as_text(fields.get("English", "")),
        note=as_text(fields.get("Note", "")),
        tags=tuple(tag for tag in tags if not tag.startswith(LIST_TAG)),
        lists=tuple(tag.removeprefix(LIST_TAG) for tag in tags if tag.startswith(LIST_TAG)),
        contexts=_sentence(fields, source),
        exact=True,
    )


def _own(note: AnkiNote, index: int) -> Brought:
    word = own_word(note.fields, note.tags)
    if word is None:
        fields = dict(zip(FIELDS, ("", "word", "traditional", "reading", "", "gloss"), strict=False))
        word = _word(note, fields, index) or Brought("")
    return replace(word, line=index, status=_status(note))


def _word(note: AnkiNote, fields: Mapping[str, str], index: int) -> Brought | None:
    row = [_plain(note.fields.get(name, "")) for name in fields]
    try:
        word = brought_of(tuple(fields.values()), row, index, lambda text: None)
    except ValueError:
        return None
    return replace(word, tags=note.tags, status=_status(note))


def _status(note: AnkiNote) -> Status:
    return status_after(note.interval) if note.answers else Status.LEARNING_1


def _fields(notes: Sequence[AnkiNote], wanted: Sequence[str]) -> dict[str, str]:
    """Return what each field of a note type holds; {} where none seems to hold a word."""
    names = tuple(notes[0].fields)
    if wanted:
        if any("=" in one and one.split("=", 1)[1] in names for one in wanted):
            known = [one for one in wanted if one.split("=", 1)[-1] in names]
            return dict(zip(names, chosen(known, names), strict=True))
        if any("=" in one for one in wanted):
            return {}
        return dict(zip(names, chosen(wanted, None), strict=False))
    rows = [[_plain(text) for text in note.fields.values()] for note in notes[:50]]
    named = meant(names)
    if named:
        at = named.index("word" if "word" in named else "traditional")
        if sum(has_han(row[at]) for row in rows if at < len(row)) > 0.5 * len(rows):
            return dict(zip(names, named, strict=True))
    seeming = guessed(rows)
    return dict(zip(names, seeming, strict=False)) if "word" in seeming else {}


def _plain(field: str) -> str:
    return _MEDIA.sub("", as_text(_CLOZE.sub(r"\1", field))).replace("\xa0", " ").strip()


def _sentence(fields: Mapping[str, str], source: str) -> tuple[Context, ...]:
    marked = fields.get("Sentence", "")
    if not marked:
        return ()
    match = _BOLD.fullmatch(marked)
    before, word, after = map(as_text, match.groups()) if match else (as_text(marked), "", "")
    document, _, section = source.partition(" · ")
    return (
        Context(
            before + word + after,
            len(before) if word else 0,
            len(before) + len(word) if word else 0,
            sentence_reading=as_text(fields.get("SentencePinyin", "")),
            document=document,
            section=section,
            translation=as_text(fields.get("SentenceTranslation", "")),
        ),
    )


def _is_in(deck: str, wanted: str) -> bool:
    return deck.casefold() == wanted or deck.casefold().startswith(f"{wanted}::")
