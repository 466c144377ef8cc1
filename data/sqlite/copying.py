"""Copies of a live database through SQLite's backup API, whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from data.sqlite.connect import BUSY_MS, MODE, translate, translate_os
from data.sqlite.examine import SIDE_FILES, leftovers, orphaned
from data.sqlite.problems import (
    DatabaseLocked,
    DatabaseProblem,
    NoDatabase,
    NotAFile,
)
from data.sqlite.volumes import publish, sweep
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PAGES: Final = 4_096


def copy_database(
    source: sqlite3.Connection,
    target: Path,
    *,
    overwrite: bool = False,
    part: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Copy the state that `source` sees now to a new file, mode 0600, safe against a kill.

    The copy grows under another name (`part`) and appears under its own when it is on the disk.

    Args:
        source: an open database with no transaction of its own.
        target: the file to make.
        overwrite: replace a file that is there; without it that is a problem.
        part: the name while it grows; by default a hidden one beside the target.
        progress: told after each portion: pages done, pages in all.

    Raises:
        DatabaseProblem: there is a file already, no space, or no right to write there.
    """
    part = part or target.with_name(f".{target.name}.{os.getpid()}.part")
    _require_place(target, overwrite=overwrite)
    sweep(target)
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, MODE))
        try:
            _copy(source, part, progress)
            _to_disk(part)
            if overwrite:
                part.replace(target)
            else:
                publish(part, target)
        finally:
            part.unlink(missing_ok=True)
        _to_disk(target.parent)
    except FileExistsError as error:
        raise exists(target) from error
    except OSError as error:
        raise translate_os(error, target) from error
    except sqlite3.Error as error:
        raise translate(error, target) from error


def copy_into(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    path: Path,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Replace the content of an open database by the state that `source` sees, in one transaction.

    Other processes may have the target open: they see the old state, then the new one.

    Args:
        source: an open database with no transaction of its own.
        target: an open database with no transaction of its own.
        path: the target's file.
        progress: told after each portion: pages done, pages in all.

    Raises:
        DatabaseLocked: somebody else writes for longer than a connection waits.
        DatabaseProblem: no space, or the target is damaged; it has its old content.
    """
    waited_until = time.monotonic() + BUSY_MS / 1000

    def told(status: int, remaining: int, total: int) -> None:
        nonlocal waited_until
        if status & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            waited_until = time.monotonic() + BUSY_MS / 1000
        elif time.monotonic() > waited_until:
            # The backup itself would wait for ever.
            raise DatabaseLocked(path)
        if progress is not None:
            progress(total - remaining, total)

    try:
        with _one_state(source):
            source.backup(target, pages=_PAGES, progress=told, sleep=0.02)
        # Now in the log; into the file as far as nobody still reads the old state.
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as error:
        raise translate(error, path) from error


def exists(target: Path) -> DatabaseProblem:
    """The problem of a file that must not be replaced."""
    return DatabaseProblem(
        target,
        sentence=_("There is a file already at {path}."),
        advice=_("Name another file, or say that it may be overwritten."),
    )


def _copy(
    source: sqlite3.Connection, part: Path, progress: Callable[[int, int], None] | None
) -> None:
    def told(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    with _one_state(source):
        target = sqlite3.connect(part, isolation_level=None)
        try:
            # The file is worthless until it is whole, so it needs no journal on the way.
            target.execute("PRAGMA journal_mode = OFF")
            target.execute("PRAGMA synchronous = OFF")
            source.backup(target, pages=_PAGES, progress=told)
        finally:
            target.close()


@contextmanager
def _one_state(source: sqlite3.Connection) -> Iterator[None]:
    """Pin one state of the source; otherwise each write of others would start the copy over."""
    source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        yield
    finally:
        source.execute("ROLLBACK")


def _require_place(target: Path, *, overwrite: bool) -> None:
    if not target.parent.is_dir():
        raise NoDatabase(
            target,
            sentence=_("There is no folder for {path}."),
            advice=_("Check the path, or make the folder first."),
        )
    if target.exists():
        if not target.is_file():
            raise NotAFile(target)
        if not overwrite:
            raise exists(target)
        if any(target.with_name(target.name + end).exists() for end in SIDE_FILES):
            raise DatabaseLocked(
                target,
                sentence=_("{path} is a database in use, so it is not replaced."),
                advice=_("Close the programs that use it, or name another file."),
            )
    elif leftovers(target):
        raise orphaned(target)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
