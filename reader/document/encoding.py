"""Bytes to text, without guessing wrong in silence.

The order: a byte order mark; strict UTF-8 over the whole of it; the pattern of NULs in UTF-16 and UTF-32;
then GB18030, Big5 and UTF-16 weighed by how common the characters are that come out. Where two of them are
about as likely, nobody can tell, and the reader is asked. One bad byte costs one U+FFFD and a warning, never
another encoding.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from dataclasses import dataclass

from reader.document.mending import MENDING
from reader.document.plausibility import plausibility, simplified, traditional
from reader.errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAME = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "utf8": "utf-8",
}
_SAMPLE = 48_000
_LIKELY = 0.55
_ASKED = ((1, 0.9, 0.3), (3, 0.55, 0.2), (8, 0.55, 0.12), (30, 0.6, 0.1))
"""Up to so many characters: the plausibility asked for, and the lead over the next encoding.

Chinese texts of fifteen characters lie above 0.75, lists of rare words somewhat below.
"""
_ASKED_OF_TEXTS = (0.62, 0.05)
_LONG = 30
"""Bytes of a text that may be English with a bad byte in it."""
_TWO_BYTES = re.compile("[\x80-\u07ff]+")
_NO_CHARACTER_SETS = ("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7")
_CHINESE = ("gb18030", "big5hkscs", "cp950")
_SURE = 16
"""Bytes beyond ASCII from which on the encoding of Chinese is plain to see."""
_ASCII_BYTES = bytes(range(0x80))
_ACCIDENT = 64
"""Bytes that may be UTF-8 by accident."""
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_ASCII = 0.8
"""How plausible ASCII characters are in a wide encoding."""
_BIG5 = {0x223C: "～", 0x2022: "‧", 0xFF64: "﹑", 0x203E: "¯"}
"""Marks as Taiwan and the present standard of Hong Kong have them, where Python knows older ones."""
_CONTROLS = bytes(code for code in range(0x20) if code not in (0x09, 0x0A, 0x0C, 0x0D, 0x1A, 0x1B))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and what had to be put up with."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Decode the bytes of ``name``; ``encoding`` wins where it is given.

    Raises DocumentError where the bytes are no text, or no encoding makes Chinese or Latin text of them.
    """
    if encoding is not None:
        return _decoded(data, _known(encoding, name))
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _decoded(data, codec)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\0" not in text:
            other = _not_really_utf8(data, text)
            return _decoded(data, other) if other else Decoded(text, "utf-8")
    return _weighed(data, name)


def decode_marked(data: bytes, name: str, declared: str | None, encoding: str | None = None) -> Decoded:
    """Decode a file that says itself what it is in, as web pages and XML do, and is not always right.

    What is UTF-8 throughout is UTF-8. One Chinese encoding said for another, or a western one for either, is
    known by what comes out; else what is said counts.
    """
    if encoding is None and declared is not None and not any(data.startswith(mark) for mark, _ in _MARKS):
        if not data.isascii():
            with contextlib.suppress(UnicodeDecodeError):
                return Decoded(_clean(data.decode("utf-8")), "utf-8")
        with contextlib.suppress(DocumentError):
            codec = _known(declared, name)
            # A page that can be read to where it says so has no zero bytes between its letters.
            if not codec.startswith(("utf", "ucs")):
                return _of_two(data, name, codec)
    return decode(data, name, encoding)


def decode_part(data: bytes, name: str, declared: str | None, encoding: str | None = None) -> Decoded:
    """Like :func:`decode_marked`, for a part of a container: what cannot be told is UTF-8 with damage."""
    try:
        return decode_marked(data, name, declared, encoding)
    except DocumentError:
        if encoding is not None:
            raise
        return _decoded(data, "utf-8")


def _of_two(data: bytes, name: str, codec: str) -> Decoded:
    """Decode as ``codec``, which the file names, or as what it is in where that is plain to see."""
    western = codec.startswith(("iso-8859", "latin", "windows-125", "cp125", "us-ascii", "ascii"))
    if western or (codec in _CHINESE and len(data.translate(None, _ASCII_BYTES)) >= _SURE):
        with contextlib.suppress(DocumentError):
            found = decode(data, name)
            if found.encoding in _CHINESE:
                return found
    return _decoded(data, codec)


def _clean(text: str) -> str:
    return text.replace("\0", "\ufffd").replace("\ufeff", "")


def _decoded(data: bytes, codec: str) -> Decoded:
    text = _clean(data.decode(codec, errors=MENDING))
    if codec == "big5hkscs":
        text = text.translate(_BIG5)
    bad = text.count("\ufffd")
    if bad:  # those that stand in the source itself are no damage
        bad -= data.decode(codec, errors="ignore").count("\ufffd")
    label = {"utf-8-sig": "utf-8"}.get(codec, codec)
    if bad <= 0:
        return Decoded(text, label)
    places = "1 place" if bad == 1 else f"{bad} places"
    marks = "\ufffd stands there" if bad == 1 else "\ufffd stand there"
    return Decoded(text, label, (f"{places} could not be decoded as {label}; {marks}",))


