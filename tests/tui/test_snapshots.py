"""Pages as they looked when somebody looked at them: every view at three sizes, every theme with its colours.

After a change that is meant, look at the page, then run the tests once with ``UPDATE_SNAPSHOTS=1``.
"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from rich.style import Style
from textual.strip import Strip

from reader.tui.boxes import View
from reader.tui.themes import THEMES
from reader.tui.widgets.page import Page
from tests.tui import samples
from tests.tui.test_page import Reading

KEPT = Path(__file__).with_name("snapshots")
SIZES = [(80, 24), (120, 40), (200, 60)]


def compare(name: str, text: str) -> None:
    path = KEPT / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        KEPT.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def rows(strips: list[Strip]) -> str:
    """Return rows as text, letters composed, blanks at their ends left out."""
    return "".join(unicodedata.normalize("NFC", strip.text).rstrip() + "\n" for strip in strips)


def coloured(strips: list[Strip]) -> str:
    """Return rows with the style of every run of text in braces before it."""
    found = []
    for strip in strips:
        last: Style | None = None
        for segment in strip:
            if segment.style != last:
                found.append(f"{{{segment.style}}}")
                last = segment.style
            found.append(unicodedata.normalize("NFC", segment.text))
        found.append("\n")
    return "".join(found)


async def page_of(view: View, theme: str, size: tuple[int, int], toned: str = "off") -> list[Strip]:
    def prepare(page: Page) -> None:
        page.set_reactive(Page.view, view)
        page.set_reactive(Page.toned, toned)

    async with Reading(samples.document(4), prepare).run_test(size=size) as pilot:
        page = pilot.app.page
        pilot.app.theme = theme
        for _ in range(9):
            page.move_word(1)
        await pilot.pause()
        return page.render_lines(page.size.region)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", list(View), ids=lambda view: view.value)
async def test_each_view_at_each_size(view, size):
    compare(f"{view.value}-{size[0]}x{size[1]}", rows(await page_of(view, "paper", size)))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_each_theme_in_its_colours_at_each_size(theme, size):
    compare(
        f"theme-{theme}-{size[0]}x{size[1]}", coloured(await page_of(View.FADING, theme, size, "readings"))
    )
