"""A collection of the real Anki, and what its importers say."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.deck.anki_text import anki_text
from reader.deck.apkg import Changed, added, write_package
from reader.study.word import Word

anki_collection = pytest.importorskip("anki.collection", reason="Anki itself is not installed")


@dataclass(frozen=True)
class Log:
    """How many notes an import found new, updated, the same, and of another note type."""

    new: int
    updated: int
    same: int
    conflicting: int = 0


class Anki:
    """A collection in a room of its own."""

    def __init__(self, room: Path) -> None:
        self.room = room
        self.collection = anki_collection.Collection(str(room / "collection.anki2"))

    def take(
        self, words: Sequence[Word], changed: Changed = added, *, merge: bool = False, always: bool = False
    ) -> Log:
        """Import a package of the words."""
        path = self.room / "words.apkg"
        write_package(words, path, changed)
        return self.take_file(path, merge=merge, always=always)

    def take_file(
        self, path: Path, *, merge: bool = False, always: bool = False, scheduling: bool = False
    ) -> Log:
        """Import a package as the boxes of Anki's dialog say: “Merge note types”, “Update … Always”."""
        update = 1 if always else 0
        options = anki_collection.ImportAnkiPackageOptions(
            merge_notetypes=merge, with_scheduling=scheduling, update_notes=update, update_notetypes=update
        )
        request = anki_collection.ImportAnkiPackageRequest(package_path=str(path), options=options)
        log = self.collection.import_anki_package(request).log
        self.collection.models._clear_cache()
        return Log(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))

    def take_text(self, words: Sequence[Word]) -> Log:
        """Import a text of the words."""
        path = self.room / "words.txt"
        path.write_text(anki_text(words), encoding="utf-8")
        metadata = self.collection.get_csv_metadata(str(path), None)
        log = self.collection.import_csv(
            anki_collection.ImportCsvRequest(path=str(path), metadata=metadata)
        ).log
        return Log(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))

    def note(self, search: str) -> dict[str, str]:
        """Return the fields of the one note found."""
        (found,) = self.collection.find_notes(search)
        return dict(self.collection.get_note(found).items())

    def sides(self, search: str = "") -> list[tuple[str, str, str]]:
        """Return each card's template, question and answer as Anki renders them."""
        found = []
        for identifier in self.collection.find_cards(search):
            card = self.collection.get_card(identifier)
            output = card.render_output()
            assert not output.question_av_tags
            assert not output.answer_av_tags
            found.append((card.template()["name"], output.question_text, output.answer_text))
        return found


def shown(side: str) -> str:
    """Return what a side of a card shows, without its style."""
    bare = re.sub(r"<style>.*?</style>", "", side, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^<>]*>", "", bare))
