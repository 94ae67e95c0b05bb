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
  dictionary word whose edges are word edges there is free to stay whole, but none may cross;
- ``--agreed``: open text cut by two cutters (``agreed_cuts.py``); no word may cross a border of both.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from cutting_sources import (
    Edge,
    Lattices,
    Sentence,
    Span,
    agreed_sentences,
    gold_sentences,
    headwords,
    named_words,
    treebank_sentences,
    written_sentences,
)

from reader.dictionary.levels import STANDARDS, words_at
from reader.language.cut_model import CutModel
from reader.language.vocabulary import Vocabulary

_SENTENCES = Path(__file__).with_name("cutting_sentences.txt")
_MARGIN = 1.0  # nats by which the right cut must win
_SMALLEST = 0.08  # nats; weights nearer to nothing are left out


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
    parser.add_argument("--treebank-rate", type=float, default=0.1)
    parser.add_argument("--agreed", type=Path)
    parser.add_argument("--agreed-rate", type=float, default=0.15)
    parser.add_argument("--written-rate", type=float, default=0.55)
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
    start_of = {f"w|{word}": -options.handicap for word in named_words(_SENTENCES, "apart")}
    start_of |= {f"w|{word}": options.handicap for word in named_words(_SENTENCES, "together")}
    for name in start_of:
        lattices.number(name)
    gold = list(gold_sentences(options.gold, lattices, 1.0))
    other = (
        list(written_sentences(_SENTENCES, lattices, options.written_rate)) if _SENTENCES.is_file() else []
    )
    whole = frozenset[str]().union(*(words_at(standard, 9) for standard, _ in STANDARDS))
    if options.agreed:
        other += agreed_sentences(options.agreed, lattices, options.agreed_rate, whole)
    if options.treebank:
        found = treebank_sentences(options.treebank, lattices, options.treebank_rate, whole)
        other += list(found)[: options.limit]
    start = [start_of.get(name, 0.0) for name in lattices.numbers]
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
