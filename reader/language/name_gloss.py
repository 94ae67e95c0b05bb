"""What to say of a name no dictionary has: its sort, its parts, and what its suffix means."""

from __future__ import annotations

from reader.language.name_tables import organisation_suffixes, place_suffixes, surnames
from reader.language.persons import PersonName, parse_person, short_titles
from reader.language.reading import Reading

_DOTS = "·•・‧"
_PREFIXES = {
    "小": "prefix 小 (young; familiar)",
    "老": "prefix 老 (old; familiar)",
    "阿": "prefix 阿 (familiar)",
}
_SORTS = {
    "person": "name of a person",
    "surname": "name of a person",
    "transliteration": "name (foreign, written by its sound)",
    "place": "name of a place",
    "organisation": "name of an organisation",
}


def name_gloss(text: str, label: str, reading: Reading | None = None) -> str:
    """Return one line about a name in simplified form; the word "name" is always in it.

    ``reading`` (one syllable a Han character) adds the pinyin of surname and given name:
    ``name of a person: surname 查 (Zhā), given name 国栋 (Guódòng)``.
    """
    sort = _SORTS.get(label, "name")
    if label in ("person", "surname"):
        return f"{sort}: {', '.join(_person(parse_person(text), reading))}"
    if label in ("place", "organisation"):
        stem, english = _suffix(text, label)
        return f"{sort}: {stem} + {english}" if english else sort
    if label == "transliteration" and reading:
        return f"{sort}: {_title_case(reading)}"
    return sort


def surname_reading(surname: str) -> str:
    """Return how a surname is read where that is not the character's usual reading (``Zha1``), else ""."""
    found = surnames().get(surname)
    return found.reading if found else ""


def name_reading(text: str, label: str, reading: str) -> str:
    """Return the numbered reading of a name with the capitals names have: ``Chen2 Ling2 feng1``.

    A surname with a reading of its own gets it: 查 is ``Zha1``. Given back unchanged where the syllables
    are not one a Han character.
    """
    syllables = reading.split()
    places = [index for index, char in enumerate(text) if char not in _DOTS and not char.isascii()]
    if len(places) != len(syllables):
        return reading
    capital = {0}
    if label in ("person", "surname"):
        name = parse_person(text)
        begin = len(name.prefix)
        own = surname_reading(name.surname).lower().split()
        syllables[begin : begin + len(own)] = own
        if name.surname:
            capital.add(begin)
        if name.given:
            capital.add(begin + len(name.surname))
    capital.update(index for index, place in enumerate(places) if place and text[place - 1] in _DOTS)
    return " ".join(s[:1].upper() + s[1:] if index in capital else s for index, s in enumerate(syllables))


def _person(name: PersonName, reading: Reading | None) -> list[str]:
    syllables = iter(reading.syllables if reading else ())

    def said(part: str, proper: str = "") -> str:
        own = [next(syllables, None) for _ in part]
        if proper:
            return f" ({Reading.parse(proper).marks()})"
        shown = Reading(tuple(syllable for syllable in own if syllable is not None))
        return f" ({_title_case(shown)})" if len(shown) == len(part) else ""

    parts = []
    if name.prefix:
        parts.append(_PREFIXES[name.prefix])
        next(syllables, None)
    if name.surname:
        parts.append(f"surname {name.surname}{said(name.surname, surname_reading(name.surname))}")
    if name.given:
        parts.append(f"given name {name.given}{said(name.given)}")
    if name.title:
        parts.append(f"{name.title} {short_titles()[name.title]}")
    return parts


def _title_case(reading: Reading) -> str:
    shown = reading.marks()
    return shown[:1].upper() + shown[1:]


def _suffix(text: str, label: str) -> tuple[str, str]:
    """Return the stem and what the longest suffix means; ("", "") where none is known."""
    known = place_suffixes() if label == "place" else organisation_suffixes()
    for size in range(min(len(text) - 1, 5), 0, -1):
        found = known.get(text[-size:])
        if found is not None:
            return text[:-size], f"{found.text} {found.english}"
    return "", ""
