"""Page furniture is set aside, text is not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.document.arranging import with_joined_headings
from reader.document.cleaning import clean
from reader.document.loading import document_from, load
from reader.document.model import Document, Paragraph, ParagraphKind
from reader.document.plain import lines, take_apart
from reader.document.sentences import sentence_spans

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "000_fe377c681fa75986.txt"
needs_seed = pytest.mark.skipif(not SEED.exists(), reason="the article lies outside the project, not here")
BODY = "这是一段足够长的正文，讲的是一个小镇上的图书馆，它每天早上八点开门，晚上九点关门，来的人很多。"


def kinds(text: str) -> list[tuple[str, str]]:
    document = document_from(text.encode(), "a.txt", "a.txt")
    return [(paragraph.kind.value, paragraph.text[:8]) for paragraph in document.paragraphs]


LINE = st.sampled_from(
    [
        "题目", BODY, BODY[:30], "“好。”", "春天来了", "来源：日报 作者：小林", "▲照片", "第一章 雨夜",
        "版权所有",
        "Copyright 2020 © 日报", "Baidu", "小标题", "  ", "\u3000\u3000他走了。",
    ]
)  # fmt: skip
PAGE = st.builds(
    lambda some, more, again: [*some, *more, *(some if again else [])],
    st.lists(LINE, max_size=8),
    st.lists(LINE, max_size=5),
    st.booleans(),
)


@given(PAGE)
def test_nothing_is_lost_and_every_character_keeps_its_place(page: list[str]) -> None:
    text = "\n".join(page)
    paragraphs = take_apart(text).paragraphs
    assert [each.text for each in paragraphs] == [line.strip(" \u3000") for line in page if line.strip()]
    for each in paragraphs:
        assert text[each.start : each.start + len(each.text)] == each.text


@example([BODY, BODY[:30], "版权所有", "版权所有", BODY, BODY[:30], "版权所有", "Copyright 2020 © 日报"])
@given(PAGE)
def test_what_was_cleaned_once_is_clean(page: list[str]) -> None:
    shown = [
        each
        for each in clean(tuple(lines("\n".join(page)))).paragraphs
        if each.kind is not ParagraphKind.HIDDEN
    ]
    again = clean([Paragraph(each.text, each.start) for each in shown])
    assert "hidden" not in {each.kind.value for each in again.paragraphs}


@given(st.lists(LINE, max_size=12, unique=True))
def test_a_text_without_repeats_and_footer_marks_is_shown_whole(page: list[str]) -> None:
    page = [line for line in page if "Copyright" not in line and "版权" not in line]
    assert "hidden" not in {kind for kind, _ in kinds("\n".join(["题", *page]))}


@given(st.lists(LINE, min_size=1, max_size=10), st.integers(min_value=0, max_value=9))
def test_one_or_two_lines_that_come_again_are_never_folded(page: list[str], at: int) -> None:
    numbered = [f"{number}{line}" for number, line in enumerate(page)]
    repeated = numbered[at % len(page)][:40]
    text = "\n".join(each for line in numbered for each in (line, repeated, BODY))
    notes = [each.note for each in take_apart(text).paragraphs]
    assert "repeated" not in notes


@needs_seed
def test_a_scraped_page_has_the_blocks_and_sentences_a_careful_reader_gave_it() -> None:
    document = load(SEED)
    shown = [each for each in document.paragraphs if each.kind.value not in ("hidden", "metadata")]
    sentences = [each.text[start:end].strip() for each in shown for start, end in sentence_spans(each.text)]
    gold = (SEED.parent / "seed_article.tsv").read_text(encoding="utf-8")
    wanted = [line.removeprefix("# text = ") for line in gold.splitlines() if line.startswith("# text = ")]
    assert len(shown) == 33
    assert len(sentences) == 61
    assert sentences == wanted


@needs_seed
def test_each_line_of_a_scraped_page_is_what_its_description_says() -> None:
    document = load(SEED)
    number = {each.start: document.text.count("\n", 0, each.start) + 1 for each in document.paragraphs}
    at = {number[each.start]: (each.kind.value, each.note) for each in document.paragraphs}
    headings = (1, 15, 17, 29, 31, 41, 43, 53, 55)
    footer = dict.fromkeys((69, 71, 73, 75, 142, 143), ("hidden", "page footer"))
    repeats = dict.fromkeys((76, *range(78, 141, 2)), ("hidden", "repeated"))
    wanted = dict.fromkeys((*range(11, 68, 2),), ("body", ""))
    wanted |= dict.fromkeys(headings, ("heading", "")) | dict.fromkeys((5, 7, 9), ("caption", "no picture"))
    wanted |= {3: ("metadata", "")} | footer | repeats
    assert at == wanted
    assert len(repeats) == 33
    assert dict(document.fields) == {
        "时间": "2018-07-30",
        "来源": "重庆法制报",
        "编辑": "万先觉",
        "阅读量": "9145",
        "记者": "陈晓容",
        "通讯员": "来玉伍 陈春群",
    }


@needs_seed
def test_the_four_headings_of_two_lines_are_joined_when_asked() -> None:
    joined = with_joined_headings(load(SEED))
    headings = [each.text for each in joined.paragraphs if each.kind is ParagraphKind.HEADING]
    assert len(headings) == 1 + 4
    assert headings[1] == "整合各方资源 智能化横向到边纵向到底"


@needs_seed
def test_a_scraped_page_is_read_once_without_its_footer() -> None:
    document = load(SEED)
    of_kind = {kind: [p for p in document.paragraphs if p.kind is kind] for kind in ParagraphKind}
    assert document.title == "大数据为社会治理插上腾飞翅膀"
    assert len(of_kind[ParagraphKind.CAPTION]) == 3
    assert len(of_kind[ParagraphKind.HEADING]) == 1 + 8
    assert len(of_kind[ParagraphKind.METADATA]) == 1
    assert len(of_kind[ParagraphKind.BODY]) == 20 + 1
    assert len(of_kind[ParagraphKind.HIDDEN]) == 4 + 33 + 2
    assert [section.title for section in document.sections][1] == "整合各方资源 智能化横向到边纵向到底"
    assert len(document.warnings) == 2


def test_a_refrain_and_a_repeated_line_of_dialogue_stay() -> None:
    verse = "春天来了\n花都开了\n" * 6
    talk = f"题目\n{BODY}\n“好。”\n{BODY}一\n“好。”\n{BODY}二\n“好。”\n"
    assert "hidden" not in {kind for kind, _ in kinds(verse)}
    assert "hidden" not in {kind for kind, _ in kinds(talk)}


def test_a_text_about_copyright_is_not_taken_for_a_footer() -> None:
    text = "题目\n" + "\n".join(f"{BODY}{number}" for number in range(5)) + "\n"
    text += "版权所有的问题，是这样的。\n" + "\n".join(f"{BODY}版{number}" for number in range(20))
    assert "hidden" not in {kind for kind, _ in kinds(text)}


@pytest.mark.parametrize("heading", ["第三章 雨夜", "第十二回", "楔子", "番外 一", "第1章 开始", "尾声"])
def test_chapters_of_a_novel_are_headings(heading: str) -> None:
    text = f"书名\n{BODY}\n{heading}\n{BODY}\n"
    assert ("heading", heading[:8]) in kinds(text)


@pytest.mark.parametrize("line", ["第三章讲的是他怎么离开家的。", "第一次见面", "“第三章”", "他走了。"])
def test_a_sentence_is_no_chapter(line: str) -> None:
    assert ("heading", line[:8]) not in kinds(f"书名\n{line}\n{BODY}\n{line}\n短句。\n")


def test_metadata_is_taken_apart_from_the_text() -> None:
    found = kinds(f"题目\n\n时间: 2018-07-30 来源: 日报 编辑: 万 先觉\n{BODY}\n")
    assert [kind for kind, _ in found] == ["heading", "metadata", "body"]


def test_a_chorus_is_no_second_copy_and_a_page_that_comes_again_is() -> None:
    chorus = [
        "我曾经跨过山和大海",
        "也穿过人山人海",
        "我曾经拥有着一切",
        "转眼都飘散如烟了吧",
        "我曾经失落失望",
    ] * 2
    song = "歌\n" + "\n".join(
        f"{verse}\n" + "\n".join(chorus[:5]) for verse in ("第一段", "第二段", "第三段")
    )
    assert "hidden" not in {kind for kind, _ in kinds(song)}
    refrain = "歌\n" + "我爱你，中国，我爱你春天里的秧苗，我爱你秋天里的果实。\n" * 9
    assert "hidden" not in {kind for kind, _ in kinds(refrain)}
    page = f"题目\n{BODY}\n短的一句。\n{BODY}二\n"
    assert [kind for kind, _ in kinds(page * 2)].count("hidden") == 4


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        (
            "时间: 2018-07-30 来源: 日报 编辑: 万 先觉",
            {"时间": "2018-07-30", "来源": "日报", "编辑": "万先觉"},
        ),
        (
            "2024年5月1日 08:30 来源：新华社 作者：林小梅",
            {"时间": "2024年5月1日 08:30", "来源": "新华社", "作者": "林小梅"},
        ),
        (
            "发布时间：2023-01-02 | 来源：晚报 | 阅读量：88",
            {"发布时间": "2023-01-02", "来源": "晚报", "阅读量": "88"},
        ),
        ("作者：老舍", {"作者": "老舍"}),
        ("记者 陈晓容 通讯员 来玉伍 陈春群", {"记者": "陈晓容", "通讯员": "来玉伍 陈春群"}),
        ("记者说：“来源不明。”", {}),
        ("记者 问他为什么来这里", {}),
    ],
)
def test_metadata_is_parted_into_fields(line: str, fields: dict[str, str]) -> None:
    document: Document = document_from(f"题目\n{line}\n{BODY}\n".encode(), "a.txt", "a.txt")
    assert dict(document.fields) == fields


def test_a_list_that_comes_again_with_its_gaps_closed_is_compared_once() -> None:
    def seconds(count: int) -> float:
        items = [f"第{number}样东西" for number in range(count)]
        text = "\n".join([*(each for item in items for each in (item, "还有")), *items])
        start = time.process_time()
        take_apart(text)
        return time.process_time() - start

    assert seconds(20_000) < 40 * max(seconds(2_000), 0.005)
