"""One way to open a connection, with the settings of a server (decision 4)."""

from __future__ import annotations

import errno
import os
import sqlite3
from typing import TYPE_CHECKING, Final

from data.sqlite.examine import SIDE_FILES, examine, is_writable, leftovers, orphaned, uri
from data.sqlite.held import HeldConnection, opening
from data.sqlite.problems import (
    DamagedDatabase,
    DatabaseFull,
    DatabaseLocked,
    DatabaseProblem,
    DiskProblem,
    FileLimit,
    NoDatabase,
    NotADatabase,
    OldSQLite,
    ReadOnlyDatabase,
)
from data.sqlite.volumes import free_bytes, is_read_only, publish, size_limit
from data.text import _

if TYPE_CHECKING:
    from pathlib import Path

OLDEST: Final = (3, 37, 0)
"""The first SQLite with STRICT tables."""
BUSY_MS: Final = 5_000
"""How long a connection waits for another program's lock, in milliseconds."""
CACHE_KIB: Final = 4_000
"""Page cache of one connection; a writer and two readers share 12 MiB (quality, memory)."""
LOG_BYTES: Final = 64 << 20
"""What -wal keeps of its size after a checkpoint."""
MODE: Final = 0o600
"""Access of every database file; SQLite gives -wal and -shm the same."""

# Less than this counts as a full disk where SQLite can only tell that a write failed.
_FULL_BELOW: Final = 1 << 20


def connect(
    path: Path,
    *,
    create: bool = False,
    read_only: bool = False,
    synchronous: str = "FULL",
    application_id: int | None = None,
) -> sqlite3.Connection:
    """Open a database file; rows are tuples, transactions are the caller's.

    Args:
        path: the file.
        create: make an empty database where nothing is; its folder must exist.
        read_only: never write; no lock is held against writers.
        synchronous: SQLite's setting; `NORMAL` is for tests.
        application_id: whose database it has to be. Without it any SQLite file is opened, and an
            existing one keeps its journal mode.

    Raises:
        DatabaseProblem: the file cannot be used; nothing was created or changed then.
    """
    require_sqlite(path)
    with opening:
        return _connect(
            path,
            create=create,
            read_only=read_only,
            synchronous=synchronous,
            application_id=application_id,
        )


def _connect(
    path: Path, *, create: bool, read_only: bool, synchronous: str, application_id: int | None
) -> sqlite3.Connection:
    examine(path, create=create, read_only=read_only, application_id=application_id)
    made = create and _make(path, application_id)
    try:
        connection = _open(path, read_only=read_only)
        try:
            connection.hold(path)
            _settings(connection, synchronous, read_only=read_only)
            if not read_only and (made or application_id is not None):
                _server_mode(connection, path, application_id)
            # The first read meets what opening alone does not: a broken header, a lock.
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise translate(error, path) from error
    return connection


def require_sqlite(path: Path) -> None:
    """Check SQLite's version.

    Raises:
        OldSQLite: it is older than the databases need.
    """
    if sqlite3.sqlite_version_info < OLDEST:
        raise OldSQLite(path)


def translate(error: sqlite3.Error, path: Path) -> DatabaseProblem:
    """What an error of SQLite means for the file, in words."""
    primary = primary_code(error)
    if primary in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL):
        # SQLite tells a write that failed, not why.
        if free_bytes(path) < _FULL_BELOW:
            return DatabaseFull(path)
        if _is_write(error) and size_limit() is not None:
            return FileLimit(path)
    if primary == sqlite3.SQLITE_CANTOPEN and not path.exists():
        return NoDatabase(path)
    return _KINDS.get(primary, DatabaseProblem)(path)


def translate_os(error: OSError, path: Path) -> DatabaseProblem:
    """What an error of the operating system means for a file that was to be written, in words."""
    if error.errno == errno.EFBIG:
        return FileLimit(path)
    return (DatabaseFull if free_bytes(path) < _FULL_BELOW else ReadOnlyDatabase)(path)


def is_environment(error: BaseException) -> bool:
    """Whether an error is about the file and its disk, not about the statement that met it."""
    return isinstance(error, sqlite3.Error) and primary_code(error) in _KINDS


