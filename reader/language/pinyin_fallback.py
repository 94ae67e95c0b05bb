"""Readings of characters no dictionary of ours has: the only import of pypinyin, made when one is met."""

from __future__ import annotations

from functools import lru_cache

from reader.language.reading import Reading


@lru_cache(maxsize=4_096)
def rare_reading(char: str) -> str:
    """Return the commonest reading of a character, numbered; CC-CEDICT's ``xx5`` where unknown."""
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.TONE, heteronym=False, errors="ignore")
    return str(Reading.from_marks(found[0][0])) if found else "xx5"
