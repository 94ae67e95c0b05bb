"""The shelf: texts read lately, and those that come with the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reader.errors import DushuError
from reader.paths import bundled
from reader.study.shelf import Place
from reader.tui.glosses import clip
from reader.tui.keys import SHELF, Action, bindings
from reader.tui.screens.room import Room
from reader.tui.widgets.bars import Masthead
from reader.width import cells, display


@dataclass(frozen=True, slots=True)
class Text:
    """A text that can be opened; ``place`` where it was opened before."""

    path: str
    title: str
    place: Place | None = None

    @property
    def trouble(self) -> str:
        """Why it cannot be opened, in a word or two; nothing where it can."""
        if self.path == "-":
            return "was read from standard input"
        try:
            return "" if Path(self.path).is_file() else "the file is gone"
        except (OSError, ValueError):
            return "the file is gone"


class ShelfScreen(Room[None]):
    """Lists texts, the one opened last first."""

    ACTIONS: ClassVar[tuple[Action, ...]] = SHELF
    BINDINGS = bindings(SHELF)  # type: ignore[assignment]  # Textual's type is wider than what it takes

    def __init__(self) -> None:
        super().__init__()
        self._texts: list[Text | None] = []
        self._forgotten: list[Place] = []

    def compose(self) -> ComposeResult:
        yield Masthead()
        yield OptionList(id="texts", compact=True)
        yield self.key_line()

    def on_mount(self) -> None:
        masthead = self.query_one(Masthead)
        masthead.title, masthead.section = "dushu 读书", "your shelf"
        masthead.ambiguous = self.dushu.ambiguous
        self._list()
        self.query_one(OptionList).focus()

    def on_screen_resume(self) -> None:
        self._list()

    def _list(self) -> None:
        options = self.query_one(OptionList)
        chosen = options.highlighted
        try:
            places = self.session.shelf.recent()
        except DushuError as error:
            self.say(str(error), "error", 15)
            places = ()
        recent = [Text(place.path, place.title, place) for place in places]
        known = {text.path for text in recent}
        samples = [text for text in bundled_texts() if text.path not in known]
        options.clear_options()
        self._texts = []
        self._add("Read lately" if recent else "", recent)
        self._add("Texts that come with dushu", samples)
        if not recent and not samples:
            options.add_option(Option(Content("no texts yet: dushu FILE opens one"), disabled=True))
            self._texts.append(None)
        first = next((index for index, text in enumerate(self._texts) if text is not None), None)
        if chosen is not None and chosen < len(self._texts) and self._texts[chosen] is not None:
            first = chosen
        options.highlighted = first

    def _add(self, title: str, texts: list[Text]) -> None:
        if not texts or not title:
            return
        options = self.query_one(OptionList)
        if self._texts:
            options.add_option(Option(Content(""), disabled=True))
            self._texts.append(None)
        options.add_option(Option(Content(title).stylize("bold"), disabled=True))
        self._texts.append(None)
        for text in texts:
            options.add_option(Option(self._line(text)))
            self._texts.append(text)

    def _line(self, text: Text) -> Content:
        ambiguous = self.dushu.ambiguous
        right = ""
        if text.place is not None:
            right = f"{text.place.percent:>4.0f} %   {_when(text.place.opened)}"
        if text.trouble:
            right = f"{text.trouble}   {right}"
        room = max(10, self.app.size.width - 6 - cells(right, ambiguous))
        title = clip(display(text.title or Path(text.path).name), room, ambiguous)
        line = Content("  " + title + " " * (room - cells(title, ambiguous)) + right)
        return line.stylize("dim") if text.trouble else line

    @property
    def chosen(self) -> Text | None:
        index = self.query_one(OptionList).highlighted
        return self._texts[index] if index is not None and index < len(self._texts) else None

    def on_option_list_option_selected(self) -> None:
        with self.telling():
            self.action_open()

    def action_open(self) -> None:
        from reader.tui.screens.reading import ReadingScreen

        text = self.chosen
        if text is None:
            return
        if text.path == "-":
            self.say("it was read from standard input; open it that way again", "warning")
            return
        document = self.session.load(Path(text.path))
        self.dushu.push_screen(ReadingScreen(document))

    def action_forget(self) -> None:
        text = self.chosen
        if text is None or text.place is None:
            self.say("only texts you have read can be taken off the shelf")
            return
        forgotten = self.session.shelf.forget(text.place.digest)
        if forgotten is not None:
            self._forgotten.append(forgotten)
        self.say(f"{text.title} is off the shelf ({self.key_of('shelf-undo')} puts it back; words stay)")
        self._list()

    def action_undo(self) -> None:
        if not self._forgotten:
            self.say("nothing to put back")
            return
        place = self._forgotten.pop()
        self.session.shelf.put_back(place)
        self.say(f"{place.title} is back")
        self._list()

    def action_dictionary(self) -> None:
        from reader.tui.screens.lookup import LookupScreen

        self.dushu.push_screen(LookupScreen())

    def action_vocabulary(self) -> None:
        from reader.tui.screens.vocabulary import VocabularyScreen

        self.dushu.push_screen(VocabularyScreen())

    def action_help(self) -> None:
        from reader.tui.screens.help import HelpScreen

        self.dushu.push_screen(HelpScreen(self.ACTIONS))

    def action_leave(self) -> None:
        self.dushu.exit(0)


def bundled_texts() -> list[Text]:
    """Return the sample texts with their titles, shortest first."""
    found = []
    for path in sorted(bundled("texts").glob("*.md"), key=lambda path: path.stat().st_size):
        first = path.read_text(encoding="utf-8").lstrip().split("\n", 1)[0]
        found.append(Text(str(path), first.lstrip("# ").strip() or path.stem))
    return found


def _when(opened: datetime) -> str:
    """Return the day a text was opened: today, yesterday, or a date."""
    days = (datetime.now().astimezone().date() - opened.astimezone().date()).days
    if days <= 0:
        return "today     "
    return "yesterday " if days == 1 else f"{opened.astimezone():%Y-%m-%d}"
