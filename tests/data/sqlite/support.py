"""A small kind of database, and programs that use it from outside."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from data.sqlite.database import Database
from data.sqlite.migrate import Migration, Schema, run_script

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

T = TypeVar("T")

ROOT: Final = Path(__file__).parents[3]
MARK: Final = int.from_bytes(b"test", "big")


def _first(connection: sqlite3.Connection) -> None:
    run_script(
        connection,
        """-- What the tests write into.
        CREATE TABLE numbers (n INTEGER PRIMARY KEY, note TEXT NOT NULL DEFAULT '') STRICT;
        CREATE TABLE counter (id INTEGER PRIMARY KEY CHECK (id = 1), n INTEGER NOT NULL) STRICT;
        INSERT INTO counter VALUES (1, 0);
        """,
    )


def _second(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE more (n INTEGER PRIMARY KEY REFERENCES numbers (n)) STRICT")


ONE: Final = Schema(MARK, (Migration(1, "first", _first),))
TWO: Final = Schema(MARK, (Migration(1, "first", _first), Migration(2, "second", _second)))


def opened(path: Path, schema: Schema = ONE, *, create: bool = True) -> Database:
    """A database for a test; not synchronous, because no test pulls the plug."""
    return Database.open(path, schema=schema, create=create, synchronous="NORMAL")


def make(path: Path, numbers: int = 3, schema: Schema = ONE) -> Path:
    """A closed database with some numbers in it."""
    database = opened(path, schema)
    rows = [(n,) for n in range(numbers)]
    rows = [(n,) for n in range(numbers)]
    write(database, lambda c: c.executemany("INSERT INTO numbers (n) VALUES (?)", rows))
    database.close()
    return path


def write(database: Database, change: Callable[[sqlite3.Connection], T]) -> T:
    """Make a change from a test that has no event loop."""
    return asyncio.run(database.write(change))


def numbers(connection: sqlite3.Connection) -> list[int]:
    return [n for (n,) in connection.execute("SELECT n FROM numbers ORDER BY n")]


def add(n: object) -> Callable[[sqlite3.Connection], object]:
    """A change that adds a number."""

    def change(connection: sqlite3.Connection) -> object:
        connection.execute("INSERT INTO numbers (n) VALUES (?)", (n,))
        return n

    return change


def start(command: str, path: Path, *arguments: object) -> subprocess.Popen[str]:
    """Start another program on a database: a function of tests.data.sqlite.child."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.data.sqlite.child", command, path, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "error"},
    )


def finished(process: subprocess.Popen[str]) -> str:
    """What a program printed; it must have ended well."""
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert not err
    return out
