"""Lines to strips: colours, statuses, cursor and marks are laid over boxes here, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from reader.study.status import Status
from reader.tui.boxes import Box, Line
from reader.width import cells, char_cells

Run = tuple[str, Style]
Spans = Sequence[tuple[int, int]]

STATUS_CLASSES = {
    Status.NEW: "page--unknown",
    Status.NAME: "page--name",
    Status.IGNORED: "page--ignored",
    Status.WELL_KNOWN: "page--known",
} | {status: "page--learning" for status in Status if status.is_learning}


class Palette:
    """Component classes as styles, each combination made once, so that equal styles are the same object."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._raw: dict[tuple[str, ...], Style] = {(): widget.rich_style}
        self._made: dict[tuple[str, ...], Style] = {}
        self._blank: dict[Style, bool] = {}

    def __call__(self, *names: str) -> Style:
        """Return the widget's style with the named classes laid over it, the last one on top.

        Textual's filters (no colours, terminal colours) are applied here, once a style and not once a row.
        """
        found = self._made.get(names)
        if found is None:
            segments = [Segment(" ", self._mixed(names))]
            background = self._widget.background_colors[1]
            for each in self._widget.get_line_filters():
                segments = each.apply(segments, background)
            found = self._made[names] = segments[0].style or Style.null()
        return found

    def invisible_on_blanks(self, style: Style) -> bool:
        """True for a style that a blank does not show: no lines, and the ground of the widget."""
        found = self._blank.get(style)
        if found is None:
            lines = style.underline or style.underline2 or style.strike or style.overline or style.reverse
            found = self._blank[style] = not lines and style.bgcolor == self().bgcolor
        return found

    def _mixed(self, names: tuple[str, ...]) -> Style:
        found = self._raw.get(names)
        if found is None:
            own = self._widget.get_component_rich_style(names[-1], partial=True)
            found = self._raw[names] = self._mixed(names[:-1]) + own
        return found


@dataclass(frozen=True, slots=True)
class Look:
    """What is laid over one line.

    ``text_class`` is the paragraph's own class or "". ``statuses`` are those of its tokens, None for what is
    no word. ``toned`` says what tone colours are for: ``characters``, ``readings``, ``both`` or ``off``.
    ``marked`` and ``selected`` are spans of the paragraph in code points.
    """

    text_class: str
    statuses: Sequence[Status | None]
    toned: str = "off"
    cursor: int | None = None
    hovered: int | None = None
    marked: Spans = ()
    selected: tuple[int, int] | None = None


def paint(line: Line, look: Look, palette: Palette, left: int, width: int, ambiguous: int) -> list[Strip]:
    """Return the rows of a line, ``width`` cells each, the text ``left`` cells from their left edge."""
    margin = (look.text_class,) if look.text_class else ()
    blank = palette()
    rows: list[Strip] = []
    beside: dict[int, list[Placed]] = {}
    for note in line.notes:
        style = palette("page--doubtful" if note.doubtful else "page--translation")
        beside.setdefault(note.row, []).append((note.x, cells(note.text, ambiguous), note.text, style))

    def add(placed: list[Placed]) -> None:
        placed = placed + beside.get(len(rows), [])
        rows.append(_strip(placed, palette, left, width, ambiguous) if placed else Strip.blank(width, blank))

    for _ in range(line.above - 1):
        add([])
    if line.above:
        add(_reading_row(line, look, palette))
    add(_body_row(line, look, palette, margin))
    if line.below:
        add(_gloss_row(line, look, palette))
    for _ in range(line.extra):
        add([])
    return rows


Placed = tuple[int, int, str, Style]
"""Cell, width, text, style."""


def _reading_row(line: Line, look: Look, palette: Palette) -> list[Placed]:
    found: list[Placed] = []
    toned = look.toned in ("readings", "both")
    for box in line.boxes:
        if not box.ruby:
            continue
        names = _over(box, look, ("page--reading",), "page--cursor-reading")
        if toned:
            for each in box.ruby:
                found.append((each.x, each.cells, each.text, palette(*names, f"page--tone{each.tone}")))
        else:
            first, last = box.ruby[0], box.ruby[-1]
            text = "".join([each.text for each in box.ruby])
            found.append((first.x, last.x + last.cells - first.x, text, palette(*names)))
    return found


