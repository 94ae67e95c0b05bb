"""Finding places in a text: by characters in either script, by pinyin with or without tones, by English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reader.annotation import Annotation
from reader.language.script import has_han

Span = tuple[int, int]
"""Start and end in a paragraph, in code points."""

_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. ``characters`` is a simplified string; or else ``sound`` and ``english`` are tried.

    ``tones`` are those the query gives: the index of a letter of ``sound`` in whose syllable it stands.
    """

    characters: str = ""
    sound: str = ""
    tones: tuple[tuple[int, int], ...] = ()
    english: str = ""

    @property
    def needs_annotations(self) -> bool:
        return not self.characters


def parse_query(text: str, simplify: Callable[[str], str]) -> Query:
    """Take a learner's query for what it is: Han characters and marks, or pinyin or English."""
    text = text.strip()
    if has_han(text) or not re.search("[A-Za-z\u00c0-\u024f]", text):
        return Query(characters=simplify(text))
    sound, tones = _spelled(text)
    return Query(sound=sound, tones=tones, english=" ".join(text.lower().split()))


def find(query: Query, text: str, annotations: Callable[[], Sequence[Annotation]]) -> tuple[Span, ...]:
    """Return where the query stands in a paragraph, in order; ``text`` is its simplified form.

    ``annotations`` is only called where the query cannot be answered from the characters.
    """
    if not query.needs_annotations:
        return tuple(_occurrences(query.characters, text)) if query.characters else ()
    tokens = annotations()
    found = set(_literal(query.english, text))
    found.update(_by_sound(query, tokens))
    found.update(_by_english(query.english, tokens))
    return tuple(sorted(found))


def _occurrences(wanted: str, text: str) -> Iterator[Span]:
    start = text.find(wanted)
    while start >= 0:
        yield start, start + len(wanted)
        start = text.find(wanted, start + len(wanted))


def _literal(wanted: str, text: str) -> Iterator[Span]:
    """Yield Latin words of the text itself: Wi-Fi, PM2.5."""
    if wanted:
        for match in re.finditer(rf"(?<![a-z]){re.escape(wanted)}", text, re.IGNORECASE):
            yield match.span()


def _by_english(wanted: str, annotations: Sequence[Annotation]) -> Iterator[Span]:
    if not wanted:
        return
    whole = re.compile(rf"(?<![\w-]){re.escape(wanted)}(?![\w-])", re.IGNORECASE)
    for annotation in annotations:
        if annotation.gloss and whole.search(annotation.gloss):
            yield annotation.token.start, annotation.token.end


def _by_sound(query: Query, annotations: Sequence[Annotation]) -> Iterator[Span]:
    if not query.sound:
        return
    syllables = list(_syllables(annotations))
    for first in range(len(syllables)):
        at, index = 0, first
        while at < len(query.sound) and index < len(syllables):
            letters, tone, start, _ = syllables[index]
            together = index == first or syllables[index - 1][3] == start
            if not together or not query.sound.startswith(letters, at):
                break
            given = [each for place, each in query.tones if at <= place < at + len(letters)]
            if given and given[0] != tone:
                break
            at += len(letters)
            index += 1
        if at == len(query.sound):
            yield syllables[first][2], syllables[index - 1][3]


def _syllables(annotations: Sequence[Annotation]) -> Iterator[tuple[str, int, int, int]]:
    """Yield letters, tone, start and end of each syllable of the text."""
    for annotation in annotations:
        syllables, token = annotation.reading.syllables, annotation.token
        if not syllables:
            continue
        if len(syllables) == len(token.text):
            for index, syllable in enumerate(syllables, token.start):
                yield _letters(syllable.letters), syllable.tone, index, index + 1
        else:
            yield _letters("".join(each.letters for each in syllables)), 0, token.start, token.end


def _letters(letters: str) -> str:
    return letters.lower().replace("u:", "v")


def _spelled(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the letters of pinyin (ü as v) and its tones; no letters where it can be no pinyin."""
    letters: list[str] = []
    tones: list[tuple[int, int]] = []
    for char in unicodedata.normalize("NFD", text.lower().replace("u:", "v")):
        if char in _TONES:
            tones.append((len(letters) - 1, _TONES[char]))
        elif char == "\u0308" and letters:
            letters[-1] = "v"
        elif char in "12345" and letters:
            tones.append((len(letters) - 1, int(char)))
        elif "a" <= char <= "z":
            letters.append(char)
        elif char not in " '’-":
            return "", ()
    return "".join(letters), tuple(tones)
