"""The card as it looks: painted over the page, docked beside it, or whole in a widget of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.tui.boxes import Notation
from reader.tui.card_content import CardContent
from reader.tui.card_text import CardLine, CardSetter
from reader.tui.widgets.painting import Palette, widened
from reader.width import cells

CARD_CLASSES = frozenset(
    {
        *(f"card--tone{tone}" for tone in range(6)),
        "card--paper",
        "card--edge",
        "card--head",
        "card--reading",
        "card--sense",
        "card--number",
        "card--label",
        "card--faint",
        "card--level",
        "card--status",
        "card--kind",
        "card--word",
    }
)
FRAME = 4
"""Cells a card's frame takes: an edge and a blank on either side."""
_ROUND = tuple("╭─╮│╰╯")
_PLAIN = tuple("+-+|++")


def framed(
    lines: Sequence[CardLine], width: int, height: int, palette: Palette, ambiguous: int
) -> list[Strip]:
    """Return a card of ``width`` by ``height`` cells: ``lines`` in a frame, and how many found no room.

    Where box-drawing characters are two cells wide, the frame is drawn with others.
    """
    top_left, across, top_right, side, bottom_left, bottom_right = _ROUND if ambiguous == 1 else _PLAIN
    edge = palette("card--paper", "card--edge")
    rows = max(0, height - 2)
    strips = [Strip([Segment(top_left + across * (width - 2) + top_right, edge)], width)]
    for index in range(rows):
        line = lines[index] if index < len(lines) else ()
        if index == rows - 1 and len(lines) > rows:
            more = f" {len(lines) - rows} more "
            strips.append(_bottom(more, width, side, side, " ", palette))
            continue
        strips.append(_row(line, width, side, palette, ambiguous))
    strips.append(Strip([Segment(bottom_left + across * (width - 2) + bottom_right, edge)], width))
    return strips[:height]


def docked(
    lines: Sequence[CardLine], width: int, height: int, palette: Palette, ambiguous: int
) -> list[Strip]:
    """Return a panel of ``width`` by ``height`` cells for the right of a page: an edge, then ``lines``."""
    paper, edge = palette("card--paper"), palette("card--paper", "card--edge")
    side = "│" if ambiguous == 1 else "|"
    strips = [Strip([Segment(side, edge), Segment(" " * (width - 1), paper)], width)]
    for line in [*lines, *([()] * height)][: max(0, height - 1)]:
        inner = _inner(line, width - 3, palette, ambiguous)
        strips.append(Strip([Segment(side, edge), Segment(" ", paper), *inner, Segment(" ", paper)], width))
    return strips[:height]


def _row(line: CardLine, width: int, side: str, palette: Palette, ambiguous: int) -> Strip:
    paper, edge = palette("card--paper"), palette("card--paper", "card--edge")
    inner = _inner(line, width - FRAME, palette, ambiguous)
    blank = Segment(" ", paper)
    return Strip([Segment(side, edge), blank, *inner, blank, Segment(side, edge)], width)


def _bottom(text: str, width: int, left: str, right: str, fill: str, palette: Palette) -> Strip:
    edge = palette("card--paper", "card--edge")
    faint = palette("card--paper", "card--faint")
    room = width - 2
    return Strip(
        [Segment(left, edge), Segment(text.rjust(room, fill)[:room], faint), Segment(right, edge)], width
    )


def _inner(line: CardLine, width: int, palette: Palette, ambiguous: int) -> list[Segment]:
    segments = []
    taken = 0
    for text, classes in line:
        if text:
            shown = text if ambiguous == 1 else widened(text)
            segments.append(Segment(shown, palette("card--paper", *classes)))
            taken += cells(text, ambiguous)
    if taken < width:
        segments.append(Segment(" " * (width - taken), palette("card--paper")))
    return segments


class FullCard(ScrollView, can_focus=True):
    """Everything a card holds, to scroll through: all entries, parts, characters, sentences, history.

    Give it a new ``content`` with :meth:`show`. It fills what room it is given.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = set(CARD_CLASSES)

    def __init__(
        self,
        content: CardContent,
        *,
        notation: Notation = Notation.MARKS,
        ambiguous: int = 1,
        toned: bool = True,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._content = content
        self._notation = notation
        self._ambiguous = ambiguous
        self._toned = toned
        self._lines: tuple[CardLine, ...] = ()
        self._palette: Palette | None = None

    @property
    def content(self) -> CardContent:
        return self._content

    def show(self, content: CardContent) -> None:
        """Show another word from its beginning."""
        self._content = content
        self._set()
        self.scroll_to(y=0, animate=False)

    def on_resize(self, event: events.Resize) -> None:
        self._set()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._palette = None

    def render_line(self, y: int) -> Strip:
        if self._palette is None:
            self._palette = Palette(self)
        index = self.scroll_offset.y + y
        line = self._lines[index] if index < len(self._lines) else ()
        width = self.scrollable_content_region.width
        margin = Segment(" ", self._palette("card--paper"))
        return Strip([margin, *_inner(line, width - 2, self._palette, self._ambiguous), margin], width)

    def _set(self) -> None:
        width = self.scrollable_content_region.width
        if width < 4:
            return
        self._lines = CardSetter(width - 2, self._notation, self._ambiguous, self._toned).full(self._content)
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()
