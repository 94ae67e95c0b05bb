"""What a word's card says: plain values, put together by whoever knows the dictionary and the notebook."""

from __future__ import annotations

from dataclasses import dataclass

from reader.language.reading import Reading

NO_READING = Reading(())


@dataclass(frozen=True, slots=True)
class CardEntry:
    """A headword beside the main one: a homograph, a shorter or longer match, a part of the word."""

    headword: str
    reading: Reading = NO_READING
    senses: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class CardCharacter:
    """One character of the word. ``strokes`` is 0 where nobody counted them."""

    character: str
    reading: Reading = NO_READING
    gloss: str = ""
    radical: str = ""
    strokes: int = 0
    components: str = ""


@dataclass(frozen=True, slots=True)
class CardContent:
    """Everything a card can show. ``senses`` are those of this reading, the fitting one first.

    ``classifiers`` are as the dictionary writes them (``個|个[ge4]``); ``levels`` name their list
    (``HSK 2.0: 4``); ``kind`` says what a word is that is no ordinary one (``person``, ``number``);
    ``cut`` and ``read`` say where the cut and the reading came from; ``doubtful`` marks a reading that is a
    guess. ``occurrences`` counts the word in this text, 0 where it was not counted.
    """

    headword: str
    reading: Reading = NO_READING
    spoken: Reading = NO_READING
    senses: tuple[str, ...] = ()
    classifiers: tuple[str, ...] = ()
    kind: str = ""
    status: str = ""
    levels: tuple[str, ...] = ()
    frequency: str = ""
    occurrences: int = 0
    cut: str = ""
    read: str = ""
    doubtful: bool = False
    source: str = ""
    note: str = ""
    translation: str = ""
    parts: tuple[CardEntry, ...] = ()
    homographs: tuple[CardEntry, ...] = ()
    shorter: tuple[CardEntry, ...] = ()
    longer: tuple[CardEntry, ...] = ()
    characters: tuple[CardCharacter, ...] = ()
    sentences: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
