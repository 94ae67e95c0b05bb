"""What is left of a fault of the program's own: a full report in a file, one sentence for the learner."""

from __future__ import annotations

import platform
import traceback
from datetime import datetime
from pathlib import Path

from reader.atomic import write_text
from reader.inert import inert, inert_line

REPORT = "crash.log"
"""The report's name in the data directory; a new one takes the place of the last."""


def written_report(error: BaseException, directory: Path, now: datetime) -> Path | None:
    """Write how ``error`` came about into ``directory``; return the file, or None where none can be written.

    The report names the program's own lines and the error's words; a text's words come in only where the
    error quotes them, and inert.
    """
    trace = "".join(traceback.format_exception(error))
    head = f"{now.isoformat(timespec='seconds')}  Python {platform.python_version()}  {platform.platform()}\n"
    path = directory / REPORT
    try:
        write_text(path, head + inert(trace))
    except OSError:
        return None
    return path


def sentence(error: BaseException, report: Path | None) -> str:
    """Return what is said of ``error`` on standard error, on one line."""
    said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    where = f"the full report is in {report}" if report else "no report could be written"
    return inert_line(f"dushu: a fault of the program, not yours ({said}); what was saved is kept, {where}")
