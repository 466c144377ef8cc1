"""Partners, their sub-partners and their staff."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.store.positions import Key, Place, Window, cut

if TYPE_CHECKING:
    import sqlite3


class PartnerRow(NamedTuple):
    """A partner, or a sub-partner where `parent_id` is set. Times are milliseconds."""

    id: int
    uuid: bytes
    parent_id: int | None
    root_id: int
    name: str
    subscription_id: str
    state: str
    region: str
    billing_start_ms: int | None
    created_ms: int


class StaffRow(NamedTuple):
    """A staff account."""

    id: int
    uuid: bytes
    partner_id: int
    email: str
    display_name: str
    roles: tuple[str, ...]


class Account(NamedTuple):
    """A staff account as a list of all shows it."""

    email: str
    display_name: str
    roles: tuple[str, ...]
    partner: str


_PARTNER: Final = f"SELECT {', '.join(PartnerRow._fields)} FROM partners WHERE "
_STAFF: Final = f"SELECT {', '.join(StaffRow._fields)} FROM staff "


def partner(connection: sqlite3.Connection, partner_id: int) -> PartnerRow:
    """The partner with a rowid that a foreign key names."""
    row = connection.execute(f"{_PARTNER} id = ?", (partner_id,)).fetchone()
    return PartnerRow._make(row)


def partner_by_uuid(connection: sqlite3.Connection, root_id: int, uuid: bytes) -> PartnerRow | None:
    """The partner or sub-partner of a tree with this organization."""
    row = connection.execute(f"{_PARTNER} root_id = ? AND uuid = ?", (root_id, uuid)).fetchone()
    return None if row is None else PartnerRow._make(row)


def tree(connection: sqlite3.Connection, root_id: int) -> list[PartnerRow]:
    """A partner and its sub-partners, newest first."""
    rows = connection.execute(
        f"{_PARTNER} root_id = ? ORDER BY created_ms DESC, id DESC", (root_id,)
    )
    return list(map(PartnerRow._make, rows))


def sub_partners(
    connection: sqlite3.Connection, root_id: int, state: str | None, place: Place, size: int
) -> Window:
    """The keys of sub-partners, newest first.

    Args:
        connection: where to read.
        root_id: the partner above them.
        state: exactly this provisioning state (SUB-12); None for any.
        place: by offset or behind or before a key.
        size: how many at most.
    """
    sign, direction = ("<", "DESC") if not place.backward else (">", "ASC")
    bound, values = "TRUE", {"root": root_id, "state": state, "n": size + 1, "skip": place.offset}
    if place.bound is not None:
        key = place.bound[1]
        bound = f"(created_ms, id) {sign} (:v, :i)"
        values.update(v=key.value, i=key.id)
    rows = connection.execute(
        "SELECT created_ms, id FROM partners INDEXED BY partners_root WHERE root_id = :root"
        f" AND parent_id IS NOT NULL AND (:state IS NULL OR state = :state) AND {bound}"
        f" ORDER BY created_ms {direction}, id {direction} LIMIT :n OFFSET :skip",
        values,
    )
    return cut([Key._make(row) for row in rows], place, size)


def by_ids(connection: sqlite3.Connection, ids: list[int]) -> list[PartnerRow]:
    """Partners in the order of their ids."""
    columns = ", ".join(f"w.{name}" for name in PartnerRow._fields)
    rows = connection.execute(
        f"SELECT {columns} FROM json_each(?) AS j CROSS JOIN partners AS w ON w.id = j.value",
        (json.dumps(ids),),
    )
    return list(map(PartnerRow._make, rows))


def staff(connection: sqlite3.Connection, staff_id: int) -> StaffRow:
    """The account with a rowid that a foreign key names."""
    row = connection.execute(f"{_STAFF} WHERE id = ?", (staff_id,)).fetchone()
    *columns, roles = row
    return StaffRow._make([*columns, tuple(json.loads(roles))])


def staff_by_uuid(connection: sqlite3.Connection, uuid: bytes) -> StaffRow | None:
    """The account with this uuid."""
    return _staff(connection.execute(f"{_STAFF} WHERE uuid = ?", (uuid,)).fetchone())


def staff_by_email(connection: sqlite3.Connection, email: str) -> StaffRow | None:
    """The account with this email, written in capitals or not."""
    found = connection.execute(
        f"{_STAFF} WHERE email = ? COLLATE NOCASE ORDER BY email <> ? LIMIT 1", (email, email)
    )
    return _staff(found.fetchone())


def accounts(connection: sqlite3.Connection) -> list[Account]:
    """All staff accounts, the partners' first, then those of their sub-partners by name."""
    rows = connection.execute(
        "SELECT s.email, s.display_name, s.roles, p.name FROM staff AS s"
        " JOIN partners AS p ON p.id = s.partner_id"
        " ORDER BY p.parent_id IS NOT NULL, p.name, p.id, s.id"
    )
    return [
        Account(email, name, tuple(json.loads(roles)), partner)
        for email, name, roles, partner in rows
    ]


def staff_of_partners(connection: sqlite3.Connection) -> list[StaffRow]:
    """All accounts of top partners, the first partner's first."""
    rows = connection.execute(
        f"{_STAFF} WHERE partner_id IN (SELECT id FROM partners WHERE parent_id IS NULL)"
        " ORDER BY partner_id, id"
    )
    return [row for row in map(_staff, rows) if row is not None]


def _staff(row: tuple[int, bytes, int, str, str, str] | None) -> StaffRow | None:
    return None if row is None else StaffRow(*row[:5], tuple(json.loads(row[5])))
