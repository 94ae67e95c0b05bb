"""The parts of a name no dictionary has: surname and the characters of the given name, stem and suffix."""

from __future__ import annotations

from reader.dictionary.parts import Lookup, Part, explain, short_gloss
from reader.language.name_tables import organisation_suffixes, place_suffixes
from reader.language.persons import parse_person, short_titles
from reader.language.reading import Reading

_LONGEST_SUFFIX = 5


def name_parts(text: str, label: str, entries: Lookup, reading: str) -> tuple[Part, ...]:
    """Return the parts of a name in simplified form, read as the whole is.

    The characters of a given name and of a stem keep their dictionary meaning; a transliteration, and a
    name whose ``reading`` has not one syllable a character, is not taken apart.
    """
    syllables = reading.split()
    if len(syllables) != len(text):
        return ()
    if label in ("person", "surname"):
        return _person(text, entries, syllables)
    if label in ("place", "organisation"):
        return _with_suffix(text, entries, syllables)
    return ()


def _person(text: str, entries: Lookup, syllables: list[str]) -> tuple[Part, ...]:
    name = parse_person(text)
    parts, place = [], 0
    for piece, gloss in (
        (name.prefix, "prefix (familiar)"),
        (name.surname, "surname"),
        *((char, "") for char in name.given),
        (name.title, short_titles().get(name.title, "")),
    ):
        if piece:
            parts.append(_part(piece, syllables[place : place + len(piece)], gloss, entries))
            place += len(piece)
    return tuple(parts)


def _with_suffix(text: str, entries: Lookup, syllables: list[str]) -> tuple[Part, ...]:
    suffixes = {**place_suffixes(), **organisation_suffixes()}
    for size in range(min(_LONGEST_SUFFIX, len(text) - 1), 0, -1):
        found = suffixes.get(text[-size:])
        if found is not None:
            stem = text[:-size]
            whole = entries(stem)
            if whole:
                parts: tuple[Part, ...] = (_part(stem, syllables[:-size], "", entries),)
            else:
                parts, _ = explain(stem, entries, " ".join(syllables[:-size]))
            return (*parts, _part(found.text, syllables[-size:], found.english, entries))
    return ()


def _part(text: str, syllables: list[str], gloss: str, entries: Lookup) -> Part:
    reading = " ".join(syllables)
    return Part(text, Reading.parse(reading), gloss or short_gloss(entries(text), reading))
