"""The best path through everything a stretch of text might be.

Most of a text is plain: a character no word begins or ends with, a word nothing contests. Only where
words cross or nest is the lattice built and searched, with what was learned of words, of the
characters around them and of what follows what.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from operator import add

from reader.language.cut_model import EDGE, UNKNOWN_COST, other_class
from reader.language.script import is_han
from reader.language.vocabulary import UNCONTESTED, Vocabulary

Edge = tuple[int, float, int]
"""End (code points), cost (nats) and class of something the vocabulary does not know."""

_UNASKED = -1  # a class not looked up yet
_RUN_COST = 10.0
_PAIR = (UNCONTESTED, (2,))
_SAFE = 5.0  # nats no context makes up for


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
        nothing may begin or end at ``closed`` places, which lie inside runs. One long function, because
        a call for each place would cost more than what it does.
        """
        vocabulary = self._vocabulary
        for char in set(text[start:stop]) - vocabulary.unpacked:
            vocabulary.unpack(char)
        id_of, costs, tags = vocabulary.ids.get, vocabulary.learned, vocabulary.tags
        lengths_of, context_of = vocabulary.lengths.get, vocabulary.contexts.get
        turns, after, before = self._turns, self._after, self._before

        def learned_cost(word: str) -> float:
            number = id_of(word)
            return UNKNOWN_COST if number is None else costs[number]

        size = len(text)
        # By place, and once more for the place before the first: what stands there, and its class.
        chars = text + EDGE
        classes = list(map(self._char_class.__getitem__, chars))
        words_at = list(map(lengths_of, map(add, text, chars[1:])))
        # By place: cost of the best way there, where its last token begins, that token's class.
        best = [math.inf] * (size + 1)
        back, kinds = [start] * (size + 1), [_UNASKED] * (size + 1)
        best[start], kinds[start] = 0.0, self.class_of("^", 1)
        plain = not offered
        here = reach = start
        while here < stop:
            base = best[here]
            if base == math.inf:  # inside a run
                here += 1
                continue
            lengths = words_at[here]
            run = solid.get(here)
            if here == reach and (plain or here not in offered):  # every path passes here
                if lengths is None:
                    end = here + 1 if run is None else run[0]
                    best[end], back[end] = base, here
                    here = reach = end
                    continue
                end = here + 2
                if (
                    lengths == UNCONTESTED
                    and end <= stop
                    and run is None
                    and here + 1 not in solid
                    and (plain or here + 1 not in offered)
                ):
                    crossing = words_at[here + 1]
                    if crossing is None or (
                        crossing in _PAIR
                        and end < stop
                        and learned_cost(text[here:end]) + learned_cost(text[end]) + _SAFE
                        < learned_cost(text[here]) + learned_cost(text[here + 1 : end + 1])
                    ):
                        best[end], back[end] = base, here
                        here = reach = end
                        continue
            previous = kinds[here]
            if previous == _UNASKED:
                previous = self._class_of_span(text, back[here], here, solid)
            turn = turns[previous]
            left, left_class = chars[here - 1], classes[here - 1]
            near = before[left_class]
            if run is None:
                end = here + 1
                number = id_of(text[here])
                if number is None:
                    kind = 0
                    cost = base + UNKNOWN_COST
                else:
                    kind = 3 * tags[number]
                    cost = base + costs[number]
                    context = context_of(number)
                    if context is not None:
                        one, other = context
                        if one:
                            cost -= one.get(left, 0.0) + one.get(left_class, 0.0)
                        if other:
                            cost -= other.get(chars[end], 0.0) + other.get(classes[end], 0.0)
                cost -= turn[kind] + near[kind] + after[kind][classes[end]]
            else:
                end, kind = run
                cost = base + _RUN_COST - turn[kind]
            if cost < best[end]:
                best[end], back[end], kinds[end] = cost, here, kind
            if end > reach:
                reach = end
            if lengths is not None:
                for length in lengths:
                    end = here + (length or 2)
                    if end > stop:
                        break
                    number = id_of(text[here:end])
                    if number is None or end in closed:
                        continue
                    kind = 3 * tags[number] + (2 if length > 2 else 1)
                    cost = base + costs[number] - turn[kind] - near[kind] - after[kind][classes[end]]
                    context = context_of(number)
                    if context is not None:
                        one, other = context
                        if one:
                            cost -= one.get(left, 0.0) + one.get(left_class, 0.0)
                        if other:
                            cost -= other.get(chars[end], 0.0) + other.get(classes[end], 0.0)
                    if cost < best[end]:
                        best[end], back[end], kinds[end] = cost, here, kind
                    if end > reach:
                        reach = end
            if not plain:
                for end, cost, kind in offered.get(here, ()):
                    cost += base - turn[kind]
                    if cost < best[end]:
                        best[end], back[end], kinds[end] = cost, here, kind
                    if end > reach:
                        reach = end
            here += 1
        ends = []
        while here > start:
            ends.append(here)
            here = back[here]
        return ends[::-1]

    def _class_of_span(self, text: str, start: int, end: int, solid: Mapping[int, tuple[int, int]]) -> int:
        """Return the class of a token that was taken without a look at its neighbours."""
        run = solid.get(start)
        if run is not None:
            return run[1]
        number = self._vocabulary.ids.get(text[start:end])
        return 0 if number is None else 3 * self._vocabulary.tags[number] + min(end - start, 3) - 1


class _CharClasses(dict[str, int]):
    """Class of a character, found when first asked for."""

    def __init__(self, vocabulary: Vocabulary, numbers: Mapping[str, int]) -> None:
        super().__init__({EDGE: numbers.get("^", 0)})
        self._vocabulary = vocabulary
        self._numbers = numbers

    def __missing__(self, char: str) -> int:
        if char in self._vocabulary:
            number = self._vocabulary.tags[self._vocabulary.ids[char]]
        else:
            number = self._numbers.get("x" if is_han(char) else other_class(char), 0)
        self[char] = number
        return number
