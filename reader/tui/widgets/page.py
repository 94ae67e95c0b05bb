"""The page: a document as lines of words, with a cursor, a mouse and a card.

Facts go out as messages (:mod:`reader.tui.messages`); state comes in through :meth:`Page.open`, functions
and reactives. How it draws itself is in :mod:`reader.tui.widgets.canvas`.
"""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from reader.annotation import Annotation
from reader.document.model import Document, Position
from reader.study.status import Status
from reader.tui import messages
from reader.tui.flow import Annotated, AnnotateParagraph
from reader.tui.messages import Spot
from reader.tui.navigation import STOPS
from reader.tui.viewport import Viewport
from reader.tui.walking import Walk
from reader.tui.widgets.canvas import START, Canvas

WHEEL_LINES = 1


class Page(Canvas, can_focus=True):
    """Shows a document. Call :meth:`open`, then move with the ``move_*`` and ``turn_*`` methods.

    Reactives: ``view``, ``notation``, ``spoken``, ``toned`` (``off``, ``characters``, ``readings`` or
    ``both``), ``measure`` (cells of a line at most), ``leading`` (blank rows above a line at least),
    ``ambiguous`` (cells of ambiguous characters), ``hidden_too`` (show what cleaning hid), ``docked`` (the
    card beside the text on wide pages). ``card_at_cursor``: the cursor brings a card, not only the mouse.

    Functions, to be set before :meth:`open`: ``statuses`` (painted; None for what has no status), ``marked``
    (spans of a paragraph found by a search; painted), ``describe`` (a token's card, None for none),
    ``help_for`` and ``shown`` (laid out). When what they say changes, call :meth:`repaint` or
    :meth:`relayout`. ``turned`` is called before a page that was turned is painted, so that what shows its
    place is painted in the same frame; the message PlaceChanged comes a frame late for that.

    Messages: TokenHovered, TokenSelected, CursorMoved, PhraseSelected, PlaceChanged.
    """

    TokenHovered = messages.TokenHovered
    TokenSelected = messages.TokenSelected
    CursorMoved = messages.CursorMoved
    PhraseSelected = messages.PhraseSelected
    PlaceChanged = messages.PlaceChanged

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.card_at_cursor = True
        self._pressed: Spot | None = None

    def open(self, document: Document, annotate: AnnotateParagraph, place: Position = START) -> None:
        """Show ``document`` from the line of ``place`` on, the cursor on its first word."""
        self.document, self.annotate = document, Annotated(annotate)
        self._window = None
        self._place = self._cursor = place
        self._selected = self._hovered = None
        self._card_wanted = False
        self.relayout()

    def _set_again(self) -> None:
        super()._set_again()
        if self._window is not None:
            self.turned()
            self.post_message(self.PlaceChanged(self, *self._window.span, self._window.fraction))

    @property
    def place(self) -> Position:
        """Where the page was turned to; no change of width, view or script moves it."""
        return self._window.place if self._window is not None else self._place

    @property
    def cursor(self) -> Position:
        """Where the word under the cursor begins."""
        return self._cursor

    @property
    def spot(self) -> Spot | None:
        """The word under the cursor."""
        return self._cursor_spot()

    @property
    def hovered(self) -> Spot | None:
        """The word under the mouse."""
        return self._hovered

    @property
    def span(self) -> tuple[Position, Position]:
        """The part of the document on the page: its first position, and the one after its last."""
        return self._window.span if self._window is not None else (self._place, self._place)

    @property
    def fraction(self) -> float:
        """How much of the document has been read, 0 to 1."""
        return self._window.fraction if self._window is not None else 0.0

    @property
    def selection(self) -> tuple[Position, int] | None:
        """The phrase dragged over: where it begins, and its length in code points."""
        return self._selected

    # The cursor. Each of these returns False where there is nothing to move to.

    def move_word(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) word."""
        return self._move(lambda walk, start: walk.word(start, step))

    def move_line(self, step: int) -> bool:
        """Go to the nearest word of the next or previous line that has one."""
        return self._move(lambda walk, start: walk.line(start, step))

    def move_sentence(self, step: int) -> bool:
        """Go to the first word of the next sentence, or back to that of this one or the one before."""
        return self._move(lambda walk, start: walk.sentence(start, step))

    def move_paragraph(self, step: int) -> bool:
        """Go to the first word of the next paragraph, or back to that of this one or the one before."""
        return self._move(lambda walk, start: walk.paragraph(start, step))

    def move_section(self, step: int) -> bool:
        """Go to the next or previous section, its beginning on the first line."""
        return self._move(lambda walk, start: walk.section(start, step), to_top=True)

    def move_unknown(self, step: int) -> bool:
        """Go to the next or previous word whose status is NEW."""
        return self.move_wanted(step, lambda annotation: self.statuses(annotation) is Status.NEW)

    def move_wanted(self, step: int, want: Callable[[Annotation], bool]) -> bool:
        """Go to the next or previous word that ``want`` holds for."""
        return self._move(lambda walk, start: walk.wanted(start, step, want))

    def go_to(self, position: Position, to_top: bool = False) -> None:
        """Put the cursor on the word at ``position``, and its line onto the page (``to_top``: first)."""
        window, walk = self._window, self._walk
        if window is None or walk is None:
            self._place = self._cursor = position
            return
        last = len(self.document.paragraphs) - 1
        position = Position(min(max(0, position.paragraph), last), max(0, position.offset))
        self._cursor = walk.settle(position) or position
        self._hovered = None
        self._card_wanted = self.card_at_cursor
        before = window.span
        if to_top:
            window.turn_to(window.flow.find(position))
        else:
            window.reveal(self._cursor)
        if window.span == before:
            self._patch()
        self._report(before)

    def go_to_fraction(self, fraction: float) -> None:
        """Go where ``fraction`` (0 to 1) of the document lies before."""
        if self._window is not None:
            self.go_to(self._window.flow.at_fraction(fraction), to_top=True)

    def select_token(self) -> None:
        """Say that the word under the cursor was chosen."""
        spot = self.spot
        if spot is not None:
            self.post_message(self.TokenSelected(self, spot))

    # The page

    def turn_page(self, step: int) -> bool:
        """Turn a page on (1) or back (-1), the cursor on its first word; False at an end."""
        return self._turn(lambda window: window.turn(step))

    def turn_to_start(self) -> bool:
        """Show the first page."""
        return self._turn(Viewport.to_start)

    def turn_to_end(self) -> bool:
        """Show the last page, the cursor on its last word."""
        return self._turn(Viewport.to_end, last=True)

    def scroll_lines(self, lines: int) -> bool:
        """Move the page by lines; the cursor stays where it is in the text."""
        window = self._window
        if window is None:
            return False
        before = window.span
        window.scroll(lines)
        self._hovered = None
        self._card_wanted = self._card_wanted and window.holds(self._cursor)
        self._report(before, cursor=False)
        return window.span != before

    def dismiss_card(self) -> bool:
        """Take the card away until the next move; False where there was none."""
        shown = self._overlay.region is not None
        self._card_wanted = False
        self._hovered = None
        self._patch()
        return shown

    def clear_selection(self) -> None:
        """Drop the phrase that was dragged over."""
        self._selected = None
        self._patch()

    def _turn(self, turn: Callable[[Viewport], object], last: bool = False) -> bool:
        window, walk = self._window, self._walk
        if window is None or walk is None:
            return False
        before = window.span
        turn(window)
        if window.span == before:
            return False
        first, end = window.span
        self._cursor = (walk.word(end, -1) if last else walk.settle(first)) or first
        self._hovered = None
        self._card_wanted = False
        self._report(before)
        return True

    def _move(self, step: Callable[[Walk, Position], Position | None], to_top: bool = False) -> bool:
        walk, window = self._walk, self._window
        if walk is None or window is None:
            return False
        start = self._cursor
        if not window.holds(start):  # the page was turned away from it: go on from what is seen
            start = walk.settle(window.span[0]) or start
        found = step(walk, start)
        if found is None:
            return False
        self.go_to(found, to_top)
        return True

    def _report(self, before: tuple[Position, Position], cursor: bool = True) -> None:
        """Say what changed since the page showed ``before``, and paint it if the page turned."""
        window = self._window
        if window is not None and window.span != before:
            self._rows = []
            self._set_card()
            self.refresh()
            self.turned()
            self.post_message(self.PlaceChanged(self, *window.span, window.fraction))
        spot = self.spot if cursor else None
        if spot is not None:
            self.post_message(self.CursorMoved(self, spot))

    # The mouse

    def spot_at(self, x: int, y: int) -> Spot | None:
        """Return the token at cell ``x``, row ``y`` of the page: its characters, its reading or its gloss."""
        found = self._window.box_at(x - self.left, y) if self._window is not None else None
        if found is None or x >= self.text_width:
            return None
        line, box = found
        return Spot(line.paragraph, box.token, self.annotate(line.paragraph)[box.token])

    def on_mouse_move(self, event: events.MouseMove) -> None:
        spot = self.spot_at(event.x, event.y)
        if self._pressed is not None:
            if spot is not None:
                self._drag(self._pressed, spot)
        elif spot is None or spot.annotation.token.kind in STOPS:
            self._hover(spot)

    def on_leave(self, event: events.Leave) -> None:
        if event.node is self:
            self._hover(None)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button != 1:
            return
        self._pressed = self.spot_at(event.x, event.y)
        self._selected = None
        if self._pressed is not None:
            self.capture_mouse()
        elif self._on_bar(event.x):
            self.go_to_fraction(event.y / max(1, self.size.height - 1))
        self._patch()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self.release_mouse()
        pressed, self._pressed = self._pressed, None
        if self._selected is not None:
            start, length = self._selected
            text = self.document.paragraphs[start.paragraph].text[start.offset : start.offset + length]
            self.post_message(
                self.PhraseSelected(self, start.paragraph, start.offset, start.offset + length, text)
            )
        elif pressed is not None and pressed.annotation.token.kind in STOPS:
            again = pressed.position == self._cursor
            self.go_to(pressed.position)
            if again:
                self.post_message(self.TokenSelected(self, pressed))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_lines(WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_lines(-WHEEL_LINES)

    def _hover(self, spot: Spot | None) -> None:
        if spot == self._hovered:
            return
        self._hovered = spot
        if spot is not None:
            self._card_wanted = False
        self._patch()
        self.post_message(self.TokenHovered(self, spot))

    def _drag(self, pressed: Spot, spot: Spot) -> None:
        if spot.paragraph != pressed.paragraph or (spot == pressed and self._selected is None):
            return
        first, last = sorted((pressed, spot), key=lambda each: each.position)
        selected = (first.position, last.annotation.token.end - first.annotation.token.start)
        if selected != self._selected:
            self._selected = selected
            self._hovered = None
            self._card_wanted = False
            self._patch()

    def _on_bar(self, x: int) -> bool:
        return self.text_width - 1 <= x < self.text_width
