"""What subscribers and workspaces share: packages within a limit, extensions, phone numbers.

Call queues and virtual lines have extensions and phone numbers, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.rules.packages import bit
from data.emulation.store.subscriber_window import STATUS_NOW

if TYPE_CHECKING:
    import sqlite3

_LIVE: Final = f"{STATUS_NOW} <> 'deleted'"
_THERE: Final = "({0}.ended_ms IS NULL OR {0}.ended_ms > :now)"
_ROOM: Final = _THERE.format("w")
_HELD: Final = (
    "SELECT (SELECT count(*) FROM subscribers AS u INDEXED BY subscribers_customer"
    " WHERE u.customer_id = :customer AND (u.package = :package OR u.add_ons & :bit)"
    f" AND {_LIVE}) + (SELECT count(*) FROM workspaces AS w INDEXED BY workspaces_customer"
    f" WHERE w.customer_id = :customer AND w.package = :package AND {_ROOM})"
)
_AT: Final = (
    "SELECT u.extension FROM customers AS c INDEXED BY customers_organization"
    " CROSS JOIN subscribers AS u INDEXED BY subscribers_customer ON u.customer_id = c.id"
    " WHERE c.organization_id = :organization AND u.location_id = :location"
    f" AND u.extension {{0}} AND {_LIVE}"
    " UNION ALL SELECT w.extension FROM customers AS c INDEXED BY customers_organization"
    " CROSS JOIN workspaces AS w INDEXED BY workspaces_customer ON w.customer_id = c.id"
    " WHERE c.organization_id = :organization AND w.location_id = :location"
    f" AND w.extension {{0}} AND {_ROOM}"
    " UNION ALL SELECT q.extension FROM queues AS q INDEXED BY queues_location"
    f" WHERE q.location_id = :location AND q.extension {{0}} AND {_THERE.format('q')}"
    " UNION ALL SELECT v.extension FROM virtual_lines AS v INDEXED BY virtual_lines_location"
    f" WHERE v.location_id = :location AND v.extension {{0}} AND {_THERE.format('v')}"
)
_EXTENSION: Final = f"{_AT.format('= :extension')} LIMIT 1"
_EXTENSIONS: Final = _AT.format("<> ''")
_PHONE: Final = (
    "SELECT 1 FROM subscribers AS u INDEXED BY subscribers_phone"
    f" WHERE u.phone = :phone AND u.phone <> '' AND {_LIVE}"
    " UNION ALL SELECT 1 FROM workspaces AS w INDEXED BY workspaces_phone"
    f" WHERE w.phone = :phone AND w.phone <> '' AND {_ROOM}"
    " UNION ALL SELECT 1 FROM queues AS q INDEXED BY queues_phone"
    f" WHERE q.phone = :phone AND q.phone <> '' AND {_THERE.format('q')}"
    " UNION ALL SELECT 1 FROM virtual_lines AS v INDEXED BY virtual_lines_phone"
    f" WHERE v.phone = :phone AND v.phone <> '' AND {_THERE.format('v')} LIMIT 1"
)


def held(connection: sqlite3.Connection, customer_id: int, package: int, now: int) -> int:
    """How many subscribers and workspaces of a customer have a package or add-on."""
    values = {"customer": customer_id, "package": package, "bit": bit(package), "now": now}
    return int(connection.execute(_HELD, values).fetchone()[0])


def extension_taken(
    connection: sqlite3.Connection,
    organization_id: int,
    location_id: int,
    extension: str,
    now: int,
) -> bool:
    """Whether somebody at a location of an organization has an extension already."""
    values = {
        "organization": organization_id,
        "location": location_id,
        "extension": extension,
        "now": now,
    }
    return connection.execute(_EXTENSION, values).fetchone() is not None


def extensions_at(
    connection: sqlite3.Connection, organization_id: int, location_id: int, now: int
) -> frozenset[str]:
    """All extensions that somebody has at a location of an organization."""
    values = {"organization": organization_id, "location": location_id, "now": now}
    return frozenset(extension for (extension,) in connection.execute(_EXTENSIONS, values))


def phone_taken(connection: sqlite3.Connection, phone: str, now: int) -> bool:
    """Whether anybody at all has a phone number already."""
    values = {"phone": phone, "now": now}
    return connection.execute(_PHONE, values).fetchone() is not None
