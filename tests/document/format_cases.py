"""Inputs of every format, good and bad, each with what is shown of it or the sentence it is refused with."""

# ruff: noqa: E501 - a table

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.document.making import (
    NAV,
    NAV_ITEM,
    NCX,
    NCX_ITEM,
    TWO,
    XHTML,
    bomb,
    docx,
    encryption,
    epub,
    flate_bomb,
    many_entries,
    packed,
    pdf,
    pdf_text,
    words,
)

MADE = Path(__file__).with_name("made")
Data = bytes | Callable[[], bytes]


@dataclass(frozen=True)
class Good:
    """A file, and what is shown of it: lines that are not hidden, sections, and what it warns of."""

    name: str
    data: Data
    shown: tuple[str, ...]
    title: str | None = None
    sections: tuple[str, ...] | None = None
    warning: str = ""
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bad:
    """A file that is refused, and the sentence after its name."""

    name: str
    data: Data
    sentence: str


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


ARTICLE = (
    "今天的天气非常好，我们一家人去湖边散步，看见很多老人在打太极拳。",
    "孩子们在草地上放风筝，笑声传得很远，谁也不想回家。",
)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in ARTICLE)
NEWS = f"""<title>湖边的一天_小城新闻网</title></head><body><div class="topbar"><a href="/">首页</a> <a href="/b">登录</a>
</div><nav><ul><li><a href="/a">新闻</a><li><a href="/b">体育</a></ul></nav><div class="main"><h1>湖边的一天</h1>
<div class="article-info">2024-05-01 来源：小城报</div><div class="content">{PARAGRAPHS}
<figure><img src="a.jpg" alt="湖边的老人"><figcaption>图为湖边</figcaption></figure></div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="/1">山上的一天真的非常有意思</a><li><a href="/2">海边</a></ul></div>
<div id="comments"><h3>评论</h3><p>张三：写得真好，我也想去湖边看看，谢谢分享！</p></div></div>
<div class="cookie-banner">本站使用饼干，请点击同意。</div><footer>版权所有</footer><script>document.write("坏")</script>"""
NOVEL = (
    '<div id="wrapper"><div class="nav"><a href="/">书城</a></div><h1>第三章 雨夜</h1><div id="chaptercontent">'
    "&nbsp;&nbsp;&nbsp;&nbsp;雨下了整整一夜，街上没有一个人。<br><br>\n　　他推开门，看见她站在门口，浑身都湿透了。<br/><br/>"
    '“进来吧。”</div><div class="page-nav"><a href="2">上一章</a><a href="i">目录</a><a href="4">下一章</a></div></div>'
)
SRT = (
    "1\n00:00:01,000 --> 00:00:02,500\n<i>你好</i>，世界。\n\n2\n00:00:03,000 --> 00:00:04,000\n{\\an8}2024\n\n"
    "3\n00:00:05,000 --> 00:00:06,000\n第一行\n第二行\n"
)
BILINGUAL = (
    "1\n00:00:01,000 --> 00:00:02,000\n你去哪儿？\nWhere are you going?\n\n"
    "2\n00:00:03,000 --> 00:00:04,000\n回家。\nHome.\n"
)
ASS = (
    "[Script Info]\nTitle: x\n\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: A,B\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: 0,0:00:03.00,0:00:04.50,A,,0,0,0,,{\\i1}你好{\\i0}，世界\\N第二行\n"
    "Dialogue: 0,0:00:01.00,0:00:02.00,A,,0,0,0,,{\\p1}m 0 0 l 10 10{\\p0}先来的，有逗号\n"
    "Comment: 0,0:00:01.00,0:00:02.00,A,,0,0,0,,不显示\nDialogue: 坏\n"
)
BIG5 = "親愛的小明：\n我在香港很好，今天天氣很熱，你什麼時候回來？\n請代我向大家問好。\n"

