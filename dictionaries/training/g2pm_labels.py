"""Ask g2pM how probable each reading of each character is, many sentences at once.

g2pM (Apache-2.0) answers one sentence at a time and only with its best reading; its network is asked
here directly, for the probabilities among the readings it knows for a character.
"""

from __future__ import annotations

from itertools import islice

import numpy as np
from g2pM import G2pM

_BEGIN, _END, _UNKNOWN = "시", "끝", "<UNK>"
_BATCH = 256


def label(sentences: list[str]) -> list[tuple[str, list[tuple[int, dict[str, float]]]]]:
    """Return each sentence with (offset, reading → log probability) of its characters of several readings."""
    teacher = G2pM()
    classes = {reading: number for number, reading in teacher.idx2class.items()}
    # Sentences of one length together: less padding.
    order = iter(sorted(range(len(sentences)), key=lambda number: len(sentences[number])))
    answers: dict[int, list[tuple[int, dict[str, float]]]] = {}
    while batch := list(islice(order, _BATCH)):
        hidden = _hidden(teacher, [sentences[number] for number in batch])
        for row, number in enumerate(batch):
            answers[number] = _answer(teacher, classes, sentences[number], hidden[row])
    return [(sentence, answers[number]) for number, sentence in enumerate(sentences)]


def _hidden(teacher: G2pM, sentences: list[str]) -> np.ndarray:
    """Return the states of both directions, (sentence, place + 1, state)."""
    unknown = teacher.char2idx[_UNKNOWN]
    lengths = [len(sentence) + 2 for sentence in sentences]
    inputs = np.zeros((len(sentences), max(lengths)), dtype=np.int64)
    for row, sentence in enumerate(sentences):
        numbers = [teacher.char2idx.get(char, unknown) for char in sentence]
        inputs[row, : lengths[row]] = [teacher.char2idx[_BEGIN], *numbers, teacher.char2idx[_END]]
    forward_input = teacher.get_embedding(inputs)
    backward_input = teacher.get_embedding(teacher.reverse_sequence(inputs, lengths).astype(int))
    forward = backward = None
    forwards, backwards = [], []
    for place in range(inputs.shape[1]):
        forward = teacher.fw_lstm_cell(forward_input[:, place], forward)
        backward = teacher.bw_lstm_cell(backward_input[:, place], backward)
        forwards.append(forward[0])
        backwards.append(backward[0])
    turned = teacher.reverse_sequence(np.stack(backwards, 1), lengths)
    return np.concatenate([np.stack(forwards, 1), turned], 2)


def _answer(
    teacher: G2pM, classes: dict[str, int], sentence: str, hidden: np.ndarray
) -> list[tuple[int, dict[str, float]]]:
    found = []
    for place, char in enumerate(sentence):
        readings = [reading for reading in teacher.cedict.get(char, ()) if reading in classes]
        if len(readings) > 1:
            scores = teacher.fc_layer(hidden[place + 1])[[classes[reading] for reading in readings]]
            scores = scores - scores.max()
            logs = scores - np.log(np.exp(scores).sum())
            found.append((place, dict(zip(readings, map(float, logs), strict=True))))
    return found
