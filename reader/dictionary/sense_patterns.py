"""The small language that says when a sense is meant: ``+1:球|牌 ; -1:{num} !+1:了``.

Alternatives are parted by `` ; `` and hold if all their atoms do. An atom looks at one neighbour (``+1:``,
``-2:``), at the next or last five words of the clause (``+:``, ``-:``), at the rest of the sentence
(``~:``) or at the token itself (``=:``), for words (``*`` at either end stands for anything) or classes
in braces; ``!`` before it denies it. ``*`` or nothing always holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

from reader.dictionary.word_classes import CLASSES, EDGE, WordClasses
from reader.errors import DictionaryError
from reader.language.token import Kind, Token

REACH = 5
"""How many tokens to either side an atom can look."""

_ATOM = re.compile(r"(!?)([=~]|[+-][1-5]?):(\S+)")


class View:
    """A tokenised text as patterns see it: no spaces, padded by REACH at both ends.

    ``place[i]`` is where token i stands in ``texts`` and ``classes``.
    """

    __slots__ = ("classes", "place", "texts")

    def __init__(self, tokens: Sequence[Token], word_classes: WordClasses) -> None:
        padding = [""] * REACH
        texts, classes, place = list(padding), [EDGE] * REACH, []
        of = word_classes.of
        for token in tokens:
            place.append(len(texts))
            if token.kind is not Kind.SPACE:
                texts.append(token.text)
                classes.append(of(token))
        texts += padding
        classes += [EDGE] * REACH
        self.texts, self.classes, self.place = texts, classes, place

    def after(self, at: int) -> range:
        """Return the places of up to REACH words after ``at`` in its clause."""
        stop = at + 1
        limit = min(at + 1 + REACH, len(self.texts) - REACH)
        while stop < limit and "clause" not in self.classes[stop]:
            stop += 1
        return range(at + 1, stop)

    def before(self, at: int) -> range:
        """Return the places of up to REACH words before ``at`` in its clause, nearest first."""
        stop = at - 1
        limit = max(at - 1 - REACH, REACH - 1)
        while stop > limit and "clause" not in self.classes[stop]:
            stop -= 1
        return range(at - 1, stop, -1)

    def sentence(self, at: int) -> list[int]:
        """Return the places of the other tokens of the sentence."""
        first = at
        while first > REACH and "sentence" not in self.classes[first - 1]:
            first -= 1
        last = at
        while last < len(self.texts) - REACH - 1 and "sentence" not in self.classes[last + 1]:
            last += 1
        if last < len(self.texts) - REACH - 1:
            last += 1  # its closing mark tells a question
        return [place for place in range(first, last + 1) if place != at]


Matcher = Callable[[View, int], bool]
"""Whether a pattern holds at a place of a view."""


@dataclass(frozen=True, slots=True)
class _Set:
    """The alternatives of one atom."""

    words: frozenset[str]
    classes: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    middles: tuple[str, ...]

    def has(self, text: str, classes: frozenset[str]) -> bool:
        if text in self.words or not self.classes.isdisjoint(classes):
            return True
        if text.endswith(self.ends) or text.startswith(self.starts):
            return bool(text)
        return any(middle in text for middle in self.middles)

    @property
    def simple(self) -> bool:
        return not (self.starts or self.ends or self.middles)


def parse_pattern(pattern: str) -> Matcher | None:
    """Return the test that ``pattern`` describes, or None where it always holds.

    Raises :class:`DictionaryError` saying which atom is not understood.
    """
    pattern = pattern.strip()
    if pattern in ("", "*"):
        return None
    return reduce(_either, map(_conjunction, re.split(r"\s+;\s+", pattern)))


def _conjunction(part: str) -> Matcher:
    return reduce(_both, map(_atom, part.split()))


def _either(one: Matcher, other: Matcher) -> Matcher:
    return lambda view, at: one(view, at) or other(view, at)


def _both(one: Matcher, other: Matcher) -> Matcher:
    return lambda view, at: one(view, at) and other(view, at)


def _atom(atom: str) -> Matcher:
    match = _ATOM.fullmatch(atom)
    if not match:
        raise DictionaryError(f"not an atom of a pattern: {atom!r}")
    denied, where, what = bool(match[1]), match[2], _alternatives(match[3])
    if where == "=":
        return _denied(_itself(what), denied)
    if where == "~":
        return _denied(_sentence(what), denied)
    if len(where) == 1:
        return _denied(_clause(what, where == "+"), denied)
    return _denied(_neighbour(what, int(where)), denied)


def _alternatives(text: str) -> _Set:
    words: set[str] = set()
    classes: set[str] = set()
    starts: list[str] = []
    ends: list[str] = []
    middles: list[str] = []
    for item in filter(None, text.split("|")):
        if item.startswith("{") and item.endswith("}"):
            if item[1:-1] not in CLASSES:
                raise DictionaryError(f"no such class: {item}")
            classes.add(item[1:-1])
        elif (
            "{" in item or "}" in item or item == "*" or "*" in item[1:-1] or (item[0] == "!" and item != "!")
        ):
            raise DictionaryError(f"not a word or class: {item!r}")
        elif item.startswith("*") and item.endswith("*"):
            middles.append(item[1:-1])
        elif item.startswith("*"):
            ends.append(item[1:])
        elif item.endswith("*"):
            starts.append(item[:-1])
        else:
            words.add(item)
    if not (words or classes or starts or ends or middles):
        raise DictionaryError(f"an atom names nothing: {text!r}")
    return _Set(frozenset(words), frozenset(classes), tuple(starts), tuple(ends), tuple(middles))


def _denied(matcher: Matcher, denied: bool) -> Matcher:
    if not denied:
        return matcher
    return lambda view, at: not matcher(view, at)


def _neighbour(what: _Set, offset: int) -> Matcher:
    words, classes, has = what.words, what.classes, what.has
    if what.simple and not classes:
        return lambda view, at: view.texts[at + offset] in words
    if what.simple and not words:
        return lambda view, at: not classes.isdisjoint(view.classes[at + offset])
    return lambda view, at: has(view.texts[at + offset], view.classes[at + offset])


def _clause(what: _Set, forward: bool) -> Matcher:
    has = what.has

    def found(view: View, at: int) -> bool:
        texts, classes = view.texts, view.classes
        places = view.after(at) if forward else view.before(at)
        return any(has(texts[place], classes[place]) for place in places)

    return found


def _sentence(what: _Set) -> Matcher:
    has = what.has
    return lambda view, at: any(has(view.texts[place], view.classes[place]) for place in view.sentence(at))


def _itself(what: _Set) -> Matcher:
    positions = what.classes & {"first", "last", "alone"}
    has = what.has

    def match(view: View, at: int) -> bool:
        if positions:
            first, last = "start" in view.classes[at - 1], "end" in view.classes[at + 1]
            if (first and "first" in positions) or (last and "last" in positions):
                return True
            if first and last and "alone" in positions:
                return True
        return has(view.texts[at], view.classes[at])

    return match
