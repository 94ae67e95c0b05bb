"""What a reading depends on: the features of one character in its paragraph.

Training and reading use this one module, so that a weight always meets the feature it was learnt for.
A feature is a short string; its first characters name the template it comes from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reader.language.script import is_han
from reader.language.token import Kind, Token

_EDGE = "□"
_REACH = 4
"""Characters looked at on either side."""
_TOPIC_REACH = 6
"""Tokens on either side whose words say what a sentence is about."""
_KIND_TAGS = {Kind.NUMBER: "m", Kind.LATIN: "x", Kind.PUNCTUATION: "w", Kind.SPACE: "w", Kind.NAME: "N"}


class ReadingContext:
    """A paragraph with its tokens, ready to be asked for the features of any of its characters.

    ``tags`` maps frequent words to one letter each, their usual part of speech.
    """

    __slots__ = ("_padded", "_starts", "_tags", "_topics", "_words")

    def __init__(self, text: str, tokens: Sequence[Token], tags: Mapping[str, str]) -> None:
        self._padded = _EDGE * _REACH + text + _EDGE * _REACH
        self._starts = [token.start for token in tokens]
        edge = [_EDGE] * 2
        self._words = [*edge, *[token.text for token in tokens], *edge]
        self._tags = ["w", "w", *[_tag(token, tags) for token in tokens], "w", "w"]
        self._topics = [
            f"z{word}" if tag in "nvadtNsgz" else ""
            for word, tag in zip(self._words, self._tags, strict=True)
        ]

    def features(self, index: int, offset: int, length: int = 1) -> list[str]:
        """Return the features of ``length`` characters at ``offset`` inside token ``index``."""
        words, tags = self._words, self._tags
        here = index + 2
        word = words[here]
        previous, following = words[here - 1], words[here + 1]
        tag_before, tag_after = tags[here - 1], tags[here + 1]
        place = self._starts[index] + offset
        l4, l3, l2, l1 = list(self._padded[place : place + _REACH])
        r1, r2, r3, r4 = list(self._padded[place + _REACH + length : place + 2 * _REACH + length])
        before, after = l2 + l1, r1 + r2
        if len(word) == length:
            tags_before, tags_after = tags[here - 2] + tag_before, tag_after + tags[here + 2]
            alone = [
                "p" + previous,
                "n" + following,
                "P" + words[here - 2],
                "N" + words[here + 2],
                "b" + previous + "|" + following,
                "t" + tag_before,
                "u" + tag_after,
                "T" + tag_before + tag_after,
                "v" + tags_before,
                "V" + tags_after,
                "w" + tags_before + tag_after,
                "W" + tag_before + tags_after,
                "x" + tag_before + r1,
                "X" + l1 + tag_after,
                "y" + previous + "|" + tag_after,
                "Y" + tag_before + "|" + following,
                "o",
            ]
        else:
            alone = [
                "i" + word,
                f"j{offset}{len(word)}{tags[here]}",
                "k" + ("0" if not offset else "1" if offset < len(word) - 1 else "2"),
            ]
        topics = self._topics
        return [
            *alone,
            *filter(None, topics[max(0, here - _TOPIC_REACH) : here]),
            *filter(None, topics[here + 1 : here + _TOPIC_REACH + 1]),
            "a" + l1,
            "c" + r1,
            "A" + l2,
            "C" + r2,
            "d" + l3,
            "e" + r3,
            "D" + l4,
            "E" + r4,
            "f" + before,
            "g" + after,
            "h" + l1 + r1,
            "F" + l3 + before,
            "G" + after + r3,
            "l" + before + r1,
            "r" + l1 + after,
            "H" + before + after,
        ]


def _tag(token: Token, tags: Mapping[str, str]) -> str:
    by_kind = _KIND_TAGS.get(token.kind)
    if by_kind is not None:
        return by_kind
    return tags.get(token.text) or ("g" if len(token.text) == 1 else "z")


def han_offsets(word: str) -> Iterator[int]:
    """Yield the offsets of the characters of ``word`` that are read, which is to say Han characters."""
    return (offset for offset, char in enumerate(word) if is_han(char))
