"""The best path through everything a stretch of text might be.

Most of a text is plain: a character no word begins or ends with, a word nothing contests. Where words
cross or nest, most knots are always undone in the same way and are remembered (:mod:`knots`). Only for the
others is the lattice built and searched, with what was learned of words, of the characters around them and
of what follows what: one place in ten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import add
from typing import NamedTuple

from reader.language.cut_model import EDGE, UNKNOWN_COST, other_class
from reader.language.knots import Knots
from reader.language.script import is_han
from reader.language.vocabulary import UNCONTESTED, Vocabulary

Edge = tuple[int, float, int]
"""End (code points), cost (nats) and class of something the vocabulary does not know."""

_RUN_COST = 10.0
_PAIR = (UNCONTESTED, (2,))
_SAFE = 5.0  # nats no context makes up for
_FAR = float("inf")


class Laid(NamedTuple):
    """A text with the lengths of the words that may begin at each place, as the vocabulary has them."""

    text: str
    words_at: Sequence[tuple[int, ...] | None]


class Around(NamedTuple):
    """What a stretch holds beside words.

    ``solid`` gives end and class of runs that are one token unless a word or an offer is better; nothing
    may begin or end at ``closed`` places, which lie inside runs.
    """

    solid: Mapping[int, tuple[int, int]]
    offered: Mapping[int, Sequence[Edge]]
    closed: set[int]


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
        self._edge = self.class_of("^", 1)
        self._knots = Knots(vocabulary, self._char_class, self._turns, self._before, self._after)

    def class_of(self, tag: str, size: int) -> int:
        """Return the class of a word of ``size`` characters tagged ``tag``."""
        return 3 * self._tag_number.get(tag, 0) + min(size, 3) - 1

    def lay(self, text: str) -> Laid:
        """Make a text ready to be searched, whole or in stretches."""
        vocabulary = self._vocabulary
        if not vocabulary.unpacked.issuperset(text):
            for char in set(text) - vocabulary.unpacked:
                vocabulary.unpack(char)
        return Laid(text, list(map(vocabulary.lengths.get, map(add, text, text[1:] + EDGE))))

    def best_path(self, laid: Laid, start: int, stop: int, around: Around) -> list[int]:
        """Return where the tokens of ``laid.text[start:stop]`` end."""
        text, words_at = laid
        solid, offered, _ = around
        undone, undo = self._knots.get, self._knots.undo
        plain = not offered
        ends: list[int] = []
        here, searched, previous = start, -1, self._edge
        while here < stop:  # every path passes here
            lengths = words_at[here]
            if lengths is None and (plain or here not in offered):
                here = solid[here][0] if here in solid else here + 1
                ends.append(here)
                continue
            if lengths == UNCONTESTED and self._is_settled(laid, here, stop, around):
                here += 2
                ends.append(here)
                continue
            knot = self._knot(laid, here, stop, around)
            if knot is not None:
                cuts = undone(knot)
                if cuts is None:
                    cuts = undo(knot)
                if cuts:
                    ends += [here + cut for cut in cuts]
                    here += len(knot)
                    continue
            if here != searched:
                before = ends[-2] if len(ends) > 1 else start
                previous = self._class_of_span(text, before, here, solid) if ends else self._edge
            found, previous = self._search(laid, here, stop, previous, around)
            ends += found
            here = searched = ends[-1]
        return ends

    def _is_settled(self, laid: Laid, here: int, stop: int, around: Around) -> bool:
        """Tell whether two characters that are always one word are not torn apart by what follows."""
        text, words_at = laid
        solid, offered, _ = around
        end = here + 2
        if end > stop or here in solid or here + 1 in solid:
            return False
        if offered and (here in offered or here + 1 in offered):
            return False
        crossing = words_at[here + 1]
        if crossing is None:
            return True
        if end == stop or crossing not in _PAIR:
            return False
        cost = self._learned_cost
        return cost(text[here:end]) + cost(text[end]) + _SAFE < cost(text[here]) + cost(
            text[here + 1 : end + 1]
        )

    def _knot(self, laid: Laid, here: int, stop: int, around: Around) -> str | None:
        """Return the text up to the next place that every path passes; None where more than words cross."""
        text, words_at = laid
        solid, offered, _ = around
        ids = self._vocabulary.ids
        place, reach = here, here + 1
        while place < reach:
            if place in solid or place in offered:
                return None
            lengths = words_at[place]
            if lengths is not None:
                for length in reversed(lengths):
                    end = place + (length or 2)
                    if end <= reach:
                        break
                    if end <= stop and (length < 3 or text[place:end] in ids):
                        reach = end
                        break
            place += 1
        return text[here:reach]

    def _search(
        self, laid: Laid, start: int, stop: int, previous: int, around: Around
    ) -> tuple[list[int], int]:
        """Return the ends of the tokens from ``start`` to the next place that every path passes, and the
        class of the last.

        ``previous`` is the class of the token before. One long function, because a call for each place would
        cost more than what it does.
        """
        text, words_at = laid
        solid, offered, closed = around
        vocabulary, class_of_char = self._vocabulary, self._char_class
        id_of, costs, tags = vocabulary.ids.get, vocabulary.learned, vocabulary.tags
        context_of = vocabulary.contexts.get
        turns, after, before = self._turns, self._after, self._before
        chars = text + EDGE  # and once more for the place before the first
        # By place: cost of the best way there, where its last token begins, that token's class.
        best, back, kinds = {start: 0.0}, {start: start}, {start: previous}
        here, reach = start, start + 1
        while here < reach:
            base = best.get(here)
            if base is None:  # inside a run
                here += 1
                continue
            run = solid.get(here)
            turn = turns[kinds[here]]
            left = chars[here - 1]
            left_class = class_of_char[left]
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
                            right = chars[end]
                            cost -= other.get(right, 0.0) + other.get(class_of_char[right], 0.0)
                cost -= turn[kind] + near[kind] + after[kind][class_of_char[chars[end]]]
            else:
                end, kind = run
                cost = base + _RUN_COST - turn[kind]
            if cost < best.get(end, _FAR):
                best[end], back[end], kinds[end] = cost, here, kind
            if end > reach:
                reach = end
            for length in words_at[here] or ():
                end = here + (length or 2)
                if end > stop:
                    break
                number = id_of(text[here:end])
                if number is None or end in closed:
                    continue
                kind = 3 * tags[number] + (2 if length > 2 else 1)
                right = chars[end]
                right_class = class_of_char[right]
                cost = base + costs[number] - turn[kind] - near[kind] - after[kind][right_class]
                context = context_of(number)
                if context is not None:
                    one, other = context
                    if one:
                        cost -= one.get(left, 0.0) + one.get(left_class, 0.0)
                    if other:
                        cost -= other.get(right, 0.0) + other.get(right_class, 0.0)
                if cost < best.get(end, _FAR):
                    best[end], back[end], kinds[end] = cost, here, kind
                if end > reach:
                    reach = end
            for end, cost, kind in offered.get(here, ()):
                cost += base - turn[kind]
                if cost < best.get(end, _FAR):
                    best[end], back[end], kinds[end] = cost, here, kind
                if end > reach:
                    reach = end
            here += 1
        ends = []
        while here > start:
            ends.append(here)
            here = back[here]
        return ends[::-1], kinds[reach]

    def _learned_cost(self, word: str) -> float:
        number = self._vocabulary.ids.get(word)
        return UNKNOWN_COST if number is None else self._vocabulary.learned[number]

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
