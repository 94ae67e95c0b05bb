"""The one place that chooses concrete classes. Both front ends hold a Session and nothing beneath it.

Everything is opened when it is first needed: a session by itself costs nothing.
"""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader import __version__
from reader.annotation import Annotation, Annotator
from reader.bilingual.holding_both import parted
from reader.bilingual.pairing import Aligner
from reader.config import Config, read_config
from reader.dictionary.cedict import DictionaryFile
from reader.dictionary.entry import Entry
from reader.dictionary.index import Progress, Recipe, discard, open_index
from reader.dictionary.lexicon import Lexicon
from reader.dictionary.senses import MAIN_SOURCE
from reader.dictionary.sources import dictionary_files
from reader.document.arranging import arranged
from reader.document.loading import load
from reader.document.model import Document
from reader.errors import ConfigError, DictionaryError
from reader.language.script import Simplifier, with_ordinary_forms
from reader.language.token import Kind
from reader.language.vocabulary import FORMAT as VOCABULARY_FORMAT
from reader.language.vocabulary import Vocabulary
from reader.paths import Paths, bundled, user_paths
from reader.study.notebook import Notebook
from reader.study.shelf import Shelf
from reader.study.shelving import Shelving
from reader.study.status import Status
from reader.study.texts import KeptTexts
from reader.study.translations import Translations
from reader.study.word import Identity
from reader.translating import Translating

if TYPE_CHECKING:
    from reader.study.counting import Corrected, Summary, TextCounter
    from reader.study.identifying import Identifier, Occurrence
    from reader.study.identifying import Word as CountedWord
    from reader.study.reading_time import ReadingTime
    from reader.study.reviews import Reviews

_NAME_TAGS = frozenset(("nr", "nrt", "nrfg", "ns", "nt", "x"))
"""Parts of speech of what is a name to a reader; 星期六 and 中文 are capitalised and are none."""
_GLOSSARY_ENTRIES = 20_000
"""Entries that make a dictionary a general one, whose words compete like those of CC-CEDICT."""


