"""Web pages: the text they are about, told from what stands around it. Nothing is run, nothing is fetched.

What surrounds the text (navigation, related links, comments, banners) is not dropped but set aside: it can be
shown again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from reader.document.block import Block, Extracted
from reader.document.encoding import Decoded, decode_marked
from reader.document.hypertext import Hypertext, Placed, Region, hypertext
from reader.document.model import ParagraphKind

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})"""
    rb"""|<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._:-]{2,40})""",
    re.IGNORECASE,
)
_HEAD = 4_096
"""Bytes at the beginning that may say what the encoding is."""
_AROUND_TAGS = frozenset(("nav", "footer", "aside", "form", "menu", "dialog"))
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|footer|foot|sidebar|side|breadcrumbs?|crumbs?|comments?|"
    r"comment-?list|replies|respond|disqus|related|recommend(?:ed|ation)?s?|share|sharing|social|cookies?|"
    r"consent|gdpr|banner|ads?|advert\w*|promo\w*|sponsor\w*|popup|modal|toolbar|topbar|pagination|pager|"
    r"page-?nav|hot|rank(?:ing)?|login|signup|subscribe|newsletter|copyright|contentinfo|complementary|search|"
    r"alertdialog|pinglun|xiangguan|tuijian|fenxiang|daohang|mianbao|guanggao|banquan|tags?)(?:$|[\s_-])"
)
_TAIL = re.compile(
    r"(?:相关|相關|推荐|推薦|延伸|热门|熱門|更多|猜你喜欢|猜你喜歡|大家都在看|精彩|往期|最新)"
    r"(?:阅读|閱讀|新闻|新聞|文章|推荐|推薦|链接|連結|内容|內容|专题|回顾|報導|报道|资讯|视频)*\s*[:：]?$"
    r"|(?:网友|網友|精彩|全部|最新|热门|我来|发表|發表|用户|读者)?"
    r"(?:评论|評論|留言|跟帖|回复|回應)\s*[(（]?\d*[)）]?(?:条)?$"
    r"|(?:related|comments?|recommended|read (?:more|next)|more (?:stories|from)|you (?:may|might) also like)"
    r"\b",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:上一[篇章页]|下一[篇章页]|返回(?:目录|首页|顶部|书页)|加入书[签架]|(?:分享|收藏|打印|举报|点赞|转发)(?:到|本[文页])?"
    r"|责任编辑|版权所有|扫一扫|关注我们|本站|字号|【?(?:关闭|纠错)】?|\[?(?:关闭|纠错)\]?|A[-+])"
)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:byline|meta|article-?info|info|source|pub(?:lish)?-?(?:time|date)|date|time)"
)
_AUTHOR = re.compile(r"(?:^|[\s_-])(?:author|writer|byline)(?:$|[\s_-])")
_PROSE = re.compile("[。！？；，：、…」”!?;,:.]")
_SITE = re.compile(r"\s*[_|｜–—]\s*|\s+[-·»]\s+|-(?=[^-]{2,12}$)")


def web_page(data: bytes, name: str, encoding: str | None = None, *, xml: bool = False) -> Extracted:
    """Take a web page apart; ``encoding`` wins over what the page says of itself.

    Raises DocumentError where it is no text in any encoding.
    """
    decoded = decode_marked(data, name, declared(data), encoding)
    page = hypertext(decoded.text, name, xml=xml or decoded.text.lstrip().startswith("<?xml"))
    return extracted(page, decoded)


def declared(data: bytes) -> str | None:
    """Return the encoding that a page or an XML file says it is in."""
    match = _DECLARED.search(data[:_HEAD])
    return (match[1] or match[2]).decode("ascii").lower() if match else None


def extracted(page: Hypertext, decoded: Decoded) -> Extracted:
    """Tell the text of a page from what stands around it."""
    blocks = page.blocks
    reasons = _reasons(page.regions, blocks)
    main = _main(page.regions, blocks, reasons)
    kept = list(_judged(page.regions, blocks, main, reasons))
    title, first = _title(page, kept)
    if not any(block.kind is not ParagraphKind.HIDDEN for index, block in enumerate(kept) if index != first):
        kept = [placed.block for placed in blocks]
        title, first = _title(page, kept)
    if first is not None:
        kept[first] = replace(kept[first], kind=ParagraphKind.HEADING, level=1, note="")
    hidden = sum(block.kind is ParagraphKind.HIDDEN for block in kept)
    notes = (f"{hidden} lines around the text are hidden",) if hidden else ()
    author = _author(page, blocks)
    return Extracted(tuple(kept), title, author, decoded.encoding, warnings=decoded.warnings + notes)


