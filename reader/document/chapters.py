"""Which lines of a plain text are the headings of its chapters.

A line is judged by its shape (``第三章 雨夜``, ``卷二``, ``楔子``), then by its neighbours: where the shape
alone is weak evidence, a line is a heading only where it takes its place in the numbering. Every rule asks
for a short line, so a text of any size is gone through once, at the cost of its short lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reader.language.numerals import value

CAP = 50
"""Code points of a heading at most."""
_CLOSE = 24
"""Code points of a heading whose title follows its number without a space."""
_BARE_LIMIT = 8
_BARE_APART = 200
"""Code points that lie between two headings that are nothing but a number, at least."""

Unit = Literal["volume", "chapter", "part", "preface", "bare"]
"""What a heading heads: a volume holds chapters, a chapter parts (节); a preface stands beside chapters."""

_NUMERALS = frozenset(
    "零〇○一二两兩三四五六七八九十百千万萬壹贰貳叁參肆伍陆陸柒捌玖拾佰仟廿卅卌0123456789０１２３４５６７８９"
)
_N = f"[{''.join(sorted(_NUMERALS))}]{{1,9}}"
_BREAK = r"[ \t\u3000\u00a0:：·•・\-—–─_.．、|｜/／]"
_FRAME = r"[【《〔〈「『\[［（(*＊#＃=＝~～☆★◎●■◆§\-—–─ \u3000]{0,6}"
_STRONG = re.compile(
    rf"{_FRAME}(?:正文{_BREAK}{{0,3}})?(?:第\s?{_N}\s?[卷部集册冊]{_BREAK}{{1,3}}(?:[^\s第]{{1,16}}{_BREAK}{{1,3}})?)?"
    rf"第\s?(?P<number>{_N})\s?(?P<unit>[章回節节講讲篇話话課课幕折])(?P<rest>.*)$"
)
_WEAK = re.compile(
    rf"{_FRAME}(?:正文{_BREAK}{{0,3}})?第\s?(?P<number>{_N})\s?(?P<unit>部分|[卷部集册冊本封辑輯编編季])"
    r"(?P<rest>.*)$"
)
_VOLUME = re.compile(rf"{_FRAME}(?:卷之?(?P<number>{_N})|[上中下][卷册冊部篇集])(?P<rest>.*)$")
_PREFACE = re.compile(
    rf"{_FRAME}(?:楔\s?子|序\s?[章幕曲言]|自\s?序|序|前\s?言|引\s?[子言]|[导導]\s?[言论論]|绪论|緒論|题记|題記"
    r"|写在前面|寫在前面|尾\s?[声聲]|后\s?[记記]|後\s?[记記]|跋|[终終]\s?[章曲]|大?[结結]局|完[结結]感言|外[传傳]"
    rf"|番\s?外(?P<aside>篇|之|{_N})?|附\s?[录錄][A-Z一二三四五六七八九十\d]?)(?P<rest>.*)$"
)
_ENGLISH = re.compile(r"(?:chapter|part)\s+(?P<number>\d{1,4})\b(?P<rest>.*)$", re.IGNORECASE)
_BARE = re.compile(rf"[（(【\[]?(?P<number>{_N})[)）】\]]?[.．、]?$")

_FIRST = _NUMERALS | frozenset(
    "第正卷上中下楔序自前引导導绪緒题題写寫尾后後跋终終大结結完外番附CcPp"
    "【《〔〈「『[［（(*＊#＃=＝~～☆★◎●■◆§-—–─"
)
"""What a heading may begin with: most lines are let go at their first character."""
_ENDS = tuple("】》〕〉」』]］）)*＊#＃=＝~～☆★◎●■◆§-—–─ \u3000")
_BREAKS = tuple(" \t\u3000\u00a0:：·•・-—–─_.．|｜/／")
_SENTENCE = re.compile(r"[。；;]|[，,].*[，,].*[，,]")
_SPEECH = re.compile(r"[。；;，,！!？?…：:“”「」]")
_NO_TITLE = re.compile(
    r"[的里裡中是就都也还還没沒有了在和与與跟、，,。]|[讲講说說写寫](?:的|了|到|道|完|过|過|述)|(?:課|课|车|車|合合?|目)"
)
"""How a title does not begin that stands right behind its number: 第三章讲的是, 第二节课, 第一回合."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the shape of a line says. ``sure`` where no neighbour needs to be asked."""

    unit: Unit
    number: int | None
    sure: bool


def heading(line: str) -> Heading | None:
    """Return what a line heads by its shape alone, None for a line of text."""
    if not line or line[0] not in _FIRST or len(line) > CAP:
        return None
    if line[0] in _NUMERALS:  # nothing but a number can begin so
        return _bare(line)
    if match := _STRONG.match(line):
        sure = _ends_well(match["rest"])
        if sure is None:
            return None
        unit: Unit = "part" if match["unit"] in "节節" else "chapter"
        return Heading(unit, _number(match["number"]), sure)
    if match := _WEAK.match(line):
        rest = match["rest"]
        if match["unit"] == "封":
            rest = rest.removeprefix("信")
        sure = _ends_well(rest)
        if sure is None or (not sure and match["unit"] != "卷"):
            return None
        letter = match["unit"] in "本封"
        return Heading("chapter" if letter else "volume", _number(match["number"]), sure)
    if match := _VOLUME.match(line):
        number = match["number"]
        return (
            Heading("volume", _number(number) if number else None, True) if _parted(match["rest"]) else None
        )
    if match := _PREFACE.match(line):
        rest = match["rest"]
        aside = match["aside"] and _ends_well(rest) is False
        return Heading("preface", None, True) if aside or _parted(rest) else None
    if match := _ENGLISH.match(line):
        return Heading("chapter", int(match["number"]), True) if _parted(match["rest"]) else None
    return _bare(line)


