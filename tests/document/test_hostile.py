"""Whatever is done to a file, it opens as a document that keeps its laws, or is refused in a sentence."""

# ruff: noqa: E501 - fragments as they are
from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.loading import document_from
from reader.document.model import Document
from reader.errors import DocumentError
from tests.document.format_cases import BAD, GOOD
from tests.document.test_formats import check

FILES = [
    (case.name, case.data)
    for case in (*GOOD, *BAD)
    if isinstance(case.data, bytes) and 0 < len(case.data) < 50_000 and not case.name.endswith(".pdf")
]
FRAGMENTS = [
    *(b"<", b">", b"</p>", b"<![CDATA[", b"<!--", b"&#0;", b"&#xD800;", b"\0", b"\xff", b"<table><tr><td>", b"<rt>"),
    *(b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\x1b[2J", b'"', b"<title>", b"<script>", b" --> ", b"\r", b"\x85"),
    *(b"<w:p>", b"</w:p>", b"<w:tr>", b"../", b"%00", b"=", b"{\\p1}", "\u202e\u2028".encode()),
]  # fmt: skip
ENDINGS = (".html", ".epub", ".srt", ".vtt", ".ass", ".docx", ".mhtml", ".txt", ".md", ".xhtml")


@given(st.sampled_from(FILES), st.data())
@settings(max_examples=150)
def test_a_damaged_file_opens_by_the_laws_or_is_refused(file: tuple[str, bytes], draw: st.DataObject) -> None:
    name, data = file
    for _ in range(draw.draw(st.integers(1, 4))):
        place = draw.draw(st.integers(0, len(data)))
        lost = draw.draw(st.sampled_from((0, 0, 1, 7, 40, len(data))))
        data = data[:place] + draw.draw(st.sampled_from(FRAGMENTS)) + data[place + lost :]
    if draw.draw(st.booleans()):
        name = "a" + draw.draw(st.sampled_from(ENDINGS))
    document = opened(data, name)
    if isinstance(document, str):
        assert document.startswith(f"{name}: ")
        assert "\n" not in document
    else:
        check(document)


def opened(data: bytes, name: str) -> Document | str:
    try:
        return document_from(data, name, name)
    except DocumentError as error:
        return str(error)
