"""What the learner keeps: a word, and the sentences it was met in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reader.document.model import Position
from reader.language.reading import Reading
from reader.study.status import Status


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """Which word it is. Both scripts share it; homographs with other readings are other words.

    ``reading`` is numbered CC-CEDICT pinyin (``ni3 hao3``), empty where nobody knows it.
    """

    traditional: str
    simplified: str
    reading: str

    @property
    def headword(self) -> str:
        """``简体[繁體]``, or the one form where both are the same."""
        if self.simplified == self.traditional:
            return self.simplified
        return f"{self.simplified}[{self.traditional}]"

    @property
    def pinyin(self) -> str:
        """The reading with tone marks, as one word."""
        return Reading.parse(self.reading).marks()


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence the word was met in; the word is ``sentence[start:end]``, in code points.

    ``sentence_reading`` is the sentence's pinyin as shown to people. ``document`` is a title, ``digest``
    identifies the text, ``position`` is where in it the *word* stands; all three are empty for a sentence
    that came from no text.
    """

    sentence: str
    start: int = 0
    end: int = 0
    sentence_reading: str = ""
    document: str = ""
    digest: str = ""
    position: Position | None = None
    section: str = ""
    translation: str = ""

    @property
    def parts(self) -> tuple[str, str, str]:
        """The sentence before the word, the word, and the rest."""
        return self.sentence[: self.start], self.sentence[self.start : self.end], self.sentence[self.end :]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the learner's with everything they know of it; contexts in the order they were met.

    ``kept`` is False for a word that only has a status (marked known with the rest of a page, say) and was
    never saved; such words are painted, and neither listed nor exported unless asked for.
    """

    identity: Identity
    gloss: str
    note: str
    tags: tuple[str, ...]
    lists: tuple[str, ...]
    status: Status
    added: datetime
    contexts: tuple[Context, ...] = ()
    kept: bool = True

    @property
    def simplified(self) -> str:
        return self.identity.simplified

    @property
    def traditional(self) -> str:
        return self.identity.traditional

    @property
    def reading(self) -> str:
        return self.identity.reading
