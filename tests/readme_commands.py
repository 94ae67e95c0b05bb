"""The two commands of the README, for tests and for CI: ``python3 tests/readme_commands.py open|test``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
_SECTIONS = {"open": "Start", "test": "Tests"}


def command(which: str) -> str:
    """Return the first command of the section that says how to ``open`` a text or to ``test``."""
    pattern = rf"^## {_SECTIONS[which]}\n.*?^```sh\n(.*?)\n```$"
    section = re.search(pattern, README.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    if section is None:
        raise SystemExit(f"README.md has no command under “{_SECTIONS[which]}”")
    return section[1]


if __name__ == "__main__":
    print(command(sys.argv[1]))
