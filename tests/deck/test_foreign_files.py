"""Files of other programs: the rule each format has, with its source, and what is made of a real example."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest
import zstandard

from reader.deck import anki_file
from reader.deck.anki_file import read_anki_file
from reader.deck.brought import Bringing, Source
from reader.deck.formats import BY_NAME, Taking, recognised
from reader.deck.lwt import status_after
from reader.deck.matching import Matched, match
from reader.deck.note import ATTRIBUTION
from reader.deck.word_list import hsk_words
from reader.errors import DeckError
from reader.study.status import Status
from reader.study.word import Word
from tests.deck.anki_room import Anki
from tests.deck.dictionary import SmallDictionary
from tests.deck.words import ADDED, HOSTILE, TEN


def brought(text: str | bytes, expected: str, **more: object) -> Matched:
    """Read a file, make sure what it is taken for, and find out which words are in it."""
    content = text if isinstance(text, bytes) else text.encode()
    source = Source("file", content, **more)  # type: ignore[arg-type]  # the fields of Source by name
    form = recognised(source)
    assert form.name == expected
    assert form.read is not None
    return match(form.read(source), SmallDictionary(), ADDED)


def told(matched: Matched) -> list[str]:
    return [f"{one.traditional} {one.reading} {one.status.word} {one.gloss}" for one in matched.words]


def made(name: str, words: Sequence[Word] = (*TEN, *HOSTILE)) -> str:
    text = BY_NAME[name].text
    assert text is not None
    return text(words, Taking())


# Pleco: pleco.com/manual/flash.html, “Import / Export File Format”, and exports of Pleco 3.2


def test_pleco_text_is_headword_pinyin_definition_under_categories() -> None:
    lines = made("pleco").removeprefix("\ufeff").split("\r\n")
    assert lines[-1] == ""
    for line in lines[:-1]:
        if not line.startswith("// "):
            headword, pinyin, _ = line.split("\t")
            assert re.fullmatch(r"[^\[\]]+\[[^\[\]]+\]", headword)
            assert "\n" not in pinyin
    at = lines.index("// HSK 6")
    assert lines[at + 1] == "网格员[網格員]\twang3ge2yuan2\tgrid worker"
    assert "绿[綠]\tlü4\tgreen" in lines
    assert "AA制[AA制]\tA A zhi4\tto split the bill" in lines


def test_pleco_text_comes_in_with_its_categories_and_marks() -> None:
    text = (
        "\ufeff// 第一课\r\n"
        "银行[銀行]\tyin2hang2\tnoun bank\ueab1\ueab2financial\ueab3 house\r\n"
        "// Verbs/离合词\r\n还[還]\thuan2\tverb give back\r\n长\tzhang3\r\n"
        "绿[綠]\tlü4\t\r\n还[還]\t@hai2\t\r\n"
    )
    found = brought(text, "pleco")
    assert told(found) == [
        "銀行 yin2 hang2 1 noun bank\nfinancial house",
        "還 huan2 1 verb give back",
        "長 zhang3 1 to grow",
        "綠 lu:4 1 green",
        "還 hai2 1 still",
    ]
    assert [one.lists for one in found.words[:2]] == [("第一课",), ("Verbs/离合词",)]


def test_pleco_xml_is_format_two_with_both_scripts() -> None:
    root = ElementTree.fromstring(made("pleco-xml"))
    assert root.tag == "plecoflash"
    assert root.get("formatversion") == "2"
    cards = root.findall("cards/card")
    assert len(cards) == len(TEN) + len(HOSTILE)
    for card in cards:
        assert card.get("language") == "chinese"
        assert [head.get("charset") for head in card.findall("entry/headword")] == ["sc", "tc"]
        pron = card.find("entry/pron")
        assert pron is not None
        assert pron.attrib == {"type": "hypy", "tones": "numbers"}
    assert ATTRIBUTION in made("pleco-xml")


def test_pleco_xml_comes_in() -> None:
    text = (
        '<?xml version="1.0" ?>\n<plecoflash formatversion="2" creator="Pleco User -1" generator="Pleco 2.0 '
        'Flashcard Exporter" platform="Android" created="1605883885"><categories/><cards>'
        '<card language="chinese" created="1"><entry><headword charset="sc">银行</headword><headword '
        'charset="tc">銀行</headword><pron type="hypy" tones="numbers">yin2hang2</pron>'
        '<defn>noun bank &amp; more</defn></entry><dictref dictid="PACE" entryid="3"/>'
        '<catassign category="a/b"/><scoreinfo scorefile="x" score="3"/></card>'
        "<card><entry><headword>abc</headword></entry></card></cards></plecoflash>"
    )
    found = brought(text, "pleco-xml")
    assert told(found) == ["銀行 yin2 hang2 1 noun bank & more"]
    assert found.words[0].lists == ("a/b",)
    assert [line.reason for line in found.bad] == ["no Chinese headword in card 2 ('abc')"]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]><plecoflash>&a;</plecoflash>',
        "<plecoflash><cards>",
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><plecoflash/>',
    ],
)
def test_xml_that_is_not_sound_or_declares_entities_is_refused(text: str) -> None:
    with pytest.raises(DeckError, match=r"file: (declares entities|is no sound XML)"):
        brought(text, "pleco-xml")


# Lute: LuteOrg/lute-v3, lute/termimport/service.py


def test_lute_terms_pass_the_checks_of_its_importer() -> None:
    rows = list(csv.DictReader(io.StringIO(made("lute"), newline="")))
    allowed = {"translation", "parent", "status", "tags", "pronunciation", "link_status", "added"}
    assert {"language", "term"} <= set(rows[0]) <= {"language", "term"} | allowed
    assert {row["status"] for row in rows} <= {"", "1", "2", "3", "4", "5", "W", "I"}
    assert all(row["term"].strip() for row in rows)
    terms = [" ".join(row["term"].split()).lower() for row in rows]
    assert len(terms) == len(set(terms))
    assert {row["language"] for row in rows} == {"Mandarin Chinese"}


def test_lute_terms_come_in() -> None:
    text = (
        "term,parent,translation,language,tags,added,status,link_status,pronunciation\r\n"
        '银行,,"bank\nriver bank",Mandarin Chinese,"money, hsk",2023-01-01 10:00:00,3,,yínháng\r\n'
        "行,,,Mandarin Chinese,,2023-01-01,W,,háng\r\n还,,still,Mandarin Chinese,,,,,hái\r\n"
        "abc,,,Mandarin Chinese,,,1,,\r\n绿,,,Mandarin Chinese,,,X,,\r\n"
    )
    found = brought(text, "lute")
    assert told(found) == [
        "銀行 yin2 hang2 3 bank\nriver bank",
        "行 hang2 known ",
        "還 hai2 1 still",
    ]
    assert found.words[0].tags == ("money", "hsk")
    assert [(line.line, line.reason.split(";")[0]) for line in found.bad] == [
        (6, "no Chinese in 'abc'"),
        (7, "no such status: 'X'"),
    ]
    assert [one.kept for one in found.words] == [True, False, True]


# LWT: HugoFara/lwt, docs-src/guide/how-to-use.md, “Export Marked Texts (TSV)”; docs, “Term Scores”


def test_lwt_terms_have_its_eight_columns() -> None:
    rows = [line.split("\t") for line in made("lwt").split("\r\n")[:-1]]
    assert {len(row) for row in rows} == {8}
    assert {row[4] for row in rows} <= {"1", "2", "3", "4", "5", "98", "99"}
    assert all(row[0] and row[1] for row in rows)
    tags = [tag for row in rows for tag in row[7].split(",") if tag]
    assert all(len(tag) <= 21 and " " not in tag for tag in tags)  # 20 and the mark of an inert cell
    assert rows[0][2] == "他是{网格员}。"


def test_lwt_terms_come_in() -> None:
    text = "银行\tbank\t去{银行}。\tyín háng\t4\tChinese\t17\ta,b\n行\t*\t\tháng\t99\tChinese\t18\t\n"
    found = brought(text, "lwt")
    assert told(found) == ["銀行 yin2 hang2 4 bank", "行 hang2 known "]
    (context,) = found.words[0].contexts
    assert context.parts == ("去", "银行", "。")
    assert found.words[0].tags == ("a", "b")


@pytest.mark.parametrize(
    ("days", "status"),
    [(0, 1), (1, 1), (2, 2), (8, 2), (9, 3), (26, 3), (27, 4), (71, 4), (72, 5), (3650, 5)],
)
def test_an_interval_becomes_the_status_that_lwt_asks_again_after(days: int, status: int) -> None:
    assert status_after(days) == Status(status)


# LinguaCafe: simjanos-dev/LinguaCafe, app/Services/VocabularyService.php, importFromCsv and exportToCsv


def test_linguacafe_words_pass_the_checks_of_its_importer() -> None:
    rows = list(csv.reader(io.StringIO(made("linguacafe"), newline="")))[1:]
    levels = {"new", "ignored", "learned", *"1234567"}
    assert all(len(row) == 6 and row[5] in levels for row in rows)
    assert all(row[0] and " " not in row[0] and len(row[0]) < 255 for row in rows)
    assert len({row[0].lower() for row in rows}) == len(rows)


def test_linguacafe_exports_come_in() -> None:
    text = (
        "Lemma|Word|Reading|Translation|Level|Read count\n|银行|yínháng|bank|-7|3\n"
        "|行|háng|row|0|1\n|绿||green|1|0\n|长|cháng|long|-1|0\n"
    )
    assert told(brought(text, "linguacafe")) == [
        "銀行 yin2 hang2 1 bank",
        "行 hang2 known row",
        "綠 lu:4 ignored green",
        "長 chang2 5 long",
    ]


# Zhongwen: cschiller/zhongwen, js/wordlist.js, saveList


def test_a_list_of_zhongwen_has_five_columns_and_crlf() -> None:
    rows = [line.split("\t") for line in made("zhongwen").split("\r\n")[:-1]]
    assert {len(row) for row in rows} == {5}
    assert rows[0] == ["网格员", "網格員", "wǎng gé yuán", "grid worker", "seen in the news"]


def test_lists_of_zhongwen_come_in_with_zhuyin_and_without() -> None:
    without = "银行\t銀行\tyín háng\tbank\ta note\r\n还\t還\thuán\tto pay back\t\r\n"
    expected = ["銀行 yin2 hang2 1 bank", "還 huan2 1 to pay back"]
    assert told(brought(without, "zhongwen")) == expected
    zhuyin = "银行\t銀行\tyín háng\tㄧㄣˊ ㄏㄤˊ\tbank\ta note\r\n还\t還\thuán\tㄏㄨㄢˊ\tto pay back\t\r\n"
    found = brought(zhuyin, "zhongwen")
    assert told(found) == expected
    assert found.words[0].note == "a note"


# LingQ: columns of its CSV export as its users show them (term, phrase, hint, status, …)


def test_exports_of_lingq_come_in_without_their_spaces() -> None:
    text = 'term,status,phrase,hint,tags\n银行,0,"我 去 银行 ，很好 。",bank,a\n行,4,,,\n还,3,,still,\n'
    found = brought(text, "lingq")
    assert [one.status.word for one in found.words] == ["1", "known", "4"]
    (context,) = found.words[0].contexts
    assert context.sentence == "我去银行，很好。"
    assert context.parts[1] == "银行"


# Lists


def test_a_plain_list_is_a_word_a_line_with_comments_passed_over() -> None:
    found = brought("# my words\n银行\n\n行\n网格员\n", "list")
    assert told(found) == ["銀行 yin2 hang2 1 bank", "行 xing2 1 to go", "网格员  1 "]
    assert [one.simplified for one in found.unknown] == ["网格员"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_list_may_be_in_any_encoding(encoding: str) -> None:
    text = "银行\n东西\n女儿\n西安\n哪儿\n还\n长\n行\n" * 3
    assert len(brought(text.encode(encoding), "list").words) == 8


def test_a_table_is_read_by_its_heading_or_by_what_is_in_it() -> None:
    headed = "Pinyin,English,Hanzi,Page\nháng,row,行,3\nlǜ,green,绿,4\n"
    expected = ["行 hang2 1 row", "綠 lu:4 1 green"]
    assert told(brought(headed, "list")) == expected
    bare = "行\tháng\trow\n绿\tlǜ\tgreen\n"
    found = brought(bare, "list")
    assert told(found) == expected
    assert found.about == "columns: word, reading, gloss"
    both = "绿,綠,lv4,green\n还,還,hai2,still\n"
    assert told(brought(both, "list")) == ["綠 lu:4 1 green", "還 hai2 1 still"]


def test_the_learner_can_say_what_columns_hold() -> None:
    text = "3;row;行;háng\n4;green;绿;lǜ\n"
    found = brought(text, "list", fields=("-", "gloss", "word", "reading"))
    assert told(found) == ["行 hang2 1 row", "綠 lu:4 1 green"]
    headed = "a,b,c\n行,row,háng\n"
    assert told(brought(headed, "list", fields=("word=a", "gloss=b", "reading=c"))) == ["行 hang2 1 row"]
    with pytest.raises(DeckError, match="cannot hold 'colour'; choose from word"):
        brought(text, "list", fields=("colour",))
    with pytest.raises(DeckError, match="no column 'z'; choose from a, b, c"):
        brought(headed, "list", fields=("word=z",))


@pytest.mark.parametrize(
    ("level", "standard", "about"),
    [(2, "2.0", "HSK 2.0"), (3, "2021", "HSK 3.0 (2021)"), (9, "2025", "HSK 3.0 (2025)")],
)
def test_the_words_of_a_level_and_those_below_are_known(level: int, standard: str, about: str) -> None:
    found: Bringing = hsk_words(level, standard)
    assert found.about.startswith(about)
    assert len(found.words) > 200
    assert {one.status for one in found.words} == {Status.WELL_KNOWN}
    matched = match(Bringing(found.words[:5]), SmallDictionary(), ADDED)
    assert not any(one.kept for one in matched.words)


@pytest.mark.parametrize(("level", "standard"), [(0, "2.0"), (7, "2.0"), (10, "2021"), (1, "1.0")])
def test_a_level_that_is_not_is_told(level: int, standard: str) -> None:
    with pytest.raises(DeckError, match=r"no such (level|list); choose from"):
        hsk_words(level, standard)


# Anki's own files, written by Anki


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Packages and collections of one learner in every layout Anki writes."""
    from anki.collection import DeckIdLimit, ExportAnkiPackageOptions

    room = tmp_path_factory.mktemp("anki")
    anki = Anki(room)
    col = anki.collection
    anki.take(TEN)
    for form, english, days in (("银行", "bank", 30), ("行", "to go", 3), ("English", "inglés", 99)):
        note = col.new_note(col.models.by_name("Basic"))
        note["Front"], note["Back"] = f"<b>{form}</b>&nbsp;[sound:x.mp3]", f"<div>{english}</div>"
        note.tags = ["old"]
        col.add_note(note, col.decks.id("Chinese::HSK"))
        (card,) = note.cards()
        card.type, card.queue, card.ivl, card.reps = 2, 2, days, 4
        col.update_card(card)
    made: dict[str, bytes] = {}
    for legacy in (False, True):
        options = ExportAnkiPackageOptions(with_scheduling=True, with_media=False, legacy=legacy)
        path = room / f"{legacy}.apkg"
        col.export_anki_package(
            out_path=str(path), options=options, limit=DeckIdLimit(col.decks.id("Chinese"))
        )
        made["legacy apkg" if legacy else "apkg"] = path.read_bytes()
    for legacy in (False, True):
        path = room / f"{legacy}.colpkg"
        col.export_collection_package(str(path), include_media=False, legacy=legacy)
        made["legacy colpkg" if legacy else "colpkg"] = path.read_bytes()
        col.reopen(after_full_sync=False)
    col.close()
    made["collection"] = (room / "collection.anki2").read_bytes()
    return made


