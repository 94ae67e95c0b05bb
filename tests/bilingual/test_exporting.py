"""An alignment for other programs, and files that hold both languages."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.bilingual.bead import Alignment, Bead, Sentence
from reader.bilingual.exporting import as_html, as_json_lines, as_tmx, as_tsv
from reader.bilingual.holding_both import holds_both, parted
from reader.document.loading import document_from
from reader.document.model import Document
from reader.session import Session
from tests.benchmarks.alignment_accuracy import TEXTS

PAIRS = [("=甲<b>&。", "+One <i>&."), ("乙说“好”。", '"Good," said B.'), ("丙。", "- C {{x}}.")]
CHINESE = st.text(st.sampled_from("甲乙丙，。“”<&=+-'"), min_size=1, max_size=8).map(lambda text: f"甲{text}")
ENGLISH = st.text(st.sampled_from("abc <&>\"'=+-."), min_size=1, max_size=8).map(
    lambda text: f"a{text.strip()}"
)


def alignment_of(pairs: list[tuple[str, str]]) -> Alignment:
    return Alignment(
        tuple(Sentence(zh, n, 0, len(zh), True) for n, (zh, _) in enumerate(pairs)),
        tuple(Sentence(en, n) for n, (_, en) in enumerate(pairs)),
        tuple(Bead(n, n + 1, n, n + 1, 0.5) for n in range(len(pairs))),
    )


def pairs_in(text: str, name: str) -> list[tuple[str, str]]:
    document = parted(document_from(text.encode(), name, name))
    return [(paragraph.text, paragraph.translation) for paragraph in document.paragraphs]


@given(st.lists(st.tuples(CHINESE, ENGLISH), min_size=2, max_size=5))
def test_what_is_written_as_a_memory_or_a_table_reads_back(pairs: list[tuple[str, str]]) -> None:
    spaced = [(zh, " ".join(en.split())) for zh, en in pairs]
    assert pairs_in(as_tmx(alignment_of(spaced)), "a.tmx") == spaced
    assert pairs_in(as_tsv(alignment_of(spaced)), "a.tsv") == spaced


def test_a_page_shows_text_and_lets_none_of_it_act() -> None:
    page = as_html(alignment_of(PAIRS), "<script>")
    assert "<script>" not in page
    assert "default-src 'none'" in page
    assert not re.search(r"https?://|src=", page)
    for zh, en in PAIRS:
        assert html.escape(zh) in page
        assert html.escape(en) in page
    assert page.count('class="opens doubtful"') == len(PAIRS)


def test_json_has_one_object_a_bead_in_order_with_both_sides() -> None:
    found = [json.loads(line) for line in as_json_lines(alignment_of(PAIRS)).splitlines()]
    assert [(each["zh"], each["en"]) for each in found] == PAIRS
    assert all(each["confidence"] == 0.5 for each in found)


def by_lines(document: Document) -> list[tuple[str, str]]:
    return [(each.text, each.translation) for each in document.paragraphs]


@pytest.mark.parametrize("order", [1, -1])
def test_lines_by_turns_are_a_text_and_its_translation(order: int) -> None:
    lines = "\n".join(
        "\n".join(pair[::order]) for pair in (("他来了。", "He came."), ("天黑了。", "It was dark."))
    )
    found = parted(document_from(lines.encode(), "a.txt", "a.txt"))
    assert by_lines(found) == [("他来了。", "He came."), ("天黑了。", "It was dark.")]
    assert all(found.text[each.start : each.start + len(each.text)] == each.text for each in found.paragraphs)


def test_a_chinese_text_that_quotes_english_stays_whole() -> None:
    text = "他来了。\n他说了一句英文。\nHello there.\n大家都笑了。\n天黑了。\n我们回家了。"
    document = document_from(text.encode(), "a.txt", "a.txt")
    assert parted(document) == document
    assert not holds_both(document)


def test_a_file_that_holds_both_is_aligned_paragraph_by_paragraph(engine: Session) -> None:
    text = "他来了。天黑了。\nHe came. It was dark.\n她在北京工作。\nShe works in Beijing.\n"
    document = parted(document_from(text.encode(), "a.txt", "a.txt"))
    found = engine.translating.aligner.holding(document)
    assert [(found.zh(bead), found.en(bead)) for bead in found.beads] == [
        ("他来了。", "He came."),
        ("天黑了。", "It was dark."),
        ("她在北京工作。", "She works in Beijing."),
    ]


def dushu(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reader", *arguments],
        capture_output=True,
        text=True,
        env={"DUSHU_HOME": str(home), "PATH": "/usr/bin:/bin"},
        cwd=TEXTS.parent,
        check=False,
    )


def test_the_command_prints_beads_that_cover_both_texts_and_refuses_strangers(
    tmp_path: Path, engine: Session
) -> None:
    home = tmp_path / "home"
    (home).mkdir()
    (home / "cache").symlink_to(engine.paths.cache)
    zh, en = str(TEXTS / "fruit.md"), str(TEXTS / "fruit.en.md")
    done = dushu("align", en, zh, "--json", home=home)
    assert done.returncode == 0, done.stderr
    beads = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"zh", "en", "confidence"} <= beads[0].keys()
    assert "".join(bead["zh"] for bead in beads)[:3] == (TEXTS / "fruit.md").read_text(encoding="utf-8")[2:5]
    stranger = dushu("align", zh, str(TEXTS / "district.en.md"), home=home)
    assert stranger.returncode == 1
    assert stranger.stdout == ""
    assert stranger.stderr.count("\n") == 1
    assert "does not look like a translation" in stranger.stderr
    page = tmp_path / "page.html"
    written = dushu("align", zh, en, "--to", "html", "-o", str(page), home=home)
    assert written.returncode == 0
    assert "Content-Security-Policy" in page.read_text(encoding="utf-8")
