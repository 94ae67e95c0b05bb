"""Laid-out lines fit, join back, and begin and end where Chinese lines may."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.model import Paragraph, ParagraphKind
from reader.tui.boxes import Help, HelpFor, Line, Notation, ParagraphLayout, Shown, Typography, View
from reader.tui.layout import lay_out
from reader.tui.line_breaking import NEVER_FIRST, NEVER_LAST, glued
from reader.width import cells
from tests.tui import samples

PIECES = st.sampled_from(
    [
        *samples.WORDS,
        *"，。！？、：；“”（）《》【】…—·%％①がｱ한ㄅé𠀀𰻝😀",
        *[
            "……",
            "——",
            "公里",
            "kg",
            "hello",
            "don't",
            "Wi-Fi",
            "A",
            "2018",
            "30",
            "3.14",
            "👩\u200d👩\u200d👧",
            "🇨🇳",
            "é",
            "葛󠄀",
        ],
        *(" ", "  ", "\t", "\u3000", "\u0301", "\u200b", "\u00ad", "\x1b[31m", "\u202e"),
        "https://example.org/a/very/long/path/that/no/line/holds",
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=60)
WIDEST = 9
"""Cells a character takes at most, its reading above it."""
KINDS = st.sampled_from(list(ParagraphKind))
TYPOGRAPHIES = st.builds(
    Typography,
    width=st.integers(20, 300),
    view=st.sampled_from(list(View)),
    notation=st.sampled_from(list(Notation)),
    ambiguous=st.sampled_from([1, 2]),
    leading=st.integers(0, 2),
)


def laid_out(
    text: str,
    typography: Typography,
    kind: ParagraphKind = ParagraphKind.BODY,
    *,
    continues: bool = False,
    help_for: HelpFor = samples.help_for,
    shown: Shown = samples.own_characters,
) -> ParagraphLayout:
    paragraph = Paragraph(text, 0, kind, continues, level=1)
    return lay_out(7, paragraph, samples.annotate(text), typography, help_for, shown)


def body(line: Line) -> str:
    """Return the characters of a line as they stand, gaps as blanks."""
    text, x = "", 0
    for box in line.boxes:
        for piece in box.pieces:
            text += " " * (piece.x - x) + piece.text
            x = piece.x + piece.cells
    return text


def readings(line: Line) -> str:
    text, x = "", 0
    for box in line.boxes:
        for each in box.ruby:
            text += " " * (each.x - x) + each.text
            x = each.x + each.cells
    return unicodedata.normalize("NFC", text)


class TestLaws:
    @given(TEXTS, TYPOGRAPHIES, KINDS)
    @settings(max_examples=300, deadline=None)
    def test_every_line_fits_its_width(self, text, typography, kind):
        for line in laid_out(text, typography, kind).lines:
            assert line.width <= typography.width
            assert all(box.x >= 0 for box in line.boxes)

    @given(TEXTS, TYPOGRAPHIES, KINDS)
    @settings(max_examples=300, deadline=None)
    def test_lines_join_back_to_the_paragraph(self, text, typography, kind):
        lines = laid_out(text, typography, kind).lines
        assert lines[0].start == 0
        assert lines[-1].end == len(text)
        boxes = [box for line in lines for box in line.boxes]
        assert [box.start for box in boxes[1:]] == [box.end for box in boxes[:-1]]
        assert all(line.start == line.boxes[0].start for line in lines if line.boxes)

    @given(TEXTS, TYPOGRAPHIES)
    @settings(max_examples=300, deadline=None)
    def test_every_visible_character_is_shown_once_and_in_order(self, text, typography):
        for line in laid_out(text, typography).lines:
            x, last = 0, -1
            for piece in (piece for box in line.boxes for piece in box.pieces):
                assert piece.x >= x, "characters overlap"
                assert piece.start >= last
                assert piece.cells == cells(piece.text, typography.ambiguous)
                x, last = piece.x + piece.cells, piece.start

    @given(TEXTS, TYPOGRAPHIES)
    @settings(max_examples=300, deadline=None)
    def test_readings_and_glosses_never_touch(self, text, typography):
        for line in laid_out(text, typography).lines:
            rubies = [box.ruby for box in line.boxes if box.ruby]
            for before, after in pairwise(rubies):
                assert after[0].x > before[-1].x + before[-1].cells
            glosses = [box for box in line.boxes if box.gloss]
            for one, other in pairwise(glosses):
                assert other.gloss_x >= one.gloss_x + one.gloss_cells + 2

    @given(TEXTS, TYPOGRAPHIES)
    @settings(max_examples=300, deadline=None)
    def test_no_line_begins_or_ends_with_a_forbidden_mark_where_that_can_be_helped(self, text, typography):
        lines = [line for line in laid_out(text, typography).lines if body(line).strip()]
        for before, after in pairwise(lines):
            left, right = body(before).strip()[-1], body(after).strip()[0]
            if right in NEVER_FIRST or left in NEVER_LAST:
                assert _held_together(body(before), body(after)) * WIDEST > typography.width - 8

    @given(st.lists(st.sampled_from([*samples.WORDS, "，", "。", "hello"]), max_size=60), TYPOGRAPHIES)
    @settings(max_examples=200, deadline=None)
    def test_a_word_that_fits_a_line_stands_on_one(self, words, typography):
        seen: dict[int, int] = {}
        roomy = replace(typography, width=max(40, typography.width))
        for number, line in enumerate(laid_out("".join(words), roomy).lines):
            for box in line.boxes:
                assert seen.setdefault(box.token, number) == number

    @given(TEXTS, TYPOGRAPHIES)
    @settings(max_examples=100, deadline=None)
    def test_both_halves_of_a_character_are_its_token(self, text, typography):
        for line in laid_out(text, typography).lines:
            for box in line.boxes:
                for piece in box.pieces:
                    for x in range(piece.x, piece.x + piece.cells):
                        assert line.box_at(x) is box

    @given(TEXTS, TYPOGRAPHIES)
    @settings(max_examples=100, deadline=None)
    def test_rows_follow_each_other(self, text, typography):
        layout = laid_out(text, typography)
        row = layout.lines[0].top
        for line in layout.lines:
            assert line.top == row
            row += line.height
        assert layout.height >= row

    @given(TEXTS, st.integers(0, 60), TYPOGRAPHIES)
    @settings(max_examples=100, deadline=None)
    def test_every_offset_is_on_the_line_that_shows_it(self, text, offset, typography):
        layout = laid_out(text, typography)
        offset = min(offset, max(0, len(text) - 1))
        line = layout.lines[layout.line_of(offset)]
        assert not text or line.start <= offset < line.end


def _held_together(before: str, after: str) -> int:
    """Return how many characters around a line's end the rules hold together."""
    left, right = "".join(before.split()), "".join(after.split())
    count = 2
    for one, other in zip(reversed(left[:-1]), reversed(left), strict=False):
        if not glued(one, other):
            break
        count += 1
    for one, other in pairwise(right):
        if not glued(one, other):
            break
        count += 1
    return count


