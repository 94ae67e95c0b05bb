"""The lines of a PDF file, read by PDFium in a process of its own. The only module that knows pypdfium2.

A PDF is a program of strangers for a large library in C++: it gets ten seconds, bounded memory and no other
way out than a list of lines. Run as ``python -m reader.document.pdf_lines`` it reads the file from standard
input and writes JSON.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from reader.errors import DocumentError

SECONDS = 10
"""How long a file may take."""
SIZE_LIMIT = 48 << 20
_MEMORY = 224 << 20
"""Bytes the process may have for data; the largest books need half of that."""
_CHARACTERS_LIMIT = 8_000_000
_LINES_LIMIT = 400_000
_PAGES_LIMIT = 20_000
_LOCKED, _DAMAGED, _TOO_LONG, _TOO_LARGE = 3, 4, 5, 6


class Line(NamedTuple):
    """A line as it stands on its page: in points, from the page's left and bottom; ``size`` of its font.

    ``bottom`` is where its base line is: the boxes of characters differ from font to font.
    """

    text: str
    left: float
    right: float
    bottom: float
    size: float


def pdf_pages(data: bytes, name: str) -> list[list[Line]]:
    """Return the lines of each page.

    Raises DocumentError where the extra is not installed, or the file is locked, damaged, or takes too long.
    """
    if find_spec("pypdfium2") is None:
        raise DocumentError(f"{name}: reading PDF files is an extra; pip install 'dushu[pdf]'")
    if len(data) > SIZE_LIMIT:
        raise DocumentError(
            f"{name}: a PDF larger than {SIZE_LIMIT >> 20} MiB; save its text from a PDF viewer"
        )
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            cwd=Path(__file__).resolve().parents[2],
            env={key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
            | {"PYTHONUTF8": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"{name}: this PDF takes longer than {SECONDS} s; save its text from a PDF viewer"
        ) from error
    except OSError as error:
        raise DocumentError(f"{name}: no process for reading it can be started; try again") from error
    if done.returncode == _LOCKED:
        raise DocumentError(f"{name}: a PDF locked with a password; save it without one from a PDF viewer")
    if done.returncode == _TOO_LONG:
        raise DocumentError(f"{name}: a PDF longer than any book; split it")
    if done.returncode < 0 or done.returncode == _TOO_LARGE:
        raise DocumentError(
            f"{name}: a PDF that takes more memory than a text should; save its text from a PDF viewer"
        )
    try:
        pages = json.loads(done.stdout) if done.returncode == 0 else None
    except ValueError:
        pages = None
    if pages is None:
        raise DocumentError(f"{name}: a damaged PDF; open it in a PDF viewer and save it again")
    return [[Line(*line) for line in page] for page in pages]


def _main() -> int:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import pypdfium2

    try:
        file = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        return _LOCKED if "password" in str(error).lower() else _DAMAGED
    pages = []
    characters = many = 0
    for number in range(min(len(file), _PAGES_LIMIT)):
        try:
            page = file[number]
            lines = list(_lines(page.get_textpage(), pypdfium2.raw))
            page.close()
        except pypdfium2.PdfiumError:
            lines = []
        characters += sum(len(line.text) for line in lines)
        many += len(lines)
        if characters > _CHARACTERS_LIMIT or many > _LINES_LIMIT:
            return _TOO_LONG
        pages.append(lines)
    json.dump(pages, sys.stdout)
    return 0


def _lines(page: Any, raw: Any) -> Iterator[Line]:
    """Yield the lines of a page; PDFium sets a line feed where one ends."""
    codes: list[int] = []
    first = 0
    left, bottom = ctypes.c_double(), ctypes.c_double()
    count = raw.FPDFText_CountChars(page)
    for index in range(count + 1):
        code = raw.FPDFText_GetUnicode(page, index) if index < count else 0x0A
        if code == 0x0D:
            continue
        if code != 0x0A:
            if not codes:
                first = index
            codes.append(code)
            continue
        # Characters beyond the first plane come as two halves.
        units = b"".join(min(each, 0xFFFF).to_bytes(2, "little") for each in codes)
        text = units.decode("utf-16-le", errors="replace")
        if text.strip():
            blanks = len(text) - len(text.lstrip())
            begin = min(first + blanks, index - 1)
            raw.FPDFText_GetCharOrigin(page, begin, left, bottom)
            _, _, right, _ = page.get_charbox(first + len(text.rstrip()) - 1)
            size = raw.FPDFText_GetFontSize(page, begin)
            yield Line(text, round(left.value, 1), round(right, 1), round(bottom.value, 1), round(size, 1))
        codes = []


if __name__ == "__main__":
    try:
        sys.exit(_main())
    except MemoryError:
        sys.exit(_TOO_LARGE)
