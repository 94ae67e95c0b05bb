"""One file that holds a text and its translation: told by its form, and taken apart.

Known are translation memories (TMX), tables of two columns parted by tabs, lines or paragraphs of one
language and the other by turns, and documents whose paragraphs bring their translation (subtitles). What is
left is a document of the Chinese paragraphs alone, each with its translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reader.document.markup import END, START, TEXT, attributes_of, pieces
from reader.document.model import Document, Paragraph, ParagraphKind
from reader.document.plain import limited, sections_of
from reader.language.script import has_han

_TMX = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!DOCTYPE[^>\[]{0,300}>\s*)?(?:<!--.{0,999}?-->\s*)?<tmx\b",
    re.IGNORECASE | re.DOTALL,
)
_LETTERS = 0.03
"""The share of a text's code points that are letters, at least, where it holds English sentences too."""
_WINDOW = 20_000
"""Code points of a text looked at for English, thrice."""
_LEAST_PAIRS = 2
_SHARE = 0.8
"""The share of lines or paragraphs that must have the form, for a file to be taken for it."""
_LATIN = re.compile("[A-Za-z]")

Pair = tuple[str, str]


def parted(document: Document) -> Document:
    """Return the Chinese of a document that holds both, its paragraphs with their translations.

    Any other document comes back as it is.
    """
    if any(paragraph.translation for paragraph in document.paragraphs):
        return document
    if _TMX.match(document.text[:4_000]):
        return _of_pairs(document, list(_memory(document.text)))
    if not _has_english(document.text):
        return document
    lines = [line for line in document.text.splitlines() if line.strip()]
    table = [pair for line in lines if (pair := _row(line)) is not None]
    if len(table) >= _LEAST_PAIRS and len(table) >= _SHARE * len(lines):
        return _of_pairs(document, table)
    return _by_turns(document)


def _has_english(text: str) -> bool:
    """True where there is English about: without looking through a whole novel that has none.

    What holds both holds them from end to end, so three windows on it tell.
    """
    middle = len(text) // 2
    windows = (text[:_WINDOW], text[middle : middle + _WINDOW], text[-_WINDOW:])
    return any(len(_LATIN.findall(window)) > _LETTERS * len(window) for window in windows)


def holds_both(document: Document) -> bool:
    """True where a document's paragraphs bring their translations."""
    return any(paragraph.translation for paragraph in document.paragraphs)


def _of_pairs(document: Document, pairs: Sequence[Pair]) -> Document:
    """Return a document whose text is the Chinese of the pairs, a line each."""
    pairs = [(chinese, english) for chinese, english in pairs if chinese]
    if not pairs:
        return document
    paragraphs: list[Paragraph] = []
    start = 0
    for chinese, english in pairs:
        paragraphs.extend(limited((Paragraph(chinese, start, translation=english),)))
        start += len(chinese) + 1
    text = "\n".join(chinese for chinese, _ in pairs)
    return replace(document, text=text, paragraphs=tuple(paragraphs), sections=())


def _row(line: str) -> Pair | None:
    """Return the Chinese and the English of a line of a table, None for another line."""
    cells = [_bare(cell) for cell in line.split("\t")]
    chinese = [cell for cell in cells if has_han(cell)]
    english = [cell for cell in cells if not has_han(cell) and _LATIN.search(cell)]
    if len(cells) < 2 or not chinese or not english:
        return None
    return chinese[0], english[0]


def _bare(cell: str) -> str:
    """Return a cell's text: quotation marks of a spreadsheet, or its ``'`` before a formula, taken off."""
    cell = cell.strip()
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        cell = cell[1:-1].replace('""', '"')
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@＝＋－＠|%" else cell


def _memory(text: str) -> Iterator[Pair]:
    """Yield the Chinese and the English of each unit of a translation memory."""
    chinese = english = ""
    language, inside, written = "", False, ""
    for kind, content, attributes in pieces(text):
        name = content if kind != TEXT else ""
        if kind == TEXT and inside:
            written += content
        elif kind == START and name == "tuv":
            given = attributes_of(attributes)
            language = (given.get("xml:lang") or given.get("lang") or "").lower()
        elif kind == START and name == "seg":
            inside, written = True, ""
        elif kind == END and name == "seg":
            inside = False
            said = " ".join(written.split())
            if language.startswith(("zh", "cmn")) or (not language.startswith("en") and has_han(said)):
                chinese = chinese or said
            else:
                english = english or said
        elif kind == END and name == "tu":
            yield chinese, english
            chinese = english = ""


def _by_turns(document: Document) -> Document:
    """Take apart paragraphs of one language and the other by turns: a run of one, then a run of the other."""
    shown = [each for each in document.paragraphs if each.kind is not ParagraphKind.HIDDEN]
    kinds = [_is_chinese(each.text) for each in shown]
    turns = sum(before != after for before, after in pairwise(kinds))
    chinese, english = kinds.count(True), kinds.count(False)
    if min(chinese, english) < _LEAST_PAIRS or turns < _SHARE * (len(kinds) - 1) or not turns:
        return document
    kept: list[Paragraph] = []
    waiting: list[str] = []
    first = kinds[0]  # the language that comes first in each pair
    for paragraph, is_chinese in zip(shown, kinds, strict=True):
        if is_chinese:
            kept.append(replace(paragraph, translation=" ".join(waiting)) if not first else paragraph)
            waiting = []
        elif first and kept:
            before = kept[-1]
            kept[-1] = replace(before, translation=f"{before.translation} {paragraph.text}".strip())
        else:
            waiting.append(paragraph.text)
    paragraphs = tuple(kept)
    return replace(document, paragraphs=paragraphs, sections=sections_of(paragraphs))


def _is_chinese(text: str) -> bool:
    return sum(map(has_han, text)) * 3 > len(_LATIN.findall(text))
