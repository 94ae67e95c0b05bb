"""The learner's own dictionaries: put in, fetched, taken out. The old one stays until the new is sound."""

from __future__ import annotations

import contextlib
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from reader import atomic
from reader.dictionary.cedict import DictionaryFile, dictionary_bytes, read_dictionary
from reader.dictionary.senses import MAIN_SOURCE
from reader.dictionary.sources import INSTALLED_MAIN, dictionary_name, installed_folder
from reader.errors import DictionaryError
from reader.inert import inert_line

PUBLISHER = "https://www.mdbg.net/chinese/export/cedict/cedict_1_0_ts_utf-8_mdbg.txt.gz"
"""Where the publisher of CC-CEDICT keeps the current release. Asked only by `dushu dictionary update`."""

FETCH_LIMIT = 64 * 1024 * 1024
FETCH_SECONDS = 120.0

_MAIN_ENTRIES = 50_000
"""Entries that a release of CC-CEDICT has at the least."""


def check(path: Path) -> tuple[str, DictionaryFile]:
    """Read a dictionary file completely; return the name it would have, and what is in it.

    Raises DictionaryError where it holds fewer or more entries than its header says, or lines that are no
    entries: what is installed is whole.
    """
    dictionary = read_dictionary(path, dictionary_name(path))
    if dictionary.bad_lines:
        number, line = dictionary.bad_lines[0]
        more = f" and {len(dictionary.bad_lines) - 1} more" if len(dictionary.bad_lines) > 1 else ""
        raise DictionaryError(f"{path}:{number}: not a CC-CEDICT line: {line!r}{more}; nothing was installed")
    expected = dictionary.about("entries")
    if expected and expected != str(len(dictionary.lines)):
        raise DictionaryError(
            f"{path}: {len(dictionary.lines)} entries, but its header says {inert_line(expected)}; "
            "it may be cut short, nothing was installed"
        )
    is_main = dictionary.about("publisher") == "MDBG" or "cedict" in path.name.lower()
    if is_main and len(dictionary.lines) >= _MAIN_ENTRIES:
        return MAIN_SOURCE, dictionary
    return dictionary_name(path), dictionary


def install(path: Path, data: Path, prepare: Callable[[], None]) -> tuple[str, DictionaryFile]:
    """Copy a sound dictionary into the learner's folder, unpacked; ``prepare`` then builds what needs it.

    Where ``prepare`` fails, what was there before is put back and the error goes on.
    """
    name, dictionary = check(path)
    target = installed_folder(data) / f"{INSTALLED_MAIN if name == MAIN_SOURCE else name}.u8"
    before = target.read_bytes() if target.exists() else None
    with _explained(target):
        atomic.write_bytes(target, dictionary_bytes(path))
    try:
        prepare()
    except BaseException:
        with _explained(target):
            if before is None:
                target.unlink(missing_ok=True)
            else:
                atomic.write_bytes(target, before)
        raise
    return name, dictionary


def remove(name: str, data: Path) -> Path:
    """Take a dictionary of the learner's out; its file is kept beside, ending in ``.removed``."""
    folder = installed_folder(data)
    for path in sorted(folder.glob("*.u8*")) if folder.is_dir() else ():
        if dictionary_name(path) == name and not path.name.endswith(".removed"):
            kept = path.with_name(path.name + ".removed")
            with _explained(path):
                path.replace(kept)
            return kept
    raise DictionaryError(f"no dictionary called {name!r} was installed; see `dushu dictionary list`")


@contextlib.contextmanager
def fetched(
    url: str = PUBLISHER,
    limit: int = FETCH_LIMIT,
    seconds: float = FETCH_SECONDS,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[Path]:
    """Fetch a dictionary into a temporary file, which is gone on leaving.

    ``limit`` is in bytes; ``seconds`` holds for the whole transfer. ``progress`` is called with bytes so far
    and in all (0 where the server does not say).
    """
    if not url.lower().startswith(("https://", "http://")):
        raise DictionaryError(f"{inert_line(url)}: not an address a dictionary can be fetched from")
    suffix = ".u8.gz" if url.endswith(".gz") else ".u8.zip" if url.endswith(".zip") else ".u8"
    with tempfile.TemporaryDirectory(prefix="dushu-") as folder:
        target = Path(folder) / f"cedict{suffix}"
        try:
            _download(url, target, limit, seconds, progress)
        except (urllib.error.URLError, OSError, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            raise DictionaryError(
                f"{inert_line(url)}: cannot be fetched: {inert_line(str(reason))}; nothing was changed"
            ) from error
        yield target


def _download(
    url: str, target: Path, limit: int, seconds: float, progress: Callable[[int, int], None]
) -> None:
    deadline = time.monotonic() + seconds
    request = urllib.request.Request(url, headers={"User-Agent": "dushu"})
    with urllib.request.urlopen(request, timeout=min(seconds, 30.0)) as answer, target.open("wb") as file:
        total = int(answer.headers.get("Content-Length") or 0)
        done = 0
        while block := answer.read1(65_536):
            done += len(block)
            if done > limit:
                raise OSError(f"more than {limit >> 20} MiB")
            if time.monotonic() > deadline:
                raise OSError(f"more than {seconds:.0f} seconds")
            file.write(block)
            progress(done, total)
        if total and done < total:
            raise OSError(f"broke off after {done} of {total} bytes")


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DictionaryError(
            f"{path}: cannot be written: {error.strerror or error}; nothing changed"
        ) from error
