"""Corrections: what a line says, where it holds, and a file that survives its editors."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.model import Position
from reader.errors import ConfigError
from reader.study.correction import Correction, Scope
from reader.study.corrections import Change, Corrections, Fixed, TextCorrections, preview

DIGEST = "1f0c9a2b3d4e5f60"
EVERYWHERE = Scope.everywhere()

pieces = st.lists(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="|"),
        min_size=1,
        max_size=4,
    ),
    min_size=1,
    max_size=4,
)
scopes = st.one_of(
    st.just(EVERYWHERE),
    st.just(Scope.text(DIGEST)),
    st.builds(lambda p, o: Scope.here(DIGEST, Position(p, o)), st.integers(0, 5), st.integers(0, 20)),
)
corrections = st.one_of(
    st.builds(lambda scope, parts: Correction.cut(scope, *parts), scopes, pieces),
    st.builds(lambda scope, tone: Correction.read(scope, "还", f"huan{tone}"), scopes, st.integers(1, 5)),
)


@given(corrections)
def test_a_line_reads_back_as_the_correction_it_was_made_from(correction: Correction) -> None:
    assert Correction.parse(correction.line()) == correction


@given(st.lists(corrections, max_size=6), st.text("还会上关口村三社", max_size=40))
def test_fixed_spans_are_in_order_apart_and_within_the_text(made: list[Correction], text: str) -> None:
    fixed = TextCorrections(DIGEST, made).of(0, text)
    edges = [edge for span in fixed.spans for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) for start, end in fixed.spans)
    assert all(text[start:end] == "还" for start, end, _ in fixed.readings)


@given(st.lists(corrections, unique_by=lambda one: one.key, max_size=5))
def test_the_file_holds_what_was_put_in_and_is_as_before_when_it_is_taken_out(
    tmp_path_factory: pytest.TempPathFactory, made: list[Correction]
) -> None:
    path = tmp_path_factory.mktemp("corrections") / "corrections.txt"
    path.write_text("# mine\nnot a correction\n")
    file = Corrections(path)
    for correction in made:
        file.replace(None, correction)
    assert Corrections(path).all == tuple(made)
    for correction in made:
        file.replace(correction, None)
    assert path.read_text() == "# mine\nnot a correction\n"


@pytest.mark.parametrize(
    ("correction", "line"),
    [
        (Correction.cut(EVERYWHERE, "关口村", "三社"), "everywhere\t关口村三社\tcut\t关口村|三社"),
        (Correction.cut(Scope.text(DIGEST), "会上"), "text:1f0c9a2b3d4e\t会上\tcut\t会上"),
        (
            Correction.read(Scope.here(DIGEST, Position(12, 7)), "还", "huán"),
            "here:1f0c9a2b3d4e:12:7\t还\tread\thuan2",
        ),
        (Correction.read(EVERYWHERE, "绿", "lǜ"), "everywhere\t绿\tread\tlu:4"),
        (Correction.read(EVERYWHERE, "绿", "lü4"), "everywhere\t绿\tread\tlu:4"),
    ],
)
def test_a_correction_is_this_line(correction: Correction, line: str) -> None:
    assert correction.line() == line


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("everywhere 一二 cut 一|二", "1 fields parted by tabs, not 4"),
        ("somewhere\t一二\tcut\t一|二", "scope 'somewhere'"),
        ("text:\t一二\tcut\t一|二", "scope 'text:'"),
        ("here:abc:1\t一二\tcut\t一|二", "scope"),
        ("everywhere\t一二\tcut\t一|三", "something else"),
        ("everywhere\t一二\tcut\t一||二", "empty word"),
        ("everywhere\t\tcut\t", "empty word"),
        ("everywhere\t一二\tjoin\t一二", "cut or read"),
        ("everywhere\t还\tread\t", "no reading"),
        ("everywhere\t还\tread\thuan2 qian2", "2 syllables instead of 1"),
        ("everywhere\t还\tread\thuan9", "write it like"),
    ],
)
def test_a_bad_line_is_told_by_its_number_and_the_rest_is_used(
    tmp_path: Path, line: str, complaint: str
) -> None:
    path = tmp_path / "corrections.txt"
    good = Correction.cut(EVERYWHERE, "关口村", "三社")
    path.write_bytes(f"\ufeff# comment\r\n{line}\r\n\r\n{good.line()}".encode())
    file = Corrections(path)
    (problem,) = file.problems
    assert problem.startswith(f"{path}:2: ")
    assert complaint in problem
    assert file.all == (good,)


def test_a_line_that_is_not_utf8_is_told_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "corrections.txt"
    path.write_bytes(b"everywhere\t\xff\tcut\t\xff\n")
    file = Corrections(path)
    assert file.problems == (f"{path}:1: is not UTF-8",)
    file.replace(None, Correction.cut(EVERYWHERE, "一"))
    assert path.read_bytes().startswith(b"everywhere\t\xff\tcut\t\xff\n")


@pytest.mark.parametrize("surface", ["a\tb", "a\nb", "a\u2028b"])
def test_what_a_line_cannot_hold_is_refused(surface: str) -> None:
    with pytest.raises(ConfigError, match="tabs or line breaks"):
        Correction.cut(EVERYWHERE, surface)
    with pytest.raises(ConfigError, match=r"the mark \|"):
        Correction.cut(EVERYWHERE, "a|b")


def test_a_file_that_is_not_there_holds_nothing_and_is_made_with_a_heading(tmp_path: Path) -> None:
    file = Corrections.open(tmp_path / "config")
    assert not file.for_text(DIGEST)
    assert file.for_text(DIGEST).of(0, "还") == Fixed()
    assert list(tmp_path.iterdir()) == []
    file.replace(None, Correction.cut(EVERYWHERE, "一"))
    lines = file.path.read_text().splitlines()
    assert lines[0].startswith("# ")
    assert lines[1:] == ["everywhere\t一\tcut\t一"]


def test_a_change_made_in_an_editor_is_seen(tmp_path: Path) -> None:
    file = Corrections.open(tmp_path)
    assert file.all == ()
    file.path.write_text("everywhere\t还\tread\thuan2\n")
    assert [one.reading for one in file.all] == ["huan2"]


def test_the_nearer_scope_wins_then_the_longer_words() -> None:
    text = "关口村三社在会上还钱"
    made = [
        Correction.cut(EVERYWHERE, "关口", "村三社"),
        Correction.cut(Scope.text(DIGEST), "关口村", "三社"),
        Correction.cut(EVERYWHERE, "会上"),
        Correction.cut(EVERYWHERE, "在会", "上"),
        Correction.cut(EVERYWHERE, "关口村三", "社在"),
        Correction.read(EVERYWHERE, "还", "hai2"),
        Correction.read(Scope.here(DIGEST, Position(4, 8)), "还", "huan2"),
    ]
    assert TextCorrections(DIGEST, made).of(4, text) == Fixed(
        ((0, 3), (3, 5), (5, 7), (7, 8)), ((8, 9, "huan2"),)
    )
    assert TextCorrections(DIGEST, made).of(5, "还") == Fixed((), ((0, 1, "hai2"),))
    assert TextCorrections("other", made).of(4, "关口村三社") == Fixed(((0, 2), (2, 5)), ())


def test_a_correction_of_one_place_holds_only_where_its_words_still_stand() -> None:
    here = Correction.read(Scope.here(DIGEST, Position(0, 2)), "还", "huan2")
    corrections = TextCorrections(DIGEST, [here])
    assert corrections.of(0, "他还不").readings == ()
    assert corrections.of(0, "不要还").readings == ((2, 3, "huan2"),)


def test_a_preview_shows_each_place_that_would_change() -> None:
    texts = [(DIGEST, 0, "会上说会上"), (DIGEST, 1, "没有"), ("other", 0, "会上")]
    cut = Correction.cut(Scope.text(DIGEST), "会", "上")
    assert preview(cut, texts) == (
        Change(DIGEST, Position(0, 0), "会上", "会上说会上"),
        Change(DIGEST, Position(0, 3), "会上", "会上说会上"),
    )
    assert len(preview(Correction.cut(EVERYWHERE, "会", "上"), texts)) == 3
