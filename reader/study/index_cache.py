"""Indexes of texts kept in the cache directory, so that a text is counted once.

One file a text, named by its digest. It says with which dictionaries, corrections and paragraphs it was made;
what was made otherwise, or is damaged, is as good as not there. The folder may be deleted at any time, and
whatever cannot be written is not kept: it is only a cache.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from reader import atomic
from reader.study.word_index import WordIndex

LIMIT = 96 * 1024 * 1024
"""Bytes kept at most: some hundred novels. What was used longest ago goes first."""
_SUFFIX = ".words"
_DIGEST = re.compile("[0-9a-f]{8,128}")


class IndexCache:
    """The folder of kept indexes. An ``engine`` key names what cut the text, a ``text`` key what was cut."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self._folder = folder
        self._limit = limit

    def load(
        self, digest: str, engine: str, text: str | None = None, places: bool = True
    ) -> WordIndex | None:
        """Return what was kept of the text, if it was made so; without ``text``, whatever it was cut from."""
        path = self._path(digest)
        if path is None:
            return None
        try:
            head, _, body = path.read_bytes().partition(b"\n")
            made_by, _, made_of = head.decode("ascii").partition(" ")
            if made_by != engine or (text is not None and made_of != text):
                return None
            index = WordIndex.from_bytes(body, places)
        except (OSError, ValueError):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return index

    def keep(self, digest: str, engine: str, text: str, index: WordIndex) -> None:
        """Keep the index of a text in the place of what was kept of it."""
        path = self._path(digest)
        if path is None:
            return
        with contextlib.suppress(OSError):
            atomic.write_bytes(path, f"{engine} {text}\n".encode("ascii") + index.to_bytes())
            self._forget_oldest()

    def _path(self, digest: str) -> Path | None:
        return self._folder / f"{digest[:64]}{_SUFFIX}" if _DIGEST.fullmatch(digest) else None

    def _forget_oldest(self) -> None:
        kept = sorted(
            (
                (stat.st_mtime_ns, stat.st_size, path)
                for path in self._folder.glob(f"*{_SUFFIX}")
                for stat in [path.stat()]
            ),
            reverse=True,
        )
        room = self._limit
        for number, (_, size, path) in enumerate(kept):
            room -= size
            if room < 0 and number:
                path.unlink(missing_ok=True)
