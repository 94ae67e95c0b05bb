"""What a sentence of one language shares with its translation, as keys that can be equal.

A key is an English stem (from a dictionary's gloss, or from the English sentence itself), a value
(``#1987``), a month (``m5``) or a name by its sound (``~lingfeng``). A Chinese word has several keys, any of
which may be the translator's choice; an English word has one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from reader.bilingual.english import STOPS, WORD, stem
from reader.dictionary.entry import Entry
from reader.language.name_tables import surnames
from reader.language.numerals import value
from reader.language.vocabulary import UNCONTESTED, Vocabulary

Keys = tuple[str, ...]

MOST_KEYS = 24
"""Keys of one Chinese word at most: 打 has a hundred translations, and then says nothing."""
_UNKNOWN = 20.0
_NUMERAL = "零〇○一二两兩三四五六七八九十百千万萬亿億"
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_HAN_RUN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_LATIN = re.compile("[A-Za-z]{2,}")
_FIGURES = re.compile(r"(\d[\d,]*(?:\.\d+)?)([十百千万萬亿億]*)(月)?")
_NUMERALS = frozenset(_NUMERAL)
_GRAMMATICAL = """
的 了 着 过 在 是 和 与 及 也 都 就 还 又 很 这 那 他 她 它 我 你 您 们 他们 她们 它们 我们 你们 咱们
自己 不 没 没有 有 个 地 得 把 被 让 使 给 对 对于 从 到 向 往 于 以 为 为了 因为 所以 但 但是 可是 而
而且 或 或者 如果 虽然 并 并且 则 却 只 才 再 更 最 太 吗 呢 吧 啊 呀 嘛 啦 哦 嗯 这个 那个 这些 那些
这里 那里 什么 怎么 一个 一些 一样 其 之 所 等 以及 还是 就是 不是 也是 可以 能 能够 会 要 想 应该 上
下 里 中 来 去 起来 出来 过来 下来 上来 下去 起 出 进 人 说 种 位 名 件 条 些 点 次 里面 上面 儿 子 者
该 此 某 各 每 另 即 由 那么 这么 这样 那样 已 已经 曾 将 将要 正在 正 非常 十分 于是 然后 然而 不过
只是 只有 只要 无论 不管
"""
_GRAMMAR = frozenset(_GRAMMATICAL.split())
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_MONTH_KEYS = {name: f"m{n}" for n, name in enumerate(_MONTHS, 1)} | {
    name[:3]: f"m{n}" for n, name in enumerate(_MONTHS, 1) if name != "may"
}
_COUNTED = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen
"""
_COUNTED_IN_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: n for n, word in enumerate(_COUNTED.split())}
_TENS = {word: 10 * n for n, word in enumerate(_COUNTED_IN_TENS.split())}
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
        "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "twentieth": 20, "dozen": 12,
        "twice": 2}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_FIGURE_WORDS = _SMALL | _TENS | _NTH | _SCALES
_CAPITAL = re.compile(r"(?<=[a-z0-9,;] )([A-Z][a-z]+(?:['’][a-z]+)?)")
_TOO_COMMON = frozenset({"#0", "#1"})


@dataclass(frozen=True, slots=True)
class Side:
    """A sentence as it is compared: the keys of each of its words, its length in letters, its marks.

    ``marks`` is a set of bits: question, exclamation, quotation, ellipsis, digits.
    """

    words: tuple[Keys, ...]
    length: int
    marks: int


QUESTION, EXCLAMATION, QUOTATION, PAUSE, DIGITS = 1, 2, 4, 8, 16


def marks_of(text: str) -> int:
    """Return the marks of a sentence that a translation tends to keep."""
    found = QUESTION if "？" in text or "?" in text else 0
    found |= EXCLAMATION if "！" in text or "!" in text else 0
    found |= QUOTATION if any(mark in text for mark in '“”「」『』"‘’') and _quotes(text) else 0
    found |= PAUSE if "…" in text or "..." in text else 0
    return found | (DIGITS if any(char.isdigit() for char in text) else 0)


