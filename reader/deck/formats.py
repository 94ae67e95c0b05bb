"""Every format there is, by the name that export, import, help and README call it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from reader import atomic
from reader.deck.anki_file import is_anki_file
from reader.deck.anki_notes import read_anki, read_package
from reader.deck.anki_text import anki_text, is_anki_text, read_anki_text, read_anki_words
from reader.deck.apkg import Cards, Progress, added, write_package
from reader.deck.brought import Bringing, Source
from reader.deck.csv_table import csv_table, is_csv_table, read_csv_rows, read_csv_table
from reader.deck.differences import Content
from reader.deck.html_page import html_page, read_page
from reader.deck.json_lines import is_json_lines, json_lines, read_json_keys, read_json_words
from reader.deck.lingq import is_lingq, read_lingq
from reader.deck.linguacafe import (
    is_linguacafe,
    linguacafe_words,
    read_linguacafe,
    read_linguacafe_rows,
)
from reader.deck.lute import LANGUAGE as LUTE_LANGUAGE
from reader.deck.lute import is_lute, lute_terms, read_lute, read_lute_rows
from reader.deck.lwt import LANGUAGE as LWT_LANGUAGE
from reader.deck.lwt import is_lwt, lwt_terms, read_lwt, read_lwt_rows
from reader.deck.note import Knowing, know_nothing, note_of
from reader.deck.pleco_text import is_pleco_text, pleco_text, read_pleco_lines, read_pleco_text
from reader.deck.pleco_xml import is_pleco_xml, pleco_xml, read_pleco_cards, read_pleco_xml
from reader.deck.word_list import is_word_list, read_word_list
from reader.deck.zhongwen import is_zhongwen, read_zhongwen, read_zhongwen_rows, zhongwen_list
from reader.errors import DeckError
from reader.study.word import Word


@dataclass(frozen=True, slots=True)
class Taking:
    """How words are to be taken: what else is known of them, and what the learner chose."""

    knowing: Knowing = know_nothing
    changed: Callable[[Word], datetime] = added
    progress: Progress = lambda done, total: None
    language: str = ""
    title: str = "Words"
    mark: bool = True
    cards: Cards = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Format:
    """A way out, a way in, or both.

    ``text`` makes the file's text (None: it is not text, or there is no way out); ``held`` tells what such a
    file holds and raises ValueError for another; ``read`` brings its words in; ``recognise`` tells whether a
    file is one, by looking at its beginning.
    """

    name: str
    about: str
    text: Callable[[Sequence[Word], Taking], str] | None = None
    held: Callable[[bytes], Content] | None = None
    read: Callable[[Source], Bringing] | None = None
    recognise: Callable[[Source], bool] | None = None
    credited: bool = False

    @property
    def goes_out(self) -> bool:
        return self.held is not None


PACKAGE = "anki"
# In the order in which a file is tried: what names itself first, what is told by its shape last.
FORMATS: tuple[Format, ...] = (
    Format(
        PACKAGE,
        "an Anki package (.apkg)",
        None,
        read_package,
        read_anki,
        lambda source: is_anki_file(source.content),
        True,
    ),
    Format(
        "anki-text",
        "text that Anki imports, into the note type of a package imported before",
        lambda words, taking: anki_text(words, taking.knowing),
        read_anki_text,
        read_anki_words,
        is_anki_text,
        True,
    ),
    Format(
        "pleco-xml",
        "Pleco flashcards as XML",
        lambda words, taking: pleco_xml(words, taking.changed),
        read_pleco_cards,
        read_pleco_xml,
        is_pleco_xml,
        True,
    ),
    Format(
        "jsonl",
        "JSON lines",
        lambda words, taking: json_lines(words),
        read_json_keys,
        read_json_words,
        is_json_lines,
    ),
    Format(
        "csv",
        "a table for spreadsheets",
        lambda words, taking: csv_table(words, taking.mark),
        read_csv_rows,
        read_csv_table,
        is_csv_table,
    ),
    Format(
        "lute",
        "terms for Lute (CSV)",
        lambda words, taking: lute_terms(words, taking.language or LUTE_LANGUAGE),
        read_lute_rows,
        read_lute,
        is_lute,
    ),
    Format(
        "linguacafe",
        "vocabulary for LinguaCafe (CSV)",
        lambda words, taking: linguacafe_words(words),
        read_linguacafe_rows,
        read_linguacafe,
        is_linguacafe,
    ),
    Format("lingq", "words exported by LingQ (CSV)", read=read_lingq, recognise=is_lingq),
    Format(
        "lwt",
        "terms for LWT (TSV)",
        lambda words, taking: lwt_terms(words, taking.language or LWT_LANGUAGE),
        read_lwt_rows,
        read_lwt,
        is_lwt,
    ),
    Format(
        "pleco",
        "Pleco flashcards as text",
        lambda words, taking: pleco_text(words),
        read_pleco_lines,
        read_pleco_text,
        is_pleco_text,
    ),
    Format(
        "zhongwen",
        "a word list of Zhongwen",
        lambda words, taking: zhongwen_list(words),
        read_zhongwen_rows,
        read_zhongwen,
        is_zhongwen,
    ),
    Format(
        "html",
        "a page with ruby, for the browser and for paper",
        lambda words, taking: html_page(words, taking.knowing, taking.title),
        read_page,
        credited=True,
    ),
    Format("list", "a list or table of words", read=read_word_list, recognise=is_word_list),
)
BY_NAME = {one.name: one for one in FORMATS}


def recognised(source: Source) -> Format:
    """Return the format a file is in; raise DeckError where none claims it."""
    for one in FORMATS:
        if one.recognise is not None and one.recognise(source):
            return one
    raise DeckError(f"{source.name}: no format known here; name it with --as, or its columns with --fields")


def content_of(one: Format, words: Sequence[Word], taking: Taking) -> Content:
    """Return what a file of this format would hold, without writing one."""
    if one.held is None:
        return {}
    if one.text is None:
        notes = (note_of(word, taking.knowing) for word in words)
        return {note.guid: (*note.fields, " ".join(note.tags)) for note in notes}
    return one.held(one.text(words, taking).encode("utf-8"))


def write(one: Format, words: Sequence[Word], path: Path, taking: Taking) -> None:
    """Write the words to ``path``: the old file or the whole new one is there, whatever happens."""
    if one.text is None:
        write_package(words, path, taking.changed, taking.knowing, taking.progress, taking.cards)
        return
    try:
        atomic.write_text(path, one.text(words, taking))
    except OSError as error:
        reason = error.strerror or error
        raise DeckError(f"{path}: cannot be written ({reason}); nothing was changed there") from error
