"""Laws of correcting: every way offered is another way, of the same text, and taking it is what one gets."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.model import Position
from reader.study.correction import Correction, Reach
from reader.study.corrections import Fixed
from reader.tui.correcting import MOST_WAYS, SCOPES, Way, places_changed, scope_of, ways_to_cut, ways_to_read
from tests.tui import samples

texts = st.lists(
    st.sampled_from([*samples.WORDS, "，", "。", "Wi-Fi", "30", "乐", "行长", " "]), min_size=1, max_size=12
).map("".join)


def pieces_of(text: str, start: int, end: int) -> list[tuple[str, ...]]:
    """Cut a stretch in two at every place: more ways than any dictionary has."""
    return [(text[start:cut], text[cut:end]) for cut in range(start + 1, end)]


@st.composite
def places(draw: st.DrawFn) -> tuple[str, int]:
    text = draw(texts)
    return text, draw(st.integers(0, len(samples.annotate(text)) - 1))


@given(places())
def test_every_way_to_cut_is_of_the_text_and_is_not_the_present_one(place):
    text, index = place
    annotations = samples.annotate(text)
    present = [(each.token.start, each.token.end) for each in annotations]
    ways = ways_to_cut(text, annotations, index, pieces_of)
    assert len(set(ways)) == len(ways) <= MOST_WAYS
    for way in ways:
        assert text[way.start : way.end] == way.surface
        assert all(way.pieces)
        ends = [way.start]
        for piece in way.pieces:
            ends.append(ends[-1] + len(piece))
        assert not set(itertools.pairwise(ends)) <= set(present)


@given(places(), st.data())
def test_a_phrase_dragged_over_is_offered_whole_first(place, data):
    text, index = place
    annotations = samples.annotate(text)
    last = data.draw(st.integers(index, len(annotations) - 1))
    span = annotations[index].token.start, annotations[last].token.end
    first = next(iter(ways_to_cut(text, annotations, index, pieces_of, span)), None)
    if last > index:
        assert first == Way(span[0], (text[slice(*span)],))


@given(places(), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 4)), max_size=4))
def test_what_is_settled_elsewhere_stays_and_nothing_overlaps(place, settled):
    text, index = place
    spans: list[tuple[int, int]] = []
    for start, size in sorted(settled):
        if start + size <= len(text) and (not spans or spans[-1][1] <= start):
            spans.append((start, start + size))
    for way in ways_to_cut(text, samples.annotate(text), index, pieces_of):
        taken, _ = way.with_fixed(Fixed(tuple(spans)))
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(taken))
        assert {span for span in spans if span[1] <= way.start or span[0] >= way.end} <= set(taken)
        assert "".join(text[start:end] for start, end in taken if way.start <= start < way.end) == way.surface


@settings(max_examples=40)
@given(place=places())
def test_taking_a_way_is_what_the_page_then_shows(engine, place):
    text, index = place
    annotations = engine.annotator.annotate(text)
    index = min(index, len(annotations) - 1)
    for way in ways_to_cut(text, annotations, index, pieces_of)[:3]:
        cut = engine.annotator.annotate(text, *way.with_fixed(Fixed()))
        shown = [each.token.text for each in cut if way.start <= each.token.start < way.end]
        assert shown == list(way.pieces)
    candidates = [str(entry.reading) for entry in annotations[index].entries]
    for way in ways_to_read(annotations[index], candidates, lambda char: ("xing2", "hang2"))[:3]:
        read = engine.annotator.annotate(text, *way.with_fixed(Fixed(((way.start, way.end),))))
        assert [str(each.reading) for each in read if each.token.start == way.start] == [way.reading]


@given(places(), st.lists(st.sampled_from(["le4", "yue4", "hang2", "xing2 zhang3"]), max_size=4))
def test_every_way_to_read_is_another_reading_of_the_same_word(place, candidates):
    text, index = place
    annotation = samples.annotate(text)[index]
    ways = ways_to_read(annotation, candidates, lambda char: ("yi1", "er4"))
    assert len({way.reading for way in ways}) == len(ways) <= MOST_WAYS
    for way in ways:
        assert way.surface == annotation.token.text
        assert way.reading != str(annotation.reading)


@given(texts, st.integers(0, 3))
def test_here_is_one_place_and_everywhere_is_every_one(text, repeat):
    document = samples.of_paragraphs([(text, samples.ParagraphKind.BODY)] * (repeat + 1))
    word = samples.annotate(text)[0].token.text
    counts = []
    for name in SCOPES:
        scope = scope_of(name, document, 0, 0)
        correction = Correction.cut(scope, word)
        counts.append(places_changed(correction, document))
        assert (scope.reach is Reach.HERE) == (name == "here")
        assert scope.position in (None, Position(0, 0))
    here, in_text, everywhere = counts
    assert here == 1
    assert in_text == everywhere == text.count(word) * (repeat + 1)
