"""Every key of the reader, declared once: footer, help, palette, presets and the README derive from here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.errors import ConfigError

if TYPE_CHECKING:
    from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does. ``id`` is what settings call it, ``method`` the action Textual runs.

    ``keys`` are those of the pager preset, parted by commas, as Textual names keys. ``footer`` is the word
    in the footer, empty for what has no room there.
    """

    id: str
    keys: str
    method: str
    description: str
    group: str
    footer: str = ""


_MOVE, _HELP, _WORD, _TEXT, _ROOMS = "Moving", "Help", "Words", "Text", "Rooms"
_SHELF, _WORDS, _CARD, _CHOICE = "On the shelf", "In the vocabulary", "In a card", "In a correction"
_LOOKUP, _EDITING, _LIST, _KEYS = "Looking up", "Editing a word", "In a list", "In the list of keys"
_PROMPT, _NUMBERS = "Typing", "In the numbers"
_MENDING = "Mending a translation"
_HISTORY = "In the history"
_REVIEW, _PROGRESS, _TEST = "In a review", "In your numbers", "In the vocabulary test"

READING: tuple[Action, ...] = (
    Action("line-down", "j,down", "line(1)", "next line", _MOVE),
    Action("line-up", "k,up", "line(-1)", "line before", _MOVE),
    Action("page-down", "space,pagedown", "page(1)", "next page", _MOVE),
    Action("page-up", "b,pageup", "page(-1)", "page before", _MOVE),
    Action("start", "g,home", "start", "beginning of the text", _MOVE),
    Action("end", "G,end", "end", "end of the text", _MOVE),
    Action("section-next", "L", "section(1)", "next section", _MOVE),
    Action("section-previous", "H", "section(-1)", "section before", _MOVE),
    Action("word-next", "l,right", "word(1)", "next word", _MOVE),
    Action("word-previous", "h,left", "word(-1)", "word before", _MOVE),
    Action("sentence-next", "full_stop", "sentence(1)", "next sentence", _MOVE),
    Action("sentence-previous", "comma", "sentence(-1)", "sentence before", _MOVE),
    Action("paragraph-next", "right_curly_bracket", "paragraph(1)", "next paragraph", _MOVE),
    Action("paragraph-previous", "left_curly_bracket", "paragraph(-1)", "paragraph before", _MOVE),
    Action("unknown-next", "tab", "unknown(1)", "next unknown word", _MOVE, "unknown"),
    Action("unknown-previous", "shift+tab", "unknown(-1)", "unknown word before", _MOVE),
    Action("percent", "percent_sign", "percent", "go to a percentage of the text", _MOVE),
    Action("card", "enter", "card", "the word's full card", _HELP, "card"),
    Action("dismiss", "escape", "put_away", "put the card or the search away", _HELP),
    Action("dictionary", "d", "dictionary", "look a word up in the dictionaries", _HELP),
    Action("help", "question_mark", "help", "this list of keys", _HELP, "help"),
    Action("save", "s", "save", "save the word with its sentence", _WORD, "save"),
    Action("status-1", "1", "status(1)", "learning: new to me", _WORD),
    Action("status-2", "2", "status(2)", "learning: seen it", _WORD),
    Action("status-3", "3", "status(3)", "learning: half known", _WORD),
    Action("status-4", "4", "status(4)", "learning: nearly known", _WORD),
    Action("status-5", "5", "status(5)", "learning: known, not yet sure", _WORD),
    Action("ignore", "i", "status(98)", "ignore the word", _WORD),
    Action("known", "w", "status(99)", "well known", _WORD, "known"),
    Action("page-known", "W", "page_known", "mark the rest of the page well known", _WORD),
    Action("edit", "e", "edit", "edit the word", _WORD),
    Action("correct-cut", "x", "correct_cut", "correct how words are cut here", _WORD),
    Action("correct-reading", "r", "correct_reading", "correct how the word is read", _WORD),
    Action("undo", "u", "undo", "undo", _WORD),
    Action("redo", "ctrl+r", "redo", "redo", _WORD),
    Action("copy", "y", "copy", "copy the word or phrase", _WORD),
    Action("view", "p", "view", "next view: plain, pinyin, fading, interlinear", _TEXT, "view"),
    Action("script", "t", "script", "as written, simplified, traditional", _TEXT),
    Action("notation", "P", "notation", "pinyin marks, numbers, zhuyin", _TEXT),
    Action("sandhi", "Z", "sandhi", "readings as spoken (tone sandhi)", _TEXT),
    Action("tones", "c", "tones", "tone colours", _TEXT),
    Action("hidden", "z", "hidden", "show what cleaning hid", _TEXT),
    Action("translation", "v", "translation", "the sentence's translation", _TEXT),
    Action("translations", "T", "translations", "translations: hidden, below, side by side", _TEXT),
    Action("translation-attach", "A", "attach", "lay a translation beside the text", _TEXT),
    Action("translation-mend", "M", "mend", "mend which sentences belong together", _TEXT),
    Action("search", "slash", "search", "search: characters, pinyin, English", _TEXT, "search"),
    Action("search-next", "n", "found(1)", "next place found", _TEXT),
    Action("search-previous", "N", "found(-1)", "place found before", _TEXT),
    Action("contents", "o", "contents", "contents", _TEXT),
    Action("bookmark", "m", "bookmark", "set or take away a bookmark here", _TEXT),
    Action("bookmarks", "apostrophe", "bookmarks", "bookmarks", _TEXT),
    Action("encoding", "E", "encoding", "open again in another encoding", _TEXT),
    Action("vocabulary", "V", "vocabulary", "your words", _ROOMS),
    Action("statistics", "S", "statistics", "this text in numbers", _ROOMS),
    Action("review", "R", "review", "review the words that are due", _ROOMS),
    Action("commands", "ctrl+p", "app.command_palette", "every command, by name", _ROOMS),
    Action("quit", "q", "leave", "back; quit", _ROOMS, "quit"),
)

