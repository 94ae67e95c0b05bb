"""The text of a page is shown, what stands around it is set aside, and no word is lost or torn."""

# ruff: noqa: E501 - pages as they are
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.hypertext import hypertext
from reader.document.loading import document_from
from reader.document.markup import TEXT, pieces
from reader.document.model import ParagraphKind

LINES = (
    "今天的天气非常好，我们一家人去湖边散步，看见很多老人在打太极拳。",
    "孩子们在草地上放风筝，笑声传得很远，谁也不想回家。",
    "中午我们在湖边的小饭馆里吃了一顿家常便饭，味道好极了，价钱也不贵。",
)
SPEECH = ("“你来了？”", "“嗯。”", "“吃饭了吗？”", "“还没有。”", "他笑了。")
VERSE = ("床前明月光", "疑是地上霜", "举头望明月", "低头思故乡")
REMARKS = ("写得真好，看得我也想去湖边走走了！", "楼主文笔不错，支持一下，希望多多更新。")
LINKS = ("山上的一天真的非常有意思", "海边小城的旧时光", "老街里的早餐铺子，开了三十年")
COOKIES = "我们使用Cookie来改善您的浏览体验，继续浏览即表示您同意我们使用Cookie。"
RIGHTS = "版权所有 小城网"


def p(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


MENU = (
    "<ul>" + "".join(f"<li><a href='/{number}'>{title}</a>" for number, title in enumerate(LINKS)) + "</ul>"
)
SAID = "".join(f"<div class='item'><span>网友</span><div>{remark}</div></div>" for remark in REMARKS)

PAGES = {
    "a news site": (
        f"<div id=header><a href=/>首页</a></div><div class=main><h1>湖边的一天</h1><div class=info>2024-05-01 来源：小城报</div>"
        f"<div class=article>{p(*LINES)}</div><div class=xiangguan><h3>相关新闻</h3>{MENU}</div><div class=comment-box>"
        f"<h3>网友评论</h3>{SAID}</div></div><div class=side><h4>热门排行</h4>{MENU}</div><div class=footer>{RIGHTS}</div>",
        LINES,
        (*REMARKS, *LINKS, RIGHTS),
    ),
    "a blog in the elements of HTML 5": (
        f"<header><nav>{MENU}</nav></header><main><article><header><h1>湖边的一天</h1></header>{p(*LINES)}</article><section "
        f"id=comments><h2>2条评论</h2>{SAID}</section></main><aside>{MENU}</aside><footer>{RIGHTS}</footer>",
        LINES,
        (*REMARKS, *LINKS, RIGHTS),
    ),
    "a chapter with line breaks": (
        f"<div class=nav>{MENU}</div><h1>第三章 雨夜</h1><div class=bottom><a href=2>上一章</a><a href=4>下一章</a></div><div "
        f"id=content>{'<br><br>'.join('&nbsp;&nbsp;' + line for line in LINES)}</div><div class=footer>{RIGHTS}</div>",
        ("第三章 雨夜", *LINES),
        (*LINKS, RIGHTS, "上一章下一章"),
    ),
    "a page laid out as a table": (
        f"<table><tr><td class=menu>{MENU}</td><td><table><tr><td>小明<td>{'<br>'.join(LINES)}</table></table>",
        LINES,
        LINKS,
    ),
    "a conversation in short lines": (f"<div>{p(*SPEECH)}</div><div>{MENU}</div>", SPEECH, LINKS),
    "a poem": (f"<div class=menu><a href=/>首页</a></div><div><h1>静夜思</h1>{p(*VERSE)}</div>", ("静夜思", *VERSE), ("首页",)),
    "an encyclopaedia": (
        f"<div id=navigation>{MENU}</div><div id=content><h1>湖</h1><div id=toc><ul><li><a href=#1>地理</a><li><a href=#2>"
        f"历史</a><li><a href=#3>文化</a></ul></div>{p(LINES[0])}<h2>地理</h2><table class=infobox><tr><th>面积<td>2338平方公里"
        f"</table><ul><li>{LINES[1]}<li>{LINES[2]}</ul></div>",
        ("湖", LINES[0], "地理", "面积｜2338平方公里", *LINES[1:]),
        LINKS,
    ),
    "a page that labels nothing": (
        f"<div><div><a href=/>首页</a></div><div><div>{p(*LINES)}</div><div><div>相关阅读</div><div>{MENU}</div></div><div><div>"
        f"评论(2)</div>{SAID}</div></div></div>",
        LINES,
        (*REMARKS, *LINKS),
    ),
    "a banner before the text": (
        f"<div role=dialog class=cookie-consent><p>{COOKIES}</p></div><article>{p(*LINES)}</article>",
        LINES,
        (COOKIES,),
    ),
    "a class that only sounds like a menu": (f"<body class=has-sidebar><div class='post no-comments share'>{p(*LINES)}</div>", LINES, ()),
}  # fmt: skip


@pytest.mark.parametrize("kind", PAGES)
def test_the_text_is_told_from_what_stands_around_it(kind: str) -> None:
    page, wanted, around = PAGES[kind]
    document = document_from(f"<html><body>{page}".encode(), "a.html", "a.html")
    shown = [p.text for p in document.paragraphs if p.kind is not ParagraphKind.HIDDEN]
    hidden = [p.text for p in document.paragraphs if p.kind is ParagraphKind.HIDDEN]
    assert [line for line in shown if line in wanted] == list(wanted)
    assert not set(around) & set(shown)
    assert set(around) <= set(hidden)
    assert all(p.note for p in document.paragraphs if p.kind is ParagraphKind.HIDDEN)


TAGS = [
    f"<{slash}{name}>"
    for name in ("p", "div", "b", "i", "li", "ul", "h2", "td", "tr", "table")
    for slash in ("", "/")
]
PARTS = st.lists(
    st.sampled_from(TAGS) | st.text(alphabet="他在银行工作。", min_size=1, max_size=6),
    max_size=40,
)


@given(PARTS)
def test_no_word_of_a_page_is_lost_whatever_its_tags(parts: list[str]) -> None:
    written = "".join(part for part in parts if not part.startswith("<"))
    shown = "".join(placed.block.text for placed in hypertext("".join(parts), "a.html").blocks)
    assert shown.replace("｜", "") == written


@given(
    st.lists(
        st.sampled_from(
            [
                "<b>",
                "</b>",
                "<i class='x'>",
                "</i>",
                "<span>",
                "</a>",
                "<a href=x>",
                "<!-- 注 -->",
                "<wbr>",
                "字",
                "词",
            ]
        )
    )
)
def test_nothing_within_a_line_tears_a_word(parts: list[str]) -> None:
    blocks = hypertext("".join(parts), "a.html").blocks
    assert [placed.block.text for placed in blocks] == list(
        filter(None, ["".join(part for part in parts if len(part) == 1)])
    )


@given(st.text(alphabet=st.sampled_from("<>/!-[]\"'= abp&;?字\0\ud7ff"), max_size=200))
def test_markup_of_any_making_is_taken_apart(text: str) -> None:
    found = list(pieces(text))
    assert all(piece for kind, piece, _ in found if kind == TEXT)
    hypertext(text, "a.html").title.encode()


@given(st.text(alphabet=st.characters(exclude_characters="<&", exclude_categories=("Cs",))))
def test_text_without_marks_is_itself(text: str) -> None:
    assert "".join(piece for _, piece, _ in pieces(text)) == text


def test_a_heading_of_what_comes_after_does_not_hide_the_text_itself() -> None:
    page = f"<html><body><div><p>评论</p>{p(*LINES)}</div>"
    document = document_from(page.encode(), "a.html", "a.html")
    assert not any(p.kind is ParagraphKind.HIDDEN for p in document.paragraphs)
