"""Tables of words: rows of cells, and what each column holds: as a heading says, the learner, or a guess."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from reader.deck.brought import BadLine, Bringing, Brought, Source
from reader.errors import DeckError, NotebookError
from reader.inert import inert
from reader.language.script import has_han, is_han
from reader.study.status import Status
from reader.study.word import Context

# Spreadsheets run a cell that begins so; those of East Asian users the full-width marks as well.
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠|%]")
_PINYIN = re.compile(r"[a-zA-ZüÜāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ:'’\s0-5]+")
_NAMES = {
    "word": "word simplified hanzi chinese characters character term expression vocabulary vocab headword "
    "entry front mandarin 汉字 汉语 中文 词 词语 生词 简体 简体字 simp",
    "traditional": "traditional trad 繁体 繁體 繁体字",
    "reading": "reading pinyin pronunciation romanization romanisation pron pinyin.1 拼音",
    "gloss": "gloss english definition definitions meaning meanings translation hint hint1 back 英文 意思",
    "note": "note notes comment comments 备注",
    "tags": "tags tag 标签",
    "lists": "lists list category deck",
    "status": "status level stage",
    "sentence": "sentence phrase example context examplesentence sentencesimplified 例句",
    "translation": "sentencetranslation sentencemeaning exampletranslation sentenceenglish",
    "document": "document source text book",
}
FIELDS = tuple(_NAMES)
"""What a column can be."""
_MEANT = {name: field for field, names in _NAMES.items() for name in names.split()}
_SKIPPED = ("-", "skip", "ignore", "")
_SAMPLE = 50
csv.field_size_limit(1_000_000)


def cell(text: str) -> str:
    """Return ``text`` as a cell that a spreadsheet shows as it is: a formula gets a ``'`` before it."""
    shown = inert(text)
    return f"'{shown}" if _FORMULA.match(shown) else shown


def text_of(cell: str) -> str:
    """Return the text that :func:`cell` made a cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def one_line(text: str) -> str:
    """Return ``text`` for a format in which a tab parts cells and a line end parts rows."""
    return " ".join(text.split("\n")).replace("\t", " ")


def written(rows: Iterable[Sequence[str]], delimiter: str, end: str = "\n", mark: bool = False) -> str:
    """Return rows as text, cells quoted where they must be, none of them a formula."""
    table = io.StringIO()
    csv.writer(table, delimiter=delimiter, lineterminator=end).writerows(map(cell, row) for row in rows)
    return ("\ufeff" if mark else "") + table.getvalue()


def rows_of(text: str, delimiter: str, quoted: bool = True) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not empty with the number of its first line; raise ValueError for no table."""
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
    line = 1
    try:
        for row in reader:
            if any(map(str.strip, row)):
                yield line, list(map(text_of, row))
            line = reader.line_num + 1
    except csv.Error as error:
        raise ValueError(f"line {line}: {error}") from error


def delimiter_of(lines: Sequence[str]) -> str:
    """Return what most likely parts the cells of these lines; a tab where nothing seems to."""
    sample = [line for line in lines if line.strip() and not line.startswith("#")][:_SAMPLE]
    for mark in "\t|;,":
        if sample and sum(mark in line for line in sample) > 0.6 * len(sample):
            return mark
    return "\t"


def meant(heading: Sequence[str]) -> tuple[str, ...] | None:
    """Return what the columns under a heading hold ("" for other things); None where it is no heading."""
    fields: list[str] = []
    for name in heading:
        field = meaning(name)
        if field in fields:  # a second translation is that of the sentence
            field = "translation" if name.strip().lower() == "translation" else ""
        fields.append("" if field in fields else field)
    return tuple(fields) if "word" in fields or "traditional" in fields else None


def meaning(name: str) -> str:
    """Return which of FIELDS a column or field of this name holds, "" for none of them."""
    return _MEANT.get(re.sub(r"[\s_\-]+", "", name.strip().lower()), "")


