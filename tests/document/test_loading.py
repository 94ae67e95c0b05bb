"""Files become documents, whatever they hold."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.loading import document_from, load
from reader.document.model import PARAGRAPH_LIMIT, Document, ParagraphKind
from reader.errors import DocumentError

CHINESE = "他说：“今天天气很好。”我们一起去公园，看见很多人在跑步。\n\n第二段，也是中文，没有别的。\n"
TRADITIONAL = "他說：「今天天氣很好。」我們一起去公園，看見很多人在跑步。\n第二段，也是中文，沒有別的。\n"


def check_offsets(document: Document) -> None:
    for paragraph in document.paragraphs:
        for offset, char in enumerate(paragraph.text):
            source = document.text[paragraph.source_offset(offset)]
            assert source == char or (char == " " and source in "\r\n"), (paragraph, offset)


@given(
    st.text(
        alphabet=st.sampled_from("中文字。，！？“”\n\r \u3000\tab*_[]()#>-`&;0第章"), min_size=1, max_size=300
    )
)
@settings(max_examples=200, deadline=None)
def test_offsets_of_any_text_hold_in_its_source(text: str) -> None:
    for name in ("a.txt", "a.md"):
        try:
            document = document_from(text.encode(), name, name)
        except DocumentError:
            assert not text.strip()
            continue
        check_offsets(document)


@given(
    st.text(alphabet=st.sampled_from("中文。，……”a "), min_size=80, max_size=150).map(lambda text: text * 60)
)
@settings(max_examples=10, deadline=None)
def test_no_paragraph_is_longer_than_the_limit_and_none_of_it_is_lost(text: str) -> None:
    document = document_from(text.encode(), "a.txt", "a.txt")
    assert all(len(paragraph.text) <= PARAGRAPH_LIMIT for paragraph in document.paragraphs)
    assert "".join(paragraph.text for paragraph in document.paragraphs) == text.strip()
    assert [paragraph.continues for paragraph in document.paragraphs[1:]] == [True] * (
        len(document.paragraphs) - 1
    )
    check_offsets(document)


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "gb18030",
        "gbk",
        "gb2312",
    ],
)
def test_simplified_text_opens_in_every_encoding_without_being_told(encoding: str) -> None:
    assert document_from(CHINESE.encode(encoding), "a.txt", "a.txt").text == CHINESE


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "big5hkscs", "cp950", "gb18030", "utf-16"])
def test_traditional_text_opens_in_every_encoding_without_being_told(encoding: str) -> None:
    assert document_from(TRADITIONAL.encode(encoding), "a.txt", "a.txt").text == TRADITIONAL


def test_gb18030_after_much_ascii_is_still_gb18030() -> None:
    data = b"An English introduction. " * 400 + CHINESE.encode("gb18030")
    assert document_from(data, "a.txt", "a.txt").text.endswith(CHINESE)


def test_a_few_bytes_of_gbk_are_not_taken_for_another_encoding() -> None:
    assert document_from("你好世界".encode("gbk"), "a.txt", "a.txt").text == "你好世界"


def test_the_encoding_that_is_named_always_wins() -> None:
    document = document_from(CHINESE.encode("gb18030"), "a.txt", "a.txt", encoding="GBK")
    assert (document.text, document.encoding) == (CHINESE, "gb18030")


def test_an_unknown_encoding_is_named_with_others_to_try() -> None:
    with pytest.raises(DocumentError, match=r"a\.txt.*klingon.*utf-8"):
        document_from(b"abc", "a.txt", "a.txt", encoding="klingon")


@pytest.mark.parametrize(("encoding", "bad"), [("utf-8", b"\xff"), ("gb18030", b"\xff")])
def test_one_bad_byte_costs_one_character_and_a_warning(encoding: str, bad: bytes) -> None:
    text = CHINESE * 20
    data = text.encode(encoding)
    middle = len(text[: len(text) // 2].encode(encoding))
    document = document_from(data[:middle] + bad + data[middle:], "a.txt", "a.txt")
    assert document.text.count("\ufffd") == 1
    assert document.text.replace("\ufffd", "") == text
    assert document.encoding == encoding
    assert len([warning for warning in document.warnings if "\ufffd" in warning]) == 1


def refused(path: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        load(path)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_what_is_no_text_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (tmp_path / "empty.txt").touch()
    (tmp_path / "blank.txt").write_text("\n \u3000\n")
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 40)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    assert "no such file" in refused(tmp_path / "missing.txt")
    assert "a folder" in refused(tmp_path)
    assert "PNG" in refused(tmp_path / "picture.txt")
    assert "no text" in refused(tmp_path / "empty.txt")
    assert "no text" in refused(tmp_path / "blank.txt")
    assert "--encoding" in refused(tmp_path / "noise.txt")
    assert "not a regular file" in refused(tmp_path / "pipe")
    assert "cannot be opened" in refused(tmp_path / "loop")


OTHER_FORMATS = [
    b"\xff\xd8\xff\xe0",
    b"GIF89a",
    b"BM\x36\x10\0\0\0\0\0\0",
    b"RIFF\x10\0\0\0WAVE",
    b"ID3\x03",
    b"\0\0\0\x18ftypmp42",
    b"OggS\0",
    b"\x1f\x8b\x08",
    b"7z\xbc\xaf\x27\x1c",
    b"\x7fELF\x02",
    b"SQLite format 3\0",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf1\\ansi",
]


@pytest.mark.parametrize("start", OTHER_FORMATS)
@pytest.mark.parametrize("encoding", [None, "gbk"])
def test_other_formats_are_named_and_refused_in_any_encoding(start: bytes, encoding: str | None) -> None:
    with pytest.raises(DocumentError, match=r"a\.txt: an? .*, not a text"):
        document_from(start + "你好，世界。".encode() * 9, "a.txt", "a.txt", encoding)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.html", "<p>"),
        ("A.HTM", ""),
        ("a.txt", "<!DOCTYPE html>\n<html>"),
        ("a.txt", "\ufeff\n <HTML lang='zh'>"),
        ("a", "<?xml version='1.0'?>\n<!-- saved -->\n<html xmlns='http://www.w3.org/1999/xhtml'>"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_a_web_page_is_never_shown_as_markup(name: str, start: str, encoding: str) -> None:
    document = document_from(f"{start}你好，世界。这是一个网页。".encode(encoding), name, name)
    assert [paragraph.text for paragraph in document.paragraphs] == ["你好，世界。这是一个网页。"]


def test_a_text_about_markup_is_a_text() -> None:
    text = "HTML 文件以 <html> 开头。<!doctype html> 也常见。\n"
    assert document_from(text.encode(), "a.txt", "a.txt").text == text
    assert document_from(("<html>\n\n" + text).encode(), "a.md", "a.md").paragraphs


def test_a_long_markdown_paragraph_of_many_lines_is_taken_apart_at_once() -> None:
    document = document_from("\n".join(["今天天气很好"] * 60_000).encode(), "a.md", "a.md")
    assert sum(len(paragraph.text) for paragraph in document.paragraphs) == 6 * 60_000
    for paragraph in (document.paragraphs[0], document.paragraphs[90], document.paragraphs[-1]):
        for offset in (0, len(paragraph.text) - 1):
            assert document.text[paragraph.source_offset(offset)] == paragraph.text[offset]


def test_the_bytes_of_a_name_that_is_no_unicode_are_shown_and_not_sent(tmp_path: Path) -> None:
    message = refused(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b[2J.txt")))
    assert "\x1b" not in message
    assert message.isprintable() or all(char.isprintable() or char in "␛\ufffd" for char in message)


def test_reading_a_file_changes_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(CHINESE, encoding="utf-8")
    before = (path.read_bytes(), path.stat().st_mtime_ns, sorted(tmp_path.iterdir()))
    load(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns, sorted(tmp_path.iterdir())) == before


def test_markdown_shows_words_and_not_marks() -> None:
    text = "# 标*题*\n\n你好，**世界**和[链接](https://example.org)。\n第二行\nEnglish\nline\n\n"
    text += "> 引用\n\n- 一\n- 二\n"
    document = document_from(text.encode(), "a.md", "a.md")
    assert [(p.kind, p.text) for p in document.paragraphs] == [
        (ParagraphKind.HEADING, "标题"),
        (ParagraphKind.BODY, "你好，世界和链接。第二行English line"),
        (ParagraphKind.QUOTE, "引用"),
        (ParagraphKind.BODY, "一"),
        (ParagraphKind.BODY, "二"),
    ]
    assert document.title == "标题"
    check_offsets(document)
