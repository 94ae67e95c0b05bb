"""AnkiConnect, version 6, over a real collection of Anki: its actions, its checks and its words.

Each action does what the add-on's source does (github.com/FooSoft/anki-connect, plugin/__init__.py): errors
are answers with status 200; an action without a key is refused by the same words; within ``multi`` each
action is answered for itself; a note whose first field another of its note type has, or that is empty, is
refused.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from reader.deck.anki_connect import AnkiConnect


class AnkiConnectDouble:
    """Answers requests as the add-on does. ``asked`` are the actions it was asked to do."""

    def __init__(self, collection: Any, key: str = "", permission: str = "granted", version: int = 6) -> None:
        self.collection = collection
        self.key = key
        self.permission = permission
        self.version = version
        self.asked: list[str] = []

    def post(self, address: str, body: bytes) -> bytes:
        """Answer one request, as the transport of :class:`AnkiConnect`."""
        return json.dumps(self.answer(json.loads(body))).encode()

    def answer(self, request: dict[str, Any]) -> Any:
        action, version = request.get("action", ""), request.get("version", 4)
        self.asked.append(action)
        try:
            if (request.get("key") or "") != self.key and action != "requestPermission":
                raise ValueError("valid api key must be provided")
            act: Callable[..., Any] | None = getattr(self, f"do_{action}", None)
            if act is None:
                raise ValueError("unsupported action")
            result = act(**request.get("params", {}))
        except Exception as error:  # as the add-on does: whatever goes wrong is an answer
            return {"result": None, "error": str(error)}
        return result if version <= 4 else {"result": result, "error": None}

    def do_version(self) -> int:
        return self.version

    def do_requestPermission(self) -> dict[str, Any]:
        if self.permission != "granted":
            return {"permission": "denied"}
        return {"permission": "granted", "requireApikey": bool(self.key), "version": self.version}

    def do_multi(self, actions: list[dict[str, Any]]) -> list[Any]:
        return [self.answer(action) for action in actions]

    def do_modelNames(self) -> list[str]:
        return [kind.name for kind in self.collection.models.all_names_and_ids()]

    def do_modelFieldNames(self, modelName: str) -> list[str]:
        return list(self.collection.models.field_names(self._model(modelName)))

    def do_createModel(
        self,
        modelName: str,
        inOrderFields: list[str],
        cardTemplates: list[dict[str, str]],
        css: str | None = None,
        isCloze: bool = False,
    ) -> dict[str, Any]:
        models = self.collection.models
        if modelName in self.do_modelNames():
            raise ValueError("Model name already exists")
        model = models.new(modelName)
        for name in inOrderFields:
            models.add_field(model, models.new_field(name))
        model["css"] = css if css is not None else model["css"]
        for number, one in enumerate(cardTemplates, start=1):
            template = models.new_template(one.get("Name", f"Card {number}"))
            template["qfmt"], template["afmt"] = one["Front"], one["Back"]
            models.add_template(model, template)
        models.add(model)
        return {"name": modelName}

    def do_deckNames(self) -> list[str]:
        return [deck.name for deck in self.collection.decks.all_names_and_ids()]

    def do_createDeck(self, deck: str) -> int:
        return int(self.collection.decks.id(deck))

    def do_findNotes(self, query: str) -> list[int]:
        return list(map(int, self.collection.find_notes(query)))

    def do_findCards(self, query: str) -> list[int]:
        return list(map(int, self.collection.find_cards(query)))

    def do_changeDeck(self, cards: list[int], deck: str) -> None:
        self.collection.set_deck(cards, self.collection.decks.id(deck))

    def do_notesInfo(self, notes: list[int]) -> list[dict[str, Any]]:
        found = []
        for identifier in notes:
            note = self.collection.get_note(identifier)
            model = note.note_type()
            order = {field["name"]: field["ord"] for field in model["flds"]}
            fields = {name: {"value": value, "order": order[name]} for name, value in note.items()}
            found.append(
                {
                    "noteId": note.id,
                    "tags": note.tags,
                    "fields": fields,
                    "modelName": model["name"],
                    "cards": list(note.card_ids()),
                }
            )
        return found

    def do_cardsInfo(self, cards: list[int]) -> list[dict[str, Any]]:
        found = []
        for identifier in cards:
            card = self.collection.get_card(identifier)
            deck = self.collection.decks.name(card.did)
            found.append(
                {
                    "cardId": card.id,
                    "note": card.nid,
                    "interval": card.ivl,
                    "reps": card.reps,
                    "deckName": deck,
                }
            )
        return found

    def do_addNote(self, note: dict[str, Any]) -> int:
        deck = self.collection.decks.id_for_name(note["deckName"])
        if deck is None:
            raise ValueError(f"deck was not found: {note['deckName']}")
        made = self.collection.new_note(self._model(note["modelName"]))
        for name, value in note["fields"].items():
            if name in made:
                made[name] = value
        made.tags = list(note.get("tags", ()))
        state = made.fields_check()
        if state == 1:
            raise ValueError("cannot create note because it is empty")
        if state == 2 and not note.get("options", {}).get("allowDuplicate"):
            raise ValueError("cannot create note because it is a duplicate")
        # The add-on names the deck in the note type, which Ankis since 2.1.45 pass over.
        self.collection.add_note(made, self.collection.decks.id_for_name("Default"))
        return int(made.id)

    def do_updateNoteFields(self, note: dict[str, Any]) -> None:
        found = self.collection.get_note(note["id"])
        for name, value in note["fields"].items():
            if name in found:
                found[name] = value
        self.collection.update_note(found)

    def do_addTags(self, notes: list[int], tags: str) -> None:
        self.collection.tags.bulk_add(notes, tags)

    def _model(self, name: str) -> Any:
        model = self.collection.models.by_name(name)
        if model is None:
            raise ValueError(f"model was not found: {name}")
        return model


@contextmanager
def served(answer: Callable[[bytes], tuple[int, bytes]]) -> Iterator[str]:
    """Serve answers on this machine and yield the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, body = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:9/")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def connected(double: AnkiConnectDouble, key: str = "") -> AnkiConnect:
    return AnkiConnect(key=key, post=double.post)
