"""Puts a word's card together from the dictionaries, the text and the notebook.

A card follows the mouse, so what is asked twice is kept: a word's facts by its annotation, all else is only
looked up for the full card.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from reader.annotation import Annotation
from reader.dictionary.characters import character
from reader.dictionary.entry import Entry
from reader.dictionary.parts import short_gloss
from reader.document.model import Document, Position
from reader.document.sentences import sentence_at
from reader.language.reading import Reading
from reader.language.script import is_han
from reader.language.token import Kind
from reader.study.status import Status
from reader.study.word import Word
from reader.study.word_index import WordIndex
from reader.tui.annotating import PLAIN
from reader.tui.card_content import NO_READING, CardCharacter, CardContent, CardEntry

if TYPE_CHECKING:
    from reader.session import Session

SETTLED = "fixed"
"""What a token's ``why`` says where its cut was not left to the segmenter."""
GUESS = 0.5
"""A reading less sure than this is called a guess."""
SENTENCES, LONGER_BACK, KEPT_CARDS = 6, 6, 4_000


class CardMaker:
    """Makes cards for words of one document. ``ready`` is set when the tables behind it are read."""

    def __init__(self, session: Session, document: Document) -> None:
        self._session = session
        self._document = document
        self._kept: dict[tuple[str, Annotation], CardContent] = {}
        self.ready = False

    def prepare(self) -> None:
        """Read the tables a card looks into, so that the first card is as quick as the others."""
        self._session.levels("的")
        self._session.frequency("的")
        character("的")
        self.ready = True

    def brief(
        self, annotation: Annotation, paragraph: int, status: Status, index: WordIndex
    ) -> CardContent | None:
        """Return the card that appears beside a word; None where there is nothing to say yet."""
        if annotation.why == PLAIN:
            return None
        facts = self._facts(annotation)
        if facts.cut == SETTLED:
            facts = replace(facts, cut=self._settled_by(annotation, paragraph))
        return replace(facts, status=status_shown(status), occurrences=self._times(annotation, index))

    def _times(self, annotation: Annotation, index: WordIndex) -> int:
        """Return how often the word stands in the text; 0 as long as that is not counted through."""
        number = index.number(self._session.word(annotation)) if index.complete else None
        return 0 if number is None else index.times[number]

    def _settled_by(self, annotation: Annotation, paragraph: int) -> str:
        """Return who settled that this is one word: the learner, or a glossary that lists it."""
        corrections = self._session.notebook.corrections.for_text(self._document.digest)
        fixed = corrections.of(paragraph, self._document.paragraphs[paragraph].text)
        own = (annotation.token.start, annotation.token.end) in fixed.spans
        return "your correction" if own else "glossary"

    def full(
        self, annotation: Annotation, position: Position, status: Status, index: WordIndex
    ) -> CardContent | None:
        """Return the card with all that is known, the notebook and this text included."""
        brief = self.brief(annotation, position.paragraph, status, index)
        if brief is None:
            return None
        word = self._session.notebook.word(self._session.identity(annotation))
        return replace(
            brief,
            longer=tuple(self._longer(annotation, position)),
            sentences=tuple(self._sentences(annotation, position, index)),
            note=word.note if word is not None else "",
            history=tuple(history(word)) if word is not None else (),
        )

    def _facts(self, annotation: Annotation) -> CardContent:
        key = annotation.token.text, annotation
        found = self._kept.get(key)
        if found is None:
            found = self._made(annotation)
            if self.ready:
                if len(self._kept) > KEPT_CARDS:
                    self._kept.clear()
                self._kept[key] = found
        return found

    def _made(self, annotation: Annotation) -> CardContent:
        token, entries = annotation.token, annotation.entries
        simplified = entries[0].simplified if entries else self._session.simplify(token.text)
        meant = entries[0] if entries and not self._is_recognised_name(annotation) else None
        senses = tuple(sense.text for sense in meant.senses) if meant else ()
        if not senses and annotation.gloss:
            senses = (annotation.gloss,)
        others = entries[1:] if meant else entries
        cut, _, read = annotation.why.partition("; ") if token.why else ("", "", annotation.why)
        known = self.ready and token.kind in (Kind.WORD, Kind.NAME)
        return CardContent(
            headword=meant.headword if meant else token.text,
            reading=annotation.reading,
            spoken=annotation.spoken,
            senses=senses,
            classifiers=meant.classifiers if meant else (),
            kind=kind_shown(annotation),
            levels=self._session.levels(simplified) if known else (),
            frequency=self._session.frequency(simplified) if known and meant else "",
            cut=cut,
            read=read,
            doubtful=bool(annotation.reading) and annotation.confidence < GUESS,
            source=meant.source if meant else "",
            parts=tuple(CardEntry(part.text, part.reading, (part.gloss,)) for part in annotation.parts),
            homographs=tuple(map(card_entry, others)),
            shorter=tuple(self._shorter(annotation)),
            characters=tuple(self._characters(token.text, annotation.reading)),
        )

    def _is_recognised_name(self, annotation: Annotation) -> bool:
        """True for a name that only looks like the dictionary's word: 高峰 as a person is no summit."""
        return annotation.token.kind is Kind.NAME and not annotation.entries[0].is_name

    def _shorter(self, annotation: Annotation) -> Iterator[CardEntry]:
        text = annotation.token.text
        known = {part.text for part in annotation.parts}
        for start in range(len(text) - 1):
            for end in range(len(text) if start else len(text) - 1, start + 1, -1):
                piece = text[start:end]
                if piece not in known and (entries := self._session.lexicon.entries(piece)):
                    yield card_entry(entries[0])
                    break

    def _longer(self, annotation: Annotation, position: Position) -> Iterator[CardEntry]:
        """Yield headwords that hold the word and more of what stands around it, a glossary's phrases too."""
        text = self._session.simplify(self._document.paragraphs[position.paragraph].text)
        start, end = position.offset, position.offset + len(annotation.token.text)
        for first in range(max(0, start - LONGER_BACK), start + 1):
            for entries in self._session.lexicon.matches_at(text, first):
                last = first + len(entries[0].simplified)
                if last < end or (first, last) == (start, end):
                    break
                yield card_entry(entries[0])

    def _characters(self, text: str, reading: Reading) -> Iterator[CardCharacter]:
        syllables = reading.syllables
        for index, char in enumerate(text):
            if not is_han(char) or char in text[:index]:
                continue
            own = Reading((syllables[index],)) if len(syllables) == len(text) else NO_READING
            known = character(char) if self.ready else None
            yield CardCharacter(
                char,
                own,
                short_gloss(self._session.lexicon.entries(char), str(own)),
                known.radical if known else "",
                known.strokes if known else 0,
                _components(known.components, known.meaning_part, known.sound_part) if known else "",
            )

    def _sentences(self, annotation: Annotation, here: Position, index: WordIndex) -> Iterator[str]:
        paragraphs = self._document.paragraphs
        own = (here.paragraph, *sentence_at(paragraphs[here.paragraph].text, here.offset))
        seen = {own}
        for place in islice(index.places(self._session.word(annotation), here.paragraph), 200):
            text = paragraphs[place.paragraph].text
            span = (place.paragraph, *sentence_at(text, place.offset))
            if span not in seen:
                seen.add(span)
                yield text[span[1] : span[2]].strip()
            if len(seen) > SENTENCES:
                return


