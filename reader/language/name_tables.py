"""The tables that tell names from words, read on first use and turned into costs in nats."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reader.paths import bundled


@dataclass(frozen=True, slots=True)
class Surname:
    """``cost`` is ``-ln`` of its share among people; ``reading`` is "" where it is the usual one."""

    text: str
    cost: float
    reading: str = ""


@dataclass(frozen=True, slots=True)
class GivenNames:
    """Costs of a character as a whole given name, as the first of two and as the second of two."""

    single: dict[str, float]
    first: dict[str, float]
    second: dict[str, float]


@dataclass(frozen=True, slots=True)
class Transliteration:
    """Costs of a character at the beginning, inside and at the end of a foreign name."""

    first: dict[str, float]
    inside: dict[str, float]
    last: dict[str, float]


@dataclass(frozen=True, slots=True)
class Suffix:
    """A word that ends a name and says of what kind it is: 镇 Town.

    ``label`` is the sort of name, ``cost`` how unlikely it is that this word ends a name at all.
    """

    text: str
    english: str
    label: str
    cost: float


@cache
def surnames() -> dict[str, Surname]:
    """Return all surnames, of one and of two and more characters."""
    found = {}
    for text, share, *reading in _rows("surnames.tsv"):
        found[text] = Surname(text, -math.log(float(share) / 1000), reading[0] if reading else "")
    return found


@cache
def given_names() -> GivenNames:
    """Return the costs of characters in Chinese given names. What is never in one is not listed."""
    rows = [(char, int(a), int(b), int(c)) for char, a, b, c in _rows("given_names.tsv")]
    return GivenNames(
        _costs({char: 4 * alone + second for char, alone, _, second in rows}),
        _costs({char: first for char, _, first, _ in rows}),
        _costs({char: second for char, _, _, second in rows}),
    )


@cache
def transliteration() -> Transliteration:
    """Return the costs of characters in transliterated names."""
    rows = [(char, int(a), int(b), int(c)) for char, a, b, c in _rows("transliteration.tsv")]
    every = {char: a + b + c for char, a, b, c in rows}
    floor = 0.15  # a character met only elsewhere in names may still begin or end one
    return Transliteration(
        _costs({char: a + floor * every[char] for char, a, _, _ in rows}),
        _costs({char: b + floor * every[char] for char, _, b, _ in rows}),
        _costs({char: c + floor * every[char] for char, _, _, c in rows}),
    )


@cache
def place_characters() -> dict[str, float]:
    """Return the costs of characters in place names, their suffix apart."""
    return _costs({char: int(count) for char, count in _rows("place_characters.tsv")})


@cache
def place_suffixes() -> dict[str, Suffix]:
    """Return what ends the names of places: 区, 镇, 街道, 胡同, 站 …"""
    return _suffixes("place_suffixes.tsv", "place")


@cache
def organisation_suffixes() -> dict[str, Suffix]:
    """Return what ends the names of organisations: 公司, 大学, 日报 …"""
    return _suffixes("organisation_suffixes.tsv", "organisation")


@cache
def titles() -> dict[str, tuple[str, frozenset[str]]]:
    """Return forms of address and occupations: English, and where they stand to a name.

    ``before`` the name (记者), ``after`` it (先生), and ``short`` for those that stand after a bare
    surname as one word (王总, 李哥).
    """
    return {text: (english, frozenset(places.split(","))) for text, english, places in _rows("titles.tsv")}


def _suffixes(name: str, label: str) -> dict[str, Suffix]:
    return {text: Suffix(text, english, label, float(cost)) for text, english, cost in _rows(name)}


def _costs(counts: dict[str, int] | dict[str, float]) -> dict[str, float]:
    total = sum(counts.values()) + 0.5 * len(counts)
    return {char: -math.log((count + 0.5) / total) for char, count in counts.items()}


def _rows(name: str) -> Iterator[list[str]]:
    for line in (bundled("dictionaries") / name).read_text(encoding="utf-8").splitlines():
        if line and line[0] != "#":
            yield line.split("\t")
