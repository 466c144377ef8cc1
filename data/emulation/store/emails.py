"""Emails that the platform sent, as far as somebody may want to know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.store.positions import Key, Place, Window, cut

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.store.customer_filter import Scope

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
        "INSERT INTO emails (at_ms, kind, customer_id, subscriber_id, address)"
        " VALUES (?, ?, ?, ?, ?)",
        (now, kind, customer_id, subscriber_id, address),
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
    sign, direction = (">", "ASC") if place.backward else ("<", "DESC")
    bound = f"e.id {sign} {place.bound[1].id}" if place.bound else "TRUE"
    only = "TRUE" if customer is None else f"e.customer_id = {_ID}"
    values: dict[str, Any] = {**scope.parameters(), "customer": customer}
    # Few were sent of all that customers are: the walk is along them.
    rows = connection.execute(
        "SELECT e.id, e.at_ms, e.kind, e.address, c.uuid, u.uuid FROM emails AS e"
        " CROSS JOIN customers AS c ON c.id = e.customer_id"
        " LEFT JOIN subscribers AS u ON u.id = e.subscriber_id"
        f" WHERE {scope.test()} AND {only} AND {bound}"
        f" ORDER BY e.id {direction} LIMIT :most OFFSET :skip",
        {**values, "most": size + 1, "skip": place.offset},
    )
    found = {row[0]: EmailRow._make(row) for row in rows}
    window = cut([Key(key, key) for key in found], place, size)
    return [found[key.id] for key in window.keys], window
