"""Call queues with their agents and supervisors (QUE).

Whoever is no longer fit for a queue is no agent of it from that moment on: readers look at the
package that a person has now. What changes a package takes the rows away too (`leave`), so that
nobody comes back by getting it again. Rows of ended workspaces and of ended queues may stay, as
those never come back: readers leave them out. Weights are shared out among those who are there.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.rules.queues import (
    ASSIST,
    CALLING,
    FITTING,
    KINDS,
    LINE,
    PEOPLE,
    PLACE,
    WITH_QUEUES,
    shares,
)
from data.emulation.store.positions import page_of
from data.emulation.store.rows import insert
from data.emulation.store.subscriber_window import STATUS_NOW

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence

    from data.emulation.store.positions import Place, Window


class QueueRow(NamedTuple):
    """A queue's columns, and what is told of its location and organization.

    Attributes:
        settings: a JSON object, as on the wire.
    """

    id: int
    uuid: bytes
    location_id: int
    name: str
    phone: str
    extension: str
    kind: str
    policy: str
    enabled: int
    settings: str
    location_uuid: bytes
    location_name: str
    language: str
    time_zone: str
    organization_id: int
    organization_uuid: bytes


class MemberRow(NamedTuple):
    """An agent: type of the wire, rowid, and what is shown; the package is a code or None."""

    position: int
    type: str
    id: int
    uuid: bytes
    first_name: str
    last_name: str
    phone: str
    extension: str
    weight: int | None
    package: int | None


class SupervisorRow(NamedTuple):
    """A supervisor's person."""

    uuid: bytes
    first_name: str
    last_name: str


class Which(NamedTuple):
    """Which queues of an organization; None and empty ask for nothing.

    Attributes:
        kind: calling or customer_assist.
        location: the uuid of the only location.
        name: what the name contains, as a search key.
        number: the phone number or extension.
    """

    kind: str
    location: bytes | None = None
    name: str = ""
    number: str = ""


class Agent(NamedTuple):
    """An agent to be: type of the wire, rowid, weight."""

    type: str
    id: int
    weight: int | None


THERE: Final = "({0}.ended_ms IS NULL OR {0}.ended_ms > :now)"
"""SQL: whether a queue or a virtual line is there at `:now`."""
_LIVE: Final = THERE.format("q")
_COLUMNS: Final = (
    "q.id, q.uuid, q.location_id, q.name, q.phone, q.extension, q.kind, q.policy, q.enabled,"
    " q.settings, l.uuid, l.name, l.language, l.time_zone, o.id, o.uuid"
)
_ONE: Final = (
    f"SELECT {_COLUMNS} FROM queues AS q CROSS JOIN locations AS l ON l.id = q.location_id"
    f" CROSS JOIN organizations AS o ON o.id = l.organization_id WHERE {_LIVE} AND q.uuid = :uuid"
)
_OF: Final = (
    f"SELECT {_COLUMNS} FROM organizations AS o CROSS JOIN locations AS l"
    " INDEXED BY locations_organization ON l.organization_id = o.id CROSS JOIN queues AS q"
    " INDEXED BY queues_location ON q.location_id = l.id"
    f" WHERE o.id = :organization AND q.kind = :kind AND {_LIVE}"
    " AND (:location IS NULL OR l.uuid = :location) AND instr(q.name_key, :name)"
    " AND (:number = '' OR :number IN (q.phone, q.extension))"
)


def _codes(packages: Iterable[int]) -> str:
    return ", ".join(map(str, packages))


