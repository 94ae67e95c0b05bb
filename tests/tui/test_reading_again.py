"""A text that was read in the wrong encoding is read again in the right one."""

from __future__ import annotations

from pathlib import Path

from reader.session import Session
from tests.tui.driving import reading

TEXT = "他说今天天气很好，我们去公园。"


async def test_a_text_is_opened_again_in_the_encoding_that_is_chosen(
    session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    document = session.load(path, "big5")
    assert document.paragraphs[0].text != TEXT
    async with reading(session, [document]) as reader:
        await reader.press("E")
        assert "read as big5hkscs; read it as" in reader.text()
        await reader.press("k", "enter")
        await reader.until(lambda: reader.screen.document.encoding == "gb18030")
        await reader.annotated()
        assert reader.screen.document.paragraphs[0].text == TEXT
        assert reader.screen.document.digest == document.digest
        await reader.press("q")
    # It is read so from then on.
    place = session.shelf.place(document.digest)
    assert place is not None
    assert session.shelving.open(place).paragraphs[0].text == TEXT
