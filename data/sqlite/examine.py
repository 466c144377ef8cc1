"""A look at a file before SQLite opens it, so that a file of somebody else is never touched."""

from __future__ import annotations

import os
import sqlite3
import stat
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from data.sqlite.held import is_held
from data.sqlite.problems import (
    DatabaseProblem,
    ForeignDatabase,
    NetworkFolder,
    NoDatabase,
    NotADatabase,
    NotAFile,
    ReadOnlyDatabase,
)
from data.sqlite.volumes import is_network
from data.text import _

if TYPE_CHECKING:
    from pathlib import Path

SIDE_FILES: Final = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database, by the end of the name."""

_MAGIC: Final = b"SQLite format 3\0"
_HEADER: Final = 100


def examine(
    path: Path, *, create: bool, read_only: bool = False, application_id: int | None = None
) -> None:
    """Look at a file without opening it as a database.

    Raises:
        DatabaseProblem: `connect` with these arguments would have to fail.
    """
    if is_network(path):
        raise NetworkFolder(path)
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        _missing(path, create=create, cause=error)
        return
    except OSError as error:
        raise _unreadable(path) from error
    if not stat.S_ISREG(found.st_mode):
        raise NotAFile(path)
    # A file that is held was looked at when it was opened first.
    if (found.st_size or not create) and not is_held(found):
        _identify(path, found.st_size, application_id)
    if not read_only:
        _require_writable(path)


def uri(path: Path) -> str:
    """A path as SQLite's URI, without options."""
    return f"file:{quote(os.fsencode(path.absolute()))}"


def _missing(path: Path, *, create: bool, cause: OSError) -> None:
    if not path.parent.is_dir():
        raise NoDatabase(
            path,
            sentence=_("There is no folder for the database {path}."),
            advice=_("Check the path, or make the folder first."),
        ) from cause
    if not create:
        raise NoDatabase(path) from cause
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise ReadOnlyDatabase(
            path,
            sentence=_("The database {path} cannot be made: its folder cannot be written."),
            advice=_("Give yourself the right to write the folder, or name another one."),
        ) from cause


def _unreadable(path: Path) -> ReadOnlyDatabase:
    return ReadOnlyDatabase(
        path,
        sentence=_("The database {path} cannot be read."),
        advice=_("Give yourself the right to read the file and its folder."),
    )


def _identify(path: Path, size: int, application_id: int | None) -> None:
    """Tell from the first bytes whose file it is; SQLite never sees a foreign one."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError as error:
        raise _unreadable(path) from error
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise NotADatabase(
            path, sentence=None if size else _("{path} is empty: it is not an SQLite database.")
        )
    # Ours carry their application_id from the first byte on (_make), so the header tells.
    found = int.from_bytes(header[68:72], "big")
    if application_id is None or found == application_id:
        return
    if found or _has_tables(path):
        raise ForeignDatabase(path)


def leftovers(path: Path) -> list[Path]:
    """The log and journal beside a database that hold something SQLite would take over."""
    beside = [path.with_name(path.name + end) for end in ("-wal", "-journal")]
    return [file for file in beside if _size(file)]


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def orphaned(path: Path) -> DatabaseProblem:
    """The problem of a log whose database is gone: it would spoil a new file of that name."""
    return DatabaseProblem(
        path,
        sentence=_("The log of another database lies where {path} should be made."),
        advice=_("Delete or move {path}-wal, {path}-shm and {path}-journal, or name another file."),
    )


def _has_tables(path: Path) -> bool:
    if leftovers(path):
        return True
    # Nobody has it open and no journal waits, so it can be read as it lies, without a lock file.
    try:
        connection = sqlite3.connect(f"{uri(path)}?mode=ro&immutable=1", uri=True)
        try:
            return bool(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.Error:
        return True


def is_writable(path: Path) -> bool:
    """Whether this user may write a file and beside it."""
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK | os.X_OK)


def _require_writable(path: Path) -> None:
    if not os.access(path, os.W_OK):
        raise ReadOnlyDatabase(path)
    if not is_writable(path):
        raise ReadOnlyDatabase(
            path,
            sentence=_("The database {path} cannot be written: its folder is read-only."),
        )
