"""What a number says: Chinese and Arabic numerals to values, and to a line of English.

``read_out`` explains to a learner, so it prefers plain figures (``36,000``) to spelled-out words, and
answers with "" rather than guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

_DIGITS = {char: value for value, chars in enumerate(
    ("零〇○", "一壹", "二两兩贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
) for char in chars}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_FULL_WIDTH = str.maketrans("0123456789.%,:+-/−", "0123456789.%,:+-/-")
_LONGEST = 60

DIGIT = "零〇○一二三四五六七八九两兩"
_HAN = f"{DIGIT}十百千万亿萬億"
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_ORDINALS = (
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
_PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth"}
_PARTS[10] = "tenth"


def value(text: str) -> Decimal | None:
    """Return the value of a plain number: ``2.5万``, ``三万六千``, ``两万五``, ``二〇一八``, ``四点五``.

    None for what is no plain number, 十几 and 三四 among it, and for what no one could read.
    """
    if len(text) > _LONGEST:
        return None
    text = text.translate(_FULL_WIDTH)
    arabic = re.fullmatch(r"([+-]?\d{1,3}(?:,\d{3})+|[+-]?\d+)(\.\d+)?([十百千万萬亿億]*)", text)
    if arabic:
        result = Decimal(arabic[1].replace(",", "") + (arabic[2] or ""))
        for unit in arabic[3]:
            result *= _UNITS.get(unit) or _MYRIADS[unit]
        return result
    whole, point, fraction = text.partition("点")
    if point:
        unit = fraction[-1:] if fraction[-1:] in _MYRIADS else ""
        figures = fraction.removesuffix(unit) if unit else fraction
        start = _chinese(whole)
        if start is None or not figures or any(char not in _DIGITS for char in figures):
            return None
        return Decimal(f"{start}." + "".join(str(_DIGITS[char]) for char in figures)) * _MYRIADS.get(unit, 1)
    number = _chinese(text)
    return None if number is None else Decimal(number)


def _chinese(text: str) -> int | None:
    if not text or any(char not in _DIGITS and char not in _UNITS and char not in _MYRIADS for char in text):
        return None
    if all(char in _DIGITS for char in text):
        if len(text) > 1 and len(set(text)) == 2 and _approximate(text):
            return None
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = digit = 0
    last = 1  # the last unit read: in 两万五 the bare 5 counts thousands
    bare = False
    for char in text:
        if char in _DIGITS:
            if bare:
                return None
            digit, bare = _DIGITS[char], True
            if digit == 0:
                last, bare = 1, False
        elif char in _UNITS:
            section += (digit if bare else 1) * _UNITS[char]
            digit, bare, last = 0, False, _UNITS[char]
        else:
            myriad = _MYRIADS[char]
            section += digit
            if not section and not total:
                section = 1
            if total and total < myriad:  # 一万亿
                total = (total + section) * myriad
            else:
                total += section * myriad
            section = digit = 0
            bare, last = False, myriad
    if bare and last > 10:
        digit *= last // 10
    return total + section + digit


def _approximate(text: str) -> bool:
    """True for two digits that follow each other: 三四 is three or four, not 34."""
    return len(text) == 2 and _DIGITS[text[0]] >= 1 and _DIGITS[text[1]] - _DIGITS[text[0]] == 1


def read_out(text: str, label: str = "") -> str:
    """Return what a number token says in English, "" where it is not understood.

    ``label`` is the token's, and helps where the text alone could be read two ways (``2018`` as a year).
    """
    if len(text) > _LONGEST:
        return ""
    plain = text.translate(_FULL_WIDTH).replace(" ", "")
    if label == "year" and (year := value(plain)) is not None:
        return f"the year {year}"
    for shape, say in _SHAPES:
        match = shape.fullmatch(plain)
        if match and (said := say(match)):
            return said
    number = value(plain)
    return "" if number is None else _figures(number, plain)


def _figures(number: Decimal, text: str = "") -> str:
    if text.isdigit() and (len(text) < 5 or len(text) > 9 or text[0] == "0"):
        return text  # a year, a telephone number, a code
    if len(text) > 1 and all(char in _DIGITS for char in text):
        return "".join(str(_DIGITS[char]) for char in text)
    shown = format(number.normalize(), "f") if number != number.to_integral() else str(int(number))
    whole, point, fraction = shown.partition(".")
    return f"{int(whole):,}{point}{fraction}" if whole not in ("-0", "") else shown


def _ordinal(number: int) -> str:
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _part(match: re.Match[str]) -> str:
    """百分之六, 三分之二: the whole first, then the part."""
    whole, part = value(match[1]), value(match[2])
    if whole is None or part is None or whole == 0:
        return ""
    if whole == 100:
        return f"{_figures(part)} percent"
    if whole in (1000, 10000):
        return f"{_figures(part)} in {_figures(whole)}"
    fraction = f"{_figures(part)}/{_figures(whole)}"
    name = _PARTS.get(int(whole))
    if name is None or part != part.to_integral() or not 0 < part <= 12:
        return fraction
    plural = "" if part == 1 else "halves" if name == "half" else f"{name}s"
    return f"{_WORDS[int(part)]} {plural or name} ({fraction})"


def _date(match: re.Match[str]) -> str:
    year, month, day = (value(part) if part else None for part in match.groups())
    if month is None or not 1 <= month <= 12:
        return ""
    if day is None:
        return f"{_MONTHS[int(month) - 1]} {year if year is not None else ''}".strip()
    if not 1 <= day <= 31:
        return ""
    return f"{day} {_MONTHS[int(month) - 1]} {year if year is not None else ''}".strip()


def _year(match: re.Match[str]) -> str:
    year = value(match[1])
    return "" if year is None else f"the year {year}"


def _day(match: re.Match[str]) -> str:
    day = value(match[1])
    return f"the {_ordinal(int(day))}" if day is not None and 1 <= day <= 31 else ""


def _clock(match: re.Match[str]) -> str:
    """六点三刻, 七点半, 9时30分, 10:30."""
    hour, rest = value(match["hour"]), match["rest"] or ""
    if hour is None or hour > 24:
        return ""
    if rest in ("", "整", "钟"):
        return f"{hour} o'clock"
    if rest == "半":
        return f"half past {hour} ({hour}:30)"
    quarters = {"一刻": 15, "三刻": 45}.get(rest)
    minute = quarters if quarters is not None else value(rest.removesuffix("分"))
    return f"{hour}:{int(minute):02}" if minute is not None and minute < 60 else ""


def _nth(match: re.Match[str]) -> str:
    place = value(match[1])
    if place is None or place != place.to_integral():
        return ""
    number = int(place)
    return f"{_ORDINALS[number] if number <= 10 else _ordinal(number)}; no. {number:,}"


def _odd(match: re.Match[str]) -> str:
    """十几, 二十几: the last figure is left open."""
    tens = value(match[1])
    if tens is None:
        return ""
    return f"{int(tens)}-odd ({int(tens) + 1} to {int(tens) + 9})"


_SEVERAL = {
    "十": "several tens",
    "百": "several hundred",
    "千": "several thousand",
    "万": "tens of thousands",
}
_SEVERAL |= {"亿": "several hundred million", "萬": "tens of thousands", "億": "several hundred million"}


def _several(match: re.Match[str]) -> str:
    unit = match[1]
    if len(unit) == 1:
        return _SEVERAL[unit]
    scale = value("一" + unit)
    return "" if scale is None else f"several times {_figures(scale)}"


def _more(match: re.Match[str]) -> str:
    number = value(match[1])
    return "" if number is None else f"more than {_figures(number, match[1])}"


def _either(match: re.Match[str]) -> str:
    """三四, 七八十, 两三百: one or the other."""
    low, high, unit = match.groups()
    if _DIGITS[high] - _DIGITS[low] != 1 or low in "零〇○":
        return ""
    if not unit:
        return f"{_WORDS[_DIGITS[low]]} or {_WORDS[_DIGITS[high]]}"
    small, large = value(low + unit), value(high + unit)
    return "" if small is None or large is None else f"{_figures(small)} or {_figures(large)}"


def _percent(match: re.Match[str]) -> str:
    return f"{match[1]} {'percent' if match[2] == '%' else 'per thousand'}"


def _half(match: re.Match[str]) -> str:
    return "half"


def _degree(match: re.Match[str]) -> str:
    number = value(match[1])
    return "" if number is None else f"{_figures(number)} degrees Celsius"


_N = rf"(?:[\d,.]+[十百千万萬亿億]*|[{_HAN}]+)"
_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern), say)
    for pattern, say in (
        (r"([+-]?[\d,.]+)([%‰])", _percent),
        (rf"({_N})分之({_N}(?:点[{DIGIT}]+)?)", _part),
        (rf"(\d{{4}}|[{DIGIT}]{{4}})年(\d+|[{_HAN}]+)月(?:(\d+|[{_HAN}]+)[日号號])?", _date),
        (r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", _date),
        (rf"()(\d+|[{_HAN}]+)月(?:(\d+|[{_HAN}]+)[日号號])?", _date),
        (rf"(\d{{2,4}}|[{DIGIT}]{{2,4}})年", _year),
        (rf"(\d+|[{_HAN}]+)[日号號]", _day),
        (r"(?P<hour>\d{1,2}):(?P<rest>\d{2})", _clock),
        (rf"(?P<hour>\d{{1,2}}|[{_HAN}]+)[点點时時](?P<rest>整|钟|半|[一三]刻|[{_HAN}\d]+分)?", _clock),
        (rf"第({_N})", _nth),
        (rf"([{_HAN}]*十)[几幾]", _odd),
        (r"好?[几幾]([十百千万萬亿億]+)", _several),
        (rf"({_N})[多余餘]", _more),
        (rf"([{DIGIT}])([{DIGIT}])([十百千万萬亿億]*)", _either),
        (r"([+-]?[\d.]+)(?:℃|°C)", _degree),
        (r"半", _half),
    )
)
