"""Settings, read from ``config.toml`` in the config directory. Each has a default, so none need exist."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reader.errors import ConfigError
from reader.review_settings import ReviewSettings, review_settings_from

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_SIZE_LIMIT = 256 * 1024
"""Bytes in a file of settings at most."""
_CHOICES: dict[str, tuple[object, ...]] = {
    "view": ("plain", "pinyin", "fading", "interlinear"),
    "notation": ("marks", "numbers", "zhuyin"),
    "script": ("as-written", "simplified", "traditional"),
    "tones": ("none", "pleco", "hanping", "zhongwen"),
    "tones_on": ("readings", "characters"),
    "keys": ("pager", "vim", "zhongwen", "lute"),
    "card": ("float", "panel", "auto"),
    "ambiguous_width": (0, 1, 2),
}


@dataclass(frozen=True, slots=True)
class Config:
    """What a learner may set.

    ``level`` is the HSK 3.0 level the learner has reached, 0 to 9: in the fading view, words up to it need
    no help. ``measure`` is the widest line of text in cells. ``ambiguous_width`` is how many cells the
    terminal gives marks such as ``“`` and ``…``; 0 asks the terminal. ``bindings`` maps an action's id to
    keys, over the preset ``keys``. ``dictionaries`` orders dictionaries by name and ``dictionaries_off``
    turns some off. ``review`` is the table ``[review]``. ``chapters`` is a regular expression for the
    lines that begin chapters, empty for the program's own rules; ``join_headings`` makes one of a heading
    that is broken over two lines. ``keep_texts`` keeps a copy of each text that was opened.
    """

    view: str = "fading"
    notation: str = "marks"
    script: str = "as-written"
    sandhi: bool = False
    tones: str = "none"
    tones_on: str = "readings"
    theme: str = "paper"
    level: int = 3
    measure: int = 88
    ambiguous_width: int = 0
    card: str = "float"
    keys: str = "pager"
    bindings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    review: ReviewSettings = field(default_factory=ReviewSettings)
    dictionaries: tuple[str, ...] = ()
    dictionaries_off: tuple[str, ...] = ()
    chapters: str = ""
    join_headings: bool = False
    keep_texts: bool = True


def read_config(directory: Path) -> Config:
    """Return the settings in ``directory/config.toml``, or the defaults where there is no such file.

    Raises ConfigError, naming the file and the setting, for what cannot be understood.
    """
    path = directory / "config.toml"
    try:
        if not path.exists():
            return Config()
        if not path.is_file():
            raise ConfigError(f"{path}: not a regular file; move it away, or write settings into it")
        with path.open("rb") as stream:
            data = stream.read(_SIZE_LIMIT + 1)
    except OSError as error:
        reason = error.strerror or error
        raise ConfigError(f"{path}: cannot be read ({reason}); check its permissions") from error
    if len(data) > _SIZE_LIMIT:
        raise ConfigError(f"{path}: larger than {_SIZE_LIMIT >> 10} KiB; no settings are that long")
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{path}: not a TOML file: {error}") from error
    return config_from(table, str(path))


def config_from(table: Mapping[str, Any], where: str) -> Config:
    """Check a table of settings; ``where`` begins the message of the ConfigError it may raise."""
    known = {setting.name: setting for setting in fields(Config)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in known:
            raise ConfigError(
                f"{where}: no setting is called {key[:60]!r}; there are {', '.join(sorted(known))}"
            )
        values[name] = _checked(name, value, where)
    return Config(**values)


def _checked(name: str, value: Any, where: str) -> Any:
    if name in _CHOICES:
        if value not in _CHOICES[name]:
            raise ConfigError(
                f"{where}: {name} = {value!r}; choose one of {', '.join(map(str, _CHOICES[name]))}"
            )
        return value
    if name == "bindings":
        if not isinstance(value, Mapping) or not all(isinstance(keys, str) for keys in value.values()):
            raise ConfigError(f'{where}: [bindings] holds lines such as save = "s"')
        return MappingProxyType(dict(value))
    if name == "review":
        return review_settings_from(value, where)
    if name in ("dictionaries", "dictionaries_off"):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ConfigError(f"{where}: {name} is a list of dictionary names")
        return tuple(value)
    if name in ("sandhi", "join_headings", "keep_texts") and isinstance(value, bool):
        return value
    if name in ("theme", "chapters") and isinstance(value, str):
        return value
    limits = {"level": (0, 9), "measure": (20, 400)}
    if name in limits and isinstance(value, int) and not isinstance(value, bool):
        low, high = limits[name]
        if low <= value <= high:
            return value
        raise ConfigError(f"{where}: {name} = {value}; it lies between {low} and {high}")
    raise ConfigError(f"{where}: {name} cannot be {value!r}")
