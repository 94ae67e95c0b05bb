"""The page's surface: rows of painted text, a bar at the right, a card over them or beside them.

Rows are kept. A move of the cursor or the mouse paints the lines it left and came to, and the rows the
card stood on and stands on, in the handler's own frame: a widget of its own for the card would cost a
layout pass at every word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from time import perf_counter
from typing import ClassVar

from textual import events
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from reader.annotation import Annotation
from reader.document.model import Document, ParagraphKind, Position
from reader.study.status import Status
from reader.tui.boxes import Help, Line, Notation, Told, Typography, View
from reader.tui.card_content import CardContent
from reader.tui.card_text import CardSetter
from reader.tui.companion import Companion, columns
from reader.tui.flow import Annotated, Flow
from reader.tui.messages import Spot
from reader.tui.placing import place_card
from reader.tui.viewport import Viewport
from reader.tui.walking import Walk
from reader.tui.widgets import card
from reader.tui.widgets.overlay import Overlay
from reader.tui.widgets.painting import STATUS_CLASSES, Look, Palette, paint
from reader.tui.widgets.place_bar import BAR, PlaceBar

NO_DOCUMENT = Document("", "", "", "", "", "", ())
START = Position(0)
TEXT_CLASSES = {
    ParagraphKind.HEADING: "page--heading",
    ParagraphKind.CAPTION: "page--caption",
    ParagraphKind.QUOTE: "page--quote",
    ParagraphKind.VERSE: "page--verse",
    ParagraphKind.METADATA: "page--metadata",
    ParagraphKind.HIDDEN: "page--hidden",
}
DOCK_FROM = 110
"""Cells a page needs to dock its card beside the text."""
DOCK_WIDTH = 42
CARD_WIDTH = 46
KEPT_LINES = 600
AHEAD_PAUSE, AHEAD_BUDGET = 0.004, 0.003
"""Seconds: how often the next page is worked on, and for how long at a time."""


class Canvas(Widget):
    """Draws the document it was given, and knows which token is where."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *card.CARD_CLASSES,
        *STATUS_CLASSES.values(),
        *TEXT_CLASSES.values(),
        *(f"page--tone{tone}" for tone in range(6)),
        *(f"page--{name}" for name in ("reading", "gloss", "cursor", "cursor-reading", "cursor-gloss")),
        *(f"page--{name}" for name in ("translation", "doubtful")),
        *(f"page--{name}" for name in ("hovered", "selected", "found", "bar", "bar-place")),
    }

    view: reactive[View] = reactive(View.FADING, init=False)
    notation: reactive[Notation] = reactive(Notation.MARKS, init=False)
    spoken: reactive[bool] = reactive(False, init=False)
    toned: reactive[str] = reactive("off", init=False)
    measure: reactive[int] = reactive(88, init=False)
    leading: reactive[int] = reactive(1, init=False)
    ambiguous: reactive[int] = reactive(1, init=False)
    hidden_too: reactive[bool] = reactive(False, init=False)
    docked: reactive[bool] = reactive(False, init=False)
    companion: reactive[Companion] = reactive(Companion.HIDDEN, init=False)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.document = NO_DOCUMENT
        self.annotate = Annotated(lambda paragraph: ())
        self.statuses: Callable[[Annotation], Status | None] = lambda annotation: None
        self.marked: Callable[[int], Sequence[tuple[int, int]]] = lambda paragraph: ()
        self.describe: Callable[[Spot], CardContent | None] = lambda spot: None
        self.help_for: Callable[[Annotation], Help] = lambda annotation: Help.GLOSS
        self.shown: Callable[[Annotation], str] = lambda annotation: annotation.token.text
        self.turned: Callable[[], None] = lambda: None
        self.told: Callable[[int], Sequence[Told]] = lambda paragraph: ()
        self._place = self._cursor = START
        self._hovered: Spot | None = None
        self._selected: tuple[Position, int] | None = None
        self._card_wanted = False
        self._window: Viewport | None = None
        self._walk: Walk | None = None
        self._palette: Palette | None = None
        self._lines: dict[tuple[int, int], list[Strip]] = {}
        self._rows: list[Strip] = []
        self._bar: PlaceBar
        self._seen: dict[int, list[Status | None]] = {}
        self._touched: set[tuple[int, int]] = set()
        self._overlay = Overlay()
        self._dock: list[Strip] = []
        self._ahead: Iterator[None] = iter(())
        self._ahead_timer: Timer | None = None

    # Painting again

    def repaint(self) -> None:
        """Paint everything again: statuses, marks, cards or colours changed, and no line moves."""
        self._lines.clear()
        self._seen.clear()
        self._rows = []
        self._ahead = iter(())  # its lines may be those of another cut, or of other statuses
        self._set_card()
        self.refresh()

    def relayout(self, *paragraphs: int) -> None:
        """Ask for annotations again and set the lines again: of these paragraphs, or of all.

        Paragraphs that are not on the page cost nothing until somebody looks at them.
        """
        window = self._window
        if not paragraphs or window is None:
            self.annotate.forget()
            self._set_again()
            return
        for paragraph in paragraphs:
            self.annotate.forget(paragraph)
            self._seen.pop(paragraph, None)
            window.flow.forget(paragraph)
        changed = set(paragraphs)
        self._ahead = iter(())
        self._lines = {key: rows for key, rows in self._lines.items() if key[0] not in changed}
        if any(line.paragraph in changed for _, line in window.placed):
            window.refill()
            self._settle()
            self._rows = []
            self._set_card()
            self.refresh()

    def _set_again(self) -> None:
        """Set the same words in other lines: the width, the view or a setting changed."""
        self._set_window()
        self._settle()
        self.repaint()

    def _settle(self) -> None:
        """Keep the cursor on the beginning of a word, however the text is cut and set now."""
        self._hovered = None
        if self._walk is not None:
            self._cursor = self._walk.settle(self._cursor) or self._cursor

    def _patch(self) -> None:
        """Paint again only what the cursor, the mouse or the selection left or came to, and the card."""
        window = self._window
        if window is None:
            return
        if not self._rows:
            self._set_card()
            self.refresh()
            return
        before = self._touched | self._touched_lines(window)
        self._touched = self._touched_lines(window)
        dirty: set[int] = set(self._overlay.rows())
        for y, line in window.placed:
            if (line.paragraph, line.start) in before:
                rows = self._bar.beside(self._painted(line), y)
                self._rows[y : y + len(rows)] = rows
                dirty.update(range(y, y + len(rows)))
        self._set_card()
        dirty.update(self._overlay.rows())
        if self._dock:
            self.refresh()
        else:
            self.refresh(*_regions(dirty, self.size.width))

    def _touched_lines(self, window: Viewport) -> set[tuple[int, int]]:
        """Return the lines that are painted otherwise than their text and statuses alone say."""
        places = [self._cursor]
        if self._hovered is not None:
            places.append(self._hovered.position)
        found = set()
        for _, line in window.placed:
            begin, end = Position(line.paragraph, line.start), Position(line.paragraph, line.end)
            selected = self._selection_in(line.paragraph)
            if any(begin <= place < end for place in places) or (
                selected is not None and selected[0] < line.end and selected[1] > line.start
            ):
                found.add((line.paragraph, line.start))
        return found

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        if len(self._rows) != self.size.height:
            self._paint_rows()
        rows = self._rows
        over = self._overlay.over
        strips = [over(y, rows[y]) for y in range(crop.y, min(crop.bottom, len(rows)))]
        if self._dock:
            strips = [Strip.join((strip, self._dock[crop.y + i])) for i, strip in enumerate(strips)]
        if crop.x > 0 or crop.right < self.size.width:
            strips = [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def _paint_rows(self) -> None:
        width, height = self.text_width, self.size.height
        rows = [Strip.blank(width - BAR, self._get_palette()())] * height
        if self._window is not None:
            self._touched = self._touched_lines(self._window)
            for y, line in self._window.placed:
                painted = self._painted(line)
                rows[y : y + len(painted)] = painted
        self._bar = PlaceBar(self._window, height, self._get_palette())
        self._rows = self._bar.beside(rows[:height], 0)
        self._prepare()

    def _painted(self, line: Line) -> list[Strip]:
        key = (line.paragraph, line.start)
        if key in self._touched:
            return self._paint(line)
        found = self._lines.get(key)
        if found is None:
            if len(self._lines) > KEPT_LINES:
                self._lines.clear()
            found = self._lines[key] = self._paint(line)
        return found

    def _paint(self, line: Line) -> list[Strip]:
        width = self.text_width - BAR
        return paint(line, self._look(line), self._get_palette(), self.left, width, self.ambiguous)

    def _look(self, line: Line) -> Look:
        hovered, cursor = self._hovered, None
        if self._walk is not None and self._cursor.paragraph == line.paragraph:
            cursor = self._walk.token(self._cursor)
        return Look(
            TEXT_CLASSES.get(self.document.paragraphs[line.paragraph].kind, ""),
            self._statuses_of(line.paragraph),
            self.toned,
            cursor,
            hovered.token if hovered is not None and hovered.paragraph == line.paragraph else None,
            [each for each in self.marked(line.paragraph) if each[0] < line.end and each[1] > line.start],
            self._selection_in(line.paragraph),
        )

    def _statuses_of(self, paragraph: int) -> Sequence[Status | None]:
        """Return the statuses of a paragraph's tokens, asked for once: each move paints lines again."""
        found = self._seen.get(paragraph)
        if found is None:
            if len(self._seen) > KEPT_LINES:
                self._seen.clear()
            found = self._seen[paragraph] = [self.statuses(each) for each in self.annotate(paragraph)]
        return found

    def _selection_in(self, paragraph: int) -> tuple[int, int] | None:
        if self._selected is None or self._selected[0].paragraph != paragraph:
            return None
        start = self._selected[0].offset
        return start, start + self._selected[1]

    def _get_palette(self) -> Palette:
        if self._palette is None:
            self._palette = Palette(self)
        return self._palette

    def _prepare(self) -> None:
        """Lay out and paint the page after this one, a little at a time, while nothing else happens."""
        if self._ahead_timer is not None:
            self._ahead_timer.stop()
        window = self._window
        if window is not None and not window.at_end:
            self._ahead = self._lines_ahead(window)
            self._ahead_timer = self.set_timer(AHEAD_PAUSE, self._work_ahead)

    def _lines_ahead(self, window: Viewport) -> Iterator[None]:
        following = window.following
        if following is not None:
            for _, line in window.flow.page_from(following, window.height):
                self._painted(line)
                yield

    def _work_ahead(self) -> None:
        until = perf_counter() + AHEAD_BUDGET
        for _ in self._ahead:
            if perf_counter() > until:
                self._ahead_timer = self.set_timer(AHEAD_PAUSE, self._work_ahead)
                return

    # The card

    def _set_card(self) -> None:
        """Put the card of the hovered word, or else of the cursor's, where it now belongs."""
        self._overlay.clear()
        self._dock = []
        spot = self._hovered
        if spot is None and (self._card_wanted or self.is_docked):
            spot = self._cursor_spot()
        content = self.describe(spot) if spot is not None else None
        if self.is_docked:
            setter = self._setter(DOCK_WIDTH - 3)
            lines = setter.full(content) if content is not None else ()
            self._dock = card.docked(lines, DOCK_WIDTH, self.size.height, self._get_palette(), self.ambiguous)
        elif content is not None and spot is not None:
            self._float(content, spot)

    def _float(self, content: CardContent, spot: Spot) -> None:
        window = self._window
        found = window.place_of(spot.position) if window is not None else None
        if found is None:
            return
        y, line, box = found
        page = self.text_width - BAR, self.size.height
        width = min(CARD_WIDTH, page[0])
        lines = self._setter(width - card.FRAME).brief(content)
        place = place_card(self.left + box.x, y, y + line.height, (width, len(lines) + 2), page)
        if place is not None:
            strips = card.framed(lines, place.width, place.height, self._get_palette(), self.ambiguous)
            self._overlay.show(place, strips)

    def _setter(self, width: int) -> CardSetter:
        return CardSetter(width, self.notation, self.ambiguous)

    def _cursor_spot(self) -> Spot | None:
        index = self._walk.token(self._cursor) if self._walk is not None else None
        if index is None:
            return None
        return Spot(self._cursor.paragraph, index, self.annotate(self._cursor.paragraph)[index])

    # Layout

    @property
    def is_docked(self) -> bool:
        """True where the card stands beside the text now."""
        return self.docked and self.size.width >= DOCK_FROM

    @property
    def text_width(self) -> int:
        """Cells of the page without the docked card."""
        return self.size.width - (DOCK_WIDTH if self.is_docked else 0)

    @property
    def line_width(self) -> int:
        """Cells of a line of text: the measure, or what the page has room for."""
        side = 4 if self.text_width >= 100 else 2 if self.text_width >= 40 else 1
        measure = 2 * self.measure if self.companion is Companion.BESIDE else self.measure
        return max(1, min(measure, self.text_width - BAR - 2 * side))

    @property
    def column_widths(self) -> tuple[int, int]:
        """Cells of the text's column, and of the translation's: 0 where it has none of its own."""
        found = columns(self.line_width) if self.companion is Companion.BESIDE else None
        return found or (min(self.line_width, self.measure), 0)

    @property
    def left(self) -> int:
        """Cells left of the text."""
        return max(0, (self.text_width - BAR - self.line_width) // 2)

    def _set_window(self) -> None:
        if self._window is not None:
            self._place = self._window.place
        self._window = self._walk = None
        if not self.document.paragraphs or not self.size.width or not self.size.height:
            return
        width, aside = self.column_widths
        typography = Typography(
            width,
            self.view,
            self.notation,
            self.spoken,
            self.ambiguous,
            leading=self.leading,
            apart=self.companion is not Companion.HIDDEN,
            aside=aside,
        )
        flow = Flow(
            self.document, self.annotate, typography, self.help_for, self.shown, self.hidden_too, self.told
        )
        self._window = Viewport(flow, self.size.height, self._place)
        self._walk = Walk(flow, self.annotate)

    def on_resize(self, event: events.Resize) -> None:
        self._set_again()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._palette = None
        self.repaint()

    def watch_view(self) -> None:
        self._set_again()

    def watch_toned(self) -> None:
        self.repaint()

    watch_notation = watch_spoken = watch_measure = watch_leading = watch_view
    watch_ambiguous = watch_hidden_too = watch_docked = watch_companion = watch_view


def _regions(rows: Iterable[int], width: int) -> list[Region]:
    """Return the fewest regions of full width that cover the rows."""
    found: list[Region] = []
    for y in sorted(rows):
        if found and found[-1].bottom == y:
            found[-1] = Region(0, found[-1].y, width, found[-1].height + 1)
        else:
            found.append(Region(0, y, width, 1))
    return found
