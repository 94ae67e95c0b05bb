"""Page furniture told from text, by rules a reader would agree with. Nothing is dropped, it is set aside.

A scraped page brings its title twice, its body twice, a metadata line, captions of photos that are not
there, and a footer. Each rule needs clear evidence: only a *run* of repeated lines is a repeat (a refrain
or a line of dialogue repeats legitimately), only a known mark begins a footer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.document.model import Paragraph, ParagraphKind

_RUN = 3
"""Lines in a row that must repeat before they are taken for a second copy."""

_METADATA_KEY = (
    "时间|日期|来源|來源|编辑|編輯|责编|责任编辑|作者|记者|阅读量|阅读|浏览|點擊|点击|发布时间|發布時間|時間"
)
_METADATA = re.compile(rf"(?:{_METADATA_KEY})\s*[:：]")
_AUTHOR = re.compile(r"(?:作者|文)\s*[:：/]\s*([^\s:：|]{2,12})")
_CAPTION = re.compile(r"[▲△▼▽↑↓]|图为|圖為|(?:图|圖|摄影|攝影)\s*[/／:：]|（图）")
_FOOTER = re.compile(
    r"copyright|all rights reserved|版权所有|版權所有|公网安备|ICP备|ICP證|备案号|举报电话|舉報電話"
    r"|投稿(?:邮箱|热线|须知)",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    r"(?:正文\s*)?第\s*[零〇一二两三四五六七八九十百千万\d]+\s*[章回卷部集篇幕折][^。！？]{0,40}$"
    r"|(?:楔子|序章|序言|前言|引子|引言|尾声|后记|後記|终章|番外|附录)(?:$|[\s:：一二三四五六七八九十\d].{0,30}$)"
    r"|(?:第\s*[零〇一二两三四五六七八九十百千\d]+\s*[节節])(?:$|\s.{0,30}$)"
)
_UPPER_UNIT = re.compile(r"第\s*[零〇一二两三四五六七八九十百千万\d]+\s*[卷部集篇幕]")
_NO_HEADING = re.compile(r"[。，,！？!?；;…：:]|记者|通讯员|^[「“\"'(（\[【]?\d+$")
_HEADING_LIMIT = 20
_TITLE_LIMIT = 40
_LONG = 40


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Paragraphs with their kinds, and notes that say what was set aside and why."""

    title: str
    author: str
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[str, ...]


