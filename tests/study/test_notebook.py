"""The learner's words: kept once, edited, found, and every change taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from reader.document.model import Position
from reader.errors import NotebookError
from reader.study.bringing import bring_in
from reader.study.correction import Correction, Scope
from reader.study.filter import Filter
from reader.study.merging import merge
from reader.study.notebook import Notebook
from reader.study.status import Status
from reader.study.word import Context, Identity, Word
from tests.study.strategies import contexts, identities, labels, statuses, texts

BANK = Identity("銀行", "银行", "yin2 hang2")
GO = Identity("行", "行", "xing2")
ROW = Identity("行", "行", "hang2")
SENTENCE = Context(
    "他在银行。", 2, 4, "Tā zài yínháng.", "新闻", "abc", Position(3, 2), "一", "He is at the bank."
)


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    opened = Notebook.open(tmp_path / "data", tmp_path / "config")
    yield opened
    opened.close()


def reopened(notebook: Notebook) -> Notebook:
    notebook.close()
    return Notebook.open(notebook.database.path.parent, notebook.corrections.path.parent)


def everything(notebook: Notebook) -> tuple[object, ...]:
    words = sorted(notebook.words(Filter(kept=None)), key=lambda word: word.identity)
    return tuple(words), tuple(sorted(correction.line() for correction in notebook.corrections.all))


# Laws


class TakingBack(RuleBasedStateMachine):
    """Whatever is done: undo brings the state before it, redo the state after it, in any later session."""

    directory: Path

    @initialize(data=st.data())
    def start(self, data: st.DataObject) -> None:
        import tempfile

        self.room = tempfile.TemporaryDirectory()
        self.notebook = Notebook.open(Path(self.room.name) / "data", Path(self.room.name) / "config")
        self.past: list[tuple[object, ...]] = []
        self.future: list[tuple[object, ...]] = []
        self.now = everything(self.notebook)

    def did(self) -> None:
        state = everything(self.notebook)
        if state != self.now:
            self.past.append(self.now)
            self.future.clear()
            self.now = state

    @rule(identity=identities, context=st.none() | contexts(), gloss=texts, tags=labels)
    def save(self, identity: Identity, context: Context | None, gloss: str, tags: list[str]) -> None:
        self.notebook.save(identity, context=context, gloss=gloss, tags=tags)
        self.did()

    @rule(some=st.lists(identities, max_size=4), status=statuses)
    def mark(self, some: list[Identity], status: Status) -> None:
        self.notebook.set_status(some, status)
        self.did()

    @rule(data=st.data(), gloss=st.none() | texts, note=texts, lists=labels, becomes=st.none() | identities)
    def edit(
        self, data: st.DataObject, gloss: str | None, note: str, lists: list[str], becomes: Identity | None
    ) -> None:
        if words := self.notebook.words(Filter(kept=None)):
            word = data.draw(st.sampled_from(words))
            self.notebook.edit(word.identity, gloss=gloss, note=note, lists=lists, becomes=becomes)
            self.did()

    @rule(some=st.lists(identities, max_size=4))
    def remove(self, some: list[Identity]) -> None:
        self.notebook.remove(some)
        self.did()

    @rule(some=st.lists(identities, max_size=4), tags=labels, gone=labels)
    def relabel(self, some: list[Identity], tags: list[str], gone: list[str]) -> None:
        self.notebook.relabel(some, add_tags=tags, remove_lists=gone)
        self.did()

    @rule(some=st.lists(st.tuples(identities, texts, statuses), max_size=3), overwrite=st.booleans())
    def bring(self, some: list[tuple[Identity, str, Status]], overwrite: bool) -> None:
        at = datetime(2026, 1, 1, tzinfo=timezone.utc)
        words = [Word(identity, gloss, "", ("in",), (), status, at) for identity, gloss, status in some]
        bring_in(self.notebook, words, "import", overwrite)
        self.did()

    @rule(identity=identities, gloss=texts, context=contexts())
    def merge_another(self, identity: Identity, gloss: str, context: Context) -> None:
        home = Path(self.room.name) / "other"
        other = Notebook.open(home, home)
        other.save(identity, gloss=gloss, context=context)
        other.close()
        merge(self.notebook, other.database.path)
        self.did()

    @rule(pieces=st.sampled_from([("会", "上"), ("会上",), ("上",)]), digest=st.sampled_from(["", "ab"]))
    def correct(self, pieces: tuple[str, ...], digest: str) -> None:
        self.notebook.correct(Correction.cut(Scope(digest), *pieces))
        self.did()

    @rule()
    def undo(self) -> None:
        step = self.notebook.undo()
        assert (step is None) == (not self.past)
        if self.past:
            self.future.append(self.now)
            self.now = self.past.pop()

    @rule()
    def redo(self) -> None:
        step = self.notebook.redo()
        assert (step is None) == (not self.future)
        if self.future:
            self.past.append(self.now)
            self.now = self.future.pop()

    @rule()
    def reopen(self) -> None:
        self.notebook = reopened(self.notebook)

    @invariant()
    def the_state_is_as_it_should_be(self) -> None:
        if hasattr(self, "notebook"):
            assert everything(self.notebook) == self.now

    @invariant()
    def the_statuses_painted_are_those_kept(self) -> None:
        if hasattr(self, "notebook"):
            afresh = Notebook(self.notebook.database, self.notebook.corrections).statuses()
            painted = self.notebook.statuses()
            assert dict(painted) == dict(afresh)
            for word in self.notebook.words(Filter(kept=None)):
                assert painted.of(word.identity) is afresh.of(word.identity)

    def teardown(self) -> None:
        if hasattr(self, "notebook"):
            assert self.notebook.database.check() == ()
            self.notebook.close()
            self.room.cleanup()


TestTakingBack = TakingBack.TestCase
TestTakingBack.settings = settings(
    max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@given(identities, texts, texts, labels, labels, st.lists(contexts(), max_size=3))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_kept_comes_back_as_it_was_in_another_session(
    tmp_path_factory: pytest.TempPathFactory,
    identity: Identity,
    gloss: str,
    note: str,
    tags: list[str],
    lists: list[str],
    met: list[Context],
) -> None:
    home = tmp_path_factory.mktemp("home")
    notebook = Notebook.open(home, home)
    for context in [None, *met]:
        notebook.save(identity, gloss=gloss, note=note, tags=tags, lists=lists, context=context)
    notebook = reopened(notebook)
    (word,) = notebook.words()
    notebook.close()
    unlike = {(one.sentence, one.start, one.digest): one for one in reversed(met)}
    assert word.identity == identity
    assert (word.gloss, word.note, word.tags, word.lists) == (gloss, note, tuple(tags), tuple(lists))
    assert sorted(word.contexts, key=repr) == sorted(unlike.values(), key=repr)


# Keeping


def test_nothing_is_made_on_disk_before_something_is_kept(notebook: Notebook, tmp_path: Path) -> None:
    assert notebook.words() == ()
    assert notebook.status(BANK) is Status.NEW
    assert list(tmp_path.iterdir()) == []


def test_a_new_word_is_being_learned_and_has_its_sentence(notebook: Notebook) -> None:
    saved = notebook.save(BANK, gloss="bank", context=SENTENCE)
    assert (saved.new, saved.new_context) == (True, True)
    assert saved.word == notebook.word(BANK)
    assert saved.word.status is Status.LEARNING_1
    assert saved.word.contexts == (SENTENCE,)
    assert saved.word.contexts[0].parts == ("他在", "银行", "。")
    assert saved.word.added.utcoffset() == datetime.now(timezone.utc).utcoffset()


def test_the_same_word_again_changes_nothing_and_makes_no_step(notebook: Notebook) -> None:
    first = notebook.save(BANK, gloss="bank", context=SENTENCE)
    token, steps = notebook.token(), notebook.steps()
    again = notebook.save(BANK, gloss="something else", context=SENTENCE)
    assert (again.new, again.new_context) == (False, False)
    assert again.word == first.word
    assert notebook.steps() == steps
    assert not notebook.changes_since(token)


def test_the_same_word_in_another_sentence_gains_only_that(notebook: Notebook) -> None:
    first = notebook.save(BANK, gloss="bank", context=SENTENCE, tags=["a"]).word
    other = Context("银行关门了。", 0, 2)
    again = notebook.save(BANK, gloss="x", context=other, tags=["b"]).word
    assert again.contexts == (SENTENCE, other)
    assert again.tags == ("a", "b")
    assert (again.gloss, again.added, again.status) == (first.gloss, first.added, first.status)


def test_homographs_are_two_words(notebook: Notebook) -> None:
    notebook.save(GO, gloss="to go")
    notebook.save(ROW, gloss="row")
    notebook.set_status([GO], Status.WELL_KNOWN)
    assert [word.gloss for word in notebook.words()] == ["to go", "row"]
    assert notebook.status(ROW) is Status.LEARNING_1


def test_a_word_needs_a_character(notebook: Notebook) -> None:
    with pytest.raises(NotebookError, match="at least one character"):
        notebook.save(Identity(" ", "", ""))


def test_nul_is_stored_as_its_sign(notebook: Notebook) -> None:
    assert notebook.save(Identity("a\0b", "a\0b", ""), tags=["\0"]).word.tags == ("␀",)
    assert notebook.words(Filter(text="\0b"))[0].simplified == "a␀b"


def test_lone_surrogates_are_never_stored(notebook: Notebook) -> None:
    saved = notebook.save(
        Identity("a\ud800", "a\ud800", ""), gloss="\udcff", context=Context("\ud800。", 0, 1)
    )
    assert "\ud800" not in repr(saved.word)
    assert notebook.word(Identity("a\ud800", "a\ud800", "")) == saved.word


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE word; --", "%s {0} {{x}}", "\x1b[31m", "𠀀\U000e0100", "=1+1"]
)
def test_a_word_is_data_whatever_it_says(notebook: Notebook, text: str) -> None:
    saved = notebook.save(Identity(text, text, text), gloss=text, note=text, tags=[text])
    assert (saved.word.simplified, saved.word.gloss) == (text, text)
    assert notebook.words(Filter(text=text, tag=saved.word.tags[0])) == (saved.word,)


# Statuses


def test_both_scripts_share_one_status(notebook: Notebook) -> None:
    notebook.set_status([BANK], Status.LEARNING_3)
    statuses = notebook.statuses()
    assert statuses["银行"] is statuses["銀行"] is statuses.of(BANK) is Status.LEARNING_3
    assert statuses.of(Identity("银行", "银行", "Yin2 hang2")) is Status.LEARNING_3


def test_a_word_that_was_only_marked_is_painted_and_not_listed(notebook: Notebook) -> None:
    assert notebook.set_status([BANK, GO], Status.WELL_KNOWN) == 2
    assert notebook.words() == ()
    assert {word.identity for word in notebook.words(Filter(kept=None))} == {BANK, GO}
    assert notebook.save(BANK).new
    assert [word.identity for word in notebook.words()] == [BANK]
    assert notebook.status(BANK) is Status.WELL_KNOWN


def test_marking_a_page_known_is_one_step(notebook: Notebook) -> None:
    page = [Identity(char, char, "x1") for char in "春眠不觉晓处闻啼鸟"]
    notebook.set_status(page, Status.WELL_KNOWN)
    step = notebook.undo()
    assert step is not None
    assert "9 words" in step.label
    assert len(notebook.statuses()) == 0


def test_by_form_alone_the_least_known_homograph_counts(notebook: Notebook) -> None:
    notebook.set_status([GO], Status.WELL_KNOWN)
    notebook.set_status([ROW], Status.LEARNING_2)
    assert notebook.statuses()["行"] is Status.LEARNING_2


def test_marking_a_stranger_new_leaves_no_trace(notebook: Notebook) -> None:
    assert notebook.set_status([BANK], Status.NEW) == 0
    assert notebook.words(Filter(kept=None)) == ()


# Editing and finding


def test_a_corrected_reading_takes_all_that_was_kept_along(notebook: Notebook) -> None:
    notebook.save(GO, gloss="row", context=SENTENCE)
    edited = notebook.edit(GO, becomes=ROW)
    assert edited.identity == ROW
    assert edited.contexts == (SENTENCE,)
    assert notebook.word(GO) is None


def test_a_word_that_becomes_another_kept_one_is_merged_into_it(notebook: Notebook) -> None:
    notebook.save(GO, gloss="wrong", context=SENTENCE, tags=["a"])
    notebook.save(ROW, gloss="row", tags=["b"])
    merged = notebook.edit(GO, becomes=ROW)
    assert (merged.gloss, merged.tags, merged.contexts) == ("row", ("b", "a"), (SENTENCE,))
    assert [word.identity for word in notebook.words()] == [ROW]
    notebook.undo()
    assert [word.gloss for word in notebook.words()] == ["wrong", "row"]


def test_editing_a_stranger_is_refused(notebook: Notebook) -> None:
    with pytest.raises(NotebookError, match=r"银行\[銀行\] \(yin2 hang2\): is not in the notebook"):
        notebook.edit(BANK, gloss="x")
    assert notebook.steps() == ()


def test_one_sentence_can_be_taken_away(notebook: Notebook) -> None:
    notebook.save(BANK, context=SENTENCE)
    notebook.save(BANK, context=Context("银行。", 0, 2))
    assert notebook.remove_context(BANK, SENTENCE).contexts == (Context("银行。", 0, 2),)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), "银行 行 行"),
        (Filter(status=(Status.LEARNING_1, Status.LEARNING_2)), "银行"),
        (Filter(tag="money"), "银行"),
        (Filter(list="HSK"), "行"),
        (Filter(document="新闻"), "银行"),
        (Filter(document="abc"), "银行"),
        (Filter(text="銀"), "银行"),
        (Filter(text="yin2hang2"), "银行"),
        (Filter(text="hang2"), "银行 行"),
        (Filter(text="BANK"), "银行"),
        (Filter(text="to g"), "行"),
        (Filter(text="100%"), ""),
        (Filter(text="_"), ""),
    ],
)
def test_words_are_found_by_what_is_asked(notebook: Notebook, wanted: Filter, found: str) -> None:
    notebook.save(BANK, gloss="bank", context=SENTENCE, tags=["money"])
    notebook.save(GO, gloss="to go", status=Status.WELL_KNOWN, lists=["HSK"])
    notebook.save(ROW, gloss="row", status=Status.LEARNING_5)
    assert " ".join(word.simplified for word in notebook.words(wanted)) == found


def test_words_written_so_are_found_in_either_script(notebook: Notebook) -> None:
    word = notebook.save(BANK).word
    assert notebook.written("銀行") == notebook.written("银行") == (word,)
    assert notebook.written("行") == ()


# Noticing


def test_another_window_sees_a_change_and_its_undo(notebook: Notebook, tmp_path: Path) -> None:
    other = Notebook.open(tmp_path / "data", tmp_path / "config")
    assert other.statuses().of(BANK) is Status.NEW
    token = other.token()
    notebook.save(BANK)
    assert other.changes_since(token)
    assert other.statuses().of(BANK) is Status.LEARNING_1
    token = notebook.token()
    undone = other.undo()
    assert undone is not None
    assert undone.label == "save 银行[銀行]"
    assert notebook.changes_since(token)
    assert notebook.words() == ()
    other.close()


def test_a_correction_and_a_word_are_taken_back_in_the_order_they_were_made(notebook: Notebook) -> None:
    cut = Correction.cut(Scope.everywhere(), "关口村", "三社")
    notebook.save(BANK)
    notebook.correct(cut)
    notebook = reopened(notebook)
    notebook.undo()
    assert notebook.corrections.all == ()
    assert [word.identity for word in notebook.words()] == [BANK]
    notebook.redo()
    assert notebook.corrections.all == (cut,)
    notebook.uncorrect(cut)
    assert notebook.corrections.all == ()
    notebook.undo()
    assert notebook.corrections.all == (cut,)


def test_steps_are_done_again_in_the_order_they_were_done_first(notebook: Notebook) -> None:
    for word in "春眠不觉晓":
        notebook.save(Identity(word, word, ""))
    states = []
    while notebook.undo():
        states.append(notebook.words())
    assert [len(state) for state in states] == [4, 3, 2, 1, 0]
    for state in states[-2::-1]:
        notebook.redo()
        assert notebook.words() == state
    notebook.save(BANK)
    assert notebook.redo() is None


def test_a_correction_that_cannot_be_written_is_no_step(notebook: Notebook, tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file in the way")
    with pytest.raises(Exception, match="cannot be written"):
        notebook.correct(Correction.cut(Scope.everywhere(), "一", "二"))
    assert notebook.steps() == ()


def test_a_word_is_a_value(notebook: Notebook) -> None:
    word = notebook.save(BANK, context=SENTENCE).word
    assert isinstance(hash(word), int)
    assert isinstance(word, Word)
