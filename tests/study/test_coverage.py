"""Coverage and plans: what is counted over numbers is what counting annotations one by one gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.model import Document, Paragraph, ParagraphKind, Position, Section
from reader.language.token import Kind
from reader.session import Session
from reader.study.correction import Correction, Scope
from reader.study.coverage import (
    WORDS,
    Coverage,
    Group,
    chapters,
    characters,
    counted,
    grouped,
    of_text,
    words_of,
)
from reader.study.identifying import Word
from reader.study.plan import Plan, plan
from reader.study.planned import keep_planned, planned_words
from reader.study.profile import Count, assumed_known
from reader.study.status import Status
from reader.study.statuses import Statuses
from reader.study.word_index import WordIndex
from tests.study.test_word_index import made

SENTENCES = (
    "银行行长在行里行走，一行人都说行。",
    "他得得到老师的帮助，跑得快，慢慢地长大了。",
    "王小明和李教授去了北京大学，2024年毕业。",
    "头发长了，乾隆皇帝還沒還錢，這隻貓干了什麼？",
    "“网格员”陈凌峰在CD店里买了三十本书，花了５０％。",
    "马先生骑马上山，京沪高速堵车，我还没还他钱。",
    "第一次看了又看，高高兴兴地说：“好不好？”",
)
PIECES = st.lists(
    st.sampled_from(SENTENCES) | st.text("行得的长还干了一不王马好书，。a1 ", max_size=12), max_size=4
)
TEXTS = st.lists(PIECES.map("".join), min_size=1, max_size=5)
STATUSES = st.dictionaries(st.integers(0, 30), st.sampled_from(list(Status)), max_size=12)


def document(texts: Iterable[str], sections: Iterable[int] = (), hidden: Iterable[int] = ()) -> Document:
    kinds = dict.fromkeys(hidden, ParagraphKind.HIDDEN)
    paragraphs = tuple(
        Paragraph(text, 0, kinds.get(number, ParagraphKind.BODY)) for number, text in enumerate(texts)
    )
    named = tuple(
        Section(f"第{first}章", first) for first in sorted(set(sections)) if first < len(paragraphs)
    )
    return Document("d" * 64, "题目", "", "", "utf-8", "", paragraphs, named)


def counted_index(engine: Session, text: Document) -> WordIndex:
    return engine.counter.stretch(text.digest, text.paragraphs, 0)


def statuses_of(index: WordIndex, chosen: dict[int, Status]) -> Statuses:
    rows = [
        (*index.words[number][:3], int(status))
        for number, status in chosen.items()
        if number < len(index.words)
    ]
    return Statuses(rows)


def naive(engine: Session, text: Document, statuses: Statuses, level: int) -> Counter[tuple[Group, Word]]:
    """Count the words of a text by annotating it as the page does."""
    found: Counter[tuple[Group, Word]] = Counter()
    for number, paragraph in enumerate(text.paragraphs):
        if paragraph.kind is ParagraphKind.HIDDEN:
            continue
        for annotation in engine.annotate(paragraph.text, text.digest, number):
            kind, word = annotation.token.kind, engine.word(annotation)
            if kind in (Kind.PUNCTUATION, Kind.SPACE):
                continue
            group = {Kind.NAME: Group.NAME, Kind.NUMBER: Group.NUMBER, Kind.LATIN: Group.LATIN}.get(kind)
            if group is None:
                status = statuses.of(engine.identity(annotation))
                group = {Status.WELL_KNOWN: Group.KNOWN, Status.IGNORED: Group.IGNORED}.get(status)
                group = Group.NAME if status is Status.NAME else group
                group = Group.LEARNING if status.is_learning else group
                if group is None:
                    group = Group.ASSUMED if assumed_known(word[1], level) else Group.NEW
            found[group, word] += 1
    return found


@given(TEXTS, STATUSES, st.integers(0, 4), st.sets(st.integers(0, 4)))
@settings(max_examples=50)
def test_coverage_by_index_is_coverage_by_annotating(
    engine: Session, texts: list[str], chosen: dict[int, Status], level: int, hidden: set[int]
) -> None:
    text = document(texts, hidden=hidden)
    index = counted_index(engine, text)
    statuses = statuses_of(index, chosen)
    coverage = of_text(index, grouped(index, statuses, lambda word: assumed_known(word, level)))
    found = naive(engine, text, statuses, level)
    for group in Group:
        times = [count for (each, _), count in found.items() if each is group]
        assert coverage[group] == Count(sum(times), len(times)), group


@given(TEXTS)
@settings(max_examples=40)
def test_every_word_stands_where_the_page_shows_it(engine: Session, texts: list[str]) -> None:
    text = document(texts)
    index = counted_index(engine, text)
    for number, paragraph in enumerate(texts):
        shown = [
            (one.token.start, engine.word(one))
            for one in engine.annotate(paragraph, text.digest, number)
            if one.token.kind not in (Kind.PUNCTUATION, Kind.SPACE)
        ]
        assert list(index.paragraph(number)) == shown


def test_corrections_change_what_is_counted(session: Session) -> None:
    text = document(["我还没还他钱。银行行长来了。"])
    index = counted_index(session, text)
    assert index.number(("行長", "行长", "hang2 zhang3", Kind.WORD)) is not None
    session.notebook.correct(Correction.cut(Scope.everywhere(), "行", "长"))
    session.notebook.correct(Correction.read(Scope.here(text.digest, Position(0, 1)), "还", "huan2"))
    again = counted_index(session, text)
    assert again.number(("行長", "行长", "hang2 zhang3", Kind.WORD)) is None
    assert again.times[again.number(("還", "还", "huan2", Kind.WORD)) or 0] == 2


SMALL = st.lists(
    st.lists(
        st.tuples(
            st.integers(0, 99),
            st.tuples(
                st.sampled_from("甲乙丙丁戊己庚辛"),
                st.sampled_from("甲乙丙丁戊己庚辛"),
                st.just(""),
                st.sampled_from([Kind.WORD, Kind.WORD, Kind.WORD, Kind.NAME, Kind.NUMBER, Kind.LATIN]),
            ),
        ),
        max_size=12,
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60)
@given(SMALL, STATUSES, st.sets(st.integers(0, 6)))
def test_chapters_sum_to_the_whole(
    paragraphs: list[list[tuple[int, Word]]], chosen: dict[int, Status], sections: set[int]
) -> None:
    index = made(paragraphs)
    groups = grouped(index, statuses_of(index, chosen), lambda word: word == "甲")
    parts = chapters(document(["字"] * len(paragraphs), sections))
    assert [parts[0].first, parts[-1].stop] == [0, len(paragraphs)]
    assert [part.first for part in parts[1:]] == [part.stop for part in parts[:-1]]
    found = [counted(groups, index.counted(part.first, part.stop).items()) for part in parts]
    whole = of_text(index, groups)
    for group in Group:
        assert sum(each[group].tokens for each in found) == whole[group].tokens
    assert whole.words.tokens == sum(whole[group].tokens for group in WORDS)
    assert sum(each.tokens for each in whole.counts) == len(index.ids)
    assert sum(each.types for each in whole.counts) == len(index.words)


def planned(index: WordIndex, statuses: Statuses, target: float, limit: int | None = None) -> Plan:
    return plan(index, grouped(index, statuses, lambda word: word == "甲"), target, limit)


@settings(max_examples=60)
@given(SMALL, STATUSES, st.sampled_from([50, 80, 95, 98, 99.9, 100]))
def test_learning_the_words_of_a_plan_reaches_its_target_and_fewer_do_not(
    paragraphs: list[list[tuple[int, Word]]], chosen: dict[int, Status], target: float
) -> None:
    index = made(paragraphs)
    statuses = statuses_of(index, chosen)
    found = planned(index, statuses, target)
    identities = [index.identity(step.number) for step in found.steps]
    groups = grouped(index, statuses, lambda word: word == "甲")
    assert all(groups[step.number] in (Group.NEW, Group.LEARNING) for step in found.steps)
    assert all(index.words[step.number][3] is Kind.WORD for step in found.steps)
    learnt = statuses.changed(
        identities, [(each.traditional, each.simplified, each.reading, 99) for each in identities]
    )
    after = of_text(index, grouped(index, learnt, lambda word: word == "甲"))
    assert after.share >= target / 100 or not after.base.tokens
    assert after.share >= found.share
    # Any set of fewer words gains at most what the most frequent ones gain.
    open_times = sorted((index.times[n] for n, group in enumerate(groups) if group in (2, 3)), reverse=True)
    before = found.before
    if found.steps:
        reached = before.covered.tokens + sum(open_times[: len(found.steps) - 1])
        assert reached * 100 < target * before.base.tokens


@settings(max_examples=60)
@given(SMALL, STATUSES, st.integers(0, 5))
def test_a_plan_goes_by_gain_and_then_by_appearance(
    paragraphs: list[list[tuple[int, Word]]], chosen: dict[int, Status], limit: int
) -> None:
    index = made(paragraphs)
    statuses = statuses_of(index, chosen)
    found = planned(index, statuses, 100)
    order = [(-step.times, step.number) for step in found.steps]
    assert order == sorted(order)
    short = planned(index, statuses, 100, limit)
    assert short.steps == found.steps[:limit]
    assert short.missing == len(found.steps) - len(short.steps)


@settings(max_examples=60)
@given(SMALL, STATUSES, STATUSES)
def test_a_changed_status_counted_again_is_a_fresh_count(
    paragraphs: list[list[tuple[int, Word]]], chosen: dict[int, Status], later: dict[int, Status]
) -> None:
    index = made(paragraphs)
    before = grouped(index, statuses_of(index, chosen), lambda word: False)
    again = of_text(index, grouped(index, statuses_of(index, chosen | later), lambda word: False))
    fresh = made(paragraphs)
    assert again == of_text(fresh, grouped(fresh, statuses_of(fresh, chosen | later), lambda word: False))
    assert of_text(index, before) == of_text(
        fresh, grouped(fresh, statuses_of(fresh, chosen), lambda word: False)
    )


def test_ignored_words_are_told_and_are_no_part_of_a_share() -> None:
    counts = [Count()] * len(Group)
    counts[Group.KNOWN], counts[Group.NEW], counts[Group.IGNORED] = Count(3, 2), Count(1, 1), Count(96, 5)
    coverage = Coverage(tuple(counts))
    assert coverage.share == 0.75
    assert coverage.words == Count(100, 8)
    assert Coverage((Count(),) * len(Group)).share == 1.0


def test_hidden_paragraphs_count_for_nothing(engine: Session) -> None:
    text = document(["书店。", "这一段是页脚。", "Books 书"], hidden=[1])
    assert characters(text) == Count(3, 2)
    index = counted_index(engine, text)
    assert index.done == 3
    assert not list(index.paragraph(1))
    assert dict(words_of(index)) == {"书店": 1, "书": 1}


def test_homographs_are_words_of_their_own(engine: Session) -> None:
    index = counted_index(engine, document(["这家银行行不行？一行人走在行人道上。"]))
    readings = {word[2] for word in index.words if word[1] == "行"}
    assert {"xing2", "hang2"} >= readings
    assert index.number(("銀行", "银行", "yin2 hang2", Kind.WORD)) is not None
    assert index.number(("銀行", "银行", "yin2 xing2", Kind.WORD)) is None


def test_both_scripts_are_one_word(engine: Session) -> None:
    index = counted_index(engine, document(["我去銀行。", "我去银行。"]))
    assert index.times[index.number(("銀行", "银行", "yin2 hang2", Kind.WORD)) or 0] == 2


def test_the_words_of_a_plan_are_kept_as_a_list_in_one_step(session: Session) -> None:
    text = document(["小猫喜欢喝牛奶。", "王小明有三十只小猫。"], sections=[1])
    index = counted_index(session, text)
    found = plan(index, grouped(index, Statuses(), lambda word: False), 100)
    words = tuple(planned_words(text, index, found, session.annotate))
    assert words[0].identity.simplified == "小猫"
    assert words[0].times == 2
    assert words[0].context.sentence == "小猫喜欢喝牛奶。"
    assert words[-1].context.section == "第1章"
    assert all(word.gloss for word in words)
    assert not {"王小明", "三十"} & {word.identity.simplified for word in words}
    new = keep_planned(session.notebook, words, "猫", datetime.now(timezone.utc))
    kept = session.notebook.words()
    assert new == len(kept) == len(words)
    assert all(word.lists == ("猫",) and word.contexts[0].sentence for word in kept)
    step = session.notebook.undo()
    assert step is not None
    assert "猫" in step.label
    assert not session.notebook.words()


@pytest.mark.parametrize("level", [0, 3])
def test_a_summary_of_a_counted_text_needs_no_text(session: Session, level: int) -> None:
    text = replace(document(["我去书店买书。"]), digest=f"{level}a" * 32)
    assert session.coverage(text.digest) is None
    session.counter.count(text)
    statuses = session.notebook.statuses()
    first = session.counter.summary(text.digest, statuses, level)
    assert first is not None
    assert (first.coverage.share > 0) is bool(level)
    assert session.counter.summary(text.digest, statuses, level) is first
    word = next(iter(counted_index(session, text).words))
    session.notebook.set_status([session.identity(session.annotate("我")[0])], Status.WELL_KNOWN)
    after = session.counter.summary(text.digest, session.notebook.statuses(), level)
    assert after is not None
    assert after.coverage[Group.KNOWN] == Count(1, 1)
    assert word[1] == "我"