def clean(lines: Sequence[Paragraph]) -> Cleaned:
    """Tell title, metadata, headings, captions, repeats and footer from the text."""
    paragraphs = list(lines)
    notes: list[str] = []
    _hide_footer(paragraphs, notes)
    _hide_repeats(paragraphs, notes)
    title = _mark_title(paragraphs)
    author = _mark_metadata(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        if paragraph.kind is ParagraphKind.BODY and _CAPTION.match(paragraph.text):
            paragraphs[index] = replace(paragraph, kind=ParagraphKind.CAPTION)
    _mark_headings(paragraphs)
    return Cleaned(title, author, tuple(paragraphs), tuple(notes))


def _hide_footer(paragraphs: list[Paragraph], notes: list[str]) -> None:
    """Hide from the first footer mark to the end, or to where a second copy of the page begins."""
    first = next(
        (index for index, line in enumerate(paragraphs) if index >= 3 and _FOOTER.search(line.text)), None
    )
    if first is None:
        return
    before = {line.text for line in paragraphs[:first]}
    end = next((index for index in range(first, len(paragraphs)) if paragraphs[index].text in before), None)
    if end is None:
        end = len(paragraphs)
        if end - first > 12:  # a footer is short; a text that goes on this long is text
            return
    for index in range(first, end):
        paragraphs[index] = replace(paragraphs[index], kind=ParagraphKind.HIDDEN, note="page footer")
    notes.append(f"{end - first} lines of a page footer are hidden")


def _hide_repeats(paragraphs: list[Paragraph], notes: list[str]) -> None:
    """Hide each run of at least three lines that stands word for word before; the first copy stays."""
    seen: dict[str, list[int]] = {}
    hidden = 0
    index = 0
    while index < len(paragraphs):
        run = max(
            (_run_length(paragraphs, start, index) for start in seen.get(paragraphs[index].text, ())),
            default=0,
        )
        if run >= _RUN and sum(len(line.text) for line in paragraphs[index : index + run]) >= 60:
            for place in range(index, index + run):
                paragraphs[place] = replace(paragraphs[place], kind=ParagraphKind.HIDDEN, note="repeated")
            hidden += run
            index += run
            continue
        if len(places := seen.setdefault(paragraphs[index].text, [])) < 8:
            places.append(index)
        index += 1
    if hidden:
        notes.append(f"the page repeated itself; {hidden} repeated lines are hidden")
        _hide_stubs(paragraphs)


def _run_length(paragraphs: Sequence[Paragraph], first: int, second: int) -> int:
    """Return how many visible lines from ``second`` on equal those from ``first`` on, in order.

    The first copy may hold lines that the second lacks (a metadata line): up to two in a row are passed over.
    """
    length = 0
    limit = second
    while second < len(paragraphs) and first < limit:
        if paragraphs[first].text == paragraphs[second].text:
            first, second, length = first + 1, second + 1, length + 1
        elif any(
            first + skip < limit and paragraphs[first + skip].text == paragraphs[second].text
            for skip in (1, 2)
        ):
            first += 1
        else:
            break
    return length


def _hide_stubs(paragraphs: list[Paragraph]) -> None:
    """Hide the last short lines of a page after a hidden run: words of links, no text."""
    for index in range(len(paragraphs) - 1, max(-1, len(paragraphs) - 5), -1):
        line = paragraphs[index]
        if line.kind is ParagraphKind.HIDDEN:
            break
        if len(line.text) > 12 or _is_sentence(line.text):
            return
    for place in range(index + 1, len(paragraphs)):
        paragraphs[place] = replace(paragraphs[place], kind=ParagraphKind.HIDDEN, note="page footer")


def _is_sentence(text: str) -> bool:
    return text.rstrip("”’」』）)").endswith(("。", "！", "？", "…", "!", "?"))


def _mark_title(paragraphs: list[Paragraph]) -> str:
    for index, line in enumerate(paragraphs[:1]):
        short = len(line.text) <= _TITLE_LIMIT and not _is_sentence(line.text)
        if short and len(paragraphs) > 1 and not _METADATA.match(line.text):
            paragraphs[index] = replace(line, kind=ParagraphKind.HEADING, level=1)
            return line.text.strip("《》")
    return ""


def _mark_metadata(paragraphs: list[Paragraph]) -> str:
    author = ""
    for index, line in enumerate(paragraphs[:6]):
        keys = len(_METADATA.findall(line.text))
        if line.kind is ParagraphKind.BODY and keys and (keys >= 2 or len(line.text) <= 30):
            paragraphs[index] = replace(line, kind=ParagraphKind.METADATA)
            if match := _AUTHOR.search(line.text):
                author = match[1]
    return author


def _mark_headings(paragraphs: list[Paragraph]) -> None:
    for index, line in enumerate(paragraphs):
        if line.kind is ParagraphKind.BODY and len(line.text) <= 60 and _CHAPTER.match(line.text):
            level = 1 if _UPPER_UNIT.match(line.text) else 2
            paragraphs[index] = replace(line, kind=ParagraphKind.HEADING, level=level)
    visible = [index for index, line in enumerate(paragraphs) if line.kind is not ParagraphKind.HIDDEN]
    place = 0
    while place < len(visible):
        run = place
        while run < len(visible) and _may_be_heading(paragraphs[visible[run]]):
            run += 1
        if 1 <= run - place <= 2 and _between_long(paragraphs, visible, place, run):
            for index in visible[place:run]:
                paragraphs[index] = replace(paragraphs[index], kind=ParagraphKind.HEADING, level=2)
        place = max(run, place + 1)


def _may_be_heading(line: Paragraph) -> bool:
    return (
        line.kind is ParagraphKind.BODY
        and len(line.text) <= _HEADING_LIMIT
        and not _NO_HEADING.search(line.text)
    )


def _between_long(paragraphs: Sequence[Paragraph], visible: Sequence[int], place: int, run: int) -> bool:
    """True where long paragraphs stand on both sides, as they do around a heading and not within verse."""
    if place == 0 or run >= len(visible):
        return False
    before, after = paragraphs[visible[place - 1]], paragraphs[visible[run]]
    return len(before.text) >= _LONG and len(after.text) >= _LONG and after.kind is ParagraphKind.BODY
