"""Subtitles: SRT, WebVTT and ASS. A cue is a paragraph with its time; marks and override codes are left out.

In bilingual subtitles the line in the other script is the paragraph's translation. A cue whose time cannot
be read is passed over and counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reader.document.block import Block, Extracted
from reader.document.encoding import Decoded
from reader.document.markup import unescaped
from reader.errors import DocumentError
from reader.language.script import has_han

_STAMP = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[,.:](\d{1,3})"
_TIMING = re.compile(rf"\s*{_STAMP}\s*-->\s*{_STAMP}(?:\s|$)")
_ASS_STAMP = re.compile(r"\s*(\d{1,3}):(\d{1,2}):(\d{1,2})[.:,](\d{1,3})\s*$")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>|<\d[\d:.]{3,20}>|</?>")
_RUBY_TEXT = re.compile(r"<rt[^>]{0,100}>[^<]{0,200}(?:</rt>)?", re.IGNORECASE)
_BREAK = re.compile(r"<br\s{0,10}/?>", re.IGNORECASE)
_OVERRIDE = re.compile(r"\{\\[^{}]*\}|\{[yYfFcCsSpP]:[^{}]{0,60}\}")
_DRAWING = re.compile(r"\{[^{}]*\\p[1-9][^{}]*\}.*?(?:\{[^{}]*\\p0[^{}]*\}|$)")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]{2}|[A-Za-z] ")
_CUES_LIMIT = 100_000
_CHARACTERS_LIMIT = 16_000_000
_BILINGUAL = 0.3
"""The share of cues with lines of both kinds from which on subtitles are bilingual."""
_ASS_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines that are shown from ``start`` to ``end``, in milliseconds."""

    start: int
    end: int
    lines: tuple[str, ...]


def subtitles(decoded: Decoded, name: str) -> Extracted:
    """Take subtitles apart, in order of time.

    Raises DocumentError where no cue can be read.
    """
    if decoded.text.count("-->") + decoded.text.count("Dialogue:") > _CUES_LIMIT:
        raise DocumentError(f"{name}: more than {_CUES_LIMIT:,} cues, no film has so many; split the file")
    if len(decoded.text) > _CHARACTERS_LIMIT:
        raise DocumentError(f"{name}: subtitles longer than those of any film; split the file")
    ass = re.search(
        r"^\[(?:Script Info|Events)\]|^Dialogue:", decoded.text[:4_000], re.MULTILINE | re.IGNORECASE
    )
    found = list((_ass if ass else _cues)(decoded.text))
    cues = [cue for cue in found if cue is not None and cue.lines]
    bad = sum(cue is None for cue in found)
    if not cues:
        raise DocumentError(
            f"{name}: subtitles without a cue that can be read; check the file, or get it again"
        )
    cues.sort(key=lambda cue: (cue.start, cue.end))
    blocks = tuple(_blocks(_together(cues)))
    warnings = decoded.warnings
    if bad:
        cues_were = "1 cue was" if bad == 1 else f"{bad} cues were"
        warnings += (f"{cues_were} skipped: the time could not be read",)
    return Extracted(blocks, encoding=decoded.encoding, warnings=warnings)


def _cues(text: str) -> Iterator[Cue | None]:
    """Yield the cues of SRT or WebVTT, None for each whose time cannot be read.

    The line before a time is the cue's number or name where a blank line stands before it; any other number
    is text.
    """
    lines = text.splitlines()
    vtt = text.lstrip("\ufeff\n").startswith("WEBVTT")
    timings = [index for index, line in enumerate(lines) if "-->" in line]
    for place, index in enumerate(timings):
        end = timings[place + 1] if place + 1 < len(timings) else len(lines)
        if end < len(lines):
            end -= _is_name(lines, end - 1, index, vtt)
        match = _TIMING.match(lines[index])
        if match is None:
            yield None
            continue
        content = _without_notes(lines[index + 1 : end]) if vtt else lines[index + 1 : end]
        start, until = _milliseconds(match.groups()[:4]), _milliseconds(match.groups()[4:])
        yield Cue(start, max(start, until), _shown(content, _plain))


