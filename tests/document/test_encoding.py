"""Bytes become the text that was written, or a question; never another text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.document.encoding import decode
from reader.errors import DocumentError

SIMPLIFIED = "他说：“今天天气很好。”我们一起去公园，看见很多人在跑步。\n第二段，也是中文，没有别的。\n"
TRADITIONAL = "他說：「今天天氣很好。」我們一起去公園，看見很多人在跑步。\n第二段，也是中文，沒有別的。\n"
JAPANESE = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗い所で泣いていた。"
KOREAN = "나는 학교에 갑니다. 오늘 날씨가 매우 좋습니다. 우리는 함께 공원에 갔습니다."
FRENCH = "Le café est très agréable à l'été; une façade naïve, où l'on dîne."
RUSSIAN = "Привет, как дела? Сегодня хорошая погода."


def refused(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        decode(data, "a.txt")
    assert "--encoding" in str(caught.value)
    return str(caught.value)


@given(st.binary(max_size=300))
@example("谢谢".encode("gbk"))
def test_any_bytes_give_a_text_without_surrogates_or_a_question(data: bytes) -> None:
    try:
        found = decode(data, "a.txt")
    except DocumentError:
        return
    found.text.encode("utf-8")
    assert "\0" not in found.text


@given(st.text(max_size=200), st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_a_byte_order_mark_settles_it(text: str, encoding: str) -> None:
    text = text.replace("\0", "").replace("\ufeff", "")
    assert decode(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize(
    "text",
    [
        "你好",
        "谢谢",
        "小猫",
        "第一章",
        "早上好",
        "图书馆",
        "春眠不觉晓，处处闻啼鸟。",
        "abc 你好 def",
        "Hello, 世界!",
    ],
)
def test_a_few_words_of_simplified_text_open(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs", "utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["你好。", "早上好", "圖書館的人", "「電話」", "春眠不覺曉，處處聞啼鳥。"])
def test_a_few_words_of_traditional_text_open(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt").text == text


def test_cantonese_opens_in_the_big5_of_hong_kong() -> None:
    text = "咁樣嘅嘢唔係噉做㗎，我哋喺香港冇得食。"
    assert decode(text.encode("big5hkscs"), "a.txt").text == text


@pytest.mark.parametrize(
    "data",
    [
        JAPANESE.encode("shift_jis"),
        JAPANESE.encode("euc_jp"),
        JAPANESE[:8].encode("euc_jp"),
        KOREAN.encode("euc_kr"),
        FRENCH.encode("latin-1"),
        FRENCH.encode("mac_roman"),
        RUSSIAN.encode("cp1251"),
        RUSSIAN.encode("koi8_r"),
        "café".encode("latin-1"),
    ],
)
def test_what_is_in_another_encoding_is_asked_about(data: bytes) -> None:
    refused(data)
    refused(data * 20)


@pytest.mark.parametrize(
    "text",
    [JAPANESE, KOREAN, FRENCH, RUSSIAN, "é", "···", "`ls`;#", '{"a":1}', "<x/>", "100%", "($5)", "אבגד"],
)
def test_utf8_stays_utf8(text: str) -> None:
    assert decode(text.encode(), "a.txt").text == text


def test_chinese_after_much_english_decides() -> None:
    english = b"An English introduction. " * 20_000
    assert decode(english + "你好世界".encode("gbk"), "a.txt").text.endswith("你好世界")


@pytest.mark.parametrize(
    ("text", "encoding"), [(SIMPLIFIED, "utf-8"), (SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5hkscs")]
)
def test_one_bad_byte_anywhere_costs_one_mark_and_a_warning(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    for place in range(len(data)):
        for damaged in (data[:place] + b"\xff" + data[place:], data[:place] + b"\xff" + data[place + 1 :]):
            found = decode(damaged, "a.txt")
            assert (found.text.count("\ufffd"), found.encoding) == (1, encoding), place
            assert len(found.warnings) == 1
            assert abs(len(found.text) - len(text)) <= 1


def test_a_zero_byte_in_a_text_is_one_bad_byte() -> None:
    found = decode((SIMPLIFIED[:9] + "\0" + SIMPLIFIED[9:]).encode(), "a.txt")
    assert found.text == SIMPLIFIED[:9] + "\ufffd" + SIMPLIFIED[9:]
    assert found.warnings


def test_english_with_a_bad_byte_is_english() -> None:
    found = decode(b"The quick brown fox. " * 30 + b"A caf\xe9 noir.", "a.txt")
    assert found.text.endswith("A caf\ufffd noir.")
    assert len(found.warnings) == 1


def test_a_replacement_character_of_the_source_is_no_damage() -> None:
    assert decode("你好\ufffd世界".encode("utf-16"), "a.txt").warnings == ()


@pytest.mark.parametrize(
    "encoding",
    ["idna", "punycode", "unicode_escape", "undefined", "rot13", "base64", "", "a\0b", "../x", "\udc80"],
)
def test_what_is_no_character_set_is_no_encoding(encoding: str) -> None:
    with pytest.raises(DocumentError, match="no encoding is called"):
        decode(b"abc", "a.txt", encoding)
