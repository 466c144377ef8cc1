"""Bringing a database to the schema of this release, step by step, each whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.sqlite.connect import connect, is_environment, translate
from data.sqlite.copying import copy_database
from data.sqlite.problems import DamagedDatabase, ForeignDatabase, NewerDatabase, ReadOnlyDatabase
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Migration:
    """One step of a schema.

    Attributes:
        version: `user_version` after it; steps count from 1 without a gap.
        name: what it is for, as an identifier.
        apply: does it, in a transaction that is open and that it must not end.
    """

    version: int
    name: str
    apply: Callable[[sqlite3.Connection], None]


@dataclass(frozen=True)
class Schema:
    """A kind of database: its mark in the file and its steps, oldest first."""

    application_id: int
    migrations: tuple[Migration, ...]

    @property
    def version(self) -> int:
        """The `user_version` of a database of this release."""
        return self.migrations[-1].version if self.migrations else 0


def migrate(
    connection: sqlite3.Connection,
    path: Path,
    migrations: Sequence[Migration],
    application_id: int,
) -> Path | None:
    """Bring an open database to the newest version; one that has it is only read.

    An older one is first copied beside itself (`NAME.v1.20260731-101500.bak`), in the state it
    had before. Several processes may do this at once: one works, the others wait for it.

    Returns:
        The backup that was made, or None if none was needed.

    Raises:
        ForeignDatabase: it belongs to another program.
        NewerDatabase: a newer release wrote it.
        DatabaseProblem: it cannot be written; it keeps the version it had.
    """
    newest = migrations[-1].version if migrations else 0
    try:
        if _version(connection, path, application_id, newest) == newest:
            return None
        # A step may rebuild a table that others refer to; references are checked at its end.
        connection.execute("PRAGMA foreign_keys = OFF")
        try:
            return _run(connection, path, migrations, application_id)
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        if is_environment(error):
            raise translate(error, path) from error
        raise


def version_of(connection: sqlite3.Connection, path: Path, schema: Schema) -> int:
    """The version of an open database; 0 where nothing was made in it yet.

    Raises:
        ForeignDatabase: it belongs to another program.
        NewerDatabase: a newer release wrote it.
        DatabaseProblem: it cannot be read.
    """
    try:
        return _version(connection, path, schema.application_id, schema.version)
    except sqlite3.Error as error:
        if is_environment(error):
            raise translate(error, path) from error
        raise


def build(schema: Schema) -> sqlite3.Connection:
    """An empty database of a schema in memory, to compare with; the caller closes it."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for step in schema.migrations:
        connection.execute("BEGIN")
        step.apply(connection)
        connection.execute("COMMIT")
    return connection


def require_version(connection: sqlite3.Connection, path: Path, schema: Schema) -> None:
    """Check that a database which may not be written has this release's schema already.

    Raises:
        ForeignDatabase: it belongs to another program.
        NewerDatabase: a newer release wrote it.
        ReadOnlyDatabase: it is older and would have to be upgraded.
    """
    if version_of(connection, path, schema) < schema.version:
        raise ReadOnlyDatabase(
            path,
            sentence=_("The database {path} is of an older release and may not be written."),
            advice=_("Open a copy of it that can be written: it is upgraded then."),
        )


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, triggers in one piece.

    `executescript` would end the transaction that a migration runs in.
    """
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(pending):
            yield pending.strip()
            pending = ""
    if any(line.strip() and not line.lstrip().startswith("--") for line in pending.splitlines()):
        raise ValueError(f"The script ends within a statement: {pending.strip()[:60]}")


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Run the statements of a script in the transaction that is open."""
    for statement in statements(script):
        connection.execute(statement)


def _version(connection: sqlite3.Connection, path: Path, application_id: int, newest: int) -> int:
    found = int(connection.execute("PRAGMA application_id").fetchone()[0])
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found != application_id:
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if found or version or tables:
            raise ForeignDatabase(path)
    if version > newest:
        raise NewerDatabase(path)
    return version


def _run(
    connection: sqlite3.Connection,
    path: Path,
    migrations: Sequence[Migration],
    application_id: int,
) -> Path | None:
    backup = None
    fresh = _version(connection, path, application_id, migrations[-1].version) == 0
    for step in migrations:
        connection.execute("BEGIN IMMEDIATE")
        # Asked again under the lock: another process may have done it meanwhile.
        version = _version(connection, path, application_id, migrations[-1].version)
        if version < step.version:
            if not fresh and backup is None:
                backup = _backup(path, version, application_id)
            _apply(connection, path, step, application_id)
        connection.execute("COMMIT")
    # Into the file itself, where a look at the header finds whose it is.
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    return backup


def _apply(
    connection: sqlite3.Connection, path: Path, step: Migration, application_id: int
) -> None:
    if step.version == 1:
        connection.execute(f"PRAGMA application_id = {application_id}")
    step.apply(connection)
    if not connection.in_transaction:
        raise RuntimeError(f"Migration {step.name} ended its transaction.")
    if step.version > 1 and connection.execute("PRAGMA foreign_key_check").fetchone():
        raise DamagedDatabase(
            path, sentence=_("The database {path} is damaged: rows refer to rows that are gone.")
        )
    connection.execute(f"PRAGMA user_version = {step.version}")


def _backup(path: Path, version: int, application_id: int) -> Path:
    """Copy the state before the step; the lock that is held keeps writers out, readers not."""
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    target = path.with_name(f"{path.name}.v{version}.{stamp}.bak")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.v{version}.{stamp}-{number}.bak")
    source = connect(path, read_only=True, application_id=application_id)
    try:
        copy_database(source, target, part=path.with_name(f".{target.name}.{os.getpid()}.part"))
    finally:
        source.close()
    return target
