"""How well the learner knows a word: the scale that users of LWT, Lute and LingQ know."""

from __future__ import annotations

from enum import IntEnum

from reader.errors import NotebookError


class Status(IntEnum):
    """LWT's numbers where it has them; NAME is our own. Reviews never change a status, the learner does."""

    NEW = 0
    LEARNING_1 = 1
    LEARNING_2 = 2
    LEARNING_3 = 3
    LEARNING_4 = 4
    LEARNING_5 = 5
    NAME = 97
    IGNORED = 98
    WELL_KNOWN = 99

    @property
    def is_learning(self) -> bool:
        return 1 <= self <= 5

    @property
    def needs_no_help(self) -> bool:
        """True for what the learner need not look up: well-known and ignored words, and names."""
        return self >= Status.NAME

    @property
    def word(self) -> str:
        """The status as people and the command line write it: ``new``, ``1`` … ``5``, ``known`` …"""
        return _WORDS[self]

    @classmethod
    def parse(cls, text: str) -> Status:
        """Read what :attr:`word` writes, LWT's numbers, or a key of the reader (``w``, ``i``).

        Raise NotebookError naming the choices for anything else.
        """
        try:
            return _NAMED[text.strip().lower()]
        except KeyError:
            raise NotebookError(
                f"no such status: {text!r}; choose from {', '.join(_WORDS.values())}"
            ) from None


_WORDS = {
    Status.NEW: "new",
    **{Status(number): str(number) for number in range(1, 6)},
    Status.WELL_KNOWN: "known",
    Status.IGNORED: "ignored",
    Status.NAME: "name",
}
_NAMED = {word: status for status, word in _WORDS.items()}
_NAMED |= {str(int(status)): status for status in Status}
_NAMED |= {"unknown": Status.NEW, "w": Status.WELL_KNOWN, "well-known": Status.WELL_KNOWN}
_NAMED |= {"i": Status.IGNORED, "ignore": Status.IGNORED}
