"""Which entry and which sense of a word are meant: those come first.

Frequent words have curated senses (``dictionaries/senses/*.tsv``): for each a pattern of its surroundings.
All others follow general rules: the reading chooses the entry, names and variants come after words, labelled
senses (archaic, dialect …) after plain ones, and a verb, noun or measure-word slot draws a sense of its kind.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path

from reader.dictionary.entry import Entry
from reader.dictionary.sense_kinds import preferred, slot_of, variant_target
from reader.dictionary.sense_patterns import Pattern, View, parse_pattern
from reader.dictionary.sense_rules import Rules
from reader.dictionary.word_classes import WordClasses
from reader.errors import DictionaryError
from reader.language.token import Kind, Token

Line = tuple[str, str, Pattern]
"""Reading, a piece of the sense's text, and the pattern: one curated line of a headword."""

MAIN_SOURCE = "CC-CEDICT"
"""Entries of other sources are glossaries: they come before this one's and give way only to a pattern.

Where a word's lines tell when the glossary's sense is meant, their default decides the rest.
"""


def compile_senses(paths: Iterable[Path]) -> dict[str, bytes]:
    """Read curated files into headword → its lines, packed, so that each is unpacked when first met.

    The first file that has a headword and reading decides; later files cannot change it.
    Raises :class:`DictionaryError` naming file and line.
    """
    curated: dict[str, list[Line]] = {}
    for path in paths:
        taken = {(headword, line[0]) for headword, lines in curated.items() for line in lines}
        for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not row.strip() or row.startswith("#"):
                continue
            headword, line = parse_row(row, f"{path}:{number}")
            if (headword, line[0]) not in taken:
                curated.setdefault(headword, []).append(line)
    return {headword: marshal.dumps(lines) for headword, lines in curated.items()}


def parse_row(row: str, where: str) -> tuple[str, Line]:
    """Return headword and line of one row; ``where`` begins the message of the error it may raise."""
    cells = row.rstrip().split("\t")
    if len(cells) == 3:
        cells.append("")
    if len(cells) != 4 or not all(cells[:3]):
        raise DictionaryError(f"{where}: not headword, reading, sense, pattern parted by tabs: {row[:40]!r}")
    headword, reading, sense, pattern = (cell.strip() for cell in cells)
    try:
        return headword, (reading, sense, parse_pattern(pattern))
    except DictionaryError as error:
        raise DictionaryError(f"{where}: {headword}: {error}") from error


@dataclass(frozen=True, slots=True)
class _Names:
    """Where a character's entries say that it is a surname, or short for a place: (entry, sense)."""

    surname: tuple[int, int] | None = None
    place: tuple[int, int] | None = None


