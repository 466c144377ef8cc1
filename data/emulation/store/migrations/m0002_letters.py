"""Migration 2: letters with a stroke and ligatures are found by their plain letters.

Two smaller things go along: a seed of the first version took the secret that signs tokens from its
number, so that whoever knew that could sign too; and the table of packages gets the titles that
people read elsewhere.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Final

from data.search_key import LETTERS, search_key

if TYPE_CHECKING:
    import sqlite3

_AT_ONCE: Final = 10_000
_TITLES: Final = (
    ("Premium Agent", "cx_premium_agent"),
    ("Standard Agent", "cx_standard_agent"),
    ("Voice Ports", "cx_voice_ports"),
    ("AI Assistant", "cx_ai_assistant"),
)
"""Where the table of version 1 had longer titles than people read elsewhere."""


def apply(connection: sqlite3.Connection) -> None:
    """Bring a database of version 1 to version 2, in the transaction that is open.

    Only rows with such a letter are written; in a million customers that takes some seconds, and
    a minute or two where every name has one.
    """
    _customers(connection)
    connection.executemany(
        "UPDATE partners SET name_key = ? WHERE id = ?",
        [
            (search_key(name), number)
            for number, name in connection.execute("SELECT id, name FROM partners").fetchall()
        ],
    )
    _secret(connection)
    connection.executemany("UPDATE packages SET title = ? WHERE name = ?", _TITLES)


def _customers(connection: sqlite3.Connection) -> None:
    """Write the keys anew; triggers take the search index along."""
    columns = ("name_key", "external_key", "email_key")
    pattern = f"*[{''.join(LETTERS)}]*"
    some = " OR ".join(f"{column} GLOB :pattern" for column in columns)
    last = 0
    while True:
        rows = connection.execute(
            "SELECT id, name, external_id, email FROM customers NOT INDEXED"
            f" WHERE id > :last AND ({some}) ORDER BY id LIMIT {_AT_ONCE}",
            {"pattern": pattern, "last": last},
        ).fetchall()
        if not rows:
            return
        last = rows[-1][0]
        connection.executemany(
            f"UPDATE customers SET {', '.join(f'{column} = ?' for column in columns)} WHERE id = ?",
            [(*map(search_key, texts), number) for number, *texts in rows],
        )


def _secret(connection: sqlite3.Connection) -> None:
    """Replace a secret that a seed's number tells; tokens that were given out end with it."""
    row = connection.execute("SELECT value FROM settings WHERE key = 'seed'").fetchone()
    if row is not None:
        told = hashlib.blake2b(f"{row[0]}/secret".encode(), digest_size=32).hexdigest()
        connection.execute(
            "UPDATE settings SET value = ? WHERE key = 'secret' AND value = ?",
            (secrets.token_hex(32), told),
        )
