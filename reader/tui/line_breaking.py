"""Where a line of Chinese may end: the rules of GB/T 15834 and of the W3C's Chinese layout notes.

A closing mark never begins a line, an opening mark never ends one, a number keeps its unit, a dash or an
ellipsis of two characters stays in one piece. Rules speak of neighbouring characters; spaces between
them do not suspend them, because a space at the end of a line is not shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.language.token import Kind, Token

NEVER_FIRST = frozenset(
    "，。、；：！？．）】》〉」』〕〗〙〛］｝”’…⋯·・‧•～％‰℃℉°′″々ー／"
    ",.;:!?)]}%‥–\N{SMALL COMMA}\N{SMALL FULL STOP}\N{SMALL SEMICOLON}\N{SMALL COLON}"
    "︰﹑﹖﹗﹚﹜﹞︒︐︑"
)
NEVER_LAST = frozenset("（【《〈「『〔〖〘〚［｛“‘([{￥＄￡¥$£€№＃#@﹙﹛﹝")
# Runs of one of these stay together.
_UNBROKEN = frozenset("—―…⋯‥─－-～.·。")
_QUOTES = frozenset('"＂')
_UNITS = frozenset(
    "年月日号时点分秒刻岁周天个位名人口只头匹条张本册页章节回集卷届次遍趟场米里尺寸丈亩顷斤两克吨升度元块角毛钱"
    "万亿千百倍成层楼座辆艘架台件套双对副把支枝根颗粒片朵棵家间所种类项级班份封首部篇句字幅顶枚"
    "個號時點歲週條張冊頁節屆場畝兩噸塊萬億層樓輛台雙對間種類級"
)
_PREFIXES = frozenset("第约約近逾")


def breaks(tokens: Sequence[Token]) -> tuple[bool, ...]:
    """Say for each token whether a line may begin with it. Spaces never do: they hang at the line before."""
    allowed = [False] * len(tokens)
    previous: Token | None = None
    quoted = ends_open = False
    last = ""
    for index, token in enumerate(tokens):
        text, kind = token.text, token.kind
        if kind is Kind.SPACE or not text:
            continue
        first = text[0]
        if previous is None:
            allowed[index] = True
        else:
            closing = ends_open or (quoted and first in _QUOTES)
            number = kind is Kind.NUMBER or previous.kind is Kind.NUMBER
            allowed[index] = not (closing or glued(last, first) or (number and _one_number(previous, token)))
        ends_open = False
        if kind is Kind.PUNCTUATION and first in _QUOTES:
            quoted ^= bool(len(text) % 2)
            ends_open = quoted
        previous, last = token, text[-1]
    return tuple(allowed)


def glued(before: str, after: str) -> bool:
    """True where no line may end between two characters, wherever that can be helped."""
    if after in NEVER_FIRST or before in NEVER_LAST:
        return True
    return before == after and before in _UNBROKEN


def _one_number(before: Token, after: Token) -> bool:
    """True for a number and its unit (``30公里``, ``5 GB``), and for what stands before one (``第3``)."""
    spaced = before.end != after.start
    if before.kind is Kind.NUMBER:
        if after.kind is Kind.LATIN:
            return len(after.text) <= 4
        return not spaced and (after.text in _UNITS or after.kind is Kind.NUMBER)
    return after.kind is Kind.NUMBER and not spaced and before.text in _PREFIXES
