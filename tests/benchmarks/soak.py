"""A reader who presses everything: seeded random keys and mouse events over three texts, for hours.

Run it by hand: ``python -m tests.benchmarks.soak [--events 10000] [--seed 1] [--log FILE]``. The program
runs in a pseudo-terminal with a home of its own. It fails where the program ends or stops answering, where
a byte of a text acts on the terminal, where memory grows by more than 20 MB after the first tenth, or where
the notebook is not sound afterwards. The seed gives the same events; how they fall between the program's own
threads it does not give, so ``--log`` writes every event down.
"""

from __future__ import annotations

import argparse
import base64
import fcntl
import os
import pty
import random
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reader.tui.keys import ROOMS

ROOT = Path(__file__).parents[2]
QUIET, PATIENCE, HANGS = 0.012, 0.25, 30.0
"""Seconds of silence after which the next event comes; at most so many; and a silence that is a fault."""
GROWTH = 20.0
"""Megabytes."""
SIZES = ((80, 24), (120, 40), (100, 30), (60, 18), (34, 10), (12, 4), (220, 60))
CODES: Mapping[str, bytes] = {
    "escape": b"\x1b", "enter": b"\r", "tab": b"\t", "shift+tab": b"\x1b[Z", "space": b" ",
    "up": b"\x1b[A", "down": b"\x1b[B", "right": b"\x1b[C", "left": b"\x1b[D",
    "home": b"\x1b[H", "end": b"\x1b[F", "pageup": b"\x1b[5~", "pagedown": b"\x1b[6~",
    "delete": b"\x1b[3~", "backspace": b"\x7f",
    "slash": b"/", "question_mark": b"?", "full_stop": b".", "comma": b",", "minus": b"-", "plus": b"+",
    "apostrophe": b"'", "percent_sign": b"%", "asterisk": b"*", "at": b"@",
    "left_curly_bracket": b"{", "right_curly_bracket": b"}",
    "less_than_sign": b"<", "greater_than_sign": b">",
}  # fmt: skip
TYPED = (
    "银行", "yinhang", "bank", "的", "2", "50", "#news", "新词", "[/]", "[@click=app.quit]x",
    "'; drop table word;--", "ǖ" * 40, "𠮷野家", "{{c1::x}}", "\u202eabc", "不" * 300,
)  # fmt: skip
TOUR = (
    "G g slash b a n k enter escape escape p p p p t t t P P P Z Z S tab tab q V h q q R space 3 q tab s "
    "enter q x escape r escape d b a enter escape escape question_mark q q"
)
"""Keys that lead through every room from a text, and back to the shelf."""
HOSTILE = (
    "[/bold][@click=app.exit]今天[red]下雨\x1b]52;c;b3duZWQ=\x07了\x9b31m。\u202e走吧，{{c1::他}}在[sound:x.mp3]"
    "<script>alert(1)</script>银行工作\x00。"
)
ACTING = re.compile("[\x80-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_COPIED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
_POINTER = re.compile(rb"\x1b\]22;[a-z-]*\x07")


class Fault(Exception):
    """What a soak must not find."""


@dataclass(frozen=True, slots=True)
class Event:
    """What the reader does: bytes for the terminal, or another size of its window."""

    name: str
    sent: bytes = b""
    size: tuple[int, int] | None = None


def events(seed: int) -> Iterator[Event]:
    """Yield events for ever, the same for the same seed."""
    chance = random.Random(seed)
    keys = sorted({key for room in ROOMS for action in room for key in action.keys.split(",")})
    moves = [
        key
        for key in ("j", "k", "space", "b", "tab", "l", "h", "enter", "escape", "down", "up")
        if key in keys
    ]
    columns, rows = SIZES[0]
    while True:
        kind = chance.random()
        if kind < 0.50:
            yield pressed(chance.choice(keys))
        elif kind < 0.66:
            yield pressed(chance.choice(moves))
        elif kind < 0.70:
            text = chance.choice(TYPED)
            yield Event(f"type {text[:20]!r}", text.encode())
        elif kind < 0.72:
            yield Event("paste", b"\x1b[200~" + chance.choice((HOSTILE, *TYPED)).encode() + b"\x1b[201~")
        elif kind < 0.985:
            x, y = chance.randrange(columns), chance.randrange(rows)
            button = chance.choice((35, 35, 35, 0, 0, 2, 64, 65, 32))
            yield Event(f"mouse {button} {x},{y}", mouse(button, x, y))
            if button in (0, 2, 32):
                if chance.random() < 0.3:  # dragged
                    x, y = chance.randrange(columns), chance.randrange(rows)
                    yield Event(f"drag {x},{y}", mouse(32, x, y))
                yield Event(f"let go {x},{y}", mouse(button & 3, x, y, "m"))
        elif kind < 0.995:
            columns, rows = chance.choice(SIZES)
            yield Event(f"size {columns}x{rows}", size=(columns, rows))
        else:
            yield Event("noise", bytes(chance.choice((0x1B, 0x5B, 0xFF, 0xE4, 0x9B, 0x41)) for _ in range(5)))


def pressed(key: str) -> Event:
    if key in CODES:
        return Event(key, CODES[key])
    if key.startswith("ctrl+"):
        return Event(key, bytes([ord(key[5:]) & 0x1F]))
    if key.startswith("f") and key[1:].isdigit():
        return Event(key, f"\x1b[{int(key[1:]) + 10}~".encode())
    if len(key) != 1:
        raise Fault(f"this reader does not know the key {key}")
    return Event(key, key.encode())


def mouse(button: int, x: int, y: int, end: str = "M") -> bytes:
    return f"\x1b[<{button};{x + 1};{y + 1}{end}".encode()


class Terminal:
    """The program in a pseudo-terminal."""

    def __init__(self, home: Path, *words: str) -> None:
        self.output = b""
        self.status: int | None = None
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.environ |= {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "DUSHU_HOME": str(home)}
            os.environ |= {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
            os.environ["PYTHONPATH"] = str(ROOT)
            os.chdir(home)
            os.execv(sys.executable, [sys.executable, "-m", "reader", *words])
        self.resize(*SIZES[0])

    def resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def do(self, event: Event) -> None:
        """Do something, and wait until the program has nothing more to say for a moment."""
        if event.size is not None:
            self.resize(*event.size)
        place = 0
        while place < len(event.sent):
            place += os.write(self.terminal, event.sent[place : place + 512])
            self.listen(QUIET, PATIENCE)
        self.listen(QUIET, PATIENCE)

    def listen(self, quiet: float, patience: float) -> bytes:
        """Return what is said until it is quiet for so long, or for so long in all."""
        heard, deadline = b"", time.monotonic() + patience
        while time.monotonic() < deadline and select.select([self.terminal], [], [], quiet)[0]:
            try:
                heard += os.read(self.terminal, 65536)
            except OSError:
                _, status = os.waitpid(self.child, 0)
                self.status = os.waitstatus_to_exitcode(status)
                self.output += heard
                raise Fault(f"the program ended with {self.status}: {said_at_the_end(self.output)}") from None
        self.output += heard
        return heard

    def wait_for(self, text: str) -> None:
        deadline = time.monotonic() + HANGS * 3
        while text not in self.output.decode(errors="replace"):
            self.listen(0.2, 0.5)
            if time.monotonic() > deadline:
                raise Fault(f"{text!r} did not come in {HANGS * 3:.0f} s")

    def answers(self) -> float:
        """Return the seconds until the program paints its window anew; raise Fault where it does not."""
        start = time.monotonic()
        for columns in (81, 80):
            self.resize(columns, 24)
            while not self.listen(0.1, 0.1):
                if time.monotonic() - start > HANGS:
                    raise Fault(f"no answer in {HANGS:.0f} s")
        return time.monotonic() - start

    def memory(self) -> float:
        """Return the program's own memory now, in megabytes."""
        status = Path(f"/proc/{self.child}/status").read_text(encoding="ascii")
        return int(re.findall(r"RssAnon:\s+(\d+)", status)[0]) / 1024

    def leave(self) -> int:
        """Ask the program to end as a system does; return its status."""
        os.kill(self.child, signal.SIGTERM)
        deadline = time.monotonic() + HANGS
        while time.monotonic() < deadline:
            try:
                self.listen(0.1, 0.3)
            except Fault:
                assert self.status is not None
                return self.status
        os.kill(self.child, signal.SIGKILL)
        raise Fault("it did not end when told to")


def said_at_the_end(output: bytes) -> str:
    return output.decode(errors="replace")[-600:]


def check_bytes(output: bytes) -> None:
    """Raise Fault where a text could act on the terminal that was shown ``output``."""
    for copied in _COPIED.findall(output):
        text = base64.b64decode(copied).decode()
        if re.search("[\x00-\x08\x0b-\x1f\x7f]", text) or ACTING.search(text):
            raise Fault(f"what was copied could act: {text!r}")
    rest = _POINTER.sub(b"", _COPIED.sub(b"", output))
    if b"\x1b]" in rest:
        place = rest.index(b"\x1b]")
        raise Fault(f"a command reached the terminal: {rest[place : place + 40]!r}")
    found = ACTING.search(rest.decode(errors="ignore"))
    if found or b"\x07" in rest or b"\x00" in rest:
        raise Fault(f"a character that acts reached the terminal: {found!r}")


def texts(folder: Path) -> list[Path]:
    """Write three texts: a short one, a novel of a quarter of a million characters, a hostile page."""
    ours = sorted(each for each in (ROOT / "texts").glob("*.md") if not each.name.endswith(".en.md"))
    short, novel, page = folder / "short [bold].md", folder / "novel.txt", folder / "page\x1b[2J.html"
    short.write_bytes((ROOT / "texts" / "bookshop.md").read_bytes())
    (folder / "short [bold].en.md").write_bytes((ROOT / "texts" / "bookshop.en.md").read_bytes())
    body = "\n".join(each.read_text(encoding="utf-8").replace("#", "") for each in ours)
    chapters = max(1, 250_000 // len(body))
    novel.write_text(
        "\n".join(f"第{number}章 [@click=x]雨\n\n{body}" for number in range(1, chapters + 1)),
        encoding="utf-8",
    )
    paragraphs = "".join(f"<p>{HOSTILE}{number} 他昨天去了银行，今天去学校。</p>" for number in range(300))
    page.write_text(
        f"<html><head><title>[/]\x1b[31m坏{{{{x}}}}</title></head><body><h1>[b]题</h1>{paragraphs}</body></html>",
        encoding="utf-8",
    )
    return [short, novel, page]


def prepare(home: Path) -> list[str]:
    """Put the texts on a shelf that no key leaves, and words into the notebook; return where they are."""
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text('[bindings]\nshelf-quit = ""\n', encoding="utf-8")
    (home / "texts").mkdir()
    written = texts(home / "texts")
    environment = os.environ | {"DUSHU_HOME": str(home), "PYTHONPATH": str(ROOT)}
    for words in ("start --common 300", "words add 银行 --note [/]\x1b[31m --tag [b]", "words add 网格员"):
        subprocess.run([sys.executable, "-m", "reader", *words.split()], env=environment, check=True)
    for path in written:
        terminal = Terminal(home, str(path))
        terminal.wait_for("unknown")
        terminal.leave()
        check_bytes(terminal.output)
    return [str(path) for path in written]


def warm_up(terminal: Terminal) -> None:
    """Visit every room and the whole of each text once, so that what is loaded once is loaded."""
    for down in range(3):
        for key in ("escape", "g", *["j"] * down, "o"):
            terminal.do(pressed(key))
        for _ in range(40):
            terminal.listen(0.1, 0.3)
        for key in TOUR.split():
            terminal.do(pressed(key))
            terminal.listen(0.05, 0.3)


def soak(home: Path, count: int, seed: int, log: Path | None) -> None:
    prepare(home)
    terminal = Terminal(home)
    done: list[str] = []
    slowest, samples, checked = 0.0, [], 0
    began = time.monotonic()
    try:
        terminal.wait_for("order")
        warm_up(terminal)
        print(f"all rooms and texts visited: {terminal.memory():.1f} MB, {time.monotonic() - began:.0f} s")
        for number, event in enumerate(events(seed), 1):
            done.append(event.name)
            terminal.do(event)
            if number % 100 == 0:
                slowest = max(slowest, terminal.answers())
                samples.append((number, terminal.memory()))
                check_bytes(terminal.output[checked:])
                checked = len(terminal.output)
            if number % 1000 == 0:
                print(
                    f"{number:6,} events  {time.monotonic() - began:5.0f} s  {samples[-1][1]:6.1f} MB  "
                    f"{len(terminal.output) / 1e6:.1f} MB painted",
                    flush=True,
                )
            if number >= count:
                break
        status = terminal.leave()
        check_bytes(terminal.output[checked:])
        if status != 128 + signal.SIGTERM:
            raise Fault(f"it ended with {status}: {said_at_the_end(terminal.output)}")
    except Fault as fault:
        report = home / "data" / "crash.log"
        print(f"after {len(done)} events: {' · '.join(done[-40:])}")
        if report.exists():
            print(report.read_text(encoding="utf-8"))
        sys.exit(f"FAILED: {fault}")
    finally:
        if log is not None:
            log.write_text("\n".join(done) + "\n", encoding="utf-8")
    if (home / "data" / "crash.log").exists():
        sys.exit("FAILED: there is a report of a crash")
    warm = [memory for number, memory in samples if number <= max(100, count // 10)]
    later = [memory for number, memory in samples if number > max(100, count // 10)] or warm
    growth = max(later) - max(warm)
    checked_by = subprocess.run(
        [sys.executable, "-m", "reader", "doctor", "--check"],
        env=os.environ | {"DUSHU_HOME": str(home), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    print(
        f"{count:,} events with seed {seed}: no fault; {max(warm):.1f} MB after the first tenth, "
        f"{max(later):.1f} MB at most after it ({growth:+.1f}); slowest answer {slowest * 1000:.0f} ms"
    )
    print(checked_by.stdout.rstrip() or checked_by.stderr.rstrip())
    if checked_by.returncode:
        sys.exit("FAILED: the learner's data is not sound")
    if growth > GROWTH:
        sys.exit(f"FAILED: memory grew by {growth:.1f} MB: {[round(memory) for _, memory in samples]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=Path, help="write the events down here")
    parser.add_argument("--home", type=Path, help="a folder to keep; without it, one that is removed")
    options = parser.parse_args()
    if options.home is not None:
        options.home.mkdir(parents=True)
        soak(options.home, options.events, options.seed, options.log)
        return
    with tempfile.TemporaryDirectory() as folder:
        soak(Path(folder), options.events, options.seed, options.log)


if __name__ == "__main__":
    main()
