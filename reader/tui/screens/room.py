"""What all screens have in common: the session, the keys, and a way to say things that is always inert."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar, Literal, TypeVar, cast

from textual.screen import ModalScreen, Screen

from reader.errors import DushuError
from reader.inert import inert_line
from reader.session import Session
from reader.tui.keys import Action, key_name
from reader.tui.widgets.bars import KeyHint, KeyLine

if TYPE_CHECKING:
    from reader.tui.app import DushuApp

Result = TypeVar("Result")
Severity = Literal["information", "warning", "error"]


class Room(Screen[Result]):
    """A screen with the session in it. ``ACTIONS`` is its part of the declaration of keys."""

    ACTIONS: ClassVar[tuple[Action, ...]] = ()

    @property
    def dushu(self) -> DushuApp:
        return cast("DushuApp", self.app)

    @property
    def session(self) -> Session:
        return self.dushu.session

    def say(self, text: str, severity: Severity = "information", seconds: float = 3) -> None:
        """Show a sentence for a while, in the place of the last; nothing in it acts, whatever it quotes."""
        self.app.clear_notifications()
        self.notify(inert_line(text), severity=severity, timeout=seconds, markup=False)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Say what goes wrong for the learner within; actions do so by themselves, handlers need this."""
        try:
            yield
        except DushuError as error:
            self.say(str(error), "error", 12)

    def take_back(self) -> None:
        """Take back the notebook's newest step, and say which it was."""
        step = self.session.notebook.undo()
        self.say(f"undone: {step.label}" if step is not None else "nothing to undo")

    def do_again(self) -> None:
        """Do the notebook's step again that was taken back last, and say which it was."""
        step = self.session.notebook.redo()
        self.say(f"done again: {step.label}" if step is not None else "nothing to do again")

    def key_line(self) -> KeyLine:
        """Return the screen's foot: the keys that have a word there."""
        return KeyLine(self.hints())

    def hints(self) -> list[KeyHint]:
        keys = self.dushu.keys
        return [
            KeyHint(key_name(keys[action.id].split(",")[0]), action.footer, action.method)
            for action in self.ACTIONS
            if action.footer and keys[action.id]
        ]

    def key_of(self, action: str) -> str:
        """Return the first key of an action, for sentences that name it."""
        return key_name(self.dushu.keys[action].split(",")[0])

    def action_review(self) -> None:
        """Go and review what is due."""
        from reader.tui.screens.review import ReviewScreen

        self.dushu.push_screen(ReviewScreen())

    def action_progress(self) -> None:
        """Show the learner's numbers."""
        from reader.tui.screens.progress import ProgressScreen

        self.dushu.push_screen(ProgressScreen())

    async def on_key_line_chosen(self, message: KeyLine.Chosen) -> None:
        await self.run_action(message.action)

    def on_screen_resume(self) -> None:
        self.refresh()


class Dialog(Room[Result], ModalScreen[Result]):
    """A room that stands over another one."""