def card_entry(entry: Entry) -> CardEntry:
    """Return a dictionary's entry as a card lists it."""
    return CardEntry(entry.headword, entry.reading, tuple(sense.text for sense in entry.senses), entry.source)


def kind_shown(annotation: Annotation) -> str:
    """Return what a token is, where it is no ordinary word."""
    token = annotation.token
    if token.kind in (Kind.NAME, Kind.NUMBER):
        return token.label or token.kind.value
    return ""


def status_shown(status: Status) -> str:
    """Return a status in a word or two; nothing for a new word."""
    if status is Status.NEW:
        return ""
    return f"learning {int(status)}" if status.is_learning else status.word


def history(word: Word) -> Iterable[str]:
    """Yield what the notebook holds of a word, a line each."""
    state = "saved" if word.kept else "marked"
    yield f"{state} {word.added.astimezone():%Y-%m-%d}, {status_shown(word.status) or 'new'}"
    if word.gloss:
        yield f"gloss: {word.gloss}"
    if word.tags:
        yield "tags: " + ", ".join(word.tags)
    if word.lists:
        yield "lists: " + ", ".join(word.lists)
    for context in word.contexts:
        where = f" ({context.document})" if context.document else ""
        yield f"{context.sentence}{where}"


def _components(parts: tuple[str, ...], meaning: str, sound: str) -> str:
    said = " + ".join(parts)
    roles = [f"meaning {meaning}"] * bool(meaning) + [f"sound {sound}"] * bool(sound)
    return f"{said} ({', '.join(roles)})" if roles and said else said
