"""The small language that says when a sense is meant: ``+1:球|牌 ; -1:{num} !+1:了``.

Alternatives are parted by `` ; `` and hold if all their atoms do. An atom looks at one neighbour (``+1:``,
``-2:``), at the next or last five words of the clause (``+:``, ``-:``), at the rest of the sentence
(``~:``) or at the token itself (``=:``), for words (``*`` at either end stands for anything) or classes
in braces; ``!`` before it denies it. ``*`` or nothing always holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.dictionary.word_classes import CLASSES, EDGE, WordClasses
from reader.errors import DictionaryError
from reader.language.token import Kind, Token

REACH = 5
"""How many tokens to either side an atom can look."""
LONGEST_SENTENCE = 60
"""How many tokens to either side a sentence reaches at most: text without marks is no slower than other."""

_ATOM = re.compile(r"(!?)([=~]|[+-][1-5]?):(\S+)")


Atom = tuple[bool, str, frozenset[str], frozenset[str], tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Denied, where, then what: words, classes, beginnings, ends and middles of words."""

Pattern = tuple[tuple[Atom, ...], ...]
"""Alternatives of atoms, in plain values an index can keep; no alternative: it always holds."""


class View:
    """A tokenised text as patterns see it: no spaces, padded by REACH at both ends.

    ``place[i]`` is where token i stands in ``texts`` and ``classes``.
    """

    __slots__ = ("_sentences", "classes", "place", "texts")

    def __init__(self, tokens: Sequence[Token], word_classes: WordClasses) -> None:
        spoken = [token for token in tokens if token.kind is not Kind.SPACE]
        self.texts = [*_PADDING, *[token.text for token in spoken], *_PADDING]
        self.classes = [*_EDGES, *word_classes.of_all(spoken), *_EDGES]
        if len(spoken) == len(tokens):
            self.place: Sequence[int] = range(REACH, REACH + len(tokens))
        else:
            self.place = _places(tokens)
        self._sentences: dict[int, range] = {}

    def window(self, at: int, where: str) -> Sequence[int]:
        """Return the up to REACH places after (``+``) or before (``-``) a place in its clause, nearest first,
        or (``~``) the others of its sentence with the mark that closes it."""
        if where == "~":
            return [place for place in self._sentence(at) if place != at]
        return self._after(at) if where == "+" else self._before(at)

    def _after(self, at: int) -> range:
        stop = at + 1
        limit = min(at + 1 + REACH, len(self.texts) - REACH)
        while stop < limit and "clause" not in self.classes[stop]:
            stop += 1
        return range(at + 1, stop)

    def _before(self, at: int) -> range:
        stop = at - 1
        limit = max(at - 1 - REACH, REACH - 1)
        while stop > limit and "clause" not in self.classes[stop]:
            stop -= 1
        return range(at - 1, stop, -1)

    def _sentence(self, at: int) -> range:
        first = last = at
        start = max(REACH, at - LONGEST_SENTENCE)
        end = min(len(self.texts) - REACH - 1, at + LONGEST_SENTENCE)
        while first > start and "sentence" not in self.classes[first - 1]:
            first -= 1
        while last < end and "sentence" not in self.classes[last + 1]:
            last += 1
        return range(first, min(last + 1, end) + 1)  # the closing mark tells a question


_PADDING = ("",) * REACH
_EDGES = (EDGE,) * REACH


def _places(tokens: Sequence[Token]) -> list[int]:
    """Return where each token stands where spaces do not count: a space where the next token does."""
    place, places = REACH, []
    for token in tokens:
        places.append(place)
        place += token.kind is not Kind.SPACE
    return places


def parse_pattern(text: str) -> Pattern:
    """Return what ``text`` says in plain values.

    Raises :class:`DictionaryError` saying which atom is not understood.
    """
    text = text.strip()
    if text in ("", "*"):
        return ()
    return tuple(tuple(map(_parse_atom, part.split())) for part in re.split(r"\s+;\s+", text))


def _parse_atom(atom: str) -> Atom:
    match = _ATOM.fullmatch(atom)
    if not match:
        raise DictionaryError(f"not an atom of a pattern: {atom!r}")
    words: set[str] = set()
    classes: set[str] = set()
    starts: list[str] = []
    ends: list[str] = []
    middles: list[str] = []
    for item in filter(None, match[3].split("|")):
        bare = item.strip("*")
        if item[0] == "{" and item[-1] == "}":
            if item[1:-1] not in CLASSES:
                raise DictionaryError(f"no such class: {item}")
            classes.add(item[1:-1])
        elif not bare or set("{}*").intersection(bare) or (bare[0] == "!" and bare != "!"):
            raise DictionaryError(f"not a word or class: {item!r}")
        elif item[0] == "*" and item[-1] == "*":
            middles.append(bare)
        elif item[0] == "*":
            ends.append(bare)
        elif item[-1] == "*":
            starts.append(bare)
        else:
            words.add(item)
    if not (words or classes or starts or ends or middles):
        raise DictionaryError(f"an atom names nothing: {atom!r}")
    what = (frozenset(words), frozenset(classes), tuple(starts), tuple(ends), tuple(middles))
    return (bool(match[1]), match[2], *what)
