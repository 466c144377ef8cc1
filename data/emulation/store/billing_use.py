"""Sums of use, straight from the intervals: right for any data, quick for little (decision 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules.reports import CUSTOMER, PARTNER, UNIT, UNITS, USER

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


class UseRow(NamedTuple):
    """Use of a package. What a level does not tell of is None.

    Attributes:
        package: its code.
        units: of 8,640 milliseconds.
        start_ms: the first moment.
        end_ms: behind the last one.
        organization_uuid: the customer's.
        external_id: the customer's.
        location_uuid: where all of it was; None where it was at several places, or at none.
        subscriber_uuid: who.
        person_uuid: the person that is.
        workspace_uuid: which place without a person.
    """

    package: int
    units: int
    start_ms: int
    end_ms: int
    organization_uuid: bytes | None
    external_id: str | None
    location_uuid: bytes | None
    subscriber_uuid: bytes | None
    person_uuid: bytes | None
    workspace_uuid: bytes | None


_INTERVALS: Final = (
    "FROM customers AS c CROSS JOIN usage_intervals AS i INDEXED BY usage_customer"
    " ON i.customer_id = c.id AND i.start_ms < :until WHERE c.owner_id = :owner"
)
_WHO: Final = "i.customer_id, i.subscriber_id, i.workspace_id, i.location_id, i.package"
# BIL-7: what was used before the customer's start, or its sub-partner's, does not count.
_USE: Final = (
    f"SELECT {_WHO}, max(i.start_ms, :from, coalesce(c.billing_start_ms, 0)) AS s,"
    f" min(coalesce(i.end_ms, :until), :until) AS e {_INTERVALS}"
)
_ASSIGNED: Final = (
    f"SELECT {_WHO}, {UNITS} AS units, :from AS s, :until AS e {_INTERVALS}"
    " AND coalesce(i.end_ms, :until) >= :until"
)
_COUNTED: Final = f"SELECT *, e / {UNIT} - s / {UNIT} AS units FROM ({_USE})"
_GROUPS: Final[dict[str, tuple[str, ...]]] = {
    PARTNER: (),
    CUSTOMER: ("customer_id",),
    USER: ("customer_id", "subscriber_id", "workspace_id"),
}


def use(
    connection: sqlite3.Connection, level: str, owner_id: int, from_ms: int, until_ms: int
) -> Iterator[UseRow]:
    """Use of an owner's customers in `[from_ms, until_ms)`, which is over (BIL-6).

    Both ends of an interval are rounded to units, not its length, so that levels add up to the
    same.

    Args:
        connection: where to read.
        level: what is summed: the partner's, each customer's or each user's.
        owner_id: the rowid of the partner or sub-partner.
        from_ms: the first moment, of the period or of charging, whichever is later.
        until_ms: behind the last one.
    """
    return _rows(connection, level, f"{_COUNTED} WHERE e > s", owner_id, from_ms, until_ms)


def assigned(
    connection: sqlite3.Connection, level: str, owner_id: int, at_ms: int
) -> Iterator[UseRow]:
    """What is assigned at a moment, each a whole day of units (REP-10); arguments as of `use`.

    Decided here: it counts before billing starts too.
    """
    return _rows(connection, level, _ASSIGNED, owner_id, at_ms, at_ms + 1)


def _rows(
    connection: sqlite3.Connection,
    level: str,
    source: str,
    owner_id: int,
    from_ms: int,
    until_ms: int,
) -> Iterator[UseRow]:
    kept = _GROUPS[level]
    columns = [name if name in kept else f"NULL AS {name}" for name in _GROUPS[USER]]
    summed = (
        f"SELECT package, {', '.join(columns)}, sum(units) AS units, min(s) AS s, max(e) AS e,"
        " iif(min(location_id) = max(location_id) AND count(location_id) = count(*),"
        f" min(location_id), NULL) AS location_id FROM ({source})"
        f" GROUP BY {', '.join((*kept, 'package'))} HAVING sum(units) > 0"
    )
    rows = connection.execute(
        "SELECT g.package, g.units, g.s, g.e, o.uuid, c.external_id, l.uuid, u.uuid, p.uuid,"
        f" w.uuid FROM ({summed}) AS g LEFT JOIN customers AS c ON c.id = g.customer_id"
        " LEFT JOIN organizations AS o ON o.id = c.organization_id"
        " LEFT JOIN locations AS l ON l.id = g.location_id AND c.id IS NOT NULL"
        " LEFT JOIN subscribers AS u ON u.id = g.subscriber_id"
        " LEFT JOIN people AS p ON p.id = u.person_id"
        " LEFT JOIN workspaces AS w ON w.id = g.workspace_id"
        " ORDER BY g.customer_id, g.subscriber_id IS NULL, g.subscriber_id, g.workspace_id,"
        " g.package",
        {"owner": owner_id, "from": from_ms, "until": until_ms},
    )
    return map(UseRow._make, rows)
