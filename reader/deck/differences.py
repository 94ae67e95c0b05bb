"""What a deck would change where one is already: shown before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

Content = Mapping[str, tuple[str, ...]]
"""What a deck holds: each word's fields by what the format knows the word by."""


@dataclass(frozen=True, slots=True)
class Differences:
    """How many words are new, changed and the same; ``missing`` are only in the deck as it is."""

    new: int
    changed: int
    same: int
    missing: int

    def __str__(self) -> str:
        gone = f", {self.missing} no longer among them" if self.missing else ""
        return f"{self.new} new, {self.changed} changed, {self.same} the same{gone}"

    def as_object(self) -> dict[str, object]:
        return asdict(self)


def differences(held: Content, coming: Content) -> Differences:
    """Compare what a deck holds with what is coming."""
    both = held.keys() & coming.keys()
    changed = sum(held[key] != coming[key] for key in both)
    return Differences(
        new=len(coming) - len(both), changed=changed, same=len(both) - changed, missing=len(held) - len(both)
    )
