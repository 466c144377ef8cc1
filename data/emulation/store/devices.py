"""Devices of persons and workspaces (DEV); of a SIP password nothing but that there is one.

A device ends with what it stands on: its person's calling package, its workspace, the customer's
service. That moment is written when it is settled, and may be to come.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.store.positions import page_of
from data.emulation.store.rows import insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from data.emulation.store.positions import Place, Window


class DeviceRow(NamedTuple):
    """A device's columns, and who has it. Times are milliseconds."""

    id: int
    uuid: bytes
    organization_id: int
    model: str
    mac: str
    has_secret: int
    created_ms: int
    organization_uuid: bytes
    person_uuid: bytes | None
    workspace_uuid: bytes | None
    location_uuid: bytes | None
    holder: str


class Wanted(NamedTuple):
    """Which devices of an organization; None asks for nothing.

    Attributes:
        person: the uuid of who has them.
        workspace: the uuid of where they are.
        models: names of models.
    """

    person: bytes | None = None
    workspace: bytes | None = None
    models: tuple[str, ...] | None = None


_THERE: Final = "d.created_ms <= :now AND (d.ended_ms IS NULL OR d.ended_ms > :now)"
_DEVICES: Final = (
    "SELECT d.id, d.uuid, d.organization_id, d.model, d.mac, d.has_secret, d.created_ms,"
    " o.uuid, p.uuid, w.uuid, l.uuid,"
    " coalesce(w.name, p.first_name || ' ' || p.last_name)"
    " FROM devices AS d{index} CROSS JOIN organizations AS o ON o.id = d.organization_id"
    " LEFT JOIN people AS p ON p.id = d.person_id"
    " LEFT JOIN workspaces AS w ON w.id = d.workspace_id"
    " LEFT JOIN locations AS l ON l.id = w.location_id"
    f" WHERE {_THERE} AND "
)
_OF: Final = (
    _DEVICES.format(index=" INDEXED BY devices_organization")
    + "d.organization_id = :organization AND (:person IS NULL OR p.uuid = :person)"
    " AND (:workspace IS NULL OR w.uuid = :workspace)"
    " AND (:models IS NULL OR d.model IN (SELECT value FROM json_each(:models)))"
)
_END: Final = "UPDATE devices SET ended_ms = :at WHERE (ended_ms IS NULL OR ended_ms > :at) AND "
_MANY: Final = "(SELECT value FROM json_each(:ids))"


def by_uuid(connection: sqlite3.Connection, uuid: bytes, now: int) -> DeviceRow | None:
    """The device with a uuid, if it is there at `now`."""
    row = connection.execute(
        f"{_DEVICES.format(index='')}d.uuid = :uuid", {"uuid": uuid, "now": now}
    ).fetchone()
    return None if row is None else DeviceRow._make(row)


def page(
    connection: sqlite3.Connection,
    organization_id: int,
    wanted: Wanted,
    place: Place,
    size: int,
    now: int,
) -> tuple[list[DeviceRow], Window]:
    """Devices of an organization that stand together, newest first, and their keys.

    Args:
        connection: where to read.
        organization_id: its rowid.
        wanted: which of them.
        place: by offset or behind or before a key.
        size: how many at most.
        now: those that are there at this moment.
    """
    models = None if wanted.models is None else json.dumps(wanted.models)
    values = {**wanted._asdict(), "models": models, "organization": organization_id, "now": now}
    rows, window = page_of(connection, _OF, values, place, size, ("d.id",))
    return list(map(DeviceRow._make, rows)), window


def mac_taken(connection: sqlite3.Connection, mac: str, now: int) -> bool:
    """Whether a device of anybody has a MAC address at `now`."""
    row = connection.execute(
        f"SELECT 1 FROM devices AS d INDEXED BY devices_by_mac WHERE d.mac = :mac AND {_THERE}",
        {"mac": mac, "now": now},
    ).fetchone()
    return row is not None


def count_of_person(connection: sqlite3.Connection, person_id: int, now: int) -> int:
    """How many devices a person has at `now`."""
    (n,) = connection.execute(
        f"SELECT count(*) FROM devices AS d WHERE d.person_id = :person AND {_THERE}",
        {"person": person_id, "now": now},
    ).fetchone()
    return int(n)


def offers_third_party(connection: sqlite3.Connection, organization_id: int) -> bool:
    """Whether an organization has asked for phones of other makers (DEV-2)."""
    (found,) = connection.execute(
        "SELECT third_party_devices FROM organizations WHERE id = ?", (organization_id,)
    ).fetchone()
    return bool(found)


def add(connection: sqlite3.Connection, uuid: bytes, **columns: Any) -> None:
    """Put a device in.

    Args:
        connection: in a write transaction.
        uuid: a new one.
        columns: organization_id, person_id, workspace_id, model, mac, has_secret, created_ms.
    """
    insert(connection, "devices", uuid=uuid, **columns)


def end(connection: sqlite3.Connection, device_id: int, now: int) -> None:
    """End a device, also one whose end was settled for later."""
    connection.execute(f"{_END} id = :id", {"id": device_id, "at": now})


def end_of_persons(connection: sqlite3.Connection, person_ids: Iterable[int], at_ms: int) -> None:
    """End what some persons have, at a moment that is settled."""
    values = {"ids": json.dumps(list(person_ids)), "at": at_ms}
    connection.execute(f"{_END} person_id IN {_MANY}", values)


def end_of_workspaces(
    connection: sqlite3.Connection, workspace_ids: Iterable[int], at_ms: int
) -> None:
    """End what some workspaces have, at a moment that is settled."""
    values = {"ids": json.dumps(list(workspace_ids)), "at": at_ms}
    connection.execute(f"{_END} workspace_id IN {_MANY}", values)


def end_of_customer(connection: sqlite3.Connection, customer_id: int, at_ms: int) -> None:
    """End all that a customer's users and workspaces have, at the moment of its own end."""
    connection.execute(
        f"{_END} organization_id = (SELECT organization_id FROM customers WHERE id = :customer)",
        {"customer": customer_id, "at": at_ms},
    )
