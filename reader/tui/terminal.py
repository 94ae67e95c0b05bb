"""What is settled with the terminal before the app starts: how wide a mark is, and that any byte may come."""

from __future__ import annotations

import codecs
import os
import re
import select
import sys
import time
from functools import partial

PATIENCE = 0.15
"""Seconds a terminal has for its answer; over a slow line the usual width is taken for granted."""


def ask_width(mark: str) -> int:
    """Return how many cells the terminal moves on for ``mark``: 1 or 2, and 1 where it does not say.

    The mark is written at the beginning of a line, the cursor's place asked for, and the line wiped.
    """
    try:
        import termios
        import tty

        if not (os.isatty(0) and os.isatty(1)):
            return 1
        before = termios.tcgetattr(0)
    except (ImportError, OSError, ValueError):
        return 1
    try:
        tty.setcbreak(0, termios.TCSANOW)
        sys.stdout.write(f"\r{mark}\x1b[6n")
        sys.stdout.flush()
        answer = _answer(time.monotonic() + PATIENCE)
        sys.stdout.write("\r\x1b[K")
        sys.stdout.flush()
    except (OSError, UnicodeEncodeError, termios.error):
        return 1
    finally:
        termios.tcsetattr(0, termios.TCSANOW, before)
    return 2 if answer == 3 else 1


def take_any_byte() -> None:
    """Let a byte that is no UTF-8 come in as U+FFFD.

    Textual's thread that reads the terminal would end at it, and no key would be heard any more.
    """
    try:
        from textual.drivers import linux_driver
    except ImportError:  # a system whose terminals are read otherwise
        return
    tolerant = lambda name: partial(codecs.getincrementaldecoder(name), "replace")  # noqa: E731
    setattr(linux_driver, "getincrementaldecoder", tolerant)  # noqa: B010 - the name is imported there


def _answer(until: float) -> int | None:
    """Return the column of the terminal's cursor report, None where none comes in time."""
    seen = b""
    while (left := until - time.monotonic()) > 0:
        if not select.select([0], [], [], left)[0]:
            return None
        seen += os.read(0, 64)
        found = re.search(rb"\x1b\[\d+;(\d+)R", seen)
        if found:
            return int(found[1])
        if len(seen) > 256:
            return None
    return None
