"""A document's annotations, made behind the page by one thread, so that no key waits for a dictionary.

Until the dictionaries are open, and wherever the reader jumps faster than the thread can follow, a
paragraph is given out as plain characters and asked for; when it is ready, the page is told.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from typing import Protocol

from reader.annotation import Annotation
from reader.document.model import Document, ParagraphKind
from reader.errors import DushuError
from reader.inert import inert_line
from reader.language.reading import Reading
from reader.language.script import is_han
from reader.language.token import Kind, Token
from reader.study.counting import TextCounter
from reader.study.identifying import Occurrence, Word, is_counted
from reader.study.word_index import WordIndex

KEPT = 2_000
"""Annotated paragraphs kept."""
AT_ONCE = 600
"""Code points of a paragraph that is still annotated within the key's own frame, at most."""
ALLOWANCE = 0.03
"""Seconds of annotating that a frame may take; half the time that passes is added to it."""
AHEAD = 14
"""Paragraphs made ready beyond those on the page."""
PAUSE, REST, QUIET = 0.002, 0.03, 0.3
"""Seconds: the thread's rest after each paragraph, and how long after a key or a move of the mouse it makes
nothing ahead, and counts nothing: both threads share one interpreter, and the page goes first."""


class Engine(Protocol):
    """What annotates: the session."""

    def annotate(self, text: str, digest: str = "", paragraph: int = 0) -> tuple[Annotation, ...]: ...
    def word(self, annotation: Annotation) -> Word: ...
    @property
    def counter(self) -> TextCounter: ...


