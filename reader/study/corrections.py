"""The learner's corrections: a plain text file that people, programs and version control can share.

Comments and lines that cannot be understood stay where they are, through every change; the latter are told
by number and the rest is used. The file is written whole or not at all, and read again when it changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reader import atomic
from reader.document.model import Position
from reader.errors import ConfigError
from reader.study.correction import Correction

FILE_NAME = "corrections.txt"
_SIZE_LIMIT = 16 * 1024 * 1024
"""Bytes in a file of corrections at most: some hundred thousand."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_HEADER = "# Corrections of cuts and readings, one a line: scope, words, cut or read, how; parted by tabs.\n"


@dataclass(frozen=True, slots=True)
class Fixed:
    """What is settled in a paragraph: spans that are words, and readings of words, by code points.

    ``spans`` are in order and do not overlap. A reading holds for a token with just these bounds, and cuts
    nothing itself.
    """

    spans: tuple[tuple[int, int], ...] = ()
    readings: tuple[tuple[int, int, str], ...] = ()


NOTHING_FIXED = Fixed()


@dataclass(frozen=True, slots=True)
class Change:
    """A place that a correction would change: the words at ``position``, and the paragraph they stand in."""

    digest: str
    position: Position
    surface: str
    text: str


class TextCorrections:
    """The corrections that hold in one text.

    Where two meet, the nearer scope wins, then the longer words, then the later line.
    """

    def __init__(self, digest: str, corrections: Iterable[Correction]) -> None:
        self._digest = digest
        holding = [(order, one) for order, one in enumerate(corrections) if one.scope.covers(digest)]
        holding.sort(key=lambda pair: (pair[1].scope.reach, len(pair[1].surface), pair[0]), reverse=True)
        self._corrections = tuple(correction for _, correction in holding)

    def __bool__(self) -> bool:
        return bool(self._corrections)

    def of(self, paragraph: int, text: str) -> Fixed:
        """Return what is settled in the paragraph with this index and text."""
        if not self._corrections:
            return NOTHING_FIXED
        spans: list[tuple[int, int]] = []
        readings: dict[tuple[int, int], str] = {}
        for correction in self._corrections:
            for start in correction.places(self._digest, paragraph, text):
                end = start + len(correction.surface)
                if correction.reading:
                    readings.setdefault((start, end), correction.reading)
                elif not any(start < other_end and other_start < end for other_start, other_end in spans):
                    spans += _piece_spans(start, correction.pieces)
        return Fixed(tuple(sorted(spans)), tuple((*span, readings[span]) for span in sorted(readings)))


class Corrections:
    """The corrections file at ``path``. Nothing is made before the first correction."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamp: tuple[int, int, int] | None = None
        self._lines: tuple[str, ...] = ()
        self._parsed: tuple[Correction | None, ...] = ()
        self._problems: tuple[str, ...] = ()
        self._texts: dict[str, TextCorrections] = {}

    @classmethod
    def open(cls, directory: Path) -> Corrections:
        return cls(directory / FILE_NAME)

    @property
    def all(self) -> tuple[Correction, ...]:
        """The corrections in the order of their lines."""
        self._read()
        return tuple(correction for correction in self._parsed if correction is not None)

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each line that cannot be understood: ``PATH:NUMBER: …``."""
        self._read()
        return self._problems

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the file as they are, comments and line ends too; bytes of no UTF-8 as surrogates."""
        self._read()
        return self._lines

    def for_text(self, digest: str) -> TextCorrections:
        """Return the corrections that hold in the text with this digest; cheap to ask for each paragraph."""
        self._read()
        found = self._texts.get(digest)
        if found is None:
            found = self._texts[digest] = TextCorrections(digest, self.all)
        return found

    def standing(self, correction: Correction) -> Correction | None:
        """Return the correction that ``correction`` would replace."""
        return next((one for one in reversed(self.all) if one.key == correction.key), None)

    def replace(self, old: Correction | None, new: Correction | None) -> None:
        """Put ``new`` where ``old`` stands, or at the end; None for neither leaves out that half.

        A line that is gone already, or there already, is left so, so that doing it twice does no harm.
        """
        self._read()
        lines, parsed = list(self._lines), list(self._parsed)
        place = len(lines)
        if old is not None and old in parsed:
            place = parsed.index(old)
            del lines[place], parsed[place]
        if new is not None and new not in parsed:
            if place == len(lines) and lines and not lines[-1].endswith("\n"):
                lines[-1] += "\n"
            lines.insert(place, new.line() + "\n")
        if tuple(lines) != self._lines:
            self._write(lines)

    def _read(self) -> None:
        stamp = self._present_stamp()
        if stamp == self._stamp:
            return
        content = ""
        if stamp is not None:
            if not self.path.is_file() or stamp[1] > _SIZE_LIMIT:
                raise ConfigError(f"{self.path}: not a file of at most {_SIZE_LIMIT >> 20} MiB; move it away")
            try:
                content = self.path.read_bytes().decode("utf-8-sig", "surrogateescape")
            except OSError as error:
                raise ConfigError(f"{self.path}: {error.strerror}; check its permissions") from error
        self._lines = tuple(_LINE.findall(content))
        parsed: list[Correction | None] = []
        problems: list[str] = []
        for number, line in enumerate(self._lines, start=1):
            try:
                parsed.append(_parsed(line))
            except ConfigError as error:
                parsed.append(None)
                problems.append(f"{self.path}:{number}: {error}")
        self._texts = {}
        self._parsed, self._problems, self._stamp = tuple(parsed), tuple(problems), stamp

    def _write(self, lines: list[str]) -> None:
        content = "".join(lines if self._lines else [_HEADER, *lines])
        try:
            atomic.write_bytes(self.path, content.encode("utf-8", "surrogateescape"))
        except OSError as error:
            raise ConfigError(
                f"{self.path}: cannot be written ({error.strerror}); nothing was changed"
            ) from error
        self._stamp = None

    def _present_stamp(self) -> tuple[int, int, int] | None:
        try:
            stat = self.path.stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_size, stat.st_ino


def preview(correction: Correction, texts: Iterable[tuple[str, int, str]]) -> tuple[Change, ...]:
    """Return the places where ``correction`` holds in paragraphs given as (digest, index, text)."""
    return tuple(
        Change(digest, Position(paragraph, offset), correction.surface, text)
        for digest, paragraph, text in texts
        for offset in correction.places(digest, paragraph, text)
    )


def _parsed(line: str) -> Correction | None:
    bare = line.rstrip("\r\n")
    if not bare.strip() or bare.lstrip().startswith("#"):
        return None
    try:
        bare.encode("utf-8")
    except UnicodeEncodeError:
        raise ConfigError("is not UTF-8") from None
    return Correction.parse(bare)


def _piece_spans(start: int, pieces: tuple[str, ...]) -> list[tuple[int, int]]:
    spans = []
    for piece in pieces:
        spans.append((start, start + len(piece)))
        start += len(piece)
    return spans
