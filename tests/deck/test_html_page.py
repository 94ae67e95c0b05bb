"""The page of words: only our own marks in it, nothing from outside, pinyin over its characters."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given

from reader.deck.html_page import html_page, read_page, ruby
from reader.deck.note import ATTRIBUTION, Facts
from reader.language.reading import Reading
from tests.deck.words import HOSTILE, TEN, word
from tests.study.strategies import texts

ALLOWED = "html head meta title style body h1 p input label main article div span b br ruby rt footer"
ATTRIBUTES = "lang charset http-equiv content name type id for class"


class Marks(HTMLParser):
    """Collects the elements, the attributes and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attributes}

    def handle_data(self, data: str) -> None:
        self.text += data


@given(texts)
def test_no_text_becomes_a_mark(text: str) -> None:
    clean = Marks(html_page([word("词", "ci2")])).elements
    made = Marks(html_page([word("词", "ci2", text, note=text)], lambda _: Facts((text,), (text,)), text))
    assert made.elements <= clean | {"br", "div"}


def test_hostile_words_are_shown_and_nothing_is_fetched_or_run() -> None:
    page = html_page([*TEN, *HOSTILE], title="<script>")
    made = Marks(page)
    assert made.elements <= set(ALLOWED.split())
    assert made.attributes <= set(ATTRIBUTES.split())
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert not re.search(r"url\(|@import|https?:|//[a-z]", page.split("<main>")[0])
    assert "<script>alert(1)</script>" in made.text
    assert ATTRIBUTION in made.text


@pytest.mark.parametrize(
    ("form", "reading", "expected"),
    [
        (
            "银行",
            "yin2 hang2",
            '<ruby>银<rt class="tone2">yín</rt></ruby><ruby>行<rt class="tone2">háng</rt></ruby>',
        ),
        ("AA制", "A A zhi4", 'AA<ruby>制<rt class="tone4">zhì</rt></ruby>'),
        ("3C", "san1 C", "<ruby>3C<rt>sān C</rt></ruby>"),
        ("词", "", "词"),
    ],
)
def test_pinyin_stands_over_each_character_or_over_the_word(form: str, reading: str, expected: str) -> None:
    assert ruby(form, Reading.parse(reading)) == expected


def test_a_page_is_compared_word_by_word() -> None:
    page = html_page(TEN).encode()
    assert len(read_page(page)) == len(TEN)
    with pytest.raises(ValueError, match="another page"):
        read_page(b"<html></html>")


def test_the_readme_names_every_format_that_export_and_import_know() -> None:
    from reader.deck.formats import FORMATS

    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    missing = [one.name for one in FORMATS if one.goes_out and not re.search(rf"\b{one.name}\b", readme)]
    assert not missing
    assert all(name in readme for name in ("LingQ", "lists", "--hsk"))
