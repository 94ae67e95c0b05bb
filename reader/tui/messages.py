"""What the page reports: facts, in the past tense. Screens decide what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.annotation import Annotation
from reader.document.model import Position

if TYPE_CHECKING:
    from reader.tui.widgets.page import Page


@dataclass(frozen=True, slots=True)
class Spot:
    """A token of the document: its paragraph, its index among the paragraph's annotations, and itself."""

    paragraph: int
    token: int
    annotation: Annotation

    @property
    def position(self) -> Position:
        return Position(self.paragraph, self.annotation.token.start)


@dataclass
class _PageMessage(Message, bubble=True):
    page: Page

    @property
    def control(self) -> Page:
        return self.page


@dataclass
class TokenHovered(_PageMessage, namespace="page"):
    """The mouse came to a token, or left them all (``spot`` is None)."""

    spot: Spot | None


@dataclass
class TokenSelected(_PageMessage, namespace="page"):
    """A token was chosen: by enter, or by a click on the token the cursor was already on."""

    spot: Spot


@dataclass
class CursorMoved(_PageMessage, namespace="page"):
    """The word cursor stands on another token."""

    spot: Spot


@dataclass
class PhraseSelected(_PageMessage, namespace="page"):
    """A phrase was dragged over: code points ``start`` to ``end`` of one paragraph, whole tokens."""

    paragraph: int
    start: int
    end: int
    text: str


@dataclass
class PlaceChanged(_PageMessage, namespace="page"):
    """The page shows another part of the document: ``top`` to ``bottom``, ``fraction`` of it read."""

    top: Position
    bottom: Position
    fraction: float
