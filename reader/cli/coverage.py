"""``dushu coverage``: how much of texts you know, what level they are, and what each chapter asks of you.

Words are counted as they are cut; names, numbers and words of other scripts are told apart and are no part of
a share, nor are words you ignore. A word counts as known when you marked it so, or when you never marked it
and it stands in the lists of HSK 3.0 up to your level ("by level"). A text's level is the lowest one at which
the words of the list up to it, and words made of these, are 95 % of its running words.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.cli.counting import add_counting, counted_texts, learner_level, told
from reader.cli.table import clipped, table
from reader.deck.csv_table import cell
from reader.inert import inert_line, json_line
from reader.study.coverage import Coverage, Group
from reader.study.plan import TARGETS
from reader.study.profile import HIGHEST, NAMES, Count, level_name
from reader.study.report import Report

if TYPE_CHECKING:
    from reader.corpus import CountedText
    from reader.session import Session

FIELDS = """\
fields of --json, one object a text:
  file, title, digest; level (of the list --set, 4, 7-9, above 9), list
  coverage {tokens, types}      the share that is known, 0 to 1
  words, known, by_level, learning, new, ignored, names, numbers, latin, characters
                                {tokens, types} each: running ones, different ones
                                new includes by_level
  levels {list: level}          the text's level by each word list
  lists {list: {level: {tokens, types}}}   words at each level; "parts" and "none" have no level
  frequency {band: {tokens, types}}
  to_learn {"95": n, "98": n}   how many words to learn for that share
  chapters [{title, paragraph, level, coverage, words, known, by_level, learning, new, ignored}]
