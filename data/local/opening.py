"""Opening the console's own database: made where it is missing, set aside where it is damaged."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from data.local.schema import SCHEMA
from data.sqlite.connect import connect, translate_os
from data.sqlite.examine import SIDE_FILES, leftovers
from data.sqlite.migrate import Schema, migrate, require_version, version_of
from data.sqlite.problems import DamagedDatabase, DatabaseProblem, NotADatabase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUSY_MS = 1_000
"""How long a write waits for another program's, in milliseconds; nobody waits for it."""

_DAMAGED = ".damaged-"

SPOILED = (DamagedDatabase, NotADatabase)
"""Problems of a file that nothing of ours can be read from any more."""


class Opened(NamedTuple):
    """An open database.

    Attributes:
        connection: to it; transactions are the caller's.
        aside: what a damaged file is called now; None where there was none.
    """

    connection: sqlite3.Connection
    aside: Path | None


def open_local(path: Path, schema: Schema = SCHEMA, *, synchronous: str = "NORMAL") -> Opened:
    """Open the file for writing, at this release's schema. Blocks.

    One that is damaged is renamed, with what SQLite keeps beside it, and a new one is made: what
    stands in it never keeps anybody from working. A file of another program or of a newer release
    is left alone.

    Args:
        path: the file; it and its folder are made where they are missing, for the owner only.
        schema: what it has to become.
        synchronous: SQLite's setting. With `NORMAL` a power cut may take the last writes and
            leaves the file sound; what must not be lost asks for `FULL`.

    Raises:
        DatabaseProblem: it cannot be used.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise translate_os(error, path) from error
    aside = None
    try:
        connection = _open(path, schema, synchronous)
    except DatabaseProblem as problem:
        if not _is_spoiled(path, problem):
            raise
        connection, aside = _instead(path, schema, synchronous)
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    # What was forgotten on purpose shall not be found in free pages.
    connection.execute("PRAGMA secure_delete = ON")
    return Opened(connection, aside)


def read_local(path: Path, schema: Schema = SCHEMA) -> sqlite3.Connection | None:
    """Open the file for reading only; None where there is none yet, or it is just made. Blocks.

    Raises:
        DatabaseProblem: it cannot be used, or an older release wrote it.
    """
    if not path.exists():
        return None
    connection = connect(path, read_only=True, application_id=schema.application_id)
    try:
        made = version_of(connection, path, schema)
        if made:
            require_version(connection, path, schema)
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    return None


def reopen_local(path: Path, schema: Schema = SCHEMA, *, synchronous: str = "NORMAL") -> Opened:
    """Open the file after damage was met in it: set aside, unless another process has done so.

    Raises:
        DatabaseProblem: it cannot be used.
    """
    with _alone_in(path.parent):
        aside = put_aside(path) if path.exists() and not _is_sound(path, schema) else None
    return open_local(path, schema, synchronous=synchronous)._replace(aside=aside)


def set_aside(path: Path) -> list[Path]:
    """Damaged files that were set aside, with what lies beside them; requests stand in them."""
    return sorted(
        one
        for one in path.parent.iterdir()
        if one.name.startswith(f"{path.name}{_DAMAGED}") and one.is_file()
    )


def put_aside(path: Path) -> Path:
    """Rename a damaged file and what lies beside it; what it is called now.

    Raises:
        DatabaseProblem: it cannot be renamed.
    """
    stem = f"{path.name}{_DAMAGED}{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}"
    target, number = path.with_name(stem), 1
    while target.exists():
        number += 1
        target = path.with_name(f"{stem}-{number}")
    for end in (*SIDE_FILES, ""):
        with suppress(FileNotFoundError):
            try:
                path.with_name(path.name + end).rename(target.with_name(target.name + end))
            except PermissionError as error:
                raise translate_os(error, path) from error
    return target


def _open(path: Path, schema: Schema, synchronous: str) -> sqlite3.Connection:
    connection = connect(
        path, create=True, synchronous=synchronous, application_id=schema.application_id
    )
    try:
        migrate(connection, path, schema.migrations, schema.application_id)
    except BaseException:
        connection.close()
        raise
    return connection


def _is_sound(path: Path, schema: Schema) -> bool:
    """Whether every page of a file can be read."""
    try:
        connection = connect(path, read_only=True, application_id=schema.application_id)
        try:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        finally:
            connection.close()
    except (sqlite3.Error, DatabaseProblem):
        return False
    return bool(verdict == "ok")


def _is_spoiled(path: Path, problem: DatabaseProblem) -> bool:
    """Whether nothing can be done with what lies there; a log without its file counts, too."""
    return isinstance(problem, SPOILED) or (not path.exists() and bool(leftovers(path)))


def _instead(
    path: Path, schema: Schema, synchronous: str
) -> tuple[sqlite3.Connection, Path | None]:
    """A new file in the place of a damaged one; another process may be doing the same."""
    with _alone_in(path.parent):
        try:
            return _open(path, schema, synchronous), None
        except DatabaseProblem as problem:
            if not _is_spoiled(path, problem):
                raise
        aside = put_aside(path)
        return _open(path, schema, synchronous), aside


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Be the only one who renames in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