GOOD = (
    # Plain text and Markdown
    Good("a.txt", "他在银行工作。\n\n她在学校。".encode(), ("他在银行工作。", "她在学校。")),
    Good("letter.txt", BIG5.encode("big5"), tuple(BIG5.splitlines())),
    Good("gbk.txt", "他在银行工作，今天很忙。".encode("gbk"), ("他在银行工作，今天很忙。",)),
    Good("wide.txt", "他在银行工作，今天很忙。".encode("utf-16-le"), ("他在银行工作，今天很忙。",)),
    Good("bad-byte.txt", b"\xe4\xbb\x96\xe5\x9c\xa8\xff\xe5\xae\xb6\xe3\x80\x82", ("他在�家。",), warning="1 place"),
    Good("old-mac.txt", "他在家。\r她来了。\r".encode(), ("他在家。", "她来了。")),
    Good("no-ending", "他在家。".encode(), ("他在家。",), title="no-ending"),
    Good("a.md", "# 题\n\n他**在**家。\n\n- 一\n".encode(), ("题", "他在家。", "一"), title="题"),
    Good("front.md", "---\ntitle: 题\n---\n他在家。\n".encode(), ("他在家。",), title="题"),
    # Web pages
    Good(
        "news.html",
        f"<!doctype html><html><head><meta charset=utf-8>{NEWS}</body></html>".encode(),
        ("湖边的一天", "2024-05-01 来源：小城报", *ARTICLE, "[image: 湖边的老人]", "图为湖边"),
        title="湖边的一天",
        warning="lines around the text are hidden",
        hidden=("首页 登录", "新闻", "相关阅读", "本站使用饼干，请点击同意。", "版权所有"),
    ),
    Good(
        "novel.html",
        f'<html><head><meta charset="gb2312"></head><body>{NOVEL}</body></html>'.encode("gb18030"),
        ("第三章 雨夜", "雨下了整整一夜，街上没有一个人。", "他推开门，看见她站在门口，浑身都湿透了。", "“进来吧。”"),
        title="第三章 雨夜",
    ),
    Good("says-gbk.html", page(PARAGRAPHS, "<meta charset=gbk>"), ARTICLE),
    Good("big5.html", page("<p>今天天氣很好。</p>", "<meta charset=big5>").decode().encode("big5"), ("今天天氣很好。",)),
    Good("says-latin.html", page(PARAGRAPHS, "<meta charset=iso-8859-1>").decode().encode("gbk"), ARTICLE),
    Good("says-gb.html", page("<p>今天天氣很好，我們一家人去湖邊散步，看見很多老人。</p>", "<meta charset=gb2312>").decode()
         .encode("big5"), ("今天天氣很好，我們一家人去湖邊散步，看見很多老人。",)),
    Good("latin.html", page("<p>Un café noir.</p>", "<meta charset=iso-8859-1>").decode().encode("latin-1"), ("Un café noir.",)),
    Good("japanese.html", page("<p>吾輩は猫である。名前はまだ無い。</p>", "<meta charset=euc-jp>").decode().encode("euc-jp"),
         ("吾輩は猫である。名前はまだ無い。",)),
    Good("utf16.html", page(PARAGRAPHS).decode().encode("utf-16"), ARTICLE),
    Good("ruby.html", page("<p>这是<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rt>zì</ruby>。</p>"), ("这是汉字。",)),
    Good("inline.html", page("<p>他<b>在</b><i>银</i><span>行</span>工\n作。"), ("他在银行工作。",)),
    Good("entities.html", page("<p>&ldquo;好&rdquo;&#x3002;&#8212;&lt;b&gt;&amp;&hearts;</p>"), ("“好”。—<b>&♥",)),
    Good("blocks.html", page("<div>一段<p>二段<div>三段</div>四段<li>五段<h2>六段</h2>七段"),
         ("一段", "二段", "三段", "四段", "五段", "六段", "七段")),
    Good("table.html", page("<table><tr><th>词<th>义<tr><td>苹果<td>apple</table>"), ("词｜义", "苹果｜apple")),
    Good("layout.html", page(f"<table><tr><td><a href=/>首页</a><td>{PARAGRAPHS}</table>"), ARTICLE),
    Good("unseen.html", page("<p>看得见。</p><p hidden>不见<p style='display:none'>不见</p><template>不见</template>"
                             "<noscript>不见</noscript><!-- 不见 --><style>p{}</style><select><option>不见</select>"),
         ("看得见。",)),
    Good("poem.html", page("<h1>静夜思</h1><pre>床前明月光，\n疑是地上霜。</pre>"), ("静夜思", "床前明月光，", "疑是地上霜。")),
    Good("soup.html", "<p>他在<b>家。</i></div></p></b>她<来了。<p a='>\">坏".encode(), ("他在家。", "她<来了。", '">坏')),
    Good("mark.txt", b"<!DOCTYPE html><html><body><p>\xe4\xbb\x96\xe5\x9c\xa8\xe5\xae\xb6\xe3\x80\x82", ("他在家。",)),
    Good("xhtml.xhtml", XHTML.format("<title/><p>他<a id='x'/>在家。</p>").encode(), ("他在家。",)),
    Good("deep.html", page("<div>" * 20_000 + "他在家。"), ("他在家。",)),
    Good("author.html", page("<p>他在家。", "<meta name=author content=王小明><title>题 - 站点</title>"), ("他在家。",), "题"),
    Good(
        "saved.mhtml",
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\n"
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E4=BB=96=E5=9C=A8=E5=AE=B6"
        b"=E3=80=82</p>\r\n--x\r\nContent-Type: image/png\r\n\r\nabc\r\n--x--\r\n",
        ("他在家。",),
    ),
    # EPUB
    Good("three.epub", epub(TWO, {"OEBPS/nav.xhtml": NAV}, extra=NAV_ITEM),
         ("第一章", "他在家。", "第一节", "她来了。", "第二章", "他们走了。"), "湖边的书", ("第一章", "第一节", "第二章")),
    Good("two.epub", epub(TWO, {"OEBPS/toc.ncx": NCX}, extra=NCX_ITEM, toc=' toc="ncx"'),
         ("第一章", "他在家。", "第一节", "她来了。", "第二章", "他们走了。"), "湖边的书", ("第一章", "第一节", "第二章")),
    Good("no-contents.epub", epub(TWO), ("第一章", "他在家。", "第一节", "她来了。", "第二章", "他们走了。"),
         sections=("第一章", "第一节", "第二章")),
    Good("order.epub", epub(TWO, spine=["b.xhtml", "a.xhtml"]),
         ("第二章", "他们走了。", "第一章", "他在家。", "第一节", "她来了。")),
    Good("ruby.epub", epub({"a.xhtml": "<p><ruby>汉<rt>hàn</rt>字<rt>zì</rt></ruby>。</p>"}), ("汉字。",)),
    Good("picture.epub", epub({"a.xhtml": "<p>他<img alt='囧' src='a'/>了。</p><img src='b' alt='地图'/><img src='c'/>"}),
         ("他囧了。", "[image: 地图][image]")),
    Good("notes.epub", epub({"a.xhtml": "<p>他<a epub:type='noteref' href='#n'>1</a>在家。</p><aside epub:type='footnote' "
                             "id='n'><p>注：他。</p></aside>"}), ("他[1]在家。", "注：他。")),
    Good("missing.epub", epub({"a.xhtml": "<p>他在家。</p>"}, spine=["a.xhtml", "gone.xhtml"]), ("他在家。",),
         warning="missing in the book: gone.xhtml"),
    Good("nbsp.epub", epub({"a.xhtml": "<p>他&nbsp;在&hellip;&unknown;</p>"}), ("他\u00a0在…&unknown;",)),
    Good("gb.epub", epub({"a.xhtml": XHTML.replace("utf-8", "gb18030").format("<p>他在家。</p>").encode("gb18030")}),
         ("他在家。",)),
    Good("one-bad.epub", epub({"a.xhtml": "<p>他在家。</p>", "b.xhtml": b"<p>caf\xe9</p>"}), ("他在家。", "caf�"), warning="b.xhtml"),
    Good("soup.epub", epub({"a.xhtml": "<p>他在家。<br><p>她<b>来了</p><div>走了"}), ("他在家。", "她来了", "走了")),
    Good("fonts.epub", epub({"a.xhtml": "<p>他在家。</p>"}, {"META-INF/encryption.xml": encryption(
        "http://www.idpf.org/2008/embedding", "OEBPS/fonts/a.otf")}), ("他在家。",)),
    Good("directory.epub", lambda: epub(TWO)[:-60], ("第一章", "他在家。", "第一节", "她来了。", "第二章", "他们走了。"),
         warning="its directory is damaged"),
    Good("no-package.epub", packed({"b.html": "<p>二</p>", "a.html": "<p>一</p>"}), ("一", "二"), warning="cannot be read"),
    Good("entity.epub", epub({"a.xhtml": '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "大"><!ENTITY b SYSTEM '
                              '"file:///etc/passwd">]><html><body><p>他&a;&b;在家。</p></body></html>'}), ("他&a;&b;在家。",)),
    Good("outside.epub", packed({"META-INF/container.xml": '<rootfile full-path="b.opf"/>', "../../evil.xhtml": "<p>坏</p>",
         "b.opf": '<manifest><item id="a" href="../../evil.xhtml" media-type="text/html"/><item id="c" href="c.xhtml" '
         'media-type="text/html"/></manifest><spine><itemref idref="a"/><itemref idref="c"/></spine>',
         "c.xhtml": "<p>他在家。</p>"}), ("他在家。",), warning="missing in the book"),
    Good("case.epub", packed({"meta-inf/container.xml": '<rootfile full-path="OPS/book.opf"/>', "ops/book.opf":
         '<manifest><item id="a" href="第%E4%B8%80.XHTML" media-type="text/html"/></manifest><spine><itemref idref="a"/>'
         "</spine>", "OPS/第一.xhtml": "<p>他在家。</p>"}), ("他在家。",)),
    Good("pandoc2.epub", MADE.joinpath("pandoc2.epub").read_bytes(), (), "湖边的一天",
         ("湖边的一天", "第一章 早晨", "第一节 出门", "第二章 中午")),
    Good("pandoc3.epub", MADE.joinpath("pandoc3.epub").read_bytes(), (
        "湖边的一天", "王小明", "李红", "第一章 早晨", "今天的天气非常好[1]，我们去公园。", "[image: 湖边的风景]", "湖边的风景",
        "第一节 出门", "知之为知之，不知为不知。", "苹果", "梨子", "词｜义", "苹果｜apple", "这是第一个脚注。", "第二章 中午",
        "中午我们吃饭[1]。", "第二个脚注。"), "湖边的一天", ("第一章 早晨", "第一节 出门", "第二章 中午")),
    Good("mkepub.epub", MADE.joinpath("mkepub.epub").read_bytes(), (
        "第一章 早晨", "今天的天气好。", "第一节 出门", "我们出门了。", "中午我们吃饭。"), "湖边的一天",
         ("第一章 早晨", "第一节 出门", "第二章 中午")),
    # Subtitles
    Good("a.srt", SRT.encode(), ("你好，世界。", "2024", "第一行 第二行")),
    Good("gbk.srt", SRT.encode("gbk"), ("你好，世界。", "2024", "第一行 第二行")),
    Good("named.txt", SRT.replace("\n", "\r\n").encode(), ("你好，世界。", "2024", "第一行 第二行")),
    Good("bad.srt", (SRT + "\n4\n00:00:xx --> 00:00:09,000\n坏\n").encode(), ("你好，世界。", "2024", "第一行 第二行"),
         warning="1 cue was skipped"),
    Good("order.srt", b"1\n00:00:09,000 --> 00:00:10,000\n\xe5\x90\x8e\n\n2\n00:00:01,000 --> 00:00:02,000\n\xe5\x85\x88\n",
         ("先", "后")),
    Good("close.srt", "1\n00:00:01,000 --> 00:00:02,000\n一\n2\n00:00:03,000 --> 00:00:04,000\n3\n3\n00:00:05,000 --> "
         "00:00:06,000\n1 < 2，<三国>".encode(), ("一", "3", "1 < 2，<三国>")),
    Good("both.srt", BILINGUAL.encode(), ("你去哪儿？", "回家。")),
    Good("a.vtt", "WEBVTT - 题\n\nNOTE 不显示\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v 王明>你好 &amp; 再见</v>\n\n"
         "STYLE\n::cue{}\n\n00:03.000 --> 00:04.000\n<00:03.100><c.red>走</c>吧\n".encode(), ("你好 & 再见", "走吧")),
    Good("a.ass", ASS.encode("utf-16"), ("先来的，有逗号", "你好，世界 第二行"), warning="1 cue was skipped"),
    # DOCX
    Good("a.docx", docx(words("第一章", '<w:pPr><w:pStyle w:val="1"/></w:pPr>') + words("他在家。"), {
        "word/styles.xml": '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'}), ("第一章", "他在家。"),
         sections=("第一章",)),
    Good("marks.docx", docx("<w:p><w:r><w:t>他</w:t></w:r><w:del><w:r><w:delText>不</w:delText></w:r></w:del><w:ins><w:r>"
         "<w:t>在</w:t></w:r></w:ins><w:r><w:ruby><w:rt><w:r><w:t>jiā</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>家</w:t></w:r>"
         "</w:rubyBase></w:ruby></w:r><w:r><w:br/><w:t>她&lt;来</w:t></w:r></w:p>"), ("他在家", "她<来")),
    Good("notes.docx", docx('<w:p><w:r><w:t>他</w:t><w:footnoteReference w:id="2"/><w:t>在家。</w:t></w:r></w:p>', {
        "word/footnotes.xml": f'<w:footnote w:id="2">{words("注一")}</w:footnote>'}), ("他[1]在家。", "[1] 注一")),
    Good("table.docx", docx(f"<w:tbl><w:tr><w:tc>{words('苹果')}</w:tc><w:tc>{words('apple')}</w:tc></w:tr></w:tbl>"),
         ("苹果｜apple",)),
    Good("no-cells.docx", docx(f"<w:tbl><w:tr>{words('苹果')}</w:tr></w:tbl>"), ("苹果",)),
    Good("entity.docx", docx(words("他&a;在家。"), before='<!DOCTYPE w [<!ENTITY a "大"><!ENTITY b SYSTEM "http://x/">]>'),
         ("他&a;在家。",)),
    Good("macro.docx", docx(words("他在家。"), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), ("他在家。",)),
    Good("python.docx", MADE.joinpath("python.docx").read_bytes(), (
        "工作报告", "一、情况", "今年的工作很顺利。", "第一点", "学而时习之。", "苹果｜apple"), "报告", ("工作报告", "一、情况")),
    Good("pandoc.docx", MADE.joinpath("pandoc.docx").read_bytes(), (
        "湖边的一天", "王小明", "李红", "第一章 早晨", "今天的天气非常好[1]，我们去公园。", "[1] 这是第一个脚注。",
        "[image: 湖边的风景]", "湖边的风景", "第一节 出门", "知之为知之，不知为不知。", "苹果", "梨子", "词｜义", "苹果｜apple",
        "第二章 中午", "中午我们吃饭[2]。", "[2] 第二个脚注。"), "湖边的一天"),
    # PDF
    Good("report.pdf", MADE.joinpath("report.pdf").read_bytes(), (
        "今天的天气非常好，我们一家人一起去公园散步，看见很多老人在湖边打太极拳，还有孩子们在草地上放风筝。",
        "中午的时候，我们在湖边的小饭馆里吃了一顿家常便饭，味道好极了，价钱也不贵，大家都很满意。",
        "中午的时候，我们在湖边的小饭馆里吃了一顿家常便饭，味道好极了，价钱也不贵，大家都很满意。今天的天气非常好，我们一家人一起"
        "去公园散步，看见很多老人在湖边打太极拳，还有孩子们在草地上放风筝。",
        "今天的天气非常好，我们一家人一起去公园散步，看见很多老人在湖边打太极拳，还有孩子们在草地上放风筝。中午的时候，我们在湖边"
        "的小饭馆里吃了一顿家常便饭，味道好极了，价钱也不贵，大家都很满意。",
        "今天的天气非常好，我们一家人一起去公园散步，看见很多老人在湖边打太极拳，还有孩子们在草地上放风筝。"),
         hidden=("我的散文集", "- 1 -", "我的散文集", "- 2 -", "我的散文集", "- 3 -"),
         warning="running titles and page numbers"),
    Good("traditional.pdf", MADE.joinpath("traditional.pdf").read_bytes(), ("散文", "- 1 -",
        "今天的天氣非常好，我們一家人一起去公園散步，看見很多老人在湖邊打太極拳，還有孩子們在草地上放風箏。")),
    Good("browser.pdf", MADE.joinpath("browser.pdf").read_bytes(), ("湖边",
        "今天天气好，我们一家人去湖边散步，看见很多老人打太极拳，还有孩子放风筝。长马鱼鸟见贝车页飞。",
        "He said hello world and the quick fox jumps over the dog near the river today."), "湖边", ("湖边",)),
    Good("junk.pdf", b"junk before it\n" + pdf(pdf_text("他在银行工作，今天很忙。")), ("他在银行工作，今天很忙。",)),
    Good("gbk.pdf", pdf(pdf_text("他在银行工作，今天很忙。")), ("他在银行工作，今天很忙。",)),
)  # fmt: skip

