"""A dictionary of a few entries, homographs among them, for words that come in."""

from __future__ import annotations

from reader.dictionary.entry import Entry, Sense
from reader.language.reading import Reading
from reader.study.word import Identity

ENTRIES = tuple(
    Entry(traditional, simplified, Reading.parse(reading), (Sense(gloss),), (), "test")
    for traditional, simplified, reading, gloss in (
        ("銀行", "银行", "yin2 hang2", "bank"),
        ("行", "行", "xing2", "to go"),
        ("行", "行", "hang2", "row"),
        ("還", "还", "hai2", "still"),
        ("還", "还", "huan2", "to give back"),
        ("長", "长", "chang2", "long"),
        ("長", "长", "zhang3", "to grow"),
        ("東西", "东西", "dong1 xi5", "thing"),
        ("東西", "东西", "dong1 xi1", "east and west"),
        ("綠", "绿", "lu:4", "green"),
        ("女兒", "女儿", "nu:3 er2", "daughter"),
        ("西安", "西安", "Xi1 an1", "Xi'an"),
        ("哪兒", "哪儿", "na3 r5", "where"),
        ("AA制", "AA制", "A A zhi4", "splitting the bill"),
        ("乾", "干", "gan1", "dry"),
        ("幹", "干", "gan4", "to do"),
    )
)
IDENTITIES = tuple(Identity(one.traditional, one.simplified, str(one.reading)) for one in ENTRIES)
_SIMPLE = str.maketrans("銀還長東綠兒網員", "银还长东绿儿网员")


class SmallDictionary:
    """Answers as :class:`reader.deck.matching.Dictionaries`."""

    def entries(self, form: str) -> tuple[Entry, ...]:
        return tuple(one for one in ENTRIES if form in (one.traditional, one.simplified))

    def usual(self, form: str) -> tuple[Identity, str]:
        found = self.entries(form)
        if found:
            identity = Identity(found[0].traditional, found[0].simplified, str(found[0].reading))
            return identity, found[0].senses[0].text
        return Identity(form, form.translate(_SIMPLE), ""), ""
