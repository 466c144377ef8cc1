"""What an order for a customer meets in the database: all of it read, nothing written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules.timeline import DELETED
from data.emulation.store.customer_filter import STATUS_NOW

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.store.customer_filter import Scope


class AnyOrganization(NamedTuple):
    """An organization, whoever manages it. Times are milliseconds.

    Attributes:
        existing_users: those that have no row in `people`.
        own_branding: what it came with, none or basic (BRD-2).
    """

    id: int
    uuid: bytes
    name: str
    manager_id: int | None
    kind: str
    domain: str | None
    domain_verified: int
    domain_claimed: int
    country: str | None
    language: str | None
    licences: str
    existing_users: int
    active_ms: int
    own_branding: str


_ORGANIZATION: Final = f"SELECT {', '.join(AnyOrganization._fields)} FROM organizations WHERE "
_LIVE: Final = f"{STATUS_NOW} <> '{DELETED}'"


def organization_by_uuid(
    connection: sqlite3.Connection, uuid: bytes, now: int
) -> AnyOrganization | None:
    """The organization with a uuid, if it exists at `now`."""
    row = connection.execute(
        f"{_ORGANIZATION} uuid = ? AND active_ms <= ? AND ended_ms IS NULL", (uuid, now)
    ).fetchone()
    return None if row is None else AnyOrganization._make(row)


def outside(
    connection: sqlite3.Connection, managers: Sequence[int], text: str, now: int, most: int
) -> list[AnyOrganization]:
    """Organizations without wholesale that exist at `now` and can be met in an attach.

    Args:
        connection: where to read.
        managers: rowids of partners; who is managed by another one is left out.
        text: a part of the name, in any case; empty for all.
        now: the moment.
        most: how many at most.
    """
    rows = connection.execute(
        f"SELECT {', '.join(AnyOrganization._fields)} FROM organizations AS o"
        " INDEXED BY organizations_outside WHERE kind NOT IN ('wholesale', 'hybrid')"
        " AND active_ms <= :now AND ended_ms IS NULL AND instr(lower(name), lower(:text))"
        " AND (manager_id IS NULL OR manager_id IN (SELECT value FROM json_each(:managers)))"
        " AND NOT EXISTS (SELECT 1 FROM customers AS c INDEXED BY customers_organization"
        f" WHERE c.organization_id = o.id AND {_LIVE}) ORDER BY name, id LIMIT :most",
        {"managers": json.dumps(managers), "text": text, "now": now, "most": most},
    )
    return list(map(AnyOrganization._make, rows))


def organization(connection: sqlite3.Connection, organization_id: int) -> AnyOrganization:
    """The organization with a rowid that a foreign key names."""
    row = connection.execute(f"{_ORGANIZATION} id = ?", (organization_id,)).fetchone()
    return AnyOrganization._make(row)


def users(connection: sqlite3.Connection, organization_id: int, now: int) -> int:
    """How many users an organization has at `now`."""
    row = connection.execute(
        "SELECT existing_users + (SELECT count(*) FROM people INDEXED BY people_organization"
        " WHERE organization_id = o.id AND active_ms <= :now AND ended_ms IS NULL)"
        " FROM organizations AS o WHERE o.id = :id",
        {"id": organization_id, "now": now},
    ).fetchone()
    return int(row[0])


def administrator(connection: sqlite3.Connection, organization_id: int, now: int) -> str | None:
    """The email of an organization's first administrator at `now`, if it has one."""
    row = connection.execute(
        "SELECT email FROM people INDEXED BY people_organization WHERE organization_id = ?"
        " AND administrator = 1 AND active_ms <= ? AND ended_ms IS NULL ORDER BY id LIMIT 1",
        (organization_id, now),
    ).fetchone()
    return None if row is None else str(row[0])


def right(connection: sqlite3.Connection, organization_id: int, partner_id: int, now: int) -> str:
    """What a partner may do in an organization at `now`: full, provisioning, or empty."""
    row = connection.execute(
        "SELECT level FROM organization_rights WHERE organization_id = ? AND partner_id = ?"
        " AND since_ms <= ?",
        (organization_id, partner_id, now),
    ).fetchone()
    return "" if row is None else str(row[0])


