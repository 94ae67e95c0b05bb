"""In a terminal with wide ambiguous characters, Textual's widgets and the terminal count the same cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.color import Color
from textual.widgets import Static

from reader.tui.app import DushuApp
from reader.tui.plain_marks import PlainMarks, plain
from reader.tui.widgets.painting import widened
from reader.width import cells, display

texts = st.text(st.sampled_from("读书 a“”…—·─│╭█é←äα①²，āǎ\u0301")).map(display)


@given(texts)
def test_nothing_ambiguous_is_left_and_the_width_stays(text):
    assert cells(plain(text), 2) == cells(plain(text), 1) == cells(text, 1)


@given(texts)
def test_what_is_widened_already_stays(text):
    segments = PlainMarks().apply([Segment(widened(text))], Color(0, 0, 0))
    assert segments == [Segment(widened(text))]


@pytest.mark.parametrize(
    ("text", "shown"), [("“读”…", '"读".'), ("╭─╮│", "+-+|"), ("100 %", "100 %"), ("\u00e9", "e\u0301")]
)
def test_a_mark_looks_like_what_it_stands_for(text, shown):
    assert plain(text) == shown


@pytest.mark.parametrize(("ambiguous", "shown"), [(1, "“读书”"), (2, '"读书"')])
async def test_widgets_are_drawn_with_such_marks_only_where_they_must_be(session, ambiguous, shown):
    app = DushuApp(session, ambiguous=ambiguous)
    async with app.run_test() as pilot:
        static = Static("“读书”", markup=False)
        await app.screen.mount(static)
        await pilot.pause()
        assert static.render_line(0).text.startswith("“读书”")
        drawn = static.render_lines(static.size.region)[0].text
        assert drawn.startswith(shown)
