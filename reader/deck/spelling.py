"""Pinyin as other programs write it, turned into the numbered form: joined, marked, without tones, zhuyin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from reader.language.reading import Reading, Syllable
from reader.language.script import is_han
from reader.language.zhuyin import zhuyin_syllable

_MARKS = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0306": 3, "\u0300": 4}  # a breve is a careless caron
_ZHUYIN_TONES = {"ˊ": 2, "ˇ": 3, "ˋ": 4, "˙": 5}
_DIGITS = str.maketrans("¹²³⁴⁵⁰０１２３４５", "123450012345")
_PARTED = re.compile(r"[\s'’‘`\-‐–·/|,，;；.。()\[\]]+")
_BOPOMOFO = re.compile("[\u3105-\u312f]")
_ZHUYIN_SYLLABLE = re.compile("(˙?)([\u3105-\u312f]+)([ˊˇˋ˙]?)")
_LETTERS = re.compile(r"[a-zêü:]+", re.IGNORECASE)
_INITIALS = " b p m f d t n l g k h j q x zh ch sh r z c s y w"
_FINALS = (
    "a o e ê ai ei ao ou an en ang eng er i ia io ie iai iao iu ian in iang ing iong u ua uo uai ui uan un "
    "uang ong u: u:e u:an u:n ue"
)
_LONGEST = 60
_NUMBERED = re.compile(r"(?:[A-Za-zê:]+[1-5]|[·,]|[A-Z])(?:\s+(?:[A-Za-zê:]+[1-5]|[·,]|[A-Z]))*")
_SEVERAL = re.compile(r"[1-5][A-Za-z]|[vVüÜ]|\b[A-Za-zê:]{7,}")


def spelled(text: str, word: str = "") -> str:
    """Return pinyin or zhuyin as numbered syllables parted by spaces: ``yínháng`` becomes ``yin2 hang2``.

    ``word`` tells how many syllables to look for where they are written together. Syllables without any
    tone, in a text that has none, get none; what is no pinyin is kept as it is.
    """
    text = unicodedata.normalize("NFC", text).translate(_DIGITS).strip()
    if _NUMBERED.fullmatch(text) and not _SEVERAL.search(text):
        return " ".join(text.split())
    if _BOPOMOFO.search(text):
        return _from_zhuyin(text)
    toned = _has_tones(text)
    parts = [part for part in _PARTED.split(text) if part]
    wanted = sum(map(is_han, word)) if len(parts) == 1 else 0
    return str(Reading(tuple(one for part in parts for one in _syllables(part, wanted, toned))))


def sounds_like(one: str, other: str) -> bool:
    """True where two numbered readings are the same but for capitals, marks, missing and neutral tones."""
    first, second = _sounded(one), _sounded(other)
    return len(first) == len(second) and all(map(_alike, first, second))


def _sounded(numbered: str) -> list[Syllable]:
    return [syllable for syllable in Reading.parse(numbered).syllables if syllable.letters not in "·,"]


def _alike(one: Syllable, other: Syllable) -> bool:
    return _folded(one) == _folded(other) and (
        one.tone == other.tone or {one.tone, other.tone} & {0, 5} != set()
    )


def _folded(syllable: Syllable) -> str:
    letters = syllable.letters.lower().replace("ü", "u:").replace("v", "u:")
    return "r" if letters == "er" else letters


def _has_tones(text: str) -> bool:
    return bool(re.search(r"[a-zü:][1-5]", text, re.IGNORECASE)) or any(
        char in _MARKS for char in unicodedata.normalize("NFD", text)
    )


def _syllables(part: str, wanted: int, toned: bool) -> list[Syllable]:
    """Return the syllables of letters without a gap, about ``wanted`` of them (0: nobody knows)."""
    letters, tones, breaks = _unmarked(part)
    if not _LETTERS.fullmatch(letters) or len(letters) > _LONGEST:
        return [Syllable(part, 0)]
    if letters.isupper() and not tones:  # the AA of AA制
        return [Syllable(letter, 0) for letter in letters]
    pieces = [piece for piece, _ in _best(letters, tones, breaks, wanted)]
    found, start = [], 0
    for piece in pieces:
        unmarked = 5 if toned and _is_syllable(piece.lower()) else 0
        tone = next((tones[i] for i in range(start, start + len(piece)) if i in tones), unmarked)
        start += len(piece)
        found.append(Syllable(piece.replace("ü", "u:").replace("Ü", "U:"), tone))
    return found


def _unmarked(part: str) -> tuple[str, dict[int, int], frozenset[int]]:
    """Return the letters, the tone of the letter each mark or number stands at, and where numbers end one."""
    letters, tones, breaks = "", {}, set()
    plain = re.sub("u:|v", "ü", re.sub("U:|V", "Ü", part))
    for char in unicodedata.normalize("NFD", plain):
        if char in _MARKS:
            tones[len(letters) - 1] = _MARKS[char]
        elif char == "\u0308" and letters:
            letters = letters[:-1] + ("Ü" if letters[-1].isupper() else "ü")
        elif char == "\u0302" and letters:
            letters = letters[:-1] + ("Ê" if letters[-1].isupper() else "ê")
        elif char in "012345" and letters:
            tones[len(letters) - 1] = int(char) or 5
            breaks.add(len(letters))
        else:
            letters += char
    return letters, tones, frozenset(breaks)


def _best(
    letters: str, tones: dict[int, int], breaks: frozenset[int], wanted: int
) -> Sequence[tuple[str, int]]:
    """Return the likeliest cut: the wanted number, none that needs an apostrophe, long syllables first."""
    first: Sequence[tuple[str, int]] | None = None
    fallback: Sequence[tuple[str, int]] | None = None
    for count, cut in enumerate(_cuts(letters, tones, breaks)):
        plain = all(piece[0].lower() not in "aoeê" for piece, start in cut if start)
        if plain and (not wanted or len(cut) == wanted):
            return cut
        if len(cut) == wanted and first is None:
            first = cut
        fallback = fallback or cut
        if count > 200:
            break
    return first or fallback or [(letters, 0)]


def _cuts(letters: str, tones: dict[int, int], breaks: frozenset[int]) -> Iterator[list[tuple[str, int]]]:
    """Yield the ways to cut letters into syllables, long ones first; no dead end is entered."""
    ends: dict[int, list[int]] = {len(letters): []}
    for start in range(len(letters) - 1, -1, -1):
        fitting = [
            end
            for end in range(min(len(letters), start + 6), start, -1)
            if end in ends and _fits(letters, tones, breaks, start, end)
        ]
        if fitting:
            ends[start] = fitting

    def from_here(start: int) -> Iterator[list[tuple[str, int]]]:
        if start == len(letters):
            yield []
        for end in ends.get(start, ()):
            for rest in from_here(end):
                yield [(letters[start:end], start), *rest]

    return from_here(0)


def _fits(letters: str, tones: dict[int, int], breaks: frozenset[int], start: int, end: int) -> bool:
    marks = sum(index in tones for index in range(start, end))
    crossed = any(index in breaks for index in range(start + 1, end))
    return marks <= 1 and not crossed and _is_syllable(letters[start:end].lower())


@lru_cache(maxsize=4_096)
def _is_syllable(letters: str) -> bool:
    if letters[0] in "iuü" or letters in ("m", "n", "ng", "hm", "hng") or letters[1:].endswith("er"):
        return False
    syllable = Syllable(letters.replace("ü", "u:"), 1)
    return zhuyin_syllable(syllable) != syllable.marked()


def _from_zhuyin(text: str) -> str:
    syllables = []
    for before, sounds, after in _ZHUYIN_SYLLABLE.findall(text):
        letters = _pinyin_of_zhuyin().get(sounds, sounds)
        syllables.append(Syllable(letters, _ZHUYIN_TONES.get(before or after, 1)))
    return str(Reading(tuple(syllables)))


@cache
def _pinyin_of_zhuyin() -> dict[str, str]:
    """Every Mandarin syllable by its zhuyin, found by writing each possible one in zhuyin."""
    made: dict[str, str] = {}
    for initial in _INITIALS.split(" "):
        for final in _FINALS.split(" "):
            possible = initial in ("n", "l") if "u:" in final else initial or final[0] in "aoe"
            if possible:
                syllable = Syllable(initial + final, 1)
                sounds = zhuyin_syllable(syllable)
                if sounds != syllable.marked():
                    made.setdefault(sounds, syllable.letters)
    return made
