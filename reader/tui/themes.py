"""How the program looks: three themes of its own, and the page's colours for every other theme.

``paper`` is ink on warm paper, ``night`` is soft light on deep blue-grey, ``contrast`` is for bright rooms
and tired eyes: every colour of text on it has a contrast of at least 7 to 1 with its ground.
"""

from __future__ import annotations

from textual.color import Color
from textual.theme import Theme

from reader.tui.colours import tone_variables

PAPER = Theme(
    name="paper",
    dark=False,
    primary="#7a3b1d",
    secondary="#2f5d62",
    accent="#a3402a",
    foreground="#2b2622",
    background="#f7f2e7",
    surface="#efe8d8",
    panel="#e6dcc6",
    success="#3f6b2f",
    warning="#8a5a00",
    error="#a12a22",
    variables={
        "page-paper": "#f7f2e7",
        "page-ink": "#2b2622",
        "page-faint": "#766b5d",
        "page-unknown": "#1d4e89",
        "page-learning": "#8a4b08",
        "page-name": "#2f6b4f",
        "page-reading": "#7d6242",
        "page-gloss": "#5b7083",
        "page-heading": "#7a3b1d",
        "page-cursor": "#7a3b1d",
        "page-cursor-ink": "#fdf9ef",
        "page-hovered": "#e9d9b8",
        "page-selected": "#cfe0e6",
        "page-found": "#f5d76e",
        "page-found-ink": "#2b2622",
        "page-bar": "#efe8d8",
        "page-bar-place": "#c9b896",
        "card-paper": "#fffdf6",
        "card-edge": "#b59f78",
        "card-ink": "#2b2622",
        "card-head": "#7a3b1d",
        "card-faint": "#766b5d",
        "card-level": "#2f5d62",
        "footer-background": "#e6dcc6",
        "footer-foreground": "#2b2622",
        "footer-key-foreground": "#7a3b1d",
        "footer-description-foreground": "#4a4138",
        "block-cursor-background": "#7a3b1d",
        "block-cursor-foreground": "#fdf9ef",
        "input-selection-background": "#cfe0e6",
        "button-color-foreground": "#fdf9ef",
    },
)
NIGHT = Theme(
    name="night",
    dark=True,
    primary="#e0b070",
    secondary="#7fb6b0",
    accent="#e59a72",
    foreground="#d9d4c8",
    background="#171a21",
    surface="#1f232c",
    panel="#2a2f3a",
    success="#9dc183",
    warning="#e5c07b",
    error="#e5786d",
    variables={
        "page-paper": "#171a21",
        "page-ink": "#d9d4c8",
        "page-faint": "#8b8a86",
        "page-unknown": "#8fc1ff",
        "page-learning": "#f0bd78",
        "page-name": "#9fd3a8",
        "page-reading": "#a8957a",
        "page-gloss": "#8ba0b5",
        "page-heading": "#e0b070",
        "page-cursor": "#e0b070",
        "page-cursor-ink": "#171a21",
        "page-hovered": "#343b4a",
        "page-selected": "#2d4a5a",
        "page-found": "#6a5a1c",
        "page-found-ink": "#fff3c4",
        "page-bar": "#1d212a",
        "page-bar-place": "#3d4453",
        "card-paper": "#242934",
        "card-edge": "#6f6450",
        "card-ink": "#e3ded2",
        "card-head": "#f0c98c",
        "card-faint": "#9c9a94",
        "card-level": "#8cc7bf",
        "footer-background": "#1f232c",
        "footer-key-foreground": "#e0b070",
        "block-cursor-background": "#e0b070",
        "block-cursor-foreground": "#171a21",
        "button-color-foreground": "#171a21",
    },
)
CONTRAST = Theme(
    name="contrast",
    dark=True,
    primary="#ffd700",
    secondary="#5ff0ff",
    accent="#ffb000",
    foreground="#ffffff",
    background="#000000",
    surface="#0d0d0d",
    panel="#1c1c1c",
    success="#7dff7d",
    warning="#ffe14d",
    error="#ff9c94",
    variables={
        "page-paper": "#000000",
        "page-ink": "#ffffff",
        "page-faint": "#c4c4c4",
        "page-unknown": "#7fd4ff",
        "page-learning": "#ffcf4a",
        "page-name": "#8dff9a",
        "page-reading": "#e6d9a8",
        "page-gloss": "#bfe3ff",
        "page-heading": "#ffd700",
        "page-cursor": "#ffd700",
        "page-cursor-ink": "#000000",
        "page-hovered": "#303030",
        "page-selected": "#004b6b",
        "page-found": "#ff9d00",
        "page-found-ink": "#000000",
        "page-bar": "#1c1c1c",
        "page-bar-place": "#9a9a9a",
        "card-paper": "#141414",
        "card-edge": "#ffd700",
        "card-ink": "#ffffff",
        "card-head": "#ffd700",
        "card-faint": "#c4c4c4",
        "card-level": "#5ff0ff",
        "footer-key-foreground": "#ffd700",
        "block-cursor-background": "#ffd700",
        "block-cursor-foreground": "#000000",
        "button-color-foreground": "#000000",
    },
)
READABLE = 4.5
"""The contrast text has with its ground at least."""
THEMES: tuple[Theme, ...] = (PAPER, NIGHT, CONTRAST)
_SOFT = {PAPER.name, NIGHT.name}
_FEW_COLOURS = frozenset({None, "standard", "windows"})


