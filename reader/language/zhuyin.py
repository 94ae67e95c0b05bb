"""Readings in zhuyin (bopomofo), as dictionaries in Taiwan write them.

A syllable is an initial, a medial and a final; pinyin's spelling rules (``yi``, ``wu``, ``ju``) are undone
first. The first tone is not written, the neutral tone is a dot before the syllable.
"""

from __future__ import annotations

from functools import lru_cache

from reader.language.reading import Reading, Syllable


def _pairs(table: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in table.split())


_INITIALS = _pairs(
    "b=ㄅ p=ㄆ m=ㄇ f=ㄈ d=ㄉ t=ㄊ n=ㄋ l=ㄌ g=ㄍ k=ㄎ h=ㄏ "
    "j=ㄐ q=ㄑ x=ㄒ zh=ㄓ ch=ㄔ sh=ㄕ r=ㄖ z=ㄗ c=ㄘ s=ㄙ"
)
_FINALS = _pairs(
    "a=ㄚ o=ㄛ e=ㄜ ê=ㄝ ai=ㄞ ei=ㄟ ao=ㄠ ou=ㄡ an=ㄢ en=ㄣ ang=ㄤ eng=ㄥ er=ㄦ "
    "i=ㄧ ia=ㄧㄚ io=ㄧㄛ ie=ㄧㄝ iai=ㄧㄞ iao=ㄧㄠ iu=ㄧㄡ "
    "ian=ㄧㄢ in=ㄧㄣ iang=ㄧㄤ ing=ㄧㄥ iong=ㄩㄥ "
    "u=ㄨ ua=ㄨㄚ uo=ㄨㄛ uai=ㄨㄞ ui=ㄨㄟ uan=ㄨㄢ un=ㄨㄣ uang=ㄨㄤ ueng=ㄨㄥ ong=ㄨㄥ "
    "ü=ㄩ üe=ㄩㄝ üan=ㄩㄢ ün=ㄩㄣ"
)
# Syllables whose vowel is not written, and those that are no initial and final.
_WHOLE = _pairs("zhi=ㄓ chi=ㄔ shi=ㄕ ri=ㄖ zi=ㄗ ci=ㄘ si=ㄙ r=ㄦ m=ㄇ n=ㄋ ng=ㄫ hm=ㄏㄇ hng=ㄏㄫ")
_AFTER_Y = _pairs(
    "i=i in=in ing=ing u=ü ue=üe uan=üan un=ün a=ia o=io e=ie ai=iai ao=iao ou=iu an=ian ang=iang ong=iong"
)
_AFTER_W = _pairs("u=u a=ua o=uo ai=uai ei=ui an=uan en=un ang=uang eng=ueng")
_TONES = {2: "ˊ", 3: "ˇ", 4: "ˋ"}
_NEUTRAL = "˙"


def zhuyin(reading: Reading, separator: str = " ") -> str:
    """Return the reading in zhuyin; what is no Mandarin syllable stays as it is written."""
    return separator.join(zhuyin_syllable(syllable) for syllable in reading.syllables)


@lru_cache(maxsize=4_096)
def zhuyin_syllable(syllable: Syllable) -> str:
    """Return one syllable in zhuyin: ``lu:4`` becomes ``ㄌㄩˋ``, ``ma5`` becomes ``˙ㄇㄚ``."""
    sounds = _sounds(syllable.letters.lower().replace("u:", "ü").replace("v", "ü"))
    if not sounds or not syllable.tone:
        return syllable.marked()
    if syllable.tone == 5:
        return sounds if syllable.letters.lower() == "r" else _NEUTRAL + sounds
    return sounds + _TONES.get(syllable.tone, "")


def _sounds(letters: str) -> str:
    if letters in _WHOLE:
        return _WHOLE[letters]
    if letters.startswith("y"):
        return _FINALS.get(_AFTER_Y.get(letters[1:], ""), "")
    if letters.startswith("w"):
        return _FINALS.get(_AFTER_W.get(letters[1:], ""), "")
    for length in (2, 1):
        initial = _INITIALS.get(letters[:length])
        if initial and len(letters) > length:
            final = letters[length:]
            if letters[0] in "jqx" and final.startswith("u"):
                final = "ü" + final[1:]
            if final == "ue":  # nue and lue are written for nüe and lüe
                final = "üe"
            sound = _FINALS.get(final)
            return initial + sound if sound else ""
    return _FINALS.get(letters, "")
