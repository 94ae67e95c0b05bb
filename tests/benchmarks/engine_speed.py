"""How fast the engine is: ``python tests/benchmarks/engine_speed.py [FILE …]`` (texts; our own without one).

Everything is timed in one run beside jieba (cutting) and pypinyin (reading), so that the ratios hold on a
busy machine: processor time, best of five, the three by turns. Memory is that of a fresh process that
annotates the texts. Paragraphs without Chinese, such as translations, are left out.
"""

from __future__ import annotations

import gc
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reader.config import Config
from reader.document.loading import load
from reader.document.model import ParagraphKind
from reader.language.script import has_han
from reader.paths import Paths
from reader.session import Session

_ROUNDS = 5
ROOT = Path(__file__).resolve().parents[2]

_FRESH = """
import sys, time
start = time.process_time()
from pathlib import Path
from reader.config import Config
from reader.paths import Paths
from reader.session import Session
imported = time.process_time()
home = Path({home!r})
session = Session(Paths(home / "data", home / "config", home / "cache"), Config())
session.annotate("你好。")
ready = time.process_time()
session.annotate({first!r})
first = time.process_time()
for line in sys.stdin:
    session.annotate(line.rstrip("\\n"))
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(imported - start, ready - imported, first - ready, int(status["VmHWM"].split()[0]) / 1024)
"""


def paragraphs(files: list[Path]) -> list[str]:
    return [
        paragraph.text
        for file in files
        for paragraph in load(file).paragraphs
        if paragraph.kind is not ParagraphKind.HIDDEN and has_han(paragraph.text)
    ]


def best(*works: Callable[[], object]) -> list[float]:
    """Return the least processor time of each work in seconds: five rounds, the works by turns."""
    least = [float("inf")] * len(works)
    for _ in range(_ROUNDS):
        for number, work in enumerate(works):
            gc.collect()
            start = time.process_time()
            work()
            least[number] = min(least[number], time.process_time() - start)
    return least


def main() -> None:
    files = [Path(name) for name in sys.argv[1:]] or sorted((ROOT / "texts").glob("*.md"))
    texts = paragraphs(files)
    longest = max(texts, key=len)
    size = sum(map(len, texts))
    with tempfile.TemporaryDirectory() as home:
        place = Path(home)
        session = Session(Paths(place / "data", place / "config", place / "cache"), Config())
        start = time.process_time()
        _ = session.lexicon
        built = time.process_time() - start
        session.annotate("你好。")

        import jieba
        from pypinyin import lazy_pinyin

        jieba.setLogLevel(logging.ERROR)
        jieba.initialize()
        gc.freeze()
        ours, cut, read = best(
            lambda: [session.annotate(text) for text in texts],
            lambda: [jieba.lcut(text) for text in texts],
            lambda: [lazy_pinyin(text) for text in texts],
        )

        code = _FRESH.format(home=home, first=longest)
        fresh = subprocess.run(
            [sys.executable, "-c", code], input="\n".join(texts), capture_output=True, text=True, check=True
        )
        imported, ready, first, memory = map(float, fresh.stdout.split())
    print(f"texts: {size:,} characters in {len(texts)} paragraphs")
    print(f"cut, read and ranked: {size / ours:12,.0f} characters/s")
    print(f"jieba, cutting alone: {size / cut:12,.0f} characters/s   ours / jieba = {cut / ours:.2f}")
    print(f"pypinyin alone:       {size / read:12,.0f} characters/s   ours / pypinyin = {read / ours:.2f}")
    print(
        f"index built in {built * 1000:,.0f} ms; import {imported * 1000:.0f} ms; ready {ready * 1000:.0f} ms"
    )
    print(f"first paragraph ({len(longest)} characters) {first * 1000:.0f} ms; memory {memory:.0f} MB")


if __name__ == "__main__":
    main()
