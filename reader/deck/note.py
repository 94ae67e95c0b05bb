"""A word as an Anki note: the fields, in their order, as HTML in which every text is only text."""

from __future__ import annotations

import hashlib
import html
import re
import string
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from reader.inert import inert
from reader.language.reading import Reading, Syllable
from reader.study.word import Context, Word

NOTE_TYPE = "dushu word"
DECK = "dushu"
FIELDS = (
    "Key",
    "Simplified",
    "Traditional",
    "Pinyin",
    "Zhuyin",
    "English",
    "Classifier",
    "Level",
    "Sentence",
    "SentencePinyin",
    "SentenceTranslation",
    "Source",
    "Note",
    "SentenceCloze",
)
ATTRIBUTION = "Dictionary: CC-CEDICT (CC BY-SA 4.0)"
"""What the licence of the dictionary asks for wherever its glosses go."""
BLANK = "[…]"
_DIGITS = string.digits + string.ascii_letters
# Anki finds [sound:…], [latex] and {{…}} in the stored field, before the browser reads the entities.
# "|" parts the three of Key.
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;", "\t": " "}
_ESCAPES = str.maketrans(_ESCAPED | {mark: f"&#{ord(mark)};" for mark in "[]{}|"})
_SPREADSHEET_START = re.compile(r"^[=+\-@＝＋－＠]", re.MULTILINE)
_SPECIAL = re.compile(r"[^\w ，。！？：；、（）“”·….,;:!?()/\-]|^\W")
"""What may have to be escaped; most texts have none of it."""
_TAG = re.compile("<[^<>]*>")
_BREAK = re.compile("<br ?/?>", re.IGNORECASE)
LIST_TAG = "list::"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the dictionaries know of a word and the learner does not keep, ready to be shown."""

    classifiers: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()


Knowing = Callable[[Word], Facts]
"""Looks up the facts of a word."""


def know_nothing(word: Word) -> Facts:
    return Facts()


@dataclass(frozen=True, slots=True)
class Note:
    """``guid`` is the word's for ever; ``fields`` go with FIELDS; ``tags`` hold no spaces."""

    guid: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]


def note_of(word: Word, knowing: Knowing = know_nothing) -> Note:
    """Return the note of a word, with the first sentence it was met in, or the first that is translated."""
    context = shown_context(word.contexts)
    facts = knowing(word)
    source = " · ".join(part for part in (context.document, context.section) if part)
    reading = Reading.parse(word.reading)
    fields = (
        key(word),
        as_html(word.simplified),
        as_html(word.traditional),
        _coloured(reading),
        as_html(reading.zhuyin()),
        as_html(word.gloss),
        as_html("; ".join(facts.classifiers)),
        as_html("; ".join(facts.levels)),
        _sentence(context),
        as_html(context.sentence_reading),
        as_html(context.translation),
        as_html(source),
        as_html(word.note),
        _cloze(context),
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


def key(word: Word) -> str:
    """Return the first field, by which Anki tells notes apart where it is not given a guid.

    ``simplified|traditional|reading``: no two words share it, and it reads back.
    """
    return "|".join(map(as_html, (word.simplified, word.traditional, word.reading)))


@lru_cache(maxsize=8_192)  # tags, sources and levels come again and again
def as_html(text: str) -> str:
    """Return ``text`` as HTML that shows it and does nothing, in Anki or in a spreadsheet."""
    if not _SPECIAL.search(text):
        return text
    escaped = inert(text).translate(_ESCAPES)
    escaped = _SPREADSHEET_START.sub(lambda start: f"&#{ord(start[0])};", escaped)
    return escaped.replace("\n", "<br>")


def as_text(field: str) -> str:
    """Return the text that a field shows: the inverse of :func:`as_html`, for other HTML as well."""
    broken = re.sub("</(?:div|p|li)>", "\n", _BREAK.sub("\n", field), flags=re.IGNORECASE)
    return html.unescape(_TAG.sub("", broken))


def shown_context(contexts: tuple[Context, ...]) -> Context:
    """Return the sentence that goes with a word where there is room for one; an empty one for none."""
    translated = (context for context in contexts if context.translation)
    return next(translated, contexts[0] if contexts else Context(""))


def list_tag(name: str) -> str:
    """Return the tag that a list becomes where a format knows tags only."""
    return LIST_TAG + name


def _coloured(reading: Reading) -> str:
    """Return the pinyin of a word, each syllable marked with its tone for the style of the cards."""
    before: tuple[Syllable | None, ...] = (None, *reading.syllables[:-1])
    return "".join(map(_coloured_syllable, before, reading.syllables))


@lru_cache(maxsize=16_384)
def _coloured_syllable(before: Syllable | None, syllable: Syllable) -> str:
    """Return one syllable as it is joined to the one before it, which decides about ``'`` and gaps."""
    start = Reading((before,)).marks() if before else ""
    shown = as_html(Reading((before, syllable) if before else (syllable,)).marks()[len(start) :])
    return f'<span class="tone{syllable.tone}">{shown}</span>' if syllable.tone else shown


def _sentence(context: Context) -> str:
    before, word, after = context.parts
    marked = f"<b>{as_html(word)}</b>" if word else ""
    return f"{as_html(before)}{marked}{as_html(after)}"


def _cloze(context: Context) -> str:
    """Return the sentence with the word blanked wherever it stands; nothing where no word is marked."""
    before, word, after = context.parts
    if not word.strip():
        return ""
    blank = f"<b>{as_html(BLANK)}</b>"
    rest = [blank.join(map(as_html, part.split(word))) for part in (before, after)]
    return blank.join(rest)


def _tags(word: Word) -> tuple[str, ...]:
    """Return tags as Anki has them: without spaces, lists as ``list::NAME``; none begins like a formula."""
    names = (*word.tags, *map(list_tag, word.lists))
    joined = ("_".join(inert(name).split()) for name in names)
    return tuple(dict.fromkeys(_SPREADSHEET_START.sub(r"_\g<0>", name) for name in joined if name))
