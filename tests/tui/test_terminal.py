"""The program in a real terminal: mouse reports and keys go in, and the terminal is as before at the end."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.paths import Paths
from reader.session import open_session
from tests.tui.driving import ARTICLE, BOOKSHOP, ROOT, needs_article

needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not on this machine")


@pytest.fixture
def home(shared_cache: Path, engine: object, tmp_path: Path) -> Path:
    """A home directory whose dictionaries are compiled already."""
    engine.lexicon  # type: ignore[attr-defined]  # noqa: B018 - it builds the index
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "cache").symlink_to(shared_cache)
    return tmp_path / "home"


class Tmux:
    """A terminal of its own, on a server of its own."""

    def __init__(self, home: Path, columns: int, rows: int) -> None:
        self.home = home
        self.name = f"dushu-test-{os.getpid()}-{time.monotonic_ns()}"
        self._tmux("-f", os.devnull, "new-session", "-d", "-x", str(columns), "-y", str(rows), "sh")
        self._tmux("set", "-g", "mouse", "off")
        self._tmux("set", "-g", "escape-time", "0")

    def open(self, text: Path) -> None:
        command = f"cd {ROOT} && DUSHU_HOME={self.home} {sys.executable} -m reader '{text}'"
        self.keys(command + "; echo ended $?", "Enter")

    def keys(self, *keys: str) -> None:
        for key in keys:
            self._tmux("send-keys", key)
            time.sleep(0.08)

    def mouse(self, column: int, row: int, button: int = 35, end: str = "M") -> None:
        """Send what a terminal sends for the mouse: 35 moves, 0 presses, 32 drags; ``m`` lets go."""
        self._tmux("send-keys", "-l", f"\x1b[<{button};{column + 1};{row + 1}{end}")
        time.sleep(0.08)

    def screen(self) -> list[str]:
        shown = self._tmux("capture-pane", "-p").split("\n")
        return [unicodedata.normalize("NFC", line) for line in shown]

    def wait_for(self, *texts: str, seconds: float = 60) -> str:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            shown = "\n".join(self.screen())
            if all(text in shown or text in shown.replace(" ", "") for text in texts):
                return shown
            time.sleep(0.1)
        raise AssertionError(f"{texts} did not come:\n" + "\n".join(self.screen()))

    def cell(self, word: str) -> tuple[int, int]:
        """Return the cell of the first character of a word whose characters stand close together."""
        for y, line in enumerate(self.screen()):
            found = re.search(" ?".join(word), line)
            if found:
                return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in line[: found.start()]), y
        raise AssertionError(f"{word} is not on the screen:\n" + "\n".join(self.screen()))

    def resize(self, columns: int, rows: int) -> None:
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def close(self) -> None:
        self._tmux("kill-session")

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self.name, *arguments], capture_output=True, text=True, check=True, timeout=20
        )
        return done.stdout


@pytest.fixture
def terminal(home: Path) -> Iterator[Tmux]:
    made = Tmux(home, 80, 24)
    yield made
    made.close()


def kept(home: Path) -> list[str]:
    session = open_session(Paths(home / "data", home / "config", home / "cache"))
    try:
        return [word.simplified for word in session.notebook.words()]
    finally:
        session.close()


@needs_tmux
@needs_article
def test_hovering_saving_and_coming_back_work_in_a_real_terminal(terminal: Tmux, home: Path) -> None:
    terminal.open(ARTICLE)
    terminal.wait_for("大数据为社会治理插上腾飞翅膀", "tab unknown")
    terminal.keys("/")
    terminal.keys("网格员", "Enter")
    terminal.wait_for("wǎnggéyuán", "grid worker")
    terminal.keys("Escape")
    time.sleep(0.3)  # a terminal's reports begin with the same byte as this key
    terminal.keys("Escape")
    time.sleep(0.3)
    terminal.mouse(*terminal.cell("网格员"))
    terminal.wait_for("wǎnggéyuán", "grid worker")
    terminal.keys("s")
    terminal.wait_for("saved 网格员")
    for number in range(2, 11):
        terminal.keys("Tab", "s")
        deadline = time.monotonic() + 10
        while len(kept(home)) < number and time.monotonic() < deadline:
            time.sleep(0.1)
    words = kept(home)
    assert len(words) == 10
    terminal.keys("Space")
    terminal.wait_for("%")
    time.sleep(0.3)
    top = terminal.screen()[1:4]
    terminal.keys("q")
    terminal.wait_for("ended 0")
    terminal.open(ARTICLE)
    terminal.wait_for("tab unknown", seconds=60)
    time.sleep(0.3)
    assert terminal.screen()[1:4] == top
    terminal.keys("V")
    terminal.wait_for("10 words")
    terminal.keys("q", "q")
    assert kept(home) == words


@needs_tmux
def test_a_phrase_is_dragged_over_saved_and_taken_back(terminal: Tmux, home: Path) -> None:
    terminal.open(BOOKSHOP)
    terminal.wait_for("雨天的旧书店", "tab unknown")
    start, end = terminal.cell("公园"), terminal.cell("跑步")
    terminal.mouse(*start, button=0)
    terminal.mouse(*end, button=32)
    terminal.mouse(*end, button=0, end="m")
    terminal.wait_for("saves it as one word")
    terminal.keys("s")
    terminal.wait_for("saved 公园跑步")
    assert kept(home) == ["公园跑步"]
    terminal.keys("u")
    terminal.wait_for("undone: save 公园跑步")
    assert kept(home) == []
    terminal.resize(120, 40)
    terminal.wait_for("雨天的旧书店", "tab unknown")
    terminal.keys("p", "p", "p", "?")
    terminal.wait_for("next unknown word")
    terminal.keys("q", "q")
    terminal.wait_for("ended 0")


def run_in_terminal(
    home: Path,
    end: signal.Signals | bytes,
    text: Path = BOOKSHOP,
    program: tuple[str, ...] = ("-m", "reader"),
    then: tuple[bytes, ...] = (),
) -> tuple[bytes, int]:
    """Run the program in a pseudo-terminal until the text is shown, end it, return its output and status.

    What stands in ``then`` is typed piece by piece, each when the terminal was quiet for a moment.
    """
    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "DUSHU_HOME": str(home)}
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, *program, str(text)])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen, ended, deadline = b"", False, time.monotonic() + 60
    while time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                chunk = os.read(terminal, 65536)
            except OSError:
                break
            if not chunk:
                break
            seen += chunk
        elif ended and then:
            os.write(terminal, then[0])
            then = then[1:]
        if not ended and b"unknown" in seen:
            ended = True
            if isinstance(end, bytes):
                os.write(terminal, end)
            else:
                os.kill(child, end)
    else:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return seen, os.waitstatus_to_exitcode(status)


@pytest.mark.parametrize(
    ("end", "status"), [(b"q", 0), (signal.SIGTERM, 128 + 15), (signal.SIGHUP, 128 + 1), (b"\x11", 0)]
)
def test_however_it_ends_the_terminal_is_given_back(
    home: Path, end: signal.Signals | bytes, status: int
) -> None:
    output, ended = run_in_terminal(home, end)
    assert ended == status
    given_back(output)
    assert b"\x1b[?25h" in output[-400:]
    assert b"Traceback" not in output


def given_back(output: bytes) -> bytes:
    """Return what was written after the terminal was given back, which it must have been."""
    assert b"\x1b[?1003l" in output[output.rindex(b"\x1b[?1003h") :]
    assert output.rindex(b"\x1b[?1049l") > output.rindex(b"\x1b[?1049h")
    return output[output.rindex(b"\x1b[?1049l") :]


FAULTS = {
    "in a key": ("text.TextScreen.action_view = fault", b"sp"),
    "in a worker": ("text.TextScreen.action_view = lambda self: self.run_worker(fault, thread=True)", b"sp"),
    "in a thread": ("text.TextScreen.action_view = lambda self: Thread(target=fault).start()", b"sp"),
}


@pytest.mark.parametrize("where", FAULTS)
def test_a_fault_of_the_program_ends_in_one_sentence_and_loses_nothing(home: Path, where: str) -> None:
    fault, keys = FAULTS[where]
    program = f"""
