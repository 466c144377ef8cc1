"""What `rtm db` stands on: check, back up, bring back, remove; and move the platform's clock."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from data.emulation.checking import UNCHECKED, check, structure
from data.emulation.invariants import Finding
from data.emulation.services import clock
from data.emulation.store.schema import SCHEMA, drop_for_load, restore_after_load
from data.sqlite.connect import connect, primary_code, translate
from data.sqlite.copying import copy_database, copy_into
from data.sqlite.examine import SIDE_FILES
from data.sqlite.migrate import build, migrate, version_of
from data.sqlite.problems import (
    DamagedDatabase,
    DatabaseLocked,
    NotADatabase,
    SameFile,
)
from data.sqlite.volumes import publish, sweep
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from data.emulation.services.clock import ClockState

    Progress = Callable[[int, int], None]

__all__ = [
    "DERIVED",
    "UNCHECKED",
    "Finding",
    "backup",
    "check",
    "move_clock",
    "remove",
    "repair",
    "restore",
]


def backup(
    path: Path, to: Path, *, overwrite: bool = False, progress: Progress | None = None
) -> None:
    """Copy a database to a new file (mode 0600), whole or not at all, while others use it.

    Args:
        path: the database.
        to: the file to make; its folder must exist.
        overwrite: replace a file that is there.
        progress: told pages done and pages in all.

    Raises:
        DatabaseProblem: the database cannot be read, the file exists or cannot be written.
    """
    _require_two_files(path, to)
    sweep(path)
    source = _open(path)
    try:
        version_of(source, path, SCHEMA)
        copy_database(source, to, overwrite=overwrite, progress=progress)
    finally:
        source.close()


def restore(
    path: Path, from_: Path, *, verify: bool = True, progress: Progress | None = None
) -> Path | None:
    """Bring a backup's content back, after it has been verified, whole or not at all.

    Programs that have the database open see the old content, then the new one. A database too
    damaged for that is set aside first (`NAME.damaged.20260731-101500`). A backup of an older
    release is upgraded when the database is next opened.

    Args:
        path: the database; made where nothing is.
        from_: the backup.
        verify: look at all of the backup first; a caller that has just made it need not.
        progress: told pages done and pages in all.

    Returns:
        Where a damaged database was set aside, or None.

    Raises:
        DatabaseProblem: the backup is no sound database of this program, or the database is
            another program's, busy, or there is no space; it has its old content then.
    """
    _require_two_files(path, from_)
    sweep(path)
    source = _open(from_)
    try:
        version_of(source, from_, SCHEMA)
        if verify:
            _require_sound(source, from_)
        if not path.exists():
            copy_database(source, path, progress=progress)
            return None
        try:
            _restore_into(source, path, progress)
        except DamagedDatabase:
            return _restore_beside(source, path, progress)
        return None
    finally:
        source.close()


DERIVED: Final = frozenset({"view", "index", "trigger", "search", "counter", "packages", "users"})
"""Kinds of findings that `repair` puts right."""


def repair(path: Path) -> None:
    """Make anew what is derived: views, indexes, triggers, counters, masks, users, search.

    One transaction; others cannot write meanwhile. Statuses and the file itself are not mended:
    that takes a backup.

    Raises:
        DatabaseProblem: it cannot be opened or written, or is busy; it is as it was then.
    """
    connection = connect(path, application_id=SCHEMA.application_id)
    expected = build(SCHEMA)
    try:
        migrate(connection, path, SCHEMA.migrations, SCHEMA.application_id)
        connection.execute("BEGIN IMMEDIATE")
        drop_for_load(connection)
        for name, sql in expected.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'view'"
        ):
            connection.execute(f'DROP VIEW IF EXISTS "{name}"')
            connection.execute(sql)
        # What was there may be incomplete; what should be there is known.
        connection.execute("DELETE FROM temp.dropped")
        connection.executemany(
            "INSERT INTO temp.dropped VALUES (?, ?, ?)",
            expected.execute(
                "SELECT type, tbl_name, sql FROM sqlite_schema"
                " WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid"
            ),
        )
        restore_after_load(connection)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise translate(error, path) from error
    finally:
        expected.close()
        connection.close()


def move_clock(path: Path, change: Callable[[sqlite3.Connection], ClockState]) -> ClockState:
    """Change the platform's clock, then write what falls due, in short transactions.

    Others can read and write meanwhile, and see the same from the first transaction on. Where
    this ends early, by a kill or because others keep the database busy, readers compute the rest.

    Args:
        path: the database, of this release.
        change: changes the clock in a write transaction, such as `services.clock.advance`.

    Returns:
        What `change` gave.

    Raises:
        DatabaseProblem: it cannot be opened or written, or is busy; the clock is as it was then.
    """
    connection = connect(path, application_id=SCHEMA.application_id)
    try:
        with _writing(connection):
            state = change(connection)
        _fold_all(connection)
    except sqlite3.Error as error:
        raise translate(error, path) from error
    finally:
        connection.close()
    return state


def _fold_all(connection: sqlite3.Connection) -> None:
    """Fold in steps, with pauses in which others get their turn."""
    while clock.anything_due(connection):
        began = time.monotonic()
        try:
            with _writing(connection):
                clock.fold_due(connection)
        except sqlite3.OperationalError as error:
            if primary_code(error) == sqlite3.SQLITE_BUSY:
                return
            raise
        time.sleep(time.monotonic() - began)


@contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    """A write transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def remove(path: Path) -> None:
    """Delete a database with its log.

    Raises:
        DatabaseLocked: another program has it open.
        DatabaseProblem: nothing is there, it is another program's, or cannot be written.
    """
    connection = connect(path, application_id=SCHEMA.application_id)
    try:
        # Leaving WAL needs the file for oneself alone, and takes the log away.
        connection.execute("PRAGMA busy_timeout = 500")
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        path.unlink()
    except sqlite3.Error as error:
        raise translate(error, path) from error
    finally:
        connection.close()
    for end in SIDE_FILES:
        path.with_name(path.name + end).unlink(missing_ok=True)


