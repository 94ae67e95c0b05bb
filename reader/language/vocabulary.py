"""Every word the dictionaries have, how likely it is, and its part of speech.

Compiled once from the headwords, jieba's frequencies and the cutting model; afterwards it is loaded
from bytes in a few milliseconds, and jieba is not needed. Words are kept by first character and
unpacked when a text first holds that character: a page meets a few hundred of nine thousand.
"""

from __future__ import annotations

import marshal
import math
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from reader.language.cut_model import UNKNOWN_COST, CutModel
from reader.language.jieba_words import TOTAL, word_frequencies

FORMAT: Final = 6
"""Of the bytes; whoever keeps them rebuilds them when it changes."""

_LONGEST: Final = 24
_RARE: Final = math.log(TOTAL)  # a word seen once
_UNSEEN_CHARACTER: Final = _RARE + 1.0
_OWN_DISCOUNT: Final = 6.0
_OWN_COST: Final = 9.0  # and one for each character: no rarer than a common word

UNCONTESTED: Final = (0,)
"""In place of lengths: two characters that are always one word where no other word can begin or end."""

Contexts = dict[int, tuple[dict[str | int, float], dict[str | int, float]]]
"""Word id to weights of what stands before and after: characters, or classes of characters by number."""


_same = dict[tuple[int, ...], tuple[int, ...]]().setdefault


class Vocabulary:
    """Words with an id, a cost (``-ln`` of the probability, nats) and jieba's part-of-speech tag.

    Open to the search's inner loop, which changes nothing: ``ids``; ``costs`` (by frequency), ``learned``
    (what the cut goes by) and ``tags`` by id; ``lengths``: for the first two characters of a word, the
    lengths of all words that begin so, shortest first, or :data:`UNCONTESTED`; ``contexts``. What is not
    by id holds only what :meth:`unpack` has been asked for.
    """

    __slots__ = (
        "_own",
        "_packed",
        "contexts",
        "costs",
        "ids",
        "learned",
        "lengths",
        "tag_names",
        "tags",
        "turns",
        "unpacked",
    )

    def __init__(
        self,
        packed: Mapping[str, bytes],
        costs: array[float],
        learned: array[float],
        tags: bytes,
        tag_names: tuple[str, ...],
        turns: Mapping[str, float],
        own: Mapping[str, int] | None = None,
    ) -> None:
        self._packed = packed
        self.costs = costs
        self.learned = learned
        self.tags = tags
        self.tag_names = tag_names
        self.turns = turns
        self._own = dict(own or {})
        self.unpacked: set[str] = set()
        self.ids: dict[str, int] = {}
        self.lengths: dict[str, tuple[int, ...]] = {}
        self.contexts: Contexts = {}

    @classmethod
    def build(
        cls,
        headwords: Iterable[str],
        extra: Iterable[str] = (),
        frequencies: Mapping[str, tuple[int, str]] | None = None,
        model: CutModel | None = None,
    ) -> Vocabulary:
        """Compile simplified ``headwords``; words of ``extra`` (the learner's own) win over cuts.

        ``frequencies`` are jieba's and ``model`` the one that comes with the program, unless given. Words
        longer than 24 characters are left out: they are sayings, met as several words.
        """
        from reader.language.vocabulary_compiler import compile_vocabulary

        words = {word for word in headwords if 0 < len(word) <= _LONGEST and "\n" not in word}
        known = word_frequencies(words) if frequencies is None else frequencies
        plain = compile_vocabulary(words, known, CutModel.load() if model is None else model)
        return plain.extended(extra)

    def extended(self, words: Iterable[str]) -> Vocabulary:
        """Return this vocabulary with ``words`` added (or made likelier, where it has them)."""
        wanted = sorted({word for word in words if 0 < len(word) <= _LONGEST})
        if not wanted:
            return self
        costs, learned, tags, own = self.costs[:], self.learned[:], bytearray(self.tags), dict(self._own)
        for word in wanted:
            cost = min(best_cut(word, self._costs_within(word)) - _OWN_DISCOUNT, _OWN_COST + len(word))
            number = self.id(word)
            if number < 0:
                number = len(costs)
                costs.append(cost)
                learned.append(cost)
                tags.append(0)
            costs[number] = min(cost, costs[number])
            learned[number] = min(cost, learned[number])
            own[word] = number
        return Vocabulary(self._packed, costs, learned, bytes(tags), self.tag_names, self.turns, own)

    def __contains__(self, word: object) -> bool:
        return word in self.ids or (isinstance(word, str) and self.id(word) >= 0)

    def __len__(self) -> int:
        return len(self.costs)

    def id(self, word: str) -> int:
        """Return the number of ``word``, or -1."""
        if word[:1] not in self.unpacked:
            self.unpack(word[:1])
        return self.ids.get(word, -1)

    def cost(self, word: str) -> float:
        """Return the cost of ``word`` in nats; of an unknown one, that of unknown characters."""
        number = self.ids.get(word)
        if number is None:
            number = self.id(word)
        return self.costs[number] if number >= 0 else UNKNOWN_COST * len(word)

    def tag(self, word: str) -> str:
        """Return jieba's part-of-speech tag of ``word`` (``n``, ``v``, ``nr`` …), ``x`` where unknown."""
        number = self.id(word)
        return self.tag_names[self.tags[number]] if number >= 0 else "x"

    def unpack(self, first: str) -> None:
        """Make the words that begin with ``first`` (one character) known."""
        self.unpacked.add(first)
        packed = self._packed.get(first)
        if packed is not None:
            start, tails, lengths, contexts = marshal.loads(packed)
            self.ids.update(
                zip([first + tail for tail in tails.split("\n")], range(start, len(self)), strict=False)
            )
            # A few hundred tuples stand for seventy thousand.
            self.lengths.update({first + second: _same(sizes, sizes) for second, sizes in lengths.items()})
            self.contexts.update(contexts)
        for word, number in self._own.items():
            if word[0] == first:
                self.ids[word] = number
                self.contexts.pop(number, None)
        self.lengths.update(
            _with_own([word for word in self._own if word[0] == first and len(word) > 1], self.lengths)
        )

    def to_bytes(self) -> bytes:
        """Return everything as bytes for :meth:`from_bytes`, guarded by a checksum."""
        body = marshal.dumps(
            (
                FORMAT,
                dict(self._packed),
                self.costs.tobytes(),
                self.learned.tobytes(),
                self.tags,
                self.tag_names,
                dict(self.turns),
                self._own,
            )
        )
        return zlib.crc32(body).to_bytes(4, "big") + body

    @classmethod
    def from_bytes(cls, data: bytes) -> Vocabulary:
        """Return what :meth:`to_bytes` wrote by the same Python; ValueError where it is anything else."""
        body = memoryview(data)[4:]
        if zlib.crc32(body).to_bytes(4, "big") != data[:4]:
            raise ValueError("not a compiled vocabulary, or a damaged one")
        try:
            version, *rest = marshal.loads(body)
        except (ValueError, EOFError, TypeError) as error:
            raise ValueError("a compiled vocabulary that this Python cannot read") from error
        if version != FORMAT:
            raise ValueError("a compiled vocabulary of another version")
        packed, costs, learned, tags, names, turns, own = rest
        return cls(packed, array("f", costs), array("f", learned), tags, names, turns, own)

    def _costs_within(self, word: str) -> dict[str, float]:
        return {part: self.cost(part) for part in substrings(word) if part in self}


