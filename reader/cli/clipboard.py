"""The clipboard, by the program that each platform has for it, within a limit of time and size."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping

from reader.document.loading import SIZE_LIMIT
from reader.errors import DocumentError

SECONDS = 5
_UTF8 = "[Console]::OutputEncoding=[Text.Encoding]::UTF8; Get-Clipboard -Raw"


def clipboard_text(
    environment: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    find: Callable[[str], str | None] = shutil.which,
) -> bytes:
    """Return what the clipboard holds.

    Raises DocumentError where no program here can tell, or it holds no text.
    """
    found = False
    for command in _commands(environment, platform):
        program = find(command[0])
        if program is None:
            continue
        found = True
        try:
            done = subprocess.run(
                [program, *command[1:]],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=SECONDS,
                check=False,
                env={**environment, "LC_CTYPE": "UTF-8"} if platform == "darwin" else None,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0 and done.stdout.strip():
            return done.stdout[: SIZE_LIMIT + 1]
    if found:
        raise DocumentError("--paste: the clipboard holds no text; copy one first")
    raise DocumentError(
        "--paste: no clipboard can be read here; install wl-clipboard or xclip, or paste into `dushu -`"
    )


def _commands(environment: Mapping[str, str], platform: str) -> Iterator[tuple[str, ...]]:
    if platform == "darwin":
        yield ("pbpaste",)
    elif platform == "win32":
        yield ("powershell", "-NoProfile", "-Command", _UTF8)
    else:
        if environment.get("WAYLAND_DISPLAY"):
            yield ("wl-paste", "--no-newline", "--type", "text")
        if environment.get("DISPLAY"):
            yield ("xclip", "-selection", "clipboard", "-o")
            yield ("xsel", "--clipboard", "--output")
        if environment.get("TERMUX_VERSION"):
            yield ("termux-clipboard-get",)
        if environment.get("WSL_DISTRO_NAME"):
            yield ("powershell.exe", "-NoProfile", "-Command", _UTF8)
        if environment.get("TMUX"):
            yield ("tmux", "save-buffer", "-")
