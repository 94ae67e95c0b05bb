"""How words sound in a row: the tones of 一 and 不, and a third tone before a third.

Readings stay as dictionaries give them; what is spoken is derived from them here, clause by clause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from reader.language.script import is_han
from reader.language.token import Kind, Token

_LARGE_UNITS = frozenset("百千万亿")
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两几")
_BEFORE_ORDINAL = frozenset("第初周")
_WEEK = ("星期", "礼拜")
_COUNTED_IN_ORDER = frozenset(("月", "号", "级", "等", "楼", "班", "中", "年级", "等奖", "世", "级别"))
"""After 一 these say "first", and 一 keeps its tone."""
_OPEN_ENDED = frozenset("这那另同某每任哪再又有仅近前后上下首")
"""Before a final 一 these leave it bound to what follows: 这一|年, 同一|个."""
_PREFIXES = frozenset("小老很好总女我你也想请打洗买写死懒鲁纸冷土保")
"""First characters that stand apart from the two that follow: 小|老虎, 老|保守."""
_LEANING = frozenset("很我你您也想只请可总比给老小有几五九两每哪好找买打写洗讲")
"""Words of one character that lean on the next word: 很|好, 五|本, 我|想. Other words are spoken apart."""
_STILL_THIRD = frozenset(
    ("哪里", "小姐", "想想", "走走", "讲讲", "洗洗", "找找", "写写", "等等", "想起", "打点")
)
"""Words whose neutral second syllable still turns a third tone before it into a second."""


@dataclass(slots=True)
class _Sound:
    """A syllable on its way to being spoken."""

    char: str
    letters: str
    tone: int
    token: int
    place: int
    size: int


def spoken(tokens: Sequence[Token], readings: Sequence[str]) -> list[str]:
    """Return the readings as spoken, one a token, numbered and spaced as they came.

    A tone changes only within a clause: punctuation, Latin letters and digits end it.
    """
    result = list(readings)
    for index, changed in changes(tokens, readings, bytes(map(stirs, tokens, readings))).items():
        result[index] = changed
    return result


def stirs(token: Token, reading: str) -> int:
    """Return what can happen to a token beside others, below 128; of most tokens, nothing. Worth keeping."""
    return _flags(token.text, reading) if reading and token.kind is not Kind.LATIN else _ENDS


def changes(tokens: Sequence[Token], readings: Sequence[str], stirring: bytes) -> Mapping[int, str]:
    """Return the readings that are spoken otherwise, by token; ``stirring`` is :func:`stirs` of each token.

    That something stirs at all is found by one search through the bytes, and what neighbours do to each
    other is remembered: asked of every token anew, this cost an eighth of the whole annotation.
    """
    changed: dict[int, str] = {}
    for first, last in _stirred(stirring):
        row = tuple(
            [(tokens[index].text, tokens[index].kind, readings[index]) for index in range(first, last + 1)]
        )
        for place, reading in _changed(row):
            changed[first + place] = reading
    return changed


_SILENT, _LEANS, _THIRD, _INSIDE, _BOUND, _BEGINS, _ENDS = (1 << place for place in range(7))
"""What can happen to a token beside others.

