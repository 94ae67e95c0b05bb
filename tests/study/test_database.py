"""What was said to be saved is saved: through kills, other windows, full disks, damage and old versions."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from reader.errors import NotebookError
from reader.study import backup
from reader.study.database import Database
from reader.study.notebook import FILE_NAME, Notebook
from reader.study.schema import APPLICATION_ID, MIGRATIONS
from reader.study.shelf import Shelf
from reader.study.word import Context, Identity

ROOT = Path(__file__).parents[2]
BANK = Identity("銀行", "银行", "yin2 hang2")
NEXT = (*MIGRATIONS, ("ALTER TABLE word ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'",))

WRITER = """
import sys
from pathlib import Path
from reader.study.notebook import Notebook
from reader.study.word import Identity
notebook = Notebook.open(Path(sys.argv[1]), Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    word = f"{sys.argv[2]}{number}"
    notebook.save(Identity(word, word, ""), gloss="x" * 50)
    print(word, flush=True)
"""


def writer(home: Path, name: str, count: int = 100_000) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(home), name, str(count)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def opened(home: Path) -> Notebook:
    return Notebook.open(home, home)


def words(home: Path) -> list[str]:
    notebook = opened(home)
    try:
        assert notebook.database.check() == ()
        return [word.simplified for word in notebook.words()]
    finally:
        notebook.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


# Kills and other windows


def test_every_word_that_was_told_saved_is_there_after_a_kill_at_any_instant(home: Path) -> None:
    chance = random.Random(5)
    told: list[str] = []
    for run in range(6):
        process = writer(home, f"{run}-")
        assert process.stdout is not None
        told.append(process.stdout.readline().strip())
        time.sleep(chance.random() * 0.2)
        process.send_signal(signal.SIGKILL)
        told += [line.strip() for line in process.stdout if line.endswith("\n")]
        process.wait()
        process.stdout.close()
        assert process.stderr is not None
        process.stderr.close()
    assert set(told) <= set(words(home))


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace, to kill at a system call")
@pytest.mark.parametrize(
    ("call", "times"), [("pwrite64", (1, 7, 40, 130, 260)), ("fdatasync", (1, 3, 7, 15, 30))]
)
def test_a_kill_at_a_write_or_a_sync_takes_no_word_that_was_told_saved(
    home: Path, call: str, times: tuple[int, ...]
) -> None:
    kept(home)
    told = ["银行"]
    for nth in times:
        trace = ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}"]
        inject = ["-e", f"inject={call}:signal=SIGKILL:when={nth}"]
        command = [*trace, *inject, sys.executable, "-c", WRITER, str(home), f"{call}{nth}-", "100"]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
        if "PTRACE" in ended.stderr or "ptrace" in ended.stderr:
            pytest.skip("this machine lets no process be traced")
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        told += [line for line in ended.stdout.splitlines(keepends=False) if line]
    assert len(told) > 1
    assert set(told) <= set(words(home))


def test_eight_processes_that_add_words_at_once_lose_none_and_double_none(home: Path) -> None:
    """All of them save the same words too, so that each has to find what the others made."""
    several = [writer(home, name, 15) for name in ("a", "b", "c", "d", "same", "same", "same", "same")]
    for process in several:
        _, complaint = process.communicate(timeout=90)
        assert process.returncode == 0, complaint
    names = ("a", "b", "c", "d", "same")
    assert sorted(words(home)) == sorted(f"{name}{number}" for name in names for number in range(15))


def test_the_same_word_from_two_windows_is_one_word_with_both_sentences(home: Path) -> None:
    one, other = opened(home), opened(home)
    one.save(BANK, context=Context("银行开门。", 0, 2))
    other.save(BANK, context=Context("银行关门。", 0, 2))
    assert [len(word.contexts) for word in one.words()] == [2]
    one.close()
    other.close()


def test_a_writer_waits_and_then_says_who_is_in_the_way(home: Path) -> None:
    first = Database(home / FILE_NAME)
    second = Database(home / FILE_NAME, patience=0.2)
    with first.writing() as connection:
        started = time.monotonic()
        with (
            pytest.raises(NotebookError, match="is in use by another dushu; nothing was saved"),
            second.writing(),
        ):
            pass
        assert time.monotonic() - started >= 0.2
        connection.execute("INSERT INTO meta VALUES ('mine', 'kept')")
    with second.reading() as connection:
        assert connection.execute("SELECT value FROM meta WHERE key = 'mine'").fetchone() == ("kept",)
    first.close()
    second.close()


def test_a_block_that_fails_changes_nothing(home: Path) -> None:
    database = Database(home / FILE_NAME)

    def fail() -> None:
        with database.writing() as connection:
            connection.execute("INSERT INTO meta VALUES ('half', 'done')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM meta WHERE key = 'half'").fetchone() == (0,)
    database.close()


def test_the_log_is_synced_at_every_commit(home: Path) -> None:
    database = Database(home / FILE_NAME)
    with database.writing() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    database.close()


def test_a_notebook_deleted_under_an_open_window_takes_no_word_with_it(home: Path) -> None:
    notebook = opened(home)
    notebook.save(BANK)
    for path in home.glob("notebook.db*"):
        path.unlink()
    word = Identity("新", "新", "xin1")
    notebook.save(word)
    notebook.close()
    assert words(home) == ["新"]


def test_a_notebook_replaced_while_saving_is_told(home: Path) -> None:
    path = kept(home)
    database = Database(path)

    def save_while_it_is_replaced() -> None:
        with database.writing() as connection:
            connection.execute("INSERT INTO meta VALUES ('mine', 'kept')")
            shutil.copy(path, home / "copy")
            (home / "copy").replace(path)

    with pytest.raises(NotebookError, match="was replaced while saving; nothing was saved, try again"):
        save_while_it_is_replaced()
    database.close()


# Disks that are full or cannot be written


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("a small disk can only be made by root with the right to mount")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_told_and_nothing_told_saved_is_lost(small_disk: Path) -> None:
    notebook = opened(small_disk)
    told: list[str] = []

    def fill() -> None:
        for number in range(1000):
            word = Identity(f"{number}", f"{number}", "")
            told.append(notebook.save(word, gloss="长" * 2000).word.simplified)

    with pytest.raises(NotebookError, match="the disk is full") as refused:
        fill()
    assert str(small_disk) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert [word.simplified for word in notebook.words()] == told
    notebook.close()
    subprocess.run(["mount", "-o", "remount,size=4m", str(small_disk)], check=True)
    again = opened(small_disk)
    told.append(again.save(BANK).word.simplified)
    again.close()
    assert words(small_disk) == told


def test_on_a_disk_filled_by_others_words_are_read(small_disk: Path) -> None:
    kept(small_disk)
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    notebook = opened(small_disk)
    assert [word.gloss for word in notebook.words()] == ["bank"]
    with pytest.raises(NotebookError, match="nothing was saved"):
        notebook.save(Identity("新", "新", ""))
    filler.unlink()
    notebook.save(Identity("新", "新", ""))
    assert len(notebook.words()) == 2
    notebook.close()


LIMITED = """
import resource, signal, sys
from pathlib import Path
from reader.errors import NotebookError
from reader.study.notebook import Notebook
from reader.study.word import Identity
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
notebook = Notebook.open(Path(sys.argv[1]), Path(sys.argv[1]))
try:
    for number in range(1000):
        saved = notebook.save(Identity(f"{number}", f"{number}", ""), gloss="长" * 2000)
        print(saved.word.simplified, flush=True)
except NotebookError as error:
    sys.exit(f"dushu: {error}")
"""


def test_a_file_that_may_not_grow_is_told_and_nothing_told_saved_is_lost(home: Path) -> None:
    assert resource.RLIMIT_FSIZE is not None
    ended = subprocess.run(
        [sys.executable, "-c", LIMITED, str(home)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("dushu: ")
    assert "nothing was saved" in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert ended.stdout.split() == words(home)
    assert len(words(home)) > 5


def test_on_a_read_only_disk_words_are_read_and_saving_is_refused(small_disk: Path) -> None:
    notebook = opened(small_disk)
    notebook.save(BANK, gloss="bank")
    notebook.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    notebook = opened(small_disk)
    assert [word.gloss for word in notebook.words()] == ["bank"]
    with pytest.raises(NotebookError, match="nothing was saved"):
        notebook.save(Identity("新", "新", ""))
    assert [word.gloss for word in notebook.words()] == ["bank"]
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    notebook.save(Identity("新", "新", ""))
    assert len(notebook.words()) == 2
    notebook.close()


def test_a_read_only_disk_without_a_notebook_reads_as_an_empty_one(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    notebook = opened(small_disk / "data")
    assert notebook.words() == ()
    with pytest.raises(NotebookError, match="nothing was saved"):
        notebook.save(BANK)


# Damage, other versions, other files


def kept(home: Path, copies: bool = False) -> Path:
    """Make a notebook with a word in it, and a backup where asked for; return its path."""
    notebook = opened(home)
    notebook.save(BANK, gloss="bank")
    if copies:
        notebook.database.back_up()
    notebook.close()
    return home / FILE_NAME


def refusal(home: Path) -> str:
    """Return what is said when the notebook is opened; the file must stay as it is."""
    path = home / FILE_NAME
    before = path.read_bytes() if path.exists() else None
    for use in (lambda one: one.words(), lambda one: one.save(BANK)):
        notebook = opened(home)
        with pytest.raises(NotebookError) as refused:
            use(notebook)
        notebook.close()
    assert (path.read_bytes() if path.exists() else None) == before
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_newer_notebook_is_refused_with_the_way_back(home: Path) -> None:
    path = kept(home, copies=True)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    said = refusal(home)
    assert str(path) in said
    assert "newer dushu" in said
    assert "dushu doctor --restore" in said


@pytest.mark.parametrize("size", [0, 100, 4096])
def test_a_notebook_cut_short_is_never_shown_as_an_empty_one(home: Path, size: int) -> None:
    path = kept(home)
    path.write_bytes(path.read_bytes()[:size])
    assert "is damaged" in refusal(home)


@pytest.mark.parametrize("size", [0, 100, 4096, 5000])
def test_a_notebook_cut_short_is_refused_with_the_way_back(home: Path, size: int) -> None:
    path = kept(home, copies=True)
    path.write_bytes(path.read_bytes()[:size])
    said = refusal(home)
    assert str(path) in said
    assert str(backup.backups(path)[0].path) in said


@pytest.mark.parametrize("junk", [b"not a database at all, just text" * 200, b"\x00" * 8192])
def test_what_is_no_database_is_refused(home: Path, junk: bytes) -> None:
    path = kept(home, copies=True)
    path.write_bytes(junk)
    assert str(path) in refusal(home)


def test_a_missing_notebook_that_has_backups_is_not_shown_empty(home: Path) -> None:
    path = kept(home, copies=True)
    path.unlink()
    assert "is missing though it has backups" in refusal(home)


def test_a_log_without_its_notebook_is_neither_used_nor_lost(home: Path) -> None:
    path, log = home / FILE_NAME, home / "notebook.db-wal"
    notebook = opened(home)
    notebook.save(BANK)
    copy = notebook.database.back_up().path
    notebook.save(Identity("新", "新", ""))
    left = log.read_bytes()
    assert left
    notebook.close()
    path.unlink()
    copy = copy.rename(home.parent / "copy with space.db")
    log.write_bytes(left)
    assert "is missing though its log notebook.db-wal is there" in refusal(home)
    moved = backup.restore(copy, path, NOON)
    assert moved is not None
    assert moved.read_bytes() == left
    assert words(home) == ["银行"]


def test_a_database_of_another_program_is_refused(home: Path) -> None:
    home.mkdir()
    with contextlib.closing(sqlite3.connect(home / FILE_NAME)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    assert "not a notebook of dushu" in refusal(home)


def test_a_directory_in_the_place_of_the_notebook_is_refused(home: Path) -> None:
    (home / FILE_NAME).mkdir(parents=True)
    notebook = opened(home)
    with pytest.raises(NotebookError, match=r"notebook\.db"):
        notebook.save(BANK)


def test_damage_in_the_middle_is_found_by_the_check(home: Path) -> None:
    notebook = opened(home)
    for number in range(300):
        notebook.save(Identity(str(number), str(number), ""), gloss="x" * 400)
    notebook.close()
    path = home / FILE_NAME
    content = bytearray(path.read_bytes())
    content[60_000:80_000] = os.urandom(20_000)
    path.write_bytes(content)
    assert Database(path).check()


def test_whatever_bit_is_flipped_is_read_or_refused_in_a_sentence(home: Path) -> None:
    path = kept(home, copies=True)
    sound, chance = path.read_bytes(), random.Random(7)
    sentences: list[str] = []
    for _ in range(60):
        content = bytearray(sound)
        content[chance.randrange(len(content) if chance.random() < 0.5 else 120)] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        notebook = opened(home)
        try:
            notebook.words()
            notebook.database.check()
        except NotebookError as error:
            sentences.append(str(error))
        notebook.close()
        for log in home.glob("notebook.db-*"):
            log.unlink()
    assert sentences
    assert not [sentence for sentence in sentences if "\n" in sentence]


def test_what_only_we_know_to_be_wrong_is_found_by_the_check(home: Path) -> None:
    path = kept(home)
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE word SET added = 'yesterday', tags = '{}'")
        connection.execute('INSERT INTO context (word, sentence, start, "end") VALUES (1, "短", 3, 9)')
    assert [line.split(" (")[0] for line in Database(path).check()] == [
        "word 1",
        "word 1",
        "context 1 marks a word at 3 to 9, beyond its sentence",
    ]


# Migrations


def shape(path: Path) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
        version = connection.execute("PRAGMA user_version").fetchone()
        return [*tables, version, connection.execute("PRAGMA application_id").fetchone()]


@pytest.mark.parametrize("version", range(1, len(NEXT) + 1))
def test_every_version_becomes_what_a_fresh_notebook_is(tmp_path: Path, version: int) -> None:
    old, fresh = tmp_path / "old" / FILE_NAME, tmp_path / "fresh" / FILE_NAME
    for path, steps in ((old, NEXT[:version]), (old, NEXT), (fresh, NEXT)):
        database = Database(path, migrations=steps)
        with database.writing():
            pass
        database.close()
    assert shape(old) == shape(fresh)
    assert shape(old)[-2:] == [(len(NEXT),), (APPLICATION_ID,)]


def test_a_migration_is_preceded_by_a_backup_of_the_old_version(home: Path) -> None:
    path = kept(home)
    database = Database(path, migrations=NEXT)
    with database.reading() as connection:
        assert connection.execute("SELECT gloss, colour FROM word").fetchall() == [("bank", "red")]
    database.close()
    (copy,) = backup.backups(path)
    assert (copy.version, copy.reason) == (len(MIGRATIONS), "before-migration")


def test_a_migration_that_fails_leaves_the_old_version_whole(home: Path) -> None:
    path = kept(home)
    before = shape(path)
    broken = (*MIGRATIONS, ("CREATE TABLE half (x)", "INSERT INTO nowhere VALUES (1)"))
    with (
        pytest.raises(NotebookError, match="no such table: nowhere"),
        Database(path, migrations=broken).reading(),
    ):
        pass
    assert shape(path) == before
    assert words(home) == ["银行"]


def test_steps_made_before_a_migration_can_be_undone_after_it(home: Path) -> None:
    path = kept(home)
    notebook = Notebook(Database(path, migrations=NEXT))
    notebook.undo()
    assert notebook.words() == ()
    notebook.redo()
    assert [word.simplified for word in notebook.words()] == ["银行"]
    notebook.close()


def test_two_windows_that_open_a_new_notebook_at_once_make_one(home: Path) -> None:
    both = [writer(home, name, 1) for name in "abcd"]
    for process in both:
        _, complaint = process.communicate(timeout=60)
        assert process.returncode == 0, complaint
    assert sorted(words(home)) == ["a0", "b0", "c0", "d0"]


# Backups


NOON = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)


def test_a_changed_notebook_is_copied_once_a_day_and_an_unchanged_one_is_not(home: Path) -> None:
    now = [NOON]
    database = Database(home / FILE_NAME, now=lambda: now[0])
    notebook = Notebook(database)
    for day, expected in ((0, 0), (1, 1), (1, 1), (2, 2)):
        now[0] = NOON + timedelta(days=day)
        notebook.save(Identity(str(now[0]), str(now[0]), ""))
        assert len(backup.backups(database.path)) == expected
    now[0] = NOON + timedelta(days=3)
    with database.reading():
        pass
    assert len(backup.backups(database.path)) == 2
    notebook.close()


def test_copies_thin_out_with_age() -> None:
    daily = [backup.Backup(Path(f"{day}"), NOON - timedelta(days=day), 1, "daily") for day in range(400)]
    special = [
        backup.Backup(Path(f"m{day}"), NOON - timedelta(days=day), 1, "before-migration") for day in range(30)
    ]
    spare = backup.thin([*daily, *special], NOON)
    left = [one for one in daily if one not in spare]
    assert {one.path.name for one in left} >= {str(day) for day in range(8)}
    assert 25 < len(left) < 40
    assert [one.path.name for one in special if one not in spare] == [f"m{day}" for day in range(10)]
    months = [(one.at.year, one.at.month) for one in left if NOON - one.at > timedelta(days=61)]
    assert len(months) == len(set(months)) == 12
    assert not set(backup.thin(left, NOON))


def test_a_backup_that_cannot_be_made_is_told_and_does_not_stop_saving(home: Path) -> None:
    now = [NOON]
    notebook = Notebook(Database(home / FILE_NAME, now=lambda: now[0]))
    notebook.save(BANK)
    (home / "backups").write_text("in the way")
    now[0] += timedelta(days=1)
    notebook.save(Identity("新", "新", ""))
    assert "backup could not be made" in notebook.database.warning
    assert len(notebook.words()) == 2
    notebook.close()


def test_restoring_brings_back_the_words_and_keeps_what_was_there(home: Path) -> None:
    path = kept(home, copies=True)
    copy = backup.backups(path)[0].path
    notebook = opened(home)
    Shelf(notebook.database).keep("abc", title="新闻")
    notebook.remove([BANK])
    notebook.save(Identity("新", "新", ""))
    former = backup.restore(copy, path, NOON)
    assert [word.gloss for word in notebook.words()] == ["bank"]
    notebook.close()
    assert former is not None
    backup.restore(former, path, NOON)
    assert words(home) == ["新"]


@pytest.mark.parametrize("damage", ["cut", "junk", "missing"])
def test_restoring_over_a_damaged_notebook_moves_that_aside(home: Path, damage: str) -> None:
    path = kept(home, copies=True)
    copy = backup.backups(path)[0].path
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:5000] if damage == "cut" else b"junk" * 3000)
    former = backup.restore(copy, path, NOON)
    assert words(home) == ["银行"]
    assert (former is None) == (damage == "missing")
    if former is not None:
        assert former.stat().st_size in (5000, 12_000)
        assert "damaged" in former.name


@pytest.mark.parametrize("bad", ["missing", "junk", "newer", "theirs"])
def test_restoring_from_what_is_no_sound_notebook_changes_nothing(
    home: Path, tmp_path: Path, bad: str
) -> None:
    path = kept(home)
    before = path.read_bytes()
    source = tmp_path / "copy.db"
    if bad == "junk":
        source.write_bytes(b"junk" * 3000)
    elif bad == "newer":
        shutil.copy(path, source)
        with contextlib.closing(sqlite3.connect(source)) as connection:
            connection.execute("PRAGMA user_version = 99")
    elif bad == "theirs":
        with contextlib.closing(sqlite3.connect(source)) as connection:
            connection.execute("CREATE TABLE theirs (x)")
    with pytest.raises(NotebookError, match=r"copy\.db"):
        backup.restore(source, path, NOON)
    assert path.read_bytes() == before
