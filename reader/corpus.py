"""Many texts counted at once, on all cores or on a cluster, through the standard Executor interface.

Whatever is a ``concurrent.futures.Executor`` will do: a pool of processes here, ``Client.get_executor()`` of
dask.distributed for a corpus that outgrows one machine. A worker needs this package and nothing else: it is
sent the bytes of a text and the learner's corrections, and sends numbers back.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from reader import __version__
from reader.bilingual.holding_both import parted
from reader.config import Config
from reader.document.arranging import arranged
from reader.document.loading import document_from, read_bytes
from reader.document.model import Document, Paragraph
from reader.errors import DushuError
from reader.inert import inert_line
from reader.paths import Paths, user_paths
from reader.session import Session
from reader.study.correction import Correction
from reader.study.corrections import TextCorrections
from reader.study.counting import Progress, TextCounter
from reader.study.coverage import Chapter, chapters, characters
from reader.study.profile import Count
from reader.study.word_index import WordIndex

AHEAD = 3
"""Texts handed out for each worker at once: enough to keep it busy, few enough to be held in memory."""
STRETCH = 20_000
"""Code points of one text that a worker is given at once."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What makes a worker count as this learner's session does."""

    paths: Paths
    dictionaries: tuple[str, ...]
    dictionaries_off: tuple[str, ...]
    corrections: tuple[str, ...]
    chapters: str
    join_headings: bool
    engine: str

    @classmethod
    def of(cls, session: Session) -> Setup:
        config = session.config
        lines = tuple(correction.line() for correction in session.notebook.corrections.all)
        return cls(
            session.paths,
            config.dictionaries,
            config.dictionaries_off,
            lines,
            config.chapters,
            config.join_headings,
            engine_of(session),
        )


@dataclass(frozen=True, slots=True)
class CountedText:
    """A text as it is counted; ``name`` is what it was asked for by.

    ``document`` is there where it was opened in this process.
    """

    name: str
    digest: str
    title: str
    characters: Count
    chapters: tuple[Chapter, ...]
    index: WordIndex
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A text that could not be counted, and why, in one sentence."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a text on their way to a worker."""

    name: str
    data: bytes
    encoding: str | None = None


def counted_text(name: str, document: Document, index: WordIndex) -> CountedText:
    """Return a document with its index as a counted text."""
    about = characters(document), chapters(document)
    return CountedText(name, document.digest, document.title, *about, index, document)


def count_files(
    files: Iterable[str], setup: Setup, executor: Executor, workers: int, encoding: str | None = None
) -> Generator[CountedText | Refused, None, None]:
    """Yield each file counted, or why it is not, in the order given; one bad file stops no other."""
    waiting: deque[tuple[str, Future[CountedText | Refused] | Refused]] = deque()
    for name in files:
        try:
            source = Source(name, read_bytes(Path(name)), encoding)
        except DushuError as error:
            waiting.append((name, Refused(name, str(error))))
        else:
            waiting.append((name, executor.submit(count_source, setup, source)))
        if len(waiting) > workers * AHEAD:
            yield _done(*waiting.popleft())
    while waiting:
        yield _done(*waiting.popleft())


def count_document(
    document: Document,
    setup: Setup,
    executor: Executor,
    progress: Progress = lambda done, total: None,
) -> WordIndex:
    """Return the index of one text, its stretches counted by all workers at once."""
    parts = _stretches(document)
    total, done = sum(len(paragraph.text) for paragraph in document.paragraphs), 0
    futures = [
        executor.submit(count_stretch, setup, document.digest, document.paragraphs[first:stop], first)
        for first, stop in parts
    ]
    index = WordIndex(len(document.paragraphs))
    progress(0, total)
    try:
        for (first, stop), future in zip(parts, futures, strict=True):
            engine, part = future.result()
            _same_engine(setup, engine, document.source)
            index.extend(part)
            done += sum(len(paragraph.text) for paragraph in document.paragraphs[first:stop])
            progress(done, total)
    finally:
        for future in futures:
            future.cancel()
    return index


@contextmanager
def pool(workers: int) -> Iterator[Executor]:
    """Yield an executor of processes on this machine; whatever ends it early ends them too.

    What they are at, a second's work at most, is finished first: a process that dies while it hands its
    answer over leaves this one waiting for the rest of it for ever.
    """
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(workers, mp_context=context, initializer=_go_on_when_interrupted)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def cores() -> int:
    """Return how many processes this machine runs at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


# What workers run


def count_source(setup: Setup, source: Source) -> CountedText | Refused:
    """Count one text, in a worker."""
    try:
        counter, engine = _worker(setup)
        _same_engine(setup, engine, source.name)
        name = source.name
        opened = document_from(source.data, Path(name).name, name, source.encoding)
        document = parted(arranged(opened, setup.chapters, setup.join_headings))
        return replace(counted_text(name, document, counter.count(document)), document=None)
    except DushuError as error:
        return Refused(source.name, str(error))


def count_stretch(
    setup: Setup, digest: str, paragraphs: tuple[Paragraph, ...], first: int
) -> tuple[str, WordIndex]:
    """Count some paragraphs of a document, in a worker; return with what, and their index."""
    counter, engine = _worker(setup)
    return engine, counter.stretch(digest, paragraphs, first)


def engine_of(session: Session) -> str:
    """Return what two machines must have in common to cut a text alike."""
    sources = [f"{source.name}:{source.digest}" for source in session.lexicon.sources()]
    return " ".join((__version__, *sources))


class _Sent:
    """The learner's corrections as a worker was sent them."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self.all = tuple(map(Correction.parse, lines))
        self.for_text: Callable[[str], TextCorrections] = lru_cache(64)(
            lambda digest: TextCorrections(digest, self.all)
        )


@cache
def _worker(setup: Setup) -> tuple[TextCounter, str]:
    """Return this process's counter and what it counts with; on another machine it has its own cache."""
    paths = setup.paths
    if not paths.cache.is_dir():
        paths = Paths(paths.data, paths.config, user_paths().cache)
    config = Config(dictionaries=setup.dictionaries, dictionaries_off=setup.dictionaries_off)
    session = Session(paths, config)
    return session.counter_with(_Sent(setup.corrections)), engine_of(session)


def _same_engine(setup: Setup, engine: str, name: str) -> None:
    if engine != setup.engine:
        raise DushuError(
            f"{inert_line(name)}: the worker has other dictionaries or another version of dushu than you; "
            "install the same there"
        )


def _done(name: str, waiting: Future[CountedText | Refused] | Refused) -> CountedText | Refused:
    if isinstance(waiting, Refused):
        return waiting
    error = waiting.exception()
    if error is None:
        return waiting.result()
    if not isinstance(error, Exception):
        raise error
    return Refused(
        name, f"{inert_line(name)}: a worker failed on it ({inert_line(repr(error))}); try --jobs 1"
    )


def _stretches(document: Document) -> list[tuple[int, int]]:
    """Return (first, stop) paragraphs of stretches that together are the document."""
    parts, first, size = [], 0, 0
    for number, paragraph in enumerate(document.paragraphs, 1):
        size += len(paragraph.text)
        if size >= STRETCH:
            parts.append((first, number))
            first, size = number, 0
    if first < len(document.paragraphs) or not parts:
        parts.append((first, len(document.paragraphs)))
    return parts


def _go_on_when_interrupted() -> None:
    """Leave an interrupt, which the terminal sends to every process, to the one that gave the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
