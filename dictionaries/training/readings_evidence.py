"""Evidence for readings: the features of each occurrence, with what it is read as there."""

from __future__ import annotations

import collections
import math
import random
import re
from collections.abc import Callable
from pathlib import Path

from readings_fit import Evidence, Seen
from readings_sources import Said, by_rule, numbered, phrase_readings, read_rules

from reader.dictionary.cedict import read_dictionary
from reader.dictionary.sources import packaged_main
from reader.language.jieba_words import word_frequencies
from reader.language.names import NameSource
from reader.language.numbers import NumberSource
from reader.language.reading_features import ReadingContext
from reader.language.script import is_han
from reader.language.segmentation import WordSegmenter
from reader.language.token import Kind, Token
from reader.language.vocabulary import Vocabulary

HERE = Path(__file__).resolve().parent
TAGGED_WORDS = 16_000
TEXT_CAP, UNTAUGHT_CAP, PHRASE_CAP = 4_000, 600, 1_000
"""Occurrences of one character taken from running text that g2pM read or did not, and from phrases."""
TEXT_WEIGHT, INSIDE_WEIGHT, PHRASE_WEIGHT = 1.0, 0.1, 0.2
RARE, RARE_GAIN = 150, 4.0
"""Characters met less often in running text learn more from phrases."""
GOLD_WEIGHT, GOLD_INSIDE_WEIGHT = 6.0, 0.5
TAGS = {
    "nr": "N", "nt": "N", "ns": "s", "nz": "N", "vn": "v", "vd": "v", "an": "a", "ad": "a", "s": "f",
    "z": "a", "b": "a", "j": "n", "g": "n", "eng": "x",
}  # fmt: skip


class Language:
    """What is known without training: dictionary readings, the cut, tags."""

    def __init__(self) -> None:
        main = read_dictionary(packaged_main(), "cc-cedict")
        self.entries = collections.defaultdict(list)
        for entry in main.entries():
            self.entries[entry.simplified].append(entry)
        vocabulary = Vocabulary.build(self.entries)
        self.cut: Callable[[str], list[Token]] = WordSegmenter(
            vocabulary, (NumberSource(), NameSource(vocabulary))
        ).cut
        frequencies = word_frequencies()
        common = sorted(
            (word for word in self.entries if word in frequencies and all(map(is_han, word))),
            key=lambda word: -frequencies[word][0],
        )
        self.tags = {word: _tag(frequencies[word][1]) for word in common[:TAGGED_WORDS]}
        self._readings: dict[str, tuple[str, ...]] = {}

    def readings(self, word: str) -> tuple[str, ...]:
        """Return the readings of a word in small letters, in the dictionary's order."""
        if word not in self._readings:
            found = dict.fromkeys(str(entry.han_reading).lower() for entry in self.entries.get(word, ()))
            self._readings[word] = tuple(reading for reading in found if reading)
        return self._readings[word]

    def inside(self, word: str, offset: int) -> set[str]:
        """Return what the dictionary has a word's character read as."""
        place = sum(map(is_han, word[:offset]))
        wanted = sum(map(is_han, word))
        return {
            syllables[place] for reading in self.readings(word) if len(syllables := reading.split()) == wanted
        }


def _tag(tag: str) -> str:
    return TAGS.get(tag) or TAGS.get(tag[:1]) or tag[:1]


def add_phrases(evidence: Evidence, language: Language, chars: set[str]) -> None:
    """Learn from words on their own, cut as a text would be: what words no dictionary has look like."""
    phrases = phrase_readings()
    words = sorted(set(phrases) | {word for word in language.entries if 2 <= len(word) <= 8})
    random.Random(1).shuffle(words)
    count: collections.Counter[str] = collections.Counter()
    rare = {char for char in chars if len(evidence.base[char]) < RARE}
    for word in words:
        places = [p for p, char in enumerate(word) if char in chars and count[char] < PHRASE_CAP]
        if not places or not all(map(is_han, word)):
            continue
        known = word in language.entries
        tokens = [Token(c, i, Kind.WORD) for i, c in enumerate(word)] if known else language.cut(word)
        context, at = ReadingContext(word, tokens, language.tags), _token_at(tokens)
        for place in places:
            token = tokens[at[place]]
            inside = language.inside(word if known else token.text, place if known else place - token.start)
            if known and len(inside) != 1:
                continue
            reading = next(iter(inside)) if known else phrases[word][place]
            if reading in language.readings(word[place]):
                weight = INSIDE_WEIGHT if known or len(token.text) > 1 else PHRASE_WEIGHT
                if word[place] in rare:
                    weight *= RARE_GAIN
                features = context.features(at[place], place - token.start)
                evidence.base[word[place]].append(Seen(features, {reading: 1.0}, weight))
                count[word[place]] += 1


