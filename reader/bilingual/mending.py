"""Setting beads right by hand: each change is pinned, and what lies around it is aligned again.

The functions return the beads as the learner wants them, the changed ones pinned, or None where there is
nothing to change. :func:`settled` aligns the rest anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from reader.bilingual.aligning import Progress
from reader.bilingual.bead import Alignment, Bead
from reader.bilingual.pairing import Aligner

Side = Literal["zh", "en"]
Beads = tuple[Bead, ...]

WINDOW = 60
"""Beads on either side of a change that are aligned again in a long text."""
_LONG = 1_500


def merged(beads: Sequence[Bead], index: int) -> Beads | None:
    """Make one bead of this one and the next."""
    if index + 1 >= len(beads):
        return None
    this, following = beads[index], beads[index + 1]
    one = Bead(this.z0, following.z1, this.e0, following.e1, 1.0, True)
    return (*beads[:index], one, *beads[index + 2 :])


def split(alignment: Alignment, index: int) -> Beads | None:
    """Make two beads of one, where their lengths fit best; both get something of a side that has two."""
    bead = alignment.beads[index]
    z, e = bead.z1 - bead.z0, bead.e1 - bead.e0
    if z + e < 2:
        return None
    if z <= 1 and e <= 1:
        return unlinked(alignment.beads, index)
    z_cuts = range(1, z) if z > 1 else range(z + 1)
    e_cuts = range(1, e) if e > 1 else range(e + 1)
    cuts = [(a, b) for a in z_cuts for b in e_cuts if a + b and (z - a) + (e - b)]
    a, b = min(cuts, key=lambda cut: _unlike(alignment, bead, *cut))
    first = Bead(bead.z0, bead.z0 + a, bead.e0, bead.e0 + b, 1.0, True)
    second = Bead(bead.z0 + a, bead.z1, bead.e0 + b, bead.e1, 1.0, True)
    return (*alignment.beads[:index], first, second, *alignment.beads[index + 1 :])


def shifted(beads: Sequence[Bead], index: int, side: Side, step: int) -> Beads | None:
    """Give the last sentence of one side to the next bead (``step`` 1), or take that one's first (-1)."""
    if index + 1 >= len(beads):
        return None
    this, following = beads[index], beads[index + 1]
    if side == "zh":
        edge = this.z1 - step
        if not this.z0 <= edge <= following.z1:
            return None
        pair = replace(this, z1=edge), replace(following, z0=edge)
    else:
        edge = this.e1 - step
        if not this.e0 <= edge <= following.e1:
            return None
        pair = replace(this, e1=edge), replace(following, e0=edge)
    changed = tuple(
        replace(each, confidence=1.0, pinned=True) for each in pair if each.z1 > each.z0 or each.e1 > each.e0
    )
    return (*beads[:index], *changed, *beads[index + 2 :])


def unlinked(beads: Sequence[Bead], index: int) -> Beads | None:
    """Say that the two sides of a bead have nothing to do with each other."""
    bead = beads[index]
    if bead.z1 == bead.z0 or bead.e1 == bead.e0:
        return None
    apart = (
        Bead(bead.z0, bead.z1, bead.e0, bead.e0, 1.0, True),
        Bead(bead.z1, bead.z1, bead.e0, bead.e1, 1.0, True),
    )
    return (*beads[:index], *apart, *beads[index + 1 :])


def settled(
    aligner: Aligner,
    alignment: Alignment,
    beads: Sequence[Bead],
    progress: Progress = lambda done, total: None,
) -> Alignment:
    """Return the alignment with ``beads`` in the place of its own, those not pinned aligned again."""
    first, last = _changed(alignment.beads, beads)
    low, high = 0, len(beads)
    if len(alignment.chinese) > _LONG:
        low, high = max(0, first - WINDOW), min(len(beads), last + WINDOW)
    z0, e0 = (beads[low].z0, beads[low].e0) if low < high else (0, 0)
    z1, e1 = (beads[high - 1].z1, beads[high - 1].e1) if low < high else (0, 0)
    pinned = [_moved(bead, -z0, -e0) for bead in beads[low:high] if bead.pinned]
    found = aligner.sentences(alignment.chinese[z0:z1], alignment.english[e0:e1], pinned, progress)
    again = tuple(_moved(bead, z0, e0) for bead in found.beads)
    return replace(alignment, beads=(*beads[:low], *again, *beads[high:]))


def _changed(before: Sequence[Bead], after: Sequence[Bead]) -> tuple[int, int]:
    """Return the first bead that is another one, and the one after the last."""
    first = 0
    while first < min(len(before), len(after)) and before[first] == after[first]:
        first += 1
    same = 0
    while same < min(len(before), len(after)) - first and before[-1 - same] == after[-1 - same]:
        same += 1
    return first, len(after) - same


def _moved(bead: Bead, z: int, e: int) -> Bead:
    return replace(bead, z0=bead.z0 + z, z1=bead.z1 + z, e0=bead.e0 + e, e1=bead.e1 + e)


def _unlike(alignment: Alignment, bead: Bead, a: int, b: int) -> float:
    """Return how far the two halves of a bead are from the same share of either side."""
    z = [len(each.text) for each in alignment.chinese[bead.z0 : bead.z1]]
    e = [len(each.text) for each in alignment.english[bead.e0 : bead.e1]]
    return abs(sum(z[:a]) / max(1, sum(z)) - sum(e[:b]) / max(1, sum(e)))
