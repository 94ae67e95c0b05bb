"""Where things are kept: the learner's data, settings, caches, and the files that come with the program."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Paths:
    """The three places of one profile. Nothing is created until it is written to."""

    data: Path
    config: Path
    cache: Path


def user_paths(environment: Mapping[str, str] = os.environ) -> Paths:
    """Return this user's places; ``DUSHU_HOME=DIR`` puts all three under DIR."""
    home = environment.get("DUSHU_HOME")
    if home:
        root = Path(home).expanduser().absolute()
        return Paths(root / "data", root / "config", root / "cache")
    import platformdirs

    places = platformdirs.PlatformDirs("dushu", appauthor=False)
    return Paths(Path(places.user_data_dir), Path(places.user_config_dir), Path(places.user_cache_dir))


def bundled(room: str) -> Path:
    """Return the folder ``dictionaries`` or ``texts`` that comes with the program.

    In a wheel they lie inside the package, in a checkout beside it.
    """
    inside = _PACKAGE / "_data" / room
    return inside if inside.is_dir() else _PACKAGE.parent / room