def guessed(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return what the columns of rows without a heading seem to hold, going by what is written in them."""
    fields: list[str] = []
    for index in range(max(map(len, rows), default=0)):
        cells = [row[index] for row in rows[:_SAMPLE] if index < len(row) and row[index].strip()]
        fields.append(_guess(cells, fields))
    return tuple(fields)


def chosen(fields: Sequence[str], heading: Sequence[str] | None) -> tuple[str, ...]:
    """Return what the learner's ``--fields`` say of the columns: by place, or ``OUR=THEIRS`` by heading."""
    if any("=" in one for one in fields):
        if heading is None:
            raise DeckError("--fields: there is no heading to find names in; name the columns in their order")
        wanted = dict(one.split("=", 1)[::-1] for one in fields if "=" in one)
        unknown = [name for name in wanted if name not in heading]
        if unknown:
            names = ", ".join(name for name in heading if name)
            raise DeckError(f"--fields: there is no column {unknown[0]!r}; choose from {names}")
        return tuple(_field(wanted.get(name, "")) for name in heading)
    return tuple(map(_field, fields))


def _field(name: str) -> str:
    if name.strip().lower() in _SKIPPED:
        return ""
    field = name.strip() if name.strip() in FIELDS else meaning(name)
    if not field:
        raise DeckError(f"--fields: a column cannot hold {name!r}; choose from {', '.join(FIELDS)}, -")
    return field


def brought_of(
    fields: Sequence[str], row: Sequence[str], line: int, status: Callable[[str], Status | None]
) -> Brought:
    """Return the word of a row; raise ValueError where there is none in it."""
    held = {field: text.strip() for field, text in zip(fields, row, strict=False) if field}
    simplified, traditional = held.get("word", ""), held.get("traditional", "")
    headword = re.fullmatch(r"(.+?)\s*[\[［【](.+)[\]］】]", simplified)
    if headword and has_han(headword[2]):
        simplified, traditional = headword[1], headword[2]
    form = simplified or traditional
    if not form:
        raise ValueError("no word in it")
    if not has_han(form):
        raise ValueError(f"no Chinese in {form[:30]!r}")
    try:
        known = status(held["status"]) if held.get("status") else None
    except NotebookError as error:
        raise ValueError(str(error)) from error
    return Brought(
        form,
        line,
        traditional=traditional if simplified else "",
        reading=held.get("reading", ""),
        gloss=held.get("gloss", ""),
        note=held.get("note", ""),
        tags=parted(held.get("tags", "")),
        lists=parted(held.get("lists", "")),
        status=known,
        contexts=_contexts(held, form),
    )


def read_rows(
    rows: Iterable[tuple[int, Sequence[str]]], fields: Sequence[str], status: Callable[[str], Status | None]
) -> Bringing:
    """Return the words of all rows, and the rows that hold none."""
    words, bad = [], []
    for line, row in rows:
        try:
            words.append(brought_of(fields, row, line, status))
        except ValueError as error:
            bad.append(BadLine(line, str(error)))
    names = ", ".join(field or "-" for field in fields)
    return Bringing(tuple(words), tuple(bad), f"columns: {names}")


def read_table(
    source: Source, status: Callable[[str], Status | None] = Status.parse, delimiter: str = ""
) -> Bringing:
    """Read any table, with a heading or without, in the columns the learner names or it seems to have."""
    delimiter = delimiter or delimiter_of(source.lines)
    try:
        rows = list(rows_of(source.text, delimiter))
    except ValueError as error:
        raise DeckError(f"{source.name}: {error}; nothing was brought in") from error
    headed = meant(rows[0][1]) if rows else None
    if source.fields:
        heading = rows[0][1] if rows and (headed or any("=" in one for one in source.fields)) else None
        fields = chosen(source.fields, heading)
        return read_rows(rows[1:] if heading else rows, fields, status)
    if headed:
        return read_rows(rows[1:], headed, status)
    return read_rows(rows, guessed([row for _, row in rows]), status)


def parted(text: str) -> tuple[str, ...]:
    """Return tags or lists, parted by semicolons or else by commas."""
    mark = ";" if ";" in text else ","
    return tuple(dict.fromkeys(part.strip() for part in text.split(mark) if part.strip()))


def sentence_with(
    sentence: str,
    word: str,
    other: str = "",
    translation: str = "",
    document: str = "",
    *,
    braces: bool = True,
) -> Context:
    """Return a sentence with the word found in it, in braces or as it is written."""
    start = end = 0
    braced = re.search(r"\{([^{}]+)\}", sentence) if braces else None
    if braced:
        sentence = sentence[: braced.start()] + braced[1] + sentence[braced.end() :]
        start, end = braced.start(), braced.end() - 2
    for form in (word, other):
        if not end and form and form in sentence:
            start = sentence.index(form)
            end = start + len(form)
    return Context(sentence, start, end, translation=translation, document=document)


def _contexts(held: dict[str, str], form: str) -> tuple[Context, ...]:
    if not held.get("sentence"):
        return ()
    translation, document = held.get("translation", ""), held.get("document", "")
    return (sentence_with(held["sentence"], form, held.get("traditional", ""), translation, document),)


def _guess(cells: Sequence[str], before: Sequence[str]) -> str:
    if not cells:
        return ""
    chinese = sum(map(_is_chinese, cells)) > 0.6 * len(cells)
    if chinese and "word" not in before:
        return "word"
    if chinese and "sentence" not in before and sum(map(len, cells)) > 7 * len(cells):
        return "sentence"
    if chinese and "traditional" not in before and "gloss" not in before:
        return "traditional"
    pinyin = sum(bool(_PINYIN.fullmatch(text)) and _has_tone(text) for text in cells) > 0.6 * len(cells)
    if pinyin and "reading" not in before:
        return "reading"
    return "" if "gloss" in before or chinese else "gloss"


def _is_chinese(text: str) -> bool:
    return sum(map(is_han, text)) >= 0.5 * len(text.strip()) > 0


def _has_tone(text: str) -> bool:
    return not text.isascii() or any(char.isdigit() for char in text)