import sys
from threading import Thread
from reader.__main__ import main
from reader.tui.screens import text
def fault(*given):
    raise ValueError("no [bold]such\\x1b[31m thing")
{fault}
sys.exit(main(sys.argv[1:]))
"""
    output, status = run_in_terminal(home, keys, program=("-c", program))
    said = given_back(output).decode()
    report = home / "data" / "crash.log"
    assert status == 1
    assert "dushu: a fault of the program, not yours (ValueError: no [bold]such␛[31m thing)" in said
    assert str(report) in said
    assert "Traceback" not in output.decode()
    assert said.count("\n") == 1
    assert "in fault" in report.read_text(encoding="utf-8")
    assert "\x1b" not in report.read_text(encoding="utf-8")
    assert len(kept(home)) == 1


def test_bytes_that_are_no_utf8_come_from_the_terminal_and_keys_are_heard_after_them(home: Path) -> None:
    output, status = run_in_terminal(home, b"\xff\xfe\x9b\xe4sq")
    assert status == 0
    assert "Traceback" not in output.decode(errors="replace")
    assert len(kept(home)) == 1


def test_what_is_pasted_into_a_field_cannot_speak_to_the_terminal(home: Path) -> None:
    hostile = "\u202e银\x9b2J\x7f行\u2066".encode()
    output, status = run_in_terminal(home, b"/", then=(b"\x1b[200~" + hostile + b"\x1b[201~", b"\x11"))
    assert status == 0
    assert "银".encode() in output
    shown = output.decode()
    assert not set("\u202e\x9b\x7f\u2066") & set(shown)


def test_a_terminal_that_cannot_be_read_is_told_in_one_sentence(home: Path) -> None:
    program = """
