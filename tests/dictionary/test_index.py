"""The index holds everything, is built when it must be, and is never half built."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reader.dictionary.index import Recipe, discard, open_index, part
from reader.dictionary.lexicon import Lexicon
from reader.dictionary.sources import packaged_main
from reader.errors import DictionaryError
from reader.paths import bundled

LINES = """\
#! cut=大数据|中心
大數據中心 大数据中心 [da4 shu4 ju4 zhong1 xin1] /big data center/
行 行 [hang2] /row; line/profession/
行 行 [xing2] /to walk/capable/
乾 干 [gan1] /dry/
幹 干 [gan4] /to do (some work)/
綠 绿 [lu:4] /green/
路 路 [lu4] /road/CL:條|条[tiao2]/
銀行 银行 [yin2 hang2] /bank/
"""


def small(tmp_path: Path, lines: str = LINES, version: str = "1") -> Recipe:
    path = tmp_path / "small.u8"
    path.write_text(lines, encoding="utf-8")
    return Recipe(((path, "small"),), {"count": lambda files: str(len(files[0].lines)).encode()}, version)


def test_the_whole_of_cc_cedict_goes_in_and_comes_out(tmp_path: Path) -> None:
    glossary = bundled("dictionaries") / "governance.u8"
    recipe = Recipe(((glossary, "governance"), (packaged_main(), "CC-CEDICT")), {}, "1")
    steps: list[tuple[int, int]] = []
    connection = open_index(recipe, tmp_path, lambda done, total: steps.append((done, total)))
    count = connection.execute("SELECT count(*) FROM entry WHERE source = 1").fetchone()[0]
    assert count == 122_143
    assert steps[-1] == (3, 3)
    lexicon = Lexicon(connection)
    assert [str(entry.reading) for entry in lexicon.entries("行")] == ["hang2", "xing2"]
    assert [entry.source for entry in lexicon.entries("网格")] == ["governance", "CC-CEDICT"]


def test_an_index_is_built_once_and_again_for_other_files(tmp_path: Path) -> None:
    built: list[int] = []
    count = lambda done, total: built.append(done)  # noqa: E731
    open_index(small(tmp_path), tmp_path, count)
    first = len(built)
    open_index(small(tmp_path), tmp_path, count)
    assert first == len(built) > 0
    open_index(small(tmp_path, LINES + "好 好 [hao3] /good/\n"), tmp_path, count)
    assert len(built) == 2 * first
    open_index(small(tmp_path, version="2"), tmp_path, count)
    assert len(built) == 3 * first
    assert len(list(tmp_path.glob("lexicon-*"))) <= 2
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("damage", ["truncated", "emptied", "overwritten", "part"])
def test_a_damaged_index_is_built_anew(tmp_path: Path, damage: str) -> None:
    recipe = small(tmp_path)
    open_index(recipe, tmp_path).close()
    (path,) = tmp_path.glob("lexicon-*")
    data = path.read_bytes()
    if damage == "part":
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE part SET value = x'00'")
    else:
        path.write_bytes(
            {"truncated": data[: len(data) // 2], "emptied": b"", "overwritten": b"x" * len(data)}[damage]
        )
    connection = open_index(recipe, tmp_path)
    assert part(connection, "count") == b"8"
    assert Lexicon(connection).entries("银行")


def test_where_the_cache_cannot_be_written_the_index_is_held_in_memory_and_that_is_said(
    tmp_path: Path,
) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    notices: list[str] = []
    lexicon = Lexicon(open_index(small(tmp_path), blocked / "cache", notice=notices.append))
    assert [str(entry.reading) for entry in lexicon.entries("行")] == ["hang2", "xing2"]
    (notice,) = notices
    assert "cannot be written" in notice
    assert "DUSHU_HOME" in notice
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "small.u8"]


def test_any_page_gone_bad_is_mended_when_it_is_read(tmp_path: Path) -> None:
    lines = LINES + "".join(f"字{number} 字{number} [zi4] /sense {number}/\n" for number in range(3_000))
    recipe = small(tmp_path, lines)
    open_index(recipe, tmp_path).close()
    (path,) = tmp_path.glob("lexicon-*")
    sound = path.read_bytes()
    for page in range(8_192, len(sound), 8_192):
        path.write_bytes(sound[:page] + bytes(range(256)) * 32 + sound[page + 8_192 :])
        renewed: list[bool] = []

        def renew(renewed: list[bool] = renewed) -> sqlite3.Connection:
            renewed.append(True)
            return open_index(recipe, tmp_path, anew=True)

        lexicon = Lexicon(open_index(recipe, tmp_path), renew)
        assert all(lexicon.entries(f"字{number}") for number in range(3_000)), page
        assert lexicon.by_sound("hang2")
        assert lexicon.by_english("sense 2999")
        assert len(renewed) <= 1


def test_an_index_that_stays_damaged_is_named_and_not_built_for_ever() -> None:
    def damaged() -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:")
        connection.execute("CREATE TABLE source (id, name, digest, entries, header, bad)")
        return connection

    lexicon = Lexicon(damaged(), damaged)
    for _ in range(2):
        with pytest.raises(DictionaryError, match="doctor --rebuild"):
            lexicon.entries("行")


def test_two_programs_may_build_the_index_at_once(tmp_path: Path) -> None:
    recipe = small(tmp_path, LINES * 200)
    with ThreadPoolExecutor(2) as pool:
        built = [pool.submit(open_index, recipe, tmp_path / "cache") for _ in range(2)]
    for one in built:
        assert Lexicon(one.result()).entries("银行")
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_a_part_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DictionaryError, match="'nothing'"):
        part(open_index(small(tmp_path), tmp_path), "nothing")


def test_discarding_leaves_nothing(tmp_path: Path) -> None:
    open_index(small(tmp_path), tmp_path).close()
    discard(tmp_path)
    assert not list(tmp_path.glob("lexicon-*"))


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    return Lexicon(open_index(small(tmp_path), tmp_path))


def found(lexicon: Lexicon, query: str) -> list[str]:
    return [entry.headword for entry in lexicon.search(query)]


@pytest.mark.parametrize(
    ("query", "headwords"),
    [
        ("行", ["行", "行"]),
        ("銀行", ["银行[銀行]"]),
        ("乾", ["干[乾]"]),
        ("yinhang", ["银行[銀行]"]),
        ("yin2 hang2", ["银行[銀行]"]),
        ("yínháng", ["银行[銀行]"]),
        ("yin2hang4", []),
        ("lü", ["绿[綠]"]),
        ("lv4", ["绿[綠]"]),
        ("lu4", ["路", "绿[綠]"]),
        ("lù", ["路", "绿[綠]"]),
        ("road", ["路"]),
        ("walk", ["行"]),
        ("green", ["绿[綠]"]),
        ("银", ["银行[銀行]"]),
        ("%", []),
        ("'; DROP TABLE entry; --", []),
        ("  ", []),
    ],
)
def test_words_are_found_by_characters_sound_and_english(
    lexicon: Lexicon, query: str, headwords: list[str]
) -> None:
    assert found(lexicon, query) == headwords


def test_longer_matches_come_first_whatever_the_cut(lexicon: Lexicon) -> None:
    matches = [entries[0].simplified for entries in lexicon.matches_at("去银行路上", 1)]
    assert matches == ["银行"]
    assert [entries[0].simplified for entries in lexicon.matches_at("行路", 0)] == ["行"]


def test_a_phrase_of_a_glossary_says_how_it_is_cut(lexicon: Lexicon) -> None:
    assert lexicon.phrase("大数据中心") == ("大数据", "中心")
    assert lexicon.phrase("银行") == ()
