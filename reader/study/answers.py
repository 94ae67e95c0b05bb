"""What was typed, held against what is right: characters in either script, or pinyin in any way of writing.

Pure. Tones count where they are given; an answer without any is right, and what was right is shown.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from reader.language.reading import Reading
from reader.study.word import Identity

_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_BETWEEN = frozenset(" '’·-,，.。!！?？")


class Verdict(Enum):
    """How right a typed answer is."""

    RIGHT = "right"
    WITHOUT_TONES = "right, without tones"
    TONES_WRONG = "the tones are wrong"
    WRONG = "not right"
    NOTHING = "nothing typed"

    @property
    def is_right(self) -> bool:
        return self in (Verdict.RIGHT, Verdict.WITHOUT_TONES)


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter of pinyin, ü as ``v``, and the tone given on or after it, None where none is."""

    letter: str
    tone: int | None = None


def judge(typed: str, identity: Identity, forms: Iterable[str] = (), readings: Iterable[str] = ()) -> Verdict:
    """Judge an answer for a word: its characters (``forms`` count as well), or its pinyin.

    ``readings`` are numbered, and right beside the word's own: as it is spoken, say.
    """
    text = unicodedata.normalize("NFC", typed).strip()
    if not text:
        return Verdict.NOTHING
    if _bare(text) in {_bare(form) for form in (identity.simplified, identity.traditional, *forms)}:
        return Verdict.RIGHT
    return judge_pinyin(text, (identity.reading, *readings))


def judge_pinyin(typed: str, readings: Iterable[str]) -> Verdict:
    """Judge pinyin by the reading it fits best; marks, numbers, neither; ``v`` or ``u:`` for ü."""
    if not typed.strip():
        return Verdict.NOTHING
    given = _letters(typed)
    if given is None:
        return Verdict.WRONG
    verdicts = {_judged(given, Reading.parse(reading)) for reading in readings if reading}
    best = (Verdict.RIGHT, Verdict.WITHOUT_TONES, Verdict.TONES_WRONG)
    return next((verdict for verdict in best if verdict in verdicts), Verdict.WRONG)


def _bare(text: str) -> str:
    return "".join(char for char in text if char not in _BETWEEN)


def _letters(typed: str) -> list[_Letter] | None:
    """Take pinyin apart; None for what is none."""
    letters: list[_Letter] = []
    text = typed.casefold().replace("u:", "ü")
    for char in unicodedata.normalize("NFD", text):
        if char in _BETWEEN:
            continue
        if char.isascii() and char.isalpha():
            letters.append(_Letter(char))
        elif not letters:
            return None
        elif char in _TONES or char in "012345":
            last = letters[-1].letter
            letters[-1] = _Letter(last, _TONES[char] if char in _TONES else int(char) or 5)
        elif char == "\u0308" and letters[-1].letter == "u":
            letters[-1] = _Letter("v", letters[-1].tone)
        elif char == "\u0302" and letters[-1].letter == "e":
            continue  # ê
        else:
            return None
    return letters


def _judged(given: list[_Letter], right: Reading) -> Verdict:
    syllables = _syllables(right)
    if "".join(each.letter for each in given) != "".join(letters for letters, _ in syllables):
        return Verdict.WRONG
    if all(each.tone is None for each in given):
        toneless = all(tone in (0, 5) for _, tone in syllables)
        return Verdict.RIGHT if toneless else Verdict.WITHOUT_TONES
    place = 0
    for letters, tone in syllables:
        own = [each.tone for each in given[place : place + len(letters)] if each.tone is not None]
        place += len(letters)
        if letters.endswith("r") and own[1:] == [5]:  # wan2 r5
            own.pop()
        if (own or [5]) != [tone or 5]:
            return Verdict.TONES_WRONG
    return Verdict.RIGHT


def _syllables(right: Reading) -> list[tuple[str, int]]:
    """Return letters and tones; the r of an erhua belongs to the syllable before, as people write it."""
    found: list[tuple[str, int]] = []
    for syllable in right.syllables:
        letters = syllable.letters.casefold().replace("u:", "v").replace("ê", "e")
        if letters == "r" and found:
            found[-1] = (found[-1][0] + "r", found[-1][1])
        elif letters not in ("·", ","):
            found.append((letters, syllable.tone))
    return found