class TestTypography:
    def test_a_body_paragraph_is_indented_by_two_characters(self):
        assert laid_out("今天早上", Typography(40, View.PLAIN)).lines[0].boxes[0].x == 4

    def test_the_later_piece_of_a_long_paragraph_is_not_indented(self):
        paragraph = Paragraph("今天早上", 0, continues=True)
        layout = lay_out(
            0,
            paragraph,
            samples.annotate("今天早上"),
            Typography(40, View.PLAIN),
            samples.help_for,
            samples.own_characters,
        )
        assert layout.lines[0].boxes[0].x == 0

    def test_white_space_that_begins_a_paragraph_does_not_add_to_the_indent(self):
        line = laid_out("\u3000\u3000今天", Typography(40, View.PLAIN)).lines[0]
        assert body(line) == "    今天"
        assert line.start == 0

    def test_a_heading_stands_in_the_middle(self):
        line = laid_out("今天早上", Typography(40, View.PLAIN), ParagraphKind.HEADING).lines[0]
        assert line.boxes[0].x == 16

    def test_a_long_line_of_verse_hangs(self):
        lines = laid_out("今天早上" * 10, Typography(40, View.PLAIN), ParagraphKind.VERSE).lines
        assert lines[0].boxes[0].x == 4
        assert {line.boxes[0].x for line in lines[1:]} == {6}

    def test_a_reading_stands_centred_above_its_word(self):
        line = laid_out("有叶子", Typography(40, View.PINYIN, indent=0)).lines[0]
        assert readings(line) == "yǒu yèzi"
        assert body(line) == "有  叶子"

    def test_a_reading_overhangs_punctuation(self):
        line = laid_out("，窗，", Typography(40, View.PINYIN, indent=0)).lines[0]
        assert body(line) == "，窗，"
        line = laid_out("，床，", Typography(40, View.PINYIN, indent=0)).lines[0]
        assert (readings(line), body(line)) == ("chuáng", "，床，")

    def test_characters_spread_under_their_own_syllables(self):
        line = laid_out("图书馆去装床", Typography(60, View.PINYIN, indent=0)).lines[0]
        assert readings(line) == "túshūguǎn qù zhuāng chuáng"
        assert body(line) == "图 书 馆  去   装     床"

    def test_what_is_neither_needs_no_gap(self):
        line = laid_out("他们都说，好", Typography(60, View.FADING, indent=0)).lines[0]
        assert body(line) == "他们都说，好"

    def test_numbers_keep_their_units(self):
        for width in range(20, 60):
            lines = laid_out("住在这里30年了，走了200公里，花了￥300。", Typography(width, View.PLAIN)).lines
            for line in lines:
                assert not body(line).strip().startswith(("年", "00", "。", "，"))
                assert not body(line).strip().endswith("￥")

    @pytest.mark.parametrize("mark", ["——", "……"])
    def test_double_marks_stay_in_one_piece(self, mark):
        for count in range(1, 30):
            for line in laid_out("风" * count + mark + "风" * 20, Typography(24, View.PLAIN)).lines:
                assert body(line).count(mark[0]) in (0, 2)

    def test_numbers_and_zhuyin_are_other_ways_to_write_a_reading(self):
        numbers = laid_out("女儿", Typography(40, View.PINYIN, Notation.NUMBERS, indent=0)).lines[0]
        assert readings(numbers) == "nü3er2"
        zhuyin = laid_out("女儿", Typography(40, View.PINYIN, Notation.ZHUYIN, indent=0)).lines[0]
        assert readings(zhuyin) == "ㄋㄩˇ ㄦˊ"

    def test_readings_are_decomposed_so_that_they_are_one_cell_a_letter_everywhere(self):
        box = laid_out("女儿", Typography(40, View.PINYIN)).lines[0].boxes[0]
        text = "".join(each.text for each in box.ruby)
        assert text == unicodedata.normalize("NFD", "nǚ'ér")
        assert box.ruby[0].cells == 2

    def test_the_interlinear_view_sets_glosses_below(self):
        line = laid_out("她说", Typography(40, View.INTERLINEAR, indent=0)).lines[0]
        assert [box.gloss for box in line.boxes] == ["she", "say"]
        assert (line.above, line.below) == (1, 1)

    def test_the_fading_view_shows_what_it_is_told_to(self):
        wanted = {"她": Help.NONE, "说": Help.READING}
        layout = laid_out("她说", Typography(40, View.FADING), help_for=lambda a: wanted[a.token.text])
        assert readings(layout.lines[0]).strip() == "shuō"
        assert layout.lines[0].below == 0

    def test_the_other_script_keeps_every_offset(self):
        traditional = {"图书馆": "圖書館", "书": "書"}
        layout = laid_out(
            "去图书馆",
            Typography(40, View.PLAIN),
            shown=lambda a: traditional.get(a.token.text, a.token.text),
        )
        line = layout.lines[0]
        assert body(line).strip() == "去圖書館"
        assert [piece.start for box in line.boxes for piece in box.pieces] == [0, 1, 2, 3]

    def test_pinyin_takes_about_three_cells_a_character(self):
        text = "".join(samples.STORY)
        lines = laid_out(text, Typography(88, View.PINYIN, indent=0)).lines
        taken = sum(line.width for line in lines)
        assert taken / sum(cells(c) > 1 for c in text) < 3.3
