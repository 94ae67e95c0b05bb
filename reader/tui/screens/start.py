"""Start with what you know: a level, the most common words, a list, or a short test. One step to undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from reader import starting
from reader.dictionary.levels import BAND_7_TO_9
from reader.errors import DushuError
from reader.inert import inert_line
from reader.study.placement import BANDS
from reader.tui.screens.picking import Choice, PickScreen
from reader.tui.screens.prompt import PromptScreen
from reader.tui.screens.room import Room

Words = Callable[[], Iterable[str]]


class Start:
    """Asks how, marks the words, and says how many there were; ``room`` is the screen below."""

    def __init__(self, room: Room[None]) -> None:
        self._room = room

    def ask(self) -> None:
        """Ask in which way the learner wants to say what they know."""
        ways: list[tuple[str, str, Callable[[], None]]] = [
            (f"HSK {name}, up to a level", "", partial(self._ask_level, name)) for name in starting.LISTS
        ]
        ways.append(("the most common words, up to a number", "", self._ask_number))
        ways.append(("a list of words in a file", "", self._ask_file))
        ways.append(("a vocabulary test", "two minutes", self._test))
        choices = [Choice(text, right) for text, right, _ in ways]

        def chosen(index: int | None) -> None:
            if index is not None:
                ways[index][2]()

        self._push(PickScreen("start with what you know", choices, len(ways) - 1), chosen)

    def _ask_level(self, name: str) -> None:
        highest = starting.HIGHEST[name]
        numbers = [number for number in range(1, highest + 1) if number <= BAND_7_TO_9 or number == highest]
        if highest > BAND_7_TO_9:  # the lists do not part their top three levels
            numbers = [*range(1, BAND_7_TO_9), highest]
        counts = [len(starting.words_of_level(f"{name}:{number}")[2]) for number in numbers]
        choices = [
            Choice(f"up to level {number}", f"{count:,} words")
            for number, count in zip(numbers, counts, strict=True)
        ]

        def chosen(index: int | None) -> None:
            if index is not None:
                self._mark(lambda: starting.words_of_level(f"{name}:{numbers[index]}")[2])

        self._push(PickScreen(f"HSK {name}: you know the words", choices, 2), chosen)

    def _ask_number(self) -> None:
        choices = [Choice(f"the {last:,} most common words") for _, last in BANDS]

        def chosen(index: int | None) -> None:
            if index is not None:
                self._mark(lambda: starting.words_by_rank(BANDS[index][1]))

        self._push(PickScreen("you know", choices, 2), chosen)

    def _ask_file(self) -> None:
        def given(text: str | None) -> None:
            if text and text.strip():
                self._mark(lambda: starting.words_of_file(Path(text.strip()).expanduser()))

        self._room.dushu.push_screen(PromptScreen("list of words", "a file, one word a line"), given)

    def _test(self) -> None:
        from reader.tui.screens.placement import TestScreen

        self._room.dushu.push_screen(TestScreen())

    def _push(self, screen: PickScreen, chosen: Callable[[int | None], None]) -> None:
        self._room.dushu.push_screen(screen, chosen)

    def _mark(self, words: Words) -> None:
        self._room.say("looking the words up …", seconds=20)
        self._room.run_worker(partial(self._marked, words), thread=True, group="start", exit_on_error=False)

    def _marked(self, words: Words) -> None:
        """Look the words up and mark them; in a thread, for there may be ten thousand."""
        dushu = self._room.dushu
        try:
            dushu.open_lexicon()
            count = starting.mark_known(dushu.session, starting.unmarked(dushu.session, words()))
        except DushuError as error:
            dushu.call_from_thread(self._room.say, inert_line(str(error)), "error", 12)
            return
        dushu.call_from_thread(self._room.say, marked(count, dushu.keys["undo"].split(",")[0]), seconds=6)


def marked(count: int, undo: str) -> str:
    """Return what marking did, as a sentence."""
    if not count:
        return "all of these words are in your notebook already"
    words = f"{count:,} word{'s' * (count != 1)}"
    return f"{words} marked well known ({undo} in a text or in your words takes it back)"
