"""How fast and how safe a notebook of 50,000 words is: ``python tests/benchmarks/notebook_speed.py``.

Everything is timed beside something measured in the same run, so that ratios hold on a busy machine; in
brackets stands the processor time. A save is timed beside a bare synced SQLite commit on the same disk, the
vocabulary beside an app that shows nothing and Textual's own DataTable with the same rows. ``--kills N``
instead kills a process that saves and answers cards N times, at random moments, and looks for what it had
acknowledged.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Static

from reader.config import Config
from reader.paths import Paths
from reader.session import Session
from reader.study.database import Database
from reader.study.filter import Filter
from reader.study.notebook import FILE_NAME, Notebook
from reader.study.status import Status
from reader.study.word import Context, Identity
from reader.tui.app import DushuApp
from reader.tui.screens.vocabulary import VocabularyScreen

ROOT = Path(__file__).resolve().parents[2]
WORDS = 50_000
SAVES = 200
RUNS = 3

_SAVER = """
import sys
from datetime import datetime, timezone
from pathlib import Path
from reader.review_settings import ReviewSettings
from reader.study.cards import Mode, Rating
from reader.study.notebook import Notebook
from reader.study.reviews import Reviews
from reader.study.word import Context, Identity
notebook = Notebook.open(Path(sys.argv[1]), Path(sys.argv[1]))
reviews = Reviews(notebook.database, ReviewSettings(new=1_000_000))
for number in range(100_000):
    word = f"{sys.argv[2]}-{number}"
    notebook.save(Identity(word, word, ""), gloss="x" * 50, context=Context(word, 0, 1))
    print("word", word, flush=True)
    now = datetime.now(timezone.utc)
    asked = reviews.queue(now, [Mode.RECOGNISE])
    for card in (*asked.learning, *asked.due, *asked.new)[:1]:
        answered = reviews.answer(card, Rating.EASY, now)
        print("answer", answered.review.at.isoformat(), flush=True)
"""


def fill(home: Path, words: int) -> None:
    """Make a notebook of so many words, each with a sentence, in one transaction."""
    chance = random.Random(1)
    syllables = ["yin2", "hang2", "xing2", "da4", "lu:4", "zhong1", "guo2", "ren2", "xue2", "sheng5"]
    statuses = [int(status) for status in Status]
    added = datetime(2026, 1, 1, tzinfo=timezone.utc).isoformat()
    database = Database(home / FILE_NAME)
    with database.writing() as connection:
        for number in range(words):
            form = "".join(chr(chance.randrange(0x4E00, 0x9FA0)) for _ in range(2)) + chr(
                0x4E00 + number % 500
            )
            reading = " ".join(chance.choices(syllables, k=3))
            row = connection.execute(
                "INSERT OR IGNORE INTO word (traditional, simplified, reading, gloss, tags, status, added) "
                "VALUES (?, ?, ?, ?, '[\"news\"]', ?, ?)",
                (form, form, reading, f"to do something, number {number}", chance.choice(statuses), added),
            ).lastrowid
            connection.execute(
                'INSERT INTO context (word, sentence, start, "end", document) VALUES (?, ?, 0, 3, ?)',
                (row, f"{form}在这里。", "新闻"),
            )
    database.close()


Times = list[tuple[float, float]]
"""What each run took: on the clock, and of the processor."""


class Clock:
    """Seconds since it was made, on the clock and of the processor."""

    def __init__(self) -> None:
        self._wall, self._work = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        return time.perf_counter() - self._wall, time.process_time() - self._work


def middle(times: Times, which: int = 0) -> float:
    """Return the median in milliseconds."""
    return statistics.median(each[which] for each in times) * 1000


def tell(what: str, times: Times, beside: Times | None = None) -> None:
    ratio = f"  {middle(times) / middle(beside):5.1f} of them" if beside else ""
    worst = max(each[0] for each in times) * 1000
    print(
        f"{what:28} {middle(times):8.1f} ms [{middle(times, 1):7.1f}]  worst {worst:8.1f}{ratio}", flush=True
    )


def saving(home: Path) -> None:
    """Time a save with its statuses beside the barest commit that is as safe."""
    bare = sqlite3.connect(home / "bare.db", isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute("CREATE TABLE t (x)")
    notebook = Notebook.open(home, home)
    notebook.statuses()
    commits: Times = []
    saves: Times = []
    painted: Times = []
    for number in range(SAVES):
        clock = Clock()
        bare.execute("INSERT INTO t VALUES (?)", ("x" * 200,))
        commits.append(clock.read())
        word = f"新{number}"
        clock = Clock()
        notebook.save(Identity(word, word, "xin1"), gloss="new", context=Context(f"{word}。", 0, 2))
        saves.append(clock.read())
        notebook.statuses()
        painted.append(clock.read())
    bare.close()
    notebook.close()
    tell("a bare synced commit", commits)
    tell("a save", saves, commits)
    tell("a save, and the statuses", painted, commits)


class Bare(App[None]):
    """An app that shows one line, to tell what Textual itself takes for a screen."""

    def compose(self) -> ComposeResult:
        yield Static("one line")


def empty(session: Session) -> DushuApp:
    """Return the reader with no room open yet, so that nothing is counted beside what is timed."""
    app = DushuApp(session)
    app.next_document = lambda: None  # type: ignore[method-assign]
    return app


class Plain(App[None]):
    """Textual's own table with the same words."""

    def __init__(self, rows: list[tuple[str, ...]]) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        yield DataTable()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("word", "reading", "status", "gloss")
        table.add_rows(self.rows)


