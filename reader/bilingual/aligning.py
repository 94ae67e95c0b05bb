"""Two rows of sentences to a row of links: what is pinned stays, what lies between is searched."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.bilingual.anchors import MARGIN, TIGHT, band_around, band_for
from reader.bilingual.evidence import Evidence
from reader.bilingual.keys import Side
from reader.bilingual.learning import shape_rates, stranger_weight, translated_rate, with_learned
from reader.bilingual.scoring import Scorer, Shape, Weights
from reader.bilingual.search import Link, best_links

Progress = Callable[[int, int], None]
"""Called with (sentences done, sentences in all)."""


LONG = 400
"""Chinese sentences from which on a first, rough pass says where the second one looks."""


def align(
    chinese: Sequence[Side],
    english: Sequence[Side],
    shape: Shape | None = None,
    weights: Weights | None = None,
    pins: Sequence[Link] = (),
    progress: Progress = lambda done, total: None,
) -> tuple[list[Link], Scorer]:
    """Return links that cover both texts in order, and what scored them.

    ``pins``, in order, stay as they are; one that holds nothing only keeps what is before it and what is
    after it apart.
    """
    weights = weights or Weights()
    glosses = weights.words > 0
    evidence = Evidence(chinese, english, glosses)
    scorer = Scorer(evidence, weights, shape)
    passes = 2 if glosses else 1
    total = passes * len(chinese)
    quick = len(chinese) > LONG
    scorer.strict = quick
    links = _covered(scorer, pins, lambda done: progress(done, total), rough=quick)
    if passes == 2:
        translated = translated_rate(evidence, links)
        evidence = Evidence(with_learned(evidence, links), english, True, translated)
        scorer = Scorer(evidence, weights, shape, shape_rates(links))
        scorer.stranger = stranger_weight(translated)
        scorer.strict = quick
        near = links if quick else None
        links = _covered(scorer, pins, lambda done: progress(len(chinese) + done, total), near)
    return links, scorer


def _covered(
    scorer: Scorer,
    pins: Sequence[Link],
    progress: Callable[[int], None],
    near: Sequence[Link] | None = None,
    rough: bool = False,
) -> list[Link]:
    """Return the pins and the best links between them; ``near``, where given, are links they lie close to."""
    found: list[Link] = []
    at = (0, 0)
    sizes = len(scorer.evidence.chinese), len(scorer.evidence.english)
    end = Link(sizes[0], sizes[0], sizes[1], sizes[1], 1.0)
    former = _Former(near or ())
    for pin in (*pins, end):
        stop = (pin.z0, pin.e0)
        told = _after(at[0], progress)
        height, width = stop[0] - at[0], stop[1] - at[1]
        if not height:
            found += [Link(at[0], at[0], e, e + 1, 1.0) for e in range(at[1], stop[1])]
        elif not width:
            found += [Link(z, z + 1, at[1], at[1], 1.0) for z in range(at[0], stop[0])]
        else:
            points = former.between(at, stop)
            band = (
                band_around(points, at, stop)
                if points
                else band_for(scorer.evidence, at, stop, TIGHT if scorer.strict else MARGIN)
            )
            found += best_links(scorer, at, band, told, rough)
        at = (pin.z1, pin.e1)
        if pin.z1 > pin.z0 or pin.e1 > pin.e0:
            found.append(pin)
    return found


class _Former:
    """Links found before, asked for stretch by stretch, in order."""

    def __init__(self, links: Sequence[Link]) -> None:
        self._links = links
        self._next = 0

    def between(self, start: tuple[int, int], stop: tuple[int, int]) -> list[Link]:
        while self._next < len(self._links) and self._links[self._next].z1 <= start[0]:
            self._next += 1
        first = self._next
        while self._next < len(self._links) and self._links[self._next].z1 <= stop[0]:
            self._next += 1
        return list(self._links[first : self._next])


def _after(before: int, progress: Callable[[int], None]) -> Callable[[int], None]:
    return lambda rows: progress(before + rows)
