"""How the cards look in Anki: three of them, their two sides and their style.

The first is called Read since the first deck: Anki finds a card's history by the name of its template.
"""

from __future__ import annotations

from reader.deck.note import ATTRIBUTION

# MathJax leaves alone what stands in these classes, so that \( in a text stays \( on the card.
_FRAME = '<div class="dushu tex2jax_ignore mathjax_ignore">{}</div>'

_ANSWER = f"""
<div class="word" lang="zh-Hans">{{{{Simplified}}}}</div>
<div class="reading">{{{{Pinyin}}}} <span class="traditional" lang="zh-Hant">{{{{Traditional}}}}</span></div>
{{{{#Zhuyin}}}}<div class="zhuyin" lang="zh">{{{{Zhuyin}}}}</div>{{{{/Zhuyin}}}}
<hr id="answer">
<div class="gloss">{{{{English}}}}</div>
{{{{#Classifier}}}}<div class="classifier">{{{{Classifier}}}}</div>{{{{/Classifier}}}}
{{{{#Note}}}}<div class="note">{{{{Note}}}}</div>{{{{/Note}}}}
{{{{#Sentence}}}}<div class="sentence" lang="zh">{{{{Sentence}}}}</div>{{{{/Sentence}}}}
{{{{#SentencePinyin}}}}<div class="pinyin">{{{{SentencePinyin}}}}</div>{{{{/SentencePinyin}}}}
{{{{#SentenceTranslation}}}}
<div class="translation">{{{{SentenceTranslation}}}}</div>
{{{{/SentenceTranslation}}}}
<div class="source">{{{{Source}}}}{{{{#Level}}}} · {{{{Level}}}}{{{{/Level}}}}</div>
<div class="credit">{ATTRIBUTION}</div>
"""

_RECOGNITION = """
<div class="word" lang="zh-Hans">{{Simplified}}</div>
{{#Sentence}}<div class="sentence" lang="zh">{{Sentence}}</div>{{/Sentence}}
"""

_RECALL = """
<div class="gloss asked">{{English}}</div>
{{#Classifier}}<div class="classifier">{{Classifier}}</div>{{/Classifier}}
{{#SentenceTranslation}}<div class="translation">{{SentenceTranslation}}</div>{{/SentenceTranslation}}
"""

_CLOZE = """
<div class="sentence asked" lang="zh">{{SentenceCloze}}</div>
{{#SentenceTranslation}}<div class="translation">{{SentenceTranslation}}</div>{{/SentenceTranslation}}
<div class="gloss hint">{{English}}</div>
"""


def _asked(side: str, field: str) -> str:
    """Return a front that is empty without ``field``: then Anki makes no card."""
    return f"{{{{#{field}}}}}{_FRAME.format(side)}{{{{/{field}}}}}"


TEMPLATES: tuple[tuple[str, str, str], ...] = (
    ("Read", _FRAME.format(_RECOGNITION), _FRAME.format(_ANSWER)),
    ("Recall", _asked(_RECALL, "English"), _FRAME.format(_ANSWER)),
    ("Cloze", _asked(_CLOZE, "SentenceCloze"), _FRAME.format(_ANSWER)),
)
"""Each card's name, question and answer."""

CSS = """
.card { background: #fbf8f1; color: #2a2722; font-family: sans-serif; font-size: 20px; text-align: center; }
.dushu { line-height: 1.5; margin: 1em auto; max-width: 36em; padding: 0 .6em; }
.word { font-size: 2.8em; line-height: 1.3; }
.word, .sentence, .traditional { font-family: "Noto Serif CJK SC", "Songti SC", "SimSun", serif; }
.traditional { font-family: "Noto Serif CJK TC", "Songti TC", "PMingLiU", serif; }
.reading { font-size: 1.3em; }
.traditional { color: #8b857a; margin-left: .5em; }
.zhuyin { color: #8b857a; font-size: .8em; }
hr { border: 0; border-top: 1px solid #d9d2c3; margin: 1em 0; }
.gloss { font-size: 1.1em; }
.gloss.asked { font-size: 1.5em; }
.gloss.hint { color: #6b655a; font-size: .9em; margin-top: .8em; }
.classifier { color: #6b655a; font-size: .8em; }
.note { font-style: italic; margin-top: .4em; }
.sentence { font-size: 1.3em; margin-top: 1em; }
.sentence b { color: #8a3b12; font-weight: normal; border-bottom: 2px solid; }
.pinyin, .translation { color: #6b655a; margin-top: .3em; }
.source { color: #8b857a; font-size: .7em; margin-top: 1.2em; }
.credit { color: #a09a8d; font-size: .55em; margin-top: .4em; }
.tone1 { color: #c22f2f; }
.tone2 { color: #157a2e; }
.tone3 { color: #1f4fb8; }
.tone4 { color: #7a2fa3; }
.tone5 { color: #6b655a; }
.nightMode.card, .nightMode .card, .night_mode.card, .night_mode .card {
  background: #1f1e1b; color: #e6e1d6;
}
.nightMode .sentence b, .night_mode .sentence b { color: #e8a06f; }
.nightMode hr, .night_mode hr { border-color: #47433c; }
.nightMode .traditional, .nightMode .zhuyin, .nightMode .source,
.night_mode .traditional, .night_mode .zhuyin, .night_mode .source { color: #a09a8d; }
.nightMode .pinyin, .nightMode .translation, .nightMode .classifier, .nightMode .hint, .night_mode .pinyin,
.night_mode .translation, .night_mode .classifier, .night_mode .hint { color: #b8b2a6; }
.nightMode .credit, .night_mode .credit { color: #7d776c; }
.nightMode .tone1, .night_mode .tone1 { color: #ff8a80; }
.nightMode .tone2, .night_mode .tone2 { color: #7fd88f; }
.nightMode .tone3, .night_mode .tone3 { color: #8fb4ff; }
.nightMode .tone4, .night_mode .tone4 { color: #d6a3f5; }
.nightMode .tone5, .night_mode .tone5 { color: #b8b2a6; }
"""
