"""Page furniture is set aside, text is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.document.loading import document_from, load
from reader.document.model import ParagraphKind

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "000_fe377c681fa75986.txt"
BODY = "这是一段足够长的正文，讲的是一个小镇上的图书馆，它每天早上八点开门，晚上九点关门，来的人很多。"


def kinds(text: str) -> list[tuple[str, str]]:
    document = document_from(text.encode(), "a.txt", "a.txt")
    return [(paragraph.kind.value, paragraph.text[:8]) for paragraph in document.paragraphs]


@pytest.mark.skipif(not SEED.exists(), reason="the article lies outside the project and is not here")
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
