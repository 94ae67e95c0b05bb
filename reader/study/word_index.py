"""What is counted of a text: which word stands where, in flat arrays; no annotation is kept alive.

A million characters are some 600,000 words: as objects they would take a hundred megabytes, as numbers
four. One thread adds paragraphs, in order; others may read meanwhile and see the paragraphs added so far.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from reader.document.model import Position
from reader.language.token import Kind
from reader.study.identifying import Occurrence, Word
from reader.study.word import Identity

FORMAT = 1
"""Of the bytes; whoever keeps them counts anew when it changes."""

_MAGIC = b"dushu words\n"
_HEAD = struct.Struct("<IIIIII")  # format, checksum of the rest, bytes of: names, tokens, paragraphs, words
_KINDS = tuple(Kind)


class WordIndex:
    """The words of a text, paragraph by paragraph. A word's number is its place by first appearance.

    ``paragraphs`` says how many there will be. ``words`` and ``times`` go by number; ``ids`` and ``starts``
    by token; ``ends[p]`` is where the tokens of paragraph ``p`` end.
    """

    __slots__ = ("_numbers", "ends", "ids", "paragraphs", "starts", "times", "words")

    def __init__(self, paragraphs: int = 0) -> None:
        self.paragraphs = paragraphs
        self.words: list[Word] = []
        self.times = array("I")
        self.ids = array("I")
        self.starts = array("H")
        self.ends = array("I")
        self._numbers: dict[Word, int] = {}

    @property
    def done(self) -> int:
        """Paragraphs added so far."""
        return len(self.ends)

    @property
    def complete(self) -> bool:
        return self.done >= self.paragraphs

    def add(self, occurrences: Iterable[Occurrence]) -> None:
        """Add the next paragraph."""
        numbers, words, times = self._numbers, self.words, self.times
        for start, word in occurrences:
            number = numbers.get(word)
            if number is None:
                number = len(words)
                times.append(0)
                words.append(word)
                numbers[word] = number
            times[number] += 1
            self.ids.append(number)
            self.starts.append(start)
        self.ends.append(len(self.ids))

    def extend(self, other: WordIndex) -> None:
        """Add all paragraphs of ``other``, which follow those of this one."""
        mapped = []
        for word, times in zip(other.words, other.times, strict=True):
            number = self._numbers.get(word)
            if number is None:
                number = self._numbers[word] = len(self.words)
                self.words.append(word)
                self.times.append(0)
            self.times[number] += times
            mapped.append(number)
        before = len(self.ids)
        self.ids.extend(map(mapped.__getitem__, other.ids))
        self.starts.extend(other.starts)
        self.ends.extend(before + end for end in other.ends)

    def number(self, word: Word) -> int | None:
        """Return the number of a word; None where the text, as far as it was added, does not have it."""
        return self._numbers.get(word)

    def identity(self, number: int) -> Identity:
        traditional, simplified, reading, _ = self.words[number]
        return Identity(traditional, simplified, reading)

    def paragraph(self, paragraph: int) -> Iterator[Occurrence]:
        """Yield what was added as this paragraph."""
        for place in range(*self._span(paragraph, paragraph + 1)):
            yield self.starts[place], self.words[self.ids[place]]

    def counted(self, first: int, stop: int) -> Counter[int]:
        """Return how often each word number stands in the paragraphs from ``first`` up to ``stop``."""
        start, end = self._span(first, stop)
        return Counter(self.ids[start:end])

    def places(self, word: Word, first: int = 0) -> Iterator[Position]:
        """Yield where a word stands, from paragraph ``first`` on and then from the beginning."""
        number = self._numbers.get(word)
        if number is None:
            return
        middle, stop = self._span(first, len(self.ends))
        yield from self._places(number, middle, stop, first)
        yield from self._places(number, 0, middle, 0)

    def first_place(self, number: int) -> Position:
        """Return where a word stands first."""
        return next(self._places(number, 0, *self._span(0, len(self.ends))[1:], 0))

    def _places(self, number: int, start: int, stop: int, paragraph: int) -> Iterator[Position]:
        while True:
            try:
                start = self.ids.index(number, start, stop)
            except ValueError:
                return
            while paragraph < len(self.ends) and self.ends[paragraph] <= start:
                paragraph += 1
            yield Position(paragraph, self.starts[start])
            start += 1

    def _span(self, first: int, stop: int) -> tuple[int, int]:
        done = len(self.ends)
        if not done:
            return 0, 0
        start = self.ends[min(first, done) - 1] if first else 0
        return start, max(start, self.ends[min(stop, done) - 1] if stop else 0)

    def __reduce__(self) -> tuple[Callable[[bytes], WordIndex], tuple[bytes]]:
        """Travel between processes as bytes."""
        return WordIndex.from_bytes, (self.to_bytes(),)

    def to_bytes(self) -> bytes:
        """Return everything as bytes for :meth:`from_bytes`, guarded by a checksum."""
        kinds = {kind: number for number, kind in enumerate(_KINDS)}
        counted = zip(self.words, self.times, strict=True)
        rows = [(*word[:3], kinds[word[3]], times) for word, times in counted]
        names = zlib.compress(json.dumps(rows, ensure_ascii=True).encode(), 1)
        arrays = b"".join(_little(each).tobytes() for each in (self.ids, self.starts, self.ends))
        body = names + zlib.compress(arrays, 1)
        sizes = len(names), len(self.ids), len(self.ends), len(self.words)
        return _MAGIC + _HEAD.pack(FORMAT, zlib.crc32(body), *sizes) + body

    @classmethod
    def from_bytes(cls, data: bytes, places: bool = True) -> WordIndex:
        """Return what :meth:`to_bytes` wrote; ValueError where it is anything else.

        Without ``places`` only words and times are read, as if no paragraph was added yet.
        """
        head = len(_MAGIC) + _HEAD.size
        if data[: len(_MAGIC)] != _MAGIC or len(data) < head:
            raise ValueError("not an index of words")
        version, checksum, names, tokens, paragraphs, words = _HEAD.unpack_from(data, len(_MAGIC))
        body = memoryview(data)[head:]
        if version != FORMAT or zlib.crc32(body) != checksum:
            raise ValueError("an index of words of another version, or a damaged one")
        index = cls(paragraphs)
        for traditional, simplified, reading, kind, times in json.loads(zlib.decompress(body[:names])):
            index.words.append((traditional, simplified, reading, _KINDS[kind]))
            index.times.append(times)
        index._numbers = {word: number for number, word in enumerate(index.words)}
        if places:
            arrays = memoryview(zlib.decompress(body[names:]))
            index.ids.frombytes(arrays[: 4 * tokens])
            index.starts.frombytes(arrays[4 * tokens : 6 * tokens])
            index.ends.frombytes(arrays[6 * tokens :])
            if sys.byteorder == "big":
                for each in (index.ids, index.starts, index.ends):
                    each.byteswap()
        if len(index.words) != words or (places and len(index.ends) != paragraphs):
            raise ValueError("an index of words that does not agree with itself")
        return index


def _little(numbers: array[int]) -> array[int]:
    """Return the array with its bytes in little-endian order, wherever this runs."""
    if sys.byteorder == "little":
        return numbers
    swapped = numbers[:]
    swapped.byteswap()
    return swapped
