"""The command ``dushu``: runs it, and turns whatever ends it into an exit status."""

from __future__ import annotations

import os
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status: 0 done, 1 the input, 2 the words, 130 interrupted."""
    _speak_unicode()
    from reader.cli.main import run
    from reader.errors import DushuError
    from reader.inert import inert_line

    try:
        status = run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except DushuError as error:
        return _end(1, f"dushu: {inert_line(str(error))}")
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
    return status


def _speak_unicode() -> None:
    """Write UTF-8 where the locale would have written ASCII: Chinese in a C locale is still Chinese."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            encoding = (stream.encoding or "").lower().replace("-", "")
            if encoding in ("ascii", "ansi_x3.41968", "usascii", "646"):
                stream.reconfigure(encoding="utf-8")
            stream.reconfigure(errors="replace" if stream is sys.stdout else "backslashreplace")


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
