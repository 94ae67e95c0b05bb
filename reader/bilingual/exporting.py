"""An alignment for other programs: a translation memory (TMX 1.4), a table, a page with two columns."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from reader.bilingual.bead import Alignment, Bead
from reader.inert import inert, inert_line, json_line

_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠|%]")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_json_lines(alignment: Alignment) -> str:
    """Return one object a bead: ``zh``, ``en``, ``confidence``, ``shape`` and whether it was set by hand."""
    return "".join(
        json_line(
            {
                "zh": alignment.zh(bead),
                "en": alignment.en(bead),
                "confidence": bead.confidence,
                "shape": bead.shape,
                "pinned": bead.pinned,
            }
        )
        + "\n"
        for bead in alignment.beads
    )


def as_tmx(alignment: Alignment, title: str = "") -> str:
    """Return the beads that have two sides as a translation memory, each with its confidence."""
    rows = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<tmx version="1.4">',
        '<header creationtool="dushu" creationtoolversion="1" segtype="sentence" o-tmf="dushu" '
        'adminlang="en" srclang="zh" datatype="plaintext">',
        f'<prop type="title">{_xml(title)}</prop>',
        "</header>",
        "<body>",
    ]
    for bead in alignment.beads:
        zh, en = alignment.zh(bead), alignment.en(bead)
        if zh and en:
            rows.append(
                f'<tu><prop type="confidence">{bead.confidence:.3f}</prop>'
                f"<tuv xml:lang={quoteattr('zh')}><seg>{_xml(zh)}</seg></tuv>"
                f"<tuv xml:lang={quoteattr('en')}><seg>{_xml(en)}</seg></tuv></tu>"
            )
    return "\n".join([*rows, "</body>", "</tmx>", ""])


def as_tsv(alignment: Alignment) -> str:
    """Return a table: Chinese, English, confidence; no cell is a formula to a spreadsheet."""
    return "".join(
        f"{_cell(alignment.zh(bead))}\t{_cell(alignment.en(bead))}\t{bead.confidence:.3f}\n"
        for bead in alignment.beads
    )


def as_html(alignment: Alignment, title: str = "") -> str:
    """Return a page with the two texts side by side, a row a bead; nothing in it acts or is fetched."""
    return _HEAD.format(title=_html(title)) + "\n".join(_rows(alignment)) + _FOOT


def as_text(alignment: Alignment) -> str:
    """Return the beads for people to read: confidence and shape, then both sides."""
    return "\n".join(
        f"{bead.confidence:4.0%} {bead.shape}{' ?' if bead.doubtful else ''}\n"
        f"  {inert_line(alignment.zh(bead)) or '—'}\n  {inert_line(alignment.en(bead)) or '—'}\n"
        for bead in alignment.beads
    )


def _rows(alignment: Alignment) -> Iterator[str]:
    for bead in alignment.beads:
        opens = bead.z1 > bead.z0 and alignment.chinese[bead.z0].opens
        names = " ".join(name for name, holds in (("opens", opens), ("doubtful", bead.doubtful)) if holds)
        yield (
            f'<tr{f" class={quoteattr(names)}" if names else ""} title="{_told(bead)}">'
            f'<td lang="zh">{_html(alignment.zh(bead))}</td>'
            f'<td lang="en">{_html(alignment.en(bead))}</td></tr>'
        )


def _told(bead: Bead) -> str:
    return "set by hand" if bead.pinned else f"confidence {bead.confidence:.0%}"


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text))


def _html(text: str) -> str:
    return html.escape(inert(text))


def _cell(text: str) -> str:
    shown = inert_line(text)
    return f"'{shown}" if _FORMULA.match(shown) else shown


_HEAD = """\
<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ max-width: 70em; margin: 2em auto; padding: 0 1em; line-height: 1.7; font-family: serif; }}
table {{ border-collapse: collapse; width: 100%; }}
td {{ vertical-align: top; width: 50%; padding: .2em 1em; }}
td:first-child {{ font-size: 1.15em; }}
tr.opens td {{ padding-top: 1.1em; }}
tr.doubtful td {{ border-left: 3px dotted #b06000; }}
tr.doubtful td:first-child::before {{ content: "? "; color: #b06000; }}
</style>
</head>
<body>
<h1>{title}</h1>
<table>
"""
_FOOT = "\n</table>\n</body>\n</html>\n"