SHELF: tuple[Action, ...] = (
    Action("shelf-open", "o", "open", "open the text (enter does too)", _SHELF, "open"),
    Action("shelf-next", "j", "cursor(1)", "next text", _SHELF),
    Action("shelf-previous", "k", "cursor(-1)", "text before", _SHELF),
    Action("shelf-find", "slash", "find", "show only texts with … (#news: with a tag)", _SHELF, "find"),
    Action("shelf-sort", "s", "sort", "next order of the texts", _SHELF, "order"),
    Action("shelf-rename", "e", "rename", "call the text by a name of your own", _SHELF, "name"),
    Action("shelf-tag", "t", "tag", "give the text tags", _SHELF, "tags"),
    Action("shelf-forget", "delete,x", "forget", "take the text off the shelf", _SHELF, "take off"),
    Action("shelf-undo", "u", "undo", "undo; put back what was taken off the shelf", _SHELF, "undo"),
    Action("shelf-dictionary", "d", "dictionary", "look a word up in the dictionaries", _SHELF, "dictionary"),
    Action("shelf-vocabulary", "V", "vocabulary", "your words", _SHELF, "words"),
    Action("shelf-review", "R", "review", "review the words that are due", _SHELF, "review"),
    Action("shelf-progress", "S", "progress", "your numbers", _SHELF, "numbers"),
    Action("shelf-start", "K", "start", "start with what you know", _SHELF, "what you know"),
    Action("shelf-help", "question_mark", "help", "this list of keys", _SHELF, "help"),
    Action("shelf-quit", "q,escape", "leave", "quit", _SHELF, "quit"),
)

