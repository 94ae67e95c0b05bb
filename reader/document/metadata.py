"""What a page says about itself in a line of its own: when, where, by whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_KEYS = (
    "发布时间|發布時間|发布日期|更新时间|时间|時間|日期|来源|來源|出处|责任编辑|責任編輯|责编|編輯|编辑|作者|记者"
    "|撰文|摄影|翻译|译者|字数|阅读量|阅读|浏览量|浏览|点击量|点击|點擊|评论"
)
_KEY = re.compile(rf"(?:^|(?<=[\s|｜/\u3000]))(?P<key>{_KEYS}|文)\s*[:：]\s*")
_DATE = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_COUNTS = ("阅读量", "阅读", "浏览量", "浏览", "点击量", "点击", "點擊", "评论", "字数")
_PERSONS = ("编辑", "編輯", "责编", "责任编辑", "責任編輯", "作者", "记者", "文", "撰文", "译者", "摄影")
_PADDED = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]) ([\u4e00-\u9fff]{1,2})(?![\u4e00-\u9fff])")
_ROLE = r"(?:本报|本刊|特约|见习|实习)?(?:记者|通讯员|摄影|编辑|作者)"
_NAMES = rf"(?!{_ROLE})[\u4e00-\u9fff·]{{2,5}}(?:\s+(?!{_ROLE})[\u4e00-\u9fff·]{{2,5}}){{0,9}}"
_BYLINE_PART = re.compile(rf"({_ROLE})\s+({_NAMES})(?:\s+|$)")
_BYLINE_LIMIT = 60
_SHORT = 30
"""Code points of a line with one key at most; a longer one is a sentence."""
_MARGIN = " \t\u3000\u00a0|｜/／;；,，"


def is_metadata(line: str) -> bool:
    """True of a line that is made of keys and what belongs to them."""
    if "：" not in line and ":" not in line:
        return False
    if len(line) > 200 or line.endswith(("。", "！", "？", "”")):
        return False
    keys = len(_KEY.findall(line))
    return keys >= 2 or (keys == 1 and len(line) <= _SHORT)


def fields_of(line: str) -> Iterator[tuple[str, str]]:
    """Yield the keys of a line of metadata, in order, each with its value."""
    found = list(_KEY.finditer(line))
    before = line[: found[0].start()].strip(_MARGIN) if found else ""
    if before and (date := _DATE.search(before)):
        yield "时间", date[0]
    for match, following in zip(found, [*found[1:], None], strict=True):
        value = line[match.end() : following.start() if following else len(line)].strip(_MARGIN)
        if match["key"] in _PERSONS:
            value = _PADDED.sub(r"\1\2", value)  # 万 先觉, padded to the width of three characters
        if value:
            yield match["key"], value


def in_short(fields: Iterable[tuple[str, str]]) -> str:
    """Return what a page says of itself as one line: when, where, by whom; not how often it was looked at."""
    said = (value for key, value in fields if key not in _COUNTS)
    return " · ".join(dict.fromkeys(said))


def byline(line: str) -> Iterator[tuple[str, str]]:
    """Yield who wrote a page, by their parts, where the whole line says nothing else: 记者 陈晓容."""
    if len(line) > _BYLINE_LIMIT or not re.match(_ROLE, line):
        return
    parts = list(_BYLINE_PART.finditer(line))
    if parts and "".join(part[0] for part in parts) == line:
        for part in parts:
            yield part[1], part[2].strip()
