"""How much help a word gets in the fading view: less, the better the learner knows it."""

from __future__ import annotations

from reader.study.status import Status
from reader.tui.boxes import Help

_READ_ALONE = Status.LEARNING_4


def help_for_word(status: Status, level: int | None, learner_level: int) -> Help:
    """Decide what stands with one word.

    ``level`` is the word's HSK level or None where no list has it; ``learner_level`` is the learner's, 0
    for a beginner who wants help with everything. A status the learner has set decides alone. A word
    they never marked needs no help up to their level and a reading one level above it: they have seen
    it by then, and half remember how it sounds.
    """
    if status.needs_no_help:
        return Help.READING if status is Status.NAME else Help.NONE
    if status is not Status.NEW:
        return Help.NONE if status > _READ_ALONE else Help.READING
    if level is None or learner_level <= 0:
        return Help.GLOSS
    if level <= learner_level:
        return Help.NONE
    return Help.READING if level == learner_level + 1 else Help.GLOSS
