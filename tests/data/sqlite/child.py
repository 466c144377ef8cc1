"""The other programs of the tests: `python -m tests.data.sqlite.child COMMAND PATH ...`."""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from data.sqlite.connect import connect
from data.sqlite.migrate import Migration, Schema
from data.sqlite.problems import DatabaseProblem
from tests.data.sqlite.support import MARK, ONE, numbers, opened

if TYPE_CHECKING:
    import sqlite3

NOBODY = 65534


def count(path: Path, times: str) -> None:
    """Add to a counter by reading it first, ten at a time."""
    database = opened(path)

    def one(connection: sqlite3.Connection) -> None:
        (n,) = connection.execute("SELECT n FROM counter").fetchone()
        connection.execute("UPDATE counter SET n = ?", (n + 1,))

    async def all_of_them() -> None:
        for _ in range(int(times) // 10):
            await asyncio.gather(*(database.write(one) for _ in range(10)))

    asyncio.run(all_of_them())
    database.close()


def write(path: Path, first: str) -> None:
    """Write numbers until killed; say each when it has been acknowledged."""
    database = opened(path)

    async def one(n: int) -> None:
        await database.write(
            lambda c: c.execute("INSERT INTO numbers VALUES (?, ?)", (n, "x" * 500))
        )
        os.write(1, f"{n}\n".encode())

    async def forever() -> None:
        for n in itertools.count(int(first), 5):
            await asyncio.gather(*(one(n + i) for i in range(5)))

    asyncio.run(forever())


def upgrade(path: Path) -> None:
    """Open an older database with a long migration."""

    def fill(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE filled (n INTEGER PRIMARY KEY, note TEXT) STRICT")
        os.write(1, b"begun\n")
        for n in range(300_000):
            connection.execute("INSERT INTO filled VALUES (?, 'note')", (n,))

    steps = (*ONE.migrations, Migration(2, "fill", fill))
    opened(path, Schema(MARK, steps)).close()
    os.write(1, b"done\n")


def hold(path: Path) -> None:
    """Keep a database open until told to end."""
    database = opened(path)
    database.read_blocking(numbers)
    os.write(1, b"open\n")
    sys.stdin.readline()


def as_nobody(path: Path, *how: str) -> None:
    """Say what a user without rights meets who opens a database: problem, advice, or numbers."""
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    try:
        with mock.patch("data.sqlite.connect.is_read_only", return_value="disk" in how):
            connection = connect(
                path, create="create" in how, read_only="read" in how, application_id=MARK
            )
    except DatabaseProblem as problem:
        print(type(problem).__name__, problem, problem.advice, sep="\n")
    else:
        print(numbers(connection))
        connection.close()


if __name__ == "__main__":
    globals()[sys.argv[1].replace("-", "_")](Path(sys.argv[2]), *sys.argv[3:])
