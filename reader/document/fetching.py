"""A text from the web, fetched because its address was given; nothing else in the program does this.

Only public addresses are asked, also after a redirect: a page must not lead into the reader's own network.
The name is looked up once, and the address that was looked at is the one that is connected to. No cookies,
no script, no picture; a limit on bytes and on seconds.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from reader import __version__
from reader.document.encoding import decode_marked
from reader.errors import DocumentError
from reader.inert import inert_line

SIZE_LIMIT = 24 << 20
SECONDS = 20
"""How long fetching may take altogether."""
_WAIT = 10
_REDIRECTS = 5
_CHUNK = 1 << 16
_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/epub+zip": ".epub",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/x-subrip": ".srt",
    "text/srt": ".srt",
    "text/vtt": ".vtt",
    "multipart/related": ".mhtml",
}
_UNTOLD = ("", "application/octet-stream", "binary/octet-stream", "application/zip", "application/download")
"""Types that say nothing; the address's ending does."""

Resolve = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave; ``name`` ends as a file of its format does."""

    data: bytes
    name: str
    address: str
    encoding: str | None = None


def addresses_of(host: str, port: int) -> Sequence[str]:
    """Look a name up; raises OSError where there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """True of an address that belongs to the whole internet, not to this machine or its network."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        within = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if within is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            within = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if within is not None:
            return is_public(str(within))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def fetch(
    address: str,
    resolve: Resolve = addresses_of,
    permitted: Callable[[str], bool] = is_public,
    now: Callable[[], float] = time.monotonic,
) -> Fetched:
    """Return what ``address`` gives, or one it redirects to.

    Raises DocumentError for whatever cannot be had, is too large or takes too long, is no text, or stands
    in a private network.
    """
    shown, until = inert_line(address), now() + SECONDS
    try:
        for _ in range(_REDIRECTS + 1):
            with _within(until - now(), _connection(address, shown, resolve, permitted)) as connection:
                response = _asked(connection, address)
                target = response.getheader("location") if 300 <= response.status < 400 else None
                if target is None:
                    return _taken(response, address, shown, until, now)
            address = urljoin(address, target)
            if urlsplit(address).scheme not in ("http", "https"):
                raise DocumentError(f"{shown}: leads to no web page; save the page and open the file")
    except TimeoutError as error:
        raise DocumentError(f"{shown}: no answer within {SECONDS} s; try again, or save the page") from error
    except ssl.SSLError as error:
        raise DocumentError(
            f"{shown}: the server cannot prove who it is; save the page in a browser"
        ) from error
    except (OSError, http.client.HTTPException, ValueError, UnicodeError) as error:
        if now() >= until:
            raise DocumentError(
                f"{shown}: takes longer than {SECONDS} s; save the page in a browser"
            ) from error
        raise DocumentError(f"{shown}: cannot be reached; check the address and the network") from error
    raise DocumentError(f"{shown}: leads from page to page without end; save the page and open the file")


@contextlib.contextmanager
def _within(seconds: float, connection: _Connection) -> Iterator[_Connection]:
    """Cut the connection when the time is up, also where a server sends a byte now and then."""
    clock = threading.Timer(max(0.0, seconds), connection.cut)
    clock.daemon = True
    clock.start()
    try:
        yield connection
    finally:
        clock.cancel()
        connection.close()


def _connection(address: str, shown: str, resolve: Resolve, permitted: Callable[[str], bool]) -> _Connection:
    parts = urlsplit(address)
    host, secure = parts.hostname or "", parts.scheme.lower() == "https"
    port = parts.port or (443 if secure else 80)
    if not host or parts.username is not None:
        raise DocumentError(f"{shown}: no address that can be opened; give https:// and the name of the site")
    host = host.encode("idna").decode("ascii") if not host.isascii() else host
    found = resolve(host, port)
    if not found or not all(map(permitted, found)):
        raise DocumentError(f"{shown}: leads into a private network; save the page and open the file")
    return _Connection(host, port, found[0], secure)


def _asked(connection: _Connection, address: str) -> http.client.HTTPResponse:
    parts = urlsplit(address)
    safe = "/%:@!$&'()*+,;=~?"
    path = urlunsplit(("", "", quote(parts.path or "/", safe=safe), quote(parts.query, safe=safe), ""))
    connection.request(
        "GET",
        path,
        headers={
            "User-Agent": f"dushu/{__version__}",
            "Accept": "text/html, application/xhtml+xml, text/plain, application/epub+zip, */*;q=0.5",
            "Accept-Language": "zh, en;q=0.5",
            "Accept-Encoding": "identity",
        },
    )
    return connection.getresponse()


class _Connection(http.client.HTTPConnection):
    """Connects to the address that was looked at, whatever the name means by then."""

    def __init__(self, host: str, port: int, ip: str, secure: bool) -> None:
        super().__init__(host, port, timeout=_WAIT)
        self._ip, self._secure = ip, secure
        self.default_port = 443 if secure else 80

    def cut(self) -> None:
        """End what goes on in another thread."""
        with contextlib.suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)

    def connect(self) -> None:
        self.sock = socket.create_connection((self._ip, self.port), _WAIT)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _taken(
    response: http.client.HTTPResponse, address: str, shown: str, until: float, now: Callable[[], float]
) -> Fetched:
    if response.status != 200:
        reason = {404: "there is no such page", 403: "the site does not give it to programs"}.get(
            response.status, f"the site answers {response.status}"
        )
        raise DocumentError(f"{shown}: {reason}; check the address, or save the page in a browser")
    kind = response.headers.get_content_type() if response.getheader("content-type") else ""
    suffix = _TYPES.get(kind, "")
    if not suffix and kind not in _UNTOLD and not kind.startswith("text/"):
        raise DocumentError(f"{shown}: {inert_line(kind)}, not a text; give the address of a text")
    data = bytearray()
    for chunk in _chunks(response, shown):
        data += chunk
        if len(data) > SIZE_LIMIT:
            raise DocumentError(f"{shown}: larger than {SIZE_LIMIT >> 20} MiB; download it and open the file")
        if now() > until:
            raise DocumentError(f"{shown}: takes longer than {SECONDS} s; download it and open the file")
    last = unquote(urlsplit(address).path).rsplit("/", 1)[-1] or urlsplit(address).hostname or "page"
    name = last if not suffix or last.lower().endswith(suffix) else last + suffix
    return Fetched(bytes(data), name, address, _encoding(bytes(data), response, suffix))


def _chunks(response: http.client.HTTPResponse, shown: str) -> Iterator[bytes]:
    packed = (response.getheader("content-encoding") or "").lower()
    if packed in ("", "identity"):
        while chunk := response.read1(_CHUNK):
            yield chunk
        return
    if packed not in ("gzip", "x-gzip", "deflate"):
        raise DocumentError(f"{shown}: sent packed in an unknown way; save the page and open the file")
    unpacker = zlib.decompressobj(47 if "gzip" in packed else 15)
    try:
        while chunk := response.read1(_CHUNK):
            while chunk:
                yield unpacker.decompress(chunk, _CHUNK)
                chunk = unpacker.unconsumed_tail
    except zlib.error as error:
        raise DocumentError(f"{shown}: arrived damaged; try again, or save the page") from error


def _encoding(data: bytes, response: http.client.HTTPResponse, suffix: str) -> str | None:
    """Return the encoding the server names, where the bytes bear it out and nothing in them tells more."""
    said = response.headers.get_content_charset()
    if not said or suffix not in (".html", ".xhtml", ".txt", ".srt", ".vtt", ".md"):
        return None
    if said.startswith(("iso-8859", "us-ascii", "windows-125")):
        return None  # what servers say that were never told
    with contextlib.suppress(DocumentError):
        decoded = decode_marked(data, "", said)
        return decoded.encoding if not decoded.warnings else None
    return None
