"""Rows of figures and bars, drawn as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.figures import Row
from reader.tui.widgets.painting import Palette
from reader.width import cells


class Figures(Widget):
    """Shows ``rows``, each at most as wide as the widget; as high as they are many."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "figures--assumed",
        "figures--bar",
        "figures--faint",
        "figures--head",
        "figures--known",
        "figures--learning",
        "figures--new",
    }
    rows: reactive[Sequence[Row]] = reactive((), layout=True)

    def __init__(self, ambiguous: int = 1, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ambiguous = ambiguous
        self._palette: Palette | None = None

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._palette = None

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, len(self.rows))

    def render_line(self, y: int) -> Strip:
        if self._palette is None:
            self._palette = Palette(self)
        row = self.rows[y] if y < len(self.rows) else ()
        segments = [
            Segment(text, self._palette(f"figures--{look}") if look else self._palette())
            for text, look in row
        ]
        taken = sum(cells(text, self._ambiguous) for text, _ in row)
        return Strip(segments, taken).adjust_cell_length(self.size.width, self._palette())