async def timed(act: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    clock = Clock()
    await act()
    return clock.read()


async def showing(home: Path) -> None:
    """Time opening the vocabulary, typing into its filter, sorting and moving."""
    session = Session(Paths(home, home, home / "cache"), Config())
    bare: Times = []
    for _ in range(RUNS):
        clock = Clock()
        async with Bare().run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            bare.append(clock.read())
    tell("an app with one line", bare)
    opened: Times = []
    filtered: Times = []
    alone: Times = []
    ordered: Times = []
    turned: Times = []
    for _ in range(RUNS):
        async with empty(session).run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            screen = VocabularyScreen()
            opened.append(await timed(lambda s=screen: _shown(pilot, s)))  # type: ignore[misc]
            await pilot.pause(1.5)
            screen._listing.prepare()
            await pilot.press("slash")
            for key in "yinh":
                filtered.append(await timed(lambda k=key: pilot.press(k)))  # type: ignore[misc]
            for text in ("y", "yin2", "yín", "number 4999", "zzz", "新闻"):
                clock = Clock()
                screen._listing.numbers(Filter(text=text))
                alone.append(clock.read())
            await pilot.press("escape")
            ordered.append(await timed(lambda: pilot.press("s")))
            for _ in range(10):
                turned.append(await timed(lambda: pilot.press("pagedown")))
    tell("the vocabulary opens", opened, bare)
    tell("a key in its filter, shown", filtered)
    tell("the filter alone", alone)
    tell("another order, shown", ordered)
    tell("a page down, shown", turned)
    rows = [(w.simplified, w.reading, w.status.word, w.gloss) for w in session.notebook.words(Filter())]
    clock = Clock()
    async with Plain(rows).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        tell("Textual's own table opens", [clock.read()], bare)
    session.close()


async def _shown(pilot: object, screen: VocabularyScreen) -> None:
    app = pilot.app  # type: ignore[attr-defined]
    await app.push_screen(screen)
    while not any("learning 1" in strip.text for strip in app.screen._compositor.render_strips()):
        await asyncio.sleep(0.001)


def killing(home: Path, kills: int) -> None:
    """Kill a saver again and again; what it had told must be there, and the notebook sound."""
    chance = random.Random()
    words: set[str] = set()
    answers: set[str] = set()
    for number in range(kills):
        process = subprocess.Popen(
            [sys.executable, "-c", _SAVER, str(home), str(number)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        time.sleep(chance.random() * 0.15)
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
        process.wait()
        process.stdout.close()
        for line in lines:
            if line.endswith("\n"):
                what, told = line.split()
                (words if what == "word" else answers).add(told)
        with closing(sqlite3.connect(home / FILE_NAME)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",), number
    notebook = Notebook.open(home, home)
    there = {word.simplified for word in notebook.words()}
    with notebook.database.reading() as connection:
        answered = {at for (at,) in connection.execute("SELECT at FROM review")}
    print(f"{kills} kills: {len(words):,} words and {len(answers):,} answers were acknowledged")
    print(f"missing: {len(words - there)} words, {len(answers - answered)} answers")
    print(f"integrity ok after each; the whole check at the end: {notebook.database.check() or 'sound'}")
    notebook.close()
    if words - there or answers - answered:
        sys.exit(1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=0, metavar="N")
    parser.add_argument("--words", type=int, default=WORDS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        home = Path(room)
        if options.kills:
            killing(home, options.kills)
            return
        fill(home, options.words)
        saving(home)
        asyncio.run(showing(home))


if __name__ == "__main__":
    main()
