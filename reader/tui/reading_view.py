"""How one text is shown: what the settings say, and what the learner changed for this text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from reader.config import Config
from reader.document.model import Position
from reader.tui.boxes import Notation, View
from reader.tui.companion import Companion

SCRIPTS = ("as-written", "simplified", "traditional")
TONES = ("none", "pleco", "hanping", "zhongwen")


@dataclass(frozen=True, slots=True)
class ReadingView:
    """``tones`` names a scheme of tone colours, ``hidden`` shows what cleaning took aside.

    ``companion`` is how much of a translation is shown.
    """

    view: str = "fading"
    notation: str = "marks"
    script: str = "as-written"
    sandhi: bool = False
    tones: str = "none"
    hidden: bool = False
    companion: str = "hidden"

    @classmethod
    def of(cls, config: Config, kept: Mapping[str, object]) -> ReadingView:
        """Return the view of the settings, with what was ``kept`` for a text over it where it is sound."""
        found = cls(config.view, config.notation, config.script, config.sandhi, config.tones)
        choices = {
            "view": tuple(each.value for each in View),
            "notation": tuple(each.value for each in Notation),
            "script": SCRIPTS,
            "tones": TONES,
            "sandhi": (True, False),
            "hidden": (True, False),
            "companion": tuple(each.value for each in Companion),
        }
        sound = {name: kept[name] for name, values in choices.items() if kept.get(name) in values}
        return replace(found, **sound)  # type: ignore[arg-type]  # each value is one of its choices

    def kept(self, cursor: Position) -> dict[str, object]:
        """Return what the shelf keeps of the view, and of where the cursor was."""
        return {**asdict(self), "cursor": [cursor.paragraph, cursor.offset]}

    def with_next(self, name: str) -> ReadingView:
        """Return the view with the next value of one setting."""
        values: dict[str, tuple[object, ...]] = {
            "view": tuple(each.value for each in View),
            "notation": tuple(each.value for each in Notation),
            "script": SCRIPTS,
            "tones": TONES,
            "sandhi": (False, True),
            "hidden": (False, True),
            "companion": tuple(each.value for each in Companion),
        }
        row = values[name]
        following = row[(row.index(getattr(self, name)) + 1) % len(row)]
        return replace(self, **{name: following})  # type: ignore[arg-type]  # a value of this setting


def kept_cursor(kept: Mapping[str, object]) -> Position | None:
    """Return the cursor's place among what the shelf kept, if it is one."""
    found = kept.get("cursor")
    if isinstance(found, list) and len(found) == 2 and all(isinstance(part, int) for part in found):
        return Position(found[0], found[1])
    return None