def _quotes(text: str) -> bool:
    return bool(re.search(r"[“”「」『』\"]|(?:^|[\s(—])[‘'](?=\w)|[.,!?]['’](?:\s|$)", text))


class ChineseKeys:
    """Turns Chinese sentences (in simplified characters) into keys, with the dictionaries' glosses.

    ``names`` are the capitalised words of the translation, in lower case: what sounds like one of them
    may be it.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        entries: Callable[[str], Sequence[Entry]],
        names: Iterable[str] = (),
    ) -> None:
        self._vocabulary = vocabulary
        self._entries = entries
        self._names = frozenset(names)
        self._starts = frozenset(name[:end] for name in self._names for end in range(1, len(name) + 1))
        self._glosses = lru_cache(maxsize=65_536)(self._glossed)
        self._sounds = lru_cache(maxsize=8_192)(self._sounded)
        self._begins = lru_cache(maxsize=8_192)(self._beginning)

    def side(self, text: str) -> Side:
        """Return the sentence as it is compared."""
        words: list[Keys] = []
        length = 0
        for run in _HAN_RUN.findall(text):
            length += len(run)
            if self._names:
                words.extend(self._named(run))
            words.extend(self._read(self.cut(run)))
        if not text.isalpha():
            for match in _FIGURES.finditer(text):
                length += len(match[1])
                words.extend(_number(value(match[1] + match[2]), match[3] is not None))
            for latin in _LATIN.findall(text):
                length += (len(latin) + 1) // 2
                words.append((stem(latin.lower()),))
        return Side(tuple(words), length, marks_of(text))

    def _read(self, cut: Sequence[str]) -> Iterable[Keys]:
        """Yield the keys of each word; numerals that follow each other are one number."""
        glosses, numeral = self._glosses, ""
        for word in cut:
            if word[0] in _NUMERALS and _NUMERALS.issuperset(word):
                numeral += word
                continue
            if numeral:
                yield from _number(value(numeral), word[0] == "月")
                numeral = ""
            keys = glosses(word)
            if keys:
                yield keys
        if numeral:
            yield from _number(value(numeral), False)

    def cut(self, run: str) -> list[str]:
        """Cut a run of Han characters into its likeliest words, each by its frequency alone."""
        vocabulary, size = self._vocabulary, len(run)
        for char in set(run) - vocabulary.unpacked:
            vocabulary.unpack(char)
        ids, costs, lengths_of = vocabulary.ids, vocabulary.costs, vocabulary.lengths.get
        best = [0.0] + [1e9] * size
        back = [0] * (size + 1)
        for start in range(size):
            base = best[start]
            number = ids.get(run[start])
            cost = base + (_UNKNOWN if number is None else costs[number])
            if cost < best[start + 1]:
                best[start + 1], back[start + 1] = cost, start
            lengths = lengths_of(run[start : start + 2])
            if lengths is None:
                continue
            for length in (2,) if lengths == UNCONTESTED else lengths:
                end = start + length
                if end <= size and (number := ids.get(run[start:end])) is not None:
                    cost = base + costs[number]
                    if cost < best[end]:
                        best[end], back[end] = cost, start
        words: list[str] = []
        end = size
        while end:
            words.append(run[back[end] : end])
            end = back[end]
        return words[::-1]

    def _glossed(self, word: str) -> Keys:
        if word in _GRAMMAR:
            return ()
        found: dict[str, None] = {}
        for entry in self._entries(word):
            for sense in entry.senses:
                for keys in english_words(_BRACKETS.sub(" ", sense.text)):
                    found.setdefault(keys[0])
            if len(found) > MOST_KEYS:
                break
        return tuple(found)[:MOST_KEYS] or (f"={word}",)

    def _named(self, run: str) -> Iterable[Keys]:
        """Yield what sounds like a name of the translation: 陈凌峰 is ``~chen`` and ``~lingfeng``."""
        names, starts, known, begins = self._names, self._starts, surnames(), self._begins
        for start, char in enumerate(run):
            spelled = begins(char)
            if not spelled:
                continue
            if char in known:
                for each in spelled:
                    if each in names:
                        yield (f"~{each}",)
            for following in map(self._sounds, run[start + 1 : start + 4]):
                spelled = [both for one in spelled for two in following if (both := one + two) in starts]
                if not spelled:
                    break
                for each in spelled:
                    if each in names:
                        yield (f"~{each}",)

    def _beginning(self, char: str) -> list[str]:
        return [sound for sound in self._sounds(char) if sound in self._starts]

    def _sounded(self, char: str) -> tuple[str, ...]:
        found = dict.fromkeys(
            syllable.letters.lower().replace("u:", "u")
            for entry in self._entries(char)
            for syllable in entry.reading.syllables[:1]
        )
        return tuple(found)[:3]


def _number(number: Decimal | None, month: bool) -> Iterable[Keys]:
    """Yield the keys of a Chinese number; before 月 it may be a month."""
    if number is None:
        return
    key = _number_key(number)
    if month and 1 <= number <= 12:
        yield (f"m{int(number)}", key)
    elif key not in _TOO_COMMON:
        yield (key,)


def _number_key(number: Decimal) -> str:
    whole = int(number)
    return f"#{whole}" if number == whole else f"#{number.normalize():f}"


def english_side(text: str, names: Collection[str] = ()) -> Side:
    """Return an English sentence as it is compared, each word once; ``names`` are those of the whole text."""
    words = dict.fromkeys(english_words(text, names))
    return Side(tuple(words), sum(map(str.isalnum, text)), marks_of(text))


def english_words(text: str, names: Collection[str] = ()) -> Iterator[Keys]:
    """Yield the keys of English words in order: stems, values of numerals, months, names."""
    number: Decimal | None = None
    for place, word in enumerate(WORD.findall(text)):
        lower = word.lower()
        if lower in STOPS and not (place and word == "May"):
            if number is not None and not (lower == "and" and number >= 100):
                yield from _told(number)
                number = None
            continue
        figure = _figure(lower)
        if figure is not None:
            number = _joined(number, figure, lower)
            continue
        if number is not None:
            yield from _told(number)
            number = None
        found = stem(lower)
        if lower in _MONTH_KEYS and word[0].isupper():
            yield (_MONTH_KEYS[lower],)
        elif names and (bare := _bare(lower)) in names:
            yield (f"~{bare}", found)
        elif found not in STOPS:
            yield (found,)
    if number is not None:
        yield from _told(number)


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of English texts that have a capital where no sentence begins, in lower case."""
    found = {_bare(match[1].lower()) for text in texts for match in _CAPITAL.finditer(text)}
    return frozenset(found - STOPS)


def _bare(word: str) -> str:
    """Return the letters of a name: ``Xi'an``, ``Chen's``."""
    if word.isalpha():
        return word
    return word.removesuffix("'s").removesuffix("’s").replace("'", "").replace("’", "")


def _figure(word: str) -> Decimal | None:
    if word[0].isdigit():
        try:
            return Decimal(word.replace(",", ""))
        except ArithmeticError:
            return None
    found = _FIGURE_WORDS.get(word)
    return None if found is None else Decimal(found)


def _joined(before: Decimal | None, figure: Decimal, word: str) -> Decimal:
    """Read on in a numeral: ``twenty`` ``three``, ``two`` ``hundred``, ``1.5`` ``million``."""
    if before is None:
        return figure
    if word in _SCALES:
        whole, rest = divmod(before, figure)
        return before * figure if not whole else whole * figure + rest * figure
    if before % 10 == 0 and 0 < figure < 10 and before >= 20:
        return before + figure
    if before and before % 100 == 0 and figure < 100:
        return before + figure
    return before + figure if before and before % 1000 == 0 and figure < 1000 else figure


def _told(number: Decimal) -> Iterator[Keys]:
    key = _number_key(number)
    if key not in _TOO_COMMON:
        yield (key,)
