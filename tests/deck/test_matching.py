"""Which words they are that come in."""

from __future__ import annotations

import pytest

from reader.deck.brought import BadLine, Bringing, Brought
from reader.deck.matching import match, status_only
from reader.study.status import Status
from reader.study.word import Context, Identity
from tests.deck.dictionary import SmallDictionary
from tests.deck.words import ADDED


def identities(*words: Brought) -> list[Identity]:
    return [one.identity for one in match(Bringing(words), SmallDictionary(), ADDED).words]


@pytest.mark.parametrize(
    ("brought", "expected"),
    [
        (Brought("行", reading="háng"), Identity("行", "行", "hang2")),
        (Brought("行", reading="xing2"), Identity("行", "行", "xing2")),
        (Brought("还", reading="hai"), Identity("還", "还", "hai2")),
        (Brought("還", reading="huán"), Identity("還", "还", "huan2")),
        (Brought("银行"), Identity("銀行", "银行", "yin2 hang2")),
        (Brought("銀行"), Identity("銀行", "银行", "yin2 hang2")),
        (Brought("东西", reading="dōng xī"), Identity("東西", "东西", "dong1 xi1")),
        (Brought("东西", reading="dōngxi"), Identity("東西", "东西", "dong1 xi5")),
        (Brought("干", traditional="幹"), Identity("幹", "干", "gan4")),
        (Brought("干", reading="gān"), Identity("乾", "干", "gan1")),
        (Brought("哪儿", reading="nǎ er"), Identity("哪兒", "哪儿", "na3 r5")),
        (Brought("西安", reading="xī'ān"), Identity("西安", "西安", "Xi1 an1")),
        (Brought(" 银 行 ", reading=" yínháng "), Identity("銀行", "银行", "yin2 hang2")),
    ],
)
def test_a_word_is_found_by_its_script_and_its_sound(brought: Brought, expected: Identity) -> None:
    assert identities(brought) == [expected]


def test_what_no_dictionary_has_is_kept_as_it_is_and_listed() -> None:
    words = Bringing((Brought("网格员", reading="wǎnggéyuán", gloss="grid worker"), Brought("银行")))
    found = match(words, SmallDictionary(), ADDED)
    assert [one.identity for one in found.unknown] == [Identity("网格员", "网格员", "wang3 ge2 yuan2")]
    assert found.words[0].gloss == "grid worker"
    assert len(found.words) == 2


def test_a_reading_no_dictionary_has_is_kept_beside_those_it_has() -> None:
    found = match(Bringing((Brought("行", reading="hèng"),)), SmallDictionary(), ADDED)
    assert found.words[0].identity == Identity("行", "行", "heng4")
    assert len(found.unknown) == 1


def test_our_own_words_are_taken_as_they_stand() -> None:
    assert identities(Brought("行", traditional="行", exact=True)) == [Identity("行", "行", "")]


def test_lines_of_the_same_word_are_one() -> None:
    words = (
        Brought("银行", 1, gloss="bank", tags=("a",), status=Status.LEARNING_2),
        Brought(
            "銀行", 2, reading="yin2 hang2", note="n", tags=("b",), contexts=(Context("去银行。", 1, 3),)
        ),
    )
    (found,) = match(Bringing(words), SmallDictionary(), ADDED).words
    assert (found.gloss, found.note, found.tags) == ("bank", "n", ("a", "b"))
    assert found.status is Status.LEARNING_2
    assert len(found.contexts) == 1


def test_a_known_word_with_nothing_else_is_a_status_and_one_with_a_meaning_is_kept() -> None:
    words = (Brought("银行", status=Status.WELL_KNOWN), Brought("行", status=Status.WELL_KNOWN, gloss="go"))
    found = match(Bringing(words), SmallDictionary(), ADDED).words
    assert [(one.kept, one.gloss) for one in found] == [(False, ""), (True, "go")]


def test_the_learner_can_set_status_and_tags_of_all_or_take_statuses_alone() -> None:
    words = (Brought("银行", gloss="bank", status=Status.LEARNING_2, tags=("a",)),)
    (found,) = match(Bringing(words), SmallDictionary(), ADDED, Status.LEARNING_4, ["b"]).words
    assert (found.status, found.tags) == (Status.LEARNING_4, ("a", "b"))
    (bare,) = status_only([found])
    assert (bare.kept, bare.gloss, bare.tags, bare.status) == (False, "", (), Status.LEARNING_4)


def test_bad_lines_are_told_in_their_order() -> None:
    found = match(Bringing((Brought(" ", 2),), (BadLine(5, "x"), BadLine(1, "y"))), SmallDictionary(), ADDED)
    assert [line.line for line in found.bad] == [1, 2, 5]
