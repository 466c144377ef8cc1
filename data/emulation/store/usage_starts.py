"""From when on a package of a customer is used by whom it is given to (BIL-5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.rules.timeline import PACKAGE

if TYPE_CHECKING:
    import sqlite3

# The step that makes a package ready, and the end of an attach, as far as they are to come.
_READY: Final = (
    "SELECT coalesce(max(ms), 0) FROM (SELECT max(due_ms) AS ms FROM steps"
    f" WHERE kind = {PACKAGE} AND subject = :customer AND part = :package"
    " AND status = 'provisioned' AND due_ms > :now"
    " UNION ALL SELECT r.since_ms FROM customers AS c CROSS JOIN organization_rights AS r"
    " ON r.organization_id = c.organization_id AND r.partner_id = c.owner_id"
    " WHERE c.id = :customer AND c.attached = 1)"
)


def of(
    connection: sqlite3.Connection, customer_id: int, package: int, active_ms: int, now: int
) -> int:
    """The moment from which a package that is given now is charged, in milliseconds.

    What is not ready yet is charged from when it is; what belongs to an organization that is being
    attached, from the end of that.

    Args:
        connection: where to read.
        customer_id: the rowid.
        package: the code.
        active_ms: from when on its user, or the organization, is there; now or later.
        now: the moment.
    """
    values = {"customer": customer_id, "package": package, "now": now}
    (ready,) = connection.execute(_READY, values).fetchone()
    return max(active_ms, int(ready))
