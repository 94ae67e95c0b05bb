"""Make ``dictionaries/frequency.tsv`` from the Chinese list of wordfreq and the headwords of CC-CEDICT.

Usage: ``python make_frequency.py cedict.txt.gz > ../frequency.tsv``

Zipf values are base-10 logarithms of occurrences in a thousand million words, times 100 and rounded.
wordfreq cuts with a vocabulary of its own, so a headword its list lacks is left out rather than
guessed from its pieces. Commonest first.
"""

from __future__ import annotations

import gzip
import math
import sys

from wordfreq import get_frequency_dict

HEADER = """\
# How common words are: simplified headword, Zipf value times 100. Commonest first.
# Derived from the Chinese word list of wordfreq 3.1.1, kept where CC-CEDICT has the word.
# Licence CC BY-SA 4.0, see frequency.LICENSE.md. Made by training/make_frequency.py.
"""


def headwords(path: str) -> set[str]:
    """Return the simplified headwords of a CC-CEDICT file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return {line.split(" ", 2)[1] for line in file if line.strip() and not line.startswith("#")}


def main() -> None:
    known = headwords(sys.argv[1])
    frequencies = get_frequency_dict("zh", "large")
    rows = [(word, round(100 * (math.log10(p) + 9))) for word, p in frequencies.items() if word in known]
    rows.sort(key=lambda row: (-row[1], row[0]))
    sys.stdout.write(HEADER)
    sys.stdout.writelines(f"{word}\t{zipf}\n" for word, zipf in rows)


if __name__ == "__main__":
    main()