def theme_for(wanted: str, colours: str | None, without_colour: bool = False) -> str:
    """Return the theme to begin with where the terminal has ``colours``, as Rich calls its colour systems.

    Of sixteen colours, or of none, the soft ones of paper and night all come out as the same pale grey.
    """
    few = colours in _FEW_COLOURS or without_colour
    return CONTRAST.name if few and wanted in _SOFT else wanted


def page_variables(theme: Theme, tone_colours: str = "none") -> dict[str, str]:
    """Return a value for every style variable of the page and the card, for any theme.

    For :meth:`App.get_theme_variable_defaults`: what a theme says itself goes before these, which are mixed
    from the theme's main colours so that the page looks at home in any of Textual's own themes.
    """
    system = theme.to_color_system().generate()
    ground, ink = Color.parse(system["background"]), Color.parse(system["foreground"])
    primary, accent = Color.parse(system["primary"]), Color.parse(system["accent"])
    warning, success = Color.parse(system["warning"]), Color.parse(system["success"])
    surface = Color.parse(system["surface"])

    def mix(colour: Color, share: float) -> str:
        return ground.blend(colour, share, 1.0).hex6

    def readable(colour: Color) -> str:
        """Mix a colour with as much ink as makes text in it readable on the theme's ground."""
        mixed = (ink.blend(colour, share / 10, 1.0) for share in range(10, 0, -1))
        return next((each for each in mixed if contrast(each, ground) >= READABLE), ink).hex6

    own = {
        "page-paper": ground.hex6,
        "page-ink": ink.hex6,
        "page-faint": mix(ink, 0.6),
        "page-unknown": readable(primary),
        "page-learning": readable(warning),
        "page-name": readable(success),
        "page-reading": mix(ink, 0.65),
        "page-gloss": mix(ink, 0.6),
        "page-heading": readable(accent),
        "page-cursor": accent.hex6,
        "page-cursor-ink": accent.get_contrast_text(1.0).hex6,
        "page-hovered": mix(ink, 0.2),
        "page-selected": mix(primary, 0.35),
        "page-found": warning.hex6,
        "page-found-ink": warning.get_contrast_text(1.0).hex6,
        "page-bar": mix(ink, 0.06),
        "page-bar-place": mix(ink, 0.3),
        "card-paper": surface.blend(ink, 0.06, 1.0).hex6,
        "card-edge": mix(accent, 0.7),
        "card-ink": ink.hex6,
        "card-head": readable(accent),
        "card-faint": mix(ink, 0.65),
        "card-level": readable(success),
    }
    own |= theme.variables
    return own | tone_variables(tone_colours, theme.dark, own["page-ink"], own["card-ink"])


def contrast(one: Color, other: Color) -> float:
    """Return how far two colours stand apart, 1 to 21, as the W3C's accessibility guidelines count it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
