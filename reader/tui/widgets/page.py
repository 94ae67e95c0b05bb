"""The page: a document as lines of words, with a cursor, a mouse and a card.

It draws itself line by line (:meth:`Page.render_lines`) from cached strips. Facts go out as messages
(:mod:`reader.tui.messages`), state comes in through :meth:`Page.open` and reactives. The reader's place is
a :class:`Position`, so nothing that changes the lines ever moves them to another part of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.annotation import Annotation
from reader.document.model import Document, ParagraphKind, Position
from reader.study.status import Status
from reader.tui import messages
from reader.tui.boxes import Box, Help, Line, Notation, Typography, View
from reader.tui.flow import AnnotateParagraph, Flow, LineRef, Placed
from reader.tui.messages import Spot
from reader.tui.navigation import STOPS
from reader.tui.walking import Walk
from reader.tui.widgets.painting import STATUS_CLASSES, Look, Palette, paint

NO_DOCUMENT = Document("", "", "", "", "", "", ())
TEXT_CLASSES = {
    ParagraphKind.HEADING: "page--heading",
    ParagraphKind.CAPTION: "page--caption",
    ParagraphKind.QUOTE: "page--quote",
    ParagraphKind.METADATA: "page--metadata",
    ParagraphKind.HIDDEN: "page--hidden",
}
BAR = 1
"""Cells of the bar at the right edge that shows how far one has read."""


def _own_characters(annotation: Annotation) -> str:
    return annotation.token.text


def _full_help(annotation: Annotation) -> Help:
    return Help.GLOSS


def _no_status(annotation: Annotation) -> Status | None:
    return None


def _nothing_marked(paragraph: int) -> Sequence[tuple[int, int]]:
    return ()


class Page(Widget, can_focus=True):
    """Shows a document. Call :meth:`open`, then move with the ``move_*`` and ``scroll_*`` methods.

    State that comes in: ``view``, ``notation``, ``spoken``, ``toned`` (``off``, ``characters``, ``readings``,
    ``both``), ``measure`` (cells of a line at most), ``ambiguous``, ``hidden_too``; and four functions, each
    followed by :meth:`repaint` or :meth:`relayout` when what they say changes: ``statuses`` (painted),
    ``marked`` (spans found by a search, painted), ``help_for`` and ``shown`` (laid out).
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *STATUS_CLASSES.values(),
        *TEXT_CLASSES.values(),
        *(f"page--tone{tone}" for tone in range(6)),
        "page--reading",
        "page--gloss",
        "page--cursor",
        "page--cursor-reading",
        "page--cursor-gloss",
        "page--hovered",
        "page--selected",
        "page--found",
        "page--bar",
        "page--bar-place",
    }

    view: reactive[View] = reactive(View.FADING, init=False)
    notation: reactive[Notation] = reactive(Notation.MARKS, init=False)
    spoken: reactive[bool] = reactive(False, init=False)
    toned: reactive[str] = reactive("off", init=False)
    measure: reactive[int] = reactive(88, init=False)
    ambiguous: reactive[int] = reactive(1, init=False)
    hidden_too: reactive[bool] = reactive(False, init=False)
    leading: reactive[int] = reactive(1, init=False)

    TokenHovered = messages.TokenHovered
    TokenSelected = messages.TokenSelected
    CursorMoved = messages.CursorMoved
    PhraseSelected = messages.PhraseSelected
    PlaceChanged = messages.PlaceChanged

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.document = NO_DOCUMENT
        self.annotate: AnnotateParagraph = lambda paragraph: ()
        self.statuses: Callable[[Annotation], Status | None] = _no_status
        self.marked: Callable[[int], Sequence[tuple[int, int]]] = _nothing_marked
        self.help_for: Callable[[Annotation], Help] = _full_help
        self.shown: Callable[[Annotation], str] = _own_characters
        self._place = Position(0)
        self._cursor = Position(0)
        self._hovered: Spot | None = None
        self._selected: tuple[Position, Position] | None = None
        self._pressed: Spot | None = None
        self._flow: Flow | None = None
        self._walk: Walk | None = None
        self._top = LineRef(0, 0)
        self._placed: tuple[Placed, ...] = ()
        self._rows: list[Strip] | None = None
        self._strips: dict[tuple[int, int], list[Strip]] = {}
        self._palette: Palette | None = None

    # What it shows

    def open(self, document: Document, annotate: AnnotateParagraph, place: Position = Position(0)) -> None:  # noqa: B008
        """Show ``document`` with ``place`` on the first line and the cursor on its first word."""
        self.document, self.annotate = document, annotate
        self._place = self._cursor = place
        self._selected = self._hovered = None
        self.relayout()
        if self._walk is not None:
            self._cursor = self._walk.settle(place) or place

    def repaint(self) -> None:
        """Paint again: statuses, marks or colours changed, and no line moves."""
        self._strips.clear()
        self._rows = None
        self.refresh()

    def relayout(self, paragraph: int | None = None) -> None:
        """Set the lines again: of one paragraph whose annotations or help changed, or all of them."""
        if paragraph is None or self._flow is None:
            self._flow = self._walk = None
        else:
            self._flow.forget(paragraph)
        self._ensure_flow()
        self._show_place()

    @property
    def place(self) -> Position:
        """The first code point on the page; it stays what it was when the lines change."""
        return self._place

    @property
    def cursor(self) -> Position:
        """Where the word under the cursor begins."""
        return self._cursor

    @property
    def spot(self) -> Spot | None:
        """The word under the cursor."""
        if not self.document.paragraphs or self._walk is None:
            return None
        index = self._walk.token(self._cursor)
        if index is None:
            return None
        return Spot(self._cursor.paragraph, index, self.annotate(self._cursor.paragraph)[index])

    @property
    def span(self) -> tuple[Position, Position]:
        """The part of the document on the page: its first code point, and the one after its last."""
        if not self._placed:
            return self._place, self._place
        first, last = self._placed[0].line, self._placed[-1].line
        return Position(first.paragraph, first.start), Position(last.paragraph, last.end)

    @property
    def fraction(self) -> float:
        """How much of the document has been read: all that lies before the page's end."""
        flow = self._flow
        if flow is None:
            return 0.0
        top, bottom = self.span
        return flow.fraction(bottom) if top != Position(0) or self._ends_here() else flow.fraction(top)

    def watch_view(self) -> None:
        self.relayout()

    watch_notation = watch_spoken = watch_measure = watch_ambiguous = watch_hidden_too = watch_leading = (
        watch_view
    )

    def watch_toned(self) -> None:
        self.repaint()

    def watch_has_focus(self, _focused: bool) -> None:
        super().watch_has_focus(_focused)
        self.repaint()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._palette = None
        self.repaint()

    # Moving the cursor

    def move_word(self, step: int) -> bool:
        return self._move(lambda walk: walk.word(self._start(), step))

    def move_sentence(self, step: int) -> bool:
        return self._move(lambda walk: walk.sentence(self._start(), step))

    def move_paragraph(self, step: int) -> bool:
        return self._move(lambda walk: walk.paragraph(self._start(), step))

    def move_section(self, step: int) -> bool:
        """Go to the next or previous section, its heading on the first line."""
        return self._move(lambda walk: walk.section(self._start(), step), to_top=True)

    def move_unknown(self, step: int) -> bool:
        """Go to the next or previous word whose status is NEW."""
        return self.move_wanted(step, lambda annotation: self.statuses(annotation) is Status.NEW)

    def move_wanted(self, step: int, want: Callable[[Annotation], bool]) -> bool:
        """Go to the next or previous word that ``want`` holds for."""
        return self._move(lambda walk: walk.wanted(self._start(), step, want))

    def move_line(self, step: int) -> bool:
        """Go to the nearest word on the next or previous line that has one."""
        flow = self._flow
        if flow is None or not self.document.paragraphs:
            return False
        here = flow.find(self._start())
        box = self._box_of(flow.line(here), self._start())
        x = box.x + box.width // 2 if box else 0
        ref = flow.after(here) if step > 0 else flow.before(here)
        while ref is not None:
            line = flow.line(ref)
            annotations = self.annotate(ref.paragraph)
            stops = [
                each for each in line.boxes if each.width and annotations[each.token].token.kind in STOPS
            ]
            if stops:
                nearest = min(stops, key=lambda each: max(each.x - x, x - each.x - each.width + 1, 0))
                self.go_to(Position(ref.paragraph, max(nearest.start, line.start)))
                return True
            ref = flow.after(ref) if step > 0 else flow.before(ref)
        return False

    def go_to(self, position: Position, to_top: bool = False) -> None:
        """Put the cursor on the word at ``position`` and bring it onto the page."""
        if self._walk is None or not self.document.paragraphs:
            return
        last = len(self.document.paragraphs) - 1
        position = Position(min(position.paragraph, last), position.offset)
        self._cursor = self._walk.settle(position) or position
        self._reveal(to_top)
        self.repaint_cursor()
        spot = self.spot
        if spot is not None:
            self.post_message(self.CursorMoved(self, spot))

    def go_to_fraction(self, fraction: float) -> None:
        """Go where ``fraction`` (0 to 1) of the document lies before."""
        if self._flow is not None:
            self.go_to(self._flow.at_fraction(fraction), to_top=True)

    # Moving the page

    def scroll_line(self, step: int) -> bool:
        """Move the page by ``step`` lines; return False where it cannot move."""
        flow = self._flow
        if flow is None or not self.document.paragraphs:
            return False
        top, moved = self._top, False
        for _ in range(abs(step)):
            following = flow.after(top) if step > 0 else flow.before(top)
            if following is None or (step > 0 and self._ends_here(top)):
                break
            top, moved = following, True
        if moved:
            self._turn_to(top)
        return moved

    def scroll_page(self, step: int) -> bool:
        """Turn one page on or back, and put the cursor on its first word; return False at an end."""
        flow = self._flow
        if flow is None or not self.document.paragraphs:
            return False
        if step > 0:
            if not self._placed or self._ends_here():
                return False
            last = self._placed[-1].line
            top = flow.after(flow.find(Position(last.paragraph, last.start)))
            if top is None:
                return False
        else:
            top = flow.page_before(self._top, self.size.height)
            if top == self._top:
                return False
        self._turn_to(top)
        self._cursor_to_page()
        return True

    def scroll_to_end(self, end: bool) -> None:
        """Show the document's beginning, or its last page."""
        flow = self._flow
        if flow is None or not self.document.paragraphs:
            return
        self._turn_to(
            flow.last_page(self.size.height) if end else LineRef(flow.find(Position(0)).paragraph, 0)
        )
        self._cursor_to_page(last=end)

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        rows = self._compose_rows()
        strips = rows[crop.y : crop.bottom]
        if crop.x > 0 or crop.right < self.size.width:
            strips = [strip.crop(crop.x, crop.right) for strip in strips]
        filters = self.get_line_filters()
        if filters:
            background = self.background_colors[1]
            for each in filters:
                strips = [strip.apply_filter(each, background) for strip in strips]
        return strips

    def _compose_rows(self) -> list[Strip]:
        """Return every row of the widget as it now is."""
        if self._rows is not None and len(self._rows) == self.size.height:
            return self._rows
        width, height = self.size
        palette = self._get_palette()
        rows = [Strip.blank(width - BAR, palette())] * height
        for y, line in self._placed:
            rows[y : y + line.height] = self._painted(line)
        self._rows = [
            Strip.join((row, end)) for row, end in zip(rows[:height], self._bar(height), strict=False)
        ]
        return self._rows

    def _painted(self, line: Line) -> list[Strip]:
        key = (line.paragraph, line.start)
        found = self._strips.get(key)
        if found is None:
            left = self._left()
            width = self.size.width - BAR
            found = paint(line, self._look(line), self._get_palette(), left, width, self.ambiguous)
            if len(self._strips) > 600:
                self._strips.clear()
            self._strips[key] = found
        return found

    def _look(self, line: Line) -> Look:
        annotations = self.annotate(line.paragraph)
        statuses = self.statuses
        paragraph = self.document.paragraphs[line.paragraph]
        hovered = self._hovered
        cursor = (
            self._walk.token(self._cursor)
            if self._walk and self._cursor.paragraph == line.paragraph
            else None
        )
        return Look(
            TEXT_CLASSES.get(paragraph.kind, ""),
            lambda token: statuses(annotations[token]),
            self.toned,
            cursor,
            hovered.token if hovered is not None and hovered.paragraph == line.paragraph else None,
            [each for each in self.marked(line.paragraph) if each[0] < line.end and each[1] > line.start],
            self._selection_in(line.paragraph),
        )

    def _get_palette(self) -> Palette:
        if self._palette is None:
            self._palette = Palette(
                self.rich_style, lambda name: self.get_component_rich_style(name, partial=True)
            )
        return self._palette

    def _bar(self, height: int) -> list[Strip]:
        """Return the bar at the right edge: a thumb where the page is in the document."""
        palette = self._get_palette()
        plain = Strip.blank(BAR, palette("page--bar"))
        flow = self._flow
        if flow is None or not self._placed:
            return [plain] * height
        top, bottom = self.span
        begin, end = flow.fraction(top), flow.fraction(bottom)
        if begin <= 0 and end >= 1:
            return [Strip.blank(BAR, palette())] * height
        size = max(1, round((end - begin) * height))
        start = min(height - size, round(begin * height))
        thumb = Strip.blank(BAR, palette("page--bar", "page--bar-place"))
        return [plain] * start + [thumb] * size + [plain] * (height - size - start)

    # Layout

    def on_resize(self, event: events.Resize) -> None:
        self._flow = self._walk = None
        self._ensure_flow()
        self._show_place()

    def _measure(self) -> int:
        side = 4 if self.size.width >= 100 else 2 if self.size.width >= 40 else 1
        return max(1, min(self.measure, self.size.width - BAR - 2 * side))

    def _left(self) -> int:
        return max(0, (self.size.width - BAR - self._measure()) // 2)

    def _ensure_flow(self) -> None:
        if self._flow is not None or not self.document.paragraphs or not self.size.width:
            return
        typography = Typography(
            self._measure(), self.view, self.notation, self.spoken, self.ambiguous, leading=self.leading
        )
        self._flow = Flow(
            self.document, self.annotate, typography, self.help_for, self.shown, self.hidden_too
        )
        self._walk = Walk(self._flow, self.annotate)

    def _show_place(self) -> None:
        """Set the page so that the place is on its first line."""
        self._strips.clear()
        self._rows = None
        self._placed = ()
        if self._flow is not None:
            self._top = self._flow.find(self._place)
            self._fill()
        self.refresh()

    def _fill(self) -> None:
        flow = self._flow
        if flow is None:
            return
        before = self.span
        self._placed = tuple(flow.page_from(self._top, self.size.height))
        self._rows = None
        after = self.span
        if before != after:
            self.post_message(self.PlaceChanged(self, *after, self.fraction))

    def _turn_to(self, top: LineRef) -> None:
        """Make ``top`` the first line of the page, and the reader's place."""
        flow = self._flow
        if flow is None:
            return
        self._top = top
        self._place = Position(top.paragraph, flow.line(top).start)
        self._fill()
        self._hover(None)
        self.refresh()

    def _reveal(self, to_top: bool) -> None:
        """Bring the cursor's line onto the page, by as little as is needed."""
        flow = self._flow
        if flow is None:
            return
        ref = flow.find(self._cursor)
        first, last = self.span
        if to_top or self._cursor < first:
            self._turn_to(ref)
        elif self._cursor >= last:
            below = flow.after(ref)
            step_on = flow.find(last) if self._placed else ref
            if step_on == ref and below is not None:
                self._turn_to(flow.page_before(below, self.size.height))
            elif ref.paragraph - step_on.paragraph <= 1:
                self._turn_to(
                    flow.page_before(below, self.size.height) if below else flow.last_page(self.size.height)
                )
            else:
                self._turn_to(ref)

    def _ends_here(self, top: LineRef | None = None) -> bool:
        """True where the document's end is on the page (that begins with ``top``)."""
        flow = self._flow
        if flow is None:
            return True
        placed = (
            self._placed if top is None or top == self._top else tuple(flow.page_from(top, self.size.height))
        )
        if not placed:
            return True
        last = placed[-1].line
        return flow.after(flow.find(Position(last.paragraph, last.start))) is None

    # The cursor, the mouse and the selection

    def _start(self) -> Position:
        """Where a move begins: at the cursor, or at the page's first word if the cursor is not on it."""
        first, last = self.span
        if first <= self._cursor < last or self._walk is None:
            return self._cursor
        return self._walk.settle(first) or self._cursor

    def _move(self, step: Callable[[Walk], Position | None], to_top: bool = False) -> bool:
        if self._walk is None or not self.document.paragraphs:
            return False
        found = step(self._walk)
        if found is None:
            return False
        self.go_to(found, to_top)
        return True

    def _cursor_to_page(self, last: bool = False) -> None:
        if self._walk is None:
            return
        first, end = self.span
        self._cursor = (self._walk.word(end, -1) if last else self._walk.settle(first)) or first
        self.repaint_cursor()
        spot = self.spot
        if spot is not None:
            self.post_message(self.CursorMoved(self, spot))

    def repaint_cursor(self) -> None:
        self._strips.clear()
        self._rows = None
        self.refresh()

    def _box_of(self, line: Line, position: Position) -> Box | None:
        return next((box for box in line.boxes if box.start <= position.offset < box.end), None)

    def spot_at(self, x: int, y: int) -> Spot | None:
        """Return the token at cell ``x``, row ``y`` of the widget: its characters, reading or gloss."""
        for top, line in self._placed:
            if top <= y < top + line.height:
                row, at = y - top, x - self._left()
                box = line.box_at(at)
                if row < line.above:
                    box = line.reading_at(at) or box
                if box is None:
                    return None
                return Spot(line.paragraph, box.token, self.annotate(line.paragraph)[box.token])
        return None

    def _selection_in(self, paragraph: int) -> tuple[int, int] | None:
        if self._selected is None or self._selected[0].paragraph != paragraph:
            return None
        return self._selected[0].offset, self._selected[1].offset

    def _hover(self, spot: Spot | None) -> None:
        if spot == self._hovered:
            return
        self._hovered = spot
        self.repaint_cursor()
        self.post_message(self.TokenHovered(self, spot))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        spot = self.spot_at(event.x, event.y)
        if self._pressed is not None and spot is not None:
            self._drag(spot)
        elif spot is None or spot.annotation.token.kind in STOPS:
            self._hover(spot)

    def on_leave(self, event: events.Leave) -> None:
        if event.node is self:
            self._hover(None)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button != 1:
            return
        self._selected = None
        self._pressed = self.spot_at(event.x, event.y)
        if self._pressed is not None:
            self.capture_mouse()
        self.repaint_cursor()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self.release_mouse()
        pressed, self._pressed = self._pressed, None
        if self._selected is not None:
            start, end = self._selected
            text = self.document.paragraphs[start.paragraph].text[start.offset : end.offset]
            self.post_message(self.PhraseSelected(self, start.paragraph, start.offset, end.offset, text))
        elif pressed is not None and pressed.annotation.token.kind in STOPS:
            if pressed.position == self._cursor:
                self.post_message(self.TokenSelected(self, pressed))
            self.go_to(pressed.position)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_line(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_line(-1)

    def clear_selection(self) -> None:
        """Drop the phrase that was dragged over."""
        self._selected = None
        self.repaint_cursor()

    def select_token(self) -> None:
        """Say that the word under the cursor was chosen."""
        spot = self.spot
        if spot is not None:
            self.post_message(self.TokenSelected(self, spot))

    def _drag(self, spot: Spot) -> None:
        pressed = self._pressed
        if pressed is None or spot.paragraph != pressed.paragraph:
            return
        first, last = sorted((pressed, spot), key=lambda each: each.position)
        if first == last and self._selected is None:
            return
        end = Position(last.paragraph, last.annotation.token.end)
        self._selected = (first.position, end)
        self._hovered = None
        self.repaint_cursor()
