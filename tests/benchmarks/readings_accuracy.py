"""How often readings are right, on texts that are not part of the project.

    python tests/benchmarks/readings_accuracy.py DATA [--errors N]

DATA is a folder with any of ``dev_a.jsonl dev_b.jsonl`` (annotated sentences, read with their own cuts),
``cpp/`` (polyphones, strict), ``ud/beginner_pinyin_dev.tsv`` (tone by tone, neutral tones forgiven) and
``../seed/seed_article.tsv`` (words of an article, other readings accepted where it says so). The first
two are among what the models learnt from: what they are worth on new sentences is what the training
script prints with ``--folds``.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reader.language.script import has_han, is_han
from reader.language.token import Kind, Token
from reader.session import open_session

Case = tuple[str, list[Token], dict[int, set[str]]]
"""A text, its tokens (none: cut it), and the readings accepted at some of its offsets."""


def annotated(path: Path) -> Iterator[Case]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        tokens, accepted, place = [], {}, 0
        for word in row["tokens"]:
            start = row["text"].index(word["w"], place)
            if start > place:
                tokens.append(Token(row["text"][place:start], place, Kind.SPACE))
            tokens.append(token_of(word["w"], start, word["py"]))
            for reading in (word["py"], *word.get("py_alts", ())):
                accept(accepted, word["w"], start, reading)
            place = start + len(word["w"])
        yield row["text"], tokens, accepted


def token_of(word: str, start: int, reading: str) -> Token:
    if not has_han(word):
        kind = Kind.LATIN if word[:1].isascii() and word[:1].isalpha() else Kind.PUNCTUATION
        return Token(word, start, Kind.NUMBER if word[:1].isdigit() else kind)
    name = reading[:1].isupper() and len(word) in (2, 3)
    return Token(
        word, start, Kind.NAME if reading[:1].isupper() else Kind.WORD, label="person" if name else ""
    )


def accept(accepted: dict[int, set[str]], word: str, start: int, reading: str) -> None:
    syllables = [part for part in reading.lower().split() if part[-1:].isdigit()]
    offsets = [offset for offset, char in enumerate(word) if is_han(char)]
    if len(syllables) == len(offsets):
        for offset, syllable in zip(offsets, syllables, strict=True):
            accepted.setdefault(start + offset, set()).add(syllable)


def polyphones(folder: Path) -> Iterator[Case]:
    labels = (folder / "dev.lb").read_text(encoding="utf-8").split()
    lines = (folder / "dev.sent").read_text(encoding="utf-8").splitlines()
    for line, label in zip(lines, labels, strict=True):
        yield line.replace("▁", ""), [], {line.index("▁"): {label}}


def beginners(path: Path) -> Iterator[Case]:
    for line in path.read_text(encoding="utf-8").splitlines():
        text, reading = line.replace("v", "u:").split("\t")
        offsets = [offset for offset, char in enumerate(text) if is_han(char)]
        syllables = [part for part in reading.split() if part[-1:].isdigit()]
        if len(offsets) == len(syllables):
            yield text, [], {o: {s} for o, s in zip(offsets, syllables, strict=True)}


def article(path: Path) -> Iterator[Case]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        tokens, accepted, start, others = [], {}, 0, {}
        for line in block.splitlines():
            if line.startswith("# alt_pinyin ="):
                number, reading = line.partition("=")[2].strip().split(" ", 1)
                others.setdefault(int(number), []).append(reading)
            if line.startswith("#") and "\t" not in line:
                continue
            word, reading = line.split("\t")[:2]
            tokens.append(token_of(word, start, reading))
            for one in (reading, *others.get(len(tokens), ())):
                accept(accepted, word, start, one)
            start += len(word)
        if tokens:
            yield "".join(token.text for token in tokens), tokens, accepted


def lax(reading: str, accepted: set[str]) -> bool:
    """True where only a neutral tone stands for a full one, or a full one for it."""
    return any(
        reading == other or (reading[:-1] == other[:-1] and "5" in (reading[-1:], other[-1:]))
        for other in accepted
    )


def measure(name: str, cases: Sequence[Case], shown: int) -> None:
    session = open_session()
    annotator = session.annotator
    strict = forgiven = total = characters = 0
    seconds = 0.0
    wrong: list[str] = []
    for text, given, accepted in cases:
        simplified = session.simplify(text)
        tokens = given or annotator._segmenter.cut(simplified)
        tokens = [Token(simplified[t.start : t.end], t.start, t.kind, t.why, t.label) for t in tokens]
        candidates = [annotator.candidates(text[token.start : token.end]) for token in tokens]
        begun = time.process_time()
        chosen = annotator._chooser.choose(simplified, tokens, candidates)
        seconds += time.process_time() - begun
        characters += len(text)
        for token, choice in zip(tokens, chosen, strict=True):
            offsets = [offset for offset, char in enumerate(token.text) if is_han(char)]
            syllables = choice.reading.lower().split()
            if len(syllables) != len(offsets):
                syllables = ["?"] * len(offsets)
            for offset, syllable in zip(offsets, syllables, strict=True):
                wanted = accepted.get(token.start + offset)
                if wanted is None:
                    continue
                total += 1
                strict += syllable in wanted
                forgiven += lax(syllable, wanted)
                if syllable not in wanted:
                    place = token.start + offset
                    mark = "" if lax(syllable, wanted) else "!"
                    wrong.append(
                        f"{mark}{text[max(0, place - 7) : place]}[{text[place]}]{text[place + 1 : place + 7]}"
                        f" {token.text}/{token.kind.value}: {syllable} for {'/'.join(sorted(wanted))}"
                    )
    print(
        f"{name}: {total} characters, strict {100 * strict / total:.2f}, neutral forgiven"
        f" {100 * forgiven / total:.2f}; {characters / seconds / 1e6:.2f} M characters/s"
    )
    for line in sorted(wrong, reverse=True)[:shown]:
        print("  ", line)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--errors", type=int, default=0)
    arguments.add_argument("--only", default="")
    options = arguments.parse_args()
    sources = {
        "dev_a.jsonl": annotated,
        "dev_b.jsonl": annotated,
        "cpp": polyphones,
        "ud/beginner_pinyin_dev.tsv": beginners,
        "../seed/seed_article.tsv": article,
    }
    for place, read in sources.items():
        if options.only in place and (options.data / place).exists():
            measure(place, list(read(options.data / place)), options.errors)


if __name__ == "__main__":
    main()
