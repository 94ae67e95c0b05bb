"""Lines of painted text that were set before: each span names the component class it is painted with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.widgets.painting import Palette, widened
from reader.width import cells

KINDS = ("word", "reading", "faint", "label", "note", "right", "wrong", "bar", "other", "third")


class Lines(Widget):
    """Shows ``lines`` from the top, one row each; as high as they are many."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"lines--{kind}" for kind in KINDS}
    lines: reactive[Sequence[Sequence[tuple[str, str]]]] = reactive((), layout=True)
    ambiguous: reactive[int] = reactive(1)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._palette: Palette | None = None

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._palette = None

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines)

    def render_line(self, y: int) -> Strip:
        if self._palette is None:
            self._palette = Palette(self)
        line = self.lines[y] if y < len(self.lines) else ()
        segments, taken = [], 0
        for text, kind in line:
            style = self._palette(f"lines--{kind}") if kind else self._palette()
            segments.append(Segment(text if self.ambiguous == 1 else widened(text), style))
            taken += cells(text, self.ambiguous)
        return Strip(segments, taken).adjust_cell_length(self.size.width, self._palette())