_SERVED: Final = f"{STATUS_NOW} = 'provisioned'"
_SUPERVISES: Final = f"{_SERVED} AND u.package IN ({_codes(WITH_QUEUES)})"
_ANSWERS: Final = (
    f"{_SUPERVISES} AND (q.kind <> '{ASSIST}' OR u.package IN ({_codes(FITTING[ASSIST])}))"
)
_ROOM: Final = f"w.package IS NOT NULL AND {THERE.format('w')}"
_AGENTS: Final = (
    f"SELECT a.position, '{PEOPLE}', p.id, p.uuid, p.first_name, p.last_name, u.phone,"
    " u.extension, a.weight, u.package FROM queue_agents AS a"
    " CROSS JOIN queues AS q ON q.id = a.queue_id CROSS JOIN people AS p ON p.id = a.person_id"
    " CROSS JOIN subscribers AS u INDEXED BY subscribers_person ON u.person_id = p.id"
    f" WHERE a.queue_id = :queue AND {_ANSWERS} UNION ALL"
    f" SELECT a.position, '{PLACE}', w.id, w.uuid, w.name, '.', w.phone, w.extension, a.weight,"
    " w.package FROM queue_agents AS a CROSS JOIN workspaces AS w ON w.id = a.workspace_id"
    f" WHERE a.queue_id = :queue AND {_ROOM} UNION ALL"
    f" SELECT a.position, '{LINE}', v.id, v.uuid, v.first_name, v.last_name, v.phone,"
    " v.extension, a.weight, NULL FROM queue_agents AS a"
    " CROSS JOIN virtual_lines AS v ON v.id = a.virtual_line_id"
    f" WHERE a.queue_id = :queue AND {THERE.format('v')} ORDER BY 1"
)
_SUPERVISORS: Final = (
    "SELECT p.uuid, p.first_name, p.last_name FROM queue_supervisors AS s"
    " CROSS JOIN people AS p ON p.id = s.person_id CROSS JOIN subscribers AS u"
    f" INDEXED BY subscribers_person ON u.person_id = p.id WHERE s.queue_id = :queue"
    f" AND {_SUPERVISES} ORDER BY s.position"
)
# Whoever is named in `ids`, and not fit for the queue any longer.
_LEAVE: Final = (
    "DELETE FROM {table} WHERE person_id IN (SELECT value FROM json_each(:ids)) AND NOT EXISTS ("
    "SELECT 1 FROM queues AS q CROSS JOIN subscribers AS u INDEXED BY subscribers_person"
    " ON u.person_id = {table}.person_id WHERE q.id = {table}.queue_id AND {fit})"
)
_END: Final = (
    "UPDATE {0} SET ended_ms = :at WHERE location_id IN (SELECT id FROM locations"
    " INDEXED BY locations_organization WHERE organization_id = :organization) AND {1}"
)
_COLUMN: Final = {PEOPLE: "person_id", PLACE: "workspace_id", LINE: "virtual_line_id"}


def by_uuid(connection: sqlite3.Connection, uuid: bytes, now: int) -> QueueRow | None:
    """The queue with this uuid, if it is there at `now`."""
    row = connection.execute(_ONE, {"uuid": uuid, "now": now}).fetchone()
    return None if row is None else QueueRow._make(row)


def page(
    connection: sqlite3.Connection,
    organization_id: int,
    which: Which,
    place: Place,
    size: int,
    now: int,
) -> tuple[list[QueueRow], Window]:
    """Queues of an organization that stand together, newest first, and their keys."""
    values = {**which._asdict(), "organization": organization_id, "now": now}
    rows, window = page_of(connection, _OF, values, place, size, ("q.id",))
    return list(map(QueueRow._make, rows)), window


def agents(connection: sqlite3.Connection, queue_id: int, now: int) -> list[MemberRow]:
    """The agents that a queue has at `now`, in their order.

    Decided here: the weight of who left is shared out among the others, so that those of a weighted
    queue add up to 100 whoever leaves.
    """
    values = {"queue": queue_id, "now": now}
    rows = list(map(MemberRow._make, connection.execute(_AGENTS, values)))
    weights = shares([row.weight for row in rows])
    return [row._replace(weight=weight) for row, weight in zip(rows, weights, strict=True)]


def supervisors(connection: sqlite3.Connection, queue_id: int, now: int) -> list[SupervisorRow]:
    """The supervisors that a queue has at `now`, in their order."""
    rows = connection.execute(_SUPERVISORS, {"queue": queue_id, "now": now})
    return list(map(SupervisorRow._make, rows))


