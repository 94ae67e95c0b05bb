"""Pleco's flashcard XML, format version 2: what Pleco itself exports and imports.

Each card has a headword in both character sets, pinyin with tone numbers, a definition and its categories.
The scores of a card belong to Pleco and are neither written nor read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from reader.deck.brought import BadLine, Bringing, Brought, Source
from reader.deck.differences import Content
from reader.deck.note import ATTRIBUTION
from reader.deck.pleco_text import numbered_pinyin, shown_definition, shown_reading
from reader.errors import DeckError
from reader.inert import inert
from reader.language.script import has_han
from reader.study.word import Word

_NO_XML = re.compile("[\ufffe\uffff]")


def pleco_xml(words: Sequence[Word], changed: Callable[[Word], datetime]) -> str:
    """Return the words as cards; lists are categories, times are those of the words."""
    newest = max((int(changed(word).timestamp()) for word in words), default=0)
    lists = dict.fromkeys(name for word in words for name in word.lists)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<plecoflash formatversion="2" creator="dushu" generator="dushu" platform="" created="{newest}">',
        f"<!-- {ATTRIBUTION} -->",
        "<categories>",
        *(f"<category name={_attribute(name)}/>" for name in lists),
        "</categories>",
        "<cards>",
        *(_card(word, changed) for word in words),
        "</cards>",
        "</plecoflash>",
    ]
    return "\n".join(lines) + "\n"


def read_pleco_cards(content: bytes) -> Content:
    """Return the cards of a file by headword and pinyin; raise ValueError for what is no such file."""
    try:
        found = read_pleco_xml(Source("", content))
    except DeckError as error:
        raise ValueError(str(error)) from error
    return {
        "\t".join((one.traditional, one.form, one.reading)): (one.gloss, "\t".join(one.lists))
        for one in found.words
    }


def is_pleco_xml(source: Source) -> bool:
    return "<plecoflash" in "\n".join(source.lines[:20])


def read_pleco_xml(source: Source) -> Bringing:
    """Return the cards as words; raise DeckError for what is no such file or declares entities."""
    from xml.etree import ElementTree

    if "<!DOCTYPE" in source.text or "<!ENTITY" in source.text:
        raise DeckError(f"{source.name}: declares entities, which no export of Pleco does; it was not read")
    try:
        root = ElementTree.fromstring(re.sub(r"^\ufeff?<\?xml[^>]*\?>", "", source.text))
    except ElementTree.ParseError as error:
        raise DeckError(f"{source.name}: is no sound XML ({error}); export it from Pleco again") from error
    words: list[Brought] = []
    bad: list[BadLine] = []
    for number, card in enumerate(root.iter("card"), start=1):
        heads = {head.get("charset", "sc"): (head.text or "").strip() for head in card.iter("headword")}
        simplified = heads.get("sc", "") or heads.get("tc", "")
        if not has_han(simplified):
            bad.append(BadLine(number, f"no Chinese headword in card {number} ({simplified[:30]!r})"))
            continue
        lists = [
            name for assigned in card.iter("catassign") if (name := assigned.get("category", "").strip())
        ]
        words.append(
            Brought(
                simplified,
                number,
                traditional=heads.get("tc", ""),
                reading=shown_reading(card.findtext("entry/pron") or ""),
                gloss=shown_definition(card.findtext("entry/defn") or ""),
                lists=tuple(dict.fromkeys(lists)),
            )
        )
    return Bringing(tuple(words), tuple(bad))


def _card(word: Word, changed: Callable[[Word], datetime]) -> str:
    assigned = "".join(f"<catassign category={_attribute(name)}/>" for name in word.lists)
    return (
        f'<card language="chinese" created="{int(word.added.timestamp())}" '
        f'modified="{int(changed(word).timestamp())}"><entry>'
        f'<headword charset="sc">{_text(word.simplified)}</headword>'
        f'<headword charset="tc">{_text(word.traditional)}</headword>'
        f'<pron type="hypy" tones="numbers">{_text(numbered_pinyin(word.reading))}</pron>'
        f"<defn>{_text(word.gloss)}</defn></entry>{assigned}</card>"
    )


def _text(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", inert(text)))


def _attribute(text: str) -> str:
    return quoteattr(" ".join(_NO_XML.sub("\ufffd", inert(text)).split()))