def customer_of(connection: sqlite3.Connection, organization_id: int, now: int) -> bool:
    """Whether an organization is anybody's customer at `now`."""
    row = connection.execute(
        "SELECT 1 FROM customers AS c INDEXED BY customers_organization"
        f" WHERE c.organization_id = :id AND {_LIVE} LIMIT 1",
        {"id": organization_id, "now": now},
    ).fetchone()
    return row is not None


def is_customer_beyond(
    connection: sqlite3.Connection, scope: Scope, organization_id: int, now: int
) -> bool:
    """Whether an organization is a customer at `now` of somebody outside a scope."""
    row = connection.execute(
        "SELECT 1 FROM customers AS c INDEXED BY customers_organization"
        f" WHERE c.organization_id = :id AND NOT ({scope.test()}) AND {_LIVE} LIMIT 1",
        {**scope.parameters(), "id": organization_id, "now": now},
    ).fetchone()
    return row is not None


def with_external_id(connection: sqlite3.Connection, owner_id: int, external_id: str) -> int | None:
    """The owner's customer that has an external id as far as rows say; it may be gone by now."""
    row = connection.execute(
        "SELECT id FROM customers INDEXED BY customers_external WHERE owner_id = ?"
        " AND external_id = ? AND status <> 'deleted'",
        (owner_id, external_id),
    ).fetchone()
    return None if row is None else int(row[0])


def is_live(connection: sqlite3.Connection, customer_id: int, now: int) -> bool:
    """Whether a customer is there at `now`."""
    row = connection.execute(
        f"SELECT {_LIVE} FROM customers AS c WHERE c.id = :id", {"id": customer_id, "now": now}
    ).fetchone()
    return bool(row[0])


def was_served(connection: sqlite3.Connection, customer_id: int, now: int) -> bool:
    """Whether a customer was ever ready by `now`: with a package, or with errors in all."""
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM customer_packages WHERE customer_id = :id"
        " AND status = 'provisioned') OR EXISTS (SELECT 1 FROM steps INDEXED BY steps_subject"
        " WHERE kind = 2 AND subject = :id AND due_ms <= :now AND status = 'provisioned')"
        " OR EXISTS (SELECT 1 FROM customers WHERE id = :id AND status = 'provisioned_with_errors')"
        " OR EXISTS (SELECT 1 FROM steps INDEXED BY steps_subject WHERE kind = 1 AND subject = :id"
        " AND part = 0 AND due_ms <= :now AND status = 'provisioned_with_errors')",
        {"id": customer_id, "now": now},
    ).fetchone()
    return bool(row[0])


def denied(connection: sqlite3.Connection, name_key: str, address_key: str) -> str | None:
    """The denied party that a normalised name or address matches (RPL-7), by its name."""
    row = connection.execute(
        "SELECT name FROM (SELECT id, name FROM denied_parties INDEXED BY denied_parties_name"
        " WHERE name_key = :name AND name_key <> '' UNION ALL"
        " SELECT id, name FROM denied_parties INDEXED BY denied_parties_address"
        " WHERE address_key = :address AND address_key <> '') ORDER BY id LIMIT 1",
        {"name": name_key, "address": address_key},
    ).fetchone()
    return None if row is None else str(row[0])


def delayed_billing(connection: sqlite3.Connection, partner_id: int) -> bool:
    """Whether a partner has the setting that lets billing start later (CAP-5)."""
    row = connection.execute(
        "SELECT delayed_billing FROM partners WHERE id = ?", (partner_id,)
    ).fetchone()
    return bool(row[0])


def review_approves(connection: sqlite3.Connection) -> bool:
    """Whether a review that nobody settles ends with approval (RPL-5a)."""
    row = connection.execute("SELECT value FROM settings WHERE key = 'review_outcome'").fetchone()
    return row is not None and row[0] == "approved"
