"""Putting a text on the shelf, keeping a copy of it, and opening it again from the shelf.

A text is known by its bytes. It opens from its file while that holds them; where the file is gone, was moved
or was changed, it opens from the copy, and says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from reader.document.arranging import arranged
from reader.document.loading import document_from, read_bytes
from reader.document.model import Document
from reader.errors import DocumentError
from reader.inert import inert_line
from reader.study.shelf import Place, Shelf
from reader.study.texts import KeptTexts

KEPT_AFTER_REMOVAL = timedelta(days=30)
"""How long the copy of a text that was taken off the shelf stays."""

_GONE = "the file is gone; this is the copy kept on your shelf"
_CHANGED = "the file has changed since; this is the text as you read it, dushu FILE opens the new one"
_CHANGED_ALONE = "the file has changed since you read it, and no copy was kept; this is the new text"


class Shelving:
    """The shelf together with the copies. ``keep_copies`` is the learner's setting."""

    def __init__(
        self, shelf: Shelf, texts: KeptTexts, *, keep_copies: bool = True, join_headings: bool = False
    ) -> None:
        self._shelf = shelf
        self._texts = texts
        self._keep_copies = keep_copies
        self._join_headings = join_headings

    def place(self, document: Document) -> Place | None:
        """Put a text on the shelf, as opened now; return what was kept of it before."""
        before = self._shelf.place(document.digest)
        self._shelf.keep(
            document.digest,
            path=source_path(document),
            title=document.title,
            author=document.author,
            encoding=document.encoding,
            chapters=document.chapters,
            characters=sum(len(paragraph.text) for paragraph in document.paragraphs),
        )
        return before

    def keep_copy(self, document: Document) -> bool:
        """Keep the bytes of a text that is on the shelf; return whether they are kept.

        They are read once more from the file; a file that has changed in between is not kept.
        """
        if not self._keep_copies:
            return False
        if self._texts.has(document.digest):
            return True
        data = document.data
        if data is None:
            try:
                data = read_bytes(Path(document.source))
            except DocumentError:
                return False
        if hashlib.sha256(data).hexdigest() != document.digest:
            return False
        return self._texts.keep(document.digest, data, self._spare)

    def open(self, place: Place) -> Document:
        """Return the text of a place on the shelf; ``warnings`` begins with what is not as it was.

        Raises DocumentError where neither the file nor a copy is there.
        """
        in_file = _file(place)
        if in_file is not None and hashlib.sha256(in_file).hexdigest() == place.digest:
            return self._document(place, in_file, "")
        copy = self._texts.data(place.digest)
        if copy is not None:
            gone = in_file is None and not is_fileless(place.path)
            return self._document(place, copy, _GONE if gone else "" if in_file is None else _CHANGED)
        if in_file is not None:
            return self._document(place, in_file, _CHANGED_ALONE)
        raise DocumentError(
            f"{inert_line(place.path or place.called)}: the text is gone and no copy of it was kept; "
            "open it from where it is now"
        )

    def again(self, document: Document, encoding: str) -> Document:
        """Return a text that is open, its bytes read in another encoding.

        Raises DocumentError where the bytes are gone, or the file holds others by now.
        """
        data = document.data
        if data is None:
            place = self._shelf.place(document.digest)
            data = self.original(place) if place is not None else read_bytes(Path(document.source))
        name = document.source.rsplit("/", 1)[-1]
        anew = arranged(
            document_from(data, name, document.source, encoding), document.chapters, self._join_headings
        )
        return replace(anew, data=document.data)

    def original(self, place: Place) -> bytes:
        """Return the bytes of a text, from its file or its copy; raises DocumentError where both are gone."""
        in_file = _file(place)
        if in_file is not None and hashlib.sha256(in_file).hexdigest() == place.digest:
            return in_file
        copy = self._texts.data(place.digest)
        if copy is None:
            raise DocumentError(f"{inert_line(place.called)}: there is no copy of it; open its file once")
        return copy

    def remove(self, place: Place, now: datetime) -> None:
        """Take a text off the shelf; copies of what was taken off long ago go for good."""
        self._shelf.remove(place.digest)
        for each in self._shelf.removed():
            if each.removed is not None and now - each.removed > KEPT_AFTER_REMOVAL:
                self._texts.forget(each.digest)

    def restore(self, place: Place) -> None:
        """Put a text that was taken off back, with all it had."""
        self._shelf.restore(place.digest)

    def trouble(self, place: Place) -> str:
        """Return in a word or two why a text does not open from its file; nothing where it does."""
        try:
            there = not is_fileless(place.path) and Path(place.path).is_file()
        except (OSError, ValueError):
            there = False
        if there:
            return ""
        return "kept copy" if self._texts.has(place.digest) else "gone"

    def _spare(self) -> Iterator[str]:
        """Yield whose copies may go: texts taken off, then those whose files are there, the oldest first."""
        yield from (place.digest for place in reversed(self._shelf.removed()))
        for place in reversed(self._shelf.texts()):
            if not self.trouble(place):
                yield place.digest

    def _document(self, place: Place, data: bytes, note: str) -> Document:
        name = (
            Path(place.path).name if not is_fileless(place.path) else place.path.rsplit("/", 1)[-1] + ".txt"
        )
        document = document_from(data, name, place.path)
        if place.encoding and document.encoding != place.encoding and document.digest == place.digest:
            document = document_from(data, name, place.path, place.encoding)  # the learner had named it
        document = arranged(document, place.chapters, self._join_headings)
        warnings = (note, *document.warnings) if note else document.warnings
        fileless = data if is_fileless(place.path) else None
        return replace(document, warnings=warnings, data=fileless)


def source_path(document: Document) -> str:
    """Return what the shelf keeps as where a text came from: a file's whole path, anything else as it is."""
    source = document.source
    return source if document.data is not None or is_fileless(source) else str(Path(source).absolute())


def is_fileless(path: str) -> bool:
    """True of a text that came from standard input, the clipboard or an address."""
    return path in ("", "-", "clipboard") or "://" in path


def _file(place: Place) -> bytes | None:
    if is_fileless(place.path):
        return None
    try:
        return read_bytes(Path(place.path))
    except DocumentError:
        return None
