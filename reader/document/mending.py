"""Decoding past damage: one bad byte costs one U+FFFD, and what stands after it is read as it was written.

Python's own way marks each byte of a broken character, and in double-byte encodings it may take the second
half of one character for the first half of the next, and so on to the end of the line.
"""

from __future__ import annotations

import codecs

from reader.document.plausibility import plausibility, simplified, traditional

MENDING = "reader.mending"
"""The name to give as ``errors`` when decoding."""

_AHEAD = 24
"""Bytes looked at after the damage to tell where the next character begins."""
_NEVER_IN_UTF8 = frozenset((0x00, 0xC0, 0xC1, *range(0xF5, 0x100)))


def _mend(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    data, start = error.object, error.start
    if error.encoding == "utf-8":
        return "\ufffd", _after_utf8(data, start)
    if error.encoding == "big5hkscs" and (known := _of_windows(data[start : start + 2])):
        return known, start + 2
    if error.encoding in ("gb18030", "big5hkscs", "cp950"):
        return "\ufffd", _after_pair(data, start, error.encoding)
    return "\ufffd", error.end


def _of_windows(pair: bytes) -> str:
    """Return what Windows has where Big5 has nothing, the euro and a frame; private characters are none."""
    text = pair.decode("cp950", errors="ignore")
    return text if len(text) == 1 and not "\ue000" <= text <= "\uf8ff" and text > "\x7f" else ""


def _after_utf8(data: bytes, start: int) -> int:
    """Return where the next character begins: behind what is left of the broken one."""
    lead = data[start]
    length = 2 if 0xC2 <= lead < 0xE0 else 4 if 0xF0 <= lead < 0xF5 else 3
    end, left = start + 1, length - 1
    while end < len(data) and left and (0x80 <= data[end] < 0xC0 or data[end] in _NEVER_IN_UTF8):
        left -= 0x80 <= data[end] < 0xC0
        end += 1
    return end


def _after_pair(data: bytes, start: int, codec: str) -> int:
    """Return where the next character begins: at the next byte or a later one, as makes better Chinese."""
    following = data[start + 1 : start + 2]
    if not following or following < b"\x40":
        return start + 1
    # A byte that is never part of a character may stand within one.
    last = start + (3 if following in (b"\x80", b"\xff") else 2)
    return max(range(start + 1, last + 1), key=lambda place: (_plausibility_from(data, place, codec), -place))


def _plausibility_from(data: bytes, place: int, codec: str) -> float:
    # An incremental decoder leaves half a character at the end alone.
    text = codecs.getincrementaldecoder(codec)(errors="replace").decode(data[place : place + _AHEAD])
    return plausibility(text, simplified() if codec == "gb18030" else traditional())


codecs.register_error(MENDING, _mend)
