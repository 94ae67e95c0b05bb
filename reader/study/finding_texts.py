"""Finding a text on the shelf, and the order in which texts stand there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from reader.study.shelf import Place

Order = Literal["opened", "title", "progress", "coverage", "level", "length"]
ORDERS: tuple[Order, ...] = get_args(Order)


def found(places: Iterable[Place], query: str) -> tuple[Place, ...]:
    """Return the texts that hold every word of ``query`` in their name, title, author, tags or file name.

    ``#tag`` asks for a tag. Letters may be of either case.
    """
    words = query.casefold().split()
    return tuple(place for place in places if all(_holds(place, word) for word in words))


def _holds(place: Place, word: str) -> bool:
    tags = [tag.casefold() for tag in place.tags]
    if len(word) > 1 and word.startswith("#"):
        return any(tag.startswith(word[1:]) for tag in tags)
    file = place.path.replace("\\", "/").rsplit("/", 1)[-1]
    return any(word in each.casefold() for each in (place.name, place.title, place.author, file, *tags))


def ordered(places: Iterable[Place], order: Order) -> tuple[Place, ...]:
    """Return the texts in an order that begins with what one looks for first; as they came where they tie.

    What was opened last comes first, then what is best known; the easiest and shortest come first, and what
    was never counted last.
    """
    if order == "opened":
        return tuple(sorted(places, key=lambda place: place.opened, reverse=True))
    if order == "title":
        return tuple(sorted(places, key=lambda place: place.called))
    if order == "progress":
        return tuple(sorted(places, key=lambda place: -place.percent))
    if order == "coverage":
        return tuple(sorted(places, key=lambda place: (place.coverage is None, -(place.coverage or 0))))
    if order == "level":
        return tuple(sorted(places, key=lambda place: (not place.level, place.level)))
    return tuple(sorted(places, key=lambda place: (not place.characters, place.characters)))


def meant(places: Sequence[Place], words: str) -> tuple[Place, ...]:
    """Return the texts that ``words`` may mean: the beginning of a digest, a whole name, or part of one."""
    by_digest = [place for place in places if len(words) >= 4 and place.digest.startswith(words.lower())]
    if by_digest:
        return tuple(by_digest)
    by_name = [place for place in places if words in (place.name, place.title, place.path)]
    return tuple(by_name) or found(places, words)
