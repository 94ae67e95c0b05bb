"""Kill a learner at work, many times, at random moments: nothing acknowledged may be missing.

Run it by hand: ``python -m tests.benchmarks.kills [--times 200]``. A child process saves words and answers
cards, and names each on its standard output when it is kept; it is killed (SIGKILL) after a random while,
and the notebook is opened, checked and compared with what was named.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reader.study.notebook import Notebook
from reader.study.reviews import Reviews

ROOT = Path(__file__).parents[2]
WORK = """
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random
from reader.review_settings import ReviewSettings
from reader.study.cards import Rating
from reader.study.notebook import Notebook
from reader.study.reviews import Reviews
from reader.study.word import Context, Identity
home, run = Path(sys.argv[1]), sys.argv[2]
notebook, chance = Notebook.open(home, home), Random(run)
reviews = Reviews(notebook.database, ReviewSettings(new=9999, limit=9999))
now, number = datetime.now(timezone.utc), 0
while True:
    now += timedelta(seconds=40)
    card = reviews.queue(now).next(now) if chance.random() < 0.6 else None
    if card is None:
        word = f"{run}-{number}"
        number += 1
        notebook.save(Identity(word, word, ""), gloss="x" * 40, context=Context(word + "。", 0, 1))
        print("saved", word, flush=True)
    else:
        reviews.answer(card, Rating(chance.randint(1, 4)), now)
        print("answered", card.identity.simplified, now.isoformat(), flush=True)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance, told = random.Random(options.seed), set[str]()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for run in range(options.times):
            told |= one_life(home, str(run), chance.random() * 0.25)
            missing = told - kept(home)
            if missing:
                sys.exit(f"after kill {run + 1}: acknowledged and not there: {sorted(missing)[:5]}")
        saved = sum(line.startswith("saved") for line in told)
        print(
            f"{options.times} kills; {saved:,} saves and {len(told) - saved:,} answers were acknowledged, "
            "all are there; every check found the notebook sound"
        )


def one_life(home: Path, run: str, seconds: float) -> set[str]:
    """Let the child work until something is acknowledged and a while longer; return what was."""
    process = subprocess.Popen(
        [sys.executable, "-c", WORK, str(home), run], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout as lines:
        told = {lines.readline().strip()}
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        told |= {line.strip() for line in lines if line.endswith("\n")}
    process.wait()
    return told


def kept(home: Path) -> set[str]:
    """Return what the notebook holds, as the child names it; end where it is not sound."""
    notebook = Notebook.open(home, home)
    reviews = Reviews(notebook.database)
    log = reviews.log()
    problems = notebook.database.check()
    if problems:
        sys.exit(f"the notebook is not sound: {problems}")
    if sum(card.answers for card in reviews.all_cards()) != len(log):
        sys.exit("cards and log do not agree")
    found = {f"saved {word.simplified}" for word in notebook.words()}
    found |= {f"answered {review.identity.simplified} {review.at.isoformat()}" for review in log}
    notebook.close()
    return found


if __name__ == "__main__":
    main()