NO_TEXT = "there is no text in it; open another file"
DRM = "the book is locked by its seller (DRM); open a copy that is not protected"
PICTURE = "not a text; dushu cannot read pictures of text"
ATTACK = "unpacks to far more than any text, which may be an attack; do not open it"
ENCODING = "its encoding cannot be told; name it with --encoding (gb18030, big5, …)"
OFFICE = "save it as DOCX or plain text"

BAD = (
    Bad("empty.txt", b"", NO_TEXT),
    Bad("blank.txt", "\n \u3000\n".encode(), NO_TEXT),
    Bad("empty.html", page("<script>a</script><p> </p>"), NO_TEXT),
    Bad("empty.docx", docx("<w:p/>"), NO_TEXT),
    Bad("noise.txt", bytes(range(256)) * 40, "binary data, not a text; open a text file, or name its encoding with --encoding"),
    Bad("korean.txt", "나는 학교에 갑니다. 오늘 날씨가 매우 좋습니다.".encode("euc_kr"), ENCODING),
    Bad("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(99), f"a PNG image, {PICTURE}"),
    Bad("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(99), f"a JPEG image, {PICTURE}"),
    Bad("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(99), "a media file, not a text; open its subtitles"),
    Bad("book.mobi", bytes(60) + b"BOOKMOBI", "a Kindle book, not a text; convert it to EPUB"),
    Bad("letter.doc", b"\xd0\xcf\x11\xe0" + bytes(99), f"an old Office file, not a text; {OFFICE}"),
    Bad("letter.rtf", b"{\\rtf1\\ansi abc}", f"an RTF file, not a text; {OFFICE}"),
    Bad("old.tar", bytes(257) + b"ustar", "an archive, not a text; unpack it and open a text in it"),
    Bad("a.gz", b"\x1f\x8b\x08" + bytes(20), "an archive, not a text; unpack it and open a text in it"),
    Bad("a.zip", packed({"a.txt": "他在家。"}), "an archive, not a text; unpack it and open a text in it"),
    Bad("a.xlsx", packed({"xl/workbook.xml": "<a/>"}), "a spreadsheet, not a text; save its text as plain text"),
    Bad("a.pptx", packed({"ppt/presentation.xml": "<a/>"}), "a presentation, not a text; save its text as plain text"),
    Bad("a.odt", packed({"content.xml": "<a/>"}),
        "an OpenDocument file, not a text; save it as plain text, HTML or DOCX"),
    Bad("tags.html", lambda: page("<b>" * 600_000), "has over 500,000 tags, more than any text; save it as plain text"),
    Bad("no-page.mhtml", b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nabc",
        "a web archive without a page in it; save the page again, as HTML"),
    Bad("drm.epub", epub({"a.xhtml": "x"}, {"META-INF/encryption.xml": encryption(
        "http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/a.xhtml")}), DRM),
    Bad("rights.epub", epub({"a.xhtml": "x"}, {"META-INF/rights.xml": "<rights/>"}), DRM),
    Bad("lcp.epub", epub({"a.xhtml": "x"}, {"META-INF/license.lcpl": "{}"}), DRM),
    Bad("bomb.epub", lambda: bomb("a.xhtml", 80), ATTACK),
    Bad("entries.epub", lambda: many_entries(200_000), "more than 30,000 files packed together; open one of them"),
    Bad("empty.epub", epub({}), "an EPUB without a chapter that can be read; get the book again"),
    Bad("gone.epub", epub({}, spine=["a", "b"]), "an EPUB without a chapter that can be read; get the book again"),
    Bad("cut.epub", epub(TWO)[:40], "an EPUB without a chapter that can be read; get the book again"),
    Bad("no-zip.epub", b"PK\x03\x04" + bytes(500),
        "a damaged archive with nothing in it that can be read; get it again"),
    Bad("text.epub", "他在家。".encode(), "a damaged archive with nothing in it that can be read; get it again"),
    Bad("no-text.docx", packed({"[Content_Types].xml": "<Types/>"}),
        "a DOCX file without a text; save it again, or as plain text"),
    Bad("bomb.docx", lambda: docx(words("a" * (70 << 20))), ATTACK),
    Bad("a.srt", "没有时间的字幕\n".encode(),
        "subtitles without a cue that can be read; check the file, or get it again"),
    Bad("bad.vtt", b"WEBVTT\n\nx --> y\nabc\n",
        "subtitles without a cue that can be read; check the file, or get it again"),
    Bad("locked.pdf", MADE.joinpath("locked.pdf").read_bytes(),
        "a PDF locked with a password; save it without one from a PDF viewer"),
    Bad("scan.pdf", pdf(b"0 0 100 100 re f"),
        "a PDF without text, probably a scan; dushu reads no pictures: recognise its text first"),
    Bad("damaged.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 9,
        "a damaged PDF; open it in a PDF viewer and save it again"),
    Bad("cut.pdf", MADE.joinpath("browser.pdf").read_bytes()[:300],
        "a damaged PDF; open it in a PDF viewer and save it again"),
    Bad("bomb.pdf", lambda: flate_bomb(400),
        "a PDF that takes more memory than a text should; save its text from a PDF viewer"),
)  # fmt: skip
