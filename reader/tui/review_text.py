"""What a review shows, as lines of text in cells; pure.

A line is spans of text, each with the name of how it is painted: ``word`` for the word asked for, ``faint``,
``reading``, ``label``, or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from reader.language.reading import Reading
from reader.review_settings import ReviewSettings
from reader.study.answers import Verdict
from reader.study.cards import Card, Mode
from reader.study.word import Context, Word
from reader.tui.boxes import Notation
from reader.tui.card_text import CardSetter, readable
from reader.tui.line_breaking import glued
from reader.tui.notation import written
from reader.width import cells, char_cells, display

Span = tuple[str, str]
Line = tuple[Span, ...]

GAP = "\N{FULLWIDTH LOW LINE}"
ASKED = {
    Mode.RECOGNISE: "What does it mean?",
    Mode.RECALL: "Which word is missing? Characters or pinyin",
    Mode.READING: "How is it read?",
}


def context_for(word: Word, card: Card) -> Context | None:
    """Return the sentence a card shows: the word's sentences take turns, answer by answer."""
    contexts = [context for context in word.contexts if context.sentence.strip()]
    return contexts[card.answers % len(contexts)] if contexts else None


class ReviewSetter:
    """Sets questions and answers for one width and one way of writing readings."""

    def __init__(self, width: int, notation: Notation = Notation.MARKS, ambiguous: int = 1) -> None:
        self.width = max(10, width)
        self.notation = notation
        self.ambiguous = ambiguous
        self._plain = CardSetter(self.width, notation, ambiguous)

    def question(self, word: Word, context: Context | None, mode: Mode) -> list[Line]:
        """Return what is asked, with nothing of the answer in it."""
        lines: list[Line] = [((ASKED[mode], "label"),), ()]
        if mode is Mode.READING:
            lines += [((display(word.simplified), "word"),), ()]
        if context is not None and context.end > context.start:
            lines += self.sentence(context, gap=mode is Mode.RECALL)
        elif mode is Mode.RECALL:
            lines.append(((GAP * len(word.simplified), "word"),))
        elif mode is Mode.RECOGNISE:
            lines.append(((display(word.identity.headword), "word"),))
        if mode is Mode.RECALL and word.gloss:
            lines += [(), *self._wrapped(readable(word.gloss, self.notation))]
        return lines

    def answer(self, word: Word, context: Context | None, mode: Mode) -> list[Line]:
        """Return what is right, and what there is to know about it."""
        reading = written(Reading.parse(word.reading), self.notation)
        head: Line = ((display(word.identity.headword), "word"),)
        lines: list[Line] = [(*head, ("  ", ""), (reading, "reading")) if reading else head]
        lines += self._wrapped(readable(word.gloss, self.notation)) if word.gloss else []
        lines += self._wrapped(display(word.note), "note") if word.note else []
        if context is None:
            return lines
        lines.append(())
        if mode is Mode.RECALL and context.end > context.start:
            lines += self.sentence(context)
        for text, kind in ((context.sentence_reading, "reading"), (context.translation, "")):
            lines += self._wrapped(display(text), kind) if text else []
        names = dict.fromkeys((context.document, context.section))
        source = " · ".join(display(name) for name in names if name)
        if source:
            lines += [(), *self._wrapped(source, "faint")]
        return lines

    def sentence(self, context: Context, gap: bool = False) -> list[Line]:
        """Return a sentence with its word marked, or with a gap in its place, broken as Chinese may be."""
        before, word, after = context.parts
        shown = GAP * len(word) if gap else display(word)
        chars = [(char, kind) for text, kind in ((before, ""), (shown, "word"), (after, "")) for char in (
            text if kind else display(text)
        )]  # fmt: skip
        return [_spans(row) for row in self._broken(chars)]

    def verdict(self, typed: str, verdict: Verdict) -> list[Line]:
        """Return what was typed and how right it is; nothing where nothing was."""
        if verdict is Verdict.NOTHING:
            return []
        mark, kind = ("✓", "right") if verdict.is_right else ("✗", "wrong")
        room = self.width - cells(verdict.value) - 7
        typed = self._plain.wrap(display(typed), max(4, room))[0]
        return [((f"{mark} ", kind), (typed, ""), (f" – {verdict.value}", kind)), ()]

    def wrap(self, text: str) -> list[str]:
        """Return a sentence of ours in rows."""
        return self._plain.wrap(text, self.width)

    def _wrapped(self, text: str, kind: str = "") -> list[Line]:
        return [((row, kind),) for row in self._plain.wrap(text, self.width)]

    def _broken(self, chars: Sequence[Span]) -> list[list[Span]]:
        rows: list[list[Span]] = [[]]
        taken = 0
        for char in chars:
            size = char_cells(char[0], self.ambiguous)
            if taken + size > self.width and rows[-1]:
                row = rows[-1]
                cut = _last_break([*row, char])
                rows[-1], rest = row[:cut], row[cut:]
                rows.append(rest)
                taken = sum(char_cells(each, self.ambiguous) for each, _ in rest)
            rows[-1].append(char)
            taken += size
        return rows


