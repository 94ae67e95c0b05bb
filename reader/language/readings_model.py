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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from pathlib import Path

_MAGIC = b"DSR1"
_PARTED = "\n"
_RARE = ""
"""Where the table of rare characters lies among the blocks."""


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights of features for the readings of one character, in 1/``scale`` nats.

    With two readings a feature has one weight, for the second; with more it has one for each.
    """

    labels: tuple[str, ...]
    scale: float
    bias: tuple[float, ...]
    single: Mapping[str, int] = field(repr=False)
    several: Mapping[str, tuple[int, ...]] = field(repr=False)

    def log_probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Return each reading's natural logarithm of probability, given the features that hold."""
        if self.single:
            total = sum(map(self.single.get, features, repeat(0)))
            scores = [self.bias[0], self.bias[1] + total / self.scale]
        else:
            found_weights = list(filter(None, map(self.several.get, features)))
            scores = (
                [
                    bias + sum(column) / self.scale
                    for bias, column in zip(self.bias, zip(*found_weights, strict=True), strict=True)
                ]
                if found_weights
                else list(self.bias)
            )
        highest = max(scores)
        norm = highest + math.log(sum([math.exp(score - highest) for score in scores]))
        return {label: score - norm for label, score in zip(self.labels, scores, strict=True)}


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
        self.tags: dict[str, str] = {}
        for tag, words in header["tags"].items():
            self.tags.update(dict.fromkeys(words.split(), tag))

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
    if len(names) == 2:
        return LinearModel(names, float(scale), biases, dict(zip(features, weights, strict=True)), {})
    rows = zip(*[iter(weights)] * len(names), strict=True)
    return LinearModel(names, float(scale), biases, {}, dict(zip(features, rows, strict=True)))


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