def _known(encoding: str, name: str) -> str:
    wanted = encoding.strip().lower().replace("_", "-")
    codec = _SAME.get(wanted, wanted)
    try:
        info = codecs.lookup(codec)
    except (LookupError, ValueError):
        info = None
    if info is None or not info._is_text_encoding or info.name in _NO_CHARACTER_SETS:
        raise DocumentError(
            f"{name}: no encoding is called {encoding!r}; try utf-8, gb18030, big5, utf-16"
        ) from None
    return codec


def _not_really_utf8(data: bytes, text: str) -> str | None:
    """Return what a few words are in that are UTF-8 by accident only.

    谢谢 in GBK is лл in UTF-8, and 你好 in UTF-16 are four ASCII characters: nobody writes those.
    """
    if len(data) > _ACCIDENT or any(char.isspace() for char in text):
        return None
    if data.isascii():
        if len(data) % 2 or (len(data) == 2 and text.isprintable()) or re.fullmatch(r"[\w.,:;!?'-]*", text):
            return None
        found = max((_wide_plausibility(data, codec), codec) for codec in ("utf-16-le", "utf-16-be"))
        return found[1] if found[0] >= _LIKELY else None
    beyond = "".join(_TWO_BYTES.findall(text))
    if beyond != "".join(char for char in text if not char.isascii()) or not any(map(str.isalpha, beyond)):
        return None
    if any(char.isascii() and char.isalpha() for char in text):
        return None
    chinese = data.decode("gb18030", errors="replace")
    written = [char for char in chinese if not char.isascii()]
    for commonness in (simplified(), traditional()):
        weights = [commonness.get(char, 0.0) for char in written]
        if len(weights) > 1 and min(weights) >= 0.2 and sum(weights) >= 0.45 * len(weights):
            return "gb18030"
    return None


def _weighed(data: bytes, name: str) -> Decoded:
    """Choose between UTF-8 with damage, GB 18030, Big5 and the wide encodings by what comes out."""
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - 200) // 4 * 4 if first else 0
    sample = data[start : start + _SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    binary = controls > max(1, 0.01 * len(sample))
    text = sample.decode("utf-8", errors=MENDING)
    damage = text.count("\ufffd")
    if not binary and sum(char > "\u07ff" for char in text) > 2 * damage:
        return _decoded(data, "utf-8")
    codec = _likeliest(sample, wide_only=binary)
    if codec is not None:
        return _decoded(data, codec)
    if binary:
        raise DocumentError(
            f"{name}: binary data, not a text; open a text file, or name its encoding with --encoding"
        )
    if len(sample) >= _LONG and damage + controls <= max(1, 0.002 * len(sample)):
        return _decoded(data, "utf-8")  # English, and a bad byte here and there
    raise DocumentError(f"{name}: its encoding cannot be told; name it with --encoding (gb18030, big5, …)")


def _likeliest(sample: bytes, *, wide_only: bool) -> str | None:
    """Return the encoding that makes the most plausible text, or None where it is not clear which does."""
    if _is_korean(sample):
        return None
    tries = [(_wide_plausibility(sample, codec), codec) for codec in _WIDE]
    if not wide_only:
        tries.append((_plausibility_as_gb18030(sample), "gb18030"))
        cantonese = sample.decode("big5hkscs", errors=MENDING)
        tries.append((plausibility(cantonese, traditional()), "big5hkscs"))
    (best, codec), (second, _) = sorted(tries, reverse=True)[:2]
    length = sum(char > "\x7f" for char in sample.decode(codec, errors="replace"))
    enough, lead = next((asked[1:] for asked in _ASKED if length <= asked[0]), _ASKED_OF_TEXTS)
    return codec if best >= enough and best - second >= lead else None


def _is_korean(sample: bytes) -> bool:
    """True of Korean: its syllables stand where GB 2312 has its most common characters, and nowhere else."""
    beyond = sample.translate(None, bytes(range(0x80)))
    return len(beyond) >= 16 and all(0xB0 <= lead < 0xC9 for lead in beyond[::2])


def _plausibility_as_gb18030(sample: bytes) -> float:
    """Return how plausible the sample is in GB 18030, which holds traditional characters as well."""
    text = sample.decode("gb18030", errors=MENDING)
    return max(plausibility(text, simplified()), 0.95 * plausibility(text, traditional()))


def _wide_plausibility(sample: bytes, codec: str) -> float:
    """Return how plausible the sample is in UTF-16 or UTF-32, where ASCII counts as well."""
    text = sample[: len(sample) - len(sample) % (4 if "32" in codec else 2)].decode(codec, errors="replace")
    if not text:
        return 0.0
    weights = max(plausibility(text, simplified()), plausibility(text, traditional()))
    ascii_share = sum("\x1f" < char < "\x7f" or char in "\t\n\r" for char in text) / len(text)
    return weights * (1 - ascii_share) + _ASCII * ascii_share
