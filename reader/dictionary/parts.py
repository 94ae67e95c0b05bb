"""A meaning by its parts for what no dictionary has: 网格员 is grid + member."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reader.dictionary.entry import Entry
from reader.language.numerals import read_out, value
from reader.language.reading import Reading
from reader.language.reduplication import reduplications
from reader.paths import bundled

Lookup = Callable[[str], tuple[Entry, ...]]

_LONGEST = 40
_LONGEST_WORD = 12
# What a split costs: few, long, known parts are best.
_NUMERAL, _WORD, _AFFIX, _CHARACTER, _UNKNOWN = -0.5, 1.0, 1.1, 2.2, 8.0
_NO_MEANING = re.compile(
    r"(?:(?:old |archaic |erhua |Japanese )?variant of|see(?: also)? |used in |abbr\. for |CL:|surname |"
    r"classifier for|two-character surname|"
    r"Taiwan pr\.|also written|also pr\.|\(bound form\)$|same as )"
)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_CROSS_REFERENCE = re.compile(r"(?:[\u2e80-\u9fff]+\|)?[\u2e80-\u9fff]+\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a word that no dictionary has, with its own reading and short gloss."""

    text: str
    reading: Reading
    gloss: str


@dataclass(frozen=True, slots=True)
class Affix:
    """A piece that words are made with; ``prefix`` tells where it stands."""

    text: str
    prefix: bool
    reading: str
    english: str


def explain(word: str, entries: Lookup, reading: str = "") -> tuple[tuple[Part, ...], str]:
    """Return the parts of ``word`` and a gloss made of them; ``((), "")`` where nothing in it is known.

    ``entries`` looks a word up in either script. ``reading`` is how the whole is read (numbered, one
    syllable a Han character): it tells 长 cháng from 长 zhǎng, and is handed on to the parts.
    """
    syllables = reading.split() if reading else []
    if len(syllables) != len(word):
        syllables = []
    for explained in (_doubled, _separated, _erhua):
        found = explained(word, entries, syllables)
        if found is not None:
            return found
    parts = tuple(_parts(word, entries, syllables))
    said = [part.gloss.split(";")[0] for part in parts if part.gloss]
    return (parts, " + ".join(said)) if said else ((), "")


def short_gloss(entries: Sequence[Entry], reading: str = "") -> str:
    """Return the first useful equivalent of the entries, at most 40 characters, without brackets and notes.

    Entries with this reading come first, names and mere references last.
    """
    wanted = reading.lower()
    ranked = sorted(entries, key=lambda entry: (bool(wanted) and _read(entry) != wanted, entry.is_name))
    for entry in ranked:
        for sense in entry.senses:
            if _NO_MEANING.match(sense.text):
                continue
            for gloss in sense.glosses:
                short = _plain(gloss)
                if short:
                    return short
    return next((_plain(sense.text) for entry in ranked for sense in entry.senses if _plain(sense.text)), "")


def _read(entry: Entry) -> str:
    return str(entry.reading).lower()


def _plain(gloss: str) -> str:
    plain = _CROSS_REFERENCE.sub("", gloss)
    while True:
        shorter = _BRACKETS.sub(" ", plain)
        if shorter == plain:
            break
        plain = shorter
    plain = " ".join(plain.split()).strip(" ,;:")
    if len(plain) <= _LONGEST:
        return plain
    return plain[:_LONGEST].rpartition(" ")[0] or plain[:_LONGEST]


Explained = tuple[tuple[Part, ...], str]


def _doubled(word: str, entries: Lookup, syllables: list[str]) -> Explained | None:
    for doubled in reduplications(word):
        found = entries(doubled.base)
        own = syllables[: len(doubled.base)] if word.startswith(doubled.base) else []
        gloss = short_gloss(found, " ".join(own))
        if gloss:
            return (Part(doubled.base, _reading(found, own), gloss),), doubled.meaning.format(gloss)
    return None


