"""A database to look after, and ways to do it harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.store.schema import APPLICATION_ID
from data.sqlite.connect import connect

if TYPE_CHECKING:
    from pathlib import Path


HOUR = 3_600_000
CUSTOMERS = "SELECT count(*) FROM customers"
CHANGED_VIEW = [
    "DROP VIEW customers_places",
    (
        "CREATE VIEW customers_places AS"
        " SELECT id AS place, name_key, external_key, email_key FROM customers"
    ),
]
CHANGED_INDEX = [
    "DROP INDEX customers_by_users",
    "CREATE INDEX customers_by_users ON customers (users)",
]
CHANGED_TRIGGER = [
    "DROP TRIGGER subscribers_count_delete",
    "CREATE TRIGGER subscribers_count_delete AFTER DELETE ON subscribers BEGIN SELECT 1; END",
]


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def change(path: Path, *statements: str) -> None:
    """Change a database behind its triggers' back where a statement says so."""
    connection = connect(path, application_id=APPLICATION_ID)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def customers(path: Path) -> int:
    connection = connect(path, read_only=True)
    try:
        return int(connection.execute(CUSTOMERS).fetchone()[0])
    finally:
        connection.close()


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8 * 4096 : -4096] = b"\xa5" * (len(content) - 9 * 4096)
    path.write_bytes(content)
