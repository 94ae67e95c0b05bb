"""A Chinese document and its English translation to an alignment: the whole way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reader.bilingual.aligning import Progress, align
from reader.bilingual.bead import Alignment, Bead, Sentence
from reader.bilingual.fitting import confidences, fit_of
from reader.bilingual.keys import ChineseKeys, Side, english_side, names_in
from reader.bilingual.scoring import USUAL_WEIGHTS, Shape, Weights
from reader.bilingual.search import Link
from reader.bilingual.taking import chinese_sentences, english_paragraph, english_sentences
from reader.dictionary.entry import Entry
from reader.document.model import Document
from reader.errors import DocumentError
from reader.inert import inert_line
from reader.language.script import has_han
from reader.language.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Aligner:
    """Aligns texts, with a vocabulary, the dictionaries' entries of a word and a way to simplified forms."""

    vocabulary: Vocabulary
    entries: Callable[[str], Sequence[Entry]]
    simplify: Callable[[str], str]
    weights: Weights = USUAL_WEIGHTS

    def documents(
        self, chinese: Document, english: Document, progress: Progress = lambda done, total: None
    ) -> Alignment:
        """Align two documents, given in either order.

        Raises DocumentError where neither is Chinese, or both are.
        """
        chinese, english = in_order(chinese, english)
        return self.sentences(chinese_sentences(chinese), english_sentences(english), (), progress)

    def holding(self, document: Document, progress: Progress = lambda done, total: None) -> Alignment:
        """Align a document whose paragraphs bring their translations; no bead crosses a paragraph's end."""
        chinese = chinese_sentences(document)
        english, pins = list[Sentence](), list[Bead]()
        at = 0
        for number, paragraph in enumerate(document.paragraphs):
            begin, first = at, len(english)
            while at < len(chinese) and chinese[at].paragraph == number:
                at += 1
            english += english_paragraph(paragraph.translation, number)
            few = min(at - begin, len(english) - first)
            if few == 1 or (few == 0 and at > begin and paragraph.continues):
                pins.append(Bead(begin, at, first, len(english)))
            else:
                pins.append(Bead(at, at, len(english), len(english)))
        found = self.sentences(chinese, tuple(english), pins, progress)
        return replace(found, beads=tuple(replace(bead, pinned=False) for bead in found.beads))

    def sentences(
        self,
        chinese: tuple[Sentence, ...],
        english: tuple[Sentence, ...],
        pinned: Sequence[Bead] = (),
        progress: Progress = lambda done, total: None,
    ) -> Alignment:
        """Align sentences; ``pinned`` beads, in order, stay as they are."""
        total = 2 * len(chinese) + len(english)
        names = names_in(sentence.text for sentence in english)
        keys = ChineseKeys(self.vocabulary, self.entries, names)
        z_sides, e_sides = list[Side](), list[Side]()
        for number, sentence in enumerate(chinese):
            z_sides.append(keys.side(self.simplify(sentence.text)))
            if number % 100 == 0:
                progress(number, total)
        for number, sentence in enumerate(english):
            e_sides.append(english_side(sentence.text, names))
            if number % 100 == 0:
                progress(len(chinese) + number, total)
        before = len(chinese) + len(english)
        links, scorer = align(
            z_sides,
            e_sides,
            _shape(chinese, english),
            self.weights,
            [Link(each.z0, each.z1, each.e0, each.e1, 1.0) for each in pinned],
            lambda done, whole: progress(before + done * len(chinese) // max(1, whole), total),
        )
        held = {(each.z0, each.z1, each.e0, each.e1) for each in pinned}
        beads = tuple(
            Bead(*link[:4], 1.0, True) if link[:4] in held else Bead(*link[:4], round(sure, 3))
            for link, sure in zip(links, confidences(scorer, links), strict=True)
        )
        progress(total, total)
        return Alignment(chinese, english, beads, fit_of(scorer, links))


def in_order(first: Document, second: Document) -> tuple[Document, Document]:
    """Return the Chinese document and the other one; DocumentError where that cannot be told."""
    is_chinese = [_is_chinese(first), _is_chinese(second)]
    if all(is_chinese):
        raise DocumentError(f"{_name(second)}: Chinese, as {_name(first)} is; give its English translation")
    if not any(is_chinese):
        raise DocumentError(f"{_name(first)}: there is no Chinese in it, nor in {_name(second)}")
    return (first, second) if is_chinese[0] else (second, first)


def refused(chinese: Document, english: Document) -> DocumentError:
    """Return the sentence that says that two texts do not belong together."""
    return DocumentError(
        f"{_name(english)}: does not look like a translation of {_name(chinese)}; "
        "check the files, or insist with --force"
    )


def _shape(chinese: Sequence[Sentence], english: Sequence[Sentence]) -> Shape:
    return Shape(
        [each.opens for each in chinese],
        [each.opens for each in english],
        [each.heading for each in chinese],
        [each.heading for each in english],
    )


def _is_chinese(document: Document) -> bool:
    sample = "".join(paragraph.text for paragraph in document.paragraphs[:400])[:20_000]
    han = sum(has_han(char) for char in sample)
    latin = sum(char.isascii() and char.isalpha() for char in sample)
    return han * 3 > latin


def _name(document: Document) -> str:
    return inert_line(document.source)
