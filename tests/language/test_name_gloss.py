from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language.name_gloss import name_gloss, name_reading
from reader.language.reading import Reading

_LABELS = st.sampled_from(["person", "surname", "transliteration", "place", "organisation", ""])


@given(st.text(alphabet="王欧阳小老阿某总查镇·图书馆A", max_size=8), _LABELS, st.booleans())
def test_the_word_name_is_in_every_gloss(text: str, label: str, read: bool) -> None:
    reading = Reading.parse("a1 " * len(text)) if read else None
    assert "name" in name_gloss(text, label, reading)


@given(st.text(alphabet="王欧阳小老阿查镇·图书", max_size=8), _LABELS, st.integers(0, 8))
def test_a_names_reading_keeps_its_number_of_syllables(text: str, label: str, count: int) -> None:
    reading = " ".join(["ba4"] * count)
    assert len(name_reading(text, label, reading).split()) == count


@pytest.mark.parametrize(
    ("text", "label", "gloss"),
    [
        ("查国栋", "person", "name of a person: surname 查 (Zhā), given name 国栋"),
        ("老仇", "person", "name of a person: prefix 老 (old; familiar), surname 仇 (Qiú)"),
        ("粟某", "person", "name of a person: surname 粟, 某 so-and-so"),
        ("陈", "surname", "name of a person: surname 陈"),
        ("双凤镇", "place", "name of a place: 双凤 + 镇 Town"),
        ("枫林三路", "place", "name of a place: 枫林 + 三路 Third Road"),
        ("江城日报", "organisation", "name of an organisation: 江城 + 日报 Daily"),
        ("鸿雁", "organisation", "name of an organisation"),
        ("科斯塔", "transliteration", "name (foreign, written by its sound)"),
    ],
)
def test_a_name_is_explained(text: str, label: str, gloss: str) -> None:
    assert name_gloss(text, label) == gloss


def test_the_reading_is_shown_with_the_parts_it_belongs_to() -> None:
    reading = Reading.parse("ou1 yang2 xiao3 lan2")
    gloss = name_gloss("欧阳晓岚", "person", reading)
    assert gloss == "name of a person: surname 欧阳 (Ōuyáng), given name 晓岚 (Xiǎolán)"


@pytest.mark.parametrize(
    ("text", "label", "plain", "proper"),
    [
        ("陈凌峰", "person", "chen2 ling2 feng1", "Chen2 Ling2 feng1"),
        ("查国栋", "person", "cha2 guo2 dong4", "Zha1 Guo2 dong4"),
        ("老仇", "person", "lao3 chou2", "Lao3 Qiu2"),
        ("双凤镇", "place", "shuang1 feng4 zhen4", "Shuang1 feng4 zhen4"),
        ("玛丽·居里", "transliteration", "ma3 li4 ju1 li3", "Ma3 li4 Ju1 li3"),
        ("双凤镇", "place", "shuang1 feng4", "shuang1 feng4"),
    ],
)
def test_a_name_is_read_with_its_capitals(text: str, label: str, plain: str, proper: str) -> None:
    assert name_reading(text, label, plain) == proper
