"""What a dictionary says of a headword."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reader.language.reading import Reading
from reader.language.script import is_han


@dataclass(frozen=True, slots=True)
class Sense:
    """One slash-delimited sense as the dictionary writes it, for example ``to play (a game)``."""

    text: str

    @property
    def glosses(self) -> tuple[str, ...]:
        """The sense's equivalents, parted where ``;`` stands outside brackets."""
        return split_outside_brackets(self.text, ";")


@dataclass(frozen=True, slots=True)
class Entry:
    """A headword with one reading and its senses, first sense first; ``source`` names the dictionary.

    ``classifiers`` are the measure words of its ``CL:`` note, as written (``個|个[ge4]``).
    """

    traditional: str
    simplified: str
    reading: Reading
    senses: tuple[Sense, ...]
    classifiers: tuple[str, ...]
    source: str

    @property
    def is_name(self) -> bool:
        """True where the reading is capitalised: a person, place, organisation, language …"""
        return bool(self.reading) and self.reading.syllables[0].letters[:1].isupper()

    @property
    def han_reading(self) -> Reading:
        """The syllables of the Han characters alone, one each; ``Reading(())`` where that cannot be told.

        ``3C [san1 C]`` reads digits out and ``一不做，二不休`` has a comma among its syllables; a text's
        reading has neither.
        """
        return _han_reading(self.simplified, self.reading)

    @property
    def is_surname(self) -> bool:
        return self.is_name and any(sense.text.startswith("surname ") for sense in self.senses)

    @property
    def headword(self) -> str:
        """``简体[繁體]``, or the one form where both are the same."""
        if self.simplified == self.traditional:
            return self.simplified
        return f"{self.simplified}[{self.traditional}]"


@lru_cache(maxsize=16_384)
def _han_reading(headword: str, reading: Reading) -> Reading:
    toned = tuple(syllable for syllable in reading.syllables if syllable.tone)
    wanted = sum(map(is_han, headword))
    if len(toned) == wanted:
        return reading if len(toned) == len(reading) else Reading(toned)
    # Digits and signs read out as syllables: they stand in one run, before, after or between the characters.
    before = next((index for index, char in enumerate(headword) if not is_han(char)), len(headword))
    after = wanted - before
    if len(toned) < wanted or sum(map(is_han, headword[len(headword) - after :])) != after:
        return Reading(())
    return Reading(toned[:before] + (toned[-after:] if after else ()))


def split_outside_brackets(text: str, mark: str) -> tuple[str, ...]:
    """Split ``text`` at ``mark`` where no bracket is open; parts are stripped, empty ones dropped."""
    parts, depth, start = [], 0, 0
    for index, char in enumerate(text):
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth = max(0, depth - 1)
        elif char == mark and not depth:
            parts.append(text[start:index])
            start = index + 1
    parts.append(text[start:])
    return tuple(stripped for part in parts if (stripped := part.strip()))
