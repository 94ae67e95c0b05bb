"""The README shows what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PICTURES = re.findall(r"!\[(.*?)\]\((.*?)\)", (ROOT / "README.md").read_text(encoding="utf-8"))


def test_the_readme_shows_pictures_and_every_picture_kept_is_shown() -> None:
    shown = {path for _, path in PICTURES}
    assert shown == {str(path.relative_to(ROOT)) for path in (ROOT / ".pictures").iterdir()}
    assert shown


@pytest.mark.parametrize(("described", "path"), PICTURES)
def test_a_picture_of_the_readme_is_a_small_png_and_is_described(described: str, path: str) -> None:
    content = (ROOT / path).read_bytes()
    assert content.startswith(b"\x89PNG\r\n")
    assert len(content) <= 200_000
    assert len(described) > 20
