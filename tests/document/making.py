"""Small files of every format, made in memory: good ones, bad ones and hostile ones."""

# ruff: noqa: E501 - files as they are

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
XHTML = (
    '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'
)


def packed(files: Mapping[str, str | bytes], compressed: bool = True) -> bytes:
    """Return a ZIP archive of ``files``."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED if compressed else None)
    return target.getvalue()


def opf(
    chapters: Sequence[str], *, extra: str = "", toc: str = "", spine: Sequence[str] | None = None
) -> str:
    """Return a package that lists ``chapters``, and ``spine`` as their order."""
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in chapters
    )
    order = "".join(f'<itemref idref="{name}"/>' for name in (spine if spine is not None else chapters))
    return (
        "<package><metadata><dc:title>湖边的书</dc:title><dc:creator>王小明</dc:creator></metadata>"
        f"<manifest>{items}{extra}</manifest><spine{toc}>{order}</spine></package>"
    )


def epub(
    chapters: Mapping[str, str | bytes], others: Mapping[str, str | bytes] | None = None, **named: object
) -> bytes:
    """Return a book: ``chapters`` are bodies of pages, or whole files where they begin with ``<?xml``."""
    files: dict[str, str | bytes] = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}
    files["OEBPS/book.opf"] = opf(list(chapters), **named)  # type: ignore[arg-type]
    for name, content in chapters.items():
        whole = isinstance(content, bytes) or content.startswith("<?xml")
        files[f"OEBPS/{name}"] = content if whole else XHTML.format(content)
    return packed(files | dict(others or {}))


NAV_ITEM = '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
NAV = (
    '<html><body><nav epub:type="toc"><ol><li><a href="a.xhtml">第一章</a><ol><li><a href="a.xhtml#s">第一节</a></li>'
    '</ol></li><li><a href="b.xhtml">第二章</a></li></ol></nav></body></html>'
)
NCX_ITEM = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
NCX = (
    "<ncx><navMap><navPoint><navLabel><text>第一章</text></navLabel><content src='a.xhtml'/><navPoint><navLabel>"
    "<text>第一节</text></navLabel><content src='a.xhtml#s'/></navPoint></navPoint><navPoint><navLabel><text>第二章"
    "</text></navLabel><content src='b.xhtml'/></navPoint></navMap></ncx>"
)
TWO = {
    "a.xhtml": "<h1>第一章</h1><p>他在家。</p><h2 id='s'>第一节</h2><p>她来了。</p>",
    "b.xhtml": "<h1>第二章</h1><p>他们走了。</p>",
}


def encryption(algorithm: str, target: str) -> str:
    """Return the list of what is encrypted in a book."""
    return (
        f'<encryption><enc:EncryptedData><enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData>'
        f'<enc:CipherReference URI="{target}"/></enc:CipherData></enc:EncryptedData></encryption>'
    )


def bomb(name: str, megabytes: int) -> bytes:
    """Return a book with one chapter that unpacks to far more than it is."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/book.opf", opf([name]))
        with archive.open(f"OEBPS/{name}", "w") as chapter:
            for _ in range(megabytes):
                chapter.write(b"a" * (1 << 20))
    return target.getvalue()


def many_entries(count: int) -> bytes:
    """Return an archive of very many empty files, written faster than zipfile would."""
    one = zipfile.ZipInfo("a")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(one, b"")
    data = target.getvalue()
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    return data[:start] + data[start:end] * count + data[end:]


def docx(body: str, parts: Mapping[str, str | bytes] | None = None, before: str = "") -> bytes:
    """Return a Word file with ``body`` in it."""
    document = f'<?xml version="1.0"?>{before}<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>'
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **(parts or {})})


def words(text: str, properties: str = "") -> str:
    """Return a paragraph of a Word file."""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(content: bytes, font: str = "GBK-EUC-H", extra: bytes = b"") -> bytes:
    """Return a PDF of one page that draws ``content``, with an Asian font that is not embedded."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/%s/DescendantFonts[6 0 R]>>"
        % font.encode(),
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        b"/Supplement 2>>/FontDescriptor 7 0 R/DW 1000>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
        b"/Descent -120/CapHeight 880/StemV 93>>",
        *([extra] if extra else []),
    ]
    data = bytearray(b"%PDF-1.4\n")
    places = []
    for number, written in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(data + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))


def pdf_text(text: str) -> bytes:
    """Return what draws ``text`` in GBK."""
    return b"BT /F1 12 Tf 80 700 Td <%s> Tj ET" % text.encode("gbk").hex().encode()


def flate_bomb(megabytes: int) -> bytes:
    """Return a PDF whose page is a stream that unpacks to very much."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    stream = b"\x78\xda" + block * megabytes + b"\x03\x00"
    page = pdf(b"MARK")
    return page.replace(
        b"<</Length 4>>stream\nMARK", b"<</Length %d/Filter/FlateDecode>>stream\n%s" % (len(stream), stream)
    )
