"""A word as an Anki note: the fields, in their order, as HTML in which every text is only text."""

from __future__ import annotations

import hashlib
import html
import re
import string
from dataclasses import dataclass

from reader.inert import inert
from reader.study.word import Context, Word

NOTE_TYPE = "dushu word"
DECK = "dushu"
FIELDS = (
    "Simplified",
    "Traditional",
    "Pinyin",
    "Gloss",
    "Sentence",
    "SentencePinyin",
    "Translation",
    "Note",
    "Source",
)
_DIGITS = string.digits + string.ascii_letters
# Anki finds [sound:…], [latex] and {{…}} in the stored field, before the browser reads the entities.
_ANKI_MARKS = {"[": "&#91;", "]": "&#93;", "{": "&#123;", "}": "&#125;"}
_SPREADSHEET_START = re.compile(r"^[=+\-@＝＋－＠]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Note:
    """``guid`` is the word's for ever; ``fields`` go with FIELDS; ``tags`` hold no spaces."""

    guid: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]


def note_of(word: Word) -> Note:
    """Return the note of a word, with the first sentence it was met in, or the first that is translated."""
    context = _shown(word.contexts)
    source = " · ".join(part for part in (context.document, context.section) if part)
    fields = (
        as_html(word.simplified),
        as_html(word.traditional),
        as_html(word.identity.pinyin),
        as_html(word.gloss),
        _sentence(context),
        as_html(context.sentence_reading),
        as_html(context.translation),
        as_html(word.note),
        as_html(source),
    )
    return Note(guid(word), fields, _tags(word))


def guid(word: Word) -> str:
    """Return what Anki knows the note by: made from the word's identity only, so that edits update it.

    Eleven letters and digits hold 64 bits of a digest; they need no quoting in any format.
    """
    name = "\x1f".join(("dushu word", word.traditional, word.simplified, word.reading))
    number = int.from_bytes(hashlib.sha256(name.encode("utf-8", "replace")).digest()[:8], "big")
    digits = []
    for _ in range(11):
        number, digit = divmod(number, len(_DIGITS))
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))


def as_html(text: str) -> str:
    """Return ``text`` as HTML that shows it and does nothing, in Anki or in a spreadsheet."""
    escaped = html.escape(inert(text).replace("\t", " "))
    for mark, entity in _ANKI_MARKS.items():
        escaped = escaped.replace(mark, entity)
    escaped = _SPREADSHEET_START.sub(lambda start: f"&#{ord(start[0])};", escaped)
    return escaped.replace("\n", "<br>")


def _shown(contexts: tuple[Context, ...]) -> Context:
    translated = (context for context in contexts if context.translation)
    return next(translated, contexts[0] if contexts else Context(""))


def _sentence(context: Context) -> str:
    before, word, after = context.parts
    marked = f"<b>{as_html(word)}</b>" if word else ""
    return f"{as_html(before)}{marked}{as_html(after)}"


def _tags(word: Word) -> tuple[str, ...]:
    """Return tags as Anki has them: without spaces, lists as ``list::NAME``; none begins like a formula."""
    names = (*word.tags, *(f"list::{name}" for name in word.lists))
    joined = ("_".join(inert(name).split()) for name in names)
    return tuple(dict.fromkeys(_SPREADSHEET_START.sub(r"_\g<0>", name) for name in joined if name))
