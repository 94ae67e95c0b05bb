"""An alignment as JSON and back, for whoever keeps it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from reader.bilingual.bead import Alignment, Bead, Sentence
from reader.document.model import Document


def dumped_sentences(alignment: Alignment) -> str:
    """Return both sides' sentences."""
    sides = {"zh": alignment.chinese, "en": alignment.english}
    return json.dumps(
        {
            name: [
                [each.text, each.paragraph, each.start, each.end, int(each.opens), int(each.heading)]
                for each in side
            ]
            for name, side in sides.items()
        },
        ensure_ascii=False,
    )


def dumped_beads(beads: Sequence[Bead]) -> str:
    """Return beads, six numbers each."""
    return json.dumps(
        [[each.z0, each.z1, each.e0, each.e1, each.confidence, int(each.pinned)] for each in beads]
    )


def read_beads(beads: str) -> tuple[Bead, ...]:
    return tuple(
        Bead(z0, z1, e0, e1, float(confidence), bool(pinned))
        for z0, z1, e0, e1, confidence, pinned in json.loads(beads)
    )


def read_alignment(sentences: str, beads: str) -> Alignment:
    """Return what was dumped; ValueError where it is no alignment."""
    try:
        sides = json.loads(sentences)
        chinese, english = (
            tuple(
                Sentence(text, paragraph, start, end, bool(opens), bool(heading))
                for text, paragraph, start, end, opens, heading in sides[name]
            )
            for name in ("zh", "en")
        )
        alignment = Alignment(chinese, english, read_beads(beads))
    except (KeyError, TypeError) as error:
        raise ValueError("no alignment") from error
    if not covers(alignment):
        raise ValueError("no alignment")
    return alignment


def covers(alignment: Alignment) -> bool:
    """True where the beads cover both sides, in order and once."""
    z = e = 0
    for bead in alignment.beads:
        if (bead.z0, bead.e0) != (z, e) or bead.z1 < z or bead.e1 < e:
            return False
        z, e = bead.z1, bead.e1
    return (z, e) == (len(alignment.chinese), len(alignment.english))


def stands_in(alignment: Alignment, document: Document) -> bool:
    """True where every Chinese sentence is still where it was in the document."""
    paragraphs = document.paragraphs
    return all(
        each.paragraph < len(paragraphs)
        and paragraphs[each.paragraph].text[each.start : each.end] == each.text
        for each in alignment.chinese
    )
