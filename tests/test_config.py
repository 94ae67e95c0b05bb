"""Settings are read, checked and named where they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.config import Config, config_from, read_config
from reader.errors import ConfigError
from reader.paths import bundled, user_paths
from reader.review_settings import ReviewSettings


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert read_config(tmp_path) == Config()


def test_what_is_set_is_read_and_the_rest_stays(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        'view = "pinyin"\nlevel = 5\nambiguous-width = 2\n'
        'dictionaries-off = ["governance"]\n[bindings]\nsave = "S"\n',
        encoding="utf-8",
    )
    config = read_config(tmp_path)
    assert (config.view, config.level, config.ambiguous_width) == ("pinyin", 5, 2)
    assert dict(config.bindings) == {"save": "S"}
    assert config.dictionaries_off == ("governance",)
    assert config.theme == Config().theme


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"veiw": "plain"}, "veiw"),
        ({"view": "upside-down"}, "interlinear"),
        ({"level": 12}, "between 0 and 9"),
        ({"level": True}, "level"),
        ({"measure": "wide"}, "measure"),
        ({"sandhi": 1}, "sandhi"),
        ({"bindings": {"save": 1}}, "bindings"),
        ({"dictionaries": "CC-CEDICT"}, "list"),
        ({"view": ["plain"]}, "view"),
        ({"review": 3}, r"\[review\]"),
        ({"review": {"nwe": 3}}, "nwe"),
        ({"review": {"new": -1}}, "0 to 9999"),
        ({"review": {"new": True}}, "whole number"),
        ({"review": {"modes": ["guess"]}}, "recognise, recall, reading"),
        ({"review": {"modes": []}}, "recognise, recall, reading"),
        ({"review": {"retention": 1}}, "0.7 and 0.99"),
        ({"review": {"steps": ["soon"]}}, "10m"),
        ({"review": {"steps": ["8d"]}}, "7 days"),
        ({"review": {"relearning": "10m"}}, "list"),
        ({"review": {"order": "up"}}, "hardest"),
        ({"review": {"fuzz": 1}}, "true or false"),
    ],
)
def test_what_is_wrong_is_named(table: dict[str, object], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        config_from(table, "config.toml")


def test_reviews_have_a_table_of_their_own() -> None:
    table = {"new": 5, "steps": ["30s", "1h", "2d"], "day-starts": 0, "modes": ["reading", "reading"]}
    review = config_from({"review": table}, "config.toml").review
    assert (review.new, review.steps, review.day_starts) == (5, (30, 3600, 172_800), 0)
    assert review.modes == ("reading",)
    assert review.retention == ReviewSettings().retention


@pytest.mark.parametrize("content", [b"view = ", b"\xff\xfe", b"[bindings"])
def test_a_file_that_is_no_toml_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "config.toml").write_bytes(content)
    with pytest.raises(ConfigError, match=r"config\.toml"):
        read_config(tmp_path)


def test_one_folder_can_hold_a_whole_profile(tmp_path: Path) -> None:
    paths = user_paths({"DUSHU_HOME": str(tmp_path)})
    assert {paths.data, paths.config, paths.cache} == {
        tmp_path / "data",
        tmp_path / "config",
        tmp_path / "cache",
    }
    assert not list(tmp_path.iterdir())


def test_without_it_the_platform_says_where_things_are() -> None:
    paths = user_paths({})
    assert "dushu" in str(paths.data)
    assert len({paths.data, paths.config, paths.cache}) >= 2


def test_the_program_brings_its_dictionaries_and_texts() -> None:
    assert (bundled("dictionaries") / "governance.u8").is_file()
    assert list(bundled("texts").glob("*.md"))
