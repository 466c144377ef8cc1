"""Which database files this process has open.

POSIX gives locks to a process, not to a file handle: closing any handle of a file drops all locks
that the process has on it, SQLite's too. So nobody here opens a database file as a mere file while
a connection to it is open, and opening a connection (which looks at the header first) is done by
one thread at a time.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import os
    from pathlib import Path

FileId = tuple[int, int]
"""Device and inode."""

opening = threading.RLock()
"""Held while a file is looked at and a connection to it opened."""

_held: Counter[FileId] = Counter()
# A garbage collection inside may close a connection that nobody closed.
_counting = threading.RLock()


class HeldConnection(sqlite3.Connection):
    """A connection that is counted from `hold` until it is closed."""

    _file: FileId | None = None

    def hold(self, path: Path) -> None:
        """Count it as a handle of this file."""
        found = path.stat()
        with _counting:
            self._file = found.st_dev, found.st_ino
            _held[self._file] += 1

    def close(self) -> None:
        """Close it."""
        super().close()
        with _counting:
            if self._file is not None:
                _held[self._file] -= 1
                self._file = None

    def __del__(self, *_: Any) -> None:
        with _counting:
            if self._file is not None:
                _held[self._file] -= 1


def is_held(found: os.stat_result) -> bool:
    """Whether a connection of this process has the file open."""
    with _counting:
        return _held[found.st_dev, found.st_ino] > 0
