"""How likely a decoded text is to be the one that was written: by how common its characters are.

Chinese character sets put their common characters first. A wrong decoding lands all over the set, on
rare characters, kana, box lines and places nobody has assigned; the right one lands on the common ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

_MOST_COMMON_SIMPLIFIED = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么"
    "去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将"
    "两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解"
    "水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社"
    "便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让"
    "识候带导争运笔，。、；：？！“”（）《》"
)
_MOST_COMMON_TRADITIONAL = (
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼"
    "去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將"
    "兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解"
    "水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社"
    "便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓"
    "識候帶導爭運筆，。、；：？！「」（）《》"
)
_MARKS = "，。、；：？！“”‘’（）《》〈〉【】「」『』…—·～"
_CANTONESE = "嘅咗哋喺嚟啲嗰冇佢唔咁噉嘢攞咩㗎嘞喎啩瞓諗嬲孖睇揾氹"
_DAMAGED = -1.0
_KANA = -0.3
_OTHER = 0.0


def plausibility(text: str, commonness: Mapping[str, float]) -> float:
    """Return the mean commonness of the characters beyond ASCII: 1 at best, below 0 where most is damage."""
    beyond = [char for char in text if char > "\x7e" or char < "\t"]
    if not beyond:
        return 0.0
    return sum(commonness.get(char, _OTHER) for char in beyond) / len(beyond)


@lru_cache(maxsize=1)
def simplified() -> Mapping[str, float]:
    """Return how common each character is in simplified text."""
    return (
        _damage()
        | dict.fromkeys(_rows("gb2312", 0xD8, 0xF8), 0.3)
        | dict.fromkeys(_rows("gb2312", 0xB0, 0xD8), 0.6)
        | dict.fromkeys(_MOST_COMMON_SIMPLIFIED + _MARKS, 1.0)
    )


@lru_cache(maxsize=1)
def traditional() -> Mapping[str, float]:
    """Return how common each character is in traditional text, that of Hong Kong too."""
    return (
        _damage()
        | dict.fromkeys(_rows("big5", 0xC9, 0xFA), 0.2)
        | dict.fromkeys(_rows("big5", 0xA4, 0xC7) + _CANTONESE, 0.6)
        | dict.fromkeys(_MOST_COMMON_TRADITIONAL + _MARKS, 1.0)
    )


def _damage() -> dict[str, float]:
    """Weigh what Chinese texts do not hold: kana; controls, private characters, what could not be decoded."""
    codes = (*range(0x09), *range(0x7F, 0xA0), *range(0xD800, 0xF900), 0xFFFD)
    return dict.fromkeys(map(chr, range(0x3041, 0x30FB)), _KANA) | dict.fromkeys(map(chr, codes), _DAMAGED)


def _rows(codec: str, first: int, end: int) -> str:
    """Return the Han characters of a double-byte set whose first byte is ``first`` to ``end - 1``."""
    pairs = (bytes((lead, trail)) for lead in range(first, end) for trail in range(0x40, 0xFF))
    return "".join(char for pair in pairs if (char := pair.decode(codec, errors="ignore")) >= "\u3400")
