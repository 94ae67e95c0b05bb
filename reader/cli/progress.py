"""A bar on standard error while something takes its time: on a terminal only, and gone when it is done."""

from __future__ import annotations

import sys
import time

from reader.cli.table import clipped

EVERY = 0.1
"""Seconds between two changes of the bar."""
_CELLS = 24


class Bar:
    """Shows how far something is, nothing done at once; Ctrl+C stops what it shows."""

    def __init__(self, what: str) -> None:
        self._what = clipped(what, 36)
        self._shown = sys.stderr.isatty()
        self._next = time.monotonic() + EVERY
        self._drawn = False

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not self._shown or (done and now < self._next):
            return
        self._next = now + EVERY
        full = _CELLS * done // max(1, total)
        bar = "=" * full + " " * (_CELLS - full)
        percent = done * 100 // max(1, total)
        print(f"\r{self._what} [{bar}] {percent:>3} % (Ctrl+C stops)", end="", file=sys.stderr, flush=True)
        self._drawn = True

    def clear(self) -> None:
        """Take the bar away."""
        if self._drawn:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._drawn = False
