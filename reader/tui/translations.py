"""What the page shows of an alignment, and what is found through it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from reader.bilingual.bead import Alignment
from reader.study.word import Context
from reader.tui.boxes import Told

_ALONE = "+ "
"""What stands before a sentence of the translation that has nothing in the text."""


def told_in(alignment: Alignment, paragraph: int, wanted: Collection[int] | None = None) -> tuple[Told, ...]:
    """Return the translations of a paragraph's sentences, in order; of the ``wanted`` beads, or of all.

    A bead over several paragraphs stands in its first one. What the translation has alone stands after the
    sentence before it.
    """
    found: list[Told] = []
    for number in alignment.beads_between(paragraph, 0, 1_000_000):
        bead = alignment.beads[number]
        sentences = alignment.chinese[bead.z0 : bead.z1]
        if sentences[0].paragraph != paragraph or (wanted is not None and number not in wanted):
            continue
        within = [each for each in sentences if each.paragraph == paragraph]
        parts = [alignment.en(bead)]
        following = number + 1
        while (
            following < len(alignment.beads)
            and alignment.beads[following].z0 == alignment.beads[following].z1
        ):
            parts.append(_ALONE + alignment.en(alignment.beads[following]))
            following += 1
        text = " ".join(part for part in parts if part)
        found.append(Told(within[0].start, within[-1].end, text, bead.doubtful))
    return tuple(found)


def translation_of(alignment: Alignment, context: Context) -> str:
    """Return the English of the sentence a word is kept with, "" where it has none."""
    if context.position is None:
        return ""
    start = context.position.offset - context.start
    beads = alignment.beads_between(context.position.paragraph, start, start + len(context.sentence))
    return " ".join(text for number in beads if (text := alignment.en(alignment.beads[number])))


def found_in(alignment: Alignment, paragraph: int, words: str) -> Iterator[tuple[int, int]]:
    """Yield the Chinese sentences of a paragraph whose translation holds ``words``, as spans of it."""
    if not words:
        return
    whole = re.compile(rf"(?<![\w-]){re.escape(words)}(?![\w-])", re.IGNORECASE)
    for number in alignment.beads_between(paragraph, 0, 1_000_000):
        bead = alignment.beads[number]
        if whole.search(alignment.en(bead)):
            for sentence in alignment.chinese[bead.z0 : bead.z1]:
                if sentence.paragraph == paragraph:
                    yield sentence.start, sentence.end


def with_sentences(
    spans: Sequence[tuple[int, int]], sentences: Iterator[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """Return the places found in the text, and the sentences found in which there is none of them."""
    more = [(start, end) for start, end in sentences if not any(start <= place < end for place, _ in spans)]
    return tuple(sorted((*spans, *more)))
