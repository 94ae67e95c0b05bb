"""ZIP containers from strangers: read within limits, and never unpacked onto the disk.

Names in an archive are keys to look its entries up by and nothing else: no path is ever made of one.
"""

from __future__ import annotations

import io
import posixpath
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from reader.errors import DocumentError

ENTRY_LIMIT = 30_000
"""Entries in an archive at most; a book of 3,000 chapters with a picture in each has a quarter of that."""
ONE_LIMIT = 64 << 20
"""Bytes that one entry may be unpacked to."""
ALL_LIMIT = 160 << 20
"""Bytes that all entries read may be unpacked to together."""
RATIO_LIMIT = 150
"""How many times larger than packed an entry may be, from RATIO_FROM bytes on; prose is packed to a third."""
RATIO_FROM = 4 << 20
_CHUNK = 1 << 16
_LOCAL = b"PK\x03\x04"
_CENTRAL = b"PK\x01\x02"
_ENCRYPTED, _SIZES_FOLLOW, _UTF8 = 1, 8, 0x800
_FAULTS = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, OSError, ValueError)


class Archive:
    """The entries of a ZIP file in memory. ``name`` is what messages call it."""

    def __init__(self, data: bytes, name: str) -> None:
        """Read the directory; where it is damaged, look for the entries themselves.

        Raises DocumentError where there are too many entries, or none.
        """
        self.name = name
        self.warnings: tuple[str, ...] = ()
        if data.count(_CENTRAL) > ENTRY_LIMIT or data.count(_LOCAL) > ENTRY_LIMIT:
            raise DocumentError(f"{name}: more than {ENTRY_LIMIT:,} files packed together; open one of them")
        self._read = 0
        self._salvaged: dict[str, tuple[int, int, int]] = {}
        self._data = data
        self._zip: zipfile.ZipFile | None = None
        self._infos: Mapping[str, zipfile.ZipInfo] = {}
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._infos = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
        except (*_FAULTS, NotImplementedError):
            self._salvaged = {entry: place for entry, place in _salvage(data) if not entry.endswith("/")}
            self.warnings = ("its directory is damaged; what could be found is shown",)
        if not self.names:
            raise DocumentError(
                f"{name}: a damaged archive with nothing in it that can be read; get it again"
            )
        self._folded = {_folded(entry): entry for entry in reversed(self.names)}

    @property
    def names(self) -> tuple[str, ...]:
        """The entries' names as written."""
        return tuple(self._infos) or tuple(self._salvaged)

    def find(self, path: str) -> str | None:
        """Return the entry that ``path`` means: as written, or else but for case, escapes and backslashes."""
        known = self._infos or self._salvaged
        for candidate in (path, unquote(path)):
            if candidate in known:
                return candidate
            if (found := self._folded.get(_folded(candidate))) is not None:
                return found
        return None

    def read(self, entry: str) -> bytes:
        """Return an entry's content.

        Raises DocumentError where it is locked, or larger unpacked than a text can be; KeyError where it
        is not there or damaged.
        """
        if self._zip is not None:
            info = self._infos[entry]
            if info.flag_bits & _ENCRYPTED:
                raise DocumentError(f"{self.name}: locked with a password; unlock it and save it without one")
            try:
                with self._zip.open(info) as stream:
                    return self._limited(iter(lambda: stream.read(_CHUNK), b""), info.compress_size)
            except NotImplementedError as error:
                raise KeyError(entry) from error
            except RuntimeError as error:
                raise KeyError(entry) from error
            except _FAULTS as error:
                raise KeyError(entry) from error
        start, method, packed = self._salvaged[entry]
        try:
            return self._limited(_inflated(self._data, start, method, packed), packed or len(self._data))
        except _FAULTS as error:
            raise KeyError(entry) from error

    def _limited(self, chunks: Iterator[bytes], packed: int) -> bytes:
        content = bytearray()
        for chunk in chunks:
            content += chunk
            self._read += len(chunk)
            bomb = len(content) > RATIO_FROM and len(content) > RATIO_LIMIT * max(1, packed)
            if bomb or len(content) > ONE_LIMIT or self._read > ALL_LIMIT:
                raise DocumentError(
                    f"{self.name}: unpacks to far more than any text, which may be an attack; do not open it"
                )
        return bytes(content)


def relative(base: str, reference: str) -> str:
    """Return the entry that ``reference`` in ``base`` means; outside the archive there is nothing."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(base), reference.split("#")[0]))
    return path.lstrip("/") if not path.startswith("..") else ""


def _folded(path: str) -> str:
    path = posixpath.normpath(path.replace("\\", "/")).lstrip("/")
    return unicodedata.normalize("NFC", path).casefold()


def _salvage(data: bytes) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Yield the entries by their own headings: name, where it begins, method, packed size or 0."""
    place = data.find(_LOCAL)
    while place >= 0 and len(data) >= place + 30:
        flags, method, _, _, _, packed, _, name_length, extra_length = struct.unpack_from(
            "<HHHHLLLHH", data, place + 6
        )
        raw = data[place + 30 : place + 30 + name_length]
        start = place + 30 + name_length + extra_length
        if method in (0, 8) and not flags & _ENCRYPTED and name_length:
            name = raw.decode("utf-8" if flags & _UTF8 else "cp437", errors="replace")
            known = 0 if flags & _SIZES_FOLLOW or packed == 0xFFFFFFFF else packed
            yield name, (start, method, known)
            start += known
        place = data.find(_LOCAL, max(start, place + 4))


def _inflated(data: bytes, start: int, method: int, packed: int) -> Iterator[bytes]:
    end = start + packed if packed else len(data)
    if method == 0:
        if not packed:
            following = data.find(_LOCAL, start)
            end = following if following >= 0 else len(data)
        yield data[start:end]
        return
    unpacker = zlib.decompressobj(-15)
    for place in range(start, end, _CHUNK):
        rest = data[place : min(place + _CHUNK, end)]
        while rest and not unpacker.eof:
            yield unpacker.decompress(rest, _CHUNK)
            rest = unpacker.unconsumed_tail
        if unpacker.eof:
            return