@dataclass(slots=True)
class Ranking:
    """Everything about one word and reading that does not depend on where it stands.

    ``shown`` are the (entry, sense) that the lines of ``rules`` put first; ``settled`` is the order where
    no place can change it.
    """

    given: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    rules: Rules
    shown: tuple[tuple[int, int], ...]
    slots: dict[str, int]
    names: _Names
    settled: tuple[Entry, ...] | None = None
    ranked: dict[tuple[int, int], tuple[Entry, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.entries and not (self.shown or self.slots or self.names.surname or self.names.place):
            self.settled = self.put_first(0, 0)

    def here(self, view: View, index: int) -> tuple[Entry, ...]:
        """Return the entries as they rank for token ``index``; the same order is always the same tuple."""
        if self.settled is not None:
            return self.settled
        names, at = self.names, view.place[index]
        if names.surname and _is_surname(view, at):
            return self.put_first(*names.surname)
        if names.place and _is_short_name(view, at):
            return self.put_first(*names.place)
        if self.shown and (line := self.rules.first(view, at)) >= 0:
            return self.put_first(*self.shown[line])
        if self.slots:
            return self.put_first(0, self.slots[slot_of(view, at, self.slots)])
        return self.put_first(0, 0)

    def put_first(self, entry: int, sense: int) -> tuple[Entry, ...]:
        ranked = self.ranked.get((entry, sense))
        if ranked is None:
            first = self.entries[entry]
            if sense:
                senses = first.senses
                first = replace(first, senses=(senses[sense], *senses[:sense], *senses[sense + 1 :]))
            ranked = (first, *self.entries[:entry], *self.entries[entry + 1 :])
            self.ranked[entry, sense] = ranked
        return ranked


_NOTHING = Ranking((), (), Rules(()), (), {}, _Names(), settled=())


class ContextualRanker:
    """Ranks the entries of a token by what stands around it.

    ``curated`` is what :func:`compile_senses` made, ``listed`` maps words to classes, ``tag`` tells a
    word's part of speech (jieba's tags), ``look_up`` finds what a variant is a variant of. Rankings are
    made once a word and reading, the view once a text, so a token in a page costs a few pattern atoms.
    """

    def __init__(
        self,
        curated: Mapping[str, bytes],
        listed: Mapping[str, frozenset[str]],
        tag: Callable[[str], str],
        look_up: Callable[[str], Sequence[Entry]] | None = None,
    ) -> None:
        self._curated = curated
        self._classes = WordClasses(listed, tag)
        self._look_up = look_up
        self._rankings: dict[tuple[str, str, bool, str], Ranking] = {}
        # One attribute, set and read whole: several threads may rank.
        self._seen: tuple[Sequence[Token], View] = (), View((), self._classes)

    def view(self, tokens: Sequence[Token]) -> View:
        """Return a text as rankings see it; that of the same tokens is made once."""
        seen, view = self._seen
        if tokens is not seen or len(tokens) != len(view.place):
            view = View(tokens, self._classes)
            self._seen = tokens, view
        return view

    def ranking(self, token: Token, reading: str, entries: tuple[Entry, ...]) -> Ranking:
        """Return how ``entries`` rank for a token with this reading, wherever it stands."""
        if not entries:
            return _NOTHING
        key = (entries[0].simplified, reading, token.kind is Kind.NAME, token.label)
        ranking = self._rankings.get(key)
        if ranking is None or (ranking.given is not entries and ranking.given != entries):
            if len(self._rankings) > 30_000:
                self._rankings.clear()
            ranking = self._rankings[key] = self._make_ranking(token, reading, entries)
        return ranking

    def rank(
        self, tokens: Sequence[Token], index: int, reading: str, entries: tuple[Entry, ...]
    ) -> tuple[Entry, ...]:
        """Return ``entries`` with the fitting one first, its fitting sense first."""
        ranking = self.ranking(tokens[index], reading, entries)
        return ranking.here(self.view(tokens), index) if ranking.settled is None else ranking.settled

    def certain(self, token: Token, reading: str, entries: tuple[Entry, ...]) -> Entry | None:
        """Return the entry that :meth:`rank` puts first wherever this word stands; None where that differs.

        Entries that are the same word (headword and reading) are one here, whichever sense is meant.
        """
        ranking = self.ranking(token, reading, entries)
        if ranking.settled is not None:
            return ranking.settled[0]
        named = [at for place in (ranking.names.surname, ranking.names.place) if place for at in place[:1]]
        firsts = [ranking.entries[at] for at in {0, *named, *(at for at, _ in ranking.shown)}]
        words = {(entry.traditional, entry.simplified, entry.reading) for entry in firsts}
        return ranking.entries[0] if len(words) == 1 else None

    def _make_ranking(self, token: Token, reading: str, entries: tuple[Entry, ...]) -> Ranking:
        name = token.kind is Kind.NAME
        person = token.label in ("person", "surname")
        ordered = sorted(entries, key=lambda entry: _order(entry, reading, name, person))
        ordered[0] = self._resolve(ordered[0])
        fitting = [at for at, entry in enumerate(ordered) if _distance(str(entry.reading), reading) < _OTHER]
        lines = () if name else self._lines(ordered, fitting, reading)
        glossary = ordered[0].source != MAIN_SOURCE and 0 in fitting
        if glossary and all(at for _, at, _ in lines):  # no default may hide the glossary's sense
            lines = tuple(takewhile(lambda line: line[0], lines))
        names = _Names()
        if not name and len(token.text) == 1:
            names = _Names(_place_of(ordered, fitting, _SURNAME), _place_of(ordered, fitting, _SHORT_NAME))
        rules = Rules(pattern for pattern, _, _ in lines)
        shown = tuple((at, sense) for _, at, sense in lines)
        ranking = Ranking(entries, tuple(ordered), rules, shown, preferred(ordered[0]), names)
        if person and (surname := _place_of(ordered, fitting, _SURNAME)):
            ranking.settled = ranking.put_first(*surname)
        return ranking

    def _lines(
        self, entries: Sequence[Entry], fitting: Sequence[int], reading: str
    ) -> tuple[tuple[Pattern, int, int], ...]:
        """Return the curated lines for ``reading``, each with the entry and sense it points to.

        Lines of the capitalised reading are tried first, where they have a pattern: the name 马, the word 马.
        """
        packed = self._curated.get(entries[0].simplified)
        lines: list[Line] = marshal.loads(packed) if packed else []
        measured = [(_distance(line[0], reading), line) for line in lines]
        curated = [(distance, line) for distance, line in measured if distance < _OTHER]
        exact = any(distance == _SAME for distance, _ in curated)
        words: list[tuple[Pattern, int, int]] = []
        names: list[tuple[Pattern, int, int]] = []
        for distance, (line_reading, piece, pattern) in curated:
            capital = line_reading[:1].isupper() and distance != _SAME
            if (capital and not pattern) or (exact and distance == _NEUTRAL):
                continue
            found = [
                (_looseness(piece, sense.text), at, place)
                for at in fitting
                if str(entries[at].reading).lower() == line_reading.lower() or distance == _NEUTRAL
                for place, sense in enumerate(entries[at].senses)
                if piece in sense.text
            ]
            if found:
                _, at, place = min(found, key=lambda hit: hit[0])
                (names if capital else words).append((pattern, at, place))
        return (*names, *words)

    def _resolve(self, entry: Entry) -> Entry:
        """Give an entry that only points elsewhere the senses of what it points to, then its own."""
        target = variant_target(entry)
        if target is None or self._look_up is None:
            return entry
        headword, reading = target
        if headword == "":
            return entry
        for found in self._look_up(headword):
            if str(found.reading).lower() == reading.lower() and variant_target(found) is None:
                return replace(entry, senses=found.senses + entry.senses, classifiers=found.classifiers)
        return entry


def _looseness(piece: str, sense: str) -> int:
    """Return how loosely ``piece`` names ``sense``: the whole of it, its beginning, somewhere within.

    So ``leader`` is not taken for *leadership*, nor ``or`` for *still (as before)*, which stand earlier.
    """
    return 0 if sense == piece else 1 if sense.startswith(piece) else 2


_SAME, _CASE, _NEUTRAL, _OTHER = range(4)


def _distance(reading: str, other: str) -> int:
    """Return how far two readings are apart: same, capitals differ, neutral tones differ, other."""
    if reading == other:
        return _SAME
    reading, other = reading.lower(), other.lower()
    if reading == other:
        return _CASE
    if len(reading) != len(other):
        return _OTHER
    for one, two in zip(reading, other, strict=True):
        if one != two and not ("5" in (one, two) and one.isdigit() and two.isdigit()):
            return _OTHER
    return _NEUTRAL


def _order(entry: Entry, reading: str, name: bool, person: bool) -> tuple[int, ...]:
    distance = _distance(str(entry.reading), reading)
    if name:
        unfit = 0 if entry.is_name else 1
        return (
            distance == _OTHER,
            unfit,
            not entry.is_surname if person and len(entry.simplified) == 1 else 0,
        )
    pointer = variant_target(entry) is not None
    glossary = entry.source != MAIN_SOURCE
    return (distance, entry.is_name and distance != _SAME, pointer and not glossary)


_SURNAME = re.compile("surname |.* \\(surname\\)$")
_SHORT_NAME = re.compile(r".*\b(?:abbr\. |short name )(?:for|of) ")
_PLACES = frozenset(
    "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳台中美日英法德俄韩朝印欧亚非越泰加巴"
)
"""One character for a province, region or country; they mean it when they stand side by side."""


def _place_of(
    entries: Sequence[Entry], fitting: Sequence[int], gloss: re.Pattern[str]
) -> tuple[int, int] | None:
    """Return the first (entry, sense) among the capitalised ones whose gloss begins so."""
    places = (
        (at, place)
        for at in fitting
        if entries[at].is_name
        for place, sense in enumerate(entries[at].senses)
        if gloss.match(sense.text)
    )
    return next(places, None)


def _is_surname(view: View, at: int) -> bool:
    """Tell whether a character that can be a surname stands where surnames stand: 张老师, 姓张, 老张."""
    if "surname" not in view.classes[at]:
        return False
    if view.texts[at - 1] == "姓":
        return True
    if "title" in view.classes[at + 1]:
        return view.classes[at - 1].isdisjoint(("num", "measure", "degree"))
    return view.texts[at - 1] in ("老", "小", "阿") and view.classes[at + 1].isdisjoint(("noun", "measure"))


def _is_short_name(view: View, at: int) -> bool:
    """Tell whether a character for a place stands beside another: 港、台, 中、日、韩, 吉林、黑两省."""
    texts = view.texts
    if texts[at] not in _PLACES:
        return False
    if texts[at - 1] == "、" and texts[at - 2] in _PLACES:
        return True
    return texts[at + 1] == "、" and texts[at + 2] in _PLACES
