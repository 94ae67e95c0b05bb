from __future__ import annotations

import pytest

from reader.language.name_tables import (
    given_names,
    organisation_suffixes,
    place_characters,
    place_suffixes,
    surnames,
    titles,
    transliteration,
)
from reader.language.names import NameSource
from tests.language.name_words import FewWords


def test_names_of_every_sort_come_from_one_source() -> None:
    text = "陈凌峰和玛丽·居里在双凤镇的江城日报工作"
    labels = {candidate.label for candidate in NameSource(FewWords({})).candidates(text)}
    assert labels >= {"person", "transliteration", "place", "organisation"}


def test_costs_of_names_are_positive_and_names_likely_for_common_surnames() -> None:
    known = surnames()
    assert min(known, key=lambda name: known[name].cost) == "王"
    assert all(surname.cost > 0 for surname in known.values())
    assert {"欧阳", "尉迟", "司马", "上官", "诸葛"} <= set(known)


@pytest.mark.parametrize("char", "的了是在我不说")
def test_grammar_is_in_no_given_name(char: str) -> None:
    given = given_names()
    for costs in (given.single, given.first, given.second):
        assert costs.get(char, 99.0) > 9.0


def test_the_tables_can_be_read_and_say_something_in_english() -> None:
    for suffix in (*place_suffixes().values(), *organisation_suffixes().values()):
        assert suffix.english
        assert suffix.cost >= 0
    assert all(places <= {"before", "after", "short"} for _, places in titles().values())
    assert len(place_characters()) > 1_000
    table = transliteration()
    assert set(table.first) == set(table.inside) == set(table.last)
