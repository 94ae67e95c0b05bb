"""How right the whole engine is, beside two baselines: ``python tests/benchmarks/accuracy.py DATA``.

DATA is a folder laid out as ``data/`` (``score.py``, ``dev_a.jsonl``, ``dev_b.jsonl``, ``dev_oov_a.jsonl``,
``cpp/``, ``ud/``) and ``seed/`` (``seed_article.tsv`` and its tools). Each text goes through cutting, reading
and ranking as a user's does. Numbers are percentages; higher is better.

What the cutting and reading models learnt from (dev_a, dev_b, CPP) flatters them here: the training scripts
print cross-validated figures.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import logging
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from reader.language.script import is_han
from reader.session import Session, open_session


class Shown(NamedTuple):
    """What a system says of one token."""

    text: str
    reading: str
    spoken: str
    gloss: str
    name: bool


System = Callable[[str], list[Shown]]


def dushu(session: Session) -> System:
    def show(text: str) -> list[Shown]:
        return [
            Shown(a.token.text, str(a.reading), str(a.spoken), a.gloss, a.token.kind.value == "name")
            for a in session.annotate(text)
        ]

    return show


def jieba_pypinyin(session: Session) -> System:
    """What most tools for learners do: jieba's words, pypinyin's readings, the dictionary's first entry."""
    import jieba
    from pypinyin import Style, lazy_pinyin

    jieba.setLogLevel(logging.ERROR)

    def show(text: str) -> list[Shown]:
        words = jieba.lcut(text)
        read = lazy_pinyin(words, style=Style.TONE3, neutral_tone_with_five=True, errors=list)
        syllables, shown = iter(read), []
        for word in words:
            own = [next(syllables) for _ in word]
            reading = " ".join(
                s.replace("ü", "u:").replace("v", "u:") for s, c in zip(own, word, strict=False) if is_han(c)
            )
            shown.append(Shown(word, reading, reading, first_gloss(session, word), False))
        return shown

    return show


def longest_match(session: Session) -> System:
    """The longest headword at each place, its first entry."""

    def show(text: str) -> list[Shown]:
        shown, place = [], 0
        while place < len(text):
            match = re.compile(r"[0-9.]+%?|[A-Za-z]+").match(text, place)
            end = match.end() if match else place + 1
            if not match:
                ends = range(min(len(text), place + 12), place, -1)
                end = next((stop for stop in ends if session.lexicon.entries(text[place:stop])), end)
            word = text[place:end]
            entries = session.lexicon.entries(word)
            reading = str(entries[0].han_reading) if entries and any(map(is_han, word)) else ""
            shown.append(Shown(word, reading, reading, first_gloss(session, word), False))
            place = end
        return shown

    return show


def first_gloss(session: Session, word: str) -> str:
    entries = session.lexicon.entries(word)
    return entries[0].senses[0].text if entries and entries[0].senses else ""


Row = tuple[str, str, float]


def dev_rows(data: Path, show: System) -> Iterator[Row]:
    """Yield the measures of the annotated sentences, by their own scorer."""
    scorer = module(data / "score.py")
    measures = ("seg_dict", "trap_free", "py_char_lax", "poly_focus", "sense_entry", "sense_deep", "sandhi")
    for name in ("dev_a", "dev_b"):
        gold = scorer.load(str(data / f"{name}.jsonl"))
        with contextlib.redirect_stdout(io.StringIO()):
            result = scorer.main_hard(argparse.Namespace(errors=0), gold, answers(gold, show))["ALL"]
        for measure in measures:
            yield name, measure, result[measure]
    gold = scorer.load(str(data / "dev_oov_a.jsonl"))
    with contextlib.redirect_stdout(io.StringIO()):
        result = scorer.main_oov(argparse.Namespace(errors=0), gold, answers(gold, show))["ALL"]
    for measure in ("clean_edges", "py", "flagged_name", "shows_useful_gloss"):
        yield "outside dictionaries", measure, result[measure]


def answers(gold: list[dict[str, Any]], show: System) -> dict[str, Any]:
    keys = ("w", "py", "py_spoken", "gloss_first", "name")
    return {
        row["id"]: {
            "id": row["id"],
            "tokens": [dict(zip(keys, token, strict=False)) for token in show(row["text"])],
        }
        for row in gold
    }


