"""Kept indexes: found again when they still hold, and only a cache otherwise."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.language.token import Kind
from reader.study.index_cache import IndexCache
from reader.study.word_index import WordIndex

DIGEST, ENGINE, TEXT = "ab" * 32, "e" * 32, "t" * 32


def index(*words: str) -> WordIndex:
    found = WordIndex(1)
    found.add((place, (word, word, "", Kind.WORD)) for place, word in enumerate(words))
    return found


def test_what_was_kept_is_found_again_and_only_where_it_was_made_so(tmp_path: Path) -> None:
    cache = IndexCache(tmp_path / "texts")
    assert cache.load(DIGEST, ENGINE, TEXT) is None
    cache.keep(DIGEST, ENGINE, TEXT, index("书", "店"))
    found = cache.load(DIGEST, ENGINE, TEXT)
    assert found is not None
    assert list(found.ids) == [0, 1]
    assert cache.load(DIGEST, ENGINE) is not None
    assert cache.load(DIGEST, "f" * 32, TEXT) is None
    assert cache.load(DIGEST, ENGINE, "u" * 32) is None
    assert cache.load("cd" * 32, ENGINE, TEXT) is None


def test_one_file_a_text_and_the_newest_stays(tmp_path: Path) -> None:
    cache = IndexCache(tmp_path)
    cache.keep(DIGEST, ENGINE, TEXT, index("书"))
    cache.keep(DIGEST, ENGINE, "u" * 32, index("店"))
    assert len(list(tmp_path.iterdir())) == 1
    assert cache.load(DIGEST, ENGINE, TEXT) is None
    assert cache.load(DIGEST, ENGINE, "u" * 32) is not None


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    size = len(index("书").to_bytes()) + 66
    cache = IndexCache(tmp_path, limit=2 * size)
    for number in range(3):
        cache.keep(f"{number:064x}", ENGINE, TEXT, index("书"))
        os.utime(tmp_path / f"{number:064x}.words", (number, number))
        if number == 1:
            assert cache.load(f"{0:064x}", ENGINE, TEXT) is not None  # which makes it the newest
    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {f"{0:064x}.words", f"{2:064x}.words"}


@pytest.mark.parametrize("harm", [b"", b"nonsense", b"\xff\xfe\n", f"{ENGINE} {TEXT}\nhalf".encode()])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, harm: bytes) -> None:
    cache = IndexCache(tmp_path)
    cache.keep(DIGEST, ENGINE, TEXT, index("书"))
    (tmp_path / f"{DIGEST}.words").write_bytes(harm)
    assert cache.load(DIGEST, ENGINE, TEXT) is None


def test_a_folder_that_cannot_be_written_keeps_nothing_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "texts").write_text("a file stands in the way")
    cache = IndexCache(tmp_path / "texts")
    cache.keep(DIGEST, ENGINE, TEXT, index("书"))
    assert cache.load(DIGEST, ENGINE, TEXT) is None


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "AB" * 32, "ab/cd" * 8])
def test_a_name_that_is_no_digest_leads_nowhere(tmp_path: Path, digest: str) -> None:
    cache = IndexCache(tmp_path / "texts")
    cache.keep(digest, ENGINE, TEXT, index("书"))
    assert not (tmp_path / "texts").exists()
    assert cache.load(digest, ENGINE, TEXT) is None
