"""A page of words for the browser and paper: pinyin over each character, no script, nothing from outside.

Printed, it is a vocabulary sheet. Its two boxes cover the meanings or the characters, on paper too, and so
make a test of it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from reader.deck.differences import Content
from reader.deck.note import ATTRIBUTION, Facts, Knowing, guid, know_nothing, shown_context
from reader.inert import inert
from reader.language.reading import Reading
from reader.language.script import is_han
from reader.study.word import Context, Word

_GENERATOR = '<meta name="generator" content="dushu words">'
_WORD = re.compile(r'<article id="w-(\w+)">(.*?)</article>', re.DOTALL)
_STYLE = """
:root { --paper: #fbf8f1; --ink: #2a2722; --quiet: #6b655a; --line: #d9d2c3; --mark: #8a3b12; }
:root { --t1: #c22f2f; --t2: #157a2e; --t3: #1f4fb8; --t4: #7a2fa3; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #1f1e1b; --ink: #e6e1d6; --quiet: #b8b2a6; --line: #47433c; --mark: #e8a06f;
  --t1: #ff8a80; --t2: #7fd88f; --t3: #8fb4ff; --t4: #d6a3f5; } }
body { background: var(--paper); color: var(--ink); font: 1em/1.5 sans-serif; max-width: 62em;
  margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.5em; margin: 0; }
h1 ~ p, label, footer { color: var(--quiet); font-size: .85em; }
label { margin-right: 1.5em; }
article { display: grid; grid-template-columns: 11em 1fr 1.4fr; gap: .3em 1.2em; align-items: baseline;
  border-top: 1px solid var(--line); padding: .7em 0; break-inside: avoid; }
[lang|="zh"] { font-family: "Noto Serif CJK SC", "Songti SC", "SimSun", serif; }
[lang="zh-Hant"] { font-family: "Noto Serif CJK TC", "Songti TC", "PMingLiU", serif; }
.word [lang="zh-Hant"] { color: var(--quiet); }
.word { font-size: 1.8em; line-height: 1.6; }
.word [lang="zh-Hant"] { font-size: .6em; }
rt { font-family: sans-serif; font-size: .45em; padding: 0 .15em; }
.quiet, .pinyin, .translation { color: var(--quiet); font-size: .85em; }
.sentence b { color: var(--mark); font-weight: normal; border-bottom: 2px solid; }
.tone1 { color: var(--t1); } .tone2 { color: var(--t2); } .tone3 { color: var(--t3); }
.tone4 { color: var(--t4); } .tone5 { color: var(--quiet); }
#no-english:checked ~ main .english, #no-english:checked ~ main .translation,
#no-chinese:checked ~ main .word, #no-chinese:checked ~ main .sentence b,
#no-chinese:checked ~ main .pinyin { visibility: hidden; }
@media (max-width: 45em) { article { grid-template-columns: 1fr; } }
@page { size: A4; margin: 15mm; }
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #444; --line: #bbb; --mark: #000;
  --t1: #000; --t2: #000; --t3: #000; --t4: #000; color-scheme: light; }
  body { margin: 0; padding: 0; max-width: none; font-size: 10pt; }
  input, label { display: none; }
  article { grid-template-columns: 9em 1fr 1.4fr; padding: .35em 0; }
  .word { font-size: 1.5em; } }
"""
_FOOT = f"</main>\n<footer><p>{ATTRIBUTION}</p></footer>\n</body>\n</html>\n"


def html_page(words: Sequence[Word], knowing: Knowing = know_nothing, title: str = "Words") -> str:
    """Return the words as a page."""
    articles = "".join(_article(word, knowing(word)) for word in words)
    return _head(_text(title), "1 word" if len(words) == 1 else f"{len(words):,} words") + articles + _FOOT


def read_page(content: bytes) -> Content:
    """Return what a page holds of each word; raise ValueError for another page."""
    text = content.decode("utf-8")
    if _GENERATOR not in text:
        raise ValueError("it is another page")
    return {match[1]: (match[2],) for match in _WORD.finditer(text)}


def ruby(form: str, reading: Reading) -> str:
    """Return a word with the pinyin over each character, or over all of it where they do not go together."""
    toned = [syllable for syllable in reading.syllables if syllable.tone]
    if not reading:
        return _text(form)
    if len(toned) != sum(map(is_han, form)):
        return f"<ruby>{_text(form)}<rt>{_text(reading.marks())}</rt></ruby>"
    left = iter(toned)
    shown = ""
    for char in form:
        if is_han(char):
            syllable = next(left)
            sound = f'<rt class="tone{syllable.tone}">{_text(syllable.marked())}</rt>'
            shown += f"<ruby>{_text(char)}{sound}</ruby>"
        else:
            shown += _text(char)
    return shown


def _head(title: str, count: str) -> str:
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
{_GENERATOR}
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{title}</h1>
<p>{count}</p>
<input type="checkbox" id="no-english"><label for="no-english">cover the meanings</label>
<input type="checkbox" id="no-chinese"><label for="no-chinese">cover the characters</label>
<main>
"""


def _article(word: Word, facts: Facts) -> str:
    context = shown_context(word.contexts)
    other = f' <span lang="zh-Hant">{_text(word.traditional)}</span>'
    more = " · ".join(filter(None, ("; ".join(facts.classifiers), "; ".join(facts.levels))))
    source = " · ".join(filter(None, (context.document, context.section)))
    return (
        f'<article id="w-{guid(word)}">\n'
        f'<div class="word" lang="zh-Hans">{ruby(word.simplified, Reading.parse(word.reading))}'
        f"{other if word.traditional != word.simplified else ''}</div>\n"
        f'<div><div class="english">{_text(word.gloss)}</div>'
        f"{_part('quiet', word.note)}{_part('quiet', more)}</div>\n"
        f"<div>{_sentence(context)}{_part('pinyin', context.sentence_reading)}"
        f"{_part('translation', context.translation)}{_part('quiet', source)}</div>\n"
        "</article>\n"
    )


def _sentence(context: Context) -> str:
    before, word, after = map(_text, context.parts)
    if not context.sentence:
        return ""
    return f'<div class="sentence" lang="zh">{before}{f"<b>{word}</b>" if word else ""}{after}</div>'


def _part(kind: str, text: str) -> str:
    return f'<div class="{kind}">{_text(text)}</div>' if text else ""


def _text(text: str) -> str:
    return html.escape(inert(text)).replace("\n", "<br>")