VOCABULARY: tuple[Action, ...] = (
    Action("words-filter", "slash", "filter", "show only words with …", _WORDS, "find"),
    Action(
        "words-filter-by", "f", "filter_by", "show only a status, tag, list, level, text …", _WORDS, "only"
    ),
    Action("words-status", "F", "status", "show only words of the next status", _WORDS),
    Action("words-sort", "s", "sort(1)", "sort by the next column", _WORDS, "sort"),
    Action("words-sort-back", "S", "sort(0)", "sort the other way round", _WORDS),
    Action("words-choose", "space", "choose", "choose the word, for what is done to many", _WORDS, "choose"),
    Action("words-choose-all", "a", "choose_all", "choose all that are shown, or none", _WORDS, "all"),
    Action("words-status-1", "1", "mark(1)", "learning: new to me", _WORDS),
    Action("words-status-2", "2", "mark(2)", "learning: seen it", _WORDS),
    Action("words-status-3", "3", "mark(3)", "learning: half known", _WORDS),
    Action("words-status-4", "4", "mark(4)", "learning: nearly known", _WORDS),
    Action("words-status-5", "5", "mark(5)", "learning: known, not yet sure", _WORDS),
    Action("words-known", "w", "mark(99)", "well known", _WORDS, "known"),
    Action("words-ignore", "i", "mark(98)", "ignore", _WORDS),
    Action("words-name", "N", "mark(97)", "it is a name", _WORDS),
    Action("words-tags", "t", "label('tags')", "give tags or take some away", _WORDS, "tags"),
    Action("words-lists", "l", "label('lists')", "put in lists or take out of some", _WORDS),
    Action("words-edit", "e", "edit", "edit the word", _WORDS, "edit"),
    Action("words-remove", "delete,x", "remove", "remove", _WORDS, "remove"),
    Action("words-open", "o", "open", "open the text where the word was met", _WORDS, "its text"),
    Action("words-card", "enter", "card", "all that is kept of the word", _WORDS),
    Action("words-undo", "u", "undo", "undo", _WORDS, "undo"),
    Action("words-redo", "ctrl+r", "redo", "redo", _WORDS),
    Action("words-history", "h", "history", "what you did, and what it changed", _WORDS, "history"),
    Action("words-down", "j,down", "move(1)", "next word", _WORDS),
    Action("words-up", "k,up", "move(-1)", "word before", _WORDS),
    Action("words-page-down", "pagedown,ctrl+f", "page(1)", "page down", _WORDS),
    Action("words-page-up", "pageup,b,ctrl+b", "page(-1)", "page up", _WORDS),
    Action("words-first", "g,home", "end(0)", "first word", _WORDS),
    Action("words-last", "G,end", "end(-1)", "last word", _WORDS),
    Action("words-review", "R", "review", "review the words that are due", _WORDS, "review"),
    Action("words-progress", "P", "progress", "your numbers", _WORDS),
    Action("words-help", "question_mark", "help", "this list of keys", _WORDS, "help"),
    Action("words-dismiss", "escape", "put_away", "put away what was typed, chosen, filtered; back", _WORDS),
    Action("words-leave", "q", "leave", "back", _WORDS, "back"),
)

HISTORY: tuple[Action, ...] = (
    Action("history-undo", "u", "undo", "undo the newest step that stands", _HISTORY, "undo"),
    Action("history-redo", "ctrl+r,r", "redo", "do again what was undone last", _HISTORY, "redo"),
    Action("history-down", "j,down", "move(1)", "step before", _HISTORY),
    Action("history-up", "k,up", "move(-1)", "step after", _HISTORY),
    Action("history-page-down", "space,pagedown", "page(1)", "page down", _HISTORY),
    Action("history-page-up", "b,pageup", "page(-1)", "page up", _HISTORY),
    Action("history-leave", "q,escape,h", "leave", "back", _HISTORY, "back"),
)

CARD: tuple[Action, ...] = (
    Action("card-down", "j", "scroll(1)", "scroll down", _CARD),
    Action("card-up", "k", "scroll(-1)", "scroll up", _CARD),
    Action("card-page-down", "space", "scroll_page(1)", "a page down", _CARD, "page"),
    Action("card-page-up", "b", "scroll_page(-1)", "a page up", _CARD),
    Action("card-save", "s", "save", "save the word with its sentence", _CARD, "save"),
    Action("card-leave", "q,enter,escape", "leave", "back", _CARD, "back"),
)

CORRECTION: tuple[Action, ...] = (
    Action("choice-next", "x,r,j,down", "choose(1)", "next way", _CHOICE, "next way"),
    Action("choice-previous", "X,k,up", "choose(-1)", "way before", _CHOICE),
    Action("choice-scope", "tab", "scope", "here, in this text, everywhere", _CHOICE, "how far"),
    Action("choice-accept", "enter", "accept", "take it (u takes it back)", _CHOICE, "take it"),
    Action("choice-leave", "escape,q", "leave", "leave it as it is", _CHOICE, "leave"),
)

