"""Integrations, and the codes and refresh tokens that they were given, by their hashes only."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import sqlite3


class Grant(NamedTuple):
    """What an account let an integration do.

    Attributes:
        id: the rowid.
        integration_id: whose.
        staff_id: the account.
        scopes: joined by blanks.
        code_until_ms: the end of the code; None once it was used.
        refresh_until_ms: the end of the refresh token; None before there is one.
    """

    id: int
    integration_id: int
    staff_id: int
    scopes: str
    code_until_ms: int | None
    refresh_until_ms: int | None


_GRANT: Final = f"SELECT {', '.join(Grant._fields)} FROM grants WHERE "


def hashed(secret: str) -> bytes:
    """What is kept of a secret; those are drawn by chance, so that a plain hash will do."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def add_integration(
    connection: sqlite3.Connection, client_id: str, secret: str, name: str, now: int
) -> None:
    """Keep an integration."""
    connection.execute(
        "INSERT INTO integrations (client_id, secret_hash, name, created_ms) VALUES (?, ?, ?, ?)",
        (client_id, hashed(secret), name, now),
    )


def integration(connection: sqlite3.Connection, client_id: str) -> tuple[int, bytes] | None:
    """The rowid of an integration and the hash of its secret."""
    row: tuple[int, bytes] | None = connection.execute(
        "SELECT id, secret_hash FROM integrations WHERE client_id = ?", (client_id,)
    ).fetchone()
    return row


def add_grant(
    connection: sqlite3.Connection,
    integration_id: int,
    staff_id: int,
    scopes: str,
    code: str,
    until_ms: int,
) -> None:
    """Keep a code that waits to be redeemed."""
    connection.execute(
        "INSERT INTO grants (integration_id, staff_id, scopes, code_hash, code_until_ms)"
        " VALUES (?, ?, ?, ?, ?)",
        (integration_id, staff_id, scopes, hashed(code), until_ms),
    )


def by_code(connection: sqlite3.Connection, integration_id: int, code: str) -> Grant | None:
    """The grant of an integration with this code."""
    row = connection.execute(
        f"{_GRANT} integration_id = ? AND code_hash = ?", (integration_id, hashed(code))
    ).fetchone()
    return None if row is None else Grant._make(row)


def by_refresh(connection: sqlite3.Connection, integration_id: int, token: str) -> Grant | None:
    """The grant of an integration with this refresh token."""
    row = connection.execute(
        f"{_GRANT} integration_id = ? AND refresh_hash = ?", (integration_id, hashed(token))
    ).fetchone()
    return None if row is None else Grant._make(row)


def redeem(connection: sqlite3.Connection, grant_id: int, refresh: str, until_ms: int) -> None:
    """Note that a code was used, and the refresh token that it gave."""
    connection.execute(
        "UPDATE grants SET code_until_ms = NULL, refresh_hash = ?, refresh_until_ms = ?"
        " WHERE id = ?",
        (hashed(refresh), until_ms, grant_id),
    )


def revoke(connection: sqlite3.Connection, grant_id: int) -> None:
    """Take a grant back, and with it all tokens that were given for it."""
    # The row stays: its rowid stands in those tokens and must not be given to another grant.
    connection.execute("UPDATE grants SET refresh_hash = NULL WHERE id = ?", (grant_id,))


def is_valid(connection: sqlite3.Connection, grant_id: int) -> bool:
    """Whether a grant was redeemed and not taken back."""
    row = connection.execute(
        "SELECT 1 FROM grants WHERE id = ? AND refresh_hash IS NOT NULL", (grant_id,)
    ).fetchone()
    return row is not None
