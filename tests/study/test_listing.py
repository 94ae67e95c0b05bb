"""Which words are listed, in what order, and that what is typed finds them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import NotebookError
from reader.language.reading import Reading
from reader.study.cards import Mode, Rating
from reader.study.filter import Filter
from reader.study.listing import Listing, Order
from reader.study.matching import Wanted, search_text
from reader.study.notebook import Notebook
from reader.study.reviews import Reviews
from reader.study.status import Status
from reader.study.word import Context, Identity

BANK = Identity("銀行", "银行", "yin2 hang2")
GREEN = Identity("綠", "绿", "lu:4")
TEACHER = Identity("老師", "老师", "lao3 shi1")
SYLLABLES = st.sampled_from(
    ["yin2", "hang2", "lu:4", "lao3", "shi1", "xi1", "an1", "xian1", "nu:3", "er2", "ma5"]
)


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    made = Notebook.open(tmp_path, tmp_path)
    made.save(
        BANK, gloss="bank", tags=["money"], context=Context("银行。", 0, 2, document="新闻", digest="ab")
    )
    made.save(GREEN, gloss="green", note="like 草", lists=["colours"], status=Status.WELL_KNOWN)
    made.save(TEACHER, gloss="Teacher", context=Context("老师。", 0, 2, document="课"))
    made.set_status([Identity("草", "草", "cao3")], Status.IGNORED)
    yield made
    made.close()


def listed(notebook: Notebook, which: Filter, *how: object) -> str:
    listing = Listing(notebook)
    return " ".join(
        one.word.simplified
        for one in listing.listed(listing.numbers(which, *how))  # type: ignore[arg-type]
    )


# Laws


def test_of_several_umlauts_some_may_be_typed_without() -> None:
    assert Wanted("yin2 lu:4 xi1 lu").found_in(search_text("字", "字", "yin2 lu:4 xi1 lu:4", "", "", "[]"))


@given(st.lists(SYLLABLES, min_size=1, max_size=4), st.data())
def test_a_reading_is_found_by_any_beginning_of_it_in_numbers_in_marks_and_without_tones(
    syllables: list[str], data: st.DataObject
) -> None:
    text = search_text("字", "字", " ".join(syllables), "", "", "[]")
    reading = Reading.parse(" ".join(syllables))
    shown = data.draw(st.sampled_from([" ".join(syllables), "".join(syllables), reading.marks()]))
    typed = shown[: data.draw(st.integers(1, len(shown)))]
    assert Wanted(typed).found_in(text)
    assert Wanted("".join(char for char in "".join(syllables) if not char.isdigit())).found_in(text)


@pytest.mark.parametrize("typed", ["yin3", "yǐn", "yǐnháng", "yínhǎng", "hang2yin2", "银杏", "nü"])
def test_what_is_read_otherwise_is_not_found(typed: str) -> None:
    assert not Wanted(typed).found_in(search_text("银行", "銀行", "yin2 hang2", "bank", "", "[]"))


# Examples


@pytest.mark.parametrize(
    ("which", "found"),
    [
        (Filter(), "老师 绿 银行"),
        (Filter(kept=None), "草 老师 绿 银行"),
        (Filter(text="銀"), "银行"),
        (Filter(text="yinh"), "银行"),
        (Filter(text="yín háng"), "银行"),
        (Filter(text="lǜ"), "绿"),
        (Filter(text="lv4"), "绿"),
        (Filter(text="lü"), "绿"),
        (Filter(text="TEACH"), "老师"),
        (Filter(text="草"), "绿"),
        (Filter(text="money"), "银行"),
        (Filter(text="zzz"), ""),
        (Filter(level="2025:1"), "老师"),
        (Filter(document="ab"), "银行"),
        (Filter(document="课"), "老师"),
        (Filter(list="colours", status=(Status.WELL_KNOWN,)), "绿"),
    ],
)
def test_words_are_listed_by_what_is_asked(notebook: Notebook, which: Filter, found: str) -> None:
    assert listed(notebook, which) == found
    assert sorted(word.simplified for word in notebook.words(which)) == sorted(found.split())


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (Order.ADDED, "银行 绿 老师"),
        (Order.WORD, "绿 老师 银行"),
        (Order.READING, "老师 绿 银行"),
        (Order.STATUS, "银行 老师 绿"),
        (Order.GLOSS, "银行 绿 老师"),
    ],
)
def test_words_stand_in_the_order_asked_for_and_the_other_way_round(
    notebook: Notebook, order: Order, found: str
) -> None:
    assert listed(notebook, Filter(), order, False) == found
    assert listed(notebook, Filter(), order, True).split() == found.split()[::-1]


def test_words_that_are_due_are_listed_and_come_first_when_sorted_so(notebook: Notebook) -> None:
    now = datetime.now(timezone.utc)
    reviews = Reviews(notebook.database)
    card = next(card for card in reviews.queue(now, [Mode.RECOGNISE]).new if card.identity == TEACHER)
    reviews.answer(card, Rating.EASY, now)
    assert listed(notebook, Filter(due=now)) == ""
    assert listed(notebook, Filter(due=now + timedelta(days=60))) == "老师"
    assert listed(notebook, Filter(), Order.DUE, False).startswith("老师")


def test_an_open_list_follows_what_is_changed_removed_and_brought_back(notebook: Notebook) -> None:
    listing = Listing(notebook)
    assert listing.numbers(Filter(text="bank")) != ()
    notebook.edit(BANK, gloss="money house")
    assert listing.numbers(Filter(text="bank")) == ()
    (number,) = listing.numbers(Filter(text="money house"))
    notebook.remove([BANK])
    assert listing.numbers(Filter(text="money house")) == ()
    assert listing.listed([number]) == ()
    notebook.undo()
    assert listing.numbers(Filter(text="money house")) == (number,)


def test_a_level_that_is_none_is_told(notebook: Notebook) -> None:
    for level in ("5", "hsk:1", "2025:x"):
        with pytest.raises(NotebookError, match=f"{level}: no such level"):
            notebook.words(Filter(level=level))


def test_labels_and_sources_are_counted(notebook: Notebook) -> None:
    listing = Listing(notebook)
    assert (listing.tags(), listing.lists()) == ((("money", 1),), (("colours", 1),))
    assert set(listing.sources()) == {("ab", "新闻", 1), ("课", "课", 1)}


def test_many_words_are_relabelled_in_one_step(notebook: Notebook) -> None:
    listing = Listing(notebook)
    every = listing.identities(listing.numbers(Filter()))
    assert notebook.relabel(every, add_tags=["new"], remove_tags=["money"], add_lists=["colours"]) == 3
    assert {word.tags for word in notebook.words()} == {("new",)}
    assert {word.lists for word in notebook.words()} == {("colours",)}
    assert notebook.relabel(every, add_tags=["new"]) == 0
    step = notebook.undo()
    assert step is not None
    assert step.label == "relabel 3 words"
    assert [word.tags for word in notebook.words()] == [("money",), (), ()]
