"""``dushu review``: the words that are due, in the app; or listed, counted, put aside and taken back."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from reader.errors import DushuError, NotebookError
from reader.inert import inert_line, json_line
from reader.study.cards import Card, Mode

if TYPE_CHECKING:
    from reader.session import Session


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to ``dushu``'s parser."""
    parser = commands.add_parser("review", help="review the words that are due", description=__doc__)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true", help="list what is due, in order, and review nothing")
    what.add_argument("--count", action="store_true", help="print how many cards are due, and nothing else")
    what.add_argument("--suspended", action="store_true", help="list the cards that are put aside")
    what.add_argument("--suspend", metavar="WORD", help="put a word's cards aside")
    what.add_argument("--resume", metavar="WORD", help="take a word's cards back")
    what.add_argument(
        "--optimize",
        action="store_true",
        help="fit the scheduler to your answers (needs dushu[optimize])",
    )
    what.add_argument("--usual", action="store_true", help="go back to the usual parameters of the scheduler")
    parser.add_argument(
        "--mode",
        action="append",
        choices=[mode.value for mode in Mode],
        help="ask in this way (more than once: in these); otherwise as the settings say",
    )
    parser.add_argument("--reading", metavar="R", help="which of the words written so")
    parser.add_argument("--json", action="store_true", help="one JSON object a card that is due")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, session: Session) -> int:
    if options.count:
        print(len(_queue(session, options)))
        return 0
    if options.suspend is not None or options.resume is not None:
        return _put(options, session)
    if options.suspended:
        return _list(session.reviews.suspended(), options.json, session)
    if options.optimize:
        return _optimize(options, session)
    if options.usual:
        session.reviews.set_weights(None)
        print(json_line({"weights": None}) if options.json else "the usual parameters hold again")
        return 0
    if options.list or options.json:
        return _list(_queue(session, options), options.json, session)
    return _open(options, session)


def _queue(session: Session, options: argparse.Namespace) -> tuple[Card, ...]:
    now = datetime.now(timezone.utc)
    return session.reviews.queue(now, _modes(options)).cards(now)


def _modes(options: argparse.Namespace) -> tuple[Mode, ...]:
    return tuple(Mode(mode) for mode in dict.fromkeys(options.mode or ()))


def _open(options: argparse.Namespace, session: Session) -> int:
    """Review in the app; where nobody could see it, say what to do instead."""
    if not sys.stdout.isatty():
        raise DushuError("a review needs a terminal; use `dushu review --list` or --json to see what is due")
    session.close()
    from reader.tui.app import run_app
    from reader.tui.screens.review import ReviewScreen

    return run_app((), lambda: ReviewScreen(_modes(options)))


def _list(cards: tuple[Card, ...], json: bool, session: Session) -> int:
    for card in cards:
        word = session.reviews.word(card)
        if word is None:
            continue
        if json:
            print(json_line(as_object(card) | {"gloss": word.gloss}))
        else:
            name = f"{word.identity.headword}  {word.identity.pinyin}".rstrip()
            due = "new" if not card.answers else f"{card.due.astimezone():%Y-%m-%d %H:%M}"
            print(inert_line(f"{due:<16}  {card.mode.value:<9}  {name}  {word.gloss}"))
    return 0


def as_object(card: Card) -> dict[str, object]:
    """Return a card as JSON values; times are UTC."""
    identity = card.identity
    return {
        "simplified": identity.simplified,
        "traditional": identity.traditional,
        "reading": identity.reading,
        "mode": card.mode.value,
        "state": card.state.name.lower(),
        "due": card.due.isoformat(),
        "stability": card.stability,
        "difficulty": card.difficulty,
        "last_review": None if card.last_review is None else card.last_review.isoformat(),
        "answers": card.answers,
        "lapses": card.lapses,
        "suspended": card.suspended,
    }


def _put(options: argparse.Namespace, session: Session) -> int:
    """Put a word's cards aside, or take them back."""
    from reader.cli.choosing import kept_word

    aside = options.suspend is not None
    identity = kept_word(session, options.suspend if aside else options.resume, options.reading)
    cards = [card for card in session.reviews.cards(identity) if card.suspended is not aside]
    if aside and not session.reviews.cards(identity):
        cards = [
            Card(identity, Mode(mode), datetime.now(timezone.utc)) for mode in session.config.review.modes
        ]
    if not cards:
        state = "put aside" if aside else "asked"
        raise NotebookError(f"{identity.headword}: its cards are {state} already; nothing was changed")
    for changed in session.reviews.put_aside(cards, aside):
        verb = "put aside" if aside else "taken back"
        name = f"{identity.headword} ({changed.mode.value})"
        print(json_line(as_object(changed)) if options.json else inert_line(f"{verb}: {name}"))
    return 0


def _optimize(options: argparse.Namespace, session: Session) -> int:
    from reader.study.optimizing import optimal_weights

    log = session.reviews.log()
    result = optimal_weights(log)
    if result.weights is None:
        print(json_line({"weights": None, "answers": len(log)}) if options.json else result.said)
        return 0
    session.reviews.set_weights(result.weights, len(log))
    about: dict[str, object] = {"weights": list(result.weights), "answers": len(log)}
    about |= {"loss_before": result.before, "loss_after": result.after}
    print(json_line(about) if options.json else result.said)
    return 0