@pytest.mark.parametrize("layout", ["apkg", "legacy apkg", "colpkg", "legacy colpkg", "collection"])
def test_every_layout_of_anki_is_read_by_its_intervals(files: dict[str, bytes], layout: str) -> None:
    found = brought(files[layout], "anki", deck="chinese")
    assert told(found) == ["銀行 yin2 hang2 4 bank", "行 xing2 2 to go"]
    assert found.about == "Basic: word=Front, gloss=Back; 1 without Chinese passed over"
    assert found.words[0].tags == ("old",)


def test_the_new_layout_is_the_one_that_is_compressed(files: dict[str, bytes]) -> None:
    names = zipfile.ZipFile(io.BytesIO(files["apkg"])).namelist()
    assert {"collection.anki21b", "meta"} <= set(names)
    assert "collection.anki21b" not in zipfile.ZipFile(io.BytesIO(files["legacy apkg"])).namelist()


def test_a_whole_collection_brings_our_own_notes_back_too(files: dict[str, bytes]) -> None:
    found = brought(files["colpkg"], "anki")
    assert {one.identity for one in found.words} >= {one.identity for one in TEN}
    with pytest.raises(DeckError, match=r"has no deck 'French'; it has Chinese::HSK, dushu"):
        brought(files["colpkg"], "anki", deck="French")


