"""Tables for people: columns that stand under each other, Chinese or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.width import cells, display

GAP = "  "


def table(rows: Sequence[Sequence[str]], left: Sequence[int] = (0,), widest: int = 48) -> Iterator[str]:
    """Yield a line for each row; the columns numbered in ``left`` begin together, the others end together.

    What is wider than ``widest`` cells is cut short. Everything comes out inert.
    """
    shown = [[clipped(text, widest) for text in row] for row in rows]
    columns = max(map(len, shown), default=0)
    widths = [max((cells(row[at]) for row in shown if at < len(row)), default=0) for at in range(columns)]
    for row in shown:
        padded = []
        for at, text in enumerate(row):
            space = " " * (widths[at] - cells(text))
            padded.append(text + space if at in left else space + text)
        yield GAP.join(padded).rstrip()


def clipped(text: str, widest: int, keep_end: bool = False) -> str:
    """Return the display copy of ``text``, cut to ``widest`` cells with an ellipsis at the end.

    With ``keep_end`` it is the beginning that is cut, as suits the name of a file.
    """
    shown = display(text)
    if cells(shown) <= widest:
        return shown
    kept, room = 0, widest - 1
    for char in reversed(shown) if keep_end else shown:
        room -= cells(char)
        if room < 0:
            break
        kept += 1
    return "…" + shown[len(shown) - kept :] if keep_end else shown[:kept] + "…"
