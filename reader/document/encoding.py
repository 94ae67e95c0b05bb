"""Bytes to text, without guessing wrong in silence.

The order: a byte order mark; strict UTF-8 over the whole of it; the pattern of NULs in UTF-16 and UTF-32;
then GB18030 and Big5 scored by how common the characters are that come out. One bad byte costs one U+FFFD
and a warning, never another encoding.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

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
    "cp950": "big5hkscs",
    "utf8": "utf-8",
}
_SAMPLE = 200_000
_ENOUGH = 0.5
_COMMON_SIMPLIFIED = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么"
    "去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将"
    "两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解"
    "水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社"
    "便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让"
    "识候带导争运笔，。、；：？！“”（）《》"
)
_COMMON_TRADITIONAL = frozenset(
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼"
    "去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將"
    "兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解"
    "水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社"
    "便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓"
    "識候帶導爭運筆，。、；：？！「」（）《》"
)


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
            return Decoded(text, "utf-8")
    if wide := _wide_by_nuls(data):
        return _decoded(data, wide)
    if _is_binary(data):
        raise DocumentError(
            f"{name}: binary data, not a text; open a text file, or name its encoding with --encoding"
        )
    return _scored(data, name)


def _decoded(data: bytes, codec: str) -> Decoded:
    text = data.decode(codec, errors="replace").replace("\ufeff", "")
    bad = text.count("\ufffd") - data.count(
        "\ufffd".encode(codec.removesuffix("-sig"), errors="ignore") or b"\xff\xfe"
    )
    label = {"utf-8-sig": "utf-8"}.get(codec, codec)
    if bad <= 0:
        return Decoded(text, label)
    marks = "mark" if bad == 1 else "marks"
    return Decoded(
        text, label, (f"{bad} places could not be decoded as {label}; {marks} \ufffd stand there",)
    )


def _known(encoding: str, name: str) -> str:
    wanted = encoding.strip().lower().replace("_", "-")
    codec = _SAME.get(wanted, wanted)
    try:
        info = codecs.lookup(codec)
    except (LookupError, ValueError):
        info = None
    if info is None or not info._is_text_encoding:
        raise DocumentError(
            f"{name}: no encoding is called {encoding!r}; try utf-8, gb18030, big5, utf-16"
        ) from None
    return codec


def _wide_by_nuls(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    for codec, step, zeros in (
        ("utf-32-le", 4, (2, 3)),
        ("utf-32-be", 4, (0, 1)),
        ("utf-16-le", 2, (1,)),
        ("utf-16-be", 2, (0,)),
    ):
        if all(
            sample[offset::step].count(0) >= _wide_share(codec) * len(sample[offset::step])
            for offset in zeros
        ):
            try:
                text = data[: len(data) - len(data) % step].decode(codec)
            except UnicodeDecodeError:
                continue
            if "\0" not in text and (codec.startswith("utf-32") or _plausible(text)):
                return codec
    return None


def _wide_share(codec: str) -> float:
    """Return the share of zero bytes asked for: almost all in UTF-32, a few (marks, line ends) in UTF-16."""
    return 0.95 if codec.startswith("utf-32") else 0.005


def _plausible(text: str) -> bool:
    sample = text[:20_000]
    known = sum(
        char in _COMMON_SIMPLIFIED or char in _COMMON_TRADITIONAL or char.isascii() for char in sample
    )
    return known >= 0.3 * len(sample)


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    control = sum(
        sample.count(byte) for byte in range(0x20) if byte not in (0x09, 0x0A, 0x0C, 0x0D, 0x1A, 0x1B)
    )
    return b"\0" in sample or control > 0.01 * len(sample)


def _scored(data: bytes, name: str) -> Decoded:
    """Choose between UTF-8 with damage, GB18030 and Big5 by what comes out."""
    tries = []
    for codec, common in (
        ("utf-8", _COMMON_SIMPLIFIED | _COMMON_TRADITIONAL),
        ("gb18030", _COMMON_SIMPLIFIED | _COMMON_TRADITIONAL),
        ("big5hkscs", _COMMON_TRADITIONAL),
    ):
        text = data[:_SAMPLE].decode(codec, errors="replace")
        tries.append((_score(text, common), codec))
    score, codec = max(tries)
    if score < _ENOUGH * 0.5:
        raise DocumentError(
            f"{name}: its encoding cannot be told; name it with --encoding (gb18030, big5, …)"
        )
    return _decoded(data, codec)


def _score(text: str, common: frozenset[str]) -> float:
    """Return the share of common characters among those beyond ASCII, damage counted against it."""
    beyond = [char for char in text if not char.isascii()]
    if not beyond:
        return 0.0
    damage = sum(char == "\ufffd" or 0xE000 <= ord(char) < 0xF900 for char in beyond)
    return (sum(char in common for char in beyond) - 2 * damage) / len(beyond)
