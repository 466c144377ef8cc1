"""Which customers' answers changed, and when the next one will (decision 5)."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.store.customer_filter import Scope

# The customer that a step is about: itself, its package, its subscriber.
_CUSTOMER: Final = (
    "steps AS s INDEXED BY steps_due CROSS JOIN customers AS c NOT INDEXED ON c.id BETWEEN"
    " CASE s.kind WHEN 3 THEN (SELECT customer_id FROM subscribers WHERE id = s.subject)"
    " ELSE s.subject END AND"
    " CASE s.kind WHEN 3 THEN (SELECT customer_id FROM subscribers WHERE id = s.subject)"
    " ELSE s.subject END"
)

_NAMED: Final = (
    "SELECT c.uuid FROM templates AS t CROSS JOIN customers AS c INDEXED BY customers_template"
    " ON c.template_id = t.id WHERE {scope} AND t.changed_ms > :since AND t.changed_ms <= :now"
)


def changed(
    connection: sqlite3.Connection, scope: Scope, since: int, now: int, most: int
) -> list[bytes]:
    """The uuids of customers with a step due in (since, now], the latest change first.

    Those that are gone by now are among them. Last come those whose template was changed, as they
    show its name.

    Args:
        connection: where to read.
        scope: whose.
        since: a moment in milliseconds; it is not within.
        now: another; it is.
        most: how many at most.
    """
    values = {**scope.parameters(), "since": since, "now": now}
    rows = connection.execute(
        f"SELECT c.uuid FROM {_CUSTOMER} WHERE {scope.test()}"
        " AND s.due_ms > :since AND s.due_ms <= :now ORDER BY s.due_ms DESC",
        values,
    )
    named = connection.execute(_NAMED.format(scope=scope.test()), values)
    found: dict[bytes, None] = {}
    for (uuid,) in chain(rows, named):
        found[uuid] = None
        if len(found) == most:
            break
    return list(found)


def next_change(connection: sqlite3.Connection, scope: Scope, now: int) -> int | None:
    """When the next step of a scope's customer falls due after `now`."""
    row = connection.execute(
        f"SELECT s.due_ms FROM {_CUSTOMER} WHERE {scope.test()} AND s.due_ms > :now"
        " ORDER BY s.due_ms LIMIT 1",
        {**scope.parameters(), "now": now},
    ).fetchone()
    return None if row is None else row[0]