def _reasons(regions: list[Region], blocks: list[Placed]) -> dict[int, str]:
    """Say of each element that is not about the text what it is, unless most of the text stands in it."""
    prose = _totals(regions, blocks, {})
    whole = prose[id(regions[0])] or 1
    reasons: dict[int, str] = {}
    for region in regions:
        above = reasons.get(id(region.parent), "") if region.parent is not None else ""
        own = ""
        if region.name in _AROUND_TAGS and "footnote" not in region.role:
            own = region.name
        elif region.role and region.name not in ("body", "html") and (match := _AROUND.search(region.role)):
            own = match[0].strip(" _-")
        if own and prose[id(region)] > 0.5 * whole:
            own = ""
        if above or own:
            reasons[id(region)] = above or own
    return reasons


def _totals(regions: list[Region], blocks: list[Placed], reasons: dict[int, str]) -> dict[int, int]:
    """Return how many characters of prose stand in each element, those of its own elements included."""
    totals = {id(region): 0 for region in regions}
    for placed in blocks:
        if id(placed.region) not in reasons:
            totals[id(placed.region)] += _prose(placed)
    for region in reversed(regions):
        if region.parent is not None:
            totals[id(region.parent)] += totals[id(region)]
    return totals


def _prose(placed: Placed) -> int:
    text = placed.block.text
    if placed.linked * 2 > len(text) or placed.block.kind is ParagraphKind.CAPTION:
        return 0
    return len(text) if len(text) >= 30 or (len(text) >= 8 and _PROSE.search(text)) else 0


def _main(regions: list[Region], blocks: list[Placed], reasons: dict[int, str]) -> Region:
    """Return the smallest element that holds three quarters of the prose of each that it stands in."""
    totals = _totals(regions, blocks, reasons)
    children: dict[int, list[Region]] = {}
    for region in regions:
        if region.parent is not None:
            children.setdefault(id(region.parent), []).append(region)
    main = regions[0]
    while within := children.get(id(main)):
        best = max(within, key=lambda region: totals[id(region)])
        line = best.name in ("p", "li", "td", "dd") and id(best) not in children
        if line or totals[id(best)] < max(1, 0.75 * totals[id(main)]):
            break
        main = best
    return main


def _judged(
    regions: list[Region], blocks: list[Placed], main: Region, reasons: dict[int, str]
) -> Iterator[Block]:
    """Yield the blocks, those that are not the text hidden."""
    inside = _inside(main)
    listed = _lists_of_links(blocks)
    tails = _Tails(regions, blocks, main, reasons)
    until = 0
    for index, placed in enumerate(blocks):
        block, region = placed.block, placed.region
        reason = reasons.get(id(region), "")
        if not reason and not inside(region) and not _is_headline(placed):
            reason = "beside the text"
        if not reason and index >= until and len(block.text) <= 20 and _TAIL.match(block.text):
            until = tails.end(index)
        if not reason and index < until:
            reason = "after the text"
        if not reason and (id(region) in listed or _is_furniture(placed)):
            reason = "links"
        if reason:
            yield replace(block, kind=ParagraphKind.HIDDEN, level=0, note=reason)
        elif block.kind is ParagraphKind.BODY and len(block.text) <= 60 and _is_byline(region):
            yield replace(block, kind=ParagraphKind.METADATA)
        else:
            yield block