def _bare(line: str) -> Heading | None:
    if len(line) <= _BARE_LIMIT and (match := _BARE.match(line)):
        return Heading("bare", _number(match["number"]), False)
    return None


def chapters(lines: Sequence[str]) -> Mapping[int, int]:
    """Return the level of each line that heads a chapter, by its index: 1 volumes, 2 chapters, 3 their parts.

    ``lines`` are those of a whole text that are shown, in order, trimmed; none is blank.
    """
    likely = [index for index, line in enumerate(lines) if len(line) <= CAP and line[0] in _FIRST]
    found = {index: each for index in likely if (each := heading(lines[index])) is not None}
    if not found:
        return {}
    _drop_contents(found, lines)
    kept = _numbered(found, lines)
    _drop_loose_bare(kept, lines)
    has_chapters = any(each.unit == "chapter" for each in kept.values())
    levels = {"volume": 1, "chapter": 2, "preface": 2, "part": 3 if has_chapters else 2}
    levels["bare"] = 3 if has_chapters else 2
    return {index: levels[each.unit] for index, each in kept.items()}


def _ends_well(rest: str) -> bool | None:
    """Say of what follows a number whether it is surely a title; None where it surely is none."""
    if _parted(rest):
        return True
    rest = rest.rstrip("".join(_ENDS))
    if len(rest) > _CLOSE or _NO_TITLE.match(rest) or _SPEECH.search(rest) or rest.startswith(_BREAKS):
        return None
    return False


def _parted(rest: str) -> bool:
    """True where nothing follows, or a short title after a space or a mark, and no sentence."""
    rest = rest.rstrip("".join(_ENDS))
    if not rest:
        return True
    return rest.startswith(_BREAKS + _ENDS) and not _SENTENCE.search(rest)


def _number(text: str) -> int | None:
    found = value(text.translate(_FORMS))
    return None if found is None else int(found)


_FORMS = {ord("○"): "〇", ord("廿"): "二十", ord("卅"): "三十", ord("卌"): "四十"}


def _drop_contents(found: dict[int, Heading], lines: Sequence[str]) -> None:
    """Leave a table of contents at the beginning as text: its lines follow each other and come again."""
    places: dict[str, int] = {}
    for index in found:
        places[_bare_title(lines[index])] = index
    run: list[int] = []
    for index in [*sorted(found), len(lines) + 1]:
        if run and index != run[-1] + 1:
            again = [each for each in run if places[_bare_title(lines[each])] > each]
            if len(run) >= 3 and len(again) * 2 >= len(run):
                for each in again:
                    del found[each]
            run = []
        run.append(index)


def _bare_title(line: str) -> str:
    return "".join(char for char in line if char.isalnum())


def _numbered(found: Mapping[int, Heading], lines: Sequence[str]) -> dict[int, Heading]:
    """Return the headings that are sure, and the others that have a place in the numbering of their unit.

    A number has its place where it follows the one before it or precedes the one after it, and no heading of
    the same number stands beside it. Numbers may begin anew with each volume.
    """
    kept = {index: each for index, each in found.items() if each.sure}
    for unit in ("volume", "chapter", "part", "bare"):
        places = [index for index in sorted(found) if found[index].unit == unit]
        last: int | None = None
        for place, index in enumerate(places):
            each = found[index]
            following = next((found[other].number for other in places[place + 1 :][:1]), None)
            if not each.sure and each.number is not None:
                starts = each.number in (0, 1) and each.number != last and following == each.number + 1
                follows = last is not None and each.number == last + 1
                precedes = following == each.number + 1 and (last is None or last < each.number)
                heads = unit == "volume" and _heads_chapter(index, found)
                if starts or follows or precedes or heads:
                    kept[index] = each
            if index in kept:
                last = each.number if each.number is not None else last
    return dict(sorted(kept.items()))


def _heads_chapter(index: int, found: Mapping[int, Heading]) -> bool:
    following = found.get(index + 1)
    return following is not None and following.unit in ("chapter", "preface") and following.sure


def _drop_loose_bare(kept: dict[int, Heading], lines: Sequence[str]) -> None:
    """Leave numbers alone on their lines as text unless they count up from one with prose between them."""
    bare = [index for index, each in kept.items() if each.unit == "bare"]
    if not bare:
        return
    good = len(bare) >= 3 and kept[bare[0]].number == 1
    for first, second in zip(bare, [*bare[1:], len(lines)], strict=True):
        good = good and sum(len(line) for line in lines[first + 1 : second]) >= _BARE_APART
    if not good:
        for index in bare:
            del kept[index]
