"""Where the word cursor goes from where it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from reader.annotation import Annotation
from reader.document.model import Position
from reader.tui.flow import Flow, LineRef
from reader.tui.navigation import STOPS, section_starts, sentence_starts, stop_at, token_at

SEARCHED_PARAGRAPHS = 2_000
"""How far the next unknown word is looked for before giving up, so that no key blocks."""


class Walk:
    """Steps over the words of a document. Every step returns where it leads, or None at an end."""

    def __init__(self, flow: Flow, annotate: Callable[[int], tuple[Annotation, ...]]) -> None:
        self._flow = flow
        self._annotate = annotate
        self._sections = section_starts(flow.document)

    def token(self, position: Position) -> int | None:
        """Return the index of the token at a position."""
        return token_at(self._annotate(position.paragraph), position.offset)

    def settle(self, position: Position) -> Position | None:
        """Return the start of the word at or after ``position``, else of the last one before it."""
        index = self.token(position)
        annotations = self._annotate(position.paragraph)
        if index is not None:
            found = stop_at(annotations, index, 1)
            if found is not None:
                return Position(position.paragraph, annotations[found].token.start)
        return self._seek(position.paragraph, 1) or self.word(Position(position.paragraph, 1_000_000), -1)

    def word(self, position: Position, step: int) -> Position | None:
        """Return the word after (``step`` 1) or before (-1) the one at ``position``."""
        annotations = self._annotate(position.paragraph)
        index = token_at(annotations, position.offset)
        if index is not None:
            beyond = position.offset >= annotations[-1].token.end
            found = stop_at(annotations, index if beyond and step < 0 else index + step, step)
            if found is not None:
                return Position(position.paragraph, annotations[found].token.start)
        return self._seek(position.paragraph, step)

    def line(self, position: Position, step: int) -> Position | None:
        """Return the word nearest below (``step`` 1) or above (-1), on the next line that has one."""
        flow = self._flow
        ref: LineRef | None = flow.find(position)
        here = flow.line(ref) if ref is not None else None
        own = (
            next((box for box in here.boxes if box.start <= position.offset < box.end), None)
            if here
            else None
        )
        x = own.x + own.width // 2 if own else 0
        while ref is not None:
            ref = flow.after(ref) if step > 0 else flow.before(ref)
            if ref is None:
                return None
            annotations = self._annotate(ref.paragraph)
            line = flow.line(ref)
            stops = [box for box in line.boxes if box.width and annotations[box.token].token.kind in STOPS]
            if stops:
                nearest = min(stops, key=lambda box: max(box.x - x, x - box.x - box.width + 1, 0))
                return Position(ref.paragraph, nearest.start)
        return None

    def sentence(self, position: Position, step: int) -> Position | None:
        """Return the first word of the next sentence, or of this one, or of the one before."""
        starts = sentence_starts(self._flow.document.paragraphs[position.paragraph].text)
        index = bisect_right(starts, position.offset) - 1
        here = self._first_word(position.paragraph, starts[index])
        if step < 0 and here is not None and here < position:
            return here
        while 0 <= index + step < len(starts):
            index += step
            found = self._first_word(position.paragraph, starts[index])
            if found is not None and (found > position) == (step > 0):
                return found
        paragraph = self._step_paragraph(position.paragraph, step)
        while paragraph is not None:
            starts = sentence_starts(self._flow.document.paragraphs[paragraph].text)
            for start in starts if step > 0 else reversed(starts):
                found = self._first_word(paragraph, start)
                if found is not None:
                    return found
            paragraph = self._step_paragraph(paragraph, step)
        return None

    def paragraph(self, position: Position, step: int) -> Position | None:
        """Return the first word of the next paragraph; backwards, of this one first."""
        if step < 0:
            here = self._first_word(position.paragraph, 0)
            if here is not None and here < position:
                return here
        following = self._step_paragraph(position.paragraph, step)
        while following is not None:
            found = self._first_word(following, 0)
            if found is not None:
                return found
            following = self._step_paragraph(following, step)
        return None

    def section(self, position: Position, step: int) -> Position | None:
        """Return the beginning of the next section; backwards, of this one first."""
        if step > 0:
            index = bisect_right(self._sections, position.paragraph)
            return self.settle(Position(self._sections[index])) if index < len(self._sections) else None
        index = bisect_left(self._sections, position.paragraph)
        here = self._sections[index] if index < len(self._sections) else -1
        if here == position.paragraph and position > (self.settle(Position(here)) or position):
            return self.settle(Position(here))
        return self.settle(Position(self._sections[index - 1])) if index else None

    def wanted(self, position: Position, step: int, want: Callable[[Annotation], bool]) -> Position | None:
        """Return the next (or the previous) word that ``want`` holds for."""
        paragraph: int | None = position.paragraph
        annotations = self._annotate(position.paragraph)
        index = token_at(annotations, position.offset)
        at = 0 if index is None else index + step
        for _ in range(SEARCHED_PARAGRAPHS):
            while (found := stop_at(annotations, at, step)) is not None:
                if want(annotations[found]):
                    return Position(paragraph or 0, annotations[found].token.start)
                at = found + step
            paragraph = self._step_paragraph(paragraph or 0, step)
            if paragraph is None:
                return None
            annotations = self._annotate(paragraph)
            at = 0 if step > 0 else len(annotations) - 1
        return None

    def _seek(self, paragraph: int, step: int) -> Position | None:
        """Return the first (going back, the last) word of the nearest paragraph that has one."""
        following = self._step_paragraph(paragraph, step)
        while following is not None:
            annotations = self._annotate(following)
            found = stop_at(annotations, 0 if step > 0 else len(annotations) - 1, step)
            if found is not None:
                return Position(following, annotations[found].token.start)
            following = self._step_paragraph(following, step)
        return None

    def _first_word(self, paragraph: int, offset: int) -> Position | None:
        annotations = self._annotate(paragraph)
        index = token_at(annotations, offset)
        found = None if index is None else stop_at(annotations, index, 1)
        return None if found is None else Position(paragraph, annotations[found].token.start)

    def _step_paragraph(self, paragraph: int, step: int) -> int | None:
        return self._flow.paragraph_after(paragraph) if step > 0 else self._flow.paragraph_before(paragraph)
