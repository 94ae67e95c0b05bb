"""From a key or a mouse event to the finished frame, in a pseudo-terminal, beside a bare Textual app.

Run it by hand: ``python -m tests.benchmarks.page_speed [--size 120x40] [--rounds 60]``.

The program under test runs in a child process whose terminal this one plays. It answers Textual's question
for synchronised output, so every frame ends in a mark (``ESC [ ? 2026 l``); a measurement is the time from
the write of an event to the arrival of the last mark before a quiet spell. The bare app repaints the same
share of the screen with plain text, which is what Textual itself costs here and now. ``page`` is the text
widget alone, ``app`` is all of ``dushu FILE`` with its dictionaries, in the pinyin view.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import statistics
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

SYNC_QUERY, SYNC_ANSWER, FRAME_END = b"\x1b[?2026$p", b"\x1b[?2026;2$y", b"\x1b[?2026l"
QUIET = 0.06
"""Seconds without output after which a frame was the last one."""
SAMPLES = ("bookshop", "community", "kitten")
BARS = {"hover": (5, 10), "line": (6, 12), "page": (10, 16), "resize": (70, 100)}
"""Milliseconds: median and 95th percentile wanted."""


class Terminal:
    """A child process and the terminal it believes it has."""

    def __init__(self, what: str, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", PYTHONUNBUFFERED="1")
            os.execv(sys.executable, [sys.executable, "-m", "tests.benchmarks.page_speed", "--child", what])
        self.resize(columns, rows)
        self.output = b""

    def resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def send(self, event: bytes) -> None:
        os.write(self.fd, event)

    def frame(self, patience: float = 2.0) -> float | None:
        """Return when the last frame ended, None where none came in time."""
        ended: float | None = None
        deadline = time.perf_counter() + patience
        while time.perf_counter() < (deadline if ended is None else ended + QUIET):
            if select.select([self.fd], [], [], 0.001)[0]:
                chunk = os.read(self.fd, 1 << 16)
                now = time.perf_counter()
                self.output = self.output[-64:] + chunk
                if SYNC_QUERY in self.output:
                    self.output = self.output.replace(SYNC_QUERY, b"")
                    os.write(self.fd, SYNC_ANSWER)
                if FRAME_END in self.output:
                    self.output = self.output.rpartition(FRAME_END)[2]
                    ended = now
        return ended

    def timed(self, act: Callable[[int], None], number: int) -> float | None:
        """Return the milliseconds from ``act`` to the end of its frame; None where nothing changed."""
        begin = time.perf_counter()
        act(number)
        ended = self.frame(0.4)
        return None if ended is None else (ended - begin) * 1_000

    def processor(self) -> float:
        """Return the milliseconds of processor time the child has taken."""
        with open(f"/proc/{self.pid}/stat") as status:  # noqa: PTH123
            fields = status.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1_000 / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        os.write(self.fd, b"\x03\x11q")
        os.close(self.fd)
        os.kill(self.pid, 15)
        os.waitpid(self.pid, 0)


@contextmanager
def terminal(what: str, columns: int, rows: int) -> Iterator[Terminal]:
    found = Terminal(what, columns, rows)
    try:
        found.frame(5.0)
        time.sleep(0.3)
        found.frame(0.2)
        yield found
    finally:
        found.close()


class Taken(NamedTuple):
    """Milliseconds: of the clock, event by event, and of the processor, the mean of all."""

    clock: list[float]
    processor: float


def measure(what: str, columns: int, rows: int, rounds: int) -> dict[str, Taken]:
    """Return what each kind of event took."""
    found: dict[str, Taken] = {}
    with terminal(what, columns, rows) as screen:

        def hover(number: int) -> None:
            x, y = columns // 5 + number * 13 % (columns // 2), 6 + number * 3 % (rows - 10)
            screen.send(b"\x1b[<35;%d;%dM" % (x, y))

        def resize(number: int) -> None:
            screen.resize(columns - 20 * (number % 2 == 0), rows)

        events: dict[str, Callable[[int], None]] = {
            "hover": hover,
            "line": lambda number: screen.send(b"j"),
            "page": lambda number: screen.send(b"\x1b[6~"),
            "resize": resize,
        }
        for name, act in events.items():
            count = max(8, rounds // 4) if name == "resize" else rounds
            before = screen.processor()
            clock = [taken for number in range(count) if (taken := screen.timed(act, number)) is not None]
            found[name] = Taken(clock, (screen.processor() - before) / count)
    return found


def held(what: str, columns: int, rows: int, seconds: float = 2.0) -> tuple[int, int]:
    """Hold PageDown at 30 a second; return the keys sent and the frames that came."""
    sent = frames = 0
    with terminal(what, columns, rows) as screen:
        begin = time.perf_counter()
        while time.perf_counter() - begin < seconds:
            screen.send(b"\x1b[6~")
            sent += 1
            until = begin + sent / 30
            while time.perf_counter() < until:
                if select.select([screen.fd], [], [], 0.001)[0]:
                    screen.output += os.read(screen.fd, 1 << 16)
                    frames += screen.output.count(FRAME_END)
                    screen.output = screen.output.rpartition(FRAME_END)[2]
    return sent, frames


def report(rounds: int, columns: int, rows: int) -> None:
    bare, page, app = (measure(what, columns, rows, rounds) for what in ("bare", "page", "app"))
    print(f"{columns}x{rows}, {rounds} rounds; ms: median / 95th percentile (frames), processor time")
    print(
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors: where it is high, compare with bare"
    )
    for name, (median, high) in BARS.items():
        wanted = f"wanted {median} / {high}"
        print(f"{name:7} app {_figures(app[name])}   page {_figures(page[name])}")
        print(f"        bare {_figures(bare[name])}   {wanted}")
    for what in ("app", "page", "bare"):
        sent, frames = held(what, columns, rows)
        print(f"PageDown held, {what}: {sent} keys, {frames} frames")


def _figures(taken: Taken) -> str:
    if len(taken.clock) < 2:
        return "no frames"
    middle, high = statistics.median(taken.clock), statistics.quantiles(taken.clock, n=20)[18]
    return f"{middle:5.1f} / {high:5.1f} ({len(taken.clock)}), cpu {taken.processor:4.1f}"


def read_a_text() -> None:
    """Run ``dushu`` itself on a text of some hundred paragraphs."""
    import shutil
    import tempfile
    from pathlib import Path

    from reader.__main__ import main

    home = Path(tempfile.gettempdir()) / "dushu-page-speed"
    shutil.rmtree(home / "data", ignore_errors=True)  # begin on the first page
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "config.toml").write_text('view = "pinyin"\n', encoding="utf-8")
    texts = Path(__file__).resolve().parents[2] / "texts"
    story = "\n".join((texts / f"{name}.md").read_text(encoding="utf-8") for name in SAMPLES).split("\n")
    # Numbered, because a repeated run of lines is folded away.
    lines = (f"{number}、{line}" for number, line in enumerate(filter(None, story * 20), 1))
    (home / "long.txt").write_text("\n\n".join(lines), encoding="utf-8")
    os.environ["DUSHU_HOME"] = str(home)
    sys.argv = ["dushu", str(home / "long.txt")]
    sys.exit(main())


def child(what: str) -> None:
    """Run the program under test."""
    if what == "app":
        read_a_text()
    import gc
    from functools import cache

    from textual.app import App, ComposeResult
    from textual.binding import Binding
    from textual.content import Content
    from textual.widgets import Static

    from reader.tui.boxes import View
    from reader.tui.themes import THEMES, page_variables
    from reader.tui.widgets.page import Page
    from tests.tui import samples
    from tests.tui.test_card import card_of

    class Bare(App[None]):
        count = 0
        BINDINGS = [Binding("j", "paint"), Binding("pagedown", "paint_all")]  # noqa: RUF012

        def compose(self) -> ComposeResult:
            for _ in range(self.size.height):
                yield Static(Content("bare " * 20))

        def on_mouse_move(self) -> None:
            self.action_paint()

        def action_paint(self) -> None:
            self.count += 1
            for row in list(self.query(Static))[:14]:
                row.update(Content(f"{self.count} " * 20), layout=False)

        def action_paint_all(self) -> None:
            self.count += 1
            for row in self.query(Static):
                row.update(Content(f"{self.count} " * 20), layout=False)

    class Reading(App[None]):
        CSS_PATH = [PAGE_STYLES]  # noqa: RUF012
        BINDINGS = [Binding("j", "line"), Binding("pagedown", "turn")]  # noqa: RUF012

        def get_theme_variable_defaults(self) -> dict[str, str]:
            return page_variables(self.current_theme)

        def compose(self) -> ComposeResult:
            yield Page()

        def on_mount(self) -> None:
            for theme in THEMES:
                self.register_theme(theme)
            self.theme = "paper"
            document = samples.document(400)
            page = self.query_one(Page)
            page.statuses, page.help_for, page.describe = samples.status, samples.help_for, card_of
            page.set_reactive(Page.view, View.PINYIN)
            once = cache(samples.annotate)  # annotating is not the page's work, and is measured elsewhere
            page.open(document, lambda paragraph: once(document.paragraphs[paragraph].text))
            page.focus()
            self.call_later(_tune)

        def action_line(self) -> None:
            self.query_one(Page).move_line(1)

        def action_turn(self) -> None:
            self.query_one(Page).turn_page(1)

    def _tune() -> None:
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)

    (Reading if what == "page" else Bare)().run()


PAGE_STYLES = os.path.join(os.path.dirname(__file__), "..", "..", "reader", "tui", "page.tcss")  # noqa: PTH118, PTH120

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--child")
    parser.add_argument("--size", default="120x40")
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args()
    if options.child:
        child(options.child)
    else:
        width, height = map(int, options.size.split("x"))
        report(options.rounds, width, height)
