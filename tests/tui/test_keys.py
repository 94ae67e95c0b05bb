"""One declaration of keys: presets, settings, footer, help, palette and README all come from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.config import Config
from reader.errors import ConfigError
from reader.paths import Paths
from reader.session import Session
from reader.tui.app import DushuApp
from reader.tui.keys import PRESETS, READING, ROOMS, key_table, keymap
from tests.tui.driving import ROOT, reading

PRODUCT_KEYS = {
    "line-down": "j", "line-up": "k", "page-down": "space", "page-up": "b", "start": "g", "end": "G",
    "section-next": "L", "section-previous": "H", "word-previous": "h", "word-next": "l",
    "sentence-previous": "comma", "sentence-next": "full_stop", "unknown-next": "tab",
    "unknown-previous": "shift+tab", "card": "enter", "save": "s", "status-1": "1", "status-5": "5",
    "ignore": "i", "known": "w", "view": "p", "script": "t", "translation": "v", "correct-cut": "x",
    "correct-reading": "r", "edit": "e", "undo": "u", "redo": "ctrl+r", "search": "slash",
    "search-next": "n", "search-previous": "N", "dictionary": "d", "contents": "o", "bookmark": "m",
    "bookmarks": "apostrophe", "copy": "y", "review": "R", "vocabulary": "V", "statistics": "S",
    "commands": "ctrl+p", "help": "question_mark", "quit": "q",
}  # fmt: skip


@pytest.mark.parametrize("action", PRODUCT_KEYS)
def test_the_default_keys_are_those_that_are_promised(action: str) -> None:
    assert keymap("pager", {})[action].split(",")[0] == PRODUCT_KEYS[action]


@pytest.mark.parametrize("preset", PRESETS)
def test_no_preset_binds_a_key_twice_on_one_screen(preset: str) -> None:
    keys = keymap(preset, {})
    for room in ROOMS:
        bound = [key for action in room for key in keys[action.id].split(",") if key]
        assert len(bound) == len(set(bound))


def test_action_ids_are_unique() -> None:
    ids = [action.id for room in ROOMS for action in room]
    assert len(ids) == len(set(ids))


def test_a_key_bound_twice_is_an_error_that_names_both() -> None:
    with pytest.raises(ConfigError, match=r"'s'.*'save'.*'statistics'|'s'.*'statistics'.*'save'"):
        keymap("pager", {"statistics": "s"})


def test_an_unknown_action_is_an_error_that_names_it() -> None:
    with pytest.raises(ConfigError, match="no action is called 'fly'"):
        keymap("pager", {"fly": "f"})


def test_a_binding_goes_over_the_preset_and_marks_stand_for_themselves() -> None:
    keys = keymap("vim", {"search": "? f3", "help": "f1", "sentence-next": ";"})
    assert keys["search"] == "question_mark,f3"
    assert keys["sentence-next"] == "semicolon"
    assert keymap("pager", {"sentence-next": ",", "sentence-previous": "f2"})["sentence-next"] == "comma"


def test_the_readme_has_the_table_that_the_declaration_makes() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert key_table() in readme


def with_keys(session: Session, places: Path, **settings: object) -> Session:
    return Session(Paths(places / "d", places / "c", session.paths.cache), Config(**settings))  # type: ignore[arg-type]


def test_a_bad_binding_is_told_before_anything_is_shown(session: Session, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="bound to both"):
        DushuApp(with_keys(session, tmp_path, bindings={"save": "q"}))


async def test_settings_change_what_keys_do_and_what_footer_and_help_say(
    session: Session, tmp_path: Path
) -> None:
    own = with_keys(session, tmp_path, keys="vim", bindings={"save": "f8"})
    async with reading(own) as reader:
        assert " f8 save " in reader.text()
        first = reader.page.cursor
        await reader.press("w")
        assert reader.page.cursor > first
        assert reader.page.place == type(first)(0)
        await reader.press("s")
        assert reader.words() == []
        await reader.press("f8")
        assert len(reader.words()) == 1
        await reader.press("question_mark")
        assert "f8" in str(list(reader.app.screen._lines()))  # type: ignore[attr-defined]


async def test_every_action_of_the_reading_screen_can_be_run(session: Session) -> None:
    async with reading(session) as reader:
        for action in READING:
            name = action.method.split("(")[0].split(".")[-1]
            owner = reader.app if action.method.startswith("app.") else reader.screen
            assert hasattr(owner, f"action_{name}"), action
        commands = {command.title for command in reader.app.get_system_commands(reader.screen)}
        assert {action.description for action in READING if not action.method.startswith("app.")} <= commands
