"""Headwords, frequencies and learned weights put together, once, into what the segmenter loads."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterable, Mapping
from itertools import groupby

from reader.language.cut_model import EDGE, CutModel
from reader.language.vocabulary import UNCONTESTED, Contexts, Vocabulary, first_costs, learned_costs

_MARGIN = 4.0
"""Nats by which two characters must be likelier as one word for their cut not to depend on what is around."""


def compile_vocabulary(
    headwords: Iterable[str], known: Mapping[str, tuple[int, str]], model: CutModel
) -> Vocabulary:
    words = sorted(set(headwords))
    plain = first_costs(words, known)
    tag_of = {word: known[word][1] for word in words if word in known}
    costs = learned_costs(words, plain, tag_of, model)
    names = ("x", *sorted({*tag_of.values(), "m", "eng", "^", "nr", "ns", "nt", "nz", "0", "A"} - {"x"}))
    number = {name: index for index, name in enumerate(names)}
    ids = {word: index for index, word in enumerate(words)}
    contexts = _contexts(model, ids, number)
    packed = {}
    grouped = {first: list(group) for first, group in groupby(words, key=lambda word: word[0])}
    for first in sorted(grouped):
        group = grouped[first]
        lengths = _lengths(group, costs, {word for word in group if ids[word] in contexts})
        here = {ids[word]: contexts[ids[word]] for word in group if ids[word] in contexts}
        tails = "\n".join(word[1:] for word in group)
        packed[first] = marshal.dumps((ids[group[0]], tails, lengths, here))
    tags = bytes(number[tag_of.get(word, "x")] for word in words)
    turns = {name: weight for name, weight in model.weights.items() if name[:2] in ("t|", "x|", "y|", "k|")}
    by_frequency, learned = (array("f", [found[word] for word in words]) for found in (plain, costs))
    return Vocabulary(packed, by_frequency, learned, tags, names, turns)


def _lengths(
    words: Iterable[str], costs: Mapping[str, float], swayed: set[str]
) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for word in words:
        if len(word) > 1:
            found.setdefault(word[1], set()).add(len(word))
    lengths: dict[str, tuple[int, ...]] = {}
    for second, sizes in found.items():
        lengths[second] = tuple(sorted(sizes))
    for word in words:
        if len(word) == 2 and lengths[word[1]] == (2,) and word not in swayed:
            apart = costs.get(word[0], 19.0) + costs.get(word[1], 19.0)
            if costs[word] + _MARGIN < apart:
                lengths[word[1]] = UNCONTESTED
    return lengths


def _contexts(model: CutModel, ids: Mapping[str, int], number: Mapping[str, int]) -> Contexts:
    contexts: Contexts = {}
    for name, weight in model.weights.items():
        family, *what = name.split("|")
        if family not in ("l", "r", "L", "R") or len(what) != 2 or what[0] not in ids:
            continue
        key: str | int = number.get(what[1], 0) if family in "LR" else what[1] or EDGE
        sides = contexts.setdefault(ids[what[0]], ({}, {}))
        sides[family in "rR"][key] = weight
    return contexts
