"""The terminal app: opens the session, shows the shelf or a text, and leaves the terminal as it was."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.events import Event, Paste
from textual.screen import Screen
from textual.worker import WorkerFailed

from reader.document.model import Document
from reader.errors import ConfigError, DushuError
from reader.inert import inert, inert_line
from reader.session import Session, open_session
from reader.tui.keys import key_name, keymap, textual_keymap
from reader.tui.terminal import ask_width, take_any_byte
from reader.tui.themes import THEMES, page_variables, theme_for

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.dom import DOMNode
    from textual.filter import LineFilter

LAST_RESORT = 2.0
"""Seconds for leaving in order after the system asked for it."""
SWITCH_INTERVAL = 0.001
"""Seconds a working thread may keep a key waiting for the interpreter."""


class Progress:
    """Hands the index's progress to whoever shows it now."""

    def __init__(self) -> None:
        self.listener: object = None

    def __call__(self, done: int, total: int) -> None:
        if callable(self.listener):
            self.listener(done, total)


class DushuApp(App[int]):
    """The reader. ``documents`` are read one after the other; without one, the shelf is shown."""

    TITLE = "dushu"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [
        "page.tcss",
        "app.tcss",
        "review.tcss",
    ]
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_DISPLAY = "commands"

    def __init__(
        self,
        session: Session,
        documents: Sequence[Document] = (),
        ambiguous: int = 1,
        progress: Progress | None = None,
        first: Callable[[], Screen[None]] | None = None,
    ) -> None:
        """``first`` makes the screen to begin with in the place of the shelf; leaving it ends the app."""
        self.keys: Mapping[str, str] = keymap(session.config.keys, session.config.bindings)
        self.tones = session.config.tones
        super().__init__()
        self.session = session
        self.ambiguous = ambiguous
        self._documents = list(documents)
        self.beside: dict[str, Document] = {}
        """Translations to lay beside texts that are still to be opened, by the digest of the text."""
        self.forced = False
        """Whether they are laid there even where they do not seem to belong."""
        self._first = first
        self._from_shelf = not documents and first is None
        self._opening = threading.Lock()
        self._former: dict[signal.Signals, Any] = {}
        self.fault: Exception | None = None
        for theme in THEMES:
            self.register_theme(theme)
        if session.config.theme not in self.available_themes:
            raise ConfigError(
                f"theme = {session.config.theme!r}: no theme is called so; there are "
                f"{', '.join(sorted(self.available_themes))}"
            )
        self.theme = theme_for(session.config.theme, self.console.color_system, self.no_color)
        self.set_keymap(textual_keymap(self.keys))
        if progress is not None:
            progress.listener = self._tell_progress

    def get_line_filters(self) -> Sequence[LineFilter]:
        filters = super().get_line_filters()
        if self.ambiguous == 1:
            return filters
        from reader.tui.plain_marks import PlainMarks

        return [*filters, PlainMarks()]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return page_variables(self.current_theme, self.tones)

    def on_mount(self) -> None:
        self._listen_to_system(asyncio.get_running_loop())
        self.next_document()

    def _listen_to_system(self, loop: asyncio.AbstractEventLoop) -> None:
        """Leave in order when told to; at once where the terminal is gone and takes no more output.

        The handler is the interpreter's own, for the loop may be waiting on that terminal for ever.
        """

        def told(number: int, frame: object) -> None:
            status = 128 + number
            last_resort = threading.Timer(LAST_RESORT, self._end_now, (status,))
            last_resort.daemon = True
            last_resort.start()
            loop.call_soon_threadsafe(self._end, status)

        with suppress(ValueError, AttributeError):  # not the main thread; no such signal on this system
            for number in (signal.SIGTERM, signal.SIGHUP):
                self._former[number] = signal.signal(number, told)

    def on_unmount(self) -> None:
        for number, handler in self._former.items():
            signal.signal(number, handler)

    def next_document(self) -> None:
        """Show what was open below, the next document, or the shelf; or leave."""
        from reader.tui.screens.reading import ReadingScreen
        from reader.tui.screens.room import Room

        if isinstance(self.screen, Room):
            return
        first, self._first = self._first, None
        if first is not None:
            self.push_screen(first())
        elif self._documents:
            self.push_screen(ReadingScreen(self._documents.pop(0)))
        elif self._from_shelf:
            from reader.tui.screens.shelf import ShelfScreen

            self.push_screen(ShelfScreen())
        else:
            self.exit(0)

    def open_lexicon(self) -> None:
        """Open what looking words up needs, once, whichever thread asks first."""
        with self._opening:
            _ = self.session.lexicon, self.session.simplify

    def open_dictionaries(self) -> None:
        """Open what annotating needs, once, whichever thread asks first."""
        with self._opening:
            _ = self.session.lexicon, self.session.simplify, self.session.annotator

    @property
    def dictionaries_open(self) -> bool:
        return "annotator" in self.session.__dict__

    def show_tones(self, scheme: str) -> None:
        """Colour tones by another scheme."""
        if scheme != self.tones:
            self.tones = scheme
            self.refresh_css(animate=False)

    async def on_event(self, event: Event) -> None:
        """Hand events on; what is pasted comes from outside, and stands in fields as it is."""
        if isinstance(event, Paste):
            event.text = inert(event.text)
        await super().on_event(event)

    def copy_to_clipboard(self, text: str) -> None:
        super().copy_to_clipboard(inert(text))

    async def run_action(  # type: ignore[override]  # what a screen's own name spaces give is passed through
        self,
        action: str,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; what goes wrong in it for the learner is said, and nothing else happens."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except DushuError as error:
            self.notify(inert_line(str(error)), severity="error", timeout=12, markup=False)
            return True

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield a command for every action of the screen, and for the themes."""
        from reader.tui.screens.room import Room

        if isinstance(screen, Room):
            for action in screen.ACTIONS:
                if not action.method.startswith("app."):
                    keys = key_name(self.keys[action.id].split(",")[0])
                    yield SystemCommand(
                        action.description,
                        f"key: {keys}" if keys else "no key",
                        lambda method=action.method: self.call_later(screen.run_action, method),
                    )
        yield SystemCommand("theme", "paper, night, contrast and others", self.action_change_theme)

    def fail(self, error: Exception) -> None:
        """Leave because of a fault of the program's own."""
        self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        """Leave with what nobody foresaw in hand, for one sentence about it once the terminal is given back.

        Textual, whose hook this is, would draw the source lines and every variable around the fault.
        """
        if self._exit:  # a screen that was still being made finds nothing of itself
            self._close_messages_no_wait()
            return
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        if self._exception is None:
            self._exception, self.fault = error, error
            self._exception_event.set()
        self._return_code = 1
        with suppress(Exception):
            self._keep_places()
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """Leave when Textual's thread that reads the terminal fails; a terminal that is gone is no fault.

        Textual, whose hook this is, would draw its source lines and say that all went well.
        """
        from rich.traceback import Traceback

        stacks = [stack for each in renderables if isinstance(each, Traceback) for stack in each.trace.stacks]
        told = f"{stacks[0].exc_type}: {stacks[0].exc_value}" if stacks else "no more is known"
        if told.startswith("OSError"):
            self._end(128 + getattr(signal, "SIGHUP", 1))
        else:
            self.fail(RuntimeError(f"the terminal cannot be read ({told})"))

    def _tell_progress(self, done: int, total: int) -> None:
        from reader.tui.annotating import progress_line
        from reader.tui.widgets.bars import KeyLine

        def tell() -> None:
            for line in self.screen.query(KeyLine):
                line.said = progress_line(done, total)

        with suppress(RuntimeError):
            self.call_later(tell)

    def _end(self, status: int) -> None:
        """Leave as asked by the system: the place is kept, the terminal is as before."""
        self._keep_places()
        self.exit(status, return_code=status)

    def _end_now(self, status: int) -> None:
        """End where leaving in order hangs; what was said to be saved is saved already."""
        self._keep_places()
        os._exit(status)

    def _keep_places(self) -> None:
        from reader.tui.screens.text import TextScreen

        for screen in self.screen_stack:
            if isinstance(screen, TextScreen):
                screen.keep_place()


def run_app(
    documents: Sequence[Document],
    first: Callable[[], Screen[None]] | None = None,
    beside: Mapping[str, Document] | None = None,
    forced: bool = False,
) -> int:
    """Read ``documents`` in the terminal, or begin with ``first``, or the shelf; return the exit status."""
    gc.disable()
    take_any_byte()
    sys.setswitchinterval(SWITCH_INTERVAL)
    progress = Progress()
    session = open_session(progress=progress)
    ambiguous = session.config.ambiguous_width or terminal_width_of_marks()
    app = DushuApp(session, documents, ambiguous, progress, first)
    app.beside, app.forced = dict(beside or {}), forced

    def started() -> None:
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        gc.enable()

    def thread_failed(failed: threading.ExceptHookArgs) -> None:
        if isinstance(failed.exc_value, Exception):
            app.call_later(app.fail, failed.exc_value)

    threading.excepthook = thread_failed
    app.call_later(app.call_after_refresh, started)
    try:
        status = app.run() or app.return_code or 0
    finally:
        threading.excepthook = threading.__excepthook__
        session.close()
    return status if app.fault is None else tell_fault(app.fault, session)


def tell_fault(fault: Exception, session: Session) -> int:
    """Say on standard error what ended the app, and where the report is; raise what says so by itself."""
    if isinstance(fault, DushuError):
        raise fault
    from datetime import datetime

    from reader.tui.crash import sentence, written_report

    report = written_report(fault, session.paths.data, datetime.now().astimezone())
    print(sentence(fault, report), file=sys.stderr)
    return 1


def terminal_width_of_marks() -> int:
    """Return how many cells this terminal gives a mark such as “; asked, or 1 where it does not answer."""
    return ask_width("“")
