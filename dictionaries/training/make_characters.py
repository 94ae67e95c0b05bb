"""Make ``dictionaries/characters.tsv`` from the Make Me a Hanzi dictionary and the Unihan database.

Usage: ``python make_characters.py dictionary.txt Unihan_IRGSources.txt > ../characters.tsv``

Make Me a Hanzi gives the radical, the decomposition and which part carries the meaning and which the
sound; Unihan gives the stroke count, which the former counts from its own drawings.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

HEADER = """\
# Han characters: character, radical, strokes, decomposition, meaning part, sound part.
# Derived from dictionary.txt of Make Me a Hanzi (LGPL-3.0-or-later) and from Unihan (Unicode licence).
# Terms and changes: characters.LICENSE.md. Made by training/make_characters.py.
"""


def strokes(unihan: Path) -> dict[str, str]:
    """Return the stroke counts of Unihan; where it gives two, the first is the mainland form's."""
    counts = {}
    for line in unihan.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) == 3 and fields[1] == "kTotalStrokes":
            counts[chr(int(fields[0][2:], 16))] = fields[2].split()[0]
    return counts


def main() -> None:
    source, unihan = map(Path, sys.argv[1:3])
    counts = strokes(unihan)
    sys.stdout.write(HEADER)
    for line in source.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        char = entry["character"]
        if char not in counts:  # bare strokes and radical forms
            continue
        origin = entry.get("etymology", {})
        parts = entry["decomposition"]
        fields = (
            char,
            entry["radical"],
            counts[char],
            "" if parts == "？" else parts,
            origin.get("semantic", "").strip(),
            origin.get("phonetic", "").strip(),
        )
        sys.stdout.write("\t".join(fields).rstrip("\t") + "\n")


if __name__ == "__main__":
    main()
