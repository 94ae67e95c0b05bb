"""Verbs of ``dushu words`` about the notebook as a whole: its history, copies, and other machines."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from reader import atomic
from reader.errors import NotebookError
from reader.inert import inert_line, json_line
from reader.study import archive, backup
from reader.study.corrections import FILE_NAME as CORRECTIONS_NAME
from reader.study.history import Step
from reader.study.merging import Merged, is_notebook, merge, merge_dump

if TYPE_CHECKING:
    from reader.session import Session

Verbs = argparse._SubParsersAction
_MERGING = (
    "What either notebook has, this one has then; of a word's gloss, note and status the one set last. "
    "One step, which undo takes back; a second time nothing changes."
)


def register_safekeeping(verbs: Verbs[argparse.ArgumentParser]) -> None:
    """Add the verbs to ``dushu words``."""
    _finish(verbs.add_parser("undo", help="take back the last change, of this session or another"), _undo)
    _finish(verbs.add_parser("redo", help="do again what was taken back"), _redo)
    history = verbs.add_parser("history", help="list what was done, the newest first")
    history.add_argument("--limit", type=int, default=50, metavar="N", help="how many steps (default 50)")
    history.add_argument("--full", action="store_true", help="with what each of them changed")
    _finish(history, _history)
    _finish(verbs.add_parser("backup", help="copy the notebook now"), _backup)
    restore = verbs.add_parser("restore", help="go back to a backup; without one, list them")
    restore.add_argument("path", nargs="?", type=Path, metavar="BACKUP")
    _finish(restore, _restore)
    dump = verbs.add_parser("dump", help="write everything the notebook holds as JSON lines")
    dump.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")
    _finish(dump, _dump)
    load = verbs.add_parser(
        "load", help="bring a dumped notebook back, or merge it into this one", epilog=_MERGING
    )
    _register_other(load, "FILE")
    _finish(load, _load)
    merging = verbs.add_parser("merge", help="take in another machine's notebook", epilog=_MERGING)
    _register_other(merging, "NOTEBOOK.db")
    _finish(merging, _merge)


def _register_other(parser: argparse.ArgumentParser, metavar: str) -> None:
    parser.add_argument("path", type=Path, metavar=metavar)
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")


def take_in(session: Session, path: Path, *, dry_run: bool, json: bool) -> int:
    """Merge another notebook, a database or a dumped one, and say what came of it."""
    if is_notebook(path):
        merged = merge(session.notebook, path, dry_run=dry_run)
    else:
        merged = merge_dump(session.notebook, path, dry_run=dry_run)
    _tell_merged(merged, path, dry_run, json)
    return 0


def restore_from(session: Session, path: Path, *, json: bool) -> int:
    """Go back to a backup and say where what was there lies now."""
    notebook = session.notebook.database.path
    session.close()
    former = backup.restore(path, notebook, datetime.now(timezone.utc))
    if json:
        print(json_line({"restored": str(path), "former": None if former is None else str(former)}))
    else:
        kept = f"; what it held before is in {former}" if former else ""
        print(inert_line(f"restored {notebook} from {path}{kept}"))
    return 0


def _undo(options: argparse.Namespace, session: Session) -> int:
    return _tell_step(session.notebook.undo(), "undone", options.json)


def _redo(options: argparse.Namespace, session: Session) -> int:
    return _tell_step(session.notebook.redo(), "redone", options.json)


def _history(options: argparse.Namespace, session: Session) -> int:
    for step in session.notebook.steps(max(0, options.limit), undone=True):
        told = session.notebook.told(step) if options.full or options.json else ()
        if options.json:
            about = {"label": step.label, "at": step.at.isoformat(), "undone": step.undone}
            print(json_line(about | {"changes": list(told)}))
            continue
        taken_back = "  (undone)" if step.undone else ""
        print(inert_line(f"{step.at.astimezone():%Y-%m-%d %H:%M}  {step.label}{taken_back}"))
        for line in told:
            print(inert_line(f"    {line}"))
    return 0


def _backup(options: argparse.Namespace, session: Session) -> int:
    made = session.notebook.database.back_up()
    print(json_line({"backup": str(made.path)}) if options.json else inert_line(str(made.path)))
    return 0


def _restore(options: argparse.Namespace, session: Session) -> int:
    if options.path is not None:
        return restore_from(session, options.path, json=options.json)
    for one in backup.backups(session.notebook.database.path):
        about = {"backup": str(one.path), "at": one.at.isoformat(), "reason": one.reason}
        print(json_line(about) if options.json else inert_line(f"{one.at:%Y-%m-%d %H:%M}  {one.path}"))
    return 0


def _dump(options: argparse.Namespace, session: Session) -> int:
    notebook = session.notebook
    with notebook.database.reading() as connection:
        lines = archive.dump(connection, notebook.corrections)
        if options.output is None or options.output == Path("-"):
            sys.stdout.writelines(lines)
            return 0
        content = "".join(lines)
    try:
        atomic.write_text(options.output, content)
    except OSError as error:
        raise NotebookError(
            f"{options.output}: cannot be written ({error.strerror or error}); nothing was changed there"
        ) from error
    rows = content.count("\n") - 2
    written = {"rows": rows, "file": str(options.output)}
    print(json_line(written) if options.json else inert_line(f"{rows} rows written to {options.output}"))
    return 0


def _load(options: argparse.Namespace, session: Session) -> int:
    database = session.notebook.database
    if database.path.exists() or options.dry_run or backup.backups(database.path):
        return take_in(session, options.path, dry_run=options.dry_run, json=options.json)
    try:
        with options.path.open(encoding="utf-8") as lines:
            corrections = archive.load(lines, str(options.path), database.path)
        own = session.paths.config / CORRECTIONS_NAME
        if corrections and not own.exists():
            atomic.write_bytes(own, corrections)
    except (OSError, UnicodeDecodeError) as error:
        raise NotebookError(f"{options.path}: cannot be loaded ({error}); choose another file") from error
    words = len(session.notebook.words())
    done = {"loaded": str(options.path), "words": words}
    print(json_line(done) if options.json else inert_line(f"loaded {options.path}: {words} words"))
    return 0


def _merge(options: argparse.Namespace, session: Session) -> int:
    return take_in(session, options.path, dry_run=options.dry_run, json=options.json)


def _tell_merged(merged: Merged, path: Path, dry_run: bool, json: bool) -> None:
    if json:
        print(json_line({"merged": str(path), "dry_run": dry_run} | merged.as_object()))
        return
    undo = "" if dry_run or not merged else " (undo: dushu words undo)"
    print(inert_line(f"{path}: {'would bring ' if dry_run else ''}{merged}{undo}"))


def _tell_step(step: Step | None, what: str, json: bool) -> int:
    if step is None:
        raise NotebookError(f"nothing can be {what}")
    about = {what: step.label, "at": step.at.isoformat()}
    print(json_line(about) if json else inert_line(f"{what}: {step.label}"))
    return 0


def _finish(parser: argparse.ArgumentParser, run: object) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(run=run)