def interval(wait: timedelta) -> str:
    """Return a wait in the two or three characters people read: ``10 min``, ``3 d``, ``1.4 y``."""
    seconds = max(0, round(wait.total_seconds()))
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{round(seconds / 60)} min"
    if seconds < 86_400:
        return f"{round(seconds / 3600)} h"
    days = seconds / 86_400
    if days < 30.5:
        return f"{round(days)} d"
    return f"{days / 30.44:.1f} mo" if days < 365 else f"{days / 365.25:.1f} y"


def when_next(when: datetime | None, now: datetime) -> str:
    """Return a sentence that says when the next card comes."""
    if when is None:
        return "No word waits to be reviewed. Save words in a text, and they come here."
    local, today = when.astimezone(), now.astimezone().date()
    if when - now < timedelta(minutes=1):
        return "The next card comes within a minute."
    if local.date() == today:
        return f"The next card comes in {interval(when - now)}, at {local:%H:%M}."
    days = (local.date() - today).days
    if days == 1:
        return "The next card comes tomorrow."
    return f"The next card comes in {days} days, on {local:%A, %Y-%m-%d}."


def summary(right: int, wrong: int, begun: int, taken: timedelta) -> list[str]:
    """Return what a session was, in a few lines; nothing for one without answers."""
    answers = right + wrong
    if not answers:
        return []
    lines = [f"{_count(answers, 'answer')} in {interval(taken)}, {right * 100 // answers} % remembered"]
    if begun:
        lines.append(f"{_count(begun, 'card')} begun")
    return lines


def limits_reached(settings: ReviewSettings, new: int, reviews: int) -> str:
    """Return which limit of the day is reached, if any."""
    if reviews >= settings.limit:
        return f"That is the day's limit of {settings.limit} due cards."
    if settings.new and new >= settings.new:
        return f"That is the day's limit of {settings.new} new cards."
    return ""


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _last_break(chars: Sequence[Span]) -> int:
    """Return the last place before the end where a row may be broken; the end where there is none."""
    for place in range(len(chars) - 1, 0, -1):
        before, after = chars[place - 1][0], chars[place][0]
        wordlike = before.isascii() and after.isascii() and before != " " and after != " "
        same_word = chars[place - 1][1] == chars[place][1] == "word"
        if not glued(before, after) and not wordlike and not same_word:
            return place
    return len(chars) - 1


def _spans(chars: Sequence[Span]) -> Line:
    spans: list[Span] = []
    for char, kind in chars:
        if spans and spans[-1][1] == kind:
            spans[-1] = (spans[-1][0] + char, kind)
        else:
            spans.append((char, kind))
    return tuple(spans)
