"""A running Anki, by way of its add-on AnkiConnect (API version 6): the only module that talks to it.

It answers on this machine (127.0.0.1:8765); another address is only ever asked where the learner names it.
Every answer is ``{"result": …, "error": …}``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from reader.deck.anki_file import AnkiNote
from reader.errors import DeckError
from reader.inert import inert_line

ADDRESS = "http://127.0.0.1:8765"
VERSION = 6
BATCH = 100
_SECONDS = 60.0
_LARGEST = 200_000_000

Post = Callable[[str, bytes], bytes]
"""Sends a body to an address and returns the answer; raises OSError where there is none."""


class AnkiConnect:
    """Asks a running Anki. Every method raises DeckError, in words that say what to do."""

    def __init__(self, address: str = ADDRESS, key: str = "", post: Post | None = None) -> None:
        self.address = address
        self._key = key
        self._post = post or _post

    def ask(self, action: str, **parameters: object) -> Any:
        """Return the result of an action."""
        answer = self._answer(self._request(action, parameters))
        if answer["error"] is not None:
            raise DeckError(
                f"{self.address}: Anki says: {inert_line(str(answer['error']))}; nothing was changed by it"
            )
        return answer["result"]

    def ask_each(self, action: str, parameters: Sequence[dict[str, object]]) -> Iterator[tuple[Any, str]]:
        """Yield result and error ("" for none) of one action for each of many parameters."""
        for start in range(0, len(parameters), BATCH):
            batch = parameters[start : start + BATCH]
            answers = self.ask("multi", actions=[self._request(action, one) for one in batch])
            if not isinstance(answers, list) or len(answers) != len(batch):
                raise DeckError(
                    f"{self.address}: does not answer as AnkiConnect does; is it version {VERSION}?"
                )
            for answer in answers:
                if isinstance(answer, dict) and "error" in answer:
                    yield answer.get("result"), "" if answer["error"] is None else str(answer["error"])
                else:
                    yield answer, ""

    def connect(self) -> None:
        """Make sure that Anki is there, lets us in, and is new enough."""
        permission = self.ask("requestPermission")
        granted = isinstance(permission, dict) and permission.get("permission") == "granted"
        if not granted:
            raise DeckError(
                f"{self.address}: Anki does not let us in; answer Yes in its window, or allow it in the "
                "settings of AnkiConnect"
            )
        if (permission.get("requireApiKey") or permission.get("requireApikey")) and not self._key:
            raise DeckError(f"{self.address}: AnkiConnect asks for its key; give it with --key")
        version = self.ask("version")
        if not isinstance(version, int) or version < VERSION:
            raise DeckError(
                f"{self.address}: AnkiConnect is too old (version {version}); update the add-on in Anki"
            )

    def notes(self, query: str, cards: bool = False) -> tuple[AnkiNote, ...]:
        """Return the notes that Anki's search finds; with ``cards``, how well each is known."""
        found = self.ask("findNotes", query=query)
        infos = [info for part in _parts(found) for info in self.ask("notesInfo", notes=part) if info]
        own: dict[int, list[dict[str, Any]]] = {}
        for part in _parts([card for info in infos for card in info.get("cards", ())] if cards else ()):
            for card in self.ask("cardsInfo", cards=part):
                if card:
                    own.setdefault(card["note"], []).append(card)
        return tuple(_note(info, own.get(info["noteId"], [])) for info in infos)

    def _request(self, action: str, parameters: dict[str, object]) -> dict[str, object]:
        request: dict[str, object] = {"action": action, "version": VERSION, "params": parameters}
        return request | ({"key": self._key} if self._key else {})

    def _answer(self, request: dict[str, object]) -> dict[str, Any]:
        try:
            answer = json.loads(self._post(self.address, json.dumps(request).encode("utf-8")))
        except OSError as error:
            raise DeckError(
                f"{self.address}: Anki does not answer ({_reason(error)}); start Anki, with the add-on "
                "AnkiConnect"
            ) from error
        except (ValueError, RecursionError) as error:
            raise DeckError(f"{self.address}: what answers there is not AnkiConnect ({error})") from error
        if not isinstance(answer, dict) or not {"result", "error"} <= answer.keys():
            raise DeckError(
                f"{self.address}: what answers there is not AnkiConnect, or an old one; update it"
            )
        return answer


def _note(info: dict[str, Any], cards: Sequence[dict[str, Any]]) -> AnkiNote:
    fields = sorted(info["fields"].items(), key=lambda item: item[1].get("order", 0))
    return AnkiNote(
        str(info["noteId"]),
        str(info["modelName"]),
        {str(name): str(field["value"]) for name, field in fields},
        tuple(map(str, info["tags"])),
        tuple(dict.fromkeys(str(card["deckName"]) for card in cards)),
        max((int(card["interval"]) for card in cards), default=0),
        sum(int(card["reps"]) for card in cards),
    )


def _parts(items: Sequence[int], size: int = 500) -> Iterable[Sequence[int]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _reason(error: OSError) -> str:
    inner = getattr(error, "reason", error)
    return inert_line(str(getattr(inner, "strerror", None) or inner))


def _post(address: str, body: bytes) -> bytes:
    """Ask over HTTP, past every proxy and following nobody elsewhere."""
    import urllib.request
    from http.client import HTTPException, InvalidURL

    if not address.lower().startswith(("http://", "https://")):
        raise DeckError(f"{inert_line(address)}: not an address of AnkiConnect; they begin with http://")

    class Staying(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *arguments: Any, **more: Any) -> None:
            return None

    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), Staying)
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    try:
        with opener.open(request, timeout=_SECONDS) as answer:
            content: bytes = answer.read(_LARGEST)
            return content
    except (InvalidURL, ValueError) as error:
        raise DeckError(f"{inert_line(address)}: not an address of AnkiConnect ({error})") from error
    except HTTPException as error:
        raise OSError(f"what answers breaks off or speaks no HTTP ({type(error).__name__})") from error
