"""Draw a running app as an SVG in which every character stands in its own cell.

Textual's own screenshots stretch each run of text by its number of characters and so pile Chinese up. For
the README and for looking at what was built: ``picture(app)`` inside ``run_test``.
"""

from __future__ import annotations

from html import escape

from rich.cells import split_graphemes
from rich.color import Color
from rich.style import Style
from textual.app import App

CELL, ROW = 10, 20
"""Pixels of a cell."""
FONT = "Noto Sans Mono CJK SC, Noto Sans Mono, Sarasa Mono SC, monospace"
NARROW = "DejaVu Sans Mono, monospace"
"""The font of what takes one cell: in it an ellipsis stands on the line, and frames close."""
FRAMES = "─│╭╮╰╯┌┐└┘"


def picture(app: App[object]) -> str:
    """Return what the app now shows as an SVG."""
    width, height = app.size
    grounds, texts = [], []
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            style = segment.style or Style.null()
            ink, ground = _hex(style.color, "#d0d0d0"), _hex(style.bgcolor, "#000000")
            if style.reverse:
                ink, ground = ground, ink
            spans, size = split_graphemes(segment.text.replace("\b", ""))
            grounds.append(_rectangle(x, y, size, ground))
            if style.underline:
                texts.append(_line(x, y, size, ink))
            for start, end, cells in spans:
                shown = segment.text.replace("\b", "")[start:end]
                if shown.strip():
                    texts.append(_character(shown, x, y, cells, ink, style))
                x += cells
    size = f'width="{width * CELL}" height="{height * ROW}" viewBox="0 0 {width * CELL} {height * ROW}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}" text-anchor="middle">'
    return "\n".join([head, *grounds, *texts, "</svg>\n"])


def _hex(colour: Color | None, otherwise: str) -> str:
    return otherwise if colour is None or colour.is_default else colour.get_truecolor().hex


def _rectangle(x: int, y: int, cells: int, fill: str) -> str:
    place = f'x="{x * CELL}" y="{y * ROW}" width="{cells * CELL + 0.5}" height="{ROW + 0.5}"'
    return f'<rect {place} fill="{fill}"/>'


def _line(x: int, y: int, cells: int, fill: str) -> str:
    place = f'x="{x * CELL}" y="{y * ROW + ROW - 2}" width="{cells * CELL}" height="1"'
    return f'<rect {place} fill="{fill}"/>'


def _character(shown: str, x: int, y: int, cells: int, ink: str, style: Style) -> str:
    looks = [f'fill="{ink}"', f'font-size="{18 if cells == 2 else 16}"']
    if cells == 1:
        looks = [f'fill="{ink}"', f'font-size="{17.2 if shown in FRAMES else 15}" font-family="{NARROW}"']
    if style.bold:
        looks.append('font-weight="bold"')
    if style.italic:
        looks.append('font-style="italic"')
    if style.dim:
        looks.append('opacity="0.6"')
    return (
        f'<text x="{x * CELL + cells * CELL / 2}" y="{y * ROW + 15}" {" ".join(looks)}>{escape(shown)}</text>'
    )
