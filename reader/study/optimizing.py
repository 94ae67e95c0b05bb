"""The scheduler's parameters fitted to one learner's answers: the optimizer of py-fsrs, an extra.

It needs torch, which is large; nothing else here does, and only this module imports it, when asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from reader.errors import DushuError
from reader.study.cards import Review
from reader.study.scheduling import log_loss, optimizer, usual_weights

FEWEST = 512
"""Answers on a later day than the one before them that the optimizer needs to fit anything."""


@dataclass(frozen=True, slots=True)
class Optimized:
    """The parameters found, None where the log is too short; how well both tell the answers apart (log loss,
    less is better); and a sentence about it.
    """

    weights: tuple[float, ...] | None
    before: float | None
    after: float | None
    said: str


def optimal_weights(log: Sequence[Review]) -> Optimized:
    """Fit the parameters to the log.

    Raises DushuError, saying how to get it, where the optimizer is not installed.
    """
    if any(find_spec(needed) is None for needed in ("torch", "pandas", "tqdm")):
        raise DushuError(
            "the optimizer is not installed; install it with: pip install 'dushu[optimize]' (torch is large)"
        )
    counted = later_answers(log)
    if counted < FEWEST:
        said = f"{counted} answers count so far and {FEWEST} are needed; the usual parameters stay"
        return Optimized(None, None, None, said)
    weights = optimizer(log)
    before, after = log_loss(log, usual_weights()), log_loss(log, weights)
    if after >= before:
        said = "the usual parameters fit your answers best; they stay"
        return Optimized(None, before, after, said)
    said = (
        f"fitted to {counted:,} answers: log loss {after:.4f}; with the usual parameters it was {before:.4f}"
    )
    return Optimized(weights, before, after, said)


def later_answers(log: Sequence[Review]) -> int:
    """Return how many answers came a day and more after the one before them: what the fit learns from."""
    last: dict[object, Review] = {}
    count = 0
    for review in sorted(log, key=lambda each: each.at):
        key = (review.identity, review.mode)
        if key in last and (review.at - last[key].at).days > 0:
            count += 1
        last[key] = review
    return count
