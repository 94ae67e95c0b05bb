"""Reading dictionary files in CC-CEDICT's format, ours and anybody's.

A line is ``traditional simplified [pin1 yin1] /sense/sense/``; the edition with ``[[pin1yin1]]`` and
Windows line ends are read as well. Lines beginning ``#!`` carry ``key=value`` about the file; in our
glossaries ``#! cut=大数据|中心`` says that a headword is a phrase and how a text is cut where it occurs.
"""

from __future__ import annotations

import gzip
import hashlib
import lzma
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from reader.dictionary.entry import Entry, Sense
from reader.errors import DictionaryError
from reader.inert import inert_line
from reader.language.reading import Reading

_LINE = re.compile(r"(\S+) (\S+) (\[\[[^\]]*\]\]|\[[^\]]*\]) ?/(.*)/")
_JOINED_SYLLABLE = re.compile(r"[A-Za-züÜêÊ:]+[1-5]|[A-Za-züÜêÊ:]+|\d+|[·,]")
_EXPANDED_LIMIT = 200 * 1024 * 1024
"""Bytes a packed dictionary may expand to; CC-CEDICT is 10 MB."""


Fields = tuple[str, str, str, str]
"""A line taken apart and no further: traditional, simplified, bracketed pinyin, what stands in slashes."""


@dataclass(frozen=True, slots=True)
class DictionaryFile:
    """A dictionary, read completely. ``bad_lines`` holds (line number, line) of what could not be read."""

    name: str
    digest: str
    lines: tuple[Fields, ...] = field(repr=False)
    phrases: tuple[tuple[str, ...], ...] = field(repr=False)
    header: tuple[tuple[str, str], ...]
    bad_lines: tuple[tuple[int, str], ...]

    def entries(self) -> Iterator[Entry]:
        """Yield the entries in the order of the file."""
        return (entry_of(fields, self.name) for fields in self.lines)

    def about(self, key: str) -> str:
        """Return a header value such as ``date``, ``license``, ``publisher``, ``entries``, or ``""``."""
        return dict(self.header).get(key, "")


def read_dictionary(path: Path, name: str) -> DictionaryFile:
    """Read a dictionary of CC-CEDICT's format, packed (``.gz .xz .zip``) or not; ``name`` becomes its source.

    Raises DictionaryError where the file cannot be read, is not UTF-8, or holds no entry at all.
    """
    data = dictionary_bytes(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DictionaryError(
            f"{path}: not UTF-8 at byte {error.start}; save the dictionary as UTF-8"
        ) from error
    dictionary = parse_dictionary(text, name, hashlib.sha256(data).hexdigest())
    if not dictionary.lines:
        raise DictionaryError(f"{path}: no dictionary entry in it; a CC-CEDICT file (.u8, .txt) is expected")
    return dictionary


def dictionary_bytes(path: Path) -> bytes:
    """Return the file's content, unpacked; the size unpacked is limited while reading."""
    try:
        if path.suffix == ".gz":
            with gzip.open(path) as stream:
                data = stream.read(_EXPANDED_LIMIT + 1)
        elif path.suffix == ".xz":
            with lzma.open(path) as stream:
                data = stream.read(_EXPANDED_LIMIT + 1)
        elif path.suffix == ".zip":
            data = _only_member(path)
        else:
            with path.open("rb") as plain:
                data = plain.read(_EXPANDED_LIMIT + 1)
    except (
        OSError,
        EOFError,
        lzma.LZMAError,
        zipfile.BadZipFile,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise DictionaryError(f"{path}: cannot be read as a dictionary: {error}") from error
    if len(data) > _EXPANDED_LIMIT:
        raise DictionaryError(
            f"{path}: larger than {_EXPANDED_LIMIT >> 20} MiB unpacked; not a dictionary of this kind"
        )
    return data


def _only_member(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith((".u8", ".txt"))]
        if len(names) != 1:
            raise DictionaryError(
                f"{path}: {len(names)} dictionary files in the archive; exactly one is expected"
            )
        with archive.open(names[0]) as stream:
            return stream.read(_EXPANDED_LIMIT + 1)


def parse_dictionary(text: str, name: str, digest: str) -> DictionaryFile:
    """Take a dictionary's text apart; lines that are not entries are counted, never fatal."""
    header: list[tuple[str, str]] = []
    phrases: list[tuple[str, ...]] = []
    lines: list[Fields] = []
    bad_lines: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.rstrip("\r")
        if line.startswith("#!"):
            key, equals, value = line[2:].strip().partition("=")
            if key == "cut":
                phrases.append(tuple(value.split("|")))
            elif equals:
                header.append((key, value))
        elif line and not line.startswith("#"):
            match = _LINE.fullmatch(line.rstrip())
            if match is None:
                bad_lines.append((number, inert_line(line[:120])))
            else:
                lines.append(cast(Fields, match.groups()))
    return DictionaryFile(name, digest, tuple(lines), tuple(phrases), tuple(header), tuple(bad_lines))


def parse_line(line: str, source: str) -> Entry | None:
    """Return the entry of one line, or None where the line is not of the format."""
    match = _LINE.fullmatch(line.rstrip())
    return None if match is None else entry_of(cast(Fields, match.groups()), source)


def entry_of(fields: Fields, source: str) -> Entry:
    """Return the entry that a line's fields spell out."""
    traditional, simplified, pinyin, body = fields
    senses, classifiers = _senses(body)
    return Entry(traditional, simplified, parse_pinyin(pinyin), senses, classifiers, source)


def parse_pinyin(bracketed: str) -> Reading:
    """Read ``[pin1 yin1]`` or ``[[pin1yin1]]`` with the brackets on."""
    if not bracketed.startswith("[["):
        return Reading.parse(bracketed[1:-1])
    parts = _JOINED_SYLLABLE.findall(bracketed[2:-2].replace("ü", "u:").replace("Ü", "U:"))
    return Reading.parse(" ".join("r5" if part == "r" else part for part in parts))


def _senses(body: str) -> tuple[tuple[Sense, ...], tuple[str, ...]]:
    senses: list[Sense] = []
    classifiers: list[str] = []
    for text in body.split("/"):
        if text.startswith("CL:"):
            classifiers.extend(text[3:].split(","))
        elif text:
            senses.append(Sense(text))
    return tuple(senses), tuple(classifiers)


def format_line(entry: Entry) -> str:
    """Return the entry as a line of the format; the inverse of :func:`parse_line`."""
    items = [sense.text for sense in entry.senses]
    if entry.classifiers:
        items.append("CL:" + ",".join(entry.classifiers))
    return f"{entry.traditional} {entry.simplified} [{entry.reading}] /{'/'.join(items)}/"
