"""How words are reviewed: the table ``[review]`` of the settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from reader.errors import ConfigError

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_CHOICES = {
    "order": ("due", "random", "hardest"),
    "new_order": ("oldest", "newest", "random"),
    "new_when": ("after", "before", "mixed"),
    "leech_action": ("suspend", "warn"),
}
_MODES = ("recognise", "recall", "reading")
_LIMITS = {
    "new": (0, 9_999),
    "limit": (0, 9_999),
    "longest": (1, 36_500),
    "leech": (0, 99),
    "day_starts": (0, 23),
}
_LONGEST_STEP = 7 * 86_400
_MOST_STEPS = 10


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """What a learner may set about reviews.

    ``modes`` are the ways a word is asked, in the order a word goes through them: a way begins when the
    word has left the learning steps of the one before. ``new`` cards are begun and ``limit`` due cards are
    asked a day; a day begins at the hour ``day_starts``. ``retention`` is the share of answers wanted right;
    ``steps`` and ``relearning`` (seconds here, written ``"10m"``) come before intervals of days, which are at
    most ``longest`` days and, with ``fuzz``, spread a little. ``order`` is that of due cards, ``new_order``
    that of new ones, ``new_when`` says when those come. With ``bury_siblings`` a word is asked in one way a
    day. A word forgotten ``leech`` times (0: never) is a leech, and is suspended or only named.
    """

    modes: tuple[str, ...] = ("recognise", "recall")
    new: int = 10
    limit: int = 200
    retention: float = 0.9
    steps: tuple[int, ...] = (60, 600)
    relearning: tuple[int, ...] = (600,)
    longest: int = 36_500
    fuzz: bool = True
    order: str = "due"
    new_order: str = "oldest"
    new_when: str = "after"
    bury_siblings: bool = True
    leech: int = 8
    leech_action: str = "suspend"
    day_starts: int = 4


def review_settings_from(table: object, where: str) -> ReviewSettings:
    """Check the table ``[review]``; ``where`` begins the message of the ConfigError it may raise."""
    if not isinstance(table, Mapping):
        raise ConfigError(f"{where}: [review] holds lines such as new = 10")
    known = [setting.name for setting in fields(ReviewSettings)]
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = str(key).replace("-", "_")
        if name not in known:
            raise ConfigError(
                f"{where}: no setting of [review] is called {str(key)[:60]!r}; there are {', '.join(known)}"
            )
        values[name] = _checked(name, value, f"{where}: [review] {name}")
    return ReviewSettings(**values)


def _checked(name: str, value: Any, where: str) -> Any:
    if name in _CHOICES and value not in _CHOICES[name]:
        raise ConfigError(f"{where} = {value!r}; choose one of {', '.join(_CHOICES[name])}")
    if name in _CHOICES:
        return value
    if name in ("fuzz", "bury_siblings"):
        if isinstance(value, bool):
            return value
        raise ConfigError(f"{where} = {value!r}; it is true or false")
    if name == "modes":
        if isinstance(value, list) and value and all(mode in _MODES for mode in value):
            return tuple(dict.fromkeys(value))
        raise ConfigError(f"{where} = {value!r}; it is a list of some of {', '.join(_MODES)}")
    if name in ("steps", "relearning"):
        return _steps(value, where)
    if name == "retention":
        if isinstance(value, (int, float)) and not isinstance(value, bool) and 0.7 <= value <= 0.99:
            return float(value)
        raise ConfigError(f"{where} = {value!r}; it lies between 0.7 and 0.99")
    low, high = _LIMITS[name]
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return value
    raise ConfigError(f"{where} = {value!r}; it is a whole number from {low} to {high}")


def _steps(value: Any, where: str) -> tuple[int, ...]:
    """Read a list such as ``["1m", "10m"]`` as seconds."""
    says = f'{where} = {value!r}; it is a list such as ["1m", "10m"] of at most 7 days each'
    if not isinstance(value, list) or len(value) > _MOST_STEPS:
        raise ConfigError(says)
    found = []
    for step in value:
        match = re.fullmatch(r"(\d{1,6}) ?([smhd])", step) if isinstance(step, str) else None
        seconds = int(match[1]) * _SECONDS[match[2]] if match else 0
        if not 0 < seconds <= _LONGEST_STEP:
            raise ConfigError(says)
        found.append(seconds)
    return tuple(found)
