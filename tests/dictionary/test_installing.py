"""Dictionaries are put in whole or not at all, and fetched only from where they were asked for."""

from __future__ import annotations

import gzip
import http.server
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from reader.dictionary.installing import fetched, install, remove
from reader.dictionary.sources import dictionary_files, installed_folder
from reader.errors import DictionaryError

GOOD = "#! entries=2\n#! date=2026-01-01\n網格 网格 [wang3 ge2] /grid/\n好 好 [hao3] /good/\n"


def nothing() -> None:
    """What prepares the index in these tests: nothing needs it."""


def names(data: Path) -> list[str]:
    return [name for _, name in dictionary_files(data)]


def test_a_dictionary_is_put_in_before_cc_cedict_and_taken_out_again(tmp_path: Path) -> None:
    source = tmp_path / "mine.u8"
    source.write_text(GOOD, encoding="utf-8")
    name, dictionary = install(source, tmp_path / "data", nothing)
    assert (name, len(dictionary.lines)) == ("mine", 2)
    assert names(tmp_path / "data") == ["governance", "mine", "CC-CEDICT"]
    kept = remove("mine", tmp_path / "data")
    assert kept.read_text(encoding="utf-8") == GOOD
    assert names(tmp_path / "data") == ["governance", "CC-CEDICT"]
    with pytest.raises(DictionaryError, match="mine"):
        remove("mine", tmp_path / "data")


def test_the_learner_orders_dictionaries_and_turns_them_off(tmp_path: Path) -> None:
    assert [name for _, name in dictionary_files(tmp_path, order=("CC-CEDICT",))] == [
        "CC-CEDICT",
        "governance",
    ]
    assert [name for _, name in dictionary_files(tmp_path, off=("governance",))] == ["CC-CEDICT"]
    with pytest.raises(DictionaryError, match="turned off"):
        dictionary_files(tmp_path, off=("governance", "CC-CEDICT"))


@pytest.mark.parametrize("bad", [GOOD.replace("entries=2", "entries=3"), GOOD + "rubbish\n", "", "hello"])
def test_what_is_not_whole_is_not_put_in(tmp_path: Path, bad: str) -> None:
    source = tmp_path / "bad.u8"
    source.write_text(bad, encoding="utf-8")
    with pytest.raises(DictionaryError, match=r"bad\.u8"):
        install(source, tmp_path / "data", nothing)
    assert not installed_folder(tmp_path / "data").exists()


def test_the_old_dictionary_stays_where_the_new_one_cannot_be_used(tmp_path: Path) -> None:
    source = tmp_path / "mine.u8"
    source.write_text(GOOD, encoding="utf-8")
    install(source, tmp_path, nothing)
    source.write_text(GOOD.replace("good", "better"), encoding="utf-8")

    def fail() -> None:
        raise DictionaryError("no space left")

    with pytest.raises(DictionaryError, match="no space"):
        install(source, tmp_path, fail)
    assert (installed_folder(tmp_path) / "mine.u8").read_text(encoding="utf-8") == GOOD


class Publisher(http.server.BaseHTTPRequestHandler):
    """Answers by the path asked for."""

    answers: ClassVar[dict[str, bytes]] = {
        "/cedict.u8.gz": gzip.compress(GOOD.encode()),
        "/big.u8": b"x" * 300_000,
    }

    def do_GET(self) -> None:
        body = self.answers.get(self.path)
        if self.path == "/slow.u8":
            self.send_response(200)
            self.end_headers()
            for _ in range(50):
                try:
                    self.wfile.write(b"x")
                except OSError:
                    return
                time.sleep(0.1)
        elif self.path == "/short.u8":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"x" * 10)
        elif body is None:
            self.send_error(404)
        else:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def publisher() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Publisher) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_a_release_is_fetched_and_put_in_and_leaves_no_temporary_file(publisher: str, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    with fetched(
        f"{publisher}/cedict.u8.gz", progress=lambda done, total: steps.append((done, total))
    ) as path:
        install(path, tmp_path, nothing)
    assert not path.exists()
    assert steps[-1][0] == steps[-1][1] > 0


@pytest.mark.parametrize(
    ("place", "limit", "seconds", "reason"),
    [
        ("/missing.u8", 1_000_000, 5.0, "Not Found"),
        ("/big.u8", 100_000, 5.0, "more than"),
        ("/slow.u8", 1_000_000, 0.5, "more than|timed out"),
        ("/short.u8", 1_000_000, 5.0, "broke off"),
    ],
)
def test_what_cannot_be_fetched_within_its_limits_is_given_up(
    publisher: str, place: str, limit: int, seconds: float, reason: str
) -> None:
    with pytest.raises(DictionaryError, match=reason), fetched(publisher + place, limit, seconds):
        pass


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/x", "nonsense"])
def test_only_web_addresses_are_fetched(address: str) -> None:
    with pytest.raises(DictionaryError, match="not an address"), fetched(address):
        pass


def test_a_server_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(DictionaryError, match="cannot be fetched"), fetched("http://127.0.0.1:9/x.u8"):
        pass
