"""Reads a seeded database whole, for comparisons."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

Rows = dict[str, list[tuple[Any, ...]]]

AT = 1_785_247_325_120
"""2026-07-28T14:02:05.120Z."""
DAY = 86_400_000
SECRET = bytes(range(32))
"""What the worlds of these tests sign with, in place of what is random."""
DAY_START = AT - AT % DAY


def read(path: Path) -> Rows:
    """All rows of all tables as they lie, those of the full-text search among them."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table'"
                " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
            )
        ]
        return {
            table: connection.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables
        }


def schema(path: Path) -> set[tuple[str, ...]]:
    """Every object of the schema with its text."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))
