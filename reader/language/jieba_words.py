"""What jieba knows of words: how often each occurs and its commonest part of speech.

Only its word list is read, as a file: importing the package would start its logger, write a cache into
the shared temporary folder and cost most of a second. Read once, when the vocabulary is compiled.
"""

from __future__ import annotations

from collections.abc import Container
from importlib.util import find_spec
from pathlib import Path

TOTAL = 60_101_967
"""Running words in the corpus behind the frequencies (the sum over the list)."""


def word_frequencies(wanted: Container[str] | None = None) -> dict[str, tuple[int, str]]:
    """Return word to (occurrences, part-of-speech tag) for the words of jieba's list, or those ``wanted``.

    Empty where the list cannot be found: the cut then goes by word length alone, and still works.
    """
    path = _word_list()
    if path is None:
        return {}
    words: dict[str, tuple[int, str]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            word, _, rest = line.partition(" ")
            if wanted is None or word in wanted:  # two in three are not
                fields = rest.split(" ")
                if len(fields) == 2:
                    words[word] = int(fields[0]), fields[1].strip()
    return words


def _word_list() -> Path | None:
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).with_name("dict.txt")
    return path if path.is_file() else None
