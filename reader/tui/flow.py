"""A whole document as lines, of which only those near the reader exist.

A million characters must open at once: paragraphs are laid out when somebody looks at them, and a few
hundred stay. How far one has read is counted in code points, which needs no layout at all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from reader.annotation import Annotation
from reader.document.model import Document, Paragraph, Position
from reader.tui.boxes import HelpFor, Line, ParagraphLayout, Shown, Told, Typography
from reader.tui.layout import lay_out

KEPT_PARAGRAPHS = 400


class LineRef(NamedTuple):
    """A line by the numbers of its paragraph and of the line in it."""

    paragraph: int
    line: int


class Placed(NamedTuple):
    """A line on a page, its first row ``y`` rows below the page's top."""

    y: int
    line: Line


AnnotateParagraph = Callable[[int], tuple[Annotation, ...]]


class Annotated:
    """The annotations of paragraphs, those asked for lately kept."""

    def __init__(self, annotate: AnnotateParagraph) -> None:
        self._annotate = annotate
        self._kept: OrderedDict[int, tuple[Annotation, ...]] = OrderedDict()

    def __call__(self, paragraph: int) -> tuple[Annotation, ...]:
        found = self._kept.get(paragraph)
        if found is None:
            found = self._kept[paragraph] = self._annotate(paragraph)
            if len(self._kept) > KEPT_PARAGRAPHS:
                self._kept.popitem(last=False)
        return found

    def forget(self, paragraph: int | None = None) -> None:
        """Ask again for a paragraph that was cut or read otherwise, or for all."""
        if paragraph is None:
            self._kept.clear()
        else:
            self._kept.pop(paragraph, None)


class Flow:
    """Lines of a document under one typography, laid out on demand."""

    def __init__(
        self,
        document: Document,
        annotate: AnnotateParagraph,
        typography: Typography,
        help_for: HelpFor,
        shown: Shown,
        hidden_too: bool = False,
        told: Callable[[int], Sequence[Told]] = lambda paragraph: (),
    ) -> None:
        self.document = document
        self.typography = typography
        self._annotate = annotate
        self._help_for = help_for
        self._shown = shown
        self._told = told
        self._visible = [
            index for index, paragraph in enumerate(document.paragraphs) if hidden_too or not paragraph.folded
        ] or list(range(len(document.paragraphs)))
        shown_here = frozenset(self._visible)
        self._ends = list(
            accumulate(
                len(each.text) if index in shown_here else 0 for index, each in enumerate(document.paragraphs)
            )
        )
        self._layouts: OrderedDict[int, ParagraphLayout] = OrderedDict()

    def layout(self, paragraph: int) -> ParagraphLayout:
        """Return the layout of a paragraph, set now if nobody has asked for it lately."""
        found = self._layouts.get(paragraph)
        if found is not None:
            self._layouts.move_to_end(paragraph)
            return found
        source: Paragraph = self.document.paragraphs[paragraph]
        found = lay_out(
            paragraph,
            source,
            self._annotate(paragraph),
            self.typography,
            self._help_for,
            self._shown,
            self._told(paragraph),
        )
        self._layouts[paragraph] = found
        if len(self._layouts) > KEPT_PARAGRAPHS:
            self._layouts.popitem(last=False)
        return found

    def forget(self, paragraph: int | None = None) -> None:
        """Drop the layout of a paragraph whose annotations or help changed, or of all."""
        if paragraph is None:
            self._layouts.clear()
        else:
            self._layouts.pop(paragraph, None)

    def line(self, ref: LineRef) -> Line:
        return self.layout(ref.paragraph).lines[ref.line]

    def find(self, position: Position) -> LineRef:
        """Return the line that shows a position; a hidden paragraph's is the next line shown."""
        at = self._nearest(position.paragraph)
        offset = position.offset if at == position.paragraph else 0
        return LineRef(at, self.layout(at).line_of(offset))

    def after(self, ref: LineRef) -> LineRef | None:
        if ref.line + 1 < len(self.layout(ref.paragraph).lines):
            return LineRef(ref.paragraph, ref.line + 1)
        following = self.paragraph_after(ref.paragraph)
        return None if following is None else LineRef(following, 0)

    def before(self, ref: LineRef) -> LineRef | None:
        if ref.line > 0:
            return LineRef(ref.paragraph, ref.line - 1)
        previous = self.paragraph_before(ref.paragraph)
        return None if previous is None else LineRef(previous, len(self.layout(previous).lines) - 1)

    def paragraph_after(self, paragraph: int) -> int | None:
        index = bisect_right(self._visible, paragraph)
        return self._visible[index] if index < len(self._visible) else None

    def paragraph_before(self, paragraph: int) -> int | None:
        index = bisect_right(self._visible, paragraph - 1) - 1
        return self._visible[index] if index >= 0 else None

    def page_from(self, top: LineRef, rows: int) -> Iterator[Placed]:
        """Yield the lines that fit whole into ``rows`` from ``top`` on; the first one in any case."""
        y, ref, previous = 0, top, None
        while True:
            line = self.line(ref)
            y += self._gap(previous, ref)
            if previous is not None and y + line.height > rows:
                return
            yield Placed(y, line)
            y += line.height
            following = self.after(ref)
            if following is None or y >= rows:
                return
            previous, ref = ref, following

    def page_before(self, bottom: LineRef, rows: int) -> LineRef:
        """Return the top of the page whose last line is the one before ``bottom``; ``bottom`` if none is."""
        taken, ref, top = 0, bottom, bottom
        while (previous := self.before(ref)) is not None:
            taken += self.line(previous).height
            if taken > rows and top != bottom:
                break
            top = previous
            taken += self._gap(self.before(previous), previous)
            ref = previous
        return top

    def last_page(self, rows: int) -> LineRef:
        """Return the top of the page that ends with the document's end."""
        last = self._visible[-1]
        end = LineRef(last, len(self.layout(last).lines) - 1)
        taken, top, ref = self.line(end).height, end, end
        while (previous := self.before(ref)) is not None:
            taken += self.line(previous).height + self._gap(previous, ref)
            if taken > rows:
                break
            top = ref = previous
        return top

    def fraction(self, position: Position) -> float:
        """Return how much of the document lies before a position, 0 to 1."""
        whole = self._ends[-1] if self._ends else 0
        if not whole:
            return 0.0
        before = self._ends[position.paragraph - 1] if position.paragraph else 0
        return min(1.0, (before + position.offset) / whole)

    def at_fraction(self, fraction: float) -> Position:
        """Return the position before which ``fraction`` of the document lies."""
        whole = self._ends[-1] if self._ends else 0
        wanted = min(max(0, int(fraction * whole)), max(0, whole - 1))
        paragraph = min(bisect_right(self._ends, wanted), len(self._ends) - 1)
        return Position(paragraph, wanted - (self._ends[paragraph - 1] if paragraph else 0))

    def _nearest(self, paragraph: int) -> int:
        index = bisect_right(self._visible, paragraph - 1)
        return self._visible[min(index, len(self._visible) - 1)]

    def _gap(self, previous: LineRef | None, ref: LineRef) -> int:
        """Return the blank rows between two neighbouring lines; none above a page's first."""
        if previous is None:
            return 0
        line = self.line(ref)
        if previous.paragraph == ref.paragraph:
            above = self.line(previous)
            return line.top - above.top - above.height
        layout = self.layout(previous.paragraph)
        last = layout.lines[-1]
        return layout.height - last.top - last.height + line.top
