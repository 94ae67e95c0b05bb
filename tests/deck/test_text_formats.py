"""Anki text, tables and JSON lines: each reads back, and nothing in them acts."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.deck.anki_text import anki_text, read_anki_text
from reader.deck.csv_table import COLUMNS, cell, csv_table, read_csv_rows, text_of
from reader.deck.differences import Differences, differences
from reader.deck.json_lines import as_object, json_lines, read_json_lines
from reader.deck.note import ATTRIBUTION, FIELDS, as_html, note_of
from reader.errors import DeckError
from reader.inert import inert
from reader.study.word import Word
from tests.deck.words import ADDED, HOSTILE, TEN, drawn, word
from tests.study.strategies import texts

some_words = st.lists(drawn, max_size=4)
ACTING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


# Laws


@given(some_words)
def test_json_lines_read_back_as_the_same_words(words: list[Word]) -> None:
    assert list(read_json_lines(json_lines(words), "words.jsonl", ADDED)) == words


@given(some_words)
def test_anki_text_reads_back_as_the_same_notes(words: list[Word]) -> None:
    expected = {note.guid: (*note.fields, " ".join(note.tags)) for note in map(note_of, words)}
    assert read_anki_text(anki_text(words).encode()) == expected


@given(texts)
def test_a_cell_reads_back_as_its_text_and_is_no_formula(text: str) -> None:
    assert text_of(cell(text)) == inert(text)
    assert not re.match(r"\s*[=+\-@＝＋－＠]", cell(text))


@given(texts)
@example("\n=")
def test_html_shows_the_text_and_holds_no_mark_of_html_anki_or_a_spreadsheet(text: str) -> None:
    made = as_html(text).replace("<br>", "")
    assert not set(made) & set("<>\"'[]{}|\t\r\n")
    assert made[:1] not in tuple("=+-@")


# Anki text


def test_the_header_says_what_the_columns_are() -> None:
    header = [line for line in anki_text(TEN).split("\n") if line.startswith("#")]
    assert header == [
        "#separator:tab",
        "#html:true",
        "#columns:" + "\t".join(("GUID", *FIELDS, "Tags")),
        "#guid column:1",
        "#notetype:dushu word",
        "#deck:dushu",
        "#tags column:16",
        f"# {ATTRIBUTION}",
    ]


# Tables


def rows(words: Sequence[Word]) -> list[dict[str, str]]:
    table = csv_table(words)
    assert table.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(table[1:], newline="")))


def test_a_table_has_a_row_a_word_with_its_sentence() -> None:
    first = rows(TEN)[0]
    assert tuple(first) == COLUMNS
    assert (first["simplified"], first["pinyin"], first["tags"]) == (
        "网格员",
        "wǎnggéyuán",
        "news; two words",
    )
    assert (first["sentence"], first["document"]) == ("他是网格员。", "新闻")


def test_a_formula_is_shown_and_not_run() -> None:
    shown = [row["gloss"] for row in rows(HOSTILE)]
    assert "'=HYPERLINK(1)" in shown
    assert "'＝1+1" in shown


def test_a_table_reads_back_by_word() -> None:
    held = read_csv_rows(csv_table(TEN).encode())
    assert len(held) == len(TEN)
    assert held["網格員\t网格员\twang3 ge2 yuan2"][4] == "grid worker"
    with pytest.raises(ValueError, match="columns"):
        read_csv_rows(b"a,b\n1,2\n")


# JSON lines


def test_an_object_has_the_fields_of_the_contract() -> None:
    made = as_object(TEN[0])
    assert " ".join(made) == "simplified traditional reading gloss note tags lists status added contexts"
    assert made["status"] == "1"
    (context,) = json.loads(json_lines(TEN[:1]))["contexts"]
    assert {"sentence", "start", "document", "translation"} <= context.keys()
    assert context["sentence"][context["start"] : context["end"]] == "网格员"


@pytest.mark.parametrize("form", [anki_text, csv_table, json_lines])
def test_no_format_lets_a_character_act_on_a_terminal(form: object) -> None:
    assert callable(form)
    assert not ACTING.search(form(HOSTILE))


def test_the_least_a_line_needs_is_a_word() -> None:
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    (made,) = read_json_lines('{"simplified": "词"}\n\n', "x", now)
    assert made == replace(word("词"), added=now)
    for added in ("2026-01-01T00:00:00Z", "2026-01-01", "2026-01-01T08:00:00+08:00"):
        (made,) = read_json_lines(f'{{"simplified": "词", "added": "{added}"}}', "x", ADDED)
        assert made.added == now


@pytest.mark.parametrize(
    "line", ["[]", "{", '{"gloss": "x"}', '{"simplified": 1}', '{"simplified": "x", "tags": "y"}']
)
def test_a_line_that_is_no_word_is_named(line: str) -> None:
    with pytest.raises(DeckError, match=r"words\.jsonl:2: not a word"):
        list(read_json_lines('{"simplified": "x"}\n' + line, "words.jsonl", ADDED))


# Differences


def test_what_is_new_changed_the_same_and_gone_is_counted() -> None:
    held = {"a": ("1",), "b": ("2",), "c": ("3",)}
    found = differences(held, {"b": ("2",), "c": ("4",), "d": ("5",), "e": ("6",)})
    assert found == Differences(new=2, changed=1, same=1, missing=1)
    assert str(found) == "2 new, 1 changed, 1 the same, 1 no longer among them"
    assert str(differences({}, held)) == "3 new, 0 changed, 0 the same"
