"""A process that opens a database a second time does not lose the locks of the first."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from data.emulation.store.schema import SCHEMA
from data.sqlite.database import Database
from tests.data.sqlite.support import write

if TYPE_CHECKING:
    from pathlib import Path

OTHER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("UPDATE settings SET value = 'other' WHERE key = 'who'")
connection.commit()
connection.close()
"""


def _who(database: Database) -> str:
    return str(
        database.read_blocking(
            lambda c: c.execute("SELECT value FROM settings WHERE key = 'who'").fetchone()[0]
        )
    )


def _write(database: Database, value: str) -> None:
    change = "UPDATE settings SET value = ? WHERE key = 'who'"
    write(database, lambda c: c.execute(change, (value,)).close())


def test_writes_are_kept_while_others_come_and_go(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    database = Database.open(path, schema=SCHEMA, create=True)
    write(database, lambda c: c.execute("INSERT INTO settings VALUES ('who', 'me')").close())
    assert _who(database) == "me"
    # Another program that is the last to close would delete the log, were our locks gone.
    subprocess.run([sys.executable, "-c", OTHER, str(path)], check=True)
    assert (tmp_path / "shared.db-wal").exists()
    assert _who(database) == "other"
    for n in range(20):
        _write(database, f"me {n}")
    assert _who(database) == "me 19"
    database.close(2)
    again = Database.open(path, schema=SCHEMA)
    assert _who(again) == "me 19"
    again.close(2)
