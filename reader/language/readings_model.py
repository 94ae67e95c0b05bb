"""The trained part of readings in context: small linear models, one a character or word of many readings.

The file holds a header and, for every character, a packed block that is opened when the character is
first met. All of it is plain text and signed bytes: whatever is in the file, it can only be a wrong reading.
"""

from __future__ import annotations

import json
import math
import struct
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import repeat
from pathlib import Path
from sys import intern

from reader.language.reading_features import (
    AROUND,
    TAGS,
    TOPIC,
    WHOLE,
    WITHIN,
    ReadingContext,
    WordTags,
    tag_keys,
)

_MAGIC = b"DSR1"
_PARTED = "\n"
_RARE = ""
"""Where the table of rare characters lies among the blocks."""


class LinearModel:
    """Weights of features for the readings of one character, in 1/``scale`` nats.

    They are kept by template, which is a feature's first letter: what a template looks at is found without
    writing the feature out, and models share the strings. With more than two readings a feature has a weight
    for each, all in one number, 16 bits apart, so that they are summed at once; with two it has one, for the
    second.
    """

    __slots__ = (
        "_around",
        "_bias",
        "_by_tags",
        "_scale",
        "_templates",
        "_topics",
        "_whole",
        "_within",
        "labels",
    )

    def __init__(
        self,
        labels: tuple[str, ...],
        scale: float,
        bias: tuple[float, ...],
        templates: Mapping[str, Mapping[str, int]],
    ) -> None:
        self.labels = labels
        self._scale, self._bias = scale, bias
        self._templates = templates
        self._around = self._gets(AROUND)
        self._whole = self._gets(WHOLE)
        self._within = self._gets(WITHIN)
        self._topics = self._gets(TOPIC)[0]
        self._by_tags = _ByTags(self._gets(TAGS))

    def _gets(self, templates: str) -> list[Callable[[str, int], int]]:
        return [self._templates.get(template, _NONE).get for template in templates]

    def read(self, context: ReadingContext, index: int, offset: int, length: int = 1) -> list[float]:
        """Return each reading's natural logarithm of probability, for characters of a token in its text."""
        total = sum(map(self._topics, context.topics(index), repeat(0)))
        for get, key in zip(self._around, context.around(index, offset, length)):  # noqa: B905 - it costs
            total += get(key, 0)
        if context.is_whole(index, length):
            total += self._by_tags[context.tags(index)]
            for get, key in zip(self._whole, context.whole(index, offset, length)):  # noqa: B905
                total += get(key, 0)
        else:
            for get, key in zip(self._within, context.within(index, offset)):  # noqa: B905
                total += get(key, 0)
        return self._log_probabilities(total)

    def log_probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Return the same by reading, given the features that hold, written out."""
        total = sum(self._templates.get(feature[:1], _NONE).get(feature[1:], 0) for feature in features)
        return dict(zip(self.labels, self._log_probabilities(total), strict=True))

    def _log_probabilities(self, total: int) -> list[float]:
        scale = self._scale
        if len(self.labels) == 2:
            scores = [self._bias[0], self._bias[1] + total / scale]
        else:
            scores = []
            for bias in self._bias:
                weight = (total + _HALF & _LANE) - _HALF
                total = total - weight >> _LANE_BITS
                scores.append(bias + weight / scale)
        highest = max(scores)
        norm = highest + math.log(sum([math.exp(score - highest) for score in scores]))
        return [score - norm for score in scores]


_NONE: Mapping[str, int] = {}
_LANE_BITS = 16  # a weight is 127 at most, and far fewer than 250 features hold at once
_LANE, _HALF = (1 << _LANE_BITS) - 1, 1 << _LANE_BITS - 1


class _ByTags(dict[str, int]):
    """What the parts of speech around add up to, by their four letters: eight look-ups are made one."""

    def __init__(self, gets: Sequence[Callable[[str, int], int]]) -> None:
        super().__init__()
        self._gets = gets

    def __missing__(self, tags: str) -> int:
        if len(self) > _KEPT_TAGS:
            self.clear()
        total = self[tags] = sum(get(key, 0) for get, key in zip(self._gets, tag_keys(tags), strict=True))
        return total


_KEPT_TAGS = 1_024


class ReadingsModel:
    """The models of a file, and the tables beside them.

    ``usual`` gives the commonest reading of a character or word that has several; ``tags`` the usual
    part of speech of frequent words, one letter each.
    """

    def __init__(self, data: bytes) -> None:
        """Raises ValueError where ``data`` is not such a file."""
        if data[:4] != _MAGIC:
            raise ValueError("not a file of reading models")
        (size,) = struct.unpack_from("<I", data, 4)
        header = json.loads(zlib.decompress(data[8 : 8 + size]))
        self._data = data
        self._start = 8 + size
        self._places: dict[str, tuple[int, int]] = header["places"]
        self._open: dict[str, LinearModel | None] = {}
        self.usual: dict[str, str] = header["usual"]
        self.tags = WordTags({word: tag for tag, words in header["tags"].items() for word in words.split()})

    @classmethod
    def load(cls, path: Path) -> ReadingsModel:
        """Read a model file; raises OSError or ValueError."""
        return cls(path.read_bytes())

    def of(self, text: str) -> LinearModel | None:
        """Return the model of a character or word, or None where there is no choice to make."""
        try:
            return self._open[text]
        except KeyError:
            place = self._places.get(text)
            model = None
            if place is not None:
                start = self._start + place[0]
                model = _unpack(self._data[start : start + place[1]])
            self._open[text] = model
            return model

    @cached_property
    def _rare(self) -> dict[str, str]:
        place = self._places.get(_RARE)
        if place is None:
            return {}
        start = self._start + place[0]
        lines = zlib.decompress(self._data[start : start + place[1]]).decode().splitlines()
        return {
            char: reading for reading, _, chars in (line.partition("\t") for line in lines) for char in chars
        }

    def rare(self, char: str) -> str:
        """Return the reading of a character that hardly any text has, or ``""``."""
        return self._rare.get(char, "")


def _unpack(block: bytes) -> LinearModel:
    data = zlib.decompress(block)
    (size,) = struct.unpack_from("<I", data)
    labels, scale, bias, *features = data[4 : 4 + size].decode().split(_PARTED)
    names = tuple(labels.split("|"))
    weights = array("b", data[4 + size :])
    biases = tuple(map(float, bias.split("|")))
    if len(names) > 2:
        rows = zip(*[iter(weights)] * len(names), strict=True)
        values = [sum(weight << _LANE_BITS * lane for lane, weight in enumerate(row)) for row in rows]
    else:
        values = weights.tolist()
    templates = {}
    start = 0
    while start < len(features):  # they are sorted, so that each template's stand together
        template = features[start][:1]
        stop = bisect_right(features, template + _LAST, start)
        keys = [intern(feature[1:]) for feature in features[start:stop]]
        templates[template] = dict(zip(keys, values[start:stop], strict=True))
        start = stop
    return LinearModel(names, float(scale), biases, templates)


_LAST = "\U0010ffff"


def pack_model(labels: Sequence[str], bias: Sequence[float], weights: Mapping[str, Sequence[float]]) -> bytes:
    """Return one model's block. ``weights`` has a row a feature, as long as ``labels``, in nats.

    Weights are rounded to 127 steps either side; rows that round to nothing are left out.
    """
    if len(labels) == 2:
        rows: dict[str, Sequence[float]] = {feature: (row[1] - row[0],) for feature, row in weights.items()}
        bias = (0.0, bias[1] - bias[0])
    else:
        rows = dict(weights)
    largest = max((abs(value) for row in rows.values() for value in row), default=1.0) or 1.0
    scale = 127 / largest
    packed = {feature: [round(value * scale) for value in row] for feature, row in rows.items()}
    kept = sorted(feature for feature, row in packed.items() if any(row))
    head = _PARTED.join(
        ["|".join(labels), f"{scale:.4f}", "|".join(f"{value:.3f}" for value in bias), *kept]
    ).encode()
    numbers = array("b", [value for feature in kept for value in packed[feature]])
    return zlib.compress(struct.pack("<I", len(head)) + head + numbers.tobytes(), 9)


def pack_file(
    blocks: Mapping[str, bytes],
    usual: Mapping[str, str],
    tags: Mapping[str, str],
    rare: Mapping[str, str] | None = None,
) -> bytes:
    """Return a model file: packed blocks, usual readings, the words' tags, readings of rare characters."""
    by_reading: dict[str, list[str]] = {}
    for char, reading in sorted((rare or {}).items()):
        by_reading.setdefault(reading, []).append(char)
    table = "\n".join(f"{reading}\t{''.join(chars)}" for reading, chars in sorted(by_reading.items()))
    blocks = {_RARE: zlib.compress(table.encode(), 9), **blocks}
    places, parts, offset = {}, [], 0
    for text, block in sorted(blocks.items()):
        places[text] = (offset, len(block))
        parts.append(block)
        offset += len(block)
    by_tag: dict[str, list[str]] = {}
    for word, tag in sorted(tags.items()):
        by_tag.setdefault(tag, []).append(word)
    header = {
        "places": places,
        "usual": dict(sorted(usual.items())),
        "tags": {tag: " ".join(words) for tag, words in sorted(by_tag.items())},
    }
    packed = zlib.compress(json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return _MAGIC + struct.pack("<I", len(packed)) + packed + b"".join(parts)
