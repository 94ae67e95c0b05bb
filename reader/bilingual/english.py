"""English words as an aligner compares them: lower case, cut to their stems, the grammar left out."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|\d[\d,]*(?:\.\d+)?")
_VOWEL = re.compile("[aeiouy]")

_STOPPED = """
a an the and or but nor so yet if then else of in on at to for from by with without into onto upon over
under about as than that this these those it its itself he him his himself she her hers herself they
them their theirs themselves we us our ours ourselves you your yours yourself i me my mine myself who
whom whose which what is am are was were be been being do does did done doing have has had having will
would shall should can could may might must not no n't s t re ve ll d m there here where when while why
how all any some such only own same too very just also more most much many other another each every
both either neither one ones ' etc sth sb used variant old see abbr especially esp literary dialect
taiwan pr cl idiom fig lit surname loanword coll written erhua bound form suffix prefix particle
classifier up out off down
"""
STOPS = frozenset(_STOPPED.split())
"""What says nothing of a sentence: grammar, and the words dictionaries explain with."""

_FORMS = """
    go went gone; come came; see saw seen; say said; take took taken; get got gotten; give gave given;
    know knew known; think thought; tell told; become became; leave left; feel felt; put; bring brought;
    begin began begun; keep kept; hold held; write wrote written; stand stood; hear heard; let; mean
    meant; set; meet met; run ran; pay paid; sit sat; speak spoke spoken; lie lay lain; lead led; read;
    grow grew grown; lose lost; fall fell fallen; send sent; build built; understand understood; draw
    drew drawn; break broke broken; spend spent; cut; rise rose risen; drive drove driven; buy bought;
    wear wore worn; choose chose chosen; seek sought; throw threw thrown; catch caught; deal dealt; win
    won; forget forgot forgotten; eat ate eaten; drink drank drunk; sing sang sung; swim swam swum; fly
    flew flown; sleep slept; teach taught; sell sold; fight fought; find found; bear bore borne born;
    beat beaten; bite bit bitten; blow blew blown; dig dug; feed fed; hang hung; hide hid hidden; lend
    lent; lay laid; ride rode ridden; ring rang rung; shake shook shaken; shine shone; shoot shot; sink
    sank sunk; slide slid; steal stole stolen; stick stuck; strike struck; sweep swept; swear swore
    sworn; swing swung; tear tore torn; wake woke woken; weep wept; wind wound; bend bent; bind bound;
    bleed bled; burn burnt; cling clung; creep crept; flee fled; freeze froze frozen; grind ground;
    kneel knelt; lean leant; leap leapt; learn learnt; spring sprang sprung; spread; spin spun; smell
    smelt; man men; woman women; child children; foot feet; tooth teeth; mouse mice; person people; life
    lives; wife wives; leaf leaves; knife knives; half halves; self selves; wolf wolves; good better
    best well; bad worse worst; far further farther; die dying died dead death; tie tying; big bigger
    biggest; high height; strong strength; long length; hot heat; choose choice; lose loss; live life
    alive; sit seat; sell sale; speak speech; think thought; give gift; old elder; dark darkness; warm
    warmth; wide width; deep depth; true truth; young youth; grandma grandmother granny; grandpa
    grandfather; mom mum mother mama mommy; dad father papa daddy; bike bicycle; phone telephone; photo
    photograph picture; tv television; okay ok; cup mug; road street; shop store; start begin; big
    large; little small; quick fast; happy glad; sick ill
"""
_IRREGULAR = {
    form: base for line in _FORMS.split(";") for base, *forms in [line.split()] for form in (base, *forms)
}
"""Forms and near relations to one word; it need not be the right one, as long as both sides take the same."""

_ENDINGS = (
    ("ization", "ize"), ("isation", "ize"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"),
    ("iveness", "ive"), ("ations", "ate"), ("ation", "ate"), ("ingly", ""), ("edly", ""), ("ility", "le"),
    ("ness", ""), ("ment", ""), ("ments", ""), ("able", ""), ("ible", ""), ("ally", "al"), ("fully", "ful"),
    ("ence", "ent"), ("ance", "ant"), ("ious", ""), ("tion", "t"), ("sion", "s"), ("ical", "ic"),
    ("ily", "y"), ("ism", ""), ("ist", ""), ("ity", ""), ("ive", ""), ("ful", ""), ("less", ""), ("ous", ""),
    ("ise", "ize"), ("ly", ""), ("or", ""), ("er", ""), ("al", ""),
)  # fmt: skip
_SHORTEST = 4


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return what different forms of an English word have in common; ``word`` is in lower case.

    ``decide``, ``decided``, ``decision`` need not meet; ``opens``, ``opened``, ``opening`` do.
    """
    word = word.replace("’", "'")
    for clitic in ("'s", "'ll", "'re", "'ve", "'d", "'m", "n't", "'t"):
        word = word.removesuffix(clitic)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < _SHORTEST:
        return word
    word = _without_inflection(word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)] + instead
            break
    word = word.replace("our", "or") if len(word) > 5 else word
    if len(word) > _SHORTEST:
        word = word.removesuffix("e")
        word = word[:-1] + "i" if word.endswith("y") else word
    return word


def _without_inflection(word: str) -> str:
    if word.endswith(("ies", "ied")):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith(("sses", "shes", "ches", "xes", "zes", "oes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return _without_inflection(word[:-1]) if len(word) > 5 else word[:-1]
    for ending in ("ing", "ed", "est"):
        if word.endswith(ending):
            root = word[: -len(ending)]
            if len(root) >= 3 and _VOWEL.search(root):
                if root[-1] == root[-2] and root[-1] not in "lsz":
                    return root[:-1]
                return root if len(root) > 3 or root[-1] not in "aeiou" else word
    return word
