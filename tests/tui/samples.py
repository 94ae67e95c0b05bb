"""A small text and a small annotator, so that the page can be tested without a dictionary."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from functools import cache

from reader.annotation import Annotation
from reader.document.model import Document, Paragraph, ParagraphKind, Section
from reader.language.reading import Reading
from reader.language.token import Kind, Token
from reader.study.status import Status
from reader.tui.boxes import Help

WORDS = {
    word: (pinyin, gloss)
    for word, pinyin, gloss in (
        line.split(" = ")
        for line in """
今天 = jin1 tian1 = today
早上 = zao3 shang5 = morning
我 = wo3 = I; me
和 = he2 = and
妹妹 = mei4 mei5 = younger sister
一起 = yi1 qi3 = together
去 = qu4 = to go
图书馆 = tu2 shu1 guan3 = library
看书 = kan4 shu1 = to read
她 = ta1 = she
说 = shuo1 = to say
这里 = zhe4 li3 = here
真 = zhen1 = really
安静 = an1 jing4 = quiet
窗户 = chuang1 hu5 = window
外面 = wai4 mian4 = outside
有 = you3 = to have; there is
许多 = xu3 duo1 = many
银杏树 = yin2 xing4 shu4 = ginkgo tree
叶子 = ye4 zi5 = leaf
已经 = yi3 jing1 = already
变 = bian4 = to change
黄 = huang2 = yellow
了 = le5 = (completed action marker)
风 = feng1 = wind
一 = yi1 = one
吹 = chui1 = to blow
就 = jiu4 = then; at once
落 = luo4 = to fall
下来 = xia4 lai5 = down (towards me)
的 = de5 = of; 's
在 = zai4 = at; in
地上 = di4 shang5 = on the ground
像 = xiang4 = to be like
小 = xiao3 = small
扇子 = shan4 zi5 = fan
女儿 = nu:3 er2 = daughter
西安 = Xi1 an1 = Xi'an (city)
第一 = di4 yi1 = first
次 = ci4 = (measure word) time
来 = lai2 = to come
个 = ge4 = (measure word)
装 = zhuang1 = to pretend; to install
床 = chuang2 = bed
二 = er4 = two
听 = ting1 = to listen
完 = wan2 = to finish
笑 = xiao4 = to laugh
王小明 = Wang2 Xiao3 ming2 = Wang Xiaoming (person)
是 = shi4 = to be
老师 = lao3 shi1 = teacher
三十 = san1 shi2 = thirty
年 = nian2 = year
住 = zhu4 = to live
不 = bu4 = not
知道 = zhi1 dao5 = to know
为什么 = wei4 shen2 me5 = why
""".strip().split("\n")
    )
}
NAMES = frozenset({"王小明", "西安"})
NUMBERS = frozenset({"三十", "二", "一"})
_OTHER = re.compile(r"[A-Za-z']+|\d+|\s+|(.)\1*", re.DOTALL)
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")

TITLE = "银杏树的叶子"
STORY = (
    "今天早上，我和妹妹一起去图书馆看书。她说：“这里真安静！”窗户外面有许多银杏树，叶子已经变黄了，风一吹，就落下来。",
    "落在地上的叶子，像一个个小扇子……妹妹第一次来，看了三十年的老树，笑了。王小明是西安来的老师，住在这里30年了。",
    "“为什么叶子变黄了？”女儿说。老师听完，笑了笑：“我不知道——你去看看CD和Wi-Fi装在床（下）的书《风》吧！”",
)


def annotate(text: str) -> tuple[Annotation, ...]:
    """Cut ``text`` by the longest word of the table, single characters otherwise."""
    found: list[Annotation] = []
    at = 0
    while at < len(text):
        word = next((text[at : at + size] for size in (3, 2, 1) if text[at : at + size] in WORDS), "")
        if word:
            pinyin, gloss = WORDS[word]
            kind = Kind.NAME if word in NAMES else Kind.NUMBER if word in NUMBERS else Kind.WORD
            reading = Reading.parse(pinyin)
            found.append(Annotation(Token(word, at, kind), reading, reading, gloss=gloss))
        else:
            word = _HAN.match(text, at).group() if _HAN.match(text, at) else _OTHER.match(text, at).group()
            kind = _kind(word)
            found.append(Annotation(Token(word, at, kind), Reading(()), Reading(())))
        at += len(word)
    return tuple(found)


def _kind(word: str) -> Kind:
    if word.isspace():
        return Kind.SPACE
    if word[0].isdigit():
        return Kind.NUMBER
    if word[0].isascii() and word[0].isalpha():
        return Kind.LATIN
    return Kind.WORD if _HAN.match(word) else Kind.PUNCTUATION


def document(repeat: int = 1) -> Document:
    """Return the story, headed, ``repeat`` times over; every repetition is a section."""
    texts: list[tuple[str, ParagraphKind]] = []
    for _ in range(repeat):
        texts.append((TITLE, ParagraphKind.HEADING))
        texts.extend((text, ParagraphKind.BODY) for text in STORY)
    return of_paragraphs(texts)


def of_paragraphs(texts: list[tuple[str, ParagraphKind]]) -> Document:
    """Return a document of these paragraphs; headings begin sections."""
    paragraphs: list[Paragraph] = []
    start = 0
    for text, kind in texts:
        level = 1 if kind is ParagraphKind.HEADING else 0
        paragraphs.append(Paragraph(text, start, kind, level=level))
        start += len(text) + 1
    sections = tuple(
        Section(each.text, index)
        for index, each in enumerate(paragraphs)
        if each.kind is ParagraphKind.HEADING
    )
    whole = "\n".join(text for text, _ in texts)
    return Document("0" * 8, TITLE, "", "sample", "utf-8", whole, tuple(paragraphs), sections)


def status(annotation: Annotation) -> Status | None:
    """Give each word a status of its own, always the same."""
    if annotation.token.kind is Kind.NAME:
        return Status.NAME
    if annotation.token.kind is not Kind.WORD:
        return None
    chance = zlib.crc32(annotation.token.text.encode()) % 10
    return Status.NEW if chance < 3 else Status.LEARNING_2 if chance < 5 else Status.WELL_KNOWN


def help_for(annotation: Annotation) -> Help:
    """Show a gloss with new words, a reading with words being learned, nothing with the rest."""
    found = status(annotation)
    if found is Status.NEW:
        return Help.GLOSS
    return Help.READING if found is Status.LEARNING_2 else Help.NONE


def own_characters(annotation: Annotation) -> str:
    return annotation.token.text


def annotator(source: Document) -> Callable[[int], tuple[Annotation, ...]]:
    """Return what a page asks for its paragraphs; each is annotated once."""

    @cache
    def of(paragraph: int) -> tuple[Annotation, ...]:
        return annotate(source.paragraphs[paragraph].text)

    return of
