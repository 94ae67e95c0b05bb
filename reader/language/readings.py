"""How each word is read in its sentence.

The dictionary comes first: where it gives a word one reading, that is the reading. Where it gives
several, a small model weighs what stands around; where it has none, the word is read by the longest
pieces a dictionary has, names by the rules of names.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from reader.language.name_tables import surnames
from reader.language.persons import parse_person
from reader.language.pinyin_fallback import rare_reading
from reader.language.reading_features import ReadingContext, han_offsets
from reader.language.readings_model import LinearModel, ReadingsModel
from reader.language.script import has_han, is_han
from reader.language.token import Kind, Token
from reader.paths import bundled

Readings = Callable[[str], tuple[str, ...]]
"""Gives the readings dictionaries have for a word, numbered, one syllable a Han character."""

_UNLIKELY = -9.0
"""Log probability of a reading that the model of a character has never seen."""
_USUAL_GAIN = 2.0
"""What being the usual reading of a word is worth (nats) beside half of what its characters say."""
_WORD_GAIN = 1.0
"""The same beside what the word's own model says, which knows few sentences."""
_SAME = {"著": "着"}
"""A traditional character that simplified text has too: its model is that of the other form."""
_SILENT_KINDS = frozenset((Kind.PUNCTUATION, Kind.SPACE, Kind.LATIN))
_KEPT = 60_000
_LONGEST_PIECE = 6


_Asked = tuple[str, tuple[str, ...], Kind, str]
"""Text, candidates, kind and label of a token."""


_Weighing = tuple[LinearModel | None, list[int], list[float]]
"""A word's model, where in it each candidate is (-1: nowhere), and what each gains as the usual one."""


class Reason(NamedTuple):
    """The reading chosen for a token, how sure (0 to 1), and what chose it."""

    reading: str
    confidence: float
    why: str


_SILENT = Reason("", 1.0, "")


