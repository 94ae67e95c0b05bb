"""There is no word without help."""

from __future__ import annotations

import pytest

from reader.dictionary.explaining import DictionaryExplainer
from reader.language.token import Kind, Token
from reader.session import Session


@pytest.mark.parametrize(
    ("token", "reading", "says"),
    [
        (Token("2.5万", 0, Kind.NUMBER), "wan4", "25,000"),
        (Token("12345", 0, Kind.NUMBER), "", "12,345"),
        (Token("查国栋", 0, Kind.NAME, label="person"), "Zha1 Guo2 dong4", "surname 查"),
        (Token("双凤镇", 0, Kind.NAME, label="place"), "Shuang1 feng4 zhen4", "Town"),
        (Token("围炉煮茶", 0, Kind.WORD), "wei2 lu2 zhu3 cha2", " + "),
        (Token("㐂", 0, Kind.WORD), "", "no dictionary"),
    ],
)
def test_what_no_dictionary_has_is_explained(engine: Session, token: Token, reading: str, says: str) -> None:
    gloss, _ = DictionaryExplainer(engine.lexicon.entries).explain(token, reading)
    assert says in gloss


@pytest.mark.parametrize(
    "token", [Token("，", 0, Kind.PUNCTUATION), Token(" ", 0, Kind.SPACE), Token("Wifi", 0, Kind.LATIN)]
)
def test_what_explains_itself_is_left_alone(engine: Session, token: Token) -> None:
    assert DictionaryExplainer(engine.lexicon.entries).explain(token, "") == ("", ())


def test_parts_are_handed_on(engine: Session) -> None:
    _, parts = DictionaryExplainer(engine.lexicon.entries).explain(
        Token("轻食店", 0, Kind.WORD), "qing1 shi2 dian4"
    )
    assert "".join(part.text for part in parts) == "轻食店"
    assert " ".join(str(part.reading) for part in parts) == "qing1 shi2 dian4"
