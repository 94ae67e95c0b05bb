"""Every format, good and bad: what is shown, or the sentence it is refused with."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest

from reader.document import pdf_lines
from reader.document.loading import document_from, load
from reader.document.model import PARAGRAPH_LIMIT, Document, ParagraphKind
from reader.errors import DocumentError
from tests.document.format_cases import BAD, BILINGUAL, GOOD, SRT, Bad, Data, Good
from tests.document.making import pdf, pdf_text

ROOT = Path(__file__).resolve().parents[2]
ASIDE = (ParagraphKind.HIDDEN,)


@lru_cache
def made(data: Data) -> bytes:
    return data if isinstance(data, bytes) else data()


def check(document: Document) -> None:
    """Hold a document to its laws."""
    for paragraph in document.paragraphs:
        assert 0 < len(paragraph.text) <= PARAGRAPH_LIMIT
        assert "\n" not in paragraph.text
        for offset in (0, len(paragraph.text) - 1):
            assert document.text[paragraph.source_offset(offset)] == paragraph.text[offset]
    assert all(0 <= section.first < len(document.paragraphs) for section in document.sections)
    assert [each.first for each in document.sections] == sorted(each.first for each in document.sections)
    document.text.encode()
    assert document.encoding


def test_the_table_is_long_enough() -> None:
    assert len(GOOD) + len(BAD) >= 60


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_what_can_be_read_is_shown(case: Good) -> None:
    document = document_from(made(case.data), case.name, f"/tmp/{case.name}")
    check(document)
    shown = tuple(p.text for p in document.paragraphs if p.kind not in ASIDE)
    hidden = tuple(p.text for p in document.paragraphs if p.kind in ASIDE)
    assert shown == (case.shown or shown)
    assert set(case.hidden) <= set(hidden)
    assert case.title in (None, document.title)
    assert case.sections in (None, tuple(section.title for section in document.sections))
    assert case.warning in "; ".join(document.warnings)
    assert bool(case.warning or hidden) or not document.warnings


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_what_cannot_be_read_is_refused_in_a_sentence_that_says_what_to_do(case: Bad) -> None:
    with pytest.raises(DocumentError) as caught:
        document_from(made(case.data), case.name, f"/tmp/{case.name}")
    message = str(caught.value)
    assert message.split("; ")[:2] == f"/tmp/{case.name}: {case.sentence}".split("; ")[:2]


def test_what_is_no_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.epub")
    (tmp_path / "loop.srt").symlink_to("loop.srt")
    (tmp_path / "device.pdf").symlink_to("/dev/zero")
    (tmp_path / "folder.docx").mkdir()
    for name, reason in (
        ("pipe.epub", "not a regular file; "),
        ("loop.srt", "cannot be opened"),
        ("device.pdf", "not a regular file; "),
        ("folder.docx", "a folder, not a text; "),
        ("missing.html", "there is no such file; "),
    ):
        with pytest.raises(DocumentError, match=f"{name}: {reason}"):
            load(tmp_path / name)


def test_the_encoding_that_is_named_wins_in_every_format(tmp_path: Path) -> None:
    data = "<html><meta charset=big5><p>他在银行工作。</p></html>".encode("gb18030")
    document = document_from(data, "a.html", "a.html", "gbk")
    assert (document.paragraphs[0].text, document.encoding) == ("他在银行工作。", "gb18030")


def test_the_extra_that_reads_pdf_is_named_where_it_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_lines, "find_spec", lambda name: None)
    with pytest.raises(DocumentError, match=r"a\.pdf: .* extra; pip install 'dushu\[pdf\]'$"):
        document_from(pdf(pdf_text("他在家。")), "a.pdf", "a.pdf")


def test_a_pdf_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_lines, "SECONDS", 0.001)
    with pytest.raises(DocumentError, match=r"a\.pdf: this PDF takes longer than .*; save its text"):
        document_from(pdf(pdf_text("他在家。")), "a.pdf", "a.pdf")


def test_the_line_about_a_page_is_taken_apart() -> None:
    line = "<div class=info>{}</div><p>今天的天气非常好，我们一家人去湖边散步。</p>"
    told = document_from(line.format("来源：小城报 作者：王小明").encode(), "a.html", "a.html")
    assert dict(told.fields) == {"来源": "小城报", "作者": "王小明"}
    assert document_from(line.format("昨天").encode(), "a.html", "a.html").fields == ()


def test_a_cue_has_its_time_and_its_translation() -> None:
    document = document_from(BILINGUAL.encode(), "a.srt", "a.srt")
    assert [(p.cue, p.translation) for p in document.paragraphs] == [
        ((1000, 2000), "Where are you going?"),
        ((3000, 4000), "Home."),
    ]
    alone = document_from(SRT.encode(), "a.srt", "a.srt")
    assert [p.cue for p in alone.paragraphs] == [(1000, 2500), (3000, 4000), (5000, 6000)]
    assert not any(p.translation for p in alone.paragraphs)


def test_languages_in_cues_of_their_own_are_put_together() -> None:
    text = "\n\n".join(
        f"{number}\n00:00:0{number // 2},000 --> 00:00:0{number // 2},900\n{line}"
        for number, line in enumerate(["你好。", "Hello.", "再见。", "Goodbye."])
    )
    document = document_from(text.encode(), "a.srt", "a.srt")
    assert [(p.text, p.translation) for p in document.paragraphs] == [
        ("你好。", "Hello."),
        ("再见。", "Goodbye."),
    ]


HOSTILE = ("bomb.epub", "entries.epub", "bomb.docx", "tags.html", "bomb.pdf", "noise.txt")
MEASURED = """
import resource, sys
from pathlib import Path
from reader.document import pdf_lines
from reader.document.loading import load
from reader.errors import DocumentError
for name in sys.argv[1:]:
    try:
        load(Path(name))
    except DocumentError as error:
        assert name in str(error)
own, children = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
# What getrusage says of a process counts in the one that started it.
peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
print(max(peak, children.ru_maxrss) // 1024)
print(own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
def test_hostile_files_are_refused_within_ten_seconds_and_300_megabytes(tmp_path: Path) -> None:
    cases = [case for case in BAD if case.name in HOSTILE]
    assert len(cases) == len(HOSTILE)
    for case in cases:
        path = tmp_path / case.name
        path.write_bytes(made(case.data))
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, path],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            timeout=60,
        )
        megabytes, seconds = map(float, done.stdout.split())
        assert (case.name, megabytes < 300, seconds < 10) == (case.name, True, True)
        path.unlink()