class _Tails:
    """Where what a heading such as 相关阅读 heads comes to an end."""

    def __init__(
        self, regions: list[Region], blocks: list[Placed], main: Region, reasons: dict[int, str]
    ) -> None:
        self._blocks, self._main = blocks, main
        self._last: dict[int, int] = {}
        self._count: dict[int, int] = {}
        self._before = [0]
        for index, placed in enumerate(blocks):
            key = id(placed.region)
            self._last[key] = index
            self._count[key] = self._count.get(key, 0) + 1
            self._before.append(self._before[-1] + (0 if key in reasons else _prose(placed)))
        for region in reversed(regions):
            if region.parent is not None and id(region) in self._last:
                key, above = id(region), id(region.parent)
                self._last[above] = max(self._last.get(above, 0), self._last[key])
                self._count[above] = self._count.get(above, 0) + self._count[key]

    def end(self, index: int) -> int:
        """Return which block is the first that the heading at ``index`` does not head; 0 where it heads none.

        It heads what stands with it in the same element, unless that is most of the text.
        """
        region = self._blocks[index].region
        while region.parent is not None and region is not self._main and self._count[id(region)] == 1:
            region = region.parent
        until = self._last[id(region)] + 1
        headed = self._before[until] - self._before[index + 1]
        return until if headed <= self._before[index] else 0


def _is_headline(placed: Placed) -> bool:
    """True of the main heading and the line about when and by whom: they may stand before the text."""
    if placed.linked * 2 > len(placed.block.text):
        return False
    return placed.block.level == 1 or (len(placed.block.text) <= 60 and _is_byline(placed.region))


def _inside(outer: Region) -> Callable[[Region], bool]:
    """Return a function that tells whether an element stands within ``outer``."""
    known: dict[int, bool] = {id(outer): True}

    def inside(region: Region) -> bool:
        way: list[Region] = []
        at: Region | None = region
        while at is not None and id(at) not in known:
            way.append(at)
            at = at.parent
        answer = at is not None and known[id(at)]
        known.update((id(each), answer) for each in way)
        return answer

    return inside


def _lists_of_links(blocks: list[Placed]) -> set[int]:
    """Return the elements whose lines are links and nothing else, three or more of them in a list."""
    lists: dict[int, list[Placed]] = {}
    for placed in blocks:
        parent = (
            placed.region.parent if placed.region.name in ("li", "td", "dd", "dt", "p") else placed.region
        )
        if parent is not None:
            lists.setdefault(id(parent), []).append(placed)
    return {
        id(placed.region)
        for group in lists.values()
        if len(group) >= 3
        and sum(each.linked for each in group) >= 0.7 * sum(len(e.block.text) for e in group)
        for placed in group
    }


def _is_furniture(placed: Placed) -> bool:
    text = placed.block.text
    short = len(text) <= 30 and placed.block.kind is ParagraphKind.BODY
    return short and bool(_FURNITURE.match(text)) and (placed.linked > 0 or not _PROSE.search(text))


def _is_byline(region: Region) -> bool:
    return region.name == "time" or bool(region.role and _BYLINE.search(region.role))


def _title(page: Hypertext, blocks: list[Block]) -> tuple[str, int | None]:
    """Return the page's title, and which block shows it."""
    said = " ".join(page.title.split())
    named = " ".join((page.fields.get("og:title") or "").split())
    headings = [
        index
        for index, block in enumerate(blocks)
        if block.kind is ParagraphKind.HEADING or (block.note and _same(block.text, said, named))
    ]
    for index in headings:
        if _same(blocks[index].text, said, named):
            return blocks[index].text, index
    visible = [index for index in headings if blocks[index].level == 1 and not blocks[index].note]
    if len(visible) == 1:
        return blocks[visible[0]].text, visible[0]
    lines = {block.text for block in blocks}
    parts = [part for part in _SITE.split(said) if part]
    return named or next((part for part in parts if part in lines), parts[0] if parts else ""), None


def _same(text: str, *titles: str) -> bool:
    return len(text) >= 2 and any(text in title and len(text) * 4 >= len(title) for title in titles)


def _author(page: Hypertext, blocks: list[Placed]) -> str:
    for key in ("author", "article:author", "dc.creator", "byl"):
        value = page.fields.get(key, "").strip()
        if value and not value.startswith("http"):
            return value[:60]
    for placed in blocks:
        if placed.region.role and _AUTHOR.search(placed.region.role) and len(placed.block.text) <= 20:
            return re.sub(r"^(?:作者|文|撰文)\s*[:：/]?\s*", "", placed.block.text)
    return ""
