"""What readings are learnt from, read from its files: sentences with marked readings, phrases, rules."""

from __future__ import annotations

import collections
import json
import pickle
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reader.language.script import is_han

_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
Marked = tuple[str, list[tuple[int, int, str]]]
"""A sentence and the readings of some of its spans: start, end, numbered reading."""
Said = tuple[str, list[tuple[int, dict[str, float]]]]
"""A sentence, and at some of its places the logarithms of how probable a teacher finds each reading."""


def cpp_sentences(folder: Path) -> Iterator[Marked]:
    """Yield CPP's sentences with their one marked character."""
    labels = (folder / "dev.lb").read_text(encoding="utf-8").split()
    lines = (folder / "dev.sent").read_text(encoding="utf-8").splitlines()
    for line, label in zip(lines, labels, strict=True):
        place = line.index("▁")
        yield line.replace("▁", ""), [(place, place + 1, label)]


def token_sentences(path: Path) -> Iterator[Marked]:
    """Yield annotated sentences in simplified characters; all tokens of Han characters are marked."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("script") != "simp":
            continue
        marks, place = [], 0
        for token in row["tokens"]:
            place = row["text"].index(token["w"], place)
            if token.get("py") and all(map(is_han, token["w"])):
                marks.append((place, place + len(token["w"]), token["py"]))
            place += len(token["w"])
        yield row["text"], marks


def own_sentences(path: Path) -> Iterator[Marked]:
    """Yield our own sentences, in which a reading stands in brackets after what it is the reading of.

    The brackets mark the last as many characters as they have syllables: 他还[huan2]书.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith(("#", "= ")):
            continue
        text, marks, place = "", [], 0
        for match in re.finditer(r"\[([a-z0-9: ]+)\]", line):
            text += line[place : match.start()]
            marks.append((len(text) - len(match[1].split()), len(text), match[1]))
            place = match.end()
        yield text + line[place:], marks


def stated_usual(path: Path) -> dict[str, str]:
    """Return the usual readings that lines ``= word reading`` of our sentences state."""
    lines = (
        line.split(" ", 2) for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("= ")
    )
    return {word: reading for _, word, reading in lines}


def phrase_readings() -> dict[str, list[str]]:
    """Return pypinyin-dict's phrases (MIT licence), numbered; traditional spellings are passed over."""
    from pypinyin_dict.phrase_pinyin_data import large_pinyin

    return {
        phrase: [numbered(syllable[0]) for syllable in syllables]
        for phrase, syllables in large_pinyin.phrases_dict.items()
        if len(phrase) == len(syllables) and 2 <= len(phrase) <= 12
    }


def numbered(marked: str) -> str:
    letters, tone = "", "5"
    for char in unicodedata.normalize("NFD", marked):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters += char
    return unicodedata.normalize("NFC", letters).replace("ü", "u:") + tone


Said = tuple[str, list[tuple[int, dict[str, float]]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of thumb of readings_rules.tsv."""

    reading: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    tags: re.Pattern[str]


def read_rules(path: Path) -> dict[str, list[Rule]]:
    rules: dict[str, list[Rule]] = collections.defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            char, reading, before, after, tags = [*line.split("\t"), "", "", ""][:5]
            rules[char].append(
                Rule(reading, re.compile(f"(?:{before})$"), re.compile(after), re.compile(tags))
            )
    return rules


def by_rule(rules: list[Rule], before: str, after: str, tags: str) -> str | None:
    """Return the reading of the first rule that fits."""
    for rule in rules:
        if rule.before.search(before) and rule.after.match(after) and rule.tags.match(tags):
            return rule.reading
    return None


def teacher_labels(text: Path, cpp: Path | None, kept: Path) -> list[Said]:
    """Return what g2pM says of every sentence, asking only once; of CPP's, all but the marked character."""
    marked = {sentence: marks[0][0] for sentence, marks in cpp_sentences(cpp)} if cpp else {}
    if not kept.exists():
        from g2pm_labels import label

        kept.write_bytes(pickle.dumps(label([*text.read_text(encoding="utf-8").splitlines(), *marked])))
    return [
        (sentence, [(place, logs) for place, logs in said if place != marked.get(sentence)])
        for sentence, said in pickle.loads(kept.read_bytes())
    ]
