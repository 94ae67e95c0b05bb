"""How long it takes until the first page of a text is on the screen, in a pseudo-terminal, by its length.

``python tests/benchmarks/opening_speed.py [ROUNDS]`` opens a text of 3,000 characters and some of about five
million – a novel, the same all in one line, the novel in GB 18030, 200,000 short lines, a song of one line –
in turn, and prints the best time of each and how many times that of the short text it is. The first page is
there when its first words have come through the terminal. A machine that is busy makes all
of them slower and the ratio unsteady; the best of some rounds is what the program can do, and the processor
time it took is told beside it.
"""

from __future__ import annotations

import fcntl
import os
import pty
import random
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHORT, LONG = 3_000, 5_000_000
FIRST = "雨夜里的第一句话"
BOUND = 2.0
"""How many times the time of the short text a long one may take."""
PATIENCE = 120.0


def novel(length: int) -> str:
    """Return a text of chapters, paragraphs and sentences, none twice."""
    chance = random.Random(1)
    words = [
        "他",
        "图书馆",
        "慢慢地",
        "走进",
        "昨天",
        "下雨",
        "看见",
        "一本",
        "旧书",
        "朋友",
        "告诉",
        "我们",
        "时候",
    ]
    lines, size = [f"　　{FIRST}。"], 20
    while size < length:
        if len(lines) % 40 == 1:
            lines.append(f"第{len(lines) // 40 + 1}章 第{len(lines)}天")
        sentences = (
            "".join(chance.choices(words, k=chance.randint(4, 12))) + f"{chance.randrange(10**6)}。"
            for _ in range(chance.randint(1, 5))
        )
        lines.append("　　" + "".join(sentences))
        size += len(lines[-1]) + 1
    return "\n".join(lines)[:length]


def make_texts(folder: Path) -> dict[str, Path]:
    """Write the texts and return them by what they are, the short one first."""
    long = novel(LONG)
    contents = {
        "3,000 characters": novel(SHORT).encode(),
        "5,000,000 characters": long.encode(),
        "… all in one line": long.replace("\n", "").encode(),
        "… in GB 18030": long.encode("gb18030"),
        "200,000 short lines": "\n".join(
            [FIRST, *(f"{number}行的短句，没有别的。" for number in range(200_000))]
        ).encode(),
        "one line, 150,000 times": "\n".join(
            [FIRST, *["我爱你，雨夜里的图书馆，我爱你，慢慢地走的人。"] * 150_000]
        ).encode(),
    }
    texts = {}
    for number, (what, content) in enumerate(contents.items()):
        texts[what] = folder / f"text{number}.txt"
        texts[what].write_bytes(content)
    return texts


def seconds_to_first_page(text: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Open a text in a pseudo-terminal of 80×24, wait for its first words, and leave.

    Return the seconds that took, and the seconds of processor time the program had had by then.
    """
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execve(sys.executable, [sys.executable, "-m", "reader", str(text)], environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen, took, used = b"", 0.0, 0.0
    while not took:
        if time.perf_counter() - start > PATIENCE:
            os.kill(child, signal.SIGKILL)
            raise SystemExit(f"{text}: no first page within {PATIENCE:.0f} seconds")
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError as error:
                raise SystemExit(f"{text}: ended before its first page: {seen[-400:]!r}") from error
            # Words are parted by cursor movements and colours, their first characters stand in any case.
            if all(char.encode() in seen for char in FIRST):
                took, used = time.perf_counter() - start, _processor_seconds(child)
    _leave(child, terminal)
    return took, used


def _processor_seconds(process: int) -> float:
    """Return what a process has used so far, where the system tells (Linux); 0 elsewhere."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _leave(child: int, terminal: int) -> None:
    time.sleep(0.3)
    os.write(terminal, b"q")
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            if select.select([terminal], [], [], 0.2)[0] and not os.read(terminal, 65536):
                break
        except OSError:
            break
        if os.waitpid(child, os.WNOHANG) != (0, 0):
            os.close(terminal)
            return
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)


def main(rounds: int = 5) -> int:
    """Print the times and how they compare; return 1 where a long text in UTF-8 is over the bound."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = make_texts(folder)
        environment = os.environ | {
            "DUSHU_HOME": str(folder / "home"),
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
        }
        doctor = [sys.executable, "-m", "reader", "doctor"]  # builds the index of the dictionaries
        subprocess.run(doctor, env=environment, capture_output=True, check=False)
        best = dict.fromkeys(texts, PATIENCE)
        least = dict.fromkeys(texts, PATIENCE)
        for _ in range(rounds):
            for what, path in texts.items():
                took, used = seconds_to_first_page(path, environment)
                best[what], least[what] = min(best[what], took), min(least[what], used)
    short, little = best["3,000 characters"], least["3,000 characters"] or 1.0
    for what, took in best.items():
        print(
            f"{what:<24} {took:6.2f} s, {took / short:5.2f} × the short text; "
            f"processor {least[what]:6.2f} s, {least[what] / little:5.2f} ×",
            flush=True,
        )
    return int(max(best["5,000,000 characters"], best["… all in one line"]) > BOUND * short)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