LOOKUP: tuple[Action, ...] = (
    Action("lookup-results", "down", "results", "to the words found", _LOOKUP, "to the words"),
    Action("lookup-save", "ctrl+s", "save", "save the word", _LOOKUP, "save the word"),
    Action("lookup-leave", "escape", "leave", "back", _LOOKUP, "back"),
)

EDITING: tuple[Action, ...] = (
    Action("edit-accept", "enter,ctrl+s", "accept", "keep the changes", _EDITING, "keep"),
    Action("edit-next", "tab", "app.focus_next", "next field", _EDITING, "next field"),
    Action("edit-sense", "down", "sense(1)", "another meaning from the dictionaries", _EDITING, "meanings"),
    Action("edit-sense-before", "up", "sense(-1)", "the meaning before", _EDITING),
    Action("edit-sentences", "ctrl+t", "sentences", "take a sentence away", _EDITING, "sentences"),
    Action("edit-leave", "escape", "leave", "leave it as it was", _EDITING, "leave it"),
)

PICKING: tuple[Action, ...] = (
    Action("pick-next", "j", "cursor(1)", "next", _LIST),
    Action("pick-previous", "k", "cursor(-1)", "before", _LIST),
    Action("pick-choose", "enter", "pick", "go there", _LIST, "go there"),
    Action("pick-leave", "escape,q", "leave", "leave", _LIST, "leave"),
)

HELP: tuple[Action, ...] = (
    Action("help-down", "j,down", "scroll(1)", "down", _KEYS),
    Action("help-up", "k,up", "scroll(-1)", "up", _KEYS),
    Action("help-page-down", "space,pagedown", "scroll(10)", "page down", _KEYS, "page"),
    Action("help-page-up", "b,pageup", "scroll(-10)", "page up", _KEYS),
    Action("help-leave", "escape,q,question_mark,enter", "leave", "back", _KEYS, "back"),
)

MENDING: tuple[Action, ...] = (
    Action("mend-next", "j,down", "bead(1)", "next pair", _MENDING),
    Action("mend-previous", "k,up", "bead(-1)", "pair before", _MENDING),
    Action("mend-merge", "m", "merge", "make one pair of this and the next", _MENDING, "merge"),
    Action("mend-split", "s", "split", "make two pairs of this one", _MENDING, "split"),
    Action(
        "mend-give",
        "greater_than_sign,right",
        "shift('en',1)",
        "give the last English sentence to the next pair",
        _MENDING,
        "give",
    ),
    Action(
        "mend-take",
        "less_than_sign,left",
        "shift('en',-1)",
        "take the first English sentence of the next pair",
        _MENDING,
        "take",
    ),
    Action(
        "mend-give-chinese",
        "right_curly_bracket",
        "shift('zh',1)",
        "give the last Chinese sentence to the next pair",
        _MENDING,
    ),
    Action(
        "mend-take-chinese",
        "left_curly_bracket",
        "shift('zh',-1)",
        "take the first Chinese sentence of the next pair",
        _MENDING,
    ),
    Action("mend-unlink", "x", "unlink", "say that the two have nothing in common", _MENDING, "unlink"),
    Action("mend-doubtful", "tab", "doubtful", "next uncertain pair", _MENDING),
    Action("mend-undo", "u", "undo", "undo", _MENDING, "undo"),
    Action("mend-redo", "ctrl+r", "redo", "redo", _MENDING),
    Action("mend-leave", "q,escape,enter,M", "leave", "back to the text", _MENDING, "back"),
)

PROMPT: tuple[Action, ...] = (Action("prompt-leave", "escape", "leave", "leave", _PROMPT),)

STATISTICS: tuple[Action, ...] = (
    Action("numbers-view", "tab", "view(1)", "overview, chapters, words to learn", _NUMBERS, "next"),
    Action("numbers-list", "l", "list", "levels of the next list of words", _NUMBERS, "list"),
    Action("numbers-target", "t", "target", "words to learn for 95 or 98 %", _NUMBERS, "95/98 %"),
    Action("numbers-save", "s", "save", "keep the words to learn as a list", _NUMBERS, "keep words"),
    Action("numbers-down", "j,down", "scroll(1)", "down", _NUMBERS),
    Action("numbers-up", "k,up", "scroll(-1)", "up", _NUMBERS),
    Action("numbers-page-down", "space,pagedown", "scroll(12)", "page down", _NUMBERS),
    Action("numbers-page-up", "b,pageup", "scroll(-12)", "page up", _NUMBERS),
    Action("numbers-yours", "y", "progress", "your own numbers", _NUMBERS, "yours"),
    Action("numbers-leave", "escape,q,enter,S", "leave", "back", _NUMBERS, "back"),
)

