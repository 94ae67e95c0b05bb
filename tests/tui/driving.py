"""Driving the whole app: open a text, wait until it is annotated, find words on the page."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.document.model import Document, Position
from reader.session import Session
from reader.tui.app import DushuApp
from reader.tui.screens.reading import ReadingScreen
from reader.tui.widgets.page import Page

ROOT = Path(__file__).resolve().parents[2]
BOOKSHOP = ROOT / "texts" / "bookshop.md"
ARTICLE = ROOT.parent / "shared" / "seed" / "000_fe377c681fa75986.txt"

needs_article = pytest.mark.skipif(
    not ARTICLE.is_file(), reason="the news article that this story is about is not on this machine"
)


class Reader:
    """A running app and the hands of its user."""

    def __init__(self, app: DushuApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def screen(self) -> ReadingScreen:
        found = self.app.screen
        assert isinstance(found, ReadingScreen)
        return found

    @property
    def page(self) -> Page:
        return self.screen.page

    async def until(self, what: Callable[[], object], seconds: float = 60.0) -> None:
        deadline = time.monotonic() + seconds
        while not what():
            assert time.monotonic() < deadline, "it did not happen in time"
            await self.pilot.pause(0.02)
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type into the field that has the focus."""
        await self.pilot.press(*text)
        await self.pilot.pause()

    async def annotated(self) -> None:
        """Wait until the page shows words and readings."""
        await self.until(lambda: self.screen.annotating.ready and not self.screen.foot.said)

    async def go_to(self, word: str) -> None:
        """Put the cursor on the first occurrence of a word."""
        self.page.go_to(self.position(word))
        await self.pilot.pause()
        spot = self.page.spot
        assert spot is not None
        assert spot.annotation.token.text == word

    def position(self, word: str) -> Position:
        for number in range(len(self.page.document.paragraphs)):
            for annotation in self.screen.annotating.made(number):
                if annotation.token.text == word:
                    return Position(number, annotation.token.start)
        raise AssertionError(f"{word} is not a word of this text")

    def cell(self, word: str) -> tuple[int, int]:
        """Return column and row, on the page, of the first character of a word."""
        page = self.page
        for y in range(page.size.height):
            for x in range(page.size.width):
                spot = page.spot_at(x, y)
                if spot is not None and spot.annotation.token.text == word:
                    return x, y
        raise AssertionError(f"{word} is not on the page")

    def text(self) -> str:
        """Return what the screen shows, letters and their marks composed."""
        strips = self.app.screen._compositor.render_strips()
        return unicodedata.normalize("NFC", "\n".join(strip.text.replace("\b", "") for strip in strips))

    def said(self) -> list[str]:
        """Return what was said in toasts, the last one last."""
        return [each.message for each in self.app._notifications]

    def words(self) -> list[str]:
        return [word.simplified for word in self.app.session.notebook.words()]


@asynccontextmanager
async def reading(
    session: Session, documents: Sequence[Document | Path] = (BOOKSHOP,), size: tuple[int, int] = (100, 30)
) -> AsyncIterator[Reader]:
    """Run the app on texts, the first one annotated."""
    loaded = [session.load(each) if isinstance(each, Path) else each for each in documents]
    app = DushuApp(session, loaded)
    async with app.run_test(size=size) as pilot:
        reader = Reader(app, pilot)
        if loaded:
            await reader.until(lambda: isinstance(app.screen, ReadingScreen))
            await reader.annotated()
        else:
            await pilot.pause()
        yield reader
