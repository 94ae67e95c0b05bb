"""A session with a dictionary of a few entries, for what commands do with words."""

from __future__ import annotations

from collections.abc import Sequence

from reader.annotation import Annotation
from reader.dictionary.entry import Entry, Sense
from reader.language.reading import Reading
from reader.language.token import Kind, Token
from reader.paths import Paths
from reader.study.notebook import Notebook
from reader.study.word import Identity

ENTRIES = tuple(
    Entry(traditional, simplified, Reading.parse(reading), (Sense(gloss),), (), "test")
    for traditional, simplified, reading, gloss in (
        ("銀行", "银行", "yin2 hang2", "bank"),
        ("行", "行", "xing2", "to go"),
        ("行", "行", "hang2", "row"),
        ("行長", "行长", "hang2 zhang3", "president of a bank"),
        ("很", "很", "hen3", "very"),
        ("綠", "绿", "lu:4", "green"),
        ("網", "网", "wang3", "net"),
        ("北京", "北京", "Bei3 jing1", "Beijing"),
    )
)
SIMPLE = str.maketrans("銀長綠網員", "银长绿网员")


class DictionarySession:
    """Cuts at the longest headword; offers what the commands for words ask of a session."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.notebook = Notebook.open(paths.data, paths.config)
        self.lexicon = self
        self.annotator = self

    def close(self) -> None:
        self.notebook.close()

    def levels(self, simplified: str) -> tuple[str, ...]:
        return ()

    def simplify(self, text: str) -> str:
        return text.translate(SIMPLE)

    def entries(self, word: str) -> tuple[Entry, ...]:
        return tuple(entry for entry in ENTRIES if word in (entry.traditional, entry.simplified))

    def annotate(self, text: str, fixed: Sequence[tuple[int, int]] = ()) -> tuple[Annotation, ...]:
        found: list[Annotation] = []
        start = 0
        while start < len(text):
            end = next((stop for begin, stop in fixed if begin == start), 0)
            ends = range(min(len(text), start + 4), start, -1)
            end = end or next((stop for stop in ends if self.entries(text[start:stop])), start + 1)
            found.append(self._annotation(text, start, end))
            start = end
        return tuple(found)

    def identity(self, annotation: Annotation) -> Identity:
        if annotation.entries:
            entry = annotation.entries[0]
            return Identity(entry.traditional, entry.simplified, str(entry.reading))
        text = annotation.token.text
        return Identity(text, self.simplify(text), str(annotation.reading))

    def _annotation(self, text: str, start: int, end: int) -> Annotation:
        form = text[start:end]
        kind = Kind.PUNCTUATION if form in "，。" else Kind.WORD
        entries = self.entries(form)
        reading = entries[0].reading if entries else Reading(())
        gloss = entries[0].senses[0].text if entries else ""
        return Annotation(Token(form, start, kind), reading, reading, entries, gloss)
