"""How well a text and its translation are aligned, and how fast.

    python -m tests.benchmarks.alignment_accuracy [--pairs FILE] [--speed N]

Documents are made of sentence pairs that are known to belong together: the reading samples (``texts/``), or
a file of pairs parted by a tab. Sentences are joined, left out and put in at known places, and beads are
counted as right only where both sides are. Beside the aligner, two simpler ones get the same documents:
lengths alone, and lengths with the dictionary.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Sequence
from pathlib import Path

from reader.bilingual.bead import Sentence
from reader.bilingual.pairing import Aligner
from reader.bilingual.scoring import USUAL_WEIGHTS, Weights
from reader.bilingual.taking import chinese_sentences, english_sentences
from reader.document.loading import load
from reader.session import Session, open_session

TEXTS = Path(__file__).resolve().parents[2] / "texts"
NEWS = ("community", "district")
LITERARY = ("bookshop", "cobbler", "grandma", "slowness", "moving", "kitten", "clock")
PLAIN = ("noodles", "fruit", "family")
"""Samples by their kind in ``texts/index.tsv``: news and official prose; what is told; instructions, talk."""
BASELINES = {
    "lengths alone": Weights(words=0.0, marks=0.0, breaks=0.0),
    "lengths and dictionary": Weights(marks=0.0, breaks=0.0),
    "all": USUAL_WEIGHTS,
}

SEEDS = 6
"""Documents made of each sample."""

Pair = tuple[str, str]
Group = tuple[tuple[int, ...], tuple[int, ...]]


def sample(name: str) -> list[Pair]:
    """Return the sentence pairs of a reading sample, which stand in the same order in both files."""
    chinese = chinese_sentences(load(TEXTS / f"{name}.md"))
    english = english_sentences(load(TEXTS / f"{name}.en.md"))
    assert len(chinese) == len(english), name
    return [(z.text, e.text) for z, e in zip(chinese, english, strict=True)]


def changed(
    pairs: Sequence[Pair], seed: int, others: Sequence[Pair]
) -> tuple[list[str], list[str], list[Group]]:
    """Return both sides with sentences joined, split, left out and put in, and the beads there are then."""
    chance = random.Random(seed)
    chinese, english = list[str](), list[str]()
    gold: list[Group] = []

    def add(zh: Sequence[str], en: Sequence[str]) -> None:
        z, e = len(chinese), len(english)
        chinese.extend(zh)
        english.extend(en)
        gold.append((tuple(range(z, z + len(zh))), tuple(range(e, e + len(en)))))

    at = 0
    while at < len(pairs):
        draw, size = chance.random(), min(len(pairs) - at, 3 if chance.random() < 0.12 else 2)
        zh, en = zip(*pairs[at : at + size], strict=True)
        if draw < 0.04:
            add(zh[:1], ()) if chance.random() < 0.5 else add((), en[:1])
            size = 1
        elif draw < 0.08:
            other = chance.choice(others)
            add(other[:1], ()) if chance.random() < 0.5 else add((), other[1:])
            size = 0
        elif draw < 0.22 and size > 1:
            add(("".join(zh),), en) if chance.random() < 0.5 else add(zh, (" ".join(en),))
        else:
            add(zh[:1], en[:1])
            size = 1
        at += size
    return chinese, english, gold


def beads(aligner: Aligner, chinese: Sequence[str], english: Sequence[str]) -> list[Group]:
    found = aligner.sentences(tuple(map(Sentence, chinese)), tuple(map(Sentence, english)))
    return [(tuple(range(each.z0, each.z1)), tuple(range(each.e0, each.e1))) for each in found.beads]


def measure(session: Session, kind: str, documents: Sequence[Sequence[Pair]], others: Sequence[Pair]) -> None:
    made = session.translating.aligner
    for name, weights in BASELINES.items():
        aligner = Aligner(made.vocabulary, made.entries, made.simplify, weights)
        right = found = wanted = 0
        for number, pairs in enumerate(documents):
            for seed in range(SEEDS):
                chinese, english, gold = changed(pairs, 100 * number + seed, others)
                got = beads(aligner, chinese, english)
                right += len(set(gold) & set(got))
                found += len(got)
                wanted += len(gold)
        print(f"{kind:12} {name:24} F1 {2 * right / (found + wanted):.3f}   of {wanted} beads")


def speed(session: Session, sentences: int, pairs: Sequence[Pair]) -> None:
    """Time a book of so many sentences, against how long this machine takes to count to ten million."""
    began = time.process_time()
    for _ in range(10_000_000):
        pass
    unit = time.process_time() - began
    chance = random.Random(1)
    book: list[Pair] = []
    while len(book) < sentences:
        start = chance.randrange(max(1, len(pairs) - 200))
        book += pairs[start : start + 200]
    chinese, english, gold = changed(book[:sentences], 7, pairs)
    began, wall = time.process_time(), time.monotonic()
    told: list[int] = []
    found = session.translating.aligner.sentences(
        tuple(map(Sentence, chinese)),
        tuple(map(Sentence, english)),
        (),
        lambda done, total: told.append(done),
    )
    taken = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    got = {(tuple(range(b.z0, b.z1)), tuple(range(b.e0, b.e1))) for b in found.beads}
    print(
        f"{len(chinese)} and {len(english)} sentences: {taken:.1f} s of processor ({taken / unit:.0f} times "
        f"counting to ten million), {time.monotonic() - wall:.1f} s, {memory:.0f} MB, "
        f"{len(told)} reports of progress, {len(set(gold) & got) / len(gold):.3f} of the beads right"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, help="more pairs, parted by a tab, a document every 60 lines")
    parser.add_argument("--speed", type=int, metavar="N", help="time a book of N sentences instead")
    options = parser.parse_args()
    with_session = open_session()
    samples = {name: sample(name) for name in (*NEWS, *LITERARY, *PLAIN)}
    every = [pair for pairs in samples.values() for pair in pairs]
    more: list[Pair] = []
    if options.pairs is not None:
        lines = options.pairs.read_text(encoding="utf-8").splitlines()
        more = [(zh, en) for zh, _, en in (line.partition("\t") for line in lines) if zh and en]
    if options.speed:
        speed(with_session, options.speed, more or every)
        return
    measure(with_session, "news-like", [samples[name] for name in NEWS], every)
    measure(with_session, "literary", [samples[name] for name in LITERARY], every)
    measure(with_session, "plain", [samples[name] for name in PLAIN], every)
    if more:
        documents = [more[start : start + 60] for start in range(0, len(more) - 30, 60)]
        measure(with_session, str(options.pairs.name), documents, more)


if __name__ == "__main__":
    main()
