"""What a learner knows from the start, as words of the notebook: by level, by list, by frequency.

Between the session's dictionaries and the notebook; both front ends use it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from reader.dictionary import frequency, levels
from reader.errors import ConfigError, NotebookError
from reader.language.script import has_han
from reader.study.placement import BANDS, Item, invent, make_test, to_mark
from reader.study.status import Status
from reader.study.word import Identity

if TYPE_CHECKING:
    from reader.session import Session

LISTS = {"2.0": "2.0", "3.0-2021": "2021", "3.0-2025": "2025"}
"""The HSK lists by the names a learner gives them, and as the level tables call them."""
HIGHEST = {"2.0": 6, "3.0-2021": 9, "3.0-2025": 9}
_LARGEST_LIST = 4 * 1024 * 1024
_MANY_INVENTED = 40


def words_of_level(text: str) -> tuple[str, int, frozenset[str]]:
    """Read ``3.0-2021:3`` and return the list, the level, and its words up to that level."""
    name, _, number = text.partition(":")
    if name not in LISTS or not number.isdecimal() or not 1 <= int(number) <= HIGHEST[name]:
        choices = ", ".join(f"{each}:1 to {each}:{highest}" for each, highest in HIGHEST.items())
        raise ConfigError(f"--hsk {text}: no such level; there are {choices}")
    level = min(int(number), levels.BAND_7_TO_9)
    return name, int(number), levels.words_at(LISTS[name], level)


def words_of_file(path: Path) -> tuple[str, ...]:
    """Return the words of a list: the first field of each line that has Chinese in it."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST_LIST + 1)
    except OSError as error:
        raise NotebookError(f"{path}: cannot be read ({error.strerror or error}); check its name") from error
    if len(data) > _LARGEST_LIST:
        raise NotebookError(
            f"{path}: larger than {_LARGEST_LIST >> 20} MiB; give a list of words, one a line"
        )
    from reader.document.encoding import decode

    text = decode(data, str(path)).text
    fields = (line.replace(",", "\t").split("\t")[0].strip().strip('"') for line in text.splitlines())
    words = tuple(dict.fromkeys(field for field in fields if field and has_han(field)))
    if not words:
        raise NotebookError(f"{path}: no line begins with a Chinese word; give a list of words, one a line")
    return words


def words_by_rank(last: int) -> tuple[str, ...]:
    """Return the most common words, the commonest first."""
    return frequency.by_rank()[: max(0, last)]


def identities(session: Session, words: Iterable[str]) -> tuple[Identity, ...]:
    """Return what the dictionaries know of these words: each entry written so that is a word, not a name.

    A word no dictionary has is taken as it is written.
    """
    found: list[Identity] = []
    for word in words:
        simplified = session.simplify(word)
        entries = session.lexicon.entries(simplified) or session.lexicon.entries(word)
        wanted = [entry for entry in entries if entry.simplified == simplified and not entry.is_name]
        wanted = wanted or list(entries)
        main = [entry for entry in wanted if not _is_aside(entry.senses[0].text if entry.senses else "")]
        for entry in main or wanted:
            found.append(Identity(entry.traditional, entry.simplified, str(entry.reading)))
        if not entries:
            found.append(Identity(word, simplified, ""))
    return tuple(dict.fromkeys(found))


def unmarked(session: Session, words: Iterable[str]) -> tuple[Identity, ...]:
    """Return those of the words that have no status in the notebook yet."""
    return to_mark(identities(session, words), session.notebook.statuses().of)


def mark_known(session: Session, words: Iterable[Identity]) -> int:
    """Mark words well known, as one step; return how many changed."""
    return session.notebook.set_status(words, Status.WELL_KNOWN)


def vocabulary_test(session: Session, seed: int | None = None) -> tuple[Item, ...]:
    """Return a new test of the learner's vocabulary."""
    random, ranked = Random(seed), frequency.by_rank()
    known = set(ranked)

    def is_asked(word: str) -> bool:
        entries = session.lexicon.entries(word)
        return len(word) <= 4 and bool(entries) and not any(entry.is_name for entry in entries)

    def is_word(word: str) -> bool:
        return word in known or word in session.lexicon

    return make_test(
        ranked[: BANDS[-1][1]], is_asked, invent(ranked, is_word, _MANY_INVENTED, random), random
    )


def _is_aside(sense: str) -> bool:
    """True for an entry that only points elsewhere, or is not met in texts of today."""
    return sense.startswith(("variant of", "old variant", "see ", "surname ", "(archaic)", "(old)"))
