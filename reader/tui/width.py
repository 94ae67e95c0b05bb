"""Where :mod:`reader.width` used to be."""

from __future__ import annotations

from reader.width import TAB_CELLS, Grapheme, cells, char_cells, display, graphemes

__all__ = ["TAB_CELLS", "Grapheme", "cells", "char_cells", "display", "graphemes"]
