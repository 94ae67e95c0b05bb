"""Chapters are found by their shape and their numbering; sentences that look like them stay text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.arranging import matching, with_chapters, with_joined_headings
from reader.document.chapters import CAP, chapters, heading
from reader.document.loading import document_from
from reader.document.model import Document, ParagraphKind
from reader.errors import DocumentError

PROSE = "这是一段足够长的正文，讲的是一个小镇上的图书馆，它每天早上八点开门，晚上九点关门，来的人很多。"
LINES = st.lists(
    st.one_of(
        st.builds(
            lambda number, unit, rest: f"第{number}{unit}{rest}",
            st.sampled_from(["一", "两百", "12", "３", "廿三", "壹", "万"]),
            st.sampled_from("章回节讲篇话卷本册部封"),
            st.sampled_from(["", " 雨夜", "雨夜", "信他没收到", "：开始。", "讲的是"]),
        ),
        st.sampled_from([PROSE, "楔子", "序", "一", "二", "三", "“好。”", "卷二 风起", "番外一"]),
    ),
    max_size=12,
)


def text_of(*lines: str) -> Document:
    return document_from("\n".join(lines).encode(), "a.txt", "a.txt")


def titles(document: Document) -> list[tuple[int, str]]:
    return [(section.level, section.title) for section in document.sections]


@given(LINES)
def test_only_short_lines_that_have_the_shape_are_chapters(lines: list[str]) -> None:
    for index, level in chapters(lines).items():
        found = heading(lines[index])
        assert found is not None
        assert len(lines[index]) <= CAP
        assert 1 <= level <= 3


@given(LINES)
def test_every_line_that_is_surely_a_heading_is_one_but_in_a_table_of_contents(lines: list[str]) -> None:
    found = chapters(lines)
    names = ["".join(filter(str.isalnum, line)) for line in lines]
    for index, line in enumerate(lines):
        shape = heading(line)
        if shape is not None and shape.sure and names[index] not in names[index + 1 :]:
            assert index in found


@given(st.integers(min_value=1, max_value=40), st.sampled_from(["章", "回", "话", "篇", "讲"]))
def test_titles_right_behind_their_numbers_are_found_by_counting(count: int, unit: str) -> None:
    lines = [each for number in range(1, count + 2) for each in (f"第{number}{unit}他见到了她", PROSE)]
    assert list(chapters(lines)) == list(range(0, len(lines), 2))


@pytest.mark.parametrize(
    "line",
    [
        "第三章", "第三章 雨夜", "第三章：雨夜", "第 三 章 雨夜", "【第三章】雨夜", "【第三章】",
        "第12章 开始",
        "第１２章　开始", "第两百章 两个人", "第壹章 开端", "第贰拾叁回 夜奔", "第廿三回",
        "第十二回", "第3节 练习",
        "第五讲 语法", "第一篇 家书", "第9话 再会", "正文 第三章 雨夜", "第一卷 风起 第三章 雨夜",
        "第三章 你是谁？", "第三回 托内兄如海荐西宾，接外孙贾母惜孤女", "Chapter 3", "CHAPTER 12: Rain",
        "第一卷", "第二卷 风起", "第一部 少年", "第二册", "第一本 童年",
        "第一封信", "第二封 写给母亲", "第一部分",
        "卷一", "卷二 风起", "上卷", "下册 归来", "楔子", "序", "序章 雨", "序言", "自序", "前言",
        "引子", "尾声",
        "后记", "番外", "番外一 小猫", "番外篇：雪", "番外之雪", "终章", "大结局", "附录",
    ],
)  # fmt: skip
def test_a_heading_is_told_by_its_shape(line: str) -> None:
    found = heading(line)
    assert found is not None
    assert found.sure
    assert 1 in chapters(["书名", line, PROSE])


@pytest.mark.parametrize(
    "line",
    [
        "第一封信他没收到", "第四本书记载", "第三章讲的是他怎么离开家的。", "第三章讲的是他怎么离开家的",
        "第一次见面", "“第三章”", "他翻到第三章", "第一部手机是他送的", "第二部电影很好看", "第五集团军",
        "第一季度", "第二节课", "第一回合", "第一章、第二章都看完了", "第三章他写了很久，终于写完了",
        "第三章 他走了。", "前言不搭后语", "后记者来电话了", "序列号", "尾声渐渐远了", "第三者", "卷心菜",
        "第一封，是给母亲的", "第" + "一" * 60 + "章", "上部队去了", "番外国人",
        "第二本册子里写着他的名字", "第一册书和第二册书都在这里",
    ],
)  # fmt: skip
def test_a_line_that_only_looks_like_a_heading_stays_text(line: str) -> None:
    assert chapters(["书名", PROSE, line, PROSE]) == {}


def test_a_false_friend_between_true_chapters_stays_text() -> None:
    lines = ["第1章 雨夜", PROSE, "第一章雨夜里的事", PROSE, "第2章 天亮", PROSE, "第九话他没有说完", PROSE]
    assert list(chapters(lines)) == [0, 4]


def test_volumes_hold_chapters_and_chapters_hold_sections() -> None:
    lines = ["书名", "第一卷 风起", "第一章 雨夜", PROSE, "第1节", PROSE, "第二章 天亮", PROSE]
    lines += ["第二卷 云涌", "第一章 上路", PROSE, "番外 小猫", PROSE]
    assert titles(text_of(*lines)) == [
        (1, "书名"),
        (1, "第一卷 风起"),
        (2, "第一章 雨夜"),
        (3, "第1节"),
        (2, "第二章 天亮"),
        (1, "第二卷 云涌"),
        (2, "第一章 上路"),
        (2, "番外 小猫"),
    ]


def test_numbers_may_begin_anew_in_each_volume_and_a_chapter_may_be_missing() -> None:
    numbers = [1, 2, 3, 1, 2, 4, 5]
    lines = [each for number in numbers for each in (f"第{number}章他又来了", PROSE)]
    assert list(chapters(lines)) == list(range(0, 14, 2))


def test_a_table_of_contents_is_text_and_the_chapters_it_lists_are_headings() -> None:
    names = [f"第{number}章 第{number}天" for number in "一二三四"]
    lines = ["书名", "目录", *names, *(each for name in names for each in (name, PROSE))]
    assert [title for _, title in titles(text_of(*lines))][-4:] == names
    assert len(titles(text_of(*lines))) == 1 + 4


def test_a_chapters_name_that_stands_there_twice_is_in_the_contents_once() -> None:
    lines = ["书名", PROSE, "第一章 雨夜", "第一章 雨夜", PROSE, "第二章 天亮", PROSE]
    assert [title for _, title in titles(text_of(*lines))] == ["书名", "第一章 雨夜", "第二章 天亮"]


def test_numbers_alone_part_a_text_where_they_count_up_with_prose_between() -> None:
    story = ["书名", *(each for n in "一二三" for each in (n, *(f"{n}{m}{PROSE}" for m in range(6))))]
    assert [title for _, title in titles(text_of(*story))] == ["书名", "一", "二", "三"]
    assert chapters(["一", "二", "三", PROSE]) == {}


def test_a_text_of_any_size_is_gone_through_once() -> None:
    def seconds(lines: list[str]) -> float:
        start = time.process_time()
        chapters(lines)
        return time.process_time() - start

    some = [f"第{number}章他又来了第{number}次" for number in range(2_000)]
    assert seconds(some * 10) < 40 * max(seconds(some), 0.001)


def test_a_pattern_of_the_learners_own_takes_the_place_of_the_rules() -> None:
    document = text_of("书名", PROSE, "第一章 雨夜", PROSE, "※ 二 ※", PROSE, "※ 三 ※", PROSE)
    found = with_chapters(document, "^※.*※$")
    assert [title for _, title in titles(found)] == ["书名", "※ 二 ※", "※ 三 ※"]
    assert [each.text for each in found.paragraphs] == [each.text for each in document.paragraphs]
    assert found.chapters == "^※.*※$"


@pytest.mark.parametrize("pattern", ["(", "*", "", "a" * 600, "(?P<a>x)(?P<a>y)", "\\"])
def test_what_is_no_pattern_is_refused_in_a_sentence(pattern: str) -> None:
    with pytest.raises(DocumentError, match=r"^chapters: .*"):
        matching(pattern, ["第一章"])


def test_a_pattern_that_would_never_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.document.arranging.PATIENCE", 0.7)
    with pytest.raises(DocumentError, match="takes longer than"):
        matching("(.+.+)+#$", ["第一章" * 12] * 50)


def test_headings_of_two_lines_are_joined_when_asked_and_keep_their_places() -> None:
    document = text_of(
        "书名", PROSE, "  整合各方资源", "", "  智能化到底  ", PROSE, "第一章", "第二章", PROSE
    )
    joined = with_joined_headings(document)
    headings = [each for each in joined.paragraphs if each.kind is ParagraphKind.HEADING]
    assert [each.text for each in headings] == ["书名", "整合各方资源 智能化到底", "第一章", "第二章"]
    for paragraph in joined.paragraphs:
        for offset, char in enumerate(paragraph.text):
            source = document.text[paragraph.source_offset(offset)]
            assert source == char or (char == " " and source.isspace())
    assert [title for _, title in titles(joined)] == [title for _, title in titles(document)]
    assert all(first.first < second.first for first, second in pairwise(joined.sections))