def _gloss_row(line: Line, look: Look, palette: Palette) -> list[Placed]:
    return [
        (
            box.gloss_x,
            box.gloss_cells,
            box.gloss,
            palette(*_over(box, look, ("page--gloss",), "page--cursor-gloss")),
        )
        for box in line.boxes
        if box.gloss
    ]


def _over(box: Box, look: Look, names: tuple[str, ...], over: str) -> tuple[str, ...]:
    return (*names, over) if box.token in (look.cursor, look.hovered) else names


def _body_row(line: Line, look: Look, palette: Palette, margin: tuple[str, ...]) -> list[Placed]:
    found: list[Placed] = []
    toned = look.toned in ("characters", "both")
    marked = bool(look.marked) or look.selected is not None
    for box in line.boxes:
        if not box.pieces:
            continue
        status = look.statuses[box.token]
        names = margin if status is None else (*margin, STATUS_CLASSES[status])
        top: tuple[str, ...] = ("page--hovered",) if box.token == look.hovered else ()
        if box.token == look.cursor:
            top = (*top, "page--cursor")
        if toned or marked:
            found.extend(_piecewise(box, look, palette, names, top, toned))
        else:
            style = palette(*names, *top)
            x = box.pieces[0].x
            for piece in box.pieces:
                if piece.x > x:
                    found.append((x, piece.x - x, " " * (piece.x - x), style))
                found.append((piece.x, piece.cells, piece.text, style))
                x = piece.x + piece.cells
    return found


def _piecewise(
    box: Box, look: Look, palette: Palette, names: tuple[str, ...], top: tuple[str, ...], toned: bool
) -> list[Placed]:
    found: list[Placed] = []
    x = box.pieces[0].x
    for piece in box.pieces:
        own = (*names, f"page--tone{piece.tone}") if toned and piece.tone else names
        if any(start <= piece.start < end for start, end in look.marked):
            own = (*own, "page--found")
        if look.selected is not None and look.selected[0] <= piece.start < look.selected[1]:
            own = (*own, "page--selected")
        if piece.x > x:
            found.append((x, piece.x - x, " " * (piece.x - x), palette(*names, *top)))
        found.append((piece.x, piece.cells, piece.text, palette(*own, *top)))
        x = piece.x + piece.cells
    return found


def _strip(placed: Sequence[Placed], palette: Palette, left: int, width: int, ambiguous: int) -> Strip:
    """Join what is placed on a row, in order, with blanks between; runs of one style become one segment.

    A blank takes the style before it where that shows nothing on a blank: a row of readings is then one
    segment and not twenty, and every segment costs time here, in Textual and in the terminal.
    """
    blank = palette()
    segments: list[Segment] = []
    texts: list[str] = []
    style, x = blank, 0
    for at, size, text, own in placed:
        at += left
        if at > x:
            if style is not blank and not palette.invisible_on_blanks(style):
                segments.append(Segment("".join(texts), style))
                texts, style = [], blank
            texts.append(" " * (at - x))
        if own is not style:
            if texts:
                segments.append(Segment("".join(texts), style))
            texts, style = [], own
        texts.append(text if ambiguous == 1 else widened(text))
        x = at + size
    if style is not blank:
        segments.append(Segment("".join(texts), style))
        texts = []
    if width > x:
        texts.append(" " * (width - x))
    if texts:
        segments.append(Segment("".join(texts), blank))
    return Strip(segments, width)


@lru_cache(maxsize=8_192)
def widened(text: str) -> str:
    """Return ``text`` for a terminal where ambiguous characters are two cells wide.

    Textual counts such a character as one cell and would misplace all that follows it. A space and a
    step back after it make both counts two: the terminal moves 2 + 1 - 1 cells, Textual counts 1 + 1 + 0.
    """
    if text.isascii():
        return text
    return "".join(
        f"{char} \b" if char_cells(char, 2) == 2 and char_cells(char, 1) == 1 else char for char in text
    )
