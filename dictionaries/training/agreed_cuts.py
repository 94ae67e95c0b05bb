"""Cut open text with two cutters and write where they agree: what ``train_cutting.py --agreed`` learns from.

    python dictionaries/training/agreed_cuts.py TEXT -o agreed.txt [--without SENTENCES] [--others 4000]

TEXT has a sentence a line. jieba and THULAC (``pip install thulac``, MIT; not needed otherwise) make quite
different mistakes: a border that both see is one. A line of the output holds pieces between such borders,
parted by spaces; a piece after ``~`` is cut otherwise by each. Written are the sentences in which the
present segmenter takes a word across such a border, and some others, so that nothing is unlearned.
Sentences that are for measuring are kept out by ``--without``.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reader.session import open_session

_LATIN = re.compile("[A-Za-z]{12}")
Cutter = Callable[[str], Iterable[str]]


def borders(words: Iterable[str]) -> set[int]:
    found, place = {0}, 0
    for word in words:
        place += len(word)
        found.add(place)
    return found


def agreed(text: str, one: Cutter, other: Cutter) -> list[str]:
    """Return the pieces of ``text`` between the borders both cutters see; ``~`` before what they part."""
    first, second = borders(one(text)), borders(other(text))
    pieces = []
    for start, end in pairwise(sorted(first & second)):
        free = any(start < place < end for place in first | second)
        pieces.append("~" * free + text[start:end])
    return pieces


def crosses(pieces: list[str], shown: Iterable[str], known: Callable[[str], bool]) -> bool:
    """Tell whether a word shown ends within a piece that is a known word, or reaches over a border."""
    words = [piece[1:] if len(piece) > 1 and piece[0] == "~" else piece for piece in pieces]
    both, own = borders(words), borders(shown)
    inner: set[int] = set()
    for (start, end), piece in zip(pairwise(sorted(both)), pieces, strict=True):
        if piece == "".join(words)[start:end] and known(piece):
            inner.update(range(start + 1, end))
    return any(
        not {start, end} <= both and any(start < place < end for place in both)
        for start, end in pairwise(sorted(own))
    ) or bool(own & inner)


def sentences(text: Path, without: Iterable[Path], simplify: Callable[[str], str]) -> Iterator[str]:
    left_out = {
        "".join(line.split()) for path in without for line in path.read_text(encoding="utf-8").splitlines()
    }
    seen: set[str] = set()
    for line in text.read_text(encoding="utf-8").splitlines():
        sentence = simplify("".join(line.split()))
        if 8 <= len(sentence) <= 120 and not _LATIN.search(sentence) and sentence not in left_out | seen:
            seen.add(sentence)
            yield sentence


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("text", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--without", nargs="*", type=Path, default=[])
    parser.add_argument("--limit", type=int, default=24_000, help="sentences that are cut")
    parser.add_argument("--others", type=int, default=4_000, help="sentences that are cut well already")
    options = parser.parse_args()
    import jieba
    import thulac

    session = open_session()
    teacher = thulac.thulac(seg_only=True)

    def known(word: str) -> bool:
        return bool(session.lexicon.entries(word))

    found = list(sentences(options.text, options.without, session.simplify))
    random.Random(7).shuffle(found)
    kept, others = [], []
    for text in found[: options.limit]:
        pieces = agreed(
            text, lambda text: jieba.cut(text, HMM=False), lambda text: teacher.cut(text, text=True).split()
        )
        shown = (annotation.token.text for annotation in session.annotate(text))
        (kept if crosses(pieces, shown, known) else others).append(" ".join(pieces))
    options.output.write_text("\n".join(kept + others[: options.others]) + "\n", encoding="utf-8")
    print(
        f"{len(kept)} sentences in which a word crosses a border, {min(len(others), options.others)} others"
    )


if __name__ == "__main__":
    main()