REVIEW: tuple[Action, ...] = (
    Action(
        "review-go-on",
        "space,enter",
        "go_on",
        "show the answer; then take the grade marked",
        _REVIEW,
        "show",
    ),
    Action("review-again", "1", "grade(1)", "again: not remembered", _REVIEW),
    Action("review-hard", "2", "grade(2)", "hard", _REVIEW),
    Action("review-good", "3", "grade(3)", "good", _REVIEW),
    Action("review-easy", "4", "grade(4)", "easy", _REVIEW),
    Action("review-type", "i,tab", "type", "type the answer (esc leaves the field)", _REVIEW),
    Action("review-open", "o", "open", "open its page in the text", _REVIEW, "its page"),
    Action("review-undo", "u,ctrl+z", "undo", "undo", _REVIEW, "undo"),
    Action("review-redo", "ctrl+r", "redo", "redo", _REVIEW),
    Action("review-edit", "e", "edit", "edit the word", _REVIEW, "edit"),
    Action("review-known", "w", "known", "well known: it is asked no more", _REVIEW, "known"),
    Action("review-bury", "minus", "bury", "not today", _REVIEW, "not today"),
    Action("review-suspend", "at", "suspend", "put the card aside", _REVIEW),
    Action("review-suspended", "asterisk", "suspended", "cards put aside, to take them back", _REVIEW),
    Action("review-modes", "m", "modes", "how words are asked now", _REVIEW, "how"),
    Action("review-statistics", "S", "progress", "your numbers", _REVIEW, "numbers"),
    Action("review-help", "question_mark", "help", "this list of keys", _REVIEW, "help"),
    Action("review-leave", "q,escape", "leave", "end the review", _REVIEW, "end"),
)

PROGRESS: tuple[Action, ...] = (
    Action("progress-next", "tab,right,l", "turn(1)", "next page of numbers", _PROGRESS, "next"),
    Action("progress-previous", "shift+tab,left,h", "turn(-1)", "page before", _PROGRESS),
    Action("progress-down", "j,down", "scroll(1)", "down", _PROGRESS),
    Action("progress-up", "k,up", "scroll(-1)", "up", _PROGRESS),
    Action("progress-help", "question_mark", "help", "this list of keys", _PROGRESS, "help"),
    Action("progress-leave", "q,escape,S", "leave", "back", _PROGRESS, "back"),
)

TEST: tuple[Action, ...] = (
    Action("test-yes", "y,j,right,l", "say_know(True)", "I know what it means", _TEST, "I know it"),
    Action("test-no", "n,f,left,h", "say_know(False)", "I don't, or it is no word", _TEST, "I don't"),
    Action("test-undo", "u,backspace", "undo", "back to the word before", _TEST, "the word before"),
    Action("test-more", "plus,up", "mark(1)", "mark more words", _TEST, "more"),
    Action("test-fewer", "minus,down", "mark(-1)", "mark fewer words", _TEST, "fewer"),
    Action("test-accept", "enter", "accept", "mark them well known (u takes it back)", _TEST, "mark them"),
    Action("test-help", "question_mark", "help", "this list of keys", _TEST, "help"),
    Action("test-leave", "q,escape", "leave", "leave", _TEST, "leave"),
)

ROOMS: tuple[tuple[Action, ...], ...] = (
    READING, SHELF, VOCABULARY, CARD, CORRECTION, LOOKUP, EDITING, PICKING, HELP, PROMPT, STATISTICS,
    REVIEW, PROGRESS, TEST, HISTORY, MENDING,
)  # fmt: skip
"""The keys of each screen; a key means one thing in each."""

