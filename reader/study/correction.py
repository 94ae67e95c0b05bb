"""One correction of a cut or a reading, as the learner makes it and as a line says it.

``everywhere<TAB>关口村三社<TAB>cut<TAB>关口村|三社`` parts the words wherever these characters stand;
``text:1f0c9a2b3d4e<TAB>会上<TAB>cut<TAB>会上`` keeps them one word in the text whose digest begins so;
``here:1f0c9a2b3d4e:12:7<TAB>还<TAB>read<TAB>huan2`` reads the word at paragraph 12, offset 7, so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from reader.document.model import Position
from reader.errors import ConfigError
from reader.language.reading import Reading
from reader.language.script import is_han

_DIGEST_SHOWN = 12
_SYLLABLE = re.compile(r"(?:[A-Za-zêÊ]|u:|U:)+[1-5]")


class Reach(IntEnum):
    """How far a correction reaches; the nearer one wins where two meet."""

    EVERYWHERE = 0
    TEXT = 1
    HERE = 2


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a correction holds: everywhere, in the text whose digest begins so, or at one place of it."""

    digest: str = ""
    position: Position | None = None

    @classmethod
    def everywhere(cls) -> Scope:
        return cls()

    @classmethod
    def text(cls, digest: str) -> Scope:
        return cls(digest[:_DIGEST_SHOWN])

    @classmethod
    def here(cls, digest: str, position: Position) -> Scope:
        return cls(digest[:_DIGEST_SHOWN], position)

    @property
    def reach(self) -> Reach:
        if not self.digest:
            return Reach.EVERYWHERE
        return Reach.TEXT if self.position is None else Reach.HERE

    def covers(self, digest: str) -> bool:
        return digest.startswith(self.digest)

    def __str__(self) -> str:
        if self.position is not None:
            return f"here:{self.digest}:{self.position.paragraph}:{self.position.offset}"
        return f"text:{self.digest}" if self.digest else "everywhere"


@dataclass(frozen=True, slots=True)
class Correction:
    """What is wrong with the words at ``surface`` and how it should be.

    ``pieces`` are the words it is made of, one of them to keep it whole; they join to ``surface``. Or
    ``reading`` is how the word ``surface`` is read, numbered. One of the two is empty.
    """

    scope: Scope
    surface: str
    pieces: tuple[str, ...] = ()
    reading: str = ""

    @classmethod
    def cut(cls, scope: Scope, *pieces: str) -> Correction:
        """Say that these neighbouring pieces are words; raise ConfigError for what a line cannot hold."""
        return _sound(cls(scope, "".join(pieces), pieces=pieces))

    @classmethod
    def read(cls, scope: Scope, surface: str, reading: str) -> Correction:
        """Say how a word is read, in numbers or marks; raise ConfigError where that cannot be."""
        return _sound(cls(scope, surface, reading=_numbered(reading)))

    @property
    def key(self) -> tuple[Scope, str, bool]:
        """What two corrections have in common when the later one replaces the earlier."""
        return self.scope, self.surface, bool(self.reading)

    def line(self) -> str:
        """Return the correction as :meth:`parse` reads it, without a line end."""
        what, value = ("read", self.reading) if self.reading else ("cut", "|".join(self.pieces))
        return "\t".join((str(self.scope), self.surface, what, value))

    @classmethod
    def parse(cls, line: str) -> Correction:
        """Read what :meth:`line` writes; raise ConfigError saying what is wrong with it."""
        fields = line.split("\t")
        if len(fields) != 4:
            raise ConfigError(
                f"has {len(fields)} fields parted by tabs, not 4 (scope, words, cut or read, how)"
            )
        where, surface, what, value = fields
        scope = _scope(where.strip())
        if what.strip() == "read":
            return cls.read(scope, surface, value)
        if what.strip() != "cut":
            raise ConfigError(f"says {what!r} where it should say cut or read")
        correction = cls.cut(scope, *value.split("|"))
        if correction.surface != surface:
            raise ConfigError(f"cuts {surface!r} into {value!r}, which is something else")
        return correction

    def places(self, digest: str, paragraph: int, text: str) -> Iterator[int]:
        """Yield the offsets in a paragraph's text where this correction holds."""
        if not self.scope.covers(digest):
            return
        position = self.scope.position
        if position is not None:
            if position.paragraph == paragraph and text.startswith(self.surface, position.offset):
                yield position.offset
            return
        found = text.find(self.surface)
        while found >= 0:
            yield found
            found = text.find(self.surface, found + len(self.surface))


def _scope(text: str) -> Scope:
    kind, *rest = text.split(":")
    if kind == "everywhere" and not rest:
        return Scope.everywhere()
    if kind == "text" and len(rest) == 1 and rest[0]:
        return Scope.text(rest[0])
    if kind == "here" and len(rest) == 3 and rest[0] and all(part.isdecimal() for part in rest[1:]):
        return Scope.here(rest[0], Position(int(rest[1]), int(rest[2])))
    raise ConfigError(
        f"has the scope {text!r}; choose everywhere, text:DIGEST or here:DIGEST:PARAGRAPH:OFFSET"
    )


def _sound(correction: Correction) -> Correction:
    if not correction.surface or (correction.pieces and not all(correction.pieces)):
        raise ConfigError("has an empty word")
    if any(mark in correction.surface for mark in "\t\r\n") or len(correction.surface.splitlines()) > 1:
        raise ConfigError(f"{correction.surface!r}: a correction cannot hold tabs or line breaks")
    if correction.pieces and "|" in correction.surface:
        raise ConfigError(f"{correction.surface!r}: a corrected cut cannot hold the mark |")
    if not correction.pieces:
        _check_reading(correction.surface, correction.reading)
    return correction


def _check_reading(surface: str, reading: str) -> None:
    syllables = reading.split()
    han = sum(map(is_han, surface))
    if not syllables:
        raise ConfigError(f"gives {surface!r} no reading")
    if han == len(surface):
        if not all(_SYLLABLE.fullmatch(syllable) for syllable in syllables):
            raise ConfigError(f"gives {surface!r} the reading {reading!r}; write it like huan2 qian2")
        if len(syllables) != han:
            raise ConfigError(f"gives {surface!r} {len(syllables)} syllables instead of {han}")


def _numbered(reading: str) -> str:
    """Return the reading numbered, from numbers (ü as u:, ü or v) or from tone marks."""
    parts = reading.split()
    if any(part[-1:].isdigit() for part in parts):
        plain = (part.replace("ü", "u:").replace("Ü", "U:").replace("v", "u:") for part in parts)
        return " ".join(plain)
    return str(Reading.from_marks(reading))