def _open(path: Path) -> sqlite3.Connection:
    return connect(path, read_only=True, application_id=SCHEMA.application_id)


def _require_two_files(one: Path, other: Path) -> None:
    if one.exists() and other.exists() and one.samefile(other):
        raise SameFile(other)


def _require_sound(source: sqlite3.Connection, path: Path) -> None:
    try:
        found = structure(source)
    except sqlite3.Error as error:
        raise translate(error, path) from error
    if found:
        raise DamagedDatabase(
            path,
            sentence=_("The backup {path} is damaged, so nothing was restored."),
            advice=_("Take another backup."),
        )


def _restore_into(source: sqlite3.Connection, path: Path, progress: Progress | None) -> None:
    try:
        target = connect(path, application_id=SCHEMA.application_id)
    except NotADatabase as problem:
        raise NotADatabase(
            path, advice=_("Move it away first if the backup shall take its place.")
        ) from problem
    try:
        copy_into(source, target, path, progress)
    finally:
        target.close()


def _restore_beside(source: sqlite3.Connection, path: Path, progress: Progress | None) -> Path:
    """Copy first, then change places, so that a kill leaves a database or its damaged self."""
    part = path.with_name(f".{path.name}.{os.getpid()}.restored")
    part.unlink(missing_ok=True)
    copy_database(source, part, progress=progress)
    aside = path.with_name(f"{path.name}.damaged.{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}")
    try:
        for end in ("-wal", "-journal", ""):
            file = path.with_name(path.name + end)
            if file.exists():
                file.rename(aside.with_name(aside.name + end))
        path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
        publish(part, path)
    except FileExistsError as error:
        raise DatabaseLocked(path) from error
    finally:
        part.unlink(missing_ok=True)
    return aside
