"""The parser of the command's words: argparse's, made safe for what comes from outside."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from reader.inert import inert

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class Parser(argparse.ArgumentParser):
    """A parser whose messages are inert, and that tells when its help cannot be written.

    argparse says wrong words back as they are, and passes over a full disk.
    """

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        if file is sys.stdout:
            file.write(message)
        else:
            super()._print_message(inert(message), file)
