"""Settings: of customers' organizations, of the emulation, and the list of denied parties."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3


class SettingsRow(NamedTuple):
    """What a partner decides about a customer; kind is its organization's (UHB-2).

    Attributes:
        own_branding: what an attached organization came with, none or basic (BRD-2).
        partner_branding: the kind of its owner's.
    """

    restricted: int
    enterprise_restricted: int
    third_party_devices: int
    kind: str
    keeps_branding: int
    own_branding: str
    partner_branding: str


class PartyRow(NamedTuple):
    """A denied party."""

    id: int
    name: str
    address: str


def of_customer(connection: sqlite3.Connection, customer_id: int) -> SettingsRow:
    """The settings of the customer with a rowid."""
    return SettingsRow._make(
        connection.execute(
            "SELECT c.restricted, o.enterprise_restricted, o.third_party_devices, o.kind,"
            " o.keeps_branding, CASE WHEN c.attached THEN o.own_branding ELSE 'none' END,"
            " coalesce(b.kind, 'none') FROM customers AS c"
            " JOIN organizations AS o ON o.id = c.organization_id"
            " LEFT JOIN brandings AS b ON b.owner_id = c.owner_id WHERE c.id = ?",
            (customer_id,),
        ).fetchone()
    )


def change_customer(
    connection: sqlite3.Connection,
    customer_id: int,
    *,
    restricted: bool,
    enterprise: bool,
    third_party: bool,
    keeps_branding: bool,
) -> None:
    """Write a customer's settings anew."""
    connection.execute(
        "UPDATE customers SET restricted = ? WHERE id = ?", (int(restricted), customer_id)
    )
    connection.execute(
        "UPDATE organizations SET enterprise_restricted = ?, third_party_devices = ?,"
        " keeps_branding = ? WHERE id = (SELECT organization_id FROM customers WHERE id = ?)",
        (int(enterprise), int(third_party), int(keeps_branding), customer_id),
    )


def get(connection: sqlite3.Connection, key: str, default: str) -> str:
    """A setting of the emulation."""
    row = connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
    return default if row is None else str(row[0])


def put(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Write a setting of the emulation."""
    connection.execute(
        "INSERT INTO settings (key, value) VALUES (?, ?)"
        " ON CONFLICT DO UPDATE SET value = excluded.value",
        (key, value),
    )


def parties(connection: sqlite3.Connection, text: str, most: int) -> list[PartyRow]:
    """Denied parties, those added last first.

    Args:
        connection: where to read.
        text: only those whose normalised name contains it; empty for all.
        most: how many at most.
    """
    rows = connection.execute(
        "SELECT id, name, address FROM denied_parties WHERE instr(name_key, ?) OR ? = ''"
        " ORDER BY id DESC LIMIT ?",
        (text, text, most),
    )
    return list(map(PartyRow._make, rows))


def add_party(
    connection: sqlite3.Connection, name: str, name_key: str, address: str, address_key: str
) -> PartyRow:
    """Put a party on the list."""
    cursor = connection.execute(
        "INSERT INTO denied_parties (name, name_key, address, address_key) VALUES (?, ?, ?, ?)",
        (name, name_key, address, address_key),
    )
    return PartyRow(cursor.lastrowid or 0, name, address)


def remove_party(connection: sqlite3.Connection, party_id: int) -> bool:
    """Strike a party off the list; whether it was on it."""
    found = connection.execute("DELETE FROM denied_parties WHERE id = ?", (party_id,))
    return found.rowcount > 0
