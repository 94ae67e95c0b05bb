"""Many texts at once: on processes and on a cluster as one after the other, and a bad one stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path

import pytest

from reader import corpus
from reader.corpus import CountedText, Refused, Setup, count_document, count_files
from reader.document.loading import document_from
from reader.session import Session

LINE = "银行行长在行里行走，我还没还他钱。"


class Inline(Executor):
    """Does at once what it is given; remembers what."""

    def __init__(self) -> None:
        self.given = 0

    def submit(self, fn: Callable[..., object], /, *words: object, **named: object) -> Future[object]:  # type: ignore[override]
        self.given += 1
        future: Future[object] = Future()
        try:
            future.set_result(fn(*words, **named))
        except Exception as error:
            future.set_exception(error)
        return future


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Three texts, one of them none, and a name that leads nowhere."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text("第一章\n" + LINE, encoding="utf-8")
    (texts / "b.txt").write_bytes(b"\x89PNG\r\n" + bytes(range(200)))
    (texts / "c.md").write_text(f"# 题目\n\n{LINE * 3}", encoding="utf-8")
    return [*map(str, sorted(texts.iterdir())), str(texts / "gone.txt")]


def check(found: list[CountedText | Refused], files: list[str], session: Session) -> None:
    assert [each.name for each in found] == files
    good, bad, other, gone = found
    assert isinstance(bad, Refused)
    assert "PNG" in bad.sentence
    assert isinstance(gone, Refused)
    assert "no such file" in gone.sentence
    for text in (good, other):
        assert isinstance(text, CountedText)
        document = session.load(Path(text.name))
        alone = session.counter.stretch(document.digest, document.paragraphs, 0)
        assert text.index.words == alone.words
        assert text.index.times == alone.times
        assert text.document is None
    assert isinstance(other, CountedText)
    assert other.title == "题目"


def test_any_executor_counts_as_one_after_the_other(session: Session, files: list[str]) -> None:
    inline = Inline()
    check(list(count_files(files, Setup.of(session), inline, 1)), files, session)
    assert inline.given == 3


def test_processes_count_the_same(session: Session, files: list[str]) -> None:
    _ = session.lexicon
    with corpus.pool(2) as executor:
        check(list(count_files(files, Setup.of(session), executor, 2)), files, session)


def test_a_cluster_counts_the_same(session: Session, files: list[str]) -> None:
    distributed = pytest.importorskip("distributed", reason="dask.distributed is not installed here")
    _ = session.lexicon
    settings = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": 50}
    with (
        distributed.LocalCluster(**settings) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        check(list(count_files(files, Setup.of(session), client.get_executor(), 2)), files, session)


def test_one_long_text_is_counted_in_stretches_by_all(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus, "STRETCH", 40)
    data = "\n".join([LINE, "他在银行工作。", LINE * 2, "好。"] * 3).encode()
    document = document_from(data, "long.txt", "long.txt")
    inline, told = Inline(), []
    index = count_document(
        document, Setup.of(session), inline, lambda done, total: told.append((done, total))
    )
    alone = session.counter.stretch(document.digest, document.paragraphs, 0)
    assert inline.given > 3
    assert (index.words, index.ids, index.ends) == (alone.words, alone.ids, alone.ends)
    size = sum(len(paragraph.text) for paragraph in document.paragraphs)
    assert told[-1] == (size, size)


def test_a_worker_with_other_dictionaries_is_told_apart(session: Session, files: list[str]) -> None:
    setup = replace(Setup.of(session), engine="another")
    found = list(count_files(files[:1], setup, Inline(), 1))
    assert isinstance(found[0], Refused)
    assert "other dictionaries" in found[0].sentence


def test_a_worker_that_dies_is_told_and_the_rest_is_counted(
    session: Session, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    count = corpus.count_source

    def dying(setup: Setup, source: corpus.Source) -> CountedText | Refused:
        if source.name == files[0]:
            raise MemoryError("no room")
        return count(setup, source)

    monkeypatch.setattr(corpus, "count_source", dying)
    found = list(count_files([files[0], files[2]], Setup.of(session), Inline(), 1))
    assert isinstance(found[0], Refused)
    assert "no room" in found[0].sentence
    assert isinstance(found[1], CountedText)


def test_few_texts_are_held_at_once(session: Session, files: list[str]) -> None:
    read: list[str] = []

    def named() -> Iterator[str]:
        for _ in range(20):
            read.append(files[0])
            yield files[0]

    texts = count_files(named(), Setup.of(session), Inline(), 1)
    next(texts)
    assert len(read) <= corpus.AHEAD + 2
