"""A vocabulary small enough to see through, for the recognisers of names."""

from __future__ import annotations

from collections.abc import Mapping

_CHARACTER = 9.5  # what a character costs as a word where a test says nothing
_UNKNOWN = 19.0


class FewWords:
    """Words and their costs as given; every other character is a word of middling frequency."""

    def __init__(self, costs: Mapping[str, float], tags: Mapping[str, str] | None = None) -> None:
        self._costs = costs
        self._tags = tags or {}

    def __contains__(self, word: object) -> bool:
        return word in self._costs or (isinstance(word, str) and len(word) == 1)

    def cost(self, word: str) -> float:
        known = self._costs.get(word)
        if known is not None:
            return known
        return _CHARACTER if len(word) == 1 else _UNKNOWN * len(word)

    def tag(self, word: str) -> str:
        return self._tags.get(word, "x")
