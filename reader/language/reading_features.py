"""What a reading depends on: the features of one character in its paragraph.

Training and reading use this one module, so that a weight always meets the feature it was learnt for.
A feature is a short string; its first characters name the template it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import cast

from reader.language.script import is_han
from reader.language.token import Kind, Token

_EDGE = "□"
_REACH = 4
"""Characters looked at on either side."""
_TOPIC_REACH = 6
"""Tokens on either side whose words say what a sentence is about."""
_KIND_TAGS = {Kind.NUMBER: "m", Kind.LATIN: "x", Kind.PUNCTUATION: "w", Kind.SPACE: "w", Kind.NAME: "N"}


AROUND = "acACdeDEfghFGlrH"
"""Templates of the characters around: one or several of them, on one side or on both."""
WHOLE = "pnPNbxXyY"
"""Templates of the words around, for what is a word by itself …"""
TAGS = "tuTvVwWo"
"""… of their parts of speech alone, which :func:`tag_keys` takes from four letters …"""
WITHIN = "ijk"
"""… and of the word itself, for a character in a longer one."""
TOPIC = "z"
"""The template of what a sentence is about: each word near by that means something."""


class ReadingContext:
    """A paragraph with its tokens, ready to be asked for the features of any of its characters.

    ``tags`` maps frequent words to one letter each, their usual part of speech.
    """

    __slots__ = ("_padded", "_starts", "_tags", "_topics", "_words")

    def __init__(self, text: str, tokens: Sequence[Token], tags: Mapping[str, str]) -> None:
        told = tags if isinstance(tags, WordTags) else WordTags(tags)
        known = list(map(told.of.__getitem__, map(_sort, tokens)))
        self._padded = _EDGE * _REACH + text + _EDGE * _REACH
        self._starts = [token[1] for token in tokens]
        self._words = [_EDGE, _EDGE, *[token[0] for token in tokens], _EDGE, _EDGE]
        self._tags = ["w", "w", *[tag for tag, _ in known], "w", "w"]
        self._topics = ["", "", *[topic for _, topic in known], "", ""]

    def features(self, index: int, offset: int, length: int = 1) -> list[str]:
        """Return the features of ``length`` characters at ``offset`` in token ``index``, each written out."""
        around = zip(AROUND, self.around(index, offset, length), strict=True)
        topics = [TOPIC + word for word in self.topics(index) if word]
        if self.is_whole(index, length):
            alone = [
                *zip(WHOLE, self.whole(index, offset, length), strict=True),
                *zip(TAGS, tag_keys(self.tags(index)), strict=True),
            ]
        else:
            alone = list(zip(WITHIN, self.within(index, offset), strict=True))
        return [*topics, *[template + key for template, key in (*alone, *around)]]

    def is_whole(self, index: int, length: int) -> bool:
        """True where so many characters are all of the token."""
        return len(self._words[index + 2]) == length

    def around(self, index: int, offset: int, length: int) -> list[str]:
        """Return what :data:`AROUND` looks at."""
        padded = self._padded
        here = self._starts[index] + offset + _REACH
        end = here + length
        l1, r1 = padded[here - 1], padded[end]
        before, after = padded[here - 2 : here], padded[end : end + 2]
        return [
            l1,
            r1,
            padded[here - 2],
            padded[end + 1],
            padded[here - 3],
            padded[end + 2],
            padded[here - 4],
            padded[end + 3],
            before,
            after,
            l1 + r1,
            padded[here - 3 : here],
            padded[end : end + 3],
            before + r1,
            l1 + after,
            before + after,
        ]

    def whole(self, index: int, offset: int, length: int) -> list[str]:
        """Return what :data:`WHOLE` looks at."""
        before2, previous, _, following, after2 = self._words[index : index + 5]
        _, tag_before, _, tag_after, _ = self._tags[index : index + 5]
        here = self._starts[index] + offset + _REACH
        return [
            previous,
            following,
            before2,
            after2,
            f"{previous}|{following}",
            tag_before + self._padded[here + length],
            self._padded[here - 1] + tag_after,
            f"{previous}|{tag_after}",
            f"{tag_before}|{following}",
        ]

    def within(self, index: int, offset: int) -> list[str]:
        """Return what :data:`WITHIN` looks at."""
        word = self._words[index + 2]
        place = "0" if not offset else "1" if offset < len(word) - 1 else "2"
        return [word, f"{offset}{len(word)}{self._tags[index + 2]}", place]

    def tags(self, index: int) -> str:
        """Return the parts of speech of the two words before and the two after, a letter each."""
        two, one, _, next_one, next_two = self._tags[index : index + 5]
        return two + one + next_one + next_two

    def topics(self, index: int) -> list[str]:
        """Return the words near by; those that mean little are empty."""
        here, topics = index + 2, self._topics
        reach = topics[max(0, here - _TOPIC_REACH) : here + _TOPIC_REACH + 1]
        reach[min(here, _TOPIC_REACH)] = ""
        return reach


def tag_keys(tags: str) -> list[str]:
    """Return what :data:`TAGS` looks at, from the letters of two words before and two after."""
    before, after = tags[1], tags[2]
    return [before, after, before + after, tags[:2], tags[2:], tags[:3], tags[1:], ""]


class WordTags(dict[str, str]):
    """Part of speech of frequent words, one letter each; and, as texts are read, of every token."""

    def __init__(self, tags: Mapping[str, str]) -> None:
        super().__init__(tags)
        self.of = _TokenTags(self)


class _TokenTags(dict[tuple[str, Kind], tuple[str, str]]):
    """The letter of a token and, where that is of a word that means something, the word."""

    def __init__(self, tags: Mapping[str, str]) -> None:
        super().__init__()
        self._of_words = tags

    def __missing__(self, sort: tuple[str, Kind]) -> tuple[str, str]:
        if len(self) > _KEPT:
            self.clear()
        word, kind = sort
        tag = _KIND_TAGS.get(kind) or self._of_words.get(word) or ("g" if len(word) == 1 else "z")
        known = self[sort] = tag, word if tag in _MEANING else ""
        return known


_sort = cast(Callable[[Token], tuple[str, Kind]], itemgetter(0, 2))
_MEANING = "nvadtNsgz"
_KEPT = 40_000


def han_offsets(word: str) -> Iterator[int]:
    """Yield the offsets of the characters of ``word`` that are read, which is to say Han characters."""
    return (offset for offset, char in enumerate(word) if is_han(char))
