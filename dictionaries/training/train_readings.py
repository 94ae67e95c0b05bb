"""Make readings.model: small linear models that choose the reading of a character or word in its sentence.

    python dictionaries/training/train_readings.py --cpp DIR --tokens FILE... --text FILE --labels FILE
        [--base FILE] [--folds 5] [-o FILE]

What is learnt from (see readings.LICENSE.md): characters in context with their readings (``--cpp``, the
format of g2pM's CPP data: ``dev.sent``, ``dev.lb``), annotated sentences (``--tokens``, JSON lines with
``tokens: [{"w", "py"}]``), our own sentences (readings_sentences.txt beside this file), the words of
CC-CEDICT and of pypinyin-dict, and running text (``--text``, a sentence a line) that g2pM reads, whose
probabilities are learnt as they are. ``--labels`` keeps what g2pM said, so that it is asked once.

Needs numpy, scipy, g2pM and pypinyin-dict beside the project; they are not needed to run it. With
``--folds`` nothing is written: each sentence of the first two sources is judged by models that have not
seen it. The result depends on the inputs alone, but for the last bits of what is rounded. The rules of
thumb in readings_rules.tsv take the place of g2pM's label where one fits.
"""

from __future__ import annotations

import argparse
import collections
import pickle
import zlib
from pathlib import Path

import numpy as np
from readings_evidence import (
    GOLD_WEIGHT,
    Language,
    add_marked,
    add_phrases,
    add_text,
    ambiguous_characters,
    rare_readings,
    usual_readings,
)
from readings_fit import Evidence, Fitted, Seen, fit
from readings_sources import cpp_sentences, own_sentences, stated_usual, teacher_labels, token_sentences

from reader.language.readings_model import pack_file, pack_model

HERE = Path(__file__).resolve().parent
L2, GOLD_L2 = 1.0, 0.3
SMALLEST = 0.04
"""Weights under this many nats are left out of the file."""
_SOURCES = ("cpp", "tokens")
_FOLDS_APART = 100
"""Folds of the second source are numbered from here."""


def base_models(evidence: Evidence, chars: set[str]) -> dict[str, Fitted]:
    """Fit the models that running text and phrases shape."""
    fitted = {char: fit(evidence.base[char], None, L2, 2) for char in sorted(chars & evidence.base.keys())}
    return {char: model for char, model in fitted.items() if model}


def corrected(seen: list[Seen], base: Fitted | None) -> Fitted | None:
    """Correct a model by occurrences whose readings are known."""
    return (fit(seen, base, GOLD_L2, 1 if len(seen) < 20 else 2) if seen else None) or base


def commonest(seen: list[Seen]) -> str | None:
    told = collections.Counter(reading for one in seen for reading in one.readings)
    return told.most_common(1)[0][0] if told else None


def judge(
    evidence: Evidence, base: dict[str, Fitted], usual: dict[str, str], language: Language, folds: int
) -> collections.Counter[str]:
    """Print how often models read rightly what they have not seen, by source; return the mistakes."""
    right: collections.Counter[str] = collections.Counter()
    total: collections.Counter[str] = collections.Counter()
    wrong: collections.Counter[str] = collections.Counter()
    for word, seen in sorted(evidence.gold.items()):
        readings = language.readings(word)
        for fold in range(folds):
            held = [one for one in seen if one.fold >= 0 and one.fold % _FOLDS_APART == fold]
            if not held:
                continue
            rest = [one for one in seen if one.fold < 0 or one.fold % _FOLDS_APART != fold]
            model = corrected(rest, base.get(word))
            for one in held:
                kind = _SOURCES[one.fold // _FOLDS_APART]
                if len(word) > 1 or one.weight != GOLD_WEIGHT:
                    kind += " words" if len(word) > 1 else " inside words"
                if len(one.sure) == 1:
                    best = next(iter(one.sure))
                elif model is None:
                    best = commonest(rest) or usual.get(word, readings[0])
                else:
                    scores = dict(zip(model.labels, model.scores(one.features), strict=True))
                    best = max(readings, key=lambda reading: scores.get(reading, -99.0))
                total[kind] += 1
                if best in one.readings:
                    right[kind] += 1
                else:
                    wrong[f"{kind} {word} {best} for {next(iter(one.readings))}"] += 1
    for kind in sorted(total):
        print(f"{kind}: {right[kind]} of {total[kind]} = {100 * right[kind] / total[kind]:.2f}")
    return wrong


def packed(model: Fitted) -> bytes:
    """Return a model's block of the file, small weights left out."""
    names = {row: feature for feature, row in model.vocabulary.items()}
    weights = {
        names[row]: model.weights[row].tolist()
        for row in range(len(names))
        if np.ptp(model.weights[row]) > SMALLEST
    }
    return pack_model(model.labels, model.weights[-1].tolist(), weights)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--cpp", type=Path)
    arguments.add_argument("--tokens", type=Path, nargs="*", default=[])
    arguments.add_argument("--text", type=Path, required=True)
    arguments.add_argument("--labels", type=Path, required=True)
    arguments.add_argument("--base", type=Path, help="keep the models before correction here")
    arguments.add_argument("--folds", type=int, default=0)
    arguments.add_argument("--shown", type=int, default=60, help="mistakes listed with --folds")
    arguments.add_argument("-o", "--output", type=Path, default=HERE.parent / "readings.model")
    options = arguments.parse_args()
    language, evidence = Language(), Evidence()
    chars = ambiguous_characters(language)
    own = HERE / "readings_sentences.txt"
    stated = stated_usual(own)
    if options.base and options.base.exists():
        base, teacher = pickle.loads(options.base.read_bytes())
    else:
        said = teacher_labels(options.text, options.cpp, options.labels)
        teacher = add_text(evidence, language, chars, said, usual_readings(language, {}) | stated)
        add_phrases(evidence, language, chars)
        base = base_models(evidence, chars)
        if options.base:
            options.base.write_bytes(pickle.dumps((base, dict(teacher))))
    folds = max(1, options.folds)
    for text, marks in cpp_sentences(options.cpp) if options.cpp else ():
        add_marked(evidence, language, text, marks, zlib.crc32(text.encode()) % folds, True)
    for path in options.tokens:
        for text, marks in token_sentences(path):
            fold = _FOLDS_APART + zlib.crc32(text.encode()) % folds
            add_marked(evidence, language, text, marks, fold, False)
    for text, marks in own_sentences(own):
        add_marked(evidence, language, text, marks, -1, False)
    usual = usual_readings(language, teacher) | stated
    if options.folds:
        wrong = judge(evidence, base, usual, language, folds)
        for case, times in wrong.most_common(options.shown):
            print(f"  {times} × {case}")
        return
    models = base | {
        word: model for word, seen in evidence.gold.items() if (model := corrected(seen, base.get(word)))
    }
    for word in evidence.gold.keys() - models.keys() - stated.keys():
        usual[word] = commonest(evidence.gold[word]) or usual[word]
    blocks = {word: packed(model) for word, model in models.items()}
    data = pack_file(blocks, usual, language.tags, rare_readings(language))
    options.output.write_bytes(data)
    print(f"{len(models)} models, {len(data)} bytes")


if __name__ == "__main__":
    main()
