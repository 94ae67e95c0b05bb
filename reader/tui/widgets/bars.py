"""The two lines around a page: what is read, and what keys do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.glosses import clip
from reader.tui.widgets.painting import Palette, widened
from reader.width import cells, display


class _Bar(Widget):
    """A line of text, drawn without a layout pass."""

    ALLOW_SELECT = False
    ambiguous: reactive[int] = reactive(1)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._palette: Palette | None = None

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._palette = None

    def _segments(self, spans: Sequence[tuple[str, str]]) -> Strip:
        """Return (text, component class or "") pairs as the line."""
        if self._palette is None:
            self._palette = Palette(self)
        segments, taken = [], 0
        for text, name in spans:
            style = self._palette(name) if name else self._palette()
            segments.append(Segment(text if self.ambiguous == 1 else widened(text), style))
            taken += cells(text, self.ambiguous)
        return Strip(segments, taken).adjust_cell_length(self.size.width, self._palette())


class Masthead(_Bar):
    """The text's title, the section, and how much has been read. What it shows is shown inert."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"masthead--section", "masthead--place"}
    title: reactive[str] = reactive("")
    section: reactive[str] = reactive("")
    place: reactive[str] = reactive("")

    def render_line(self, y: int) -> Strip:
        place = f" {display(self.place)} " if self.place else " "
        room = max(0, self.size.width - cells(place, self.ambiguous) - 2)
        title = clip(display(self.title), room, self.ambiguous)
        left = room - cells(title, self.ambiguous)
        section = ""
        if self.section and self.section != self.title and left > 8:
            section = clip("  " + display(self.section), left, self.ambiguous)
        gap = " " * (left - cells(section, self.ambiguous) + 1)
        return self._segments(
            [(" " + title, ""), (section, "masthead--section"), (gap, ""), (place, "masthead--place")]
        )


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key as people write it, a word for what it does, and the action it runs."""

    key: str
    word: str
    action: str


class KeyLine(_Bar):
    """What keys do here, as many as there is room for; or, while ``said`` is not empty, what is going on."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keyline--key", "keyline--said"}
    said: reactive[str] = reactive("")

    @dataclass
    class Chosen(Message):
        """A hint was clicked."""

        action: str

    def __init__(self, hints: Sequence[KeyHint], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.hints = tuple(hints)

    def render_line(self, y: int) -> Strip:
        if self.said:
            said = clip(f" {display(self.said)}", self.size.width, self.ambiguous)
            return self._segments([(said, "keyline--said")])
        spans = []
        for hint, _, _ in self._placed():
            spans += [(f" {hint.key}", "keyline--key"), (f" {hint.word} ", "")]
        return self._segments(spans)

    def on_click(self, event: events.Click) -> None:
        for hint, start, end in self._placed():
            if start <= event.x < end and not self.said:
                self.post_message(self.Chosen(hint.action))

    def _placed(self) -> list[tuple[KeyHint, int, int]]:
        """Return the hints there is room for, with the cells they take; the last one always is among them."""
        sizes = [cells(f" {hint.key} {hint.word} ", self.ambiguous) for hint in self.hints]
        room = self.size.width - (sizes[-1] if sizes else 0)
        kept: list[tuple[KeyHint, int]] = []
        for hint, size in zip(self.hints[:-1], sizes[:-1], strict=True):
            if size > room:
                break
            kept.append((hint, size))
            room -= size
        kept += [(self.hints[-1], sizes[-1])] if self.hints else []
        found, x = [], 0
        for hint, size in kept:
            found.append((hint, x, x + size))
            x += size
        return found
