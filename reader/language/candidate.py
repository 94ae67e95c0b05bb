"""A span that might be one token for a reason no vocabulary knows: a name, a date, a number.

Whoever recognises such spans offers them as candidates; the segmenter weighs them against dictionary
words on the best path, so a recogniser may be generous and need not decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from reader.language.token import Kind


class Candidate(NamedTuple):
    """``text[start:end]`` (code points) may be one token of this kind.

    ``cost`` is in nats, comparable with the cost of words (``-ln`` of the probability: a word with
    frequency f among N running words costs ``ln(N) - ln(f)``; about 3 for 的, 9 for a common
    two-character word, 16 for a rare one, 17 and more for a character no dictionary has).
    ``why`` and ``label`` go into the token as they stand.
    """

    start: int
    end: int
    kind: Kind
    cost: float
    why: str
    label: str = ""


class CandidateSource(Protocol):
    """Recognises one family of spans."""

    def candidates(self, text: str) -> Iterable[Candidate]:
        """Yield candidates of ``text`` in any order; spans may overlap, empty ones are ignored."""
        ...
