"""Words, sentences and identities as Hypothesis draws them."""

from __future__ import annotations

from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import strategies as st

from reader.document.model import Position
from reader.review_settings import ReviewSettings
from reader.study.scheduling import Scheduling
from reader.study.status import Status
from reader.study.word import Context, Identity

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
identities = st.builds(
    Identity,
    traditional=st.sampled_from(["銀行", "行", "乾", "干"]),
    simplified=st.sampled_from(["银行", "行", "干"]),
    reading=st.sampled_from(["", "yin2 hang2", "xing2", "hang2", "gan1"]),
)
positions = st.builds(Position, st.integers(0, 9), st.integers(0, 99))


@st.composite
def contexts(draw: st.DrawFn) -> Context:
    sentence = draw(texts)
    start = draw(st.integers(0, len(sentence)))
    return Context(
        sentence,
        start,
        draw(st.integers(start, len(sentence))),
        sentence_reading=draw(texts),
        document=draw(texts),
        digest=draw(st.sampled_from(["", "aa", "bb"])),
        position=draw(st.none() | positions),
        section=draw(texts),
        translation=draw(texts),
    )


statuses = st.sampled_from(list(Status))
labels = st.lists(st.sampled_from(["news", "网络", "b c"]), max_size=3, unique=True)

review_settings = st.builds(
    ReviewSettings,
    retention=st.floats(0.7, 0.99),
    steps=st.lists(st.integers(1, 7 * 86_400), max_size=3).map(tuple),
    relearning=st.lists(st.integers(1, 7 * 86_400), max_size=3).map(tuple),
    longest=st.integers(1, 36_500),
    fuzz=st.just(False),
)
weights = st.tuples(
    *(
        st.floats(low, high, allow_subnormal=False)
        for low, high in zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    )
)
schedulings = st.builds(Scheduling, review_settings, st.none() | weights)
