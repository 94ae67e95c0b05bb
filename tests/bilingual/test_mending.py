"""Beads set right by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.bilingual import mending
from reader.bilingual.bead import Alignment, Bead, Sentence
from reader.bilingual.keeping import covers
from reader.document.model import Position
from reader.session import Session
from reader.study.translations import KeptTranslation


@st.composite
def alignments(draw: st.DrawFn) -> Alignment:
    sizes = draw(
        st.lists(st.sampled_from([(1, 1), (1, 2), (2, 1), (2, 2), (1, 0), (0, 1)]), min_size=1, max_size=5)
    )
    beads, z, e = [], 0, 0
    for a, b in sizes:
        beads.append(Bead(z, z + a, e, e + b, 0.7))
        z, e = z + a, e + b
    chinese = tuple(Sentence(f"第{n}句。" * (n % 3 + 1), n, 0, 4) for n in range(z))
    return Alignment(chinese, tuple(Sentence(f"Sentence {n}.") for n in range(e)), tuple(beads))


@given(alignments(), st.integers(0, 4), st.sampled_from(["zh", "en"]), st.sampled_from([1, -1]))
def test_whatever_is_mended_the_beads_still_cover_both_texts_and_the_change_is_pinned(
    alignment: Alignment, index: int, side: mending.Side, step: int
) -> None:
    index %= len(alignment.beads)
    for found in (
        mending.merged(alignment.beads, index),
        mending.split(alignment, index),
        mending.shifted(alignment.beads, index, side, step),
        mending.unlinked(alignment.beads, index),
    ):
        if found is not None:
            assert covers(Alignment(alignment.chinese, alignment.english, found))
            assert any(bead.pinned for bead in found)


@given(alignments(), st.integers(0, 4))
def test_a_bead_that_was_split_is_merged_back(alignment: Alignment, index: int) -> None:
    index %= len(alignment.beads)
    apart = mending.split(alignment, index)
    if apart is not None:
        again = mending.merged(apart, index)
        assert again is not None
        assert (again[index].z0, again[index].z1, again[index].e0, again[index].e1) == (
            alignment.beads[index].z0,
            alignment.beads[index].z1,
            alignment.beads[index].e0,
            alignment.beads[index].e1,
        )


def test_what_is_not_mended_is_aligned_again_around_what_is(engine: Session) -> None:
    zh = ("他买了三本书。", "天黑了。", "她在北京工作。")
    en = ("He bought three books.", "It was dark.", "She works in Beijing.")
    wrong = (Bead(0, 1, 0, 0, 0.3), Bead(1, 3, 0, 2, 0.3), Bead(3, 3, 2, 3, 0.3))
    alignment = Alignment(tuple(map(Sentence, zh)), tuple(map(Sentence, en)), wrong)
    mended = (Bead(0, 1, 0, 1, 1.0, True), Bead(1, 3, 1, 2, 0.3), Bead(3, 3, 2, 3, 0.3))
    found = mending.settled(engine.translating.aligner, alignment, mended)
    assert [(bead.z0, bead.e0, bead.shape) for bead in found.beads] == [(n, n, "1-1") for n in range(3)]
    assert found.beads[0].pinned


def test_mends_are_undone_and_done_again_in_order(session: Session) -> None:
    kept = session.translating.translations
    kept.keep(KeptTranslation("d", "s", "/a/b.txt", "B", "{}", "[0]"))
    kept.mend("d", "first", "[0]", "[1]")
    kept.mend("d", "second", "[1]", "[2]")
    undone = [kept.undo("d"), kept.undo("d"), kept.undo("d")]
    assert [mend and mend.before for mend in undone] == ["[1]", "[0]", None]
    again = kept.redo("d")
    assert again is not None
    assert again.after == "[1]"
    kept.mend("d", "third", "[1]", "[3]")
    assert kept.redo("d") is None, "a new mend ends what could be done again"
    found = kept.of("d")
    assert found is not None
    assert found.beads == "[3]"
    assert found.path == "/a/b.txt"


def test_how_often_a_sentence_was_looked_at_is_remembered(session: Session) -> None:
    kept = session.translating.translations
    for position in (Position(3, 5), Position(0), Position(3, 5)):
        kept.reveal("d", position)
    assert kept.revealed("d") == {Position(0): 1, Position(3, 5): 2}
    assert kept.revealed("other") == {}
