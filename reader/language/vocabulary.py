"""Every word the dictionaries have, how likely it is, and its part of speech.

Compiled once from the headwords and jieba's frequencies; afterwards it is loaded from bytes in a few
hundredths of a second, and jieba is not needed.
"""

from __future__ import annotations

import marshal
import math
import zlib
from array import array
from collections.abc import Iterable, Mapping
from typing import Final

from reader.language.jieba_words import TOTAL, word_frequencies

_FORMAT: Final = 1
_LONGEST: Final = 24
_RARE: Final = math.log(TOTAL)  # a word seen once
_UNKNOWN_CHARACTER: Final = _RARE + 1.0
_OWN_DISCOUNT: Final = 6.0


class Vocabulary:
    """Words with an id, a cost (``-ln`` of the probability, nats) and a part-of-speech tag of jieba's.

    ``ids`` and ``lengths`` are open to the segmenter's inner loop and must not be changed: ``lengths``
    gives, for the first two characters of a word, the lengths of all words that begin so, shortest
    first.
    """

    __slots__ = ("costs", "ids", "lengths", "tag_names", "tags")

    def __init__(
        self,
        ids: dict[str, int],
        costs: array[float],
        tags: bytes,
        tag_names: tuple[str, ...],
        lengths: dict[str, tuple[int, ...]],
    ) -> None:
        self.ids = ids
        self.costs = costs
        self.tags = tags
        self.tag_names = tag_names
        self.lengths = lengths

    @classmethod
    def build(
        cls,
        headwords: Iterable[str],
        extra: Iterable[str] = (),
        frequencies: Mapping[str, tuple[int, str]] | None = None,
    ) -> Vocabulary:
        """Compile simplified ``headwords``; words of ``extra`` (glossaries, the learner's) win over cuts.

        ``frequencies`` are jieba's unless given. Words longer than 24 characters are left out: they are
        sayings, met as several words.
        """
        known = word_frequencies() if frequencies is None else frequencies
        words = sorted({word for word in headwords if 0 < len(word) <= _LONGEST})
        costs = {word: _RARE - math.log(max(known[word][0], 1)) for word in words if word in known}
        for word in words:
            if len(word) == 1 and word not in costs:
                costs[word] = _UNKNOWN_CHARACTER
        for word in words:
            if word not in costs:
                costs[word] = _unseen(word, costs)
        names = ("x", *sorted({tag for _, tag in known.values()} - {"x"}))
        number = {name: index for index, name in enumerate(names)}
        tags = bytes(number[known[word][1]] if word in known else 0 for word in words)
        ids = {word: index for index, word in enumerate(words)}
        plain = cls(ids, array("f", map(costs.__getitem__, words)), tags, names, _lengths(words))
        return plain.extended(extra)

    def extended(self, words: Iterable[str]) -> Vocabulary:
        """Return this vocabulary with ``words`` added (or made likelier, where it has them)."""
        wanted = sorted({word for word in words if 0 < len(word) <= _LONGEST})
        if not wanted:
            return self
        ids, costs, tags = dict(self.ids), self.costs[:], bytearray(self.tags)
        for word in wanted:
            cost = self._best_cut(word) - _OWN_DISCOUNT
            if word in ids:
                costs[ids[word]] = min(cost, costs[ids[word]])
            else:
                ids[word] = len(costs)
                costs.append(cost)
                tags.append(0)
        lengths = dict(self.lengths)
        for start, longer in _lengths(wanted).items():
            lengths[start] = tuple(sorted({*lengths.get(start, ()), *longer}))
        return Vocabulary(ids, costs, bytes(tags), self.tag_names, lengths)

    def __contains__(self, word: object) -> bool:
        return word in self.ids

    def __len__(self) -> int:
        return len(self.ids)

    def id(self, word: str) -> int:
        """Return the number of ``word``, or -1."""
        return self.ids.get(word, -1)

    def cost(self, word: str) -> float:
        """Return the cost of ``word`` in nats; of an unknown one, that of unknown characters."""
        number = self.ids.get(word)
        return self.costs[number] if number is not None else _UNKNOWN_CHARACTER * len(word)

    def tag(self, word: str) -> str:
        """Return jieba's part-of-speech tag of ``word`` (``n``, ``v``, ``nr`` …), ``x`` where unknown."""
        number = self.ids.get(word)
        return self.tag_names[self.tags[number]] if number is not None else "x"

    def to_bytes(self) -> bytes:
        """Return everything as bytes for :meth:`from_bytes`, guarded by a checksum."""
        words = sorted(self.ids, key=self.ids.__getitem__)
        body = marshal.dumps(
            (_FORMAT, "\n".join(words), self.costs.tobytes(), self.tags, self.tag_names, self.lengths)
        )
        return zlib.crc32(body).to_bytes(4, "big") + body

    @classmethod
    def from_bytes(cls, data: bytes) -> Vocabulary:
        """Return what :meth:`to_bytes` wrote by the same Python; ValueError where it is anything else."""
        body = memoryview(data)[4:]
        if zlib.crc32(body).to_bytes(4, "big") != data[:4]:
            raise ValueError("not a compiled vocabulary, or a damaged one")
        try:
            version, words, costs, tags, names, lengths = marshal.loads(body)
        except (ValueError, EOFError, TypeError) as error:
            raise ValueError("a compiled vocabulary that this Python cannot read") from error
        if version != _FORMAT:
            raise ValueError("a compiled vocabulary of another version")
        numbers: array[float] = array("f")
        numbers.frombytes(costs)
        listed = words.split("\n") if words else []
        return cls(dict(zip(listed, range(len(listed)), strict=True)), numbers, tags, names, lengths)

    def _best_cut(self, word: str) -> float:
        return _best_cut(word, {part: self.cost(part) for part in _substrings(word) if part in self.ids})


def _lengths(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for word in words:
        if len(word) > 1:
            found.setdefault(word[:2], set()).add(len(word))
    shared: dict[tuple[int, ...], tuple[int, ...]] = {}
    ordered = ((start, tuple(sorted(sizes))) for start, sizes in found.items())
    return {start: shared.setdefault(sizes, sizes) for start, sizes in ordered}


def _unseen(word: str, costs: Mapping[str, float]) -> float:
    """Cost of a headword without a frequency: a little less than its likeliest cut, so that it wins there."""
    return min(_RARE, _best_cut(word, costs) - 0.5)


def _best_cut(word: str, costs: Mapping[str, float]) -> float:
    best = [0.0]
    for end in range(1, len(word) + 1):
        best.append(
            min(
                best[start] + costs.get(word[start:end], _UNKNOWN_CHARACTER if start == end - 1 else math.inf)
                for start in range(end)
                if (start, end) != (0, len(word)) or len(word) == 1
            )
        )
    return best[-1]


def _substrings(word: str) -> set[str]:
    return {word[start:end] for start in range(len(word)) for end in range(start + 1, len(word) + 1)}
