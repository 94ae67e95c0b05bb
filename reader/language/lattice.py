"""The best path through everything a stretch of text might be.

Most of a text is plain: a character no word begins or ends with, a word nothing contests. Only where
words cross or nest is the lattice built and searched, with what was learned of words, of the
characters around them and of what follows what.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.language.cut_model import UNKNOWN_COST, other_class
from reader.language.script import is_han
from reader.language.vocabulary import UNCONTESTED, Vocabulary

Edge = tuple[int, float, int]
"""End (code points), cost (nats) and class of something the vocabulary does not know."""

_NOTHING: tuple[int, ...] = ()


class Lattice:
    """Searches texts for the likeliest words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        names = vocabulary.tag_names
        self._tag_number = {name: number for number, name in enumerate(names)}
        self._char_class = _CharClasses(vocabulary, self._tag_number)
        classes = {f"{name}{size}": 3 * n + size - 1 for n, name in enumerate(names) for size in (1, 2, 3)}
        self._turns = [[0.0] * len(classes) for _ in classes]
        self._before = [[0.0] * len(classes) for _ in names]
        self._after = [[0.0] * len(names) for _ in classes]
        for name, weight in vocabulary.turns.items():
            left, _, right = name[2:].partition(">")
            if name[0] == "t" and left in classes and right in classes:
                self._turns[classes[left]][classes[right]] = weight
            elif name[0] == "x" and left in classes and right in self._tag_number:
                self._after[classes[left]][self._tag_number[right]] = weight
            elif name[0] == "y" and left in self._tag_number and right in classes:
                self._before[self._tag_number[left]][classes[right]] = weight

    def class_of(self, tag: str, size: int) -> int:
        """Return the class of a word of ``size`` characters tagged ``tag``."""
        return 3 * self._tag_number.get(tag, 0) + min(size, 3) - 1

    def best_path(
        self,
        text: str,
        start: int,
        stop: int,
        solid: Mapping[int, tuple[int, int]],
        offered: Mapping[int, Sequence[Edge]],
        closed: set[int],
    ) -> list[int]:
        """Return where the tokens of ``text[start:stop]`` end.

        ``solid`` gives end and class of runs that are one token unless a word or an offer is better;
        nothing may begin or end at ``closed`` places, which lie inside runs.
        """
        vocabulary = self._vocabulary
        lengths_of, unpacked, unpack = vocabulary.lengths.get, vocabulary.unpacked, vocabulary.unpack
        ends: list[int] = []
        here = start
        previous = -1  # start of the last token, -1 at the beginning
        for char in set(text[start:stop]) - unpacked:
            unpack(char)
        while here < stop:
            lengths = lengths_of(text[here : here + 2])
            if here in solid or here in offered:
                if lengths is None and here not in offered:
                    previous, here = here, solid[here][0]
                    ends.append(here)
                    continue
            elif lengths is None:
                previous = here
                here += 1
                ends.append(here)
                continue
            elif (
                lengths == UNCONTESTED
                and here + 1 < stop
                and here + 1 not in offered
                and lengths_of(text[here + 1 : here + 3]) is None
                and here + 1 not in solid
                and here + 2 not in closed
            ):
                previous = here
                here += 2
                ends.append(here)
                continue
            last = (
                self._class_at(text, previous, here, solid, offered)
                if previous >= 0
                else self.class_of("^", 1)
            )
            found = self._island(text, here, stop, solid, offered, closed, last)
            ends += found
            previous, here = found[-2] if len(found) > 1 else here, found[-1]
        return ends

    def _class_at(
        self,
        text: str,
        start: int,
        end: int,
        solid: Mapping[int, tuple[int, int]],
        offered: Mapping[int, Sequence[Edge]],
    ) -> int:
        number = self._vocabulary.ids.get(text[start:end])
        if number is not None:
            size = end - start
            return 3 * self._vocabulary.tags[number] + (size - 1 if size < 3 else 2)
        if start in solid and solid[start][0] == end:
            return solid[start][1]
        return next((kind for stop, _, kind in offered.get(start, ()) if stop == end), 0)

    def _island(
        self,
        text: str,
        start: int,
        stop: int,
        solid: Mapping[int, tuple[int, int]],
        offered: Mapping[int, Sequence[Edge]],
        closed: set[int],
        last: int,
    ) -> list[int]:
        """Return the ends of the tokens from ``start`` to the next place that no edge crosses."""
        vocabulary = self._vocabulary
        id_of, costs, tags = vocabulary.ids.get, vocabulary.learned, vocabulary.tags
        context_of, seam_of = vocabulary.contexts.get, vocabulary.seams.get
        lengths_of, char_class = vocabulary.lengths.get, self._char_class
        turns, after, before = self._turns, self._after, self._before
        size = len(text)
        edge_class = char_class[""]
        # place -> cost, where the token that ends there began, its class
        best: dict[int, tuple[float, int, int]] = {start: (0.0, start, last)}
        reach = start + 1
        here = start
        while here < reach:
            state = best.get(here)
            if state is None:
                here += 1
                continue
            base, _, previous = state
            if here:
                left = text[here - 1]
                left_class = char_class[left]
                base -= seam_of(left + text[here], 0.0)
            else:
                left, left_class = "", edge_class
            turn, near = turns[previous], before[left_class]
            run = solid.get(here)
            if run is None:
                lengths = (1, *(lengths_of(text[here : here + 2]) or _NOTHING))
            else:
                lengths = lengths_of(text[here : here + 2]) or _NOTHING
                end, kind = run
                cost = base + 10.0 - turn[kind]
                if end not in best or cost < best[end][0]:
                    best[end] = cost, here, kind
                reach = max(reach, end)
            for length in lengths:
                end = here + (length or 2)
                if end > stop:
                    break
                number = id_of(text[here:end])
                if end in closed or (number is None and length != 1):
                    continue
                right = text[end] if end < size else ""
                right_class = char_class[right]
                if number is None:
                    kind = 0
                    cost = base + UNKNOWN_COST - turn[0] - near[0] - after[0][right_class]
                else:
                    kind = 3 * tags[number] + (2 if length > 2 else (length or 2) - 1)
                    cost = base + costs[number] - turn[kind] - near[kind] - after[kind][right_class]
                    context = context_of(number)
                    if context is not None:
                        one, other = context
                        cost -= (
                            one.get(left, 0.0)
                            + one.get(left_class, 0.0)
                            + other.get(right, 0.0)
                            + other.get(right_class, 0.0)
                        )
                if end not in best or cost < best[end][0]:
                    best[end] = cost, here, kind
                if end > reach:
                    reach = end
            for end, cost, kind in offered.get(here, ()):
                cost += base - turn[kind]
                if end not in best or cost < best[end][0]:
                    best[end] = cost, here, kind
                reach = max(reach, end)
            here += 1
        ends = []
        while reach > start:
            ends.append(reach)
            reach = best[reach][1]
        return ends[::-1]


class _CharClasses(dict[str, int]):
    """Class of a character, found when first asked for."""

    def __init__(self, vocabulary: Vocabulary, numbers: Mapping[str, int]) -> None:
        super().__init__({"": numbers.get("^", 0)})
        self._vocabulary = vocabulary
        self._numbers = numbers

    def __missing__(self, char: str) -> int:
        if char in self._vocabulary:
            number = self._vocabulary.tags[self._vocabulary.ids[char]]
        else:
            number = self._numbers.get("x" if is_han(char) else other_class(char), 0)
        self[char] = number
        return number
