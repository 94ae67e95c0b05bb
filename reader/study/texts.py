"""The texts themselves, kept beside the notebook so that they open though their files are gone.

Each lies compressed under the digest of its bytes: ``gunzip`` gives it back as it was. A copy is there whole
or not at all, and what is read is checked against the digest.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from reader import atomic
from reader.errors import NotebookError

ROOM = 512 * 1024 * 1024
"""Bytes that all copies together may take."""
TEXT_LIMIT = 128 * 1024 * 1024
"""Bytes of one text at most, as the formats that are read set it."""


class KeptTexts:
    """The copies in ``folder``, which is made with the first one."""

    def __init__(self, folder: Path, room: int = ROOM) -> None:
        self.folder = folder
        self._room = room

    def has(self, digest: str) -> bool:
        return self._path(digest).is_file()

    def keep(self, digest: str, data: bytes, spare: Callable[[], Iterable[str]] = tuple) -> bool:
        """Keep the bytes of a text; return False where there is no room for them.

        ``spare`` yields the digests of copies that may go to make room, the least needed first.
        """
        if self.has(digest):
            return True
        packed = gzip.compress(data, compresslevel=6, mtime=0)
        if len(data) > TEXT_LIMIT or not self._make_room(len(packed), spare):
            return False
        try:
            atomic.write_bytes(self._path(digest), packed)
        except OSError as error:
            raise NotebookError(
                f"{self.folder}: no copy of the text could be kept there ({error.strerror or error}); "
                "free some space or check its permissions"
            ) from error
        return True

    def data(self, digest: str) -> bytes | None:
        """Return the bytes of a text, None where there is no copy or the copy is damaged."""
        try:
            with gzip.open(self._path(digest), "rb") as stream:
                data = stream.read(TEXT_LIMIT + 1)
        except (OSError, EOFError, zlib.error):
            return None
        return data if hashlib.sha256(data).hexdigest() == digest else None

    def forget(self, digest: str) -> None:
        """Throw a copy away."""
        try:
            self._path(digest).unlink(missing_ok=True)
        except OSError as error:
            raise NotebookError(
                f"{self._path(digest)}: cannot be removed ({error.strerror or error}); check its permissions"
            ) from error

    def digests(self) -> tuple[str, ...]:
        """Return of which texts there are copies."""
        return tuple(sorted(path.stem for path in self.folder.glob("*.gz")))

    def size(self) -> int:
        """Return the bytes that all copies take."""
        try:
            return sum(path.stat().st_size for path in self.folder.glob("*.gz"))
        except OSError:
            return 0

    def _make_room(self, needed: int, spare: Callable[[], Iterable[str]]) -> bool:
        taken = self.size()
        if taken + needed <= self._room:
            return True
        for digest in spare():
            path = self._path(digest)
            if path.is_file():
                taken -= path.stat().st_size
                self.forget(digest)
            if taken + needed <= self._room:
                return True
        return False

    def _path(self, digest: str) -> Path:
        if not digest.isalnum():
            raise NotebookError(f"{digest!r}: no text has this digest; name a text of the shelf")
        return self.folder / f"{digest}.gz"
