"""A translation laid into the lines of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.document.model import Paragraph
from reader.tui.boxes import Help, Told, Typography, View
from reader.tui.companion import columns, wrapped
from reader.tui.layout import lay_out
from reader.width import cells
from tests.tui import samples

SENTENCES = st.lists(
    st.sampled_from(["今天早上下雨了。", "他没带伞，只好跑进一家旧书店。", "好！"]), min_size=1, max_size=5
)
ENGLISH = st.text(st.sampled_from("abcdefg ’“…中"), max_size=120)
WIDTHS = st.integers(24, 90)


@given(ENGLISH, st.integers(2, 60))
def test_a_wrapped_translation_fits_and_joins_back(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(SENTENCES, st.lists(ENGLISH, min_size=5, max_size=5), WIDTHS, st.booleans(), st.booleans())
def test_lines_still_cover_the_text_and_no_row_of_a_translation_leaves_its_place(
    sentences: list[str], english: list[str], width: int, apart: bool, beside: bool
) -> None:
    found = columns(width) if beside else None
    left, aside = found or (width, 0)
    text = "".join(sentences)
    told, at = [], 0
    for sentence, words in zip(sentences, english, strict=False):
        told.append(Told(at, at + len(sentence), words, len(words) % 2 == 1))
        at += len(sentence)
    typography = Typography(left, View.PINYIN, apart=apart or bool(aside), aside=aside)
    layout = lay_out(
        0, Paragraph(text, 0), samples.annotate(text), typography, lambda _: Help.GLOSS,
        lambda annotation: annotation.token.text, told,
    )  # fmt: skip
    assert [line.start for line in layout.lines[1:]] == [line.end for line in layout.lines[:-1]]
    assert (layout.lines[0].start, layout.lines[-1].end) == (0, len(text))
    top = 0
    for line in layout.lines:
        assert line.top == top
        top += line.height
        assert line.width <= left
        rows = [note.row for note in line.notes]
        assert len(set(rows)) == len(rows), "no two rows of a translation on one another"
        for note in line.notes:
            assert 0 <= note.row < line.height
            assert note.x + cells(note.text) <= left + (3 + aside if aside else 0)
            assert aside or note.row >= line.height - line.extra
    assert layout.height == top
