"""Emails that the platform sent, as far as somebody may want to know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.store.positions import page_of

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.store.customer_filter import Scope
    from data.emulation.store.positions import Place, Window

CONSENT: Final = "consent"
"""Asks a user with a free account to move (SBR-3)."""
_ID: Final = "(SELECT id FROM customers WHERE uuid = :customer)"


class EmailRow(NamedTuple):
    """An email, with the uuids of the customer and the subscriber that it is about."""

    id: int
    at_ms: int
    kind: str
    address: str
    customer_uuid: bytes
    subscriber_uuid: bytes | None


def send(
    connection: sqlite3.Connection,
    kind: str,
    address: str,
    now: int,
    *,
    customer_id: int,
    subscriber_id: int | None = None,
) -> None:
    """Send an email: in a sandbox, write down that it was sent.

    Args:
        connection: in a write transaction.
        kind: consent, attach_approval or welcome.
        address: to whom.
        now: when.
        customer_id: the rowid of the customer that it is about.
        subscriber_id: that of the subscriber, if it is about one.
    """
    connection.execute(
        "INSERT INTO emails (at_ms, kind, owner_id, customer_id, subscriber_id, address)"
        " SELECT ?, ?, owner_id, id, ?, ? FROM customers WHERE id = ?",
        (now, kind, subscriber_id, address, customer_id),
    )


def page(
    connection: sqlite3.Connection, scope: Scope, customer: bytes | None, place: Place, size: int
) -> tuple[list[EmailRow], Window]:
    """Emails that stand together, newest first, and their keys.

    Args:
        connection: where to read.
        scope: whose customers they are about.
        customer: the uuid of the only one; None for all.
        place: by offset or behind or before a key.
        size: how many at most.
    """
    # Few were sent of all that customers are: the walk is along them.
    along, only = "NOT INDEXED", "TRUE"
    if customer is not None:
        along, only = "INDEXED BY emails_customer", f"e.customer_id = {_ID}"
    elif scope.owner_id is not None:
        along, only = "INDEXED BY emails_owner", "e.owner_id = :owner"
    rows, window = page_of(
        connection,
        "SELECT e.id, e.at_ms, e.kind, e.address, c.uuid, u.uuid"
        f" FROM emails AS e {along} CROSS JOIN customers AS c NOT INDEXED"
        # Were it an equality, SQLite might read all customers first, to make a Bloom filter.
        " ON c.id BETWEEN e.customer_id AND e.customer_id"
        " LEFT JOIN subscribers AS u ON u.id = e.subscriber_id"
        f" WHERE {only} AND {scope.test()}",
        {**scope.parameters(), "customer": customer},
        place,
        size,
        ("e.id",),
    )
    return list(map(EmailRow._make, rows)), window