def _is_name(lines: Sequence[str], place: int, timing: int, vtt: bool) -> bool:
    """True where the line before the next time is that cue's number or name."""
    line = lines[place].strip()
    if place <= timing or not line or (not vtt and not line.isdecimal()):
        return False
    if place - 1 > timing and not lines[place - 1].strip():
        return True
    before = lines[timing - 1].strip() if timing else ""
    return before.isdecimal() and line.isdecimal() and int(line[:9]) == int(before[:9]) + 1


def _without_notes(lines: Sequence[str]) -> list[str]:
    """Leave out the notes, styles and regions of WebVTT."""
    for index, line in enumerate(lines):
        special = line.startswith(("NOTE", "STYLE", "REGION"))
        if special and index and not lines[index - 1].strip():
            return list(lines[:index])
    return list(lines)


def _milliseconds(stamp: Sequence[str | None]) -> int:
    hours, minutes, seconds, fraction = (part or "0" for part in stamp)
    return (int(hours) * 3600 + int(minutes) * 60 + int(seconds)) * 1000 + int(fraction.ljust(3, "0"))


def _shown(lines: Sequence[str], plain: Callable[[str], str]) -> tuple[str, ...]:
    found = (line.strip() for written in lines for line in plain(written).split("\n"))
    return tuple(line for line in found if line)


def _plain(line: str) -> str:
    line = _OVERRIDE.sub("", _RUBY_TEXT.sub("", _BREAK.sub("\n", line)))
    return unescaped(_TAG.sub("", line)).replace("\\N", "\n").replace("\\h", " ")


def _ass(text: str) -> Iterator[Cue | None]:
    """Yield the dialogue of an ASS or SSA file; what is drawn is no text."""
    fields: Sequence[str] = _ASS_FIELDS
    events = False
    for line in text.splitlines():
        key, _, rest = line.partition(":")
        if line.startswith("["):
            events = line.strip().lower() == "[events]"
        elif events and key.strip().lower() == "format":
            given = tuple(name.strip().lower() for name in rest.split(","))
            fields = given if {"start", "end", "text"} <= set(given) else fields
        elif key.strip().lower() == "dialogue":
            values = rest.split(",", len(fields) - 1)
            if len(values) < len(fields):
                yield None
                continue
            value = dict(zip(fields, values, strict=True))
            start, end = _ASS_STAMP.match(value["start"]), _ASS_STAMP.match(value["end"])
            if start is None or end is None:
                yield None
                continue
            begin = _milliseconds(start.groups())
            yield Cue(
                begin,
                max(begin, _milliseconds(end.groups())),
                _shown([_DRAWING.sub("", value["text"]).replace("\\n", "\n")], _plain),
            )


def _together(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Put cues of one time together: each line once, as styles and languages come in lines of their own."""
    for (start, end), group in groupby(cues, key=lambda cue: (cue.start, cue.end)):
        yield Cue(start, end, tuple(dict.fromkeys(line for cue in group for line in cue.lines)))


def _blocks(cues: Iterator[Cue]) -> Iterator[Block]:
    every = list(cues)
    both = sum(any(map(has_han, cue.lines)) and any(map(_is_other, cue.lines)) for cue in every)
    bilingual = both >= 1 and both >= _BILINGUAL * len(every)
    for cue in every:
        lines, other = list(cue.lines), [line for line in cue.lines if _is_other(line)]
        if not bilingual or len(other) == len(lines):
            other = []
        text = _joined([line for line in lines if line not in other])
        yield Block(text, cue=(cue.start, cue.end), translation=" ".join(other))


def _is_other(line: str) -> bool:
    return not has_han(line) and _LATIN.search(line) is not None


def _joined(lines: Sequence[str]) -> str:
    """Join the lines of a cue: no space after a Chinese mark, one where lines end without."""
    joined = ""
    for line in lines:
        joined += line if not joined or joined.endswith(tuple("，。！？；：、…—」』”")) else f" {line}"
    return joined