def seed_rows(seed: Path, show: System) -> Iterator[Row]:
    """Yield word F1 (accepted variants counted) and right readings of the article, by its own scorer."""
    sys.path.insert(0, str(seed / "tools"))
    said = io.StringIO()
    before, sys.argv = sys.argv, ["score.py", "", str(seed / "seed_article.tsv"), ""]
    try:
        scorer = module(seed / "tools" / "score.py")
    finally:
        sys.argv = before

    def readings(text: str, gold: list[str]) -> list[str]:
        found: list[str] = []
        for token in show(text):
            own = token.reading.lower().split()
            wanted = sum(map(is_han, token.text))
            found += own if len(own) == wanted else ["?"] * wanted
        return found

    with contextlib.redirect_stdout(said):
        scorer.seg_score(lambda text: [token.text for token in show(text)], "words")
        scorer.pin_score(readings, "readings", False)
    words = re.search(r"lenient P \S+ R \S+ F1 (\S+)", said.getvalue())
    wrong = re.search(r"lenient (\d+)/(\d+)", said.getvalue().split("readings:")[1])
    assert words
    assert wrong
    yield "article", "word F1", 100 * float(words[1])
    yield "article", "readings", 100 - 100 * int(wrong[1]) / int(wrong[2])


def polyphone_rows(data: Path, show: System) -> Iterator[Row]:
    """Yield how many polyphones in context are read right, tone and all."""
    sentences = (data / "cpp" / "dev.sent").read_text(encoding="utf-8").splitlines()
    labels = (data / "cpp" / "dev.lb").read_text(encoding="utf-8").split()
    right = 0
    for sentence, label in zip(sentences, labels, strict=False):
        place = sentence.index("▁")
        right += syllables_of(show(sentence.replace("▁", ""))).get(place) == label
    yield "polyphones (CPP)", "strict", 100 * right / len(labels)


def beginner_rows(data: Path, show: System) -> Iterator[Row]:
    """Yield right syllables of beginners' sentences, neutral tones forgiven."""
    right = total = 0
    for line in (data / "ud" / "beginner_pinyin_dev.tsv").read_text(encoding="utf-8").splitlines():
        text, _, gold = line.partition("\t")
        read = syllables_of(show(text))
        places = [place for place, char in enumerate(text) if is_han(char)]
        for place, wanted in zip(places, gold.split(), strict=False):
            own = read.get(place, "?")
            total += 1
            right += own == wanted or (own[:-1] == wanted[:-1] and "5" in (own[-1], wanted[-1]))
    yield "beginners' sentences", "tones", 100 * right / total


def hover_rows(data: Path, session: Session, show: System) -> Iterator[Row]:
    """Yield gold words cut exactly that have an entry, own words with help, and new words found whole."""
    hit = gold_total = helped = own_total = outside = outside_found = 0
    for line in (data / "ud" / "ud_gsdsimp_dev.txt").read_text(encoding="utf-8").splitlines():
        words = line.split()
        gold = {span: word for span, word in zip(spans(words), words, strict=False) if any(map(is_han, word))}
        shown = show("".join(words))
        own = {
            span: token
            for span, token in zip(spans([t.text for t in shown]), shown, strict=False)
            if any(map(is_han, token.text))
        }
        for span, word in gold.items():
            known = bool(session.lexicon.entries(word))
            gold_total += 1
            hit += known and span in own
            outside += not known
            outside_found += not known and span in own
        own_total += len(own)
        helped += sum(bool(token.gloss) for token in own.values())
    yield "newswire (UD GSD)", "hover", 100 * hit / gold_total
    yield "newswire (UD GSD)", "own words with help", 100 * helped / own_total
    yield "newswire (UD GSD)", "words no dictionary has", 100 * outside_found / outside


def spans(words: list[str]) -> list[tuple[int, int]]:
    found, start = [], 0
    for word in words:
        found.append((start, start + len(word)))
        start += len(word)
    return found


def syllables_of(shown: list[Shown]) -> dict[int, str]:
    found: dict[int, str] = {}
    place = 0
    for token in shown:
        han = [place + offset for offset, char in enumerate(token.text) if is_han(char)]
        own = token.reading.lower().split()
        if len(own) == len(han):
            found.update(zip(han, own, strict=False))
        place += len(token.text)
    return found


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"scorer_{path.parent.name}", path)
    assert spec
    assert spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=Path, help="the folder that holds data/ and seed/")
    data: Path = parser.parse_args().data
    session = open_session()
    systems = {
        "dushu": dushu(session),
        "jieba + pypinyin": jieba_pypinyin(session),
        "longest match": longest_match(session),
    }
    table: dict[tuple[str, str], dict[str, float]] = {}
    for name, show in systems.items():
        rows = (
            *seed_rows(data / "seed", show),
            *dev_rows(data / "data", show),
            *polyphone_rows(data / "data", show),
            *beginner_rows(data / "data", show),
            *hover_rows(data / "data", session, show),
        )
        for group, measure, value in rows:
            table.setdefault((group, measure), {})[name] = value
    print(f"| what | measure | {' | '.join(systems)} |")
    print(f"| --- | --- | {' | '.join('---:' for _ in systems)} |")
    for (group, measure), values in table.items():
        print(f"| {group} | {measure} | {' | '.join(f'{values[name]:.1f}' for name in systems)} |")


if __name__ == "__main__":
    main()