def test_fields_of_anki_can_be_named(files: dict[str, bytes]) -> None:
    found = brought(files["apkg"], "anki", fields=("word=Front", "note=Back"))
    assert [(one.simplified, one.note) for one in found.words] == [("银行", "bank"), ("行", "to go")]


def test_a_bomb_is_refused_before_it_goes_off(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anki_file, "_LARGE", 1 << 20)
    packed = zstandard.ZstdCompressor().compress(b"\0" * (1 << 26))
    for name, content in (("collection.anki21b", packed), ("collection.anki2", b"\0" * (1 << 26))):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr(name, content)
        with pytest.raises(DeckError, match=r"unpacks to more than \d+ MiB; it was not read"):
            read_anki_file(archive.getvalue(), "bomb.apkg")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04junk",
        b"SQLite format 3\0" + b"\0" * 100,
        zstandard.ZstdCompressor().compress(b"x"),
    ],
)
def test_what_is_no_file_of_ankis_is_told_in_one_sentence(content: bytes) -> None:
    with pytest.raises(DeckError, match=r"x\.apkg: is no package of Anki's or a damaged one"):
        read_anki_file(content, "x.apkg")


def test_a_collection_whose_tables_are_views_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "evil.anki2"
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE col (models, decks); CREATE TABLE cards (nid);"
        "CREATE VIEW notes AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n;"
    )
    connection.close()
    with pytest.raises(DeckError, match="it is no collection"):
        read_anki_file(path.read_bytes(), "x.apkg")


def test_a_text_that_anki_wrote_comes_in() -> None:
    text = (
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
        'a\tBasic\tChinese\t<b>银行</b>\t"the ""bank"""\told new\n'
        "b\tBasic\tChinese\t行\tto go<br>on\t\nc\tBasic\tFrench\tchat\tcat\t\n"
    )
    found = brought(text, "anki-text")
    assert told(found) == ['銀行 yin2 hang2 1 the "bank"', "行 xing2 1 to go\non"]
    assert found.words[0].tags == ("old", "new")
