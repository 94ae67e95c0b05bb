"""A page is fetched from the address that was given, and from nowhere else."""

from __future__ import annotations

import contextlib
import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from reader.document import fetching
from reader.document.fetching import addresses_of, fetch, is_public
from reader.document.loading import document_from
from reader.errors import DocumentError

PAGE = "<html><head><title>湖边</title></head><body><p>今天的天气非常好，我们去公园。</p></body></html>"


class Site(BaseHTTPRequestHandler):
    """Answers a few paths, well or badly."""

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path.startswith("/to/"):
            self.answer(302, b"", location=self.path[4:])
        elif path == "/page":
            self.answer(200, PAGE.encode("gb18030"), "text/html; charset=gb2312")
        elif path == "/wrong":
            self.answer(200, PAGE.encode(), "text/html; charset=ISO-8859-1")
        elif path == "/packed":
            self.answer(200, gzip.compress(PAGE.encode()), "text/html", encoding="gzip")
        elif path == "/bomb":
            self.answer(200, gzip.compress(bytes(64 << 20)), "text/html", encoding="gzip")
        elif path == "/book.epub":
            self.answer(200, b"PK\x03\x04", "application/octet-stream")
        elif path == "/picture":
            self.answer(200, b"\x89PNG", "image/png")
        elif path == "/%E8%AF%BB":
            self.answer(200, "读书。".encode(), "text/plain")
        elif path == "/drip":
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(OSError):
                for _ in range(100):
                    self.wfile.write(b"a")
                    time.sleep(0.05)
        else:
            self.answer(404, b"", "text/html")

    def answer(
        self, status: int, body: bytes, kind: str = "", location: str = "", encoding: str = ""
    ) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", kind), ("Location", location), ("Content-Encoding", encoding)):
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def refused(address: str, permitted: bool = True) -> str:
    with pytest.raises(DocumentError) as caught:
        fetch(address, permitted=lambda ip: permitted or is_public(ip))
    message = str(caught.value)
    assert message.startswith(address)
    assert "; " in message
    assert "\n" not in message
    return message


@pytest.mark.parametrize("path", ["/page", "/wrong", "/packed", "/to//page"])
def test_a_page_is_read_in_its_own_encoding(site: str, path: str) -> None:
    found = fetch(site + path, permitted=lambda ip: True)
    document = document_from(found.data, found.name, found.address, found.encoding)
    assert (document.title, document.paragraphs[0].text) == ("湖边", "今天的天气非常好，我们去公园。")


def test_the_name_tells_the_format_where_the_server_does_not(site: str) -> None:
    assert fetch(f"{site}/book.epub?a=1", permitted=lambda ip: True).name == "book.epub"
    assert fetch(f"{site}/读", permitted=lambda ip: True).name == "读.txt"


def test_what_cannot_be_had_is_refused_in_a_sentence(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no such page" in refused(f"{site}/nothing")
    assert "image/png" in refused(f"{site}/picture")
    assert "larger than" in refused(f"{site}/bomb")
    assert "no web page" in refused(f"{site}/to/file:///etc/passwd")
    assert "without end" in refused(site + "/to/" * 9 + "/page")
    assert "cannot be reached" in refused("http://no-such-name.invalid/")
    assert "no address" in refused("http://")
    monkeypatch.setattr(fetching, "SECONDS", 0.3)
    start = time.monotonic()
    assert "takes longer" in refused(f"{site}/drip")
    assert time.monotonic() - start < 4


def test_this_machine_and_its_network_are_never_asked(site: str) -> None:
    assert "private network" in refused(f"{site}/page", permitted=False)
    asked: list[str] = []

    def resolve(host: str, port: int) -> tuple[str, ...]:
        asked.append(host)
        return tuple(addresses_of("127.0.0.1", port))

    with pytest.raises(DocumentError, match="private network"):
        fetch("http://public.example/", resolve)
    # A redirect is looked at like the first address.
    with pytest.raises(DocumentError, match="private network"):
        fetch(f"{site}/to/http://inside.example/", resolve, lambda ip: len(asked) < 3)
    assert asked == ["public.example", "127.0.0.1", "inside.example"]


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),
        *("224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "localhost", ""),
    ],
)
def test_private_addresses_are_told(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::808:808"]
)
def test_public_addresses_are_told(address: str) -> None:
    assert is_public(address)
