"""Pages of the subscriber list, newest first or by the last change of status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.rules.timeline import DELETED
from data.emulation.store.customer_filter import STATUS_NOW as CUSTOMER_NOW
from data.emulation.store.positions import Key, Place, Window, cut

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.store.customer_filter import Scope

_STEP: Final = """(SELECT s.{0} FROM steps AS s WHERE s.kind = 3 AND s.subject = u.id
    AND s.part = 0 AND s.due_ms BETWEEN u.next_at AND :now
    ORDER BY s.due_ms DESC, s.seq DESC, s.status DESC LIMIT 1)"""
_NOW: Final = "(CASE WHEN u.next_at <= :now THEN coalesce({0}, u.{1}) ELSE u.{1} END)"
STATUS_NOW: Final = _NOW.format(_STEP.format("status"), "status")
"""The status of a subscriber `u` at `:now`."""
CHANGED_NOW: Final = _NOW.format(_STEP.format("due_ms"), "status_ms")
"""When a subscriber `u` got the status that it has at `:now`."""

_STALE: Final = "SELECT id FROM subscribers INDEXED BY subscribers_next WHERE next_at <= :now"
_OF_SCOPE: Final = (
    "SELECT u.id FROM customers AS c INDEXED BY customers_owner CROSS JOIN subscribers AS u"
    " INDEXED BY subscribers_customer ON u.customer_id = c.id WHERE c.owner_id = :owner"
)
_CUSTOMER: Final = "SELECT id FROM subscribers INDEXED BY subscribers_customer WHERE customer_id"
_LOOK_UP: Final = "CROSS JOIN subscribers AS u NOT INDEXED ON u.id BETWEEN f.id AND f.id"
# No equality, for the reason that customer_counts.LOOK_UP gives.
_CUSTOMERS: Final = (
    "CROSS JOIN customers AS c NOT INDEXED ON c.id BETWEEN u.customer_id AND u.customer_id"
)
_PEOPLE: Final = "CROSS JOIN people AS p NOT INDEXED ON p.id BETWEEN u.person_id AND u.person_id"
_TURNED = str.maketrans("<>", "><")
_ANCHORS: Final = {
    "customer": f"{_CUSTOMER} IN (SELECT id FROM customers WHERE uuid = :customer)",
    "external": f"{_CUSTOMER} IN (SELECT id FROM customers INDEXED BY customers_external"
    " WHERE owner_id IN {owners} AND external_id = :external AND status <> 'deleted')",
    "person": "SELECT id FROM subscribers INDEXED BY subscribers_person WHERE person_id IN"
    " (SELECT id FROM people WHERE uuid = :person)",
    "email": "SELECT id FROM subscribers INDEXED BY subscribers_person WHERE person_id IN"
    " (SELECT id FROM people WHERE email IN (:email, lower(:email)))",
}
_TESTS: Final = {
    "customer": "c.uuid = :customer",
    "external": "c.external_id = :external",
    "person": "p.uuid = :person",
    "email": "p.email IN (:email, lower(:email))",
    "status": f"{STATUS_NOW} = :status",
    "after": "u.created_ms > :after",
    "changed": f"{CHANGED_NOW} > :changed",
}


class SubscriberFilter(NamedTuple):
    """Which subscribers; None asks for nothing.

    Attributes:
        scope: whose customers'.
        customer: the customer's uuid.
        external: the customer's external id.
        person: the person's uuid.
        email: the person's email; a subscriber's is kept in lower case.
        status: the status.
        after: created after this moment, in milliseconds.
        changed: whose status changed after this moment, in milliseconds.
    """

    scope: Scope
    customer: bytes | None = None
    external: str | None = None
    person: bytes | None = None
    email: str | None = None
    status: str | None = None
    after: int | None = None
    changed: int | None = None

    def test(self) -> str:
        """SQL: whether subscriber `u` of person `p` and customer `c` passes."""
        asked = (_TESTS[name] for name in self._fields[1:] if getattr(self, name) is not None)
        return " AND ".join(
            [
                self.scope.test(),
                f"{STATUS_NOW} <> '{DELETED}' AND {CUSTOMER_NOW} <> '{DELETED}'",
                *asked,
            ]
        )

    def parameters(self, now: int) -> dict[str, Any]:
        """The values of all that the SQL of this filter names."""
        asked = {name: getattr(self, name) for name in self._fields[1:]}
        return {**self.scope.parameters(), **asked, "now": now}

    def anchor(self) -> str | None:
        """SQL: ids of the few that may pass, None if there is nothing to find few by."""
        for name, sql in _ANCHORS.items():
            if getattr(self, name) is not None:
                return sql.format(owners=self.scope.owners())
        if self.status == "pending_user_migration":
            pending = (
                "SELECT id FROM subscribers INDEXED BY subscribers_pending"
                " WHERE status = 'pending_user_migration'"
            )
            return f"{pending} UNION {_STALE}"
        return None


class SubscriberQuery(NamedTuple):
    """A list of subscribers in an order, at a moment (ms)."""

    only: SubscriberFilter
    by_change: bool
    descending: bool
    now: int


class _Source(NamedTuple):
    """Where rows `u` come from, and the SQL of their place in the order."""

    rows: str
    value: str
    test: str = "TRUE"


def window(
    connection: sqlite3.Connection, query: SubscriberQuery, place: Place, size: int
) -> Window:
    """The keys at a place of the list.

    Args:
        connection: where to read; one consistent state.
        query: the list.
        place: where in it.
        size: how many keys at most, 1 or more.
    """
    few = query.only.anchor() or _of_few(connection, query.only.scope, size)
    value = CHANGED_NOW if query.by_change else "u.created_ms"
    if few is not None:
        sources = [_Source(f"({few}) AS f {_LOOK_UP}", value)]
    elif query.by_change:
        # A status that has changed by itself has also moved its row.
        fresh = "(u.next_at IS NULL OR u.next_at > :now)"
        sources = [
            _Source("subscribers AS u INDEXED BY subscribers_changed", "u.status_ms", fresh),
            _Source(f"({_STALE}) AS f {_LOOK_UP}", value),
        ]
    else:
        sources = [_Source("subscribers AS u INDEXED BY subscribers_created", value)]
    return cut(_keys(connection, query, place, size + 1, sources), place, size)


def _of_few(connection: sqlite3.Connection, scope: Scope, size: int) -> str | None:
    """SQL: ids of one owner's subscribers if those are so few that a walk would miss them."""
    if scope.owner_id is None:
        return None
    part, all_customers, all_subscribers = connection.execute(
        "SELECT coalesce(sum(n), 0), (SELECT max(id) FROM customers),"
        " (SELECT coalesce(max(id), 0) FROM subscribers)"
        " FROM customer_counts WHERE owner_id = :owner",
        scope.parameters(),
    ).fetchone()
    share = part / all_customers if all_customers else 1
    return _OF_SCOPE if all_subscribers * share * share < size else None


def _keys(
    connection: sqlite3.Connection,
    query: SubscriberQuery,
    place: Place,
    n: int,
    sources: list[_Source],
) -> list[Key]:
    direction = "DESC" if query.descending != place.backward else "ASC"
    values = query.only.parameters(query.now)
    bound = "TRUE"
    if place.bound is not None:
        sign, key = place.bound
        sign = sign.translate(_TURNED) if query.descending else sign
        bound = "({value}, u.id) " + sign + " (:v, :i)"
        values.update(v=key.value, i=key.id)
    people = _PEOPLE if query.only.person or query.only.email is not None else ""
    selects = [
        f"SELECT * FROM (SELECT {s.value} AS v, u.id AS id FROM {s.rows} {_CUSTOMERS} {people}"
        f" WHERE {s.test} AND {bound.format(value=s.value)} AND {query.only.test()}"
        f" ORDER BY {s.value} {direction}, u.id {direction} LIMIT :n + :skip)"
        for s in sources
    ]
    sql = (
        f"{' UNION ALL '.join(selects)} ORDER BY 1 {direction}, 2 {direction} LIMIT :n OFFSET :skip"
    )
    values.update(n=n, skip=place.offset)
    return [Key._make(row) for row in connection.execute(sql, values)]
