"""The schema of the console's own database: its mark and its migrations.

A profile has one such file. It is no platform's: `rtm db` never touches it. A migration is never
changed once released; what is to be kept beside requests comes as a further one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.sqlite.migrate import Migration, Schema, run_script

if TYPE_CHECKING:
    import sqlite3

APPLICATION_ID: Final = int.from_bytes(b"RTMl", "big")
"""The mark of the console's own databases in SQLite's header."""

_REQUESTS: Final = """
-- What a list shows. Numbers are never used twice, so that `show 17` stays what it was.
CREATE TABLE requests (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms INTEGER NOT NULL,
    program TEXT NOT NULL CHECK (program IN ('console', 'command')),
    pid INTEGER NOT NULL,
    place TEXT NOT NULL,
    operation TEXT NOT NULL,
    attempt INTEGER NOT NULL CHECK (attempt >= 1),
    method TEXT NOT NULL,
    host TEXT NOT NULL,
    target TEXT NOT NULL,
    status INTEGER,
    error TEXT NOT NULL,
    ms REAL NOT NULL,
    tracking_id TEXT NOT NULL,
    request_size INTEGER NOT NULL,
    response_size INTEGER NOT NULL,
    redacted INTEGER NOT NULL CHECK (redacted IN (0, 1)),
    search TEXT NOT NULL,
    bytes INTEGER NOT NULL
) STRICT;

-- The rest of a row, which is a hundred times as long; headers are JSON objects.
CREATE TABLE request_texts (
    n INTEGER PRIMARY KEY REFERENCES requests (n) ON DELETE CASCADE,
    request_headers TEXT NOT NULL CHECK (json_valid(request_headers)),
    request_body TEXT NOT NULL,
    response_headers TEXT NOT NULL CHECK (json_valid(response_headers)),
    response_body TEXT NOT NULL
) STRICT;
"""


def _requests(connection: sqlite3.Connection) -> None:
    run_script(connection, _REQUESTS)


SCHEMA: Final = Schema(APPLICATION_ID, (Migration(1, "requests", _requests),))
"""What the console's own databases have to be."""