def name_taken(connection: sqlite3.Connection, location_id: int, key: str, now: int) -> bool:
    """Whether a location has a queue of this name, as a search key, already."""
    row = connection.execute(
        "SELECT 1 FROM queues AS q INDEXED BY queues_location WHERE q.location_id = :location"
        f" AND q.name_key = :name AND {_LIVE} LIMIT 1",
        {"location": location_id, "name": key, "now": now},
    )
    return row.fetchone() is not None


def add(connection: sqlite3.Connection, uuid: bytes, **columns: Any) -> int:
    """Put a queue in; its rowid.

    Args:
        connection: in a write transaction.
        uuid: a new one.
        columns: location_id, name, name_key, phone, extension, kind, policy, settings, created_ms.
    """
    return insert(connection, "queues", uuid=uuid, **columns)


def change(connection: sqlite3.Connection, queue_id: int, **columns: Any) -> None:
    """Write some columns of a queue, one at least."""
    sets = ", ".join(f"{name} = :{name}" for name in columns)
    connection.execute(f"UPDATE queues SET {sets} WHERE id = :id", {"id": queue_id, **columns})


def set_agents(connection: sqlite3.Connection, queue_id: int, wanted: Sequence[Agent]) -> None:
    """Let a queue have exactly these agents, in this order."""
    connection.execute("DELETE FROM queue_agents WHERE queue_id = ?", (queue_id,))
    for position, agent in enumerate(wanted):
        connection.execute(
            f"INSERT INTO queue_agents (queue_id, position, {_COLUMN[agent.type]}, weight)"
            " VALUES (?, ?, ?, ?)",
            (queue_id, position, agent.id, agent.weight),
        )


def set_supervisors(connection: sqlite3.Connection, queue_id: int, persons: Sequence[int]) -> None:
    """Let a queue have exactly these supervisors, rowids of persons, in this order."""
    connection.execute("DELETE FROM queue_supervisors WHERE queue_id = ?", (queue_id,))
    connection.executemany(
        "INSERT INTO queue_supervisors (queue_id, position, person_id) VALUES (?, ?, ?)",
        [(queue_id, position, person) for position, person in enumerate(persons)],
    )


def leave(connection: sqlite3.Connection, persons: Sequence[int], now: int) -> None:
    """Take persons out of every queue that they are not fit for at `now`.

    Args:
        connection: in a write transaction; what became of their packages is written.
        persons: their rowids.
        now: the moment.
    """
    values = {"ids": json.dumps(persons), "now": now}
    for table, fit in (("queue_agents", _ANSWERS), ("queue_supervisors", _SUPERVISES)):
        connection.execute(_LEAVE.format(table=table, fit=fit), values)


def end_of_organization(
    connection: sqlite3.Connection, organization_id: int, at_ms: int, now: int
) -> None:
    """End all queues and virtual lines of an organization at a moment that is settled.

    Args:
        connection: in a write transaction.
        organization_id: its rowid.
        at_ms: the moment; `now`, or later.
        now: that of the change.
    """
    values = {"organization": organization_id, "at": at_ms, "now": now}
    for table in ("queues", "virtual_lines"):
        connection.execute(_END.format(table, THERE.format(table)), values)


def end_without(
    connection: sqlite3.Connection, organization_id: int, packages: Collection[int], now: int
) -> None:
    """End queues and virtual lines of an organization that none of its packages allows (PKG-8).

    Decided here: a queue of Customer Assist ends with that package, as it has no way back (QUE-2);
    its numbers stay in the inventory.

    Args:
        connection: in a write transaction.
        organization_id: its rowid.
        packages: the codes of those that its customer has left.
        now: the moment.
    """
    values = {"organization": organization_id, "at": now, "now": now}
    for kind in KINDS:
        if not set(FITTING[kind]) & set(packages):
            query = _END.format("queues", f"{THERE.format('queues')} AND kind = :kind")
            connection.execute(query, values | {"kind": kind})
            if kind == CALLING:
                lines = _END.format("virtual_lines", THERE.format("virtual_lines"))
                connection.execute(lines, values)
