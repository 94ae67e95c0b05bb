"""Pleco's flashcard text: ``简[繁]⇥pinyin⇥definition``, with ``// Category`` lines.

The rules are those of Pleco's manual (Flashcards, Import / Export File Format) and of its own exports: UTF-8
with a mark, simplified characters before bracketed traditional ones (where both are the same, too), pinyin
with tone numbers and ``ü``, ``//`` inside pinyin where a separable word parts, U+EAB1 for a line end inside a
definition.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.deck.brought import BadLine, Bringing, Brought, Source
from reader.deck.differences import Content
from reader.inert import inert
from reader.language.reading import Reading
from reader.language.script import has_han
from reader.study.word import Word

NEW_LINE = "\ueab1"
_FORMATTING = re.compile("[\ueab2-\ueabb\uec00-\uec0f]|\ueac1..|\ueac2")
_HEADWORD = re.compile(r"([^\[\]]+)(?:\[([^\[\]]+)\])?")
_NO_PINYIN = "@"


def pleco_text(words: Sequence[Word]) -> str:
    """Return the words as cards, list by list; a word in several lists stands in each of them."""
    lists = dict.fromkeys(name for word in words for name in word.lists)
    lines = [_line(word) for word in words if not word.lists]
    for name in lists:
        lines.append(f"// {one_cell(name)}")
        lines += [_line(word) for word in words if name in word.lists]
    return "\ufeff" + "".join(f"{line}\r\n" for line in lines)


def read_pleco_lines(content: bytes) -> Content:
    """Return the cards of a file, by category and headword; raise ValueError for what is no such file."""
    held: dict[str, tuple[str, ...]] = {}
    category = ""
    for line in content.decode("utf-8-sig").split("\n"):
        line = line.rstrip("\r")
        if line.startswith("//"):
            category = line
        elif line:
            cells = line.split("\t")
            if len(cells) > 3:
                raise ValueError("a line has more than three columns")
            held["\t".join((category, *cells[:2]))] = tuple(cells)
    return held


def is_pleco_text(source: Source) -> bool:
    """True where cards stand under categories, or headwords bracket the other script."""
    lines = [line.lstrip("\ufeff") for line in source.lines if line.strip()]
    if not lines or any("\t" not in line for line in lines if not line.startswith("//")):
        return False
    cards = [line.split("\t")[0] for line in lines if not line.startswith("//")]
    bracketed = sum("[" in card and card.endswith("]") for card in cards)
    return bool(cards) and (lines[0].startswith("//") or bracketed > 0.2 * len(cards))


def read_pleco_text(source: Source) -> Bringing:
    """Return the cards as words, categories as lists; one word in several categories is one word."""
    words: dict[tuple[str, str], Brought] = {}
    bad: list[BadLine] = []
    category = ""
    for number, line in enumerate(source.text.split("\n"), start=1):
        line = line.strip("\r\ufeff")
        if line.startswith("//"):
            category = line[2:].strip()
            continue
        if not line.strip():
            continue
        headword, reading, gloss = (*line.split("\t", 2), "", "")[:3]
        match = _HEADWORD.fullmatch(headword.strip())
        if match is None or not has_han(headword):
            bad.append(BadLine(number, f"no Chinese headword in {headword[:30]!r}"))
            continue
        found = words.get((headword, reading))
        lists = (*(found.lists if found else ()), *([category] if category else []))
        words[headword, reading] = Brought(
            match[1],
            found.line if found else number,
            traditional=match[2] or "",
            reading=shown_reading(reading),
            gloss=shown_definition(gloss),
            lists=tuple(dict.fromkeys(lists)),
        )
    return Bringing(tuple(words.values()), tuple(bad))


def numbered_pinyin(reading: str) -> str:
    """Return a reading as Pleco writes it: ``yin2hang2``, with ``ü``, gaps only beside what has no tone."""
    shown = ""
    toned = True
    for syllable in Reading.parse(reading).syllables:
        text = str(syllable).replace("u:", "ü").replace("U:", "Ü")
        shown += text if not shown or (toned and syllable.tone) else f" {text}"
        toned = bool(syllable.tone)
    return shown


def shown_reading(reading: str) -> str:
    return reading.replace("//", " ").strip(f"{_NO_PINYIN} ")


def shown_definition(text: str) -> str:
    """Return a definition without Pleco's own marks for bold, colour and links."""
    return _FORMATTING.sub("", text).replace(NEW_LINE, "\n").strip()


def one_cell(text: str) -> str:
    return " ".join(inert(text).replace("\t", " ").split("\n"))


def _line(word: Word) -> str:
    headword = f"{_plain(word.simplified)}[{_plain(word.traditional)}]"
    gloss = inert(word.gloss).replace("\t", " ").replace("\n", NEW_LINE)
    return "\t".join((headword, one_cell(numbered_pinyin(word.reading)), gloss))


def _plain(text: str) -> str:
    """Return a headword that cannot be taken for a category, nor its brackets for another script."""
    return re.sub("^//", "／／", one_cell(text).translate(str.maketrans("[]", "［］")))
