"""What a dictionary says of a headword."""

from __future__ import annotations

from dataclasses import dataclass

from reader.language.reading import Reading


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
    def is_surname(self) -> bool:
        return self.is_name and any(sense.text.startswith("surname ") for sense in self.senses)

    @property
    def headword(self) -> str:
        """``简体[繁體]``, or the one form where both are the same."""
        if self.simplified == self.traditional:
            return self.simplified
        return f"{self.simplified}[{self.traditional}]"


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