class Annotating:
    """Annotates ``document`` with ``engine``, on demand and ahead, and counts its words.

    ``prepare`` opens what the engine needs, in the thread; ``deliver`` is called there with the paragraphs
    that were asked for and are now ready, ``failed`` with a sentence when it cannot go on, and ``counted``
    when the whole text is counted.
    """

    def __init__(
        self,
        document: Document,
        engine: Engine,
        prepare: Callable[[], None],
        deliver: Callable[[frozenset[int]], None],
        failed: Callable[[str], None],
        counted: Callable[[], None] = lambda: None,
    ) -> None:
        self.document = document
        self._engine = engine
        self._prepare = prepare
        self._deliver = deliver
        self._failed = failed
        self._counted = counted
        self.index = self._empty_index()
        self.ready = False
        self._kept: OrderedDict[int, tuple[Annotation, ...]] = OrderedDict()
        self._plain: dict[int, tuple[Annotation, ...]] = {}
        self._wanted: deque[int] = deque()
        self._ahead: deque[int] = deque()
        self._sweep, self._looked = 0, False
        self._generation = 0
        self._changed = threading.Condition()
        self._stopped = False
        self._allowance, self._asked, self._touched = ALLOWANCE, time.monotonic(), 0.0
        self._thread = threading.Thread(target=self._run, name="annotating", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the thread; what it is at is finished first."""
        with self._changed:
            self._stopped = True
            self._changed.notify()

    # For the page

    def of(self, paragraph: int) -> tuple[Annotation, ...]:
        """Return the paragraph's annotations, or its plain characters until they are made."""
        found = self._kept.get(paragraph)
        if found is not None:
            return found
        now = time.monotonic()
        self._allowance = min(ALLOWANCE, self._allowance + (now - self._asked) / 2)
        self._asked = now
        if self.ready and self._allowance > 0 and len(self._text(paragraph)) <= AT_ONCE:
            found = self._made(paragraph)
            self._allowance -= time.monotonic() - now
            return found
        with self._changed:
            if paragraph not in self._wanted:
                self._wanted.append(paragraph)
            self._changed.notify()
        if paragraph not in self._plain:
            self._plain[paragraph] = plain_characters(self._text(paragraph))
        return self._plain[paragraph]

    def touch(self) -> None:
        """Say that the page is being used: what can wait waits."""
        self._touched = time.monotonic()

    def is_made(self, paragraph: int) -> bool:
        return paragraph in self._kept

    def made(self, paragraph: int) -> tuple[Annotation, ...]:
        """Return the paragraph's annotations, made now if they must be: for threads that can wait."""
        return self._kept.get(paragraph) or self._made(paragraph, keep=False)

    def look_at(self, first: int, last: int) -> None:
        """Say which paragraphs are on the page: those around it are made ready next."""
        count = len(self.document.paragraphs)
        around = [*range(first, min(last + AHEAD, count)), *range(max(0, first - 4), first)]
        with self._changed:
            self._touched = time.monotonic()
            self._ahead = deque(each for each in around if each not in self._kept)
            self._changed.notify()

    def renew(self, paragraphs: Iterable[int] | None = None) -> None:
        """Forget what was made: of these paragraphs, or of all; the words are counted again."""
        with self._changed:
            self._generation += 1
            if paragraphs is None:
                self._kept.clear()
            else:
                for paragraph in paragraphs:
                    self._kept.pop(paragraph, None)
            self.index = self._empty_index()
            self._sweep, self._looked = 0, False
            self._allowance = ALLOWANCE
            self._changed.notify()

    # The thread

    def _run(self) -> None:
        try:
            self._prepare()
            first = True
            while not self._stopped:
                wanted = self._next_wanted()
                if wanted:
                    for paragraph in wanted:
                        self._made(paragraph)
                    self.ready = True
                    self._deliver(frozenset(wanted))
                elif first:
                    self.ready, first = True, False
                    self._deliver(frozenset())
                elif self._ahead:
                    self._make_ahead()
                elif self._sweep < len(self.document.paragraphs):
                    self._count_next()
                else:
                    with self._changed:
                        if not (self._wanted or self._ahead or self._stopped):
                            self._changed.wait(5)
        except DushuError as error:
            self._failed(str(error))

    def _next_wanted(self) -> list[int]:
        with self._changed:
            wanted = list(self._wanted)
            self._wanted.clear()
        return wanted

    def _rests(self, seconds: float) -> bool:
        """Wait a little where the page was used within ``seconds``; return whether it was."""
        since = time.monotonic() - self._touched
        if since >= seconds:
            return False
        with self._changed:
            if not self._wanted and not self._stopped:
                self._changed.wait(min(seconds - since, 0.1))
        return True

    def _make_ahead(self) -> None:
        if self._rests(REST):
            return
        try:
            paragraph = self._ahead.popleft()
        except IndexError:
            return
        if paragraph not in self._kept:
            self._made(paragraph)
            time.sleep(PAUSE)

    def _count_next(self) -> None:
        """Count one more paragraph; while there is room for it, keep what it is made of, for the page."""
        if self._rests(QUIET):
            return
        if not self._looked:
            self._look_for_kept()
        index, generation, paragraph = self.index, self._generation, self._sweep
        found: list[Occurrence] = []
        if self.document.paragraphs[paragraph].kind is not ParagraphKind.HIDDEN:
            made = self._kept.get(paragraph)
            if made is None and len(self._kept) < KEPT * 3 // 4:
                made = self._made(paragraph)
            if made is not None:
                found = [(one.token.start, self._engine.word(one)) for one in made if is_counted(one)]
            elif index.complete:
                self._sweep = len(self.document.paragraphs)
                return
            else:
                digest = self.document.digest
                found = self._engine.counter.words(self._text(paragraph), digest, paragraph)
        with self._changed:
            if generation != self._generation:
                return
            counting = not index.complete
            if counting:
                index.add(found)
            self._sweep += 1
        if counting and index.complete:
            self._engine.counter.keep(self.document, index)
            self._counted()
        time.sleep(PAUSE)

    def _look_for_kept(self) -> None:
        """Take the index that was kept of this text, where it would come out the same today."""
        generation = self._generation
        kept = self._engine.counter.kept(self.document)
        with self._changed:
            if generation != self._generation:
                return
            self._looked = True
            if kept is not None:
                self.index = kept
        if kept is not None:
            self._counted()

    def _made(self, paragraph: int, keep: bool = True) -> tuple[Annotation, ...]:
        generation = self._generation
        found = self._engine.annotate(self._text(paragraph), self.document.digest, paragraph)
        if keep and generation == self._generation:
            self._kept[paragraph] = found
            self._plain.pop(paragraph, None)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    def _text(self, paragraph: int) -> str:
        return self.document.paragraphs[paragraph].text

    def _empty_index(self) -> WordIndex:
        return WordIndex(len(self.document.paragraphs))


_NO_READING = Reading(())
PLAIN = "not annotated yet"
"""The ``why`` of tokens that are mere characters."""


def plain_characters(text: str) -> tuple[Annotation, ...]:
    """Return a text's characters as tokens that say nothing: Latin words whole, Han characters one by one."""
    found: list[Annotation] = []
    start = 0
    while start < len(text):
        char, end = text[start], start + 1
        if is_han(char):
            kind = Kind.WORD
        elif char.isspace():
            kind = Kind.SPACE
        elif char.isascii() and char.isalnum():
            kind = Kind.NUMBER if char.isdigit() else Kind.LATIN
            while end < len(text) and text[end].isascii() and text[end].isalnum():
                end += 1
        else:
            kind = Kind.PUNCTUATION
        found.append(Annotation(Token(text[start:end], start, kind), _NO_READING, _NO_READING, why=PLAIN))
        start = end
    return tuple(found)


def progress_line(done: int, total: int) -> str:
    """Return what stands at the screen's foot while the dictionaries' index is built."""
    return inert_line(f"opening the dictionaries for the first time … {done * 100 // max(1, total)} %")
