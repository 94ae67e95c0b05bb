"""How a card looks in Anki: its two sides and their style."""

from __future__ import annotations

# MathJax leaves alone what stands in these classes, so that \( in a text stays \( on the card.
_FRAME = '<div class="dushu tex2jax_ignore mathjax_ignore">{}</div>'

FRONT = _FRAME.format(
    """
<div class="word" lang="zh">{{Simplified}}</div>
{{#Sentence}}<div class="sentence" lang="zh">{{Sentence}}</div>{{/Sentence}}
"""
)

BACK = _FRAME.format(
    """
<div class="word" lang="zh">{{Simplified}}</div>
<div class="reading">{{Pinyin}} <span class="traditional" lang="zh-Hant">{{Traditional}}</span></div>
<hr id="answer">
<div class="gloss">{{Gloss}}</div>
{{#Note}}<div class="note">{{Note}}</div>{{/Note}}
{{#Sentence}}<div class="sentence" lang="zh">{{Sentence}}</div>{{/Sentence}}
{{#SentencePinyin}}<div class="pinyin">{{SentencePinyin}}</div>{{/SentencePinyin}}
{{#Translation}}<div class="translation">{{Translation}}</div>{{/Translation}}
{{#Source}}<div class="source">{{Source}}</div>{{/Source}}
"""
)

CSS = """
.card { background: #fbf8f1; color: #2a2722; font-family: sans-serif; font-size: 20px; text-align: center; }
.dushu { line-height: 1.5; margin: 1em auto; max-width: 36em; }
.word { font-size: 2.8em; line-height: 1.3; }
.word, .sentence, .traditional { font-family: "Noto Serif CJK SC", "Songti SC", "SimSun", serif; }
.reading { color: #8a3b12; font-size: 1.2em; }
.traditional { color: #8b857a; margin-left: .5em; }
hr { border: 0; border-top: 1px solid #d9d2c3; margin: 1em 0; }
.gloss { font-size: 1.1em; }
.note { font-style: italic; margin-top: .4em; }
.sentence { font-size: 1.3em; margin-top: 1em; }
.sentence b { color: #8a3b12; font-weight: normal; border-bottom: 2px solid; }
.pinyin, .translation { color: #6b655a; margin-top: .3em; }
.source { color: #a09a8d; font-size: .7em; margin-top: 1.2em; }
.nightMode.card, .nightMode .card { background: #1f1e1b; color: #e6e1d6; }
.nightMode .reading, .nightMode .sentence b { color: #e8a06f; }
.nightMode hr { border-color: #47433c; }
.nightMode .pinyin, .nightMode .translation { color: #aaa498; }
"""
