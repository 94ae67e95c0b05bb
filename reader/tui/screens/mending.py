"""Which sentences belong together, set right by hand: a few pairs around one, and what can be done to it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from reader.bilingual import mending
from reader.bilingual.bead import Alignment
from reader.bilingual.mending import Beads
from reader.document.model import Document
from reader.tui.companion import wrapped
from reader.tui.keys import MENDING, Action, bindings
from reader.tui.screens.room import Dialog
from reader.width import display

AROUND = 1
"""Pairs shown before and after the one in question."""
WIDTH = 72


class MendScreen(Dialog[Alignment]):
    """Ends with the alignment as it is then. Every change is kept at once, and can be undone later too."""

    ACTIONS: ClassVar[tuple[Action, ...]] = MENDING
    BINDINGS = bindings(MENDING)  # type: ignore[assignment]  # Textual's type is wider than what it takes

    def __init__(self, document: Document, alignment: Alignment, number: int) -> None:
        super().__init__()
        self._document, self._alignment, self._number = document, alignment, number

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(id="mend-title", classes="dialog-title")
            yield Static(id="pairs")
            yield self.key_line()

    def on_mount(self) -> None:
        self._show()

    def action_bead(self, step: int) -> None:
        self._number = max(0, min(len(self._alignment.beads) - 1, self._number + step))
        self._show()

    def action_doubtful(self) -> None:
        beads = self._alignment.beads
        order = (*range(self._number + 1, len(beads)), *range(self._number + 1))
        found = next((number for number in order if beads[number].doubtful), None)
        if found is None:
            self.say("no pair is uncertain")
            return
        self._number = found
        self._show()

    def action_merge(self) -> None:
        self._mend(
            mending.merged(self._alignment.beads, self._number), "merge two pairs", "there is no next pair"
        )

    def action_split(self) -> None:
        self._mend(mending.split(self._alignment, self._number), "split a pair", "there is nothing to split")

    def action_shift(self, side: mending.Side, step: int) -> None:
        found = mending.shifted(self._alignment.beads, self._number, side, step)
        self._mend(found, "shift a sentence", "there is no sentence to shift")

    def action_unlink(self) -> None:
        found = mending.unlinked(self._alignment.beads, self._number)
        self._mend(found, "unlink a pair", "this is no pair")

    def action_undo(self) -> None:
        self._take(
            self.session.translating.undo(self._document, self._alignment), "undone", "nothing to undo"
        )

    def action_redo(self) -> None:
        found = self.session.translating.redo(self._document, self._alignment)
        self._take(found, "done again", "nothing to do again")

    def action_leave(self) -> None:
        self.dismiss(self._alignment)

    def _take(self, found: tuple[Alignment, str] | None, done: str, nothing: str) -> None:
        if found is None:
            self.say(nothing)
            return
        self._follow(found[0])
        self.say(f"{done}: {found[1]}", seconds=2)

    def _mend(self, beads: Beads | None, label: str, nothing: str) -> None:
        if beads is None:
            self.say(nothing, seconds=2)
            return
        self._follow(self.session.translating.mend(self._document, self._alignment, beads, label))

    def _follow(self, alignment: Alignment) -> None:
        """Show another alignment, the same sentence in question."""
        bead = self._alignment.beads[self._number]
        self._alignment = alignment
        self._number = next(
            (n for n, each in enumerate(alignment.beads) if each.z1 > bead.z0 or each.e1 > bead.e0),
            len(alignment.beads) - 1,
        )
        self._show()

    def _show(self) -> None:
        beads = self._alignment.beads
        self.query_one("#mend-title", Static).update(
            Content(f"Which sentences belong together?  pair {self._number + 1} of {len(beads)}")
        )
        first = max(0, min(self._number - AROUND, len(beads) - 2 * AROUND - 1))
        rows = [
            self._pair(number, number == self._number)
            for number in range(first, min(len(beads), first + 2 * AROUND + 1))
        ]
        self.query_one("#pairs", Static).update(Content("\n\n").join(rows))

    def _pair(self, number: int, chosen: bool) -> Content:
        bead, alignment = self._alignment.beads[number], self._alignment
        ambiguous = self.dushu.ambiguous
        room = min(WIDTH, self.app.size.width - 18)
        sure = "set by you" if bead.pinned else f"{bead.confidence:.0%} sure"
        rows = [f"{'›' if chosen else ' '} {bead.shape}  {sure}{'  ?' if bead.doubtful else ''}"]
        sides = (alignment.chinese[bead.z0 : bead.z1], alignment.english[bead.e0 : bead.e1])
        limit = 5 if chosen else 2
        for mark, side in zip("中英", sides, strict=True):
            lines = [
                line for each in side for line in _marked(wrapped(display(each.text), room - 7, ambiguous))
            ] or ["  —"]
            if len(lines) > limit:
                lines = [*lines[: limit - 1], f"{lines[limit - 1][: room // 2 - 6]} …"]
            rows += [f"  {mark if not n else '  '} {line}" for n, line in enumerate(lines)]
        content = Content("\n".join(rows))
        return content.stylize("bold") if chosen else content.stylize("dim")


def _marked(lines: list[str]) -> list[str]:
    """Begin each sentence with a mark, so that several of them are told apart."""
    return [f"{'·' if not n else ' '} {line}" for n, line in enumerate(lines)]
