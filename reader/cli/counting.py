"""Texts counted for a command: named files and whole folders, one after the other or on all cores."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.bilingual.holding_both import parted
from reader.cli.opening import document_named, is_address
from reader.cli.progress import Bar
from reader.document.arranging import arranged
from reader.document.model import Document
from reader.errors import DocumentError, DushuError
from reader.inert import inert_line
from reader.study.profile import HIGHEST, LATEST, NAMES

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from reader.corpus import CountedText, Refused
    from reader.session import Session

WORTH_IT = 400_000
"""Bytes of text for which several processes are started without being told: each needs half a second."""


def add_counting(parser: argparse.ArgumentParser) -> None:
    """Add which texts are counted, and how, to a command's parser."""
    parser.add_argument("file", nargs="+", metavar="FILE", help="texts and folders; - is standard input")
    parser.add_argument("--encoding", metavar="NAME", help="the texts' encoding, where it is told wrong")
    parser.add_argument(
        "--level",
        type=int,
        choices=range(10),
        metavar="N",
        help="take new words up to this level of HSK 3.0 as known (default: your setting; 0: none)",
    )
    parser.add_argument(
        "--set",
        choices=list(HIGHEST),
        default=LATEST,
        help="the word list that levels are of: "
        + ", ".join(f"{key} is {name}" for key, name in NAMES.items()),
    )
    parser.add_argument(
        "--jobs", type=_at_least_one, metavar="N", help="processes at once (default: as needed)"
    )
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="count on the dask cluster whose scheduler is there (tcp://HOST:PORT)",
    )


def counted_texts(options: argparse.Namespace, session: Session) -> Iterator[CountedText | Refused]:
    """Yield every text the command's words name, counted, or why it is not, in their order."""
    from reader import corpus

    files = list(_files(options.file))
    jobs = options.jobs or _jobs(files)
    with ExitStack() as stack:
        executor: Executor | None = None
        if options.cluster:
            executor, jobs = stack.enter_context(_cluster(options.cluster))
        elif jobs > 1:
            executor = stack.enter_context(corpus.pool(jobs))
        if executor is None or len(files) == 1 or not all(map(_is_file, files)):
            for name in files:
                yield _one(name, options, session, executor)
            return
        setup, bar = corpus.Setup.of(session), Bar(f"{len(files)} texts")
        texts = corpus.count_files(files, setup, executor, jobs, options.encoding)
        bar(0, len(files))
        with closing(texts):
            for done, text in enumerate(texts, 1):
                bar.clear()
                yield text
                bar(done, len(files))
        bar.clear()


def told(refused: Refused) -> None:
    """Say on standard error why a text was not counted; the others are."""
    print(f"dushu: {inert_line(refused.sentence)}", file=sys.stderr, flush=True)


def learner_level(options: argparse.Namespace, session: Session) -> int:
    """Return the level up to which new words are taken as known."""
    return session.config.level if options.level is None else int(options.level)


def read_document(name: str, encoding: str | None, session: Session) -> Document:
    """Return the text that a name names, arranged as the settings say."""
    config = session.config
    return parted(arranged(document_named(name, encoding), config.chapters, config.join_headings))


def _one(
    name: str, options: argparse.Namespace, session: Session, executor: Executor | None
) -> CountedText | Refused:
    from reader import corpus

    bar = Bar(name)
    try:
        document = read_document(name, options.encoding, session)
        index = session.counter.kept(document)
        if index is None and executor is not None:
            index = corpus.count_document(document, corpus.Setup.of(session), executor, bar)
            session.counter.keep(document, index)
        elif index is None:
            index = session.counter.count(document, bar)
        return corpus.counted_text(name, document, index)
    except DushuError as error:
        return corpus.Refused(name, str(error))
    finally:
        bar.clear()


def _files(names: Sequence[str]) -> Iterator[str]:
    """Yield the files meant: those in a folder in order, hidden ones left out."""
    for name in names:
        if not _is_file(name) or not Path(name).is_dir():
            yield name
            continue
        found = False
        for folder, inside, here in os.walk(name):
            inside[:] = sorted(each for each in inside if not each.startswith("."))
            for each in sorted(here):
                if not each.startswith("."):
                    found = True
                    yield str(Path(folder, each))
        if not found:
            raise DocumentError(f"{inert_line(name)}: there are no files in this folder; name another")


def _is_file(name: str) -> bool:
    return name != "-" and not is_address(name)


def _jobs(files: Sequence[str]) -> int:
    """Return how many processes are worth their start."""
    from reader import corpus

    size = 0
    for name in files:
        try:
            size += Path(name).stat().st_size if _is_file(name) else 0
        except (OSError, ValueError):
            continue
    return corpus.cores() if size >= WORTH_IT else 1


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """Yield the executor of a dask cluster and how many workers it has."""
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise DushuError(
            "--cluster needs dask.distributed; install it with pip install 'dushu[cluster]'"
        ) from error
    try:
        client = distributed.Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise DushuError(
            f"{inert_line(address)}: no cluster answers there ({error}); check the address"
        ) from error
    with client:
        yield client.get_executor(), max(1, sum(client.nthreads().values()))


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number
