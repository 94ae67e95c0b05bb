"""A card's content as lines of styled text, in cells; pure. Classes are names of component classes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.language.reading import Reading
from reader.tui.boxes import Notation
from reader.tui.card_content import CardCharacter, CardContent, CardEntry
from reader.tui.glosses import clip
from reader.tui.notation import parts, written
from reader.width import cells, char_cells, display

BRIEF_SENSES = 5
BRIEF_ENTRIES = 3
_LINKED = re.compile(r"(?:([^\s|\[\]/,;()]+)\|)?([^\s|\[\]/,;()]*)\[([A-Za-z:1-5 ,·]+)\]")
_HAN_AND_MARKS = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef\U00020000-\U0003ffff])|\s+")


class Span(NamedTuple):
    """A run of text and the classes it is painted with, the last one on top."""

    text: str
    classes: tuple[str, ...]


CardLine = tuple[Span, ...]
HEAD, READING, SENSE, NUMBER, LABEL, FAINT, LEVEL = (
    (f"card--{name}",) for name in ("head", "reading", "sense", "number", "label", "faint", "level")
)


class CardSetter:
    """Sets cards for one width and one way of writing readings."""

    def __init__(self, width: int, notation: Notation, ambiguous: int = 1, toned: bool = True) -> None:
        self.width = max(8, width)
        self.notation = notation
        self.ambiguous = ambiguous
        self.toned = toned

    def brief(self, content: CardContent) -> tuple[CardLine, ...]:
        """Return the card that appears beside a word."""
        lines = [*self._head(content), *self._senses(content.senses[:BRIEF_SENSES])]
        more = len(content.senses) - BRIEF_SENSES
        if more > 0:
            lines.append(self._cut((Span(f"  +{more} more", FAINT),)))
        lines += self._facts(content)
        others = [*content.parts, *content.homographs[:BRIEF_ENTRIES], *content.shorter[:BRIEF_ENTRIES]]
        if others:
            lines.append(())
            lines += [self._entry_line(entry) for entry in others]
        elif len(content.characters) > 1:
            lines.append(())
            lines += [self._character_line(each) for each in content.characters[:4]]
        lines += self._origin(content)
        return tuple(lines)

    def full(self, content: CardContent) -> tuple[CardLine, ...]:
        """Return everything the content holds, under headings."""
        lines = [*self._head(content), *self._senses(content.senses), *self._facts(content)]
        if content.note:
            lines += self._block("Note", [content.note])
        if content.translation:
            lines += self._block("Translation", [content.translation])
        for title, entries in (
            ("Made of", content.parts),
            ("Other words written so", content.homographs),
            ("Shorter words here", content.shorter),
            ("Longer words here", content.longer),
        ):
            if entries:
                lines += self._title(title)
                for entry in entries:
                    lines += self._entry(entry)
        if content.characters:
            lines += self._title("Characters")
            for each in content.characters:
                lines.append(self._character_line(each))
                lines += self._wrapped(_anatomy(each), FAINT, "   ")
        lines += self._block("In this text", content.sentences)
        lines += self._block("In your notebook", content.history)
        return (*lines, *self._origin(content))

    def _head(self, content: CardContent) -> list[CardLine]:
        head = [Span(clip(display(content.headword), self.width, self.ambiguous), HEAD)]
        reading = self._reading(content.reading)
        status = [Span(f" {display(content.status)} ", ("card--status",))] if content.status else []
        if content.kind:
            status.insert(0, Span(f" {display(content.kind)} ", ("card--kind",)))
        lines: list[CardLine] = []
        if not reading:
            lines.append(self._justified(head, status))
        elif self._cells((*head, *reading, *status)) + 3 <= self.width:
            lines.append(self._justified([*head, Span("  ", SENSE), *reading], status))
        else:
            lines += [self._justified(head, status), self._cut(reading)]
        if content.spoken and content.spoken != content.reading:
            spoken = self._reading(content.spoken)
            lines.append(self._cut((Span("spoken ", FAINT), *spoken)))
        if content.doubtful:
            lines.append(self._cut((Span("the reading is a guess", FAINT),)))
        return lines

    def _senses(self, senses: Sequence[str]) -> list[CardLine]:
        lines: list[CardLine] = []
        numbered = len(senses) > 1
        for number, sense in enumerate(senses, 1):
            mark = f"{number} " if numbered else ""
            rows = self.wrap(readable(sense, self.notation), self.width - len(mark))
            for row, text in enumerate(rows):
                lead = Span(mark if not row else " " * len(mark), NUMBER)
                lines.append((lead, Span(text, SENSE)) if mark else (Span(text, SENSE),))
        return lines

    def _facts(self, content: CardContent) -> list[CardLine]:
        lines: list[CardLine] = []
        if content.classifiers:
            named = ", ".join(readable(each, self.notation) for each in content.classifiers)
            lines += self._wrapped(f"measure word {named}", FAINT)
        facts = [display(each) for each in content.levels]
        if content.frequency:
            facts.append(display(content.frequency))
        if content.occurrences:
            facts.append(
                "once in this text"
                if content.occurrences == 1
                else f"{content.occurrences:,} times in this text"
            )
        return lines + self._listed(facts, LEVEL)

    def _origin(self, content: CardContent) -> list[CardLine]:
        facts = []
        if content.cut:
            facts.append(f"cut: {display(content.cut)}")
        if content.read:
            facts.append(f"read: {display(content.read)}")
        if content.source:
            facts.append(display(content.source))
        return self._listed(facts, FAINT)

    def _entry_line(self, entry: CardEntry) -> CardLine:
        """Return a neighbouring entry on one line: headword, reading, first sense."""
        gloss = readable(entry.senses[0], self.notation) if entry.senses else ""
        return self._cut(
            (
                Span(display(entry.headword), ("card--word",)),
                Span(" ", SENSE),
                *self._reading(entry.reading),
                Span(f"  {gloss}", SENSE),
            )
        )

    def _entry(self, entry: CardEntry) -> list[CardLine]:
        head = (
            Span(display(entry.headword), ("card--word",)),
            Span(" ", SENSE),
            *self._reading(entry.reading),
        )
        lines = [self._cut(head)]
        for sense in entry.senses:
            lines += self._wrapped(readable(sense, self.notation), SENSE, "   ")
        return lines

    def _character_line(self, each: CardCharacter) -> CardLine:
        return self._entry_line(CardEntry(each.character, each.reading, (each.gloss,) if each.gloss else ()))

    def _reading(self, reading: Reading) -> list[Span]:
        if not self.toned:
            text = written(reading, self.notation)
            return [Span(text, READING)] if text else []
        return [
            Span(part.shown, (*READING, f"card--tone{part.tone}")) for part in parts(reading, self.notation)
        ]

    def _title(self, title: str) -> list[CardLine]:
        return [(), self._cut((Span(title, LABEL),))]

    def _block(self, title: str, texts: Iterable[str]) -> list[CardLine]:
        lines: list[CardLine] = []
        for text in texts:
            lines += self._wrapped(display(text), SENSE)
        return [*self._title(title), *lines] if lines else []

    def _wrapped(self, text: str, classes: tuple[str, ...], lead: str = "") -> list[CardLine]:
        rows = self.wrap(text, self.width - len(lead)) if text else []
        return [(Span(lead + row, classes),) for row in rows]

    def _listed(self, facts: Sequence[str], classes: tuple[str, ...]) -> list[CardLine]:
        """Return facts parted by ``·``, a new line where one no longer fits."""
        rows: list[str] = []
        for fact in facts:
            longer = f"{rows[-1]} · {fact}" if rows else fact
            if rows and cells(longer, self.ambiguous) <= self.width:
                rows[-1] = longer
            else:
                rows.append(clip(fact, self.width, self.ambiguous))
        return [(Span(row, classes),) for row in rows]

    def _justified(self, left: Sequence[Span], right: Sequence[Span]) -> CardLine:
        room = self.width - self._cells(right)
        line = self._cut(left, room - 1 if right else room)
        if not right:
            return line
        return self._cut((*line, Span(" " * max(1, room - self._cells(line)), SENSE), *right))

    def _cut(self, spans: Sequence[Span], width: int | None = None) -> CardLine:
        """Return the spans in one line, the one that no longer fits clipped."""
        room = self.width if width is None else width
        found: list[Span] = []
        for span in spans:
            taken = cells(span.text, self.ambiguous)
            if taken > room:
                if room > 1:
                    found.append(Span(clip(span.text, room, self.ambiguous), span.classes))
                break
            found.append(span)
            room -= taken
        return tuple(found)

    def _cells(self, spans: Sequence[Span]) -> int:
        return sum(cells(span.text, self.ambiguous) for span in spans)

    def wrap(self, text: str, width: int) -> list[str]:
        """Break a display copy into rows of at most ``width`` cells, at spaces and between Han characters."""
        rows, row, taken = [], "", 0
        for word in _words(text):
            size = cells(word.rstrip(), self.ambiguous)
            if row and taken + size > width:
                rows.append(row.rstrip())
                row, taken = "", 0
            while size > width:
                head = _fitting(word, width, self.ambiguous)
                rows.append(head)
                word = word[len(head) :]
                size = cells(word.rstrip(), self.ambiguous)
            row += word
            taken += cells(word, self.ambiguous)
        return [*rows, row.rstrip()] if row.strip() or not rows else rows


def readable(text: str, notation: Notation) -> str:
    """Return a dictionary's text for people: ``見|见[jian4]`` becomes ``见 jiàn``."""

    def replace(match: re.Match[str]) -> str:
        reading = written(Reading.parse(match[3].replace(",", " , ").replace("·", " · ")), notation)
        return f"{match[2]} {reading}" if match[2] else reading

    return _LINKED.sub(replace, display(text)) if "[" in text else display(text)


def _anatomy(each: CardCharacter) -> str:
    facts = []
    if each.radical:
        facts.append(f"radical {display(each.radical)}")
    if each.strokes:
        facts.append(f"{each.strokes} strokes" if each.strokes > 1 else "1 stroke")
    if each.components:
        facts.append(display(each.components))
    return " · ".join(facts)


def _words(text: str) -> Iterable[str]:
    """Yield pieces a row may be broken after, trailing spaces included."""
    word = ""
    for char in text:
        if word and (
            (word[-1] == " " and char != " ") or (char_cells(word[-1]) == 2 and char_cells(char) == 2)
        ):
            yield word
            word = ""
        word += char
    if word:
        yield word


def _fitting(text: str, width: int, ambiguous: int) -> str:
    taken = 0
    for index, char in enumerate(text):
        taken += char_cells(char, ambiguous)
        if taken > width and index:
            return text[:index]
    return text
