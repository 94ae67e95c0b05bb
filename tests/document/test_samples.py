"""The reading samples: two of each level, each as hard and as long as it says, each with its translation."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from reader.bilingual.sentences import chinese_spans, english_spans
from reader.dictionary.levels import STANDARDS, level
from reader.document.samples import Sample, sample_at, samples
from reader.language.script import is_han
from reader.language.token import Kind
from reader.session import Session

SAMPLES = samples()
WITHIN = 0.95
"""The share of running words that are within a text's level, names and numbers aside, at least."""
each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.path.stem)


def paragraphs(path: Path) -> list[str]:
    return [each.strip() for each in path.read_text(encoding="utf-8").split("\n\n") if each.strip()]


@cache
def level_of(word: str) -> int:
    """Return the lowest level at which a list has the word, or all words it is plainly made of: 小 and 猫."""
    found = [value for standard, _ in STANDARDS if (value := level(word, standard)) is not None]
    parted = [max(level_of(word[:at]), level_of(word[at:])) for at in range(1, len(word))]
    return min([*found, *parted], default=99)


def test_there_are_two_of_each_level_and_none_that_is_not_listed() -> None:
    assert Counter(sample.level for sample in SAMPLES) == dict.fromkeys(range(1, 7), 2)
    folder = SAMPLES[0].path.parent
    listed = {path.name for sample in SAMPLES for path in (sample.path, sample.translation)}
    assert {path.name for path in folder.glob("*.md")} == listed
    assert len({sample.kind for sample in SAMPLES}) >= 9
    assert "official prose" in {sample.kind for sample in SAMPLES}


def test_their_licence_is_said() -> None:
    assert "CC BY 4.0" in (SAMPLES[0].path.parent / "index.tsv").read_text(encoding="utf-8")


@each_sample
def test_a_sample_is_as_long_as_it_should_be_and_called_as_listed(sample: Sample) -> None:
    text = sample.path.read_text(encoding="utf-8")
    assert 300 <= sum(map(is_han, text)) <= 1_500
    assert text.startswith(f"# {sample.title}\n")
    assert not re.search(r"[,;?!]|[^\d]:|[ \u3000](?=[\u4e00-\u9fff])", re.sub(r"^#+ ", "", text, flags=re.M))


@each_sample
def test_a_sample_is_within_its_level(sample: Sample, engine: Session) -> None:
    words = [
        annotation.token.text
        for paragraph in paragraphs(sample.path)
        for annotation in engine.annotate(paragraph.lstrip("# "))
        if annotation.token.kind is Kind.WORD
    ]
    beyond = [word for word in words if level_of(word) > sample.level]
    assert len(beyond) <= (1 - WITHIN) * len(words), Counter(beyond)


@each_sample
def test_a_translation_has_a_sentence_for_each_sentence(sample: Sample) -> None:
    chinese, english = paragraphs(sample.path), paragraphs(sample.translation)
    assert len(chinese) == len(english)
    for original, translated in zip(chinese, english, strict=True):
        assert len(list(chinese_spans(original))) == len(list(english_spans(translated))), (
            original,
            translated,
        )
        assert not any(map(is_han, translated))


@each_sample
def test_a_sample_is_known_by_its_file(sample: Sample, tmp_path: Path) -> None:
    assert sample_at(str(sample.path)) == sample
    assert sample_at(str(tmp_path / sample.path.name)) is None
    assert sample_at("-") is None
