"""Ask the terminal this runs in where the cursor is after every row of a page: no row may be out of step.

Run it by hand in each kind of terminal: ``python -m tests.benchmarks.page_alignment [REPORT]``, in a
virtual one for instance so: ``xvfb-run xterm -u8 -e python -m tests.benchmarks.page_alignment report.txt``
(``-cjk_width`` makes ambiguous characters wide). It draws the sample text in every view and every notation,
row by row, and compares the terminal's own count of cells with ours.
"""

from __future__ import annotations

import asyncio
import os
import re
import select
import sys
import termios
import tty

from rich.console import Console

from reader.tui.boxes import Notation, View
from reader.tui.widgets.page import Page
from tests.tui import samples
from tests.tui.test_page import Reading

COLUMNS, ROWS = 70, 24


async def rows(view: View, notation: Notation, ambiguous: int) -> list[str]:
    """Return the rows of a page as they would be sent to a terminal, a card over them; the bar left out."""

    def prepare(page: Page) -> None:
        page.set_reactive(Page.view, view)
        page.set_reactive(Page.notation, notation)
        page.set_reactive(Page.ambiguous, ambiguous)

    async with Reading(samples.document(3), prepare).run_test(size=(COLUMNS, ROWS)) as pilot:
        page = pilot.app.query_one(Page)
        for _ in range(12):
            page.move_word(1)
        await pilot.pause()
        strips = page.render_lines(page.size.region)
        return [strip.text for strip in strips]


def cursor_column_after(text: str) -> int | None:
    """Return the column (from 1) the terminal's cursor is in after ``text`` at the start of a line."""
    keyboard = sys.stdin.fileno()
    kept = termios.tcgetattr(keyboard)
    try:
        tty.setcbreak(keyboard)
        os.write(sys.stdout.fileno(), f"\r{text}\x1b[6n".encode())
        answer = b""
        while select.select([keyboard], [], [], 1.0)[0]:
            answer += os.read(keyboard, 64)
            if found := re.search(rb"\x1b\[\d+;(\d+)R", answer):
                return int(found[1])
        return None
    finally:
        os.write(sys.stdout.fileno(), b"\r\x1b[K")
        termios.tcsetattr(keyboard, termios.TCSADRAIN, kept)


def main() -> None:
    console = Console(file=open(sys.argv[1], "w", encoding="utf-8")) if sys.argv[1:] else Console()  # noqa: PTH123, SIM115
    ambiguous = 2 if cursor_column_after("“") == 3 else 1
    console.print(f"ambiguous characters: {ambiguous} cells")
    wrong = checked = 0
    for view in View:
        for notation in Notation:
            for row in asyncio.run(rows(view, notation, ambiguous)):
                column = cursor_column_after(row)
                checked += 1
                if column != COLUMNS + 1:
                    wrong += 1
                    console.print(f"{view.value}, {notation.value}: {column}: {row.strip()!r}", markup=False)
    console.print(f"{checked} rows, {wrong} out of step")


if __name__ == "__main__":
    main()