"""
_SHOWN = {
    "known": Group.KNOWN,
    "by level": Group.ASSUMED,
    "learning": Group.LEARNING,
    "new": Group.NEW,
    "ignored": Group.IGNORED,
}


class Told(NamedTuple):
    """A text and the report on it."""

    text: CountedText
    report: Report


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to ``dushu``'s parser."""
    parser = commands.add_parser(
        "coverage",
        help="how much of texts you know, and their level",
        description=__doc__,
        epilog=FIELDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_counting(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object a text")
    form.add_argument("--csv", action="store_true", help="a table for spreadsheets, one row a text")
    parser.add_argument(
        "--chapters", action="store_true", help="show every chapter too; with --csv, one row each"
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, session: Session) -> int:
    from reader.corpus import Refused

    statuses, level = session.notebook.statuses(), learner_level(options, session)
    failed, reports = False, []
    for text in counted_texts(options, session):
        if isinstance(text, Refused):
            failed = True
            told(text)
            continue
        report = Report.of(text.index, text.chapters, text.characters, statuses, level, options.set)
        if options.json:
            print(json_line(as_object(Told(text, report))), flush=True)
        else:
            reports.append(Told(text, report))
    if options.csv:
        print(_csv(reports, options.chapters), end="")
    elif len(reports) == 1:
        print("\n".join(_page(reports[0], level, options.chapters)))
    elif reports:
        print("\n".join(_list(reports, options.chapters)))
    return 1 if failed else 0


def as_object(told: Told) -> dict[str, object]:
    """Return a report as the JSON that :data:`FIELDS` describes."""
    text, report = told
    profiles = report.profiles()
    return {
        "file": text.name,
        "title": text.title,
        "digest": text.digest,
        "level": report.level,
        "list": NAMES[report.standard],
        **_counts(report.coverage),
        "names": _count(report.coverage[Group.NAME]),
        "numbers": _count(report.coverage[Group.NUMBER]),
        "latin": _count(report.coverage[Group.LATIN]),
        "characters": _count(text.characters),
        "levels": {NAMES[each.standard]: level_name(each.standard, each.level) for each in profiles},
        "lists": {
            NAMES[each.standard]: {
                **{level_name(each.standard, stands): _count(found) for stands, found in each.levels.items()},
                "parts": _count(sum(each.parts.values(), Count())),
                "none": _count(each.outside),
            }
            for each in profiles
        },
        "frequency": {name: _count(found) for name, found in report.bands().items()},
        "to_learn": {f"{target:g}": report.to_learn(target) for target in TARGETS},
        "chapters": [
            {"title": one.chapter.title, "paragraph": one.chapter.first, "level": one.level}
            | _counts(one.coverage)
            for one in report.by_chapter()
        ],
    }


def _counts(coverage: Coverage) -> dict[str, object]:
    share = {"tokens": round(coverage.share, 4), "types": round(coverage.share_of_types, 4)}
    return {"coverage": share} | {name: _count(found) for name, found in _groups(coverage).items()}


def _groups(coverage: Coverage) -> dict[str, Count]:
    return {
        "words": coverage.words,
        "known": coverage[Group.KNOWN],
        "by_level": coverage[Group.ASSUMED],
        "learning": coverage[Group.LEARNING],
        "new": coverage[Group.NEW] + coverage[Group.ASSUMED],
        "ignored": coverage[Group.IGNORED],
    }


def _count(found: Count) -> dict[str, int]:
    return {"tokens": found.tokens, "types": found.types}


def _page(told: Told, level: int, chapters: bool) -> Iterator[str]:
    """Yield what people see of one text."""
    text, report = told
    coverage, characters = report.coverage, text.characters
    yield inert_line(text.title)
    yield (
        f"{characters.tokens:,} characters ({characters.types:,} different), {coverage.words.tokens:,} words "
        f"({coverage.words.types:,} different), level {report.level} of {NAMES[report.standard]}"
    )
    yield (
        f"you know {_percent(coverage.share)} of the running words and "
        f"{_percent(coverage.share_of_types)} of the different ones"
    )
    yield ""
    base = coverage.base.tokens
    shown = {name: group for name, group in _SHOWN.items() if group is not Group.ASSUMED or level}
    named = {"by level": f"by level (HSK 3.0 up to {level})"}
    rows = [["", "running", "", "different"]]
    for shown_name, group in shown.items():
        found = coverage[group]
        share = _share(found.tokens, base) if group is not Group.IGNORED else ""
        rows.append([named.get(shown_name, shown_name), f"{found.tokens:,}", share, f"{found.types:,}"])
    for shown_name, group in (
        ("names", Group.NAME),
        ("numbers", Group.NUMBER),
        ("other scripts", Group.LATIN),
    ):
        rows.append([shown_name, f"{coverage[group].tokens:,}", "", f"{coverage[group].types:,}"])
    yield from table(rows)
    yield ""
    yield from table(list(_profile_rows(report)))
    yield ""
    yield from table(list(_band_rows(report)))
    yield ""
    learn = " · ".join(f"{report.to_learn(target):,} words for {target:g} %" for target in TARGETS)
    yield f"to learn: {learn} (dushu plan shows which)"
    if chapters:
        yield ""
        yield from table(list(_chapter_rows([told], False)))


def _profile_rows(report: Report) -> Iterator[list[str]]:
    profiles = report.profiles()
    yield ["level", *(NAMES[each.standard] for each in profiles)]
    for stands in range(1, max(HIGHEST.values()) + 1):
        yield [
            level_name(report.standard, stands) if report.standard != "2.0" or stands < 7 else "7-9",
            *(
                _share(each.levels[stands].tokens, each.whole.tokens) if stands in each.levels else ""
                for each in profiles
            ),
        ]
    yield ["by parts", *(_share(sum(p.parts.values(), Count()).tokens, p.whole.tokens) for p in profiles)]
    yield ["in no list", *(_share(each.outside.tokens, each.whole.tokens) for each in profiles)]
    yield ["the text", *(level_name(each.standard, each.level) for each in profiles)]


def _band_rows(report: Report) -> Iterator[list[str]]:
    found = report.bands()
    whole = sum(each.tokens for each in found.values())
    yield ["how common", "running", "", "different"]
    for name, each in found.items():
        yield [name, f"{each.tokens:,}", _share(each.tokens, whole), f"{each.types:,}"]


def _list(reports: Sequence[Told], chapters: bool) -> Iterator[str]:
    """Yield what people see of many texts."""
    if chapters:
        yield from table(list(_chapter_rows(reports, True)), left=(0, 1))
        return
    rows = [["text", "title", "characters", "words", "known", "level", "for 95 %", "for 98 %"]]
    for text, report in reports:
        coverage = report.coverage
        rows.append(
            [
                clipped(text.name, 36, keep_end=True),
                text.title,
                f"{text.characters.tokens:,}",
                f"{coverage.words.tokens:,}",
                _known(coverage),
                report.level,
                *(f"{report.to_learn(target):,}" for target in TARGETS),
            ]
        )
    yield from table(rows, left=(0, 1), widest=36)
    yield ""
    standard = NAMES[reports[0].report.standard]
    yield f"known: of the running words; level: {standard}; for 95 %: how many words to learn for it"


def _chapter_rows(reports: Sequence[Told], named: bool) -> Iterator[list[str]]:
    first = ["text"] if named else []
    yield [*first, "chapter", "words", "known", "level", "new", "different"]
    for text, report in reports:
        for chapter, coverage, stands in report.by_chapter():
            new = coverage[Group.NEW] + coverage[Group.LEARNING]
            about = [f"{coverage.words.tokens:,}", _known(coverage), stands]
            about += [f"{new.tokens:,}", f"{new.types:,}"]
            yield [*([clipped(text.name, 36, keep_end=True)] if named else []), chapter.title, *about]


def _csv(reports: Sequence[Told], chapters: bool) -> str:
    """Return a table for spreadsheets: a row a text, or a row a chapter."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    names = ["words", "known", "by_level", "learning", "new", "ignored"]
    heading = ["file", "title", *(["chapter"] if chapters else []), "level", "coverage", "coverage_types"]
    heading += [f"{name}{of}" for name in names for of in ("", "_types")]
    if not chapters:
        heading += ["characters", "names", "numbers", *(f"to_learn_{target:g}" for target in TARGETS)]
    writer.writerow(heading)
    for text, report in reports:
        whole = [("", report.coverage, report.level)]
        parts = [(one.chapter.title, one.coverage, one.level) for one in report.by_chapter()]
        for title, coverage, stands in parts if chapters else whole:
            row = [text.name, text.title, *([title] if chapters else []), stands]
            row += [f"{coverage.share:.4f}", f"{coverage.share_of_types:.4f}"]
            for found in (_groups(coverage)[name] for name in names):
                row += [str(found.tokens), str(found.types)]
            if not chapters:
                row += [str(text.characters.tokens), str(coverage[Group.NAME].tokens)]
                row += [str(coverage[Group.NUMBER].tokens)]
                row += [str(report.to_learn(target)) for target in TARGETS]
            writer.writerow(map(cell, row))
    return "\ufeff" + written.getvalue()


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def _known(coverage: Coverage) -> str:
    return _percent(coverage.share) if coverage.base.tokens else ""


def _share(part: int, whole: int) -> str:
    return _percent(part / whole) if whole else ""
