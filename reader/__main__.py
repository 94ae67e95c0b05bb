"""The command ``dushu``: runs it, and turns whatever ends it into an exit status."""

from __future__ import annotations

import io
import os
import signal
import sys
from types import FrameType


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status: 0 done, 1 the input, 2 the words, 130 interrupted."""
    _open_what_is_closed()
    _speak_unicode()
    try:
        from reader.cli.main import run
        from reader.errors import DushuError
        from reader.inert import inert_line

        for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
            if signal.getsignal(number) == signal.SIG_DFL:
                signal.signal(number, _stop)
        try:
            status = run(sys.argv[1:] if arguments is None else arguments)
        except SystemExit as end:  # the parser's, after help or a wrong word
            status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        except DushuError as error:
            return _end(1, f"dushu: {inert_line(str(error))}")
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _end(130, "")
    except BrokenPipeError:
        # Whoever read our output has seen enough; that is no error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except OSError as error:
        return _end(
            1, f"dushu: the output cannot be written: {error.strerror or error}; nothing else was lost"
        )
    except Exception as error:  # what nobody foresaw: a trace could quote anything, and helps no learner
        return _end(1, _fault(error))
    return status


def _open_what_is_closed() -> None:
    """Give standard streams that were closed a place, or the next file opened would take theirs.

    Reading and writing them fails, and is told as any other failure; what goes to a closed standard error
    is lost.
    """
    for number, way in ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, way)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the program
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def _speak_unicode() -> None:
    """Write UTF-8 where the locale's encoding has no Chinese: Chinese in a C locale is still Chinese."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            try:
                "读书讀書ǖ".encode(stream.encoding)
            except (UnicodeEncodeError, LookupError):
                stream.reconfigure(encoding="utf-8")
            stream.reconfigure(errors="replace" if stream is sys.stdout else "backslashreplace")


def _stop(number: int, frame: FrameType | None) -> None:
    """End as if by the signal, but by way of every cleaning up."""
    raise SystemExit(128 + number)


def _fault(error: Exception) -> str:
    """Write a report of a fault of the program's own; return the sentence about it."""
    from datetime import datetime

    from reader.paths import user_paths
    from reader.tui.crash import sentence, written_report

    return sentence(error, written_report(error, user_paths().data, datetime.now().astimezone()))


def _end(status: int, message: str) -> int:
    """Say one line on standard error, and keep Python from failing again on a closed standard output."""
    if message:
        try:
            print(message, file=sys.stderr)
        except OSError:
            return status
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return status


if __name__ == "__main__":
    sys.exit(main())
