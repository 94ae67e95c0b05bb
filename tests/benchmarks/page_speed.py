"""From a key or a mouse event to the finished frame, in a pseudo-terminal, beside a bare Textual app.

Run it by hand: ``python -m tests.benchmarks.page_speed [--size 120x40] [--rounds 60]``.

The program under test runs in a child process whose terminal this one plays. It answers Textual's question
for synchronised output, so every frame ends in a mark (``ESC [ ? 2026 l``); a measurement is the time from
the write of an event to the arrival of the last mark before a quiet spell. The bare app repaints the same
share of the screen with plain text, which is what Textual itself costs here and now.
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

SYNC_QUERY, SYNC_ANSWER, FRAME_END = b"\x1b[?2026$p", b"\x1b[?2026;2$y", b"\x1b[?2026l"
QUIET = 0.06
"""Seconds without output after which a frame was the last one."""
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

    def timed(self, act: Callable[[], None]) -> float | None:
        """Return the milliseconds from ``act`` to the end of its frame."""
        begin = time.perf_counter()
        act()
        ended = self.frame()
        return None if ended is None else (ended - begin) * 1_000

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


def measure(what: str, columns: int, rows: int, rounds: int) -> dict[str, list[float]]:
    """Return the milliseconds of every kind of event, round by round."""
    found: dict[str, list[float]] = {name: [] for name in BARS}
    with terminal(what, columns, rows) as screen:
        for number in range(rounds):
            x, y = 10 + (number * 7) % (columns - 30), 5 + (number * 2) % (rows // 2)
            events = {
                "hover": lambda x=x, y=y: screen.send(b"\x1b[<35;%d;%dM" % (x, y)),
                "line": lambda: screen.send(b"j"),
                "page": lambda: screen.send(b"\x1b[6~"),
            }
            for name, act in events.items():
                taken = screen.timed(act)
                if taken is not None:
                    found[name].append(taken)
        for number in range(max(6, rounds // 5)):
            taken = screen.timed(lambda n=number: screen.resize(columns - 20 * (n % 2 == 0), rows))
            if taken is not None:
                found["resize"].append(taken)
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
                    frames += os.read(screen.fd, 1 << 16).count(FRAME_END)
    return sent, frames


def report(rounds: int, columns: int, rows: int) -> None:
    bare, page = measure("bare", columns, rows, rounds), measure("page", columns, rows, rounds)
    print(f"{columns}x{rows}, {rounds} rounds; milliseconds, median / 95th percentile")
    for name, (median, high) in BARS.items():
        wanted = f"wanted {median} / {high}"
        print(f"{name:7} page {_figures(page[name])}   bare {_figures(bare[name])}   {wanted}")
    sent, frames = held("page", columns, rows)
    print(f"PageDown held: {sent} keys, {frames} frames")


def _figures(taken: list[float]) -> str:
    if len(taken) < 2:
        return "no frames"
    return f"{statistics.median(taken):5.1f} / {statistics.quantiles(taken, n=20)[18]:5.1f} ({len(taken)})"


def child(what: str) -> None:
    """Run the program under test."""
    import gc

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
            page.open(document, samples.annotator(document))
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
