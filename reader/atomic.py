"""Files written whole or not at all: the old file or the new one, never half of one.

The new content goes to a temporary name in the same directory, is synced, takes the old file's name, and the
directory is synced, so that it also survives a power cut. A failure leaves the old file and no temporary one.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path


def write_bytes(path: Path, content: bytes) -> None:
    """Replace ``path`` by a file holding ``content``; raise OSError and change nothing where that fails."""
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def write_text(path: Path, content: str) -> None:
    """Like :func:`write_bytes`, in UTF-8 and with line ends as they are in ``content``."""
    write_bytes(path, content.encode("utf-8"))


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary name beside ``path``; on leaving without error, what it holds becomes ``path``.

    A symbolic link keeps pointing where it did: the file it names is the one replaced. Missing directories
    are made. The new file has the old one's permission bits, or those the process gives new files.
    """
    import tempfile  # heavy, and most sessions write no file

    target = path.resolve() if path.is_symlink() else path
    make_directory(target.parent)
    handle, name = tempfile.mkstemp(prefix=".dushu-", suffix=".tmp", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(_mode(target))
        sync_file(temporary)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        raise
    sync_directory(target.parent)


@contextlib.contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """Yield a temporary name beside ``path``; what it holds becomes ``path`` unless that exists by then.

    For files that several processes may make at once: one of them wins, whole.
    """
    import tempfile

    make_directory(path.parent)
    with tempfile.TemporaryDirectory(prefix=".dushu-", suffix=".tmp", dir=path.parent) as room:
        temporary = Path(room) / path.name
        yield temporary
        sync_file(temporary)
        try:
            path.hardlink_to(temporary)
        except FileExistsError:
            return
        except OSError:  # a file system without hard links
            if not path.exists():
                temporary.replace(path)
    sync_directory(path.parent)


def make_directory(directory: Path) -> None:
    """Make ``directory`` and its parents where they are missing, and sync each so that it stays."""
    if directory.is_dir():
        return
    make_directory(directory.parent)
    directory.mkdir(exist_ok=True)
    sync_directory(directory.parent)


def sync_file(path: Path) -> None:
    """Wait until what ``path`` holds is on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_directory(directory: Path) -> None:
    """Wait until the names in ``directory`` are on the disk, where the platform can do that."""
    if os.name == "nt":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {
            errno.EINVAL,
            errno.ENOTSUP,
            errno.EROFS,
        }:  # some file systems have no such thing
            raise
    finally:
        os.close(descriptor)


def _mode(target: Path) -> int:
    try:
        return target.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