class Session:
    """One learner's places, settings, dictionaries and notebook."""

    def __init__(
        self,
        paths: Paths,
        config: Config,
        progress: Progress | None = None,
        notice: Callable[[str], None] = lambda message: None,
    ) -> None:
        """``progress`` is told how far the dictionary index is built, ``notice`` what is put up with."""
        self.paths = paths
        self.config = config
        self._progress = progress
        self._notice = notice

    @cached_property
    def lexicon(self) -> Lexicon:
        """All dictionaries; the index is built where there is no sound one, and anew if it is damaged."""
        opened = partial(open_index, self._recipe, self.paths.cache, self._progress, self._notice)

        def renew() -> sqlite3.Connection:
            self._notice(f"{self.paths.cache}: the dictionary index was damaged; it is built anew")
            return opened(anew=True)

        return Lexicon(opened(), renew)

    @cached_property
    def _recipe(self) -> Recipe:
        return _recipe(
            dictionary_files(self.paths.data, self.config.dictionaries, self.config.dictionaries_off)
        )

    @cached_property
    def _engine(self) -> tuple[Annotator, Identifier]:
        return _engine(self.lexicon, self.simplify)

    @cached_property
    def annotator(self) -> Annotator:
        """What cuts, reads and explains."""
        return self._engine[0]

    @cached_property
    def counter(self) -> TextCounter:
        """What counts the words of texts, as the learner corrected them."""
        return self.counter_with(self.notebook.corrections)

    def counter_with(self, corrections: Corrected) -> TextCounter:
        """Return what counts the words of texts as ``corrections`` say."""
        from reader.study.counting import TextCounter
        from reader.study.index_cache import IndexCache

        cache = IndexCache(self.paths.cache / "texts")
        return TextCounter(lambda: self._engine[1], corrections, cache, f"{__version__} {self._recipe.key()}")

    @cached_property
    def notebook(self) -> Notebook:
        """The learner's words."""
        return Notebook.open(self.paths.data, self.paths.config)

    @cached_property
    def shelf(self) -> Shelf:
        """The texts the learner has opened."""
        return Shelf(self.notebook.database)

    @cached_property
    def shelving(self) -> Shelving:
        """The shelf together with the copies of the texts."""
        config = self.config
        return Shelving(
            self.shelf,
            KeptTexts(self.paths.data / "texts"),
            keep_copies=config.keep_texts,
            join_headings=config.join_headings,
        )

    @cached_property
    def reading_time(self) -> ReadingTime:
        """How long and how much was read, day by day."""
        from reader.study.reading_time import ReadingTime

        return ReadingTime(self.notebook.database, self.config.review.day_starts)

    @cached_property
    def reviews(self) -> Reviews:
        """The review desk: what is due, and answers."""
        from reader.study.reviews import Reviews

        return Reviews(self.notebook.database, self.config.review)

    @cached_property
    def translating(self) -> Translating:
        """Translations beside the texts: aligned, kept, mended."""
        return Translating(Translations(self.notebook.database), self._aligner)

    def _aligner(self) -> Aligner:
        return Aligner(_words_of(self.lexicon), self.lexicon.entries, self.simplify)

    @cached_property
    def simplify(self) -> Callable[[str], str]:
        """Turn a text into its simplified form, code point for code point."""
        return Simplifier(self.lexicon.part("traditional").decode())

    def load(self, path: Path, encoding: str | None = None) -> Document:
        """Open a text file, arranged as the settings say; of one that holds both languages, the Chinese."""
        return parted(arranged(load(path, encoding), self.config.chapters, self.config.join_headings))

    def annotate(self, text: str, digest: str = "", paragraph: int = 0) -> tuple[Annotation, ...]:
        """Annotate a text, or a paragraph of the document with this digest, as the learner corrected it."""
        fixed = self.notebook.corrections.for_text(digest).of(paragraph, text)
        readings = {(start, end): reading for start, end, reading in fixed.readings}
        return self.annotator.annotate(text, fixed.spans, readings)

    def words(self, text: str, digest: str = "", paragraph: int = 0) -> list[Occurrence]:
        """Return the words :meth:`annotate` finds, where each starts and which it is: in half the time."""
        return self.counter.words(text, digest, paragraph)

    def coverage(self, digest: str) -> Summary | None:
        """Return how much of a text the learner knows and its level; None where it was never counted.

        Cheap: the text is neither needed nor counted. A text is counted when it is read or asked about.
        """
        return self.counter.summary(digest, self.notebook.statuses(), self.config.level)

    def look_up(self, query: str, limit: int = 50) -> tuple[Entry, ...]:
        """Return entries for characters (either script), pinyin or English, best first."""
        query = with_ordinary_forms(query)
        found = self.lexicon.search(query, limit)
        return found or self.lexicon.search(self.simplify(query), limit)

    def levels(self, simplified: str) -> tuple[str, ...]:
        """Return a word's HSK levels, each with the name of its list."""
        from reader.dictionary import levels

        return levels.levels(simplified)

    def frequency(self, simplified: str) -> str:
        """Return how common a word is: ``top 1,000`` … ``rare``."""
        from reader.dictionary import frequency

        return frequency.band(simplified)

    def identity(self, annotation: Annotation) -> Identity:
        """Return which word an annotated token is, for the notebook."""
        entry = annotation.entries[0] if annotation.entries else None
        if entry is not None:
            return Identity(entry.traditional, entry.simplified, str(entry.reading))
        text = annotation.token.text
        return Identity(text, self.simplify(text), str(annotation.reading))

    def word(self, annotation: Annotation) -> CountedWord:
        """Return which word an annotated token is, for counting."""
        found = self.identity(annotation)
        return found.traditional, found.simplified, found.reading, annotation.token.kind

    def status(self, annotation: Annotation) -> Status:
        """Return the learner's status of an annotated token."""
        if annotation.token.kind in (Kind.PUNCTUATION, Kind.SPACE):
            return Status.NEW
        return self.notebook.statuses().of(self.identity(annotation))

    def rebuild_index(self) -> None:
        """Throw the compiled index away and build it anew."""
        discard(self.paths.cache)
        self.reopen_dictionaries()

    def reopen_dictionaries(self) -> None:
        """Use the dictionaries there are now; their index is built where it is not there yet."""
        for made in ("lexicon", "annotator", "simplify", "counter", "_recipe", "_engine"):
            self.__dict__.pop(made, None)
        _ = self.lexicon

    def close(self) -> None:
        """Close what was opened; what is needed later is opened again."""
        if "notebook" in self.__dict__:
            self.notebook.close()


def open_session(
    paths: Paths | None = None,
    config: Config | None = None,
    progress: Progress | None = None,
    notice: Callable[[str], None] = lambda message: None,
) -> Session:
    """Return the session of this user, or of the places given."""
    paths = paths or user_paths()
    home = paths.data.parent
    if home.exists() and not home.is_dir():
        raise ConfigError(f"{home}: not a folder; point DUSHU_HOME at a folder")
    return Session(paths, config or read_config(paths.config), progress, notice)


