"""A private folder for a throw-away database, removed however the program ends."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

PREFIX = "rtm-demo-"
"""How the folders begin."""

LOCK = "in-use"
"""The file whose lock says that its folder's program is alive."""

YOUNG = 60
"""Seconds that a folder without a lock is left in peace."""

SIGNALS = (signal.SIGTERM, signal.SIGHUP)
"""What ends a program politely."""


@contextmanager
def private_folder(parent: Path | None = None) -> Iterator[Path]:
    """A folder that only its owner can look into, gone at the end.

    SIGTERM and SIGHUP end the program as an exit would, so that it is gone then too; what a kill
    leaves behind, the next one removes.

    Args:
        parent: where to make it; the system's temporary folder if None.
    """
    home = Path(tempfile.gettempdir()) if parent is None else parent
    _sweep(home)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=home))
    lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    before = {number: signal.signal(number, _leave) for number in SIGNALS}
    try:
        yield folder
    finally:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _sweep(home: Path) -> None:
    """Remove one's own folders of programs that were killed."""
    for folder in home.glob(f"{PREFIX}*"):
        if folder.is_symlink() or not _is_abandoned(folder):
            continue
        shutil.rmtree(folder, ignore_errors=True)


def _is_abandoned(folder: Path) -> bool:
    try:
        status = folder.stat()
        # A young one may belong to a program that is about to lock it.
        if status.st_uid != os.geteuid() or time.time() - status.st_mtime < YOUNG:
            return False
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:
        # Just being made, or nothing of ours.
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except OSError:
        return False
    finally:
        os.close(lock)
