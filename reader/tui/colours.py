"""Tone colours of the dictionaries learners come from, as data.

Each scheme has colours for light and for dark paper, tones 1 to 5 in order. The hues are those that the
programs are known for; their lightness is set so that each stands out from our papers.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ToneScheme:
    """Five colours for light paper, five for dark paper; () for both means no tone colours."""

    name: str
    title: str
    light: tuple[str, ...]
    dark: tuple[str, ...]


TONE_SCHEMES: tuple[ToneScheme, ...] = (
    ToneScheme("none", "No tone colours", (), ()),
    ToneScheme(
        "pleco", "Pleco: red, green, blue, purple, grey",
        ("#c0211c", "#0a7a33", "#1d4fc4", "#7a2ea0", "#6b6b6b"),
        ("#ff7b72", "#5fd38d", "#7aa7ff", "#d29bff", "#a8a8a8"),
    ),
    ToneScheme(
        "hanping", "Hanping: blue, green, orange, red, grey",
        ("#1667b7", "#22771f", "#a65a00", "#b8202a", "#6b6b6b"),
        ("#6db6ff", "#7ed67a", "#ffb454", "#ff7d84", "#a8a8a8"),
    ),
    ToneScheme(
        "zhongwen", "Zhongwen: red, orange, green, blue, black",
        ("#b3261e", "#a65a00", "#1b7a1b", "#1f57c3", "#4a4a4a"),
        ("#ff8077", "#ffb454", "#79d279", "#83b4ff", "#c8c8c8"),
    ),
)  # fmt: skip


def tone_scheme(name: str) -> ToneScheme:
    """Return the scheme of that name; no colours for a name nobody knows."""
    return next((scheme for scheme in TONE_SCHEMES if scheme.name == name), TONE_SCHEMES[0])


def tone_variables(name: str, dark: bool, ink: str, card_ink: str) -> dict[str, str]:
    """Return the scheme as style variables: ``tone1`` … for the page, ``card-tone1`` … for the card.

    A scheme without colours leaves both in their ink.
    """
    scheme = tone_scheme(name)
    colours = scheme.dark if dark else scheme.light
    found = {f"tone{tone}": colour for tone, colour in enumerate(colours or (ink,) * 5, 1)}
    return found | {f"card-tone{tone}": colour for tone, colour in enumerate(colours or (card_ink,) * 5, 1)}