def first_costs(words: Iterable[str], known: Mapping[str, tuple[int, str]]) -> dict[str, float]:
    """Return the cost of each word by its frequency alone.

    A headword without a frequency costs a little less than its likeliest cut, so that it wins where
    nothing else speaks.
    """
    listed = sorted(words, key=len)
    costs = {word: _RARE - math.log(max(known[word][0], 1)) for word in listed if word in known}
    for word in listed:
        if len(word) == 1:
            costs.setdefault(word, _UNSEEN_CHARACTER)
    for word in listed:
        if word not in costs:
            costs[word] = min(_RARE, best_cut(word, costs) - 0.5)
    return costs


def learned_costs(
    words: Iterable[str], costs: Mapping[str, float], tags: Mapping[str, str], model: CutModel
) -> dict[str, float]:
    """Return the cost of each word with the weights of its own features taken off.

    The features are those of :func:`cut_model.word_features`, looked up as they are written: collecting them
    first took as long again, a sixth of building the whole index.
    """
    pieces = _Pieces(costs)
    weight = model.weights.get
    learned = {}
    for word in words:
        size = min(len(word), 4)
        gain = weight(f"w|{word}", 0.0)
        gain += weight(f"p|{size}{tags.get(word, 'x' if size == 1 else '?')}", 0.0)
        if size > 1:
            parts = [pieces[word[:k]] + pieces[word[k:]] for k in range(1, len(word))]
            likelier = math.floor((costs[word] - min(parts)) / 2)
            gain += weight(f"a|{size}{word[0]}", 0.0)
            gain += weight(f"z|{size}{word[-1]}", 0.0)
            gain += weight(f"g|{size}{max(-6, min(3, likelier))}", 0.0)
        learned[word] = costs[word] - gain
    return learned


class _Pieces(dict[str, float]):
    """Costs of words, and of the pieces of words that are none, each weighed once."""

    def __init__(self, costs: Mapping[str, float]) -> None:
        super().__init__(costs)
        self._costs = costs

    def __missing__(self, piece: str) -> float:
        cost = self[piece] = best_cut(piece, self._costs)
        return cost


def best_cut(word: str, costs: Mapping[str, float]) -> float:
    """Return the cost of the likeliest way to cut ``word`` into at least two words."""
    cost_of, size = costs.get, len(word)
    if size == 2:  # as most are: there is one way
        return cost_of(word[0], UNKNOWN_COST) + cost_of(word[1], UNKNOWN_COST)
    best = [0.0]
    for end in range(1, size + 1):
        least = best[-1] + cost_of(word[end - 1 : end], UNKNOWN_COST)
        for start in range(1 if end == size else 0, end - 1):
            cost = cost_of(word[start:end])
            if cost is not None and best[start] + cost < least:
                least = best[start] + cost
        best.append(least)
    return best[-1]


def substrings(word: str) -> Iterator[str]:
    for start in range(len(word)):
        for end in range(start + 1, len(word) + 1):
            yield word[start:end]


def _with_own(words: list[str], lengths: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for word in words:
        before = found.get(word[:2], lengths.get(word[:2], ()))
        found[word[:2]] = tuple(sorted({*((2,) if before == UNCONTESTED else before), len(word)}))
    return found
