"""Two notebooks of one learner become one: nothing is lost, in whichever order, and undo takes it back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.document.model import Position
from reader.errors import NotebookError
from reader.study import merging
from reader.study.cards import Mode, Rating
from reader.study.database import Database
from reader.study.filter import Filter
from reader.study.merging import merge
from reader.study.notebook import FILE_NAME, Notebook
from reader.study.reviews import Reviews
from reader.study.schema import MIGRATIONS
from reader.study.shelf import Shelf
from reader.study.status import Status
from reader.study.word import Context, Identity
from tests.study.strategies import contexts, identities, labels, statuses, texts

BANK = Identity("銀行", "银行", "yin2 hang2")
GREEN = Identity("綠", "绿", "lu:4")
MONDAY = datetime(2026, 3, 2, 12, tzinfo=timezone.utc)
PACES = (timedelta(microseconds=1), timedelta(seconds=1), timedelta(hours=9))

acts = st.lists(
    st.one_of(
        st.tuples(st.just("save"), identities, contexts(), texts, labels),
        st.tuples(st.just("mark"), identities, statuses),
        st.tuples(st.just("edit"), identities, texts, texts),
        st.tuples(st.just("answer"), identities, st.sampled_from(list(Rating))),
        st.tuples(st.just("open"), st.sampled_from("ab"), st.integers(0, 9)),
    ),
    max_size=6,
)


class Machine:
    """A notebook with a clock of its own, which others may share."""

    def __init__(self, directory: Path, clock: list[datetime]) -> None:
        self.path = directory / FILE_NAME
        self.clock = clock
        self.notebook = Notebook(Database(self.path, now=self.now), now=self.now)
        self.reviews = Reviews(self.notebook.database, now=self.now)
        self.shelf = Shelf(self.notebook.database, now=self.now)

    def now(self) -> datetime:
        return self.clock[0]

    def do(self, did: list[tuple[object, ...]], *, every: timedelta) -> None:
        for what, *how in did:
            self.clock[0] += every
            getattr(self, f"_{what}")(*how)

    def _save(self, identity: Identity, context: Context, gloss: str, tags: list[str]) -> None:
        self.notebook.save(identity, context=context, gloss=gloss, tags=tags)

    def _mark(self, identity: Identity, status: Status) -> None:
        self.notebook.set_status([identity], status)

    def _edit(self, identity: Identity, gloss: str, note: str) -> None:
        if self.notebook.word(identity) is not None:
            self.notebook.edit(identity, gloss=gloss, note=note)

    def _answer(self, identity: Identity, rating: Rating) -> None:
        self.notebook.save(identity)
        self.notebook.set_status([identity], Status.LEARNING_2)
        asked = self.reviews.queue(self.clock[0], [Mode.RECOGNISE])
        for card in (*asked.learning, *asked.due, *asked.new)[:1]:
            self.reviews.answer(card, rating, self.clock[0])

    def _open(self, digest: str, paragraph: int) -> None:
        self.shelf.keep(digest, title=digest, path=f"/{digest}", position=Position(paragraph))
        self.shelf.mark(digest, Position(paragraph), "here")

    def close(self) -> None:
        self.notebook.close()


def content(machine: Machine) -> tuple[object, ...]:
    """Return all that merging is about, in an order that does not depend on when it came."""
    words = sorted(
        (
            *(word.identity, word.gloss, word.note, word.status, word.kept, word.added),
            sorted(word.tags),
            sorted(word.lists),
            sorted(map(repr, word.contexts)),
        )
        for word in machine.notebook.words(Filter(kept=None))
    )
    places = sorted(map(repr, machine.shelf.recent()))
    cards = sorted(map(repr, machine.reviews.all_cards()))
    return words, cards, machine.reviews.log(), places


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[tuple[Machine, Machine]]:
    clock = [MONDAY]
    both = Machine(tmp_path / "one", clock), Machine(tmp_path / "other", clock)
    yield both
    for machine in both:
        machine.close()


# Laws


@given(acts, acts, st.sampled_from(PACES), st.sampled_from(PACES))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_order_does_not_matter_twice_is_once_and_undo_takes_it_back(
    ours: list[tuple[object, ...]], theirs: list[tuple[object, ...]], slow: timedelta, fast: timedelta
) -> None:
    with tempfile.TemporaryDirectory() as name:
        one = Machine(Path(name) / "one", [MONDAY])
        other = Machine(Path(name) / "other", [MONDAY])
        one.do(ours, every=slow)
        other.do(theirs, every=fast)
        for machine in (one, other):
            machine.notebook.save(BANK)  # there is a file
        before = content(one)
        rehearsed = merge(one.notebook, other.path, dry_run=True)
        assert content(one) == before
        assert merge(one.notebook, other.path) == rehearsed
        merged = content(one)
        assert not merge(one.notebook, other.path)
        if rehearsed:
            one.notebook.undo()
            assert content(one) == before
            one.notebook.redo()
        assert content(one) == merged
        if rehearsed:
            one.notebook.undo()
        merge(other.notebook, one.path)
        assert content(other) == merged
        assert one.notebook.database.check() == other.notebook.database.check() == ()
        one.close()
        other.close()


# Examples


def test_of_each_part_of_a_word_the_one_set_last_stays(machines: tuple[Machine, Machine]) -> None:
    one, other = machines
    one.notebook.save(BANK, gloss="bank", note="early", tags=["a"], context=Context("一。"))
    one.clock[0] += timedelta(days=1)
    other.notebook.save(BANK, gloss="bench", tags=["b"], context=Context("二。"))
    one.clock[0] += timedelta(days=1)
    one.notebook.edit(BANK, gloss="money house")
    one.clock[0] += timedelta(days=1)
    other.notebook.set_status([BANK], Status.WELL_KNOWN)
    merged = merge(one.notebook, other.path)
    word = one.notebook.word(BANK)
    assert word is not None
    assert (word.gloss, word.note, word.status) == ("money house", "early", Status.WELL_KNOWN)
    assert (word.tags, word.added) == (("a", "b"), MONDAY)
    assert [context.sentence for context in word.contexts] == ["一。", "二。"]
    assert str(merged) == "1 new sentence, 1 changed word"


def test_a_word_emptied_on_purpose_stays_empty_and_one_never_filled_is_filled(
    machines: tuple[Machine, Machine],
) -> None:
    one, other = machines
    one.notebook.save(BANK, gloss="bank")
    other.notebook.save(GREEN, gloss="green")
    one.clock[0] += timedelta(days=1)
    other.notebook.set_status([BANK], Status.LEARNING_3)
    one.notebook.save(GREEN, gloss="lush")
    one.clock[0] += timedelta(days=1)
    one.notebook.edit(GREEN, gloss="")
    merge(one.notebook, other.path)
    found = {word.simplified: (word.gloss, word.status.word) for word in one.notebook.words()}
    assert found == {"银行": ("bank", "3"), "绿": ("", "1")}


def test_both_logs_of_answers_are_kept_and_the_card_answered_last(machines: tuple[Machine, Machine]) -> None:
    one, other = machines
    for machine, rating in ((one, Rating.GOOD), (other, Rating.AGAIN)):
        one.clock[0] += timedelta(hours=1)
        machine.notebook.save(BANK)
        (card,) = machine.reviews.queue(one.clock[0], [Mode.RECOGNISE]).new
        machine.reviews.answer(card, rating, one.clock[0])
    last = other.reviews.all_cards()
    merge(one.notebook, other.path)
    assert [review.rating for review in one.reviews.log()] == [Rating.GOOD, Rating.AGAIN]
    assert one.reviews.all_cards() == last


def test_a_merge_is_preceded_by_a_backup_and_touches_nothing_of_the_other(
    machines: tuple[Machine, Machine],
) -> None:
    one, other = machines
    one.notebook.save(BANK)
    other.notebook.save(GREEN)
    other.close()
    before = {path.name: path.read_bytes() for path in other.path.parent.iterdir()}
    merge(one.notebook, other.path)
    assert {path.name: path.read_bytes() for path in other.path.parent.iterdir()} == before
    assert [copy.name.split("-", 2)[2] for copy in (one.path.parent / "backups").iterdir()] == [
        "before-merge.db"
    ]


def test_a_notebook_of_the_first_version_is_taken_in_as_it_is(tmp_path: Path) -> None:
    old = Database(tmp_path / "old.db", migrations=MIGRATIONS[:1])
    with old.writing() as connection:
        connection.execute(
            "INSERT INTO word (traditional, simplified, reading, gloss, added) "
            "VALUES ('銀行', '银行', 'yin2 hang2', 'bank', '2025-01-01T00:00:00+00:00')"
        )
    old.close()
    notebook = Notebook.open(tmp_path / "new", tmp_path / "new")
    assert str(merge(notebook, tmp_path / "old.db")) == "1 new word"
    assert [word.gloss for word in notebook.words()] == ["bank"]
    assert not any((tmp_path / "old.db").with_name(f"old.db{end}").exists() for end in ("-wal", "-shm"))
    notebook.close()


def test_a_rehearsal_makes_no_notebook(machines: tuple[Machine, Machine]) -> None:
    one, other = machines
    other.notebook.save(GREEN)
    assert str(merge(one.notebook, other.path, dry_run=True)) == "1 new word"
    assert not one.path.parent.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no such notebook"),
        (b"", "not a notebook"),
        (b"SQLite format 3\0" + b"x" * 4096, "cannot be read"),
    ],
)
def test_what_is_no_notebook_is_refused_by_name(
    machines: tuple[Machine, Machine], tmp_path: Path, content: bytes | None, said: str
) -> None:
    wrong = tmp_path / "wrong.db"
    if content is not None:
        wrong.write_bytes(content)
    machines[0].notebook.save(BANK)
    with pytest.raises(NotebookError, match=said) as refused:
        merge(machines[0].notebook, wrong)
    assert str(wrong) in str(refused.value)
    assert [step.label for step in machines[0].notebook.steps()] == ["save 银行[銀行]"]


def test_a_notebook_is_not_merged_with_itself(machines: tuple[Machine, Machine]) -> None:
    machines[0].notebook.save(BANK)
    with pytest.raises(NotebookError, match="this notebook itself"):
        merge(machines[0].notebook, machines[0].path)


def test_a_notebook_is_known_by_its_first_bytes(machines: tuple[Machine, Machine], tmp_path: Path) -> None:
    machines[0].notebook.save(BANK)
    assert merging.is_notebook(machines[0].path)
    assert not merging.is_notebook(tmp_path / "nowhere")
    assert not merging.is_notebook(tmp_path)
