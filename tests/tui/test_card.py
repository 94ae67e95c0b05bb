"""Cards stay off their word's line and inside the page, and say everything they were given."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language.reading import Reading
from reader.tui.boxes import Notation
from reader.tui.card_content import CardCharacter, CardContent, CardEntry
from reader.tui.card_text import CardLine, CardSetter, readable
from reader.tui.messages import Spot
from reader.tui.placing import place_card
from reader.width import cells

PIANO = CardContent(
    headword="钢琴[鋼琴]",
    reading=Reading.parse("gang1 qin2"),
    senses=("piano", "(coll.) keyboard instrument of any kind whatever"),
    classifiers=("架|架[jia4]", "臺|台[tai2]"),
    status="new",
    levels=("HSK 2.0: 4", "HSK 3.0 (2021): 5"),
    frequency="top 6,000",
    occurrences=3,
    cut="dictionary",
    read="dictionary",
    source="CC-CEDICT",
    homographs=(CardEntry("钢琴", Reading.parse("Gang1 qin2"), ("a village",)),),
    shorter=(CardEntry("钢", Reading.parse("gang1"), ("steel",)),),
    characters=(CardCharacter("钢", Reading.parse("gang1"), "steel", "钅", 9, "钅 + 冈"),),
    sentences=("妹妹弹钢琴。",),
    history=("saved on 1 May",),
    note="my note",
)
TEXT = st.text(max_size=40)
READINGS = st.sampled_from(["", "gang1 qin2", "lu:4", "Xi1 an1", "wan2 r5"]).map(Reading.parse)
ENTRIES = st.builds(CardEntry, TEXT, READINGS, st.tuples(TEXT) | st.just(()))
CONTENTS = st.builds(
    CardContent,
    headword=TEXT,
    reading=READINGS,
    spoken=READINGS,
    senses=st.lists(TEXT, max_size=8).map(tuple),
    classifiers=st.lists(TEXT, max_size=2).map(tuple),
    kind=st.sampled_from(["", "person"]),
    status=st.sampled_from(["", "new", "known"]),
    levels=st.lists(TEXT, max_size=3).map(tuple),
    frequency=TEXT,
    occurrences=st.integers(0, 9_999),
    cut=TEXT,
    read=TEXT,
    parts=st.lists(ENTRIES, max_size=2).map(tuple),
    homographs=st.lists(ENTRIES, max_size=4).map(tuple),
    characters=st.lists(st.builds(CardCharacter, TEXT, READINGS, TEXT), max_size=2).map(tuple),
    sentences=st.lists(TEXT, max_size=2).map(tuple),
)


def card_of(spot: Spot) -> CardContent | None:
    """A card for every word that has a reading, as long as real ones are."""
    annotation = spot.annotation
    if not annotation.reading:
        return None
    return CardContent(
        headword=annotation.token.text,
        reading=annotation.reading,
        senses=(
            annotation.gloss,
            "a second sense that is long enough to need another row of the card",
            "a third",
        ),
        status="new",
        levels=("HSK 2.0: 4", "HSK 3.0 (2021): 5"),
        frequency="top 6,000",
        occurrences=3,
        cut="dictionary",
        read="dictionary",
        source="CC-CEDICT",
        homographs=(CardEntry(annotation.token.text, annotation.reading, ("another word",)),),
    )


def text(lines: tuple[CardLine, ...]) -> str:
    return unicodedata.normalize("NFC", "\n".join("".join(span.text for span in line) for line in lines))


class TestPlace:
    @given(
        st.integers(0, 120), st.integers(0, 39), st.integers(1, 4), st.integers(8, 60), st.integers(1, 50),
        st.integers(20, 120), st.integers(4, 60),
    )  # fmt: skip
    def test_a_card_is_inside_the_page_and_off_its_line(self, x, top, rows, width, height, page_w, page_h):
        top = min(top, page_h - 1)
        bottom = min(page_h, top + rows)
        place = place_card(x, top, bottom, (width, height), (page_w, page_h))
        if place is None:
            assert max(top, page_h - bottom) < 3 or height < 3
            return
        assert place.x >= 0
        assert place.x + place.width <= page_w
        assert place.y >= 0
        assert place.bottom <= page_h
        assert place.bottom <= top or place.y >= bottom

    def test_it_hangs_below_where_it_fits(self):
        assert place_card(10, 5, 7, (20, 8), (80, 24)) == (8, 7, 20, 8)

    def test_it_stands_above_where_only_that_fits(self):
        assert place_card(10, 18, 20, (20, 8), (80, 24)) == (8, 10, 20, 8)

    def test_it_never_leaves_the_right_edge(self):
        assert place_card(78, 5, 7, (20, 8), (80, 24)).x == 60


class TestText:
    @given(
        CONTENTS, st.integers(8, 80), st.sampled_from(list(Notation)), st.sampled_from([1, 2]), st.booleans()
    )
    def test_every_line_fits(self, content, width, notation, ambiguous, toned):
        setter = CardSetter(width, notation, ambiguous, toned)
        for line in (*setter.brief(content), *setter.full(content)):
            assert sum(cells(span.text, ambiguous) for span in line) <= width

    @given(CONTENTS)
    def test_nothing_in_it_can_act_on_the_terminal(self, content):
        setter = CardSetter(40, Notation.MARKS)
        for line in (*setter.brief(content), *setter.full(content)):
            for span in line:
                assert all(unicodedata.category(char) not in ("Cc", "Cs") for char in span.text)
                assert not any("\u202a" <= char <= "\u202e" for char in span.text)

    def test_the_head_shows_both_scripts_the_reading_and_the_status(self):
        first = text(CardSetter(40, Notation.MARKS).brief(PIANO)).split("\n")[0]
        assert first.startswith("钢琴[鋼琴]  gāngqín")
        assert first.rstrip().endswith("new")

    def test_the_brief_card_says_the_senses_the_levels_and_where_it_comes_from(self):
        shown = text(CardSetter(44, Notation.MARKS).brief(PIANO))
        for part in ("1 piano", "2 (coll.)", "measure word", "架 jià, 台 tái", "HSK 2.0: 4", "top 6,000"):
            assert part in shown
        for part in ("3 times in this text", "cut: dictionary", "read: dictionary", "CC-CEDICT", "a village"):
            assert part in shown

    def test_the_full_card_says_everything(self):
        shown = text(CardSetter(44, Notation.MARKS).full(PIANO))
        for part in ("my note", "steel", "radical 钅 · 9 strokes", "妹妹弹钢琴。", "saved on 1 May"):
            assert part in shown

    def test_one_sense_alone_has_no_number(self):
        shown = text(CardSetter(40, Notation.MARKS).brief(CardContent("风", senses=("wind",))))
        assert shown.split("\n")[1] == "wind"

    def test_many_senses_are_counted_not_lost(self):
        content = CardContent("打", senses=tuple(f"sense {number}" for number in range(9)))
        assert "+4 more" in text(CardSetter(40, Notation.MARKS).brief(content))
        assert "sense 8" in text(CardSetter(40, Notation.MARKS).full(content))

    def test_a_spoken_reading_is_shown_where_it_differs(self):
        content = CardContent("你好", Reading.parse("ni3 hao3"), Reading.parse("ni2 hao3"))
        assert "spoken níhǎo" in text(CardSetter(40, Notation.MARKS).brief(content))

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ("see 東西|东西[dong1 xi5]", "see 东西 dōngxi"),
            ("個|个[ge4]", "个 gè"),
            ("abbr. for 北京[Bei3 jing1]", "abbr. for 北京 Běijīng"),
            ("[not pinyin at all!]", "[not pinyin at all!]"),
            ("also pr. [hang2]", "also pr. háng"),
        ],
    )
    def test_pinyin_in_brackets_is_written_for_people(self, written, shown):
        assert unicodedata.normalize("NFC", readable(written, Notation.MARKS)) == shown