def _separated(word: str, entries: Lookup, syllables: list[str]) -> Explained | None:
    """理完发, 见过面, 吃了一顿饭: a verb and its object with something between them."""
    inner = word[1:-1]
    if not 3 <= len(word) <= 6 or inner[0] not in _BETWEEN or not (len(inner) == 1 or inner[1] in _COUNTS):
        return None
    verb = word[0] + word[-1]
    found = entries(verb)
    gloss = short_gloss(found)
    if not gloss.startswith("to "):
        return None
    first, last = (str(syllable) for syllable in _reading(found, []).syllables)
    parts = (
        Part(word[0], Reading.parse(first), short_gloss(entries(word[0]), first)),
        *_parts(inner, entries, syllables[1:-1]),
        Part(word[-1], Reading.parse(last), short_gloss(entries(word[-1]), last)),
    )
    return parts, f"{gloss} ({verb} with {inner} inside)"


_BETWEEN = frozenset("了过着完好个起不得")
_COUNTS = frozenset("一两三四五六七八九十几次个顿场回下")


def _erhua(word: str, entries: Lookup, syllables: list[str]) -> Explained | None:
    base = word.removesuffix("儿").removesuffix("兒")
    if base == word or not base:
        return None
    found = entries(base)
    gloss = short_gloss(found)
    if not gloss:
        return None
    return (Part(base, _reading(found, syllables[:-1]), gloss),), f"{gloss} (with the ending 儿)"


def _parts(word: str, entries: Lookup, syllables: list[str]) -> Iterator[Part]:
    for start, end, affix in _split(word, entries):
        piece, own = word[start:end], syllables[start:end]
        if affix is not None:
            yield Part(piece, Reading.parse(" ".join(own) or affix.reading), affix.english)
        else:
            found = entries(piece)
            gloss = short_gloss(found, " ".join(own)) if len(piece) == 1 else ""
            yield Part(
                piece, _reading(found, own), gloss or read_out(piece) or short_gloss(found, " ".join(own))
            )


def _split(word: str, entries: Lookup) -> list[tuple[int, int, Affix | None]]:
    """Return the cheapest way to cut ``word`` into known words and affixes."""
    size = len(word)
    prefixes, suffixes = _affixes()
    best: list[tuple[float, int, Affix | None]] = [(float("inf"), 0, None)] * (size + 1)
    best[0] = (0.0, 0, None)
    for end in range(1, size + 1):
        for start in range(max(0, end - _LONGEST_WORD), end):
            piece = word[start:end]
            if start == 0 and end == size and size > 1:
                continue
            affix = prefixes.get(piece) if start == 0 else suffixes.get(piece) if end >= size - 1 else None
            if affix is not None:
                cost = _AFFIX
            elif end - start == 1:
                cost = _CHARACTER if entries(piece) else _UNKNOWN
            elif _is_whole_numeral(word, start, end):
                cost = _NUMERAL
            elif entries(piece):
                cost = _WORD
            else:
                continue
            if best[start][0] + cost < best[end][0]:
                best[end] = best[start][0] + cost, start, affix
    cuts, end = [], size
    while end:
        _, start, affix = best[end]
        cuts.append((start, end, affix))
        end = start
    return cuts[::-1]


def _is_whole_numeral(word: str, start: int, end: int) -> bool:
    """True for 三万六千 in 三万六千吨, but for no part of it."""
    if value(word[start:end]) is None:
        return False
    earlier = start > 0 and value(word[start - 1 : end]) is not None
    return not earlier and (end == len(word) or value(word[start : end + 1]) is None)


def _reading(found: Sequence[Entry], syllables: list[str]) -> Reading:
    if syllables:
        return Reading.parse(" ".join(syllables))
    ordinary = [entry for entry in found if not entry.is_name] or list(found)
    return ordinary[0].reading if ordinary else Reading(())


@cache
def _affixes() -> tuple[dict[str, Affix], dict[str, Affix]]:
    prefixes: dict[str, Affix] = {}
    suffixes: dict[str, Affix] = {}
    for line in (bundled("dictionaries") / "affixes.tsv").read_text(encoding="utf-8").splitlines():
        if line and line[0] != "#":
            text, place, reading, english = line.split("\t")
            (prefixes if place == "prefix" else suffixes)[text] = Affix(
                text, place == "prefix", reading, english
            )
    return prefixes, suffixes
