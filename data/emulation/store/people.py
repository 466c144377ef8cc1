"""Persons of customers' organizations; they stay when the wholesale service ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.store import partners
from data.emulation.store.positions import page_of
from data.emulation.store.rows import insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.store.partners import StaffRow
    from data.emulation.store.positions import Place, Window


class PersonRow(NamedTuple):
    """A person's columns and its organization's uuid. Times are milliseconds.

    It exists from `active_ms` on, which may be to come (SBR-3), until `ended_ms`.
    """

    id: int
    uuid: bytes
    organization_id: int
    email: str
    first_name: str
    last_name: str
    administrator: int
    created_ms: int
    active_ms: int
    ended_ms: int | None
    organization_uuid: bytes


_COLUMNS: Final = (
    ", ".join(f"p.{name}" for name in PersonRow._fields if name != "organization_uuid") + ", o.uuid"
)
_PEOPLE: Final = (
    f"SELECT {_COLUMNS} FROM people AS p CROSS JOIN organizations AS o ON o.id = p.organization_id"
)
_LIVE: Final = "p.active_ms <= :now AND p.ended_ms IS NULL"


def by_email(connection: sqlite3.Connection, email: str) -> PersonRow | None:
    """The person with an email in lower case, of whatever organization, also one to come."""
    row = connection.execute(f"{_PEOPLE} WHERE p.email = ?", (email,)).fetchone()
    return None if row is None else PersonRow._make(row)


def by_uuid(connection: sqlite3.Connection, uuid: bytes, now: int) -> PersonRow | None:
    """The person with this uuid, if it exists at `now`."""
    values = {"uuid": uuid, "now": now}
    row = connection.execute(f"{_PEOPLE} WHERE p.uuid = :uuid AND {_LIVE}", values).fetchone()
    return None if row is None else PersonRow._make(row)


def by_id(connection: sqlite3.Connection, person_id: int) -> PersonRow:
    """The person with a rowid that a foreign key names."""
    row = connection.execute(f"{_PEOPLE} WHERE p.id = ?", (person_id,)).fetchone()
    return PersonRow._make(row)


def page(
    connection: sqlite3.Connection, organization_id: int, place: Place, size: int, now: int
) -> tuple[list[PersonRow], Window]:
    """Persons of an organization that stand together, newest first, and their keys.

    Args:
        connection: where to read.
        organization_id: its rowid.
        place: by offset or behind or before a key.
        size: how many at most.
        now: those who exist at this moment.
    """
    rows, window = page_of(
        connection,
        f"{_PEOPLE} WHERE p.organization_id = :organization AND {_LIVE}",
        {"organization": organization_id, "now": now},
        place,
        size,
        ("p.id",),
    )
    return list(map(PersonRow._make, rows)), window


def add(connection: sqlite3.Connection, uuid: bytes, **columns: Any) -> int:
    """Put a person in; its rowid.

    Args:
        connection: in a write transaction.
        uuid: a new one.
        columns: organization_id, email, first_name, last_name, administrator, created_ms,
            active_ms.
    """
    return insert(connection, "people", uuid=uuid, **columns)


def put_account(connection: sqlite3.Connection, uuid: bytes, **columns: Any) -> int:
    """Put a person in that is a staff account too, with its uuid (PRV-7); its rowid.

    One that ended comes again, as another cannot have the uuid.

    Args:
        connection: in a write transaction.
        uuid: the account's.
        columns: as for `add`.
    """
    row = connection.execute("SELECT id FROM people WHERE uuid = ?", (uuid,)).fetchone()
    if row is None:
        return add(connection, uuid, **columns)
    sets = ", ".join(f"{name} = :{name}" for name in columns)
    connection.execute(
        f"UPDATE people SET {sets}, ended_ms = NULL, former_email = NULL WHERE id = :id",
        {"id": row[0], **columns},
    )
    return int(row[0])


def activate(connection: sqlite3.Connection, person_id: int, active_ms: int) -> None:
    """Let a person exist from another moment on."""
    connection.execute("UPDATE people SET active_ms = ? WHERE id = ?", (active_ms, person_id))


def make_administrator(connection: sqlite3.Connection, person_id: int) -> None:
    """Let a person be an administrator of its organization."""
    connection.execute("UPDATE people SET administrator = 1 WHERE id = ?", (person_id,))


def end(connection: sqlite3.Connection, person_id: int, now: int) -> None:
    """End a person; the email is free from then on, for whoever comes."""
    end_many(connection, [person_id], now)


def end_many(connection: sqlite3.Connection, person_ids: Sequence[int], now: int) -> None:
    """End some persons, as `end` does."""
    connection.execute(
        "UPDATE people SET ended_ms = :now, former_email = email,"
        " email = 'gone ' || lower(hex(uuid)) WHERE id IN (SELECT value FROM json_each(:ids))",
        {"now": now, "ids": json.dumps(person_ids)},
    )


def has_free_account(connection: sqlite3.Connection, email: str) -> bool:
    """Whether somebody with an email has an active free account (SBR-3)."""
    row = connection.execute(
        "SELECT 1 FROM free_accounts WHERE email = ? AND active = 1", (email,)
    ).fetchone()
    return row is not None


def close_free_account(connection: sqlite3.Connection, email: str) -> None:
    """A free account became a customer's user, or its person is gone."""
    connection.execute("UPDATE free_accounts SET active = 0 WHERE email = ?", (email,))


def everyone_page(
    connection: sqlite3.Connection,
    partner_id: int,
    organization_id: int | None,
    place: Place,
    size: int,
    now: int,
) -> tuple[list[PersonRow | StaffRow], Window]:
    """Who is in a partner's own organization, and their keys: persons first, then its staff.

    Both newest first. They stand together, as the organization may be a customer too (PRV-7); who
    is both is there once, among the staff.

    Args:
        connection: where to read.
        partner_id: its rowid.
        organization_id: that of its organization; None where that never was a customer.
        place: by offset or behind or before a key.
        size: how many at most.
        now: those who exist at this moment.
    """
    rows, window = page_of(
        connection,
        "SELECT part, id FROM (SELECT 1 AS part, p.id AS id FROM people AS p"
        f" WHERE p.organization_id = :organization AND {_LIVE}"
        " AND p.uuid NOT IN (SELECT uuid FROM staff WHERE partner_id = :partner)"
        " UNION ALL SELECT 0, id FROM staff WHERE partner_id = :partner) WHERE TRUE",
        {"partner": partner_id, "organization": organization_id, "now": now},
        place,
        size,
        ("part", "id"),
    )
    return [_either(connection, *row) for row in rows], window


def _either(connection: sqlite3.Connection, part: int, row_id: int) -> PersonRow | StaffRow:
    if part:
        return by_id(connection, row_id)
    (uuid,) = connection.execute("SELECT uuid FROM staff WHERE id = ?", (row_id,)).fetchone()
    found = partners.staff_by_uuid(connection, uuid)
    if found is None:
        raise LookupError("a staff account that was just found")
    return found