def _recipe(files: tuple[tuple[Path, str], ...]) -> Recipe:
    """Return what the index holds beside the entries, and what that depends on."""
    senses = sorted(bundled("dictionaries").joinpath("senses").glob("*.tsv"))
    learned = [bundled("dictionaries") / "cutting.tsv"]
    stamps = [f"{path.name}:{path.stat().st_size}:{path.stat().st_mtime_ns}" for path in (*senses, *learned)]
    stamps.append(f"vocabulary:{VOCABULARY_FORMAT}")

    def curated_senses(_: Sequence[DictionaryFile]) -> bytes:
        from reader.dictionary.senses import compile_senses

        return marshal.dumps(compile_senses(senses))

    parts = {
        "vocabulary": _vocabulary,
        "terms": _terms,
        "traditional": _traditional,
        "senses": curated_senses,
    }
    return Recipe(files, parts, "\n".join(stamps))


def _vocabulary(dictionaries: Sequence[DictionaryFile]) -> bytes:
    """Compile the words a text may be cut into: every headword but a glossary's phrases."""
    phrases = {"".join(words) for dictionary in dictionaries for words in dictionary.phrases}
    main = (
        line[1] for dictionary in dictionaries if dictionary.name == MAIN_SOURCE for line in dictionary.lines
    )
    other = [
        line[1] for dictionary in dictionaries if dictionary.name != MAIN_SOURCE for line in dictionary.lines
    ]
    return Vocabulary.build(main, [word for word in other if word not in phrases]).to_bytes()


def _terms(dictionaries: Sequence[DictionaryFile]) -> bytes:
    """List the terms of the glossaries that are short enough to be about a field, and how phrases are cut."""
    phrases = [words for dictionary in dictionaries for words in dictionary.phrases]
    joined = {"".join(words) for words in phrases}
    words = [
        line[1]
        for dictionary in dictionaries
        if dictionary.name != MAIN_SOURCE and len(dictionary.lines) <= _GLOSSARY_ENTRIES
        for line in dictionary.lines
        if line[1] not in joined
    ]
    return marshal.dumps((words, phrases))


def _traditional(dictionaries: Sequence[DictionaryFile]) -> bytes:
    """Collect the characters that a simplified text does not have, or has in fewer words."""
    different = {
        written
        for dictionary in dictionaries
        for traditional, simplified, _, _ in dictionary.lines
        if traditional != simplified
        for written, other in zip(traditional, simplified, strict=False)
        if written != other
    }
    return "".join(sorted(different)).encode()


def _engine(lexicon: Lexicon, simplify: Callable[[str], str]) -> tuple[Annotator, Identifier]:
    """Return what explains a text and what only tells its words: the same parts make both."""
    from reader.dictionary.explaining import DictionaryExplainer
    from reader.dictionary.senses import ContextualRanker
    from reader.dictionary.word_classes import load_word_classes
    from reader.language import sandhi
    from reader.language.names import NameSource
    from reader.language.numbers import NumberSource
    from reader.language.readings import ContextualChooser
    from reader.language.segmentation import WordSegmenter
    from reader.language.terms import Terms
    from reader.study.identifying import Identifier

    vocabulary = _words_of(lexicon)
    segmenter = WordSegmenter(vocabulary, (NumberSource(), NameSource(vocabulary)))
    chooser = ContextualChooser(lexicon.readings)
    ranker = ContextualRanker(
        marshal.loads(lexicon.part("senses")),
        load_word_classes(bundled("dictionaries") / "word_classes.tsv"),
        vocabulary.tag,
        lexicon.entries,
    )
    terms = Terms(*marshal.loads(lexicon.part("terms"))).spans

    def is_name(word: str) -> bool:
        return vocabulary.tag(word) in _NAME_TAGS

    annotator = Annotator(
        segmenter=segmenter,
        chooser=chooser,
        lexicon=lexicon,
        ranker=ranker,
        explainer=DictionaryExplainer(lexicon.entries),
        sandhi=sandhi,
        simplify=simplify,
        terms=terms,
        is_name=is_name,
    )
    return annotator, Identifier(segmenter, chooser, lexicon, ranker, simplify, terms, is_name)


def _words_of(lexicon: Lexicon) -> Vocabulary:
    """Return the compiled vocabulary; raises DictionaryError where it is damaged."""
    try:
        return Vocabulary.from_bytes(lexicon.part("vocabulary"))
    except ValueError as error:
        raise DictionaryError(f"the dictionary index holds {error}; run `dushu doctor --rebuild`") from error
