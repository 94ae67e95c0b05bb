"""The translation beside a text: attached, kept with it on the shelf, mended, looked at.

Here the aligner, which knows no database, and the shelf's tables, which know no sentence, meet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from reader.bilingual.aligning import Progress
from reader.bilingual.bead import Alignment, Bead
from reader.bilingual.holding_both import holds_both
from reader.bilingual.keeping import (
    dumped_beads,
    dumped_sentences,
    read_alignment,
    read_beads,
    stands_in,
)
from reader.bilingual.mending import settled
from reader.bilingual.pairing import Aligner, in_order, refused
from reader.document.model import Document, Position
from reader.study.translations import KeptTranslation, Translations


class Translating:
    """Translations of documents, aligned by what ``aligner`` makes when it is first needed."""

    def __init__(self, translations: Translations, aligner: Callable[[], Aligner]) -> None:
        self.translations = translations
        self._make = aligner

    @cached_property
    def aligner(self) -> Aligner:
        return self._make()

    def kept(self, document: Document) -> Alignment | None:
        """Return the translation kept with a document; None where there is none, or none that fits it."""
        found = self.translations.of(document.digest)
        if found is None:
            return None
        try:
            alignment = read_alignment(found.sentences, found.beads)
        except ValueError:
            return None
        return alignment if stands_in(alignment, document) else None

    def source(self, document: Document) -> str:
        """Return where the translation of a document came from, "" where it has none."""
        found = self.translations.of(document.digest)
        return found.path if found is not None else ""

    def attach(
        self,
        document: Document,
        translation: Document,
        progress: Progress = lambda done, total: None,
        force: bool = False,
    ) -> Alignment:
        """Align a translation with a Chinese document and keep it.

        Raises DocumentError where they do not belong together, unless told to by ``force``.
        """
        chinese, english = in_order(document, translation)
        alignment = self.aligned(chinese, english, progress, force)
        self._keep(chinese, alignment, english)
        return alignment

    def aligned(
        self,
        chinese: Document,
        english: Document,
        progress: Progress = lambda done, total: None,
        force: bool = False,
    ) -> Alignment:
        """Align two documents and keep nothing; raises DocumentError as :meth:`attach` does."""
        alignment = self.aligner.documents(chinese, english, progress)
        if not force and alignment.fit is not None and not alignment.fit.belongs:
            raise refused(chinese, english)
        return alignment

    def own(self, document: Document, progress: Progress = lambda done, total: None) -> Alignment | None:
        """Return the translation that a document brings itself, kept from now on; None for none."""
        if not holds_both(document):
            return None
        alignment = self.aligner.holding(document, progress)
        self._keep(document, alignment, document)
        return alignment

    def detach(self, document: Document) -> bool:
        """Take a document's translation away; return whether there was one."""
        return self.translations.detach(document.digest)

    def mend(self, document: Document, alignment: Alignment, beads: Sequence[Bead], label: str) -> Alignment:
        """Put ``beads`` in the place of an alignment's own, align the rest anew, and keep it as one step."""
        found = settled(self.aligner, alignment, beads)
        self.translations.mend(
            document.digest, label, dumped_beads(alignment.beads), dumped_beads(found.beads)
        )
        return found

    def undo(self, document: Document, alignment: Alignment) -> tuple[Alignment, str] | None:
        """Take the newest mend back; return the alignment as it was and what was taken back."""
        found = self.translations.undo(document.digest)
        if found is None:
            return None
        return Alignment(alignment.chinese, alignment.english, read_beads(found.before)), found.label

    def redo(self, document: Document, alignment: Alignment) -> tuple[Alignment, str] | None:
        """Do the mend again that was taken back last; return the alignment and what was done again."""
        found = self.translations.redo(document.digest)
        if found is None:
            return None
        return Alignment(alignment.chinese, alignment.english, read_beads(found.after)), found.label

    def reveal(self, document: Document, position: Position) -> None:
        """Remember that the learner looked at the translation of the sentence that begins here."""
        self.translations.reveal(document.digest, position)

    def _keep(self, chinese: Document, alignment: Alignment, english: Document) -> None:
        self.translations.keep(
            KeptTranslation(
                chinese.digest,
                english.digest,
                english.source,
                english.title,
                dumped_sentences(alignment),
                dumped_beads(alignment.beads),
            )
        )
