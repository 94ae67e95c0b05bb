"""What was learned from hand-cut sentences: weights, in hundredths of a nat, of what a cut looks like.

A feature is written ``family|what``. Of a word by itself:
``w`` the word; ``p`` its length and part of speech; ``a``, ``z`` its first and last character; ``g`` how
much likelier it is than its parts. Of a word where it stands:
``l``, ``r`` the character before and after it; ``L``, ``R`` that character's class; ``x``, ``y`` the word's
class and the class of the character after, before; ``t`` the classes of the word before and of the word.
Of what no dictionary has: ``k`` its sort and length.

A word's class is its part of speech (jieba's tag) and its length, three meaning three or more. A
character's class is its part of speech as a word, ``0`` for a figure, ``A`` for other letters, ``^`` for
marks, space and the ends of the text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from reader.paths import bundled

UNKNOWN_COST = 19.0
"""Nats of a character no dictionary has as a word."""

EDGE = "\n"
"""What stands before the first character of a text and after the last."""

KIND_TAGS = {"number": "m", "latin": "eng", "punctuation": "^", "space": "^", "name": "nz", "word": "x"}
LABEL_TAGS = {"person": "nr", "surname": "nr", "transliteration": "nr", "place": "ns", "organisation": "nt"}


@dataclass(frozen=True, slots=True)
class CutModel:
    """Weights in nats, by feature; empty, it leaves the plain best path."""

    weights: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path | None = None) -> CutModel:
        """Read the model that comes with the program, or the one at ``path``."""
        source = path or bundled("dictionaries") / "cutting.tsv"
        if path is None and not source.is_file():
            return cls()
        weights = {}
        with source.open(encoding="utf-8") as lines:
            for line in lines:
                name, _, weight = line.rstrip("\n").rpartition("\t")
                if name:
                    weights[name] = int(weight) / 100
        return cls(weights)


Cost = Callable[[str], float]
Tag = Callable[[str], str]


def word_features(word: str, cost: Cost, tag: Tag) -> Iterator[str]:
    """Yield the features of ``word`` by itself; ``cost`` in nats and ``tag`` of any word or piece."""
    size = str(min(len(word), 4))
    yield f"w|{word}"
    yield f"p|{size}{tag(word)}"
    if len(word) > 1:
        parts = min([cost(word[:k]) + cost(word[k:]) for k in range(1, len(word))])
        yield f"a|{size}{word[0]}"
        yield f"z|{size}{word[-1]}"
        yield f"g|{size}{max(-6, min(3, math.floor((cost(word) - parts) / 2)))}"


def word_class(tag: str, size: int) -> str:
    return f"{tag}{min(size, 3)}"


@cache
def other_class(char: str) -> str:
    """Class of a character that is no Chinese word."""
    if char.isdigit():
        return "0"
    return "A" if char.isalpha() else "^"
