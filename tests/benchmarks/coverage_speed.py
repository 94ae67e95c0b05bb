"""How fast a text is counted: ``python tests/benchmarks/coverage_speed.py [FILE …] [--characters N]``.

The text is made of the files given (our own without one), repeated to N characters, 300,000 unless told. All
is processor time in one run beside jieba, which only cuts, so that the ratios hold on a busy machine. Every
step is timed cold (each word is met for the first time) and, where that differs, again.
"""

from __future__ import annotations

import argparse
import gc
import logging
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from reader.config import Config
from reader.document.model import Document, ParagraphKind
from reader.paths import Paths
from reader.session import Session
from reader.study.coverage import chapters, characters
from reader.study.plan import plan
from reader.study.profile import LATEST
from reader.study.report import Report
from reader.study.status import Status
from reader.study.statuses import Statuses
from reader.study.word_index import WordIndex

ROOT = Path(__file__).resolve().parents[2]


def timed(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def long_text(session: Session, files: list[Path], size: int) -> Document:
    """Return a document of at least ``size`` characters, the files' paragraphs over and over."""
    documents = [session.load(file) for file in files]
    one = [each for document in documents for each in document.paragraphs]
    one = [paragraph for paragraph in one if paragraph.kind is not ParagraphKind.HIDDEN]
    times = -(-size // sum(len(paragraph.text) for paragraph in one))
    return replace(documents[0], paragraphs=tuple(one * times), sections=())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="*", type=Path)
    parser.add_argument("--characters", type=int, default=300_000)
    options = parser.parse_args()
    own = [path for path in sorted((ROOT / "texts").glob("*.md")) if not path.stem.endswith(".en")]
    with tempfile.TemporaryDirectory() as home:
        place = Path(home)
        session = Session(Paths(place / "data", place / "config", place / "cache"), Config())
        document = long_text(session, options.file or own, options.characters)
        texts = [paragraph.text for paragraph in document.paragraphs]
        size = sum(map(len, texts))
        counter = session.counter
        counter.words("你好。")
        gc.freeze()

        indexes: list[WordIndex] = []

        def count() -> None:
            indexes.append(counter.stretch(document.digest, document.paragraphs, 0))

        cold, warm = timed(count), timed(count)
        index = indexes[-1]
        data = index.to_bytes()
        load = timed(lambda: WordIndex.from_bytes(data))
        statuses = Statuses((*word[:3], int(Status.WELL_KNOWN)) for word in index.words[::2])
        about = chapters(document), characters(document)

        def report() -> Report:
            return Report.of(index, *about, statuses, 3, LATEST)

        timed(report)  # reads the lists of words
        again = timed(report)
        plans = timed(lambda: plan(index, report().groups, 95))

        import jieba

        jieba.setLogLevel(logging.ERROR)
        jieba.initialize()
        cut = timed(lambda: [jieba.lcut(text) for text in texts])
        annotate = timed(lambda: [session.annotate(text) for text in texts])

    def shown(name: str, seconds: float) -> None:
        million = seconds * 1_000_000 / size
        print(
            f"{name:<34}{seconds:8.3f} s  {million:8.2f} s a million characters  {seconds / cut:6.2f} × jieba"
        )

    print(f"{size:,} characters, {len(index.ids):,} words, {len(index.words):,} different")
    shown("jieba, cutting alone", cut)
    shown("counted, every word met first", cold)
    shown("counted, words met before", warm)
    shown("annotated, words met before", annotate)
    print(f"kept in {len(data):,} bytes, loaded in {load * 1000:.0f} ms")
    print(f"a status changed: counted again in {again * 1000:.1f} ms, planned in {plans * 1000:.1f} ms")


if __name__ == "__main__":
    main()
