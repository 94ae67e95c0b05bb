"""What two texts teach of themselves once they are roughly aligned.

How often beads have which shape, how often a word is translated as the dictionaries have it, and which words
keep meeting where no dictionary knows why: 索菲亚 and Sophia, a term, a nickname.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reader.bilingual.evidence import TRANSLATED, Evidence
from reader.bilingual.keys import Keys, Side
from reader.bilingual.scoring import USUAL, ShapeOf
from reader.bilingual.search import Link

SURE = 0.9
"""The chance of a bead that is learned from."""
_BELIEF = 60.0
"""Beads of another text that what is usual is worth."""
_FREE, _FAITHFUL = 0.48, 0.6
"""How often a word meets a counterpart that the dictionaries know, in free and in faithful translations."""
_WORD_BELIEF = 200.0
_LEAST_MEETINGS = 2
_STRANGE = 5.0
"""Nats by which two words must meet more often than chance lets them."""
_MOST_LEFT = 12
"""Words of a sentence left without counterpart at most, for it to teach what one of them means."""


def shape_rates(links: Sequence[Link]) -> dict[ShapeOf, float]:
    """Return how often each shape of beads is met in this text, drawn to what is usual."""
    seen = Counter((link.z1 - link.z0, link.e1 - link.e0) for link in links)
    total = len(links) + _BELIEF
    return {shape: (seen[shape] + _BELIEF * rate) / total for shape, rate in USUAL.items()}


def translated_rate(evidence: Evidence, links: Sequence[Link]) -> float:
    """Return how often a word that could meet its counterpart does, in beads that are sure."""
    met, asked = _WORD_BELIEF * TRANSLATED, _WORD_BELIEF
    for link in links:
        if link.chance < SURE or link.z1 == link.z0 or link.e1 == link.e0:
            continue
        for number in range(link.z0, link.z1):
            bits = 0
            for meeting in evidence.meetings(number, link.e0, link.e1).values():
                bits |= meeting.chinese
            met += bits.bit_count()
            asked += evidence.askable(number)
    return min(0.75, max(0.35, met / asked))


def stranger_weight(translated: float) -> float:
    """Return the nats against a bead for each sentence of it without a word in common with the other side.

    In a faithful translation that hardly happens; in a free one it does.
    """
    return 4.0 * min(1.0, max(0.0, (translated - _FREE) / (_FAITHFUL - _FREE)))


def with_learned(evidence: Evidence, links: Sequence[Link]) -> list[Side]:
    """Return the Chinese sides with what words turned out to mean in this text added to their keys."""
    learned = _learned(evidence, links)
    if not learned:
        return list(evidence.chinese)
    return [
        replace(side, words=tuple(keys + learned.get(keys, ()) for keys in side.words))
        for side in evidence.chinese
    ]


def _learned(evidence: Evidence, links: Sequence[Link]) -> Mapping[Keys, Keys]:
    together: Counter[tuple[Keys, str]] = Counter()
    chinese: Counter[Keys] = Counter()
    english: Counter[str] = Counter()
    beads = 0
    common = _common(evidence)
    for link in links:
        if link.chance < SURE or link.z1 == link.z0 or link.e1 == link.e0:
            continue
        left, other = _left(evidence, link)
        left &= common[0]
        other &= common[1]
        beads += 1
        chinese.update(left)
        english.update(other)
        if len(left) <= _MOST_LEFT and len(other) <= _MOST_LEFT:
            together.update((keys, key) for keys in left for key in other)
    found: dict[Keys, Keys] = {}
    for (keys, key), times in together.items():
        if times < _LEAST_MEETINGS:
            continue
        expected = chinese[keys] * english[key] / max(1, beads)
        surprise = times * math.log(times / expected) - (times - expected)
        faithful = times >= 0.4 * min(chinese[keys], english[key])
        if times > expected and surprise > _STRANGE and faithful:
            found[keys] = (*found.get(keys, ()), key)
    return found


def _common(evidence: Evidence) -> tuple[set[Keys], set[str]]:
    """Return the words of each side that are met often enough to be learned."""
    chinese = Counter(keys for side in evidence.chinese for keys in set(side.words))
    english = Counter(keys[-1] for side in evidence.english for keys in side.words)
    return (
        {keys for keys, times in chinese.items() if times >= _LEAST_MEETINGS},
        {key for key, times in english.items() if times >= _LEAST_MEETINGS},
    )


def _left(evidence: Evidence, link: Link) -> tuple[set[Keys], set[str]]:
    """Return the words of a bead that met nothing."""
    left: set[Keys] = set()
    met = [0] * (link.e1 - link.e0)
    for number in range(link.z0, link.z1):
        bits = 0
        for place, meeting in evidence.meetings(number, link.e0, link.e1).items():
            bits |= meeting.chinese
            met[place - link.e0] |= meeting.english
        left.update(keys for bit, keys in enumerate(evidence.chinese[number].words) if not bits >> bit & 1)
    other = {
        keys[-1]
        for place, bits in enumerate(met)
        for bit, keys in enumerate(evidence.english[link.e0 + place].words)
        if not bits >> bit & 1
    }
    return left, other