PRESETS: Mapping[str, Mapping[str, str]] = {
    "pager": {},
    "vim": {
        "word-next": "w,l,right",
        "word-previous": "b,h,left",
        "page-down": "ctrl+f,space,pagedown",
        "page-up": "ctrl+b,pageup",
        "sentence-next": "right_parenthesis",
        "sentence-previous": "left_parenthesis",
        "section-next": "right_square_bracket",
        "section-previous": "left_square_bracket",
        "known": "K",
    },
    "zhongwen": {
        "word-next": "n,right",
        "word-previous": "b,left",
        "page-up": "pageup",
        "save": "r,s",
        "correct-reading": "R",
        "review": "f9",
        "search-next": "f3",
        "search-previous": "shift+f3",
    },
    "lute": {
        "word-next": "right",
        "word-previous": "left",
        "edit": "enter,e",
        "card": "d",
        "dictionary": "D",
        "help": "h,question_mark",
    },
}
"""What each preset binds otherwise than the pager does; ``[bindings]`` of the settings goes over it."""


def keymap(preset: str, bindings: Mapping[str, str]) -> dict[str, str]:
    """Return every action's keys as Textual names them, by the action's id; empty for an action without.

    Raises ConfigError for an action that is not there, and for a key that two actions of one screen have:
    it names both.
    """
    keys = {action.id: action.keys for room in ROOMS for action in room}
    for chosen in (PRESETS[preset], bindings):
        for name, own in chosen.items():
            if name not in keys:
                raise ConfigError(
                    f"[bindings]: no action is called {name!r}; there are {', '.join(sorted(keys))}"
                )
            keys[name] = ",".join(_split(own))
    for room in ROOMS:
        taken: dict[str, str] = {}
        for action in room:
            for key in filter(None, keys[action.id].split(",")):
                if key in taken:
                    raise ConfigError(
                        f"[bindings]: the key {key_name(key)!r} is bound to both {taken[key]!r} and "
                        f"{action.id!r}; give one of them another"
                    )
                taken[key] = action.id
    return keys


def bindings(actions: Iterable[Action]) -> list[Binding]:
    """Return a screen's bindings, each with its action's id, for the keymap to rebind."""
    from textual.binding import Binding

    return [
        Binding(action.keys, action.method, action.description, show=bool(action.footer), id=action.id)
        for action in actions
    ]


def textual_keymap(keys: Mapping[str, str]) -> dict[str, str]:
    """Return what of ``keys`` is otherwise than declared, for :meth:`App.set_keymap`.

    An action without keys gets one that no keyboard has, because Textual would leave it as it was. Textual
    lays the keymap over every binding again at each key: all the actions in it cost five milliseconds.
    """
    return {
        action.id: keys[action.id] or f"no-key-for-{action.id}"
        for room in ROOMS
        for action in room
        if keys[action.id] != action.keys
    }


def _split(own: str) -> Iterator[str]:
    """Yield the keys of a setting: names parted by commas or blanks; a mark may stand for itself."""
    if own.strip() == ",":
        own = "comma"
    for key in own.replace(" ", ",").split(","):
        if key:
            yield _CALLED.get(key, key)


_NAMES = {
    "full_stop": ".",
    "comma": ",",
    "semicolon": ";",
    "colon": ":",
    "minus": "-",
    "plus": "+",
    "equals_sign": "=",
    "number_sign": "#",
    "asterisk": "*",
    "exclamation_mark": "!",
    "dollar_sign": "$",
    "ampersand": "&",
    "circumflex_accent": "^",
    "underscore": "_",
    "grave_accent": "`",
    "quotation_mark": '"',
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "at": "@",
    "tilde": "~",
    "vertical_line": "|",
    "backslash": "\\",
    "slash": "/",
    "question_mark": "?",
    "apostrophe": "'",
    "percent_sign": "%",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "esc",
    "delete": "del",
}
_CALLED = {name: key for key, name in _NAMES.items() if len(name) == 1 and not name.isalnum()}


def key_name(key: str) -> str:
    """Return a key as people write it."""
    return _NAMES.get(key, key)


def key_names(keys: str, separator: str = " ") -> str:
    """Return the keys of an action as people write them."""
    return separator.join(key_name(key) for key in keys.split(",") if key)


def key_table(actions: Iterable[Action] = READING) -> str:
    """Return the default keys as the README's table."""
    rows = ["| keys | what they do | action |", "| --- | --- | --- |"]
    for action in actions:
        keys = " ".join(f"`{key_name(key)}`" for key in action.keys.split(","))
        rows.append(f"| {keys} | {action.description} | `{action.id}` |")
    return "\n".join(rows)