import sys
from reader.__main__ import main
from textual.drivers import linux_driver
class Parser:
    def __init__(self, *given): pass
    def feed(self, text): raise ValueError("a \x1b[31m[/]key")
    def tick(self): return ()
linux_driver.XTermParser = Parser
sys.exit(main(sys.argv[1:]))
"""
    output, status = run_in_terminal(home, b"s", program=("-c", program))
    assert status == 1
    assert "the terminal cannot be read (ValueError: a ␛[31m[/]key)" in given_back(output).decode()
    assert b"Traceback" not in output


def test_a_text_cannot_speak_to_the_terminal(home: Path, tmp_path: Path) -> None:
    attack = tmp_path / "attack.txt"
    attack.write_text("今天\x1b]52;c;b3duZWQ=\x07下雨\x1b[31m了\x9b5n。\u202e走吧\n" * 5, encoding="utf-8")
    output, status = run_in_terminal(home, b"q", attack)
    assert status == 0
    assert b"\x1b]52" not in output
    assert "\x9b".encode() not in output
    assert "\u202e".encode() not in output
    assert "␛]52".encode() in output


def test_a_terminal_that_vanishes_takes_the_program_with_it_and_the_place_is_kept(home: Path) -> None:
    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "DUSHU_HOME": str(home)}
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "reader", str(BOOKSHOP)])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen, deadline = b"", time.monotonic() + 60
    while b"unknown" not in seen and time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.2)[0]:
            seen += os.read(terminal, 65536)
    os.write(terminal, b" ")
    time.sleep(0.5)
    os.close(terminal)
    deadline = time.monotonic() + 15
    while (ended := os.waitpid(child, os.WNOHANG))[0] == 0 and time.monotonic() < deadline:
        time.sleep(0.1)
    if ended[0] == 0:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert ended[0] == child
    session = open_session(Paths(home / "data", home / "config", home / "cache"))
    (place,) = session.shelf.recent()
    session.close()
    assert place.position.paragraph > 0
