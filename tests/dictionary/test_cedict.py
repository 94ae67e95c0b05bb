"""CC-CEDICT's format is read completely, in all its editions."""

from __future__ import annotations

import gzip
import lzma
import zipfile
from pathlib import Path

import pytest

from reader.dictionary.cedict import format_line, parse_dictionary, parse_line, read_dictionary
from reader.dictionary.sources import packaged_main
from reader.errors import DictionaryError
from reader.paths import bundled

NEWER = Path(__file__).resolve().parents[3] / "shared" / "data" / "cedict_ts-2026-09-10.u8.xz"


def test_every_entry_of_the_packaged_file_is_read_and_homographs_are_kept() -> None:
    dictionary = read_dictionary(packaged_main(), "CC-CEDICT")
    assert len(dictionary.lines) == 122_143 == int(dictionary.about("entries"))
    assert not dictionary.bad_lines
    entries = list(dictionary.entries())
    assert len({entry.simplified for entry in entries}) == 118_617
    assert all(entry.senses for entry in entries)
    assert sorted(str(entry.reading) for entry in entries if entry.simplified == "行") == ["hang2", "xing2"]


def test_an_entry_written_as_a_line_is_the_line() -> None:
    for entry in read_dictionary(packaged_main(), "CC-CEDICT").entries():
        assert parse_line(format_line(entry), "CC-CEDICT") == entry


@pytest.mark.skipif(not NEWER.exists(), reason="a newer release lies outside the project and is not here")
def test_a_newer_release_is_read_to_the_number_in_its_header() -> None:
    dictionary = read_dictionary(NEWER, "CC-CEDICT")
    assert (len(dictionary.lines), dictionary.bad_lines) == (125_049, ())


@pytest.mark.parametrize(
    ("line", "reading", "senses"),
    [
        ("中國 中国 [Zhong1 guo2] /China/", "Zhong1 guo2", ["China"]),
        ("中國 中国 [[Zhong1guo2]] /China/", "Zhong1 guo2", ["China"]),
        ("女兒 女儿 [[nu:3'er2]] /daughter/", "nu:3 er2", ["daughter"]),
        ("花兒 花儿 [[hua1r5]] /flower/", "hua1 r5", ["flower"]),
        ("打 打 [da3] /to beat; to strike/to break/", "da3", ["to beat; to strike", "to break"]),
        ("書 书 [shu1] /book/CL:本[ben3],冊|册[ce4]/\r", "shu1", ["book"]),
        ("𠮷 𠮷 [ji2] /variant of 吉[ji2]/", "ji2", ["variant of 吉[ji2]"]),
        ("AA制 AA制 [A A zhi4] /to go Dutch/", "A A zhi4", ["to go Dutch"]),
    ],
)
def test_a_line_is_read(line: str, reading: str, senses: list[str]) -> None:
    entry = parse_line(line, "test")
    assert entry is not None
    assert (str(entry.reading), [sense.text for sense in entry.senses]) == (reading, senses)


@pytest.mark.parametrize(
    ("line", "syllables"),
    [
        ("互聯網+ 互联网+ [hu4 lian2 wang3 jia1] /x/", "hu4 lian2 wang3"),
        ("3C 3C [san1 C] /x/", ""),
        ("卡拉OK 卡拉OK [ka3 la1 O K] /x/", "ka3 la1"),
        ("社區E通 社区E通 [She4 qu1 E tong1] /x/", "She4 qu1 tong1"),
        (
            "2019冠狀病毒病 2019冠状病毒病 [er4 ling2 yi1 jiu3 guan1 zhuang4 bing4 du2 bing4] /x/",
            "guan1 zhuang4 bing4 du2 bing4",
        ),
        ("一不做，二不休 一不做，二不休 [yi1 bu4 zuo4 , er4 bu4 xiu1] /x/", "yi1 bu4 zuo4 er4 bu4 xiu1"),
        ("卡爾·馬克思 卡尔·马克思 [Ka3 er3 · Ma3 ke4 si1] /x/", "Ka3 er3 Ma3 ke4 si1"),
    ],
)
def test_the_reading_of_a_text_has_one_syllable_a_han_character(line: str, syllables: str) -> None:
    entry = parse_line(line, "test")
    assert entry is not None
    assert str(entry.han_reading) == syllables


def test_bad_lines_are_counted_and_named_and_the_rest_is_used() -> None:
    dictionary = parse_dictionary(
        "#! date=2026\n好 好 [hao3] /good/\nrubbish\n坏 坏 [huai4 /bad/\n", "test", ""
    )
    assert len(dictionary.lines) == 1
    assert dictionary.about("date") == "2026"
    assert dictionary.bad_lines == ((3, "rubbish"), (4, "坏 坏 [huai4 /bad/"))


def test_packed_files_are_read_as_they_are(tmp_path: Path) -> None:
    data = "好 好 [hao3] /good/\r\n".encode()
    (tmp_path / "a.u8").write_bytes(b"\xef\xbb\xbf" + data)
    (tmp_path / "a.u8.gz").write_bytes(gzip.compress(data))
    (tmp_path / "a.u8.xz").write_bytes(lzma.compress(data))
    with zipfile.ZipFile(tmp_path / "a.u8.zip", "w") as archive:
        archive.writestr("cedict_ts.u8", data)
    for path in tmp_path.iterdir():
        assert len(read_dictionary(path, "test").lines) == 1, path


def test_a_file_that_is_no_dictionary_is_refused_in_one_sentence(tmp_path: Path) -> None:
    cases = {
        "a.u8": b"hello\n",
        "b.u8": "好".encode("gbk"),
        "c.u8.gz": b"no gzip",
        "d.u8.zip": b"PK nothing",
        "e.u8.xz": b"?",
    }
    for name, data in cases.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(DictionaryError, match=name) as caught:
            read_dictionary(tmp_path / name, "test")
        assert "\n" not in str(caught.value)
    with pytest.raises(DictionaryError, match="missing"):
        read_dictionary(tmp_path / "missing.u8", "test")


def test_our_glossary_says_itself_how_many_entries_it_has_and_how_each_phrase_is_cut() -> None:
    dictionary = read_dictionary(bundled("dictionaries") / "governance.u8", "governance")
    assert dictionary.about("entries") == str(len(dictionary.lines))
    assert not dictionary.bad_lines
    headwords = {simplified for _, simplified, _, _ in dictionary.lines}
    assert {"".join(words) for words in dictionary.phrases} <= headwords
    assert all(entry.han_reading for entry in dictionary.entries())
