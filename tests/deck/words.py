"""Words to take elsewhere: ordinary ones, and ones that mean harm."""

from __future__ import annotations

from datetime import datetime, timezone

from hypothesis import strategies as st

from reader.document.model import Position
from reader.study.status import Status
from reader.study.word import Context, Identity, Word
from tests.study.strategies import contexts, identities, labels, statuses, texts

ADDED = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)


def word(simplified: str, reading: str = "", gloss: str = "", **more: object) -> Word:
    fields: dict[str, object] = {
        "note": "",
        "tags": (),
        "lists": (),
        "status": Status.LEARNING_1,
        "added": ADDED,
    }
    identity = Identity(str(more.pop("traditional", simplified)), simplified, reading)
    return Word(identity, gloss, **(fields | more))  # type: ignore[arg-type]  # the fields of Word by name


def sentence(text: str, start: int, end: int, **more: str) -> Context:
    return Context(text, start, end, digest="abc", position=Position(3, start), **more)


TEN = (
    word(
        "网格员",
        "wang3 ge2 yuan2",
        "grid worker",
        traditional="網格員",
        note="seen in the news",
        tags=("news", "two words"),
        lists=("HSK 6",),
        contexts=(
            sentence(
                "他是网格员。",
                2,
                5,
                sentence_reading="Tā shì wǎnggéyuán.",
                translation="He is a grid worker.",
                document="新闻",
                section="一",
            ),
        ),
    ),
    word("行", "xing2", "to go"),
    word("行", "hang2", "row"),
    word("银行", "yin2 hang2", "bank", traditional="銀行", contexts=(sentence("去银行。", 1, 3),)),
    word("绿", "lu:4", "green", traditional="綠"),
    word("还", "huan2", "to give back", traditional="還"),
    word("还", "hai2", "still", traditional="還"),
    word("𠀀", "", ""),
    word("AA制", "A A zhi4", "to split the bill"),
    word("不知道什么", "", "a phrase in no dictionary"),
)


def thousand() -> list[Word]:
    """A thousand words, homographs among them, each in a sentence of its own."""
    forms = [chr(0x4E00 + at) + chr(0x5000 + at % 61) for at in range(990)]
    made = [
        word(form, "yi1 er4", f"meaning {at}", contexts=(sentence(f"这是{form}。", 2, 4, document="书"),))
        for at, form in enumerate(forms)
    ]
    return [*made, *TEN]


HOSTILE_TEXTS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[sound:evil.mp3]",
    "[latex]\\input{/etc/passwd}[/latex]",
    "[$]x[/$]",
    "{{Front}} {{c1::cloze}}",
    "a\x1fb\tc\nd\re\x00f\x1b[31mg\u202eh",
    '"quoted", & more',
    '"never closed',
    "=HYPERLINK(1)",
    "＝1+1",
    "#separator:comma",
)
HOSTILE = tuple(
    word(
        text,
        text,
        text,
        note=text,
        tags=(text,),
        lists=(text,),
        contexts=(Context(text, 0, 3, text, text, "", None, text, text),),
    )
    for text in HOSTILE_TEXTS
)

drawn = st.builds(
    lambda identity, gloss, note, tags, lists, status, met: Word(
        identity, gloss, note, tuple(tags), tuple(lists), status, ADDED, tuple(met)
    ),
    identities,
    texts,
    texts,
    labels,
    labels,
    statuses,
    st.lists(contexts(), max_size=3),
)
