"""Help for what no dictionary has: numbers are read out, names told apart, words explained by their parts.

There is no word without help: where nothing else is known, the reader is told at least what the token is.
"""

from __future__ import annotations

from collections.abc import Callable

from reader.dictionary.entry import Entry
from reader.dictionary.name_parts import name_parts
from reader.dictionary.parts import Part, explain
from reader.language.name_gloss import name_gloss
from reader.language.numerals import read_out
from reader.language.reading import Reading
from reader.language.script import has_han
from reader.language.token import Kind, Token

_KEPT = 20_000


class DictionaryExplainer:
    """Explains tokens by what dictionaries say of their pieces; ``entries`` looks one up in either script."""

    def __init__(self, entries: Callable[[str], tuple[Entry, ...]]) -> None:
        self._entries = entries
        self._known: dict[tuple[str, Kind, str, str], tuple[str, tuple[Part, ...]]] = {}

    def explain(self, token: Token, reading: str) -> tuple[str, tuple[Part, ...]]:
        """Return a gloss and the parts it is made of; nothing for what explains itself (marks, Latin words).

        ``token`` holds simplified text, ``reading`` is numbered, one syllable a Han character.
        """
        key = token.text, token.kind, token.label, reading
        known = self._known.get(key)
        if known is None:
            if len(self._known) > _KEPT:
                self._known.clear()
            known = self._known[key] = self._explain(token, reading)
        return known

    def _explain(self, token: Token, reading: str) -> tuple[str, tuple[Part, ...]]:
        if token.kind in (Kind.PUNCTUATION, Kind.SPACE):
            return "", ()
        if token.kind is Kind.NUMBER:
            said = read_out(token.text, token.label)
            return said or (token.text if not has_han(token.text) else "number"), ()
        if not has_han(token.text):
            return "", ()
        if token.kind is Kind.NAME:
            parts = name_parts(token.text, token.label, self._entries, reading)
            return name_gloss(token.text, token.label, Reading.parse(reading)), parts
        parts, gloss = explain(token.text, self._entries, reading)
        return gloss or "(no dictionary here has this character)", parts
