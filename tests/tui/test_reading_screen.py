"""Stories of a learner with a text open."""

from __future__ import annotations

from reader.session import Session
from tests.tui.driving import ARTICLE, needs_article, reading

TEN = 10


@needs_article
async def test_a_day_of_reading_is_there_again_the_next_day(session: Session) -> None:
    async with reading(session, [ARTICLE], size=(80, 24)) as reader:
        await reader.go_to("网格员")
        column, row = reader.cell("网格员")
        await reader.press("escape")
        await reader.pilot.hover(type(reader.page), offset=(column, row))
        await reader.pilot.pause()
        assert "wǎnggéyuán" in reader.text()
        await reader.press("s")
        assert reader.words() == ["网格员"]
        while len(reader.words()) < TEN:
            await reader.press("tab")
            await reader.until(lambda: True)
            await reader.press("s")
        kept = reader.words()
        await reader.press("space")
        place, cursor = reader.page.place, reader.page.cursor
        await reader.press("q")
    assert len(kept) == TEN

    async with reading(session, [ARTICLE], size=(80, 24)) as reader:
        assert reader.page.place == place
        assert reader.page.cursor == cursor
        assert reader.words() == kept
