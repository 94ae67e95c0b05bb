"""Help thins out as the learner learns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.study.status import Status
from reader.tui.boxes import Help
from reader.tui.fading import help_for_word

LEVELS = st.none() | st.integers(1, 7)


@given(LEVELS, st.integers(0, 7))
def test_help_never_grows_as_a_word_is_learned(level, learner):
    learning = [status for status in Status if status.is_learning]
    steps = [help_for_word(status, level, learner) for status in [*learning, Status.WELL_KNOWN]]
    assert steps == sorted(steps, reverse=True)


@given(LEVELS, st.sampled_from(list(Status)))
def test_help_never_grows_with_the_learner(level, status):
    steps = [help_for_word(status, level, learner) for learner in range(8)]
    assert steps == sorted(steps, reverse=True)


@pytest.mark.parametrize(
    ("status", "level", "learner", "wanted"),
    [
        (Status.NEW, None, 3, Help.GLOSS),
        (Status.NEW, 5, 3, Help.GLOSS),
        (Status.NEW, 4, 3, Help.READING),
        (Status.NEW, 3, 3, Help.NONE),
        (Status.NEW, 1, 0, Help.GLOSS),
        (Status.LEARNING_1, 1, 6, Help.READING),
        (Status.LEARNING_5, None, 0, Help.NONE),
        (Status.WELL_KNOWN, None, 0, Help.NONE),
        (Status.IGNORED, None, 0, Help.NONE),
        (Status.NAME, None, 0, Help.READING),
    ],
)
def test_status_goes_before_level(status, level, learner, wanted):
    assert help_for_word(status, level, learner) is wanted
