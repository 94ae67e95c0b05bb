"""How long 20,000 words take to Anki and back, beside genanki writing as many empty notes in the same run.

``python tests/benchmarks/deck_speed.py [WORDS]``. Times are of the processor, in seconds, so that a busy
machine counts little; the bar is ten seconds for 20,000 words on a quiet one.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import genanki

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reader.deck.apkg import write_package
from reader.deck.brought import Source
from reader.deck.formats import BY_NAME, FORMATS, Taking
from reader.deck.note import FIELDS, Facts
from reader.dictionary.cedict import read_dictionary
from reader.dictionary.senses import MAIN_SOURCE
from reader.dictionary.sources import dictionary_files
from reader.study.bringing import bring_in
from reader.study.notebook import Notebook
from reader.study.status import Status
from reader.study.word import Context, Identity, Word


def words_of_dictionary(count: int) -> list[Word]:
    """Return words with everything a word can have, the first of the dictionary."""
    added = datetime(2026, 3, 1, tzinfo=timezone.utc)
    nowhere = Path("/nonexistent")
    path, name = next(one for one in dictionary_files(nowhere) if one[1] == MAIN_SOURCE)
    made: dict[Identity, Word] = {}
    for traditional, simplified, reading, _ in read_dictionary(path, name).lines:
        sentence = f"我昨天在书里看到了“{simplified}”这个词，觉得很有意思。"
        context = Context(
            sentence, 10, 10 + len(simplified), "Wǒ kàndào le …", "书", "d", None, "一", "I saw it."
        )
        identity = Identity(traditional, simplified, reading)
        made[identity] = Word(
            identity,
            "a meaning of some length; another one; and a third",
            "a note",
            ("news",),
            ("HSK 6",),
            Status.LEARNING_2,
            added,
            (context,),
        )
        if len(made) == count:
            break
    return list(made.values())


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds of the processor and of the clock."""
    start, began = time.process_time(), time.perf_counter()
    act()
    return time.process_time() - start, time.perf_counter() - began


def bare(count: int, path: Path) -> None:
    """Write as many notes with as many fields and cards with nothing in them but letters."""
    templates = [{"name": f"{at}", "qfmt": f"{{{{F{at}}}}}", "afmt": "{{F1}}"} for at in range(3)]
    kind = genanki.Model(
        1, "bare", fields=[{"name": f"F{at}"} for at in range(len(FIELDS))], templates=templates
    )
    deck = genanki.Deck(2, "bare")
    for at in range(count):
        deck.add_note(genanki.Note(kind, ["a"] * len(FIELDS), guid=str(at)))
    genanki.Package(deck).write_to_file(path)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    words = words_of_dictionary(count)
    facts = Facts(("个 gè",), ("HSK 2.0: 4",))
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "words.apkg"
        reference, _ = timed(lambda: bare(count, path))
        print(f"{len(words):,} words; genanki with bare notes: {reference:.2f} s of processor time")
        cpu, wall = timed(lambda: write_package(words, path, knowing=lambda word: facts))
        print(f"to .apkg: {cpu:.2f} s, by the clock {wall:.2f} s; {cpu / reference:.2f} times genanki")
        content = path.read_bytes()
        read = BY_NAME["anki"].read
        assert read is not None
        print(f"from .apkg: {timed(lambda: read(Source('x', content)))[0]:.2f} s, {len(content) >> 10:,} KiB")
        for one in FORMATS:
            if one.text is not None:
                text = one.text
                print(f"to {one.name}: {timed(lambda text=text: text(words, Taking()))[0]:.2f} s")
        notebook = Notebook.open(Path(room) / "data", Path(room) / "config")
        coming = [replace(word, gloss="x") for word in words]
        print(f"into the notebook: {timed(lambda: bring_in(notebook, coming, 'import'))[0]:.2f} s")
        notebook.close()


if __name__ == "__main__":
    main()
