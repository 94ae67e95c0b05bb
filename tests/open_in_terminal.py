"""Open texts with an installed ``dushu`` in a pseudo-terminal: ``open_in_terminal.py DUSHU FOLDER``.

Standard library only, so that it runs in an environment that has nothing but the program.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path


def screen_text(command: list[str], until: str, keys: bytes, seconds: float = 60.0) -> tuple[str, int]:
    """Run ``command`` at 100×30 until ``until`` is seen, then send ``keys``; return its text and status."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    seen, sent, deadline = b"", False, time.monotonic() + seconds
    while time.monotonic() < deadline:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            try:
                data = os.read(terminal, 65536)
            except OSError:
                break
            if not data:
                break
            seen += data
        if not sent and until in _plain(seen):
            os.write(terminal, keys)
            sent = True
    if not sent or time.monotonic() >= deadline:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return _plain(seen), os.waitstatus_to_exitcode(status)


def _plain(data: bytes) -> str:
    text = data.decode("utf-8", errors="replace")
    return re.sub(
        r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[P_^][^\x1b]*\x1b\\|.)", "", text
    )


def main(dushu: str, folder: str) -> int:
    """Open every text of ``folder`` until its title is seen, and leave; return the first bad status."""
    for path in sorted(Path(folder).glob("*.md")):
        if path.name.endswith(".en.md"):
            continue
        first = next(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("# "))
        text, status = screen_text([dushu, str(path)], until=first[2:4], keys=b"q")
        print(f"{path.name}: {'opened' if not status else f'failed with status {status}'}")
        if status:
            print(text[-2000:])
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