It has no syllable that counts; it is a character that turns with a third tone after it; begins with a third
tone; changes by itself; has 一 or 不, which look to either side; begins a clause; stands in none.
"""
_STIRS = _LEANS | _INSIDE | _BOUND
_STIRRING = re.compile(b"[%s]" % re.escape(bytes(flags for flags in range(128) if flags & _STIRS)))


@lru_cache(maxsize=16_384)
def _flags(text: str, reading: str) -> int:
    begins = 0 if is_han(text[0]) else _BEGINS  # 5万: a digit stands before
    sounds = [sound for sound in _sounds(0, Token(text, 0, Kind.WORD), reading) if sound.letters not in "rR"]
    if not sounds:
        return begins | _SILENT
    first = sounds[0]
    third = _THIRD if first.tone == 3 else 0
    leans = _LEANS if third and first.size == 1 and first.char in _LEANING else 0
    bound = any((sound.char, sound.tone) in (("一", 1), ("不", 4)) for sound in sounds)
    inside = not bound and _changed(((text, Kind.WORD, reading),)) != ()
    return begins | third | leans | (_INSIDE if inside else 0) | (_BOUND if bound else 0)


def _stirred(flags: bytes) -> list[tuple[int, int]]:
    """Return the (first, last) of each row of tokens that may change, with the neighbours they look at."""
    rows: list[tuple[int, int]] = []
    for match in _STIRRING.finditer(flags):
        first = last = index = match.start()
        own = flags[index]
        if own & _BOUND:
            first, last = _before(flags, index), _after(flags, index)
        elif own & _LEANS and flags[after := _after(flags, index)] & _THIRD:
            last = after
        if last == index and not own & (_INSIDE | _BOUND):
            continue
        if rows and first <= rows[-1][1]:
            begin, end = rows.pop()
            first, last = min(begin, first), max(end, last)
        rows.append((first, last))
    return rows


def _before(flags: bytes, index: int) -> int:
    """Return the nearest token before that has a syllable, in the clause."""
    while index and not flags[index] & _BEGINS and not flags[index - 1] & _ENDS:
        index -= 1
        if not flags[index] & _SILENT:
            break
    return index


def _after(flags: bytes, index: int) -> int:
    """Return the nearest token after that has a syllable, in the clause."""
    while index + 1 < len(flags) and not flags[index + 1] & (_BEGINS | _ENDS):
        index += 1
        if not flags[index] & _SILENT:
            break
    return index


@lru_cache(maxsize=16_384)
def _changed(row: tuple[tuple[str, Kind, str], ...]) -> tuple[tuple[int, str], ...]:
    """Return (place, reading) of what changes in a row of words whose own neighbours have no say in it."""
    tokens = [Token(text, 0, kind) for text, kind, _ in row]
    clause = [
        sound for index, (_, _, reading) in enumerate(row) for sound in _sounds(index, tokens[index], reading)
    ]
    before = [sound.tone for sound in clause]
    sounded = [sound for sound in clause if sound.letters not in ("r", "R")]
    _change_one_and_not(sounded, tokens)
    _change_third_tones(sounded, tokens)
    changed = {sound.token for sound, tone in zip(clause, before, strict=True) if sound.tone != tone}
    return tuple(
        (index, " ".join(f"{sound.letters}{sound.tone}" for sound in clause if sound.token == index))
        for index in sorted(changed)
    )


def _sounds(index: int, token: Token, reading: str) -> list[_Sound]:
    """Return a token's syllables with their characters; none where the two do not match."""
    syllables = reading.split()
    chars = [char for char in token.text if is_han(char)]
    if len(syllables) != len(chars) or not all(syllable[-1:].isdigit() for syllable in syllables):
        return []
    return [
        _Sound(char, syllable[:-1], int(syllable[-1]), index, place, len(chars))
        for place, (char, syllable) in enumerate(zip(chars, syllables, strict=True))
    ]


def _change_one_and_not(clause: list[_Sound], tokens: Sequence[Token]) -> None:
    for position, sound in enumerate(clause[:-1]):
        following = clause[position + 1]
        tone = 4 if following.tone == 5 and following.char in "个個" else following.tone
        if sound.char == "不" and sound.tone == 4:
            if tone == 4:
                sound.tone = 2
        elif sound.char == "一" and sound.tone == 1 and not _keeps_first_tone(clause, position, tokens):
            sound.tone = 2 if tone == 4 else 4


def _keeps_first_tone(clause: list[_Sound], position: int, tokens: Sequence[Token]) -> bool:
    """True where 一 is a figure, an ordinal or the end of a word."""
    sound, following = clause[position], clause[position + 1]
    word = tokens[sound.token].text
    previous = clause[position - 1] if position else None
    if previous is not None:
        if previous.char in _BEFORE_ORDINAL and (previous.token == sound.token or previous.size == 1):
            return True
        if tokens[previous.token].text in _WEEK or word.startswith(_WEEK):
            return True
        if previous.char in _NUMERALS and tokens[previous.token].kind is Kind.NUMBER:
            return following.char not in _LARGE_UNITS or following.token != sound.token
    if following.char in _NUMERALS and following.char not in _LARGE_UNITS and following.token == sound.token:
        return tokens[sound.token].kind is Kind.NUMBER
    last = sound.place == sound.size - 1
    if last and sound.size > 1:
        return previous is None or previous.char not in _OPEN_ENDED
    rest = word[sound.place + 1 :] or tokens[following.token].text
    return sound.place == 0 and rest in _COUNTED_IN_ORDER and (previous is None or previous.char != "同")


def _change_third_tones(clause: list[_Sound], tokens: Sequence[Token]) -> None:
    start = 0
    for position in range(1, len(clause) + 1):
        if position == len(clause) or clause[position].token != clause[start].token:
            _change_inside_word(clause[start:position], tokens[clause[start].token].text)
            start = position
    for position in range(len(clause) - 2, -1, -1):
        sound, following = clause[position], clause[position + 1]
        if sound.token == following.token or not sound.tone == following.tone == 3:
            continue
        if sound.size == 1 and sound.char in _LEANING:
            sound.tone = 2


def _change_inside_word(word: list[_Sound], text: str) -> None:
    """Change third tones in a word by its structure: pairs first, then pair before pair."""
    if len(word) == 2:
        first, second = word
        if first.tone == 3 and (second.tone == 3 or text in _STILL_THIRD):
            first.tone = 2
        return
    if len(word) < 2:
        return
    if len(word) == 3:
        pairs = [word[:1], word[1:]] if word[0].char in _PREFIXES else [word[:2], word[2:]]
    else:
        pairs = [word[place : place + 2] for place in range(0, len(word), 2)]
    for pair in pairs:
        if len(pair) == 2 and pair[0].tone == pair[1].tone == 3:
            pair[0].tone = 2
    for left, right in pairwise(pairs):
        if left[-1].tone == right[0].tone == 3:
            left[-1].tone = 2
