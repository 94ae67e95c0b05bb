"""The reading samples that come with the program: what ``texts/index.tsv`` says of each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reader.errors import DocumentError
from reader.paths import bundled


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample text. ``level`` is the HSK level it was written for, ``kind`` what it is: a letter, news …

    Its translation lies beside it: as many paragraphs, and in each as many sentences.
    """

    path: Path
    level: int
    kind: str
    title: str
    english: str

    @property
    def translation(self) -> Path:
        return self.path.with_suffix(".en.md")


def samples() -> tuple[Sample, ...]:
    """Return the samples, the easiest first; none where they were left out of an installation."""
    folder = bundled("texts")
    index = folder / "index.tsv"
    try:
        lines = index.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f"{index}: cannot be read ({error}); install dushu again") from error
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    if any(len(row) != 5 or not row[1].isdigit() for row in rows):
        raise DocumentError(f"{index}: is damaged; install dushu again")
    return tuple(
        Sample(folder / f"{name}.md", int(level), kind, title, english)
        for name, level, kind, title, english in rows
    )


def sample_at(source: str) -> Sample | None:
    """Return the sample that was read from the file ``source``; None for any other text."""
    folder = bundled("texts")
    path = Path(source).absolute()
    if path.parent != folder.absolute():
        return None
    return next((each for each in samples() if each.path.name == path.name), None)
