"""Texts of 20 to 20,000 characters, simplified and traditional, open in every encoding without being told."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from reader.document.encoding import decode
from reader.language.script import to_traditional
from reader.paths import bundled

WIDE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
ENCODINGS = {
    "simplified": (*WIDE, "gb2312", "gbk", "gb18030"),
    "traditional": (*WIDE, "gbk", "gb18030", "big5", "big5hkscs", "cp950"),
}
LENGTHS = (*[20] * 10, *[25] * 3, *[30] * 3, 40, 60, 100, 300, 1_000, 2_000, 5_000, 20_000)
PROVERBS = "吃一堑，长一智。三人行，必有我师焉；择其善者而从之，其不善者而改之。欲穷千里目，更上一层楼。"
SPEECH = "“你怎么来了？”她愣了一下，把门打开。“外面下雨呢，快进来！”他笑着摇摇头：“不了，车还等着。”"


def corpus() -> str:
    """Return our sample texts, their English left out, and some speech, long enough for every length."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(bundled("texts")).glob("*.md"))]
    lines = [line for text in texts for line in text.splitlines() if any(char > "\u4e00" for char in line)]
    once = "\n".join([*lines, PROVERBS, SPEECH])
    return once * (25_000 // len(once) + 1)


@pytest.mark.parametrize("script", ENCODINGS)
def test_every_text_of_the_generated_set_is_right(script: str) -> None:
    source = corpus() if script == "simplified" else to_traditional(corpus())
    chance = random.Random(20_000)
    wrong, tried = [], 0
    for encoding in ENCODINGS[script]:
        for length in LENGTHS:
            start = chance.randrange(len(source) - length)
            text = source[start : start + length]
            text = text.encode(encoding, errors="ignore").decode(encoding)
            found = decode(text.encode(encoding), "a.txt")
            tried += 1
            if found.text != text or found.warnings:
                wrong.append((encoding, length, found.encoding, text[:30]))
    assert tried >= 260  # over 500 in both scripts together
    assert wrong == []


@pytest.mark.parametrize(
    ("char", "encoding"), [("～", "cp950"), ("‧", "cp950"), ("﹑", "cp950"), ("€", "cp950")]
)
def test_marks_of_taiwan_are_read_as_they_were_written(char: str, encoding: str) -> None:
    text = f"他說：「今天天氣很好{char}我們一起去公園，看見很多人。」"
    found = decode(text.encode(encoding), "a.txt")
    assert (found.text, found.warnings) == (text, ())