def primary_code(error: sqlite3.Error) -> int | None:
    """SQLite's result code without its extension; None for an error of the Python module."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


_WRITES: Final = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    }
)


def _is_write(error: sqlite3.Error) -> bool:
    """Whether a file could not grow, as far as SQLite tells."""
    return getattr(error, "sqlite_errorcode", None) in _WRITES


_KINDS: Final[dict[int | None, type[DatabaseProblem]]] = {
    sqlite3.SQLITE_BUSY: DatabaseLocked,
    sqlite3.SQLITE_LOCKED: DatabaseLocked,
    sqlite3.SQLITE_PROTOCOL: DatabaseLocked,
    sqlite3.SQLITE_READONLY: ReadOnlyDatabase,
    sqlite3.SQLITE_PERM: ReadOnlyDatabase,
    sqlite3.SQLITE_CANTOPEN: ReadOnlyDatabase,
    sqlite3.SQLITE_FULL: DatabaseFull,
    sqlite3.SQLITE_CORRUPT: DamagedDatabase,
    sqlite3.SQLITE_NOTADB: NotADatabase,
    sqlite3.SQLITE_IOERR: DiskProblem,
}


def _make(path: Path, application_id: int | None) -> bool:
    """Put an empty database there, whole or not at all; False where a file with bytes is."""
    if path.exists():
        return not path.stat().st_size
    if leftovers(path):
        # Made by another process in this very moment, or left by a file that was deleted?
        if path.exists():
            return False
        raise orphaned(path)
    part = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, MODE))
        try:
            connection = sqlite3.connect(part, isolation_level=None)
            try:
                _server_mode(connection, path, application_id)
            finally:
                connection.close()
            publish(part, path)
        finally:
            for end in ("", *SIDE_FILES):
                part.with_name(part.name + end).unlink(missing_ok=True)
    except FileExistsError:
        return False
    except OSError as error:
        raise translate_os(error, path) from error
    except sqlite3.Error as error:
        raise translate(error, path) from error
    return True


def _open(path: Path, *, read_only: bool) -> HeldConnection:
    def opened(options: str) -> HeldConnection:
        return sqlite3.connect(
            f"{uri(path)}?{options}",
            uri=True,
            factory=HeldConnection,
            timeout=BUSY_MS / 1000,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,
        )

    if not read_only:
        _guard_mode(path)
        return opened("mode=rw")
    if is_writable(path):
        # query_only keeps it from writing; SQLite's own mode=ro could not tidy the log away.
        return opened("mode=rw")
    connection = opened("mode=ro")
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if primary_code(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        # WAL needs a lock file beside the database. Only where nobody at all can write may it
        # be read without one.
        if is_read_only(path) and not path.with_name(f"{path.name}-wal").exists():
            return opened("mode=ro&immutable=1")
        raise ReadOnlyDatabase(
            path,
            sentence=_("The database {path} cannot be read here: its folder is read-only."),
            advice=_("Copy the file to a folder that you can write, and use the copy."),
        ) from error
    return connection


def _guard_mode(path: Path) -> None:
    """Take other people's access away; SQLite copies the mode to -wal and -shm."""
    for end in ("", *SIDE_FILES):
        file = path.with_name(path.name + end)
        try:
            found = file.stat()
            if found.st_mode & 0o077 and found.st_uid == os.geteuid():
                file.chmod(MODE)
        except FileNotFoundError:
            continue


def _settings(connection: sqlite3.Connection, synchronous: str, *, read_only: bool) -> None:
    for setting in (
        f"synchronous = {synchronous}",
        "foreign_keys = ON",
        "mmap_size = 0",
        f"cache_size = -{CACHE_KIB}",
        # A log that a burst has made large shrinks again.
        f"journal_size_limit = {LOG_BYTES}",
        f"query_only = {'ON' if read_only else 'OFF'}",
    ):
        connection.execute(f"PRAGMA {setting}")


def _server_mode(connection: sqlite3.Connection, path: Path, application_id: int | None) -> None:
    """Mark an empty database as ours, then switch to WAL.

    The mark is written before WAL, so it stands in the file itself and `_identify` sees it.
    """
    if application_id is not None:
        found = connection.execute("PRAGMA application_id").fetchone()[0]
        if found == 0:
            connection.execute(f"PRAGMA application_id = {application_id}")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        raise DatabaseProblem(
            path,
            sentence=_("The file system of {path} does not allow SQLite's write-ahead log."),
            advice=_("Keep the database on a local disk."),
        )