class ContextualChooser:
    """Chooses readings; ``readings_of`` looks any word or character up in the dictionaries."""

    def __init__(self, readings_of: Readings, model: ReadingsModel | None = None) -> None:
        self._readings_of = readings_of
        self._given_model = model
        self._settled: dict[_Asked, tuple[Reason | None, tuple[str, ...]]] = {}
        self._weighings: dict[tuple[str, tuple[str, ...]], _Weighing] = {}
        self._of_character: dict[str, tuple[str, ...]] = {}

    @cached_property
    def _model(self) -> ReadingsModel:
        return self._given_model if self._given_model is not None else bundled_model()

    def choose(
        self, text: str, tokens: Sequence[Token], candidates: Sequence[tuple[str, ...]]
    ) -> list[Reason]:
        """Return the reading of each token of ``text``, which is a paragraph in simplified characters."""
        settled = list(map(self.settle, tokens, candidates))
        open_to = {index: readings for index, (reason, readings) in enumerate(settled) if reason is None}
        weighed = dict(zip(open_to, self.weigh(text, tokens, open_to), strict=True))
        return [reason or weighed[index] for index, (reason, _) in enumerate(settled)]

    def settle(self, token: Token, candidates: tuple[str, ...]) -> tuple[Reason | None, tuple[str, ...]]:
        """Return what no sentence can change; else None and the readings to weigh, if there are any.

        What never depends on the sentence is decided once a word and kept.
        """
        if token.kind in _SILENT_KINDS:
            return _SILENT, ()
        asked = (token.text, candidates, token.kind, token.label)
        known = self._settled.get(asked)
        if known is None:
            if len(self._settled) > _KEPT:
                self._settled.clear()
            known = self._settled[asked] = self._settle(token, candidates)
        return known

    def _settle(self, token: Token, candidates: tuple[str, ...]) -> tuple[Reason | None, tuple[str, ...]]:
        if not has_han(token.text):
            return _SILENT, ()
        open_to = _fitting(token, candidates)
        if len(open_to) == 1:
            return Reason(open_to[0], 1.0, "dictionary"), open_to
        if open_to and self._model.of(token.text) is None and len(token.text) > 1:
            usual = self._model.usual.get(token.text)
            if usual in open_to and all(self._model.of(char) is None for char in token.text):
                return Reason(usual, 0.8, "usual reading"), open_to
        return None, open_to

    def weigh(
        self, text: str, tokens: Sequence[Token], open_to: Mapping[int, tuple[str, ...]]
    ) -> list[Reason]:
        """Return how the tokens that :meth:`settle` left open are read in this paragraph."""
        if not open_to:
            return []
        context = ReadingContext(text, tokens, self._model.tags)
        return [
            self._weigh(tokens[index], readings, index, context)
            if readings
            else self._compose(tokens[index], index, context)
            for index, readings in open_to.items()
        ]

    def _weigh(
        self, token: Token, candidates: tuple[str, ...], index: int, context: ReadingContext
    ) -> Reason:
        """Choose among the readings a dictionary gives."""
        text = _SAME.get(token.text, token.text)
        weighing = self._weighings.get((text, candidates))
        if weighing is None:
            weighing = self._weighings[text, candidates] = self._weighing(text, candidates)
        model, labels, gains = weighing
        if model is not None:
            known = [*model.read(context, index, 0, len(text)), _UNLIKELY]
            scores = [known[label] for label in labels]
        else:
            scores = self._by_characters(text, candidates, index, context)
        scores = [
            score + gain - rank * 1e-6 for rank, (score, gain) in enumerate(zip(scores, gains, strict=True))
        ]
        highest = max(scores)
        share = 1 / sum([math.exp(score - highest) for score in scores])
        return Reason(candidates[scores.index(highest)], share, "context")

    def _weighing(self, text: str, candidates: tuple[str, ...]) -> _Weighing:
        """Return the model of a word, where it has each candidate, and what being the usual one is worth."""
        if len(self._weighings) > _KEPT:
            self._weighings.clear()
        usual, model = self._model.usual.get(text, ""), self._model.of(text)
        gain = _USUAL_GAIN if model is None else _WORD_GAIN if len(text) > 1 else 0.0
        gains = [gain if reading == usual else 0.0 for reading in candidates]
        if model is None:
            return None, [], gains
        places = {label: place for place, label in enumerate(model.labels)}
        return model, [places.get(reading.lower(), -1) for reading in candidates], gains

    def _by_characters(
        self, text: str, candidates: tuple[str, ...], index: int, context: ReadingContext
    ) -> list[float]:
        """Score readings of a word by those of its characters in which they differ."""
        offsets = list(han_offsets(text))
        split = [reading.lower().split() for reading in candidates]
        if any(len(syllables) != len(offsets) for syllables in split):
            return [0.0] * len(candidates)
        scores = [0.0] * len(candidates)
        for place, offset in enumerate(offsets):
            options = {syllables[place] for syllables in split}
            if len(options) == 1:
                continue
            model = self._model.of(text[offset])
            if model is None:
                usual = self._model.usual.get(text[offset], "")
                for number, syllables in enumerate(split):
                    scores[number] += 0.0 if syllables[place] == usual else -1.0
                continue
            known = dict(zip(model.labels, model.read(context, index, offset), strict=True))
            for number, syllables in enumerate(split):
                scores[number] += 0.5 * max(_UNLIKELY, known.get(syllables[place], _UNLIKELY))
        return scores

    def _compose(self, token: Token, index: int, context: ReadingContext) -> Reason:
        """Read a token that no dictionary has."""
        text = token.text
        fixed: dict[int, str] = {}
        capitals: set[int] = set()
        why = "by its parts"
        if token.kind is Kind.NAME:
            why = "name"
            capitals = {0} | {place + 1 for place, char in enumerate(text) if char in "·•・"}
            if token.label == "person":
                name = parse_person(text)
                start = len(name.prefix)
                if name.surname:
                    fixed = self._surname(name.surname, start)
                    capitals.add(start)
                if name.given:
                    capitals.add(start + len(name.surname))
        syllables: list[str] = []
        sure = 1.0
        offset = 0
        while offset < len(text):
            if not is_han(text[offset]):
                offset += 1
                continue
            if offset in fixed:
                piece, read, share = text[offset], fixed[offset], 1.0
            else:
                piece, read, share = self._piece(offset, token, index, context)
            sure = min(sure, share)
            parts = read.split()
            if offset in capitals and parts:
                parts[0] = parts[0][:1].upper() + parts[0][1:]
            syllables.extend(parts)
            offset += len(piece)
        return Reason(" ".join(syllables), sure, why)

    def _surname(self, surname: str, start: int) -> dict[int, str]:
        known = surnames().get(surname)
        reading = known.reading if known is not None else ""
        if not reading:
            options = self._readings_of(surname)
            reading = next(
                (option for option in options if option[:1].isupper()), options[0] if options else ""
            )
        syllables = reading.lower().split()
        if len(syllables) != len(surname):
            return {}
        return {start + place: syllable for place, syllable in enumerate(syllables)}

    def _piece(
        self, offset: int, token: Token, index: int, context: ReadingContext
    ) -> tuple[str, str, float]:
        """Return the longest piece at ``offset`` that a dictionary reads in one way, else one character."""
        text = token.text
        if token.kind is not Kind.NUMBER and token.label != "person":
            for end in range(min(len(text), offset + _LONGEST_PIECE), offset + 1, -1):
                piece = text[offset:end]
                if end - offset == len(text) or not all(map(is_han, piece)):
                    continue
                options = self._lower_readings(piece)
                if len(options) == 1 and len(options[0].split()) == len(piece):
                    return piece, options[0], 1.0
        char = text[offset]
        options = self._lower_readings(char)
        if not options:
            return char, self._model.rare(char) or rare_reading(char), 0.5
        if len(options) == 1:
            return char, options[0], 1.0
        usual = self._model.usual.get(char, options[0])
        if token.kind is Kind.NUMBER and usual in options:
            return char, usual, 1.0
        model = self._model.of(char)
        if model is None:
            return char, usual if usual in options else options[0], 0.8
        known = dict(zip(model.labels, model.read(context, index, offset), strict=True))
        best = max(options, key=lambda option: known.get(option, _UNLIKELY))
        return char, best, math.exp(known.get(best, _UNLIKELY))

    def _lower_readings(self, word: str) -> tuple[str, ...]:
        known = self._of_character.get(word)
        if known is None:
            if len(self._of_character) > _KEPT:
                self._of_character.clear()
            known = tuple(dict.fromkeys(reading.lower() for reading in self._readings_of(word)))
            self._of_character[word] = known
        return known


def _fitting(token: Token, candidates: tuple[str, ...]) -> tuple[str, ...]:
    """Return the candidates that fit the token's kind: capitals for names, small letters for words.

    A character that is a word keeps its capital readings where they sound otherwise: 冯 is Feng2 alone.
    """
    if len(candidates) < 2 and token.kind is not Kind.NAME:
        return candidates
    capital = tuple(reading for reading in candidates if reading[:1].isupper())
    if token.kind is Kind.NAME:
        return capital if capital or token.label != "person" else ()
    small = tuple(reading for reading in candidates if not reading[:1].isupper())
    if len(token.text) > 1:
        return small or capital
    return small + tuple(reading for reading in capital if reading.lower() not in small)


@cache
def bundled_model() -> ReadingsModel:
    """Return the model that comes with the program, read once."""
    return ReadingsModel.load(bundled("dictionaries") / "readings.model")
