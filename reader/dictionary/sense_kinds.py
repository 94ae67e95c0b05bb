"""What kind of sense a gloss is, and what kind a place in a sentence asks for.

This serves the many words nobody curated, so it moves a sense only on plain evidence.
"""

from __future__ import annotations

import re
from collections.abc import Container

from reader.dictionary.entry import Entry
from reader.dictionary.sense_patterns import View

_POINTER = re.compile(
    r"\(?(?:(?:old|archaic|erhua|unofficial|Japanese|popular|ancient|nonstandard) )?variant of "
    r"|also written |\(?also pr\. |\(?Taiwan pr\. |erhua form of "
    r"|(?:see (?:also )?|used in |same as )\S*[\u4e00-\u9fff]"
)
_TARGET = re.compile(r".*?(?:variant of|form of|written|see|same as) (?:[^\s|\[]+\|)?([^\s|\[]+)\[([^\]]+)\]")
_LABELS = {
    "archaic": 8, "old": 6, "obsolete": 8, "historical": 4, "literary": 5, "dialect": 6, "Tw": 6, "HK": 6,
    "Cantonese": 7, "bound form": 3, "slang": 5, "Internet slang": 6, "neologism": 4, "vulgar": 7, "coll.": 1,
    "euphemism": 6, "euph.": 6, "abbr.": 3, "onom.": 3, "loanword": 1, "fig.": 2, "chess": 4, "math.": 3,
    "physics": 3, "chemistry": 3, "botany": 3, "biology": 3, "medicine": 3, "TCM": 4, "Chinese medicine": 4,
    "Buddhism": 4, "computing": 3, "linguistics": 3, "grammar": 3, "geology": 3, "music": 3, "astronomy": 3,
}  # fmt: skip
"""What a label in brackets costs a sense, so that plain senses come first."""
_LABEL = re.compile(r"^\(([^)]*)\)|\(([^)]*)\)$")
_FIELD = re.compile(r"[a-z]+(?:ology|ography|onomy|omics|istry|ics)$")
_LEADING = re.compile(r"^(?:\([^)]*\)\s*)+")
_ADVERB = re.compile(r"[a-z]{3,}ly\b")
_POINTER_COST, _ABBREVIATION_COST, _FIELD_COST = 100, 3, 3


def kind_of(gloss: str) -> str:
    """Return ``verb``, ``measure``, ``particle``, ``adverb`` or ``noun`` (which may be an adjective)."""
    lowered = gloss.lower()
    if lowered.startswith(("classifier", "(classifier", "measure word")):
        return "measure"
    if "particle" in lowered[:24]:
        return "particle"
    bare = _LEADING.sub("", gloss)
    if bare.startswith("to "):
        return "verb"
    if lowered.startswith("(adverb") or _ADVERB.match(bare):
        return "adverb"
    return "noun"


def cost_of(gloss: str) -> int:
    """Return how much speaks against showing ``gloss`` first; 0 for a plain one."""
    if _POINTER.match(gloss):
        return _POINTER_COST
    cost = _ABBREVIATION_COST if gloss.startswith("abbr. for") else 0
    for match in _LABEL.finditer(gloss):
        labels = [part.strip() for part in re.split("[,;]", match[1] or match[2])]
        cost += max(_LABELS.get(label, _FIELD_COST if _FIELD.match(label) else 0) for label in labels)
    if "Kangxi radical" in gloss or gloss.startswith(("surname ", "Taiwan pr")):
        cost += 9
    return cost


def preferred(entry: Entry) -> dict[str, int]:
    """Return slot → index of the sense to show, for the slots that choose among the senses of ``entry``.

    Empty where the first sense is right everywhere.
    """
    if len(entry.senses) < 2:
        return {}
    costs = [cost_of(sense.text) for sense in entry.senses]
    ordered = sorted(range(len(costs)), key=lambda index: costs[index])
    best = ordered[0]
    limit = max(costs[best], 2) + 1
    kinds = [kind_of(sense.text) for sense in entry.senses]
    slots = {"any": best}
    if kinds[best] == "measure":
        plain = next((i for i in ordered if kinds[i] not in ("measure", "particle") and costs[i] < 9), best)
        slots["any"] = plain
    for kind in ("verb", "noun", "measure"):
        sense = next((i for i in ordered if kinds[i] == kind and costs[i] <= limit), None)
        if sense is not None and sense != slots["any"]:
            slots[kind] = sense
    if slots == {"any": 0}:
        return {}
    return slots


def slot_of(view: View, at: int, offered: Container[str]) -> str:
    """Return the slot of a place among those ``offered``, ``any`` where the evidence is thin."""
    before, after = view.classes[at - 1], view.classes[at + 1]
    previous, following = view.texts[at - 1], view.texts[at + 1]
    if "measure" in offered and ("num" in before or "dem" in before or previous in ("几", "半")):
        return "measure"
    if "verb" in offered and "measure" not in before and previous != "的":
        if following in ("着", "过", "了") and "noun" not in before:
            return "verb"
        if previous in ("地", "不", "别", "来", "去", "一起", "互相") or "modal" in before:
            return "verb"
        if ("pron" in before or "adv" in before) and not after.isdisjoint(("pron", "num", "measure", "name")):
            return "verb"
    if "noun" in offered and (previous == "的" or "measure" in before):
        return "any" if following in ("了", "着", "过") else "noun"
    return "any"


def variant_target(entry: Entry) -> tuple[str, str] | None:
    """Return headword and reading that ``entry`` merely points to, None where it explains itself.

    Both are empty where it does neither ("also pr. …").
    """
    if not all(_POINTER.match(sense.text) for sense in entry.senses):
        return None
    targets = (_TARGET.match(sense.text) for sense in entry.senses)
    return next(((match[1], match[2]) for match in targets if match), ("", ""))
