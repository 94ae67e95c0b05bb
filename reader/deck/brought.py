"""What a file from elsewhere says about words, before anybody knows which words they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from reader.document.encoding import decode
from reader.study.status import Status
from reader.study.word import Context


@dataclass(frozen=True, slots=True)
class Brought:
    """A word as another program wrote it.

    ``form`` is in either script; where the file gives both, ``traditional`` is set and ``form`` is the
    simplified one. ``reading`` is in whatever notation. ``line`` is where it stands (0: nowhere in
    particular). ``exact`` words are our own, from a format that keeps all of them: they are taken as they
    stand. ``kept`` False brings a status only; None leaves that to what else there is.
    """

    form: str
    line: int = 0
    traditional: str = ""
    reading: str = ""
    gloss: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    status: Status | None = None
    contexts: tuple[Context, ...] = ()
    added: datetime | None = None
    exact: bool = False
    kept: bool | None = None


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that could not be read, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Bringing:
    """All that a file holds. ``about`` says in passing what was made of it: decks, columns."""

    words: tuple[Brought, ...]
    bad: tuple[BadLine, ...] = ()
    about: str = ""


@dataclass(frozen=True)
class Source:
    """A file to be read: its name as it is told, its bytes, and what the learner says of it.

    ``fields`` names, column by column or ``OUR=THEIRS``, what its fields hold.
    """

    name: str
    content: bytes = field(repr=False)
    encoding: str | None = None
    fields: tuple[str, ...] = ()
    deck: str = ""

    @cached_property
    def text(self) -> str:
        """Its text; raise DocumentError where it is none."""
        return decode(self.content, self.name, self.encoding).text

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of its beginning, by which formats are told apart; () where it is no text."""
        if self.content.startswith((b"PK\x03\x04", b"SQLite format 3")):
            return ()
        return tuple(self.text[:50_000].splitlines()[:200])
