"""Colours can be read: text stands out from its ground, and every variable has a value in every theme."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

import reader.tui
from reader.tui.colours import TONE_SCHEMES
from reader.tui.themes import THEMES, contrast, page_variables, theme_for

ON_PAGE = ("ink", "faint", "unknown", "learning", "name", "reading", "gloss", "heading")
ON_HOVERED = ("ink", "unknown", "learning", "name")
ON_CARD = ("ink", "head", "faint", "level")
STYLES = Path(reader.tui.__file__).with_name("page.tcss").read_text("utf-8")


def apart(variables: dict[str, str], one: str, other: str) -> float:
    return contrast(Color.parse(variables[one]), Color.parse(variables[other]))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_stands_out_from_its_ground(theme):
    found = page_variables(theme)
    wanted = 7.0 if theme.name == "contrast" else 4.4
    for name in ON_PAGE:
        assert apart(found, f"page-{name}", "page-paper") >= wanted, name
    for name in ON_HOVERED:
        assert apart(found, f"page-{name}", "page-hovered") >= wanted, name
    for name in ON_CARD:
        assert apart(found, f"card-{name}", "card-paper") >= wanted, name
    assert apart(found, "page-cursor", "page-cursor-ink") >= wanted
    assert apart(found, "page-found", "page-found-ink") >= wanted


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("scheme", TONE_SCHEMES, ids=lambda scheme: scheme.name)
def test_tone_colours_stand_out_from_page_and_card(theme, scheme):
    found = page_variables(theme, scheme.name)
    for tone in range(1, 6):
        assert apart(found, f"tone{tone}", "page-paper") >= 4.4, tone
        assert apart(found, f"card-tone{tone}", "card-paper") >= 4.4, tone


@pytest.mark.parametrize(
    "name", [name for name in BUILTIN_THEMES if not name.startswith(("ansi", "textual-ansi"))]
)
def test_the_page_can_be_read_in_textuals_own_themes(name):
    found = page_variables(BUILTIN_THEMES[name])
    for part in ("ink", "unknown", "learning", "name", "heading"):
        assert apart(found, f"page-{part}", "page-paper") >= 4.0, part


def test_every_variable_of_the_stylesheet_has_a_value_in_every_theme():
    used = set(re.findall(r"\$([a-z0-9-]+)", STYLES))
    for theme in (*THEMES, *BUILTIN_THEMES.values()):
        assert used <= set(page_variables(theme)), theme.name


@pytest.mark.parametrize(
    ("wanted", "colours", "without", "shown"),
    [
        ("paper", "truecolor", False, "paper"),
        ("night", "256", False, "night"),
        ("paper", "standard", False, "contrast"),
        ("night", None, False, "contrast"),
        ("paper", "truecolor", True, "contrast"),
        ("nord", "standard", False, "nord"),
        ("contrast", "truecolor", True, "contrast"),
    ],
)
def test_soft_colours_are_for_terminals_that_have_them(wanted, colours, without, shown):
    assert theme_for(wanted, colours, without) == shown
