"""Migration 3: tables and columns that changing needs, filled for what is there.

The pace of a database that has none is the sandbox's, `demo`. Customers began with the packages
that they have; organizations of customers get the SIP domain that creating them would have set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.sqlite.migrate import run_script

if TYPE_CHECKING:
    import sqlite3


def apply(connection: sqlite3.Connection, script: str) -> None:
    """Bring a database of version 2 to version 3, in the transaction that is open.

    Args:
        connection: the database.
        script: the SQL of the new tables and columns.
    """
    run_script(connection, script)
    connection.execute(
        "INSERT INTO settings (key, value) VALUES ('pace', 'demo') ON CONFLICT DO NOTHING"
    )
    connection.execute("UPDATE customers SET created_packages = packages")
    connection.execute(
        "UPDATE organizations SET sip_domain = 'c' || lower(hex(substr(uuid, 1, 6)))"
        " || '.sip.rtm.example' WHERE kind IN ('wholesale', 'hybrid')"
    )
    connection.execute(
        "UPDATE organizations SET licences = CASE kind WHEN 'none' THEN 'none' ELSE 'active' END"
    )
    connection.execute("UPDATE templates SET changed_ms = created_ms")
