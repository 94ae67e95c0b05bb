"""What kind of word a token is, as far as patterns need to know it.

Grammar words, measure words, titles and the like come from a curated list; open classes come from a
part-of-speech tag (jieba's tag set), which the caller supplies. A token can belong to several classes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import cast

from reader.errors import DictionaryError
from reader.language.token import Kind, Token

NO_CLASSES: frozenset[str] = frozenset()
EDGE = frozenset({"start", "end"})
"""What stands before the first and after the last token of a text."""

CLASSES = frozenset((
    "num", "num1", "measure", "time", "noun", "verb", "adj", "adv", "pron", "person", "place", "name",
    "prep", "conj", "particle", "aspect", "neg", "degree", "modal", "direction", "dem", "money", "title",
    "surname", "latin", "start", "end", "quote", "first", "last", "alone",
))  # fmt: skip
"""Every class a pattern may name; ``first``, ``last`` and ``alone`` are for the token itself."""

_BY_TAG = {
    "a": ("adj",),
    "ad": ("adj", "adv"),
    "an": ("adj", "noun"),
    "b": ("adj",),
    "c": ("conj",),
    "d": ("adv",),
    "f": ("noun", "place"),
    "m": ("num",),
    "n": ("noun",),
    "ng": ("noun",),
    "ns": ("noun", "place"),
    "nt": ("noun", "place"),
    "nz": ("noun",),
    "p": ("prep",),
    "q": ("measure",),
    "r": ("pron",),
    "s": ("noun", "place"),
    "t": ("time", "noun"),
    "v": ("verb",),
    "vd": ("verb",),
    "vg": ("verb",),
    "vi": ("verb",),
    "vn": ("verb", "noun"),
    "vq": ("verb",),
    "y": ("particle",),
    "z": ("adj",),
}
_BY_LABEL = {
    "person": ("person", "noun"),
    "place": ("place", "noun"),
    "organisation": ("place", "noun"),
    "date": ("time", "noun"),
    "time": ("time", "noun"),
}
_CLAUSE_MARKS = frozenset("，。！？；：…—,.!?;:\n")
_SENTENCE_MARKS = frozenset("。！？!?\n")
_OPENING = frozenset("“‘「『（(《〈【[〔〖")
_CLOSING = frozenset("”’」』）)》〉】]〕〗")
_QUOTES = frozenset("“”‘’「」『』\"'")
_DIGITS = frozenset("零〇一二三四五六七八九十百千万亿两几0123456789０１２３４５６７８９.,%％")
_PHRASE_STARTS = frozenset("一二两三四五几这那哪每各某")
_PHRASE_ENDS = frozenset("个些种次件位本张条只样")
_PERSON_ENDS = ("者", "员", "师", "人", "们", "友", "夫", "徒")
_PLACE_ENDS = tuple("院店馆室楼市县省村镇区站场园厂里街路港州岛")


def load_word_classes(path: Path) -> dict[str, frozenset[str]]:
    """Read the curated list (``class<TAB>word word …``, ``#`` comments) as word → classes.

    ``only`` lists words that have no other classes than those they are listed under.
    """
    found: dict[str, set[str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, tab, words = line.partition("\t")
        if not tab or (name not in CLASSES and name != "only"):
            raise DictionaryError(f"{path}:{number}: not a line of word classes: {line[:40]!r}")
        for word in words.split():
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


_Sort = tuple[str, Kind, str]
"""What the classes of a token depend on: text, kind and label."""
_sort = cast(Callable[[Token], _Sort], itemgetter(0, 2, 4))


class _Known(dict[_Sort, frozenset[str]]):
    """The classes of the tokens met so far."""

    def __init__(self, classify: Callable[[str, Kind, str], frozenset[str]]) -> None:
        super().__init__()
        self._classify = classify

    def __missing__(self, sort: _Sort) -> frozenset[str]:
        if len(self) > 50_000:
            self.clear()
        classes = self[sort] = self._classify(*sort)
        return classes


class WordClasses:
    """Tells the classes of tokens, remembering what it has told.

    A word listed under ``only`` has the classes the list gives it and none from its tag.
    """

    def __init__(self, listed: Mapping[str, frozenset[str]], tag: Callable[[str], str]) -> None:
        self._listed = listed
        self._tag = tag
        self._known = _Known(self._classify)

    def of(self, token: Token) -> frozenset[str]:
        return self._known[_sort(token)]

    def of_all(self, tokens: Sequence[Token]) -> Iterable[frozenset[str]]:
        """Yield the classes of each token; a word met before costs no line of Python."""
        return map(self._known.__getitem__, map(_sort, tokens))

    def _classify(self, text: str, kind: Kind, label: str) -> frozenset[str]:
        if kind is Kind.PUNCTUATION or not any(map(str.isalnum, text)):
            return _punctuation(text)
        listed = self._listed.get(text, NO_CLASSES)
        if kind is Kind.LATIN:
            return listed | {"latin"}
        if kind is Kind.NUMBER or _DIGITS.issuperset(text[:1] + text[1:].rstrip("多余来")):
            return listed | ({"num", "num1"} if text in ("一", "1", "１") else {"num"})
        if kind is Kind.NAME:
            return listed | {"name", *_BY_LABEL.get(label, ("noun",))}
        if "only" in listed:
            return listed
        classes = listed | self._by_tag(text)
        return classes | _by_shape(text, "noun" in classes)

    def _by_tag(self, text: str) -> frozenset[str]:
        tag = self._tag(text)
        if tag.startswith("nr"):  # jieba has many ordinary words among its names
            return frozenset({"noun"})
        classes = frozenset(_BY_TAG.get(tag, ()))
        return classes | {"name"} if tag in ("ns", "nt") else classes


def _punctuation(text: str) -> frozenset[str]:
    mark = text[:1]
    classes = set()
    if mark in _QUOTES:
        classes.add("quote")
    if mark not in _OPENING and mark not in "·・":
        classes.add("end")
    if mark not in _CLOSING and mark not in "·・":
        classes.add("start")
    if _CLAUSE_MARKS.intersection(text):
        classes.add("clause")
    if _SENTENCE_MARKS.intersection(text):
        classes.add("sentence")
    return frozenset(classes)


def _by_shape(text: str, noun: bool) -> frozenset[str]:
    """Return what the characters of a word of several tell: 三个, 第三, 我们, 程序员, 图书馆."""
    if len(text) < 2:
        return NO_CLASSES
    classes = set()
    if len(text) == 2 and text[0] in _PHRASE_STARTS and text[1] in _PHRASE_ENDS:
        classes |= {"measure", "dem"} if text[0] in "这那哪每各某" else {"measure", "num"}
    elif text[0] == "第" and _DIGITS.issuperset(text[1:]):
        classes.add("num")
    if noun and (text.endswith(_PERSON_ENDS) or (len(text) > 2 and text[-1] in "家长")):
        classes.add("person")
    if noun and text.endswith(_PLACE_ENDS):
        classes.add("place")
    return frozenset(classes)
