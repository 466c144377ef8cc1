"""What a partner may do in an organization, and its end (ATT-2, ATT-3, CMG-3a)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from data.emulation.rules.timeline import DELETED
from data.emulation.store import queues
from data.emulation.store.subscriber_window import STATUS_NOW

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.store.customer_filter import Scope

FULL: Final = "full"
PROVISIONING: Final = "provisioning"

_SERVED: Final = (
    "SELECT u.person_id FROM json_each(:ids) AS j CROSS JOIN subscribers AS u"
    " INDEXED BY subscribers_person ON u.person_id = j.value"
    f" WHERE {STATUS_NOW} <> '{DELETED}'"
)
_END: Final = (
    "UPDATE organizations SET ended_ms = :now WHERE id = :id",
    (
        "UPDATE free_accounts SET active = 0 WHERE email IN (SELECT email FROM people"
        " INDEXED BY people_organization WHERE organization_id = :id AND ended_ms IS NULL)"
    ),
    (
        "UPDATE people SET ended_ms = :now, former_email = email,"
        " email = 'gone ' || lower(hex(uuid)) WHERE organization_id = :id AND ended_ms IS NULL"
    ),
    "DELETE FROM organization_rights WHERE organization_id = :id",
)


def level(connection: sqlite3.Connection, scope: Scope, organization_id: int, now: int) -> str:
    """The most that those of a scope may do in an organization at `now`: full, provisioning, or "".

    An attach says what was gained by it; who manages an organization without one may do all.
    """
    row = connection.execute(
        "SELECT coalesce((SELECT min(r.level) FROM organization_rights AS r"
        f" WHERE r.organization_id = o.id AND r.partner_id IN {scope.owners()}"
        f" AND r.since_ms <= :now), iif(o.manager_id IN {scope.owners()}, '{FULL}', ''))"
        " FROM organizations AS o WHERE o.id = :id",
        {**scope.parameters(), "id": organization_id, "now": now},
    ).fetchone()
    return str(row[0])


def served(connection: sqlite3.Connection, person_ids: Sequence[int], now: int) -> set[int]:
    """Those of some persons who have a wholesale package at `now`, or wait for one."""
    rows = connection.execute(_SERVED, {"ids": json.dumps(person_ids), "now": now})
    return {number for (number,) in rows}


def end(connection: sqlite3.Connection, organization_id: int, now: int) -> None:
    """End an organization with its persons, whose emails are free from then on, and all rights."""
    for statement in _END:
        connection.execute(statement, {"id": organization_id, "now": now})
    queues.end_of_organization(connection, organization_id, now, now)