def add_text(
    evidence: Evidence, language: Language, chars: set[str], text: list[Said], fallback: dict[str, str]
) -> dict[str, collections.Counter[str]]:
    """Learn g2pM's probabilities in running text; return how often each character was read how.

    Characters of which g2pM knows one reading only are taken to have their ``fallback`` reading.
    """
    usual: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    count: collections.Counter[str] = collections.Counter()
    rules = read_rules(HERE / "readings_rules.tsv")
    text = list(text)
    random.Random(2).shuffle(text)
    untaught = chars - {sentence[place] for sentence, said in text for place, _ in said}
    for sentence, said in text:
        wanted = [(place, logs) for place, logs in said if count[sentence[place]] < TEXT_CAP]
        for place, char in enumerate(sentence):
            if char in untaught and count[char] < UNTAUGHT_CAP:
                wanted.append((place, {fallback[char]: 0.0}))
        if not wanted:
            continue
        tokens = language.cut(sentence)
        context, at = ReadingContext(sentence, tokens, language.tags), _token_at(tokens)
        for place, logs in wanted:
            char, token = sentence[place], tokens[at[place]]
            if char not in chars:
                continue
            count[char] += 1
            probable = {reading: math.exp(log) for reading, log in logs.items() if log > -7}
            weight = TEXT_WEIGHT
            if len(token.text) == 1 and char in rules:
                index = at[place]
                around = [tokens[index - 1] if index else None, [*tokens, None][index + 1]]
                tags = "".join(_tag_of(one, language.tags) for one in around)
                ruled = by_rule(
                    rules[char], sentence[max(0, place - 16) : place], sentence[place + 1 :], tags
                )
                if ruled:
                    probable = {ruled: 1.0}
            if len(token.text) > 1:
                weight = INSIDE_WEIGHT
                sure = language.inside(token.text, place - token.start)
                if len(sure) == 1:
                    probable = {next(iter(sure)): 1.0}
            features = context.features(at[place], place - token.start)
            evidence.base[char].append(Seen(features, probable, weight))
            usual[char][max(probable, key=probable.__getitem__)] += 1 if len(token.text) == 1 else 0.3
    return usual


def _tag_of(token: Token | None, tags: dict[str, str]) -> str:
    if token is None or token.kind in (Kind.PUNCTUATION, Kind.SPACE):
        return "w"
    if token.kind in (Kind.NUMBER, Kind.NAME, Kind.LATIN):
        return {"number": "m", "name": "N", "latin": "x"}[token.kind.value]
    return tags.get(token.text, "z")


def add_marked(
    evidence: Evidence,
    language: Language,
    text: str,
    marks: list[tuple[int, int, str]],
    fold: int,
    judged: bool,
) -> None:
    """Learn from a sentence in which spans are marked with their readings."""
    tokens = language.cut(text)
    context, at = ReadingContext(text, tokens, language.tags), _token_at(tokens)
    for start, end, reading in marks:
        index = at[start]
        token = tokens[index]
        syllables = reading.lower().split()
        whole = (token.start, token.end) == (start, end) and end - start > 1
        if whole and len(language.readings(token.text)) > 1:
            features = context.features(index, 0, end - start)
            evidence.gold[token.text].append(Seen(features, {reading.lower(): 1.0}, GOLD_WEIGHT, fold))
        if len(syllables) != end - start:
            continue
        for place, syllable in zip(range(start, end), syllables, strict=True):
            token = tokens[at[place]]
            if not is_han(text[place]) or len(language.readings(text[place])) < 2:
                continue
            if (
                len(token.text) > 1
                and not judged
                and len(language.inside(token.text, place - token.start)) == 1
            ):
                continue
            weight = GOLD_WEIGHT if len(token.text) == 1 else GOLD_INSIDE_WEIGHT
            features = context.features(at[place], place - token.start)
            sure = frozenset(language.inside(token.text, place - token.start) if len(token.text) > 1 else ())
            evidence.gold[text[place]].append(Seen(features, {syllable: 1.0}, weight, fold, sure))


def _token_at(tokens: list[Token]) -> list[int]:
    return [index for index, token in enumerate(tokens) for _ in token.text]


def usual_readings(language: Language, teacher: dict[str, collections.Counter[str]]) -> dict[str, str]:
    """Return the commonest reading of every character and word that has several."""
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    usual = {}
    for word in language.entries:
        readings = language.readings(word)
        if len(readings) < 2 or not any(map(is_han, word)):
            continue
        votes: collections.Counter[str] = collections.Counter()
        votes.update(teacher.get(word, {}))
        if len(word) == 1 and ord(word) in PINYIN_DICT:
            votes[numbered(PINYIN_DICT[ord(word)].split(",")[0])] += 2
        if len(word) > 1 and word in PHRASES_DICT:
            votes[" ".join(numbered(syllable[0]) for syllable in PHRASES_DICT[word])] += 1
        usual[word] = max(
            readings,
            key=lambda reading: (
                votes[reading] + _standing(language, word, reading),
                -readings.index(reading),
            ),
        )
    return usual


def rare_readings(language: Language) -> dict[str, str]:
    """Return pypinyin's commonest reading of the characters that the dictionary has no entry for."""
    from pypinyin.constants import PINYIN_DICT

    first = {chr(code): numbered(readings.split(",")[0]) for code, readings in PINYIN_DICT.items()}
    return {
        char: reading
        for char, reading in first.items()
        if is_han(char) and char not in language.entries and re.fullmatch("[a-z:ê]+[1-5]", reading)
    }


def _standing(language: Language, word: str, reading: str) -> float:
    """Return how good an entry's case is: variants, surnames and Taiwan readings have a poor one."""
    best = -4.0
    for entry in language.entries[word]:
        if str(entry.han_reading).lower() != reading:
            continue
        senses = [sense.text for sense in entry.senses]
        odd = all(
            re.match(
                r"(old |erhua |Taiwan |archaic )?variant|surname |see |used in |Taiwan pr|\(old\)|\(bound", s
            )
            for s in senses
        )
        value = (-3.0 if odd else 0.0) - (2.0 if entry.is_name else 0.0) + min(len(senses), 6) * 0.1
        best = max(best, value)
    return best


def ambiguous_characters(language: Language) -> set[str]:
    return {word for word in language.entries if len(word) == 1 and len(language.readings(word)) > 1}
