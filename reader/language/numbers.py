"""Numbers in running text, offered to the segmenter as candidates.

One token is the number itself: figures with their 万 or 亿 (``2.5万``), a Chinese numeral
(``三万六千``), a percentage, a decimal, a written date (``2018-07-30``). Measure words, 年, 月, 多 and 余
stay apart. Single Chinese digits are dictionary words and are left to the dictionary; so is the choice
between 二十|一起 and 二十一|起, since every shorter numeral inside a longer one is offered too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.language.candidate import Candidate
from reader.language.numerals import DIGIT, value
from reader.language.token import Kind

# Nats. A number is some way between a common and a middling word, and dearer the longer it is; a
# sequence of dictionary words for its parts (三十, 九) comes to 14 and more.
_ARABIC_COST = 4.0
_CHINESE_COST = 5.0
_PER_CHARACTER = 0.9
_DECIMAL_EXTRA = 2.0
# Longer runs of numeral characters are codes or lists of digits, offered only whole.
_LONGEST_CUT = 12

_D = r"[0-90-9]"
_ARABIC = re.compile(
    rf"(?P<date>(?<!{_D}){_D}{{4}}(?P<mark>[-/.]){_D}{{1,2}}(?P=mark){_D}{{1,2}}(?!{_D}))"
    rf"|(?P<time>(?<!{_D}){_D}{{1,2}}[::][0-50-5]{_D}(?:[::][0-50-5]{_D})?(?!{_D}))"
    rf"|(?P<percent>{_D}+(?:[..]{_D}+)?[%%‰])"
    rf"|(?P<number>(?:{_D}{{1,3}}(?:,{_D}{{3}})+(?!{_D})|{_D}+)(?:[..]{_D}+)?(?:[十百千]?[万亿]+|[十百千])?)"
)
_RUN = re.compile(rf"[{DIGIT}十百千万亿]{{2,}}")
_ODD = re.compile(r"[二三四五六七八九]十几")
_ORDINAL = re.compile(r"第(?:[三四六七八九十]|[0-90-9]+)(?![十百千万亿点0-9])")
_PART = re.compile(
    rf"(?:百|千|万|[二两三四五六七八九十]{{1,2}})分之[{DIGIT}十百千万亿]{{1,6}}(?!点[{DIGIT}])"
)
_DECIMAL = re.compile(rf"[{DIGIT}十百千万亿]+点[{DIGIT}]+[万亿]?(?![十分刻])")
_CONGRESS = re.compile("(?:十[一二三四五六七八九]|二十[一二三]?)大(?![类种型块步卡件项盘于小])")  # 党的十九大
# After these a last 一 counts things: 一千|一|张.
_MEASURES = frozenset("张个只条本件块辆台次份位斤瓶杯盒套间")
_ANY = re.compile(rf"[0-90-9{DIGIT}十百千万亿第]")


class NumberSource:
    """Offers every number of a text; ``label`` says which sort: number, percent, date, time, year …"""

    def candidates(self, text: str) -> Iterator[Candidate]:
        """Yield numbers of ``text``, given in simplified form; they may overlap."""
        if _ANY.search(text) is None:
            return
        yield from _arabic(text)
        for run in _RUN.finditer(text):
            yield from _chinese(text, run.start(), run.end())
        for match in _ODD.finditer(text):
            yield _offer(match, _CHINESE_COST, "number")
        for match in _ORDINAL.finditer(text):
            yield _offer(match, _CHINESE_COST, "ordinal")
        if "分之" in text:
            for match in _PART.finditer(text):
                yield _offer(match, _CHINESE_COST, "percent" if match[0][0] == "百" else "fraction")
        if "点" in text:
            for match in _DECIMAL.finditer(text):
                if value(match[0]) is not None:
                    yield _offer(match, _CHINESE_COST + _DECIMAL_EXTRA, "decimal")


def _offer(match: re.Match[str], base: float, label: str) -> Candidate:
    cost = base + _PER_CHARACTER * (match.end() - match.start())
    return Candidate(match.start(), match.end(), Kind.NUMBER, cost, "number", label)


def _arabic(text: str) -> Iterator[Candidate]:
    for match in _ARABIC.finditer(text):
        label = match.lastgroup or "number"
        if label == "mark":
            label = "date"
        if label == "number":
            if text.startswith("年", match.end()) and len(match[0]) == 4:
                label = "year"
            elif match[0][-1] not in "十百千万亿" and ("." in match[0] or "." in match[0]):
                label = "decimal"
        yield Candidate(match.start(), match.end(), Kind.NUMBER, _ARABIC_COST, "number", label)


def _chinese(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yield each numeral inside a run of numeral characters."""
    if end - start > _LONGEST_CUT:
        spans = [(start, end)]
    else:
        spans = [(i, j) for i in range(start, end - 1) for j in range(i + 2, end + 1)]
    for i, j in spans:
        label = _label(text, i, j)
        if label:
            cost = _CHINESE_COST + _PER_CHARACTER * (j - i)
            yield Candidate(i, j, Kind.NUMBER, cost, "number", label)


def _label(text: str, start: int, end: int) -> str:
    """Return the sort of the numeral, "" for what is none or is better left to the dictionary."""
    numeral = text[start:end]
    congress = _CONGRESS.match(text, start)
    if congress and congress.end() == end + 1:
        return ""
    if numeral[-1] == "一" and numeral[-2] in "百千万亿" and text[end : end + 1] in _MEASURES:
        return ""
    units = sum(char in "十百千万亿" for char in numeral)
    if units == 0:
        if end - start == 4 and text.startswith("年", end):
            return "year"
        if end - start == 2:
            return "number" if value(numeral) is None else ""  # 三四: three or four
        return "digits"
    if numeral[0] in "百千万亿":  # 千万, 百万, 万一: words, unless a figure stands before them
        return ""
    if value(numeral) is not None:
        return "number"
    approximate = len(numeral) > 2 and units == len(numeral) - 2 and value(numeral[:2]) is None
    return "number" if approximate and numeral[0] in DIGIT and numeral[1] in DIGIT else ""
