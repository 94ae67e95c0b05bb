"""Where sentences end, for laying a text beside its translation.

Both languages are cut by one idea of a sentence: what is said and who says it stay together
(“走吧！”他说。 is one sentence, as ``"Let's go!" he said.`` is), a semicolon ends nothing, and closing
quotation marks belong to what they close. Spans join back to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLOSING = "”’」』）》〉】）］\\]\"')"
_CHINESE_END = re.compile(rf"(?:[。！？!?｡．]+|…+|\.{{3,}}|(?<=[\u3400-\u9fff])\.(?=\s|$))+[{_CLOSING}]*\s*")
_QUOTE_END = re.compile('[”」』"]\\s*$')
_TELLS = re.compile(
    '[^。！？!?；，、：…“「『"]{0,14}'
    "(?:[说說道问問答喊叫嚷讲講骂罵笑叹嘆想吼哭喝]|回应|回應|开口|補充|补充|宣布|解释|解釋)"
    '[^。！？!?“「『"]{0,16}[。！？!?…]'
)
_PAUSES = ("…", "...")


def chinese_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each Chinese sentence in code points; the spans join back to ``text``."""
    start = 0
    for match in _CHINESE_END.finditer(text):
        end = match.end()
        if end >= len(text) or match.start() < start:
            continue
        mark = match[0].rstrip()
        quoted = _QUOTE_END.search(match[0]) is not None
        if mark.startswith(_PAUSES) and not quoted and mark[-1] not in "。！？!?":
            continue  # a pause within the sentence
        if quoted and _TELLS.match(text, end):
            continue  # “走吧！”他说。
        if text[end] in "，、；：,;:—～~":
            continue  # “好吗？”，他问
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


_ENGLISH_END = re.compile(
    r"""(?:[.!?]+|…+|[。！？])+(?:["'”’)\]»]|\s(?=["”](?:\s|$)))*(?=\s|$|["“‘(\[—])\s*"""
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"“'‘—-])(?:"
    r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|Gen|Col|Lt|Sgt|Capt|Cmdr|Adm|Gov|Sen|Rep|Pres|St|Mt|Ft|Messrs|Mme|Mlle"
    r"|vs|cf|viz|ca|approx|al|Vol|vol|No|no|Nos|nos|Fig|fig|Figs|Eq|Ch|ch|pp|p|Sec|sec|Art|Ed|ed|eds|trans"
    r"|i\.e|e\.g)\."
    r")$"
)
_ENDS_OR_NOT = re.compile(
    r"(?:^|[\s(\[\"“'‘—-])(?:Jr|Sr|Inc|Ltd|Co|Corp|Bros|etc|Ave|Blvd|Rd|Dept|Univ|Ph\.D|M\.D|B\.A|M\.A|a\.m|p\.m"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|(?:[A-Z]\.)+[A-Z]|[A-Z])\.$"
)
_STARTING = """
The A An This That These Those He She It We They I You There Here But And Or So Then When While If In
On At As After Before However Its His Her Their Our My What Who Why How Where Yet For With By From To
Now Not No Yes All Some Many Most One Two Both Each Every Although Though Because Since Until
"""
_STARTERS = frozenset(_STARTING.split())
_SAYS = re.compile(
    r"(?:[A-Z][\w.'’-]*|[IHWhw]e?|[Ss]he|[Tt]hey|[Yy]ou|[Tt]he [\w'’-]+(?: [\w'’-]+)?"
    r"|(?:[Mm]y|[Hh]is|[Hh]er) [\w'’-]+)"
    r"(?: [A-Z][\w.'’-]*)?(?: \w+ly)? "
    r"(?:said|says|asked|asks|replied|answered|cried|shouted|called|whispered|murmured|muttered|exclaimed|added"
    r"|laughed|sighed|told|continued|went on|wondered|thought|yelled|demanded|explained|repeated|began)\b"
)


def english_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each English sentence in code points; the spans join back to ``text``.

    ``Mr.``, ``U.S.``, ``e.g.``, ``3.14`` and the initials of ``J. K. Rowling`` hold no end.
    """
    start = 0
    for match in _ENGLISH_END.finditer(text):
        end = match.end()
        if end >= len(text) or match.start() < start:
            continue
        mark = match[0].rstrip()
        if _goes_on(text, start, match.start() + 1, end, mark):
            continue
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def _goes_on(text: str, start: int, stop: int, end: int, mark: str) -> bool:
    """True where the sentence goes on after ``mark``; ``stop`` is the place after its first character."""
    following = text[end:].lstrip("\"'“‘([—– ")
    first = following[:1]
    if first.islower() or text[end] in ",;:":
        return not (first == "i" and following[:2].isupper())
    quoted = mark[-1] in "\"”'’" and len(mark) > 1
    if quoted and text[end] not in "\"“‘'" and _SAYS.match(text, end):
        return True
    if mark.startswith(_PAUSES) and not first.isupper() and not quoted and not first.isdigit():
        return text[end] not in "\"“‘'—"
    if mark != ".":
        return False
    before = text[max(start, stop - 14) : stop]
    if _ABBREVIATION.search(before):
        return True
    if _ENDS_OR_NOT.search(before):
        word = re.match(r"[\w'’]+", following)
        return word is None or word[0] not in _STARTERS
    return False
