"""What must hold inside the emulation's database beyond what SQLite itself enforces."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from data.emulation.store import device_invariants as devices
from data.emulation.store import service_invariants as service
from data.emulation.store.queue_invariants import QUEUES
from data.emulation.store.schema import SCHEMA
from data.emulation.store.telephony_invariants import ADDED
from data.sqlite.migrate import build
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Finding:
    """Something that is wrong.

    Attributes:
        what: integrity, reference, table, view, index, trigger, search, counter, packages,
            users, clock, secret, status, next, person, number, added, use, limit, queue, or
            unchecked where it could not be looked at.
        text: one sentence for people.
        n: how many rows it concerns.
    """

    what: str
    text: str
    n: int = 1


COUNTERS: Final = """
WITH counted AS (SELECT owner_id, status, packages, count(*) AS n FROM customers
        GROUP BY owner_id, status, packages),
    kept AS (SELECT owner_id, status, packages, n FROM customer_counts WHERE n <> 0)
SELECT (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept))
    + (SELECT count(*) FROM (SELECT * FROM kept EXCEPT SELECT * FROM counted))
"""
"""Counters that differ from a count of the customers."""

TEMPLATES: Final = """
SELECT count(*) FROM templates AS t LEFT JOIN (
    SELECT template_id, count(*) AS n FROM customers WHERE status <> 'deleted' GROUP BY template_id
) AS c ON c.template_id = t.id WHERE t.customers <> coalesce(c.n, 0)
"""
"""Templates whose number of customers is not that of those made with them."""

PACKAGES: Final = """
SELECT count(*) FROM customers LEFT JOIN (
    SELECT customer_id, sum(1 << (package - 1)) AS mask FROM customer_packages
    WHERE status <> 'deleted' GROUP BY customer_id
) AS p ON p.customer_id = customers.id WHERE customers.packages <> coalesce(p.mask, 0)
"""
"""Customers whose mask is not that of their packages."""

USERS: Final = """
SELECT count(*) FROM customers LEFT JOIN (
    SELECT customer_id, count(*) AS n FROM subscribers
    WHERE status <> 'deleted' GROUP BY customer_id
) AS u ON u.customer_id = customers.id WHERE customers.users <> coalesce(u.n, 0)
"""
"""Customers whose number of users is not that of their live subscribers."""

CLOCK: Final = "SELECT count(*) <> 1 FROM clock"
"""1 where the clock has no row."""

KEY: Final = (
    "SELECT count(*) <> 1 FROM settings WHERE key = 'secret' AND length(value) = 64"
    " AND value NOT GLOB '*[^0-9a-f]*'"
)
"""1 where there is nothing to sign tokens with."""

# What is folded in is what was due before the next step: the latest of that is the status. A
# subject without steps was made with the status it has.
_STATUS: Final = """
SELECT count(*) FROM {table} AS s WHERE s.status <> coalesce((
    SELECT status FROM steps WHERE kind = {kind} AND subject = s.{subject} AND part = {part}
        AND due_ms < coalesce(s.next_at, 9223372036854775807)
    ORDER BY due_ms DESC, seq DESC, status DESC LIMIT 1), s.status)
"""
_NEXT: Final = """
SELECT count(*) FROM {table} AS s WHERE s.next_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM steps WHERE kind IN ({kinds}) AND subject = s.{subject}
        AND ({part}) AND due_ms = s.next_at)
"""
_CUSTOMERS: Final = {"table": "customers", "subject": "id"}
_PACKAGES: Final = {"table": "customer_packages", "subject": "customer_id"}
_SUBSCRIBERS: Final = {"table": "subscribers", "subject": "id"}

STATUSES: Final = (
    _STATUS.format(**_CUSTOMERS, kind=1, part=0),
    _STATUS.format(**_PACKAGES, kind=2, part="s.package"),
    _STATUS.format(**_SUBSCRIBERS, kind=3, part=0),
)
"""Rows whose status is not their latest step's before the next one; a query for each table."""

NEXTS: Final = (
    _NEXT.format(**_CUSTOMERS, kinds="1, 2", part="TRUE"),
    _NEXT.format(**_PACKAGES, kinds="2", part="part = s.package"),
    _NEXT.format(**_SUBSCRIBERS, kinds="3", part="TRUE"),
    # A customer waits for its packages' steps too.
    """SELECT count(*) FROM customer_packages AS p JOIN customers AS c ON c.id = p.customer_id
    WHERE p.next_at < coalesce(c.next_at, 9223372036854775807)""",
)
"""Rows that wait for a step that is not there, or miss one that is."""


def check_schema(connection: sqlite3.Connection) -> list[Finding]:
    """Compare the schema with that of an empty database of this release."""
    expected = build(SCHEMA)
    try:
        should, have = schema_of(expected), schema_of(connection)
    finally:
        expected.close()
    words = {
        "table": _("The table {name} is missing or differs."),
        "view": _("The view {name} is missing or differs."),
        "index": _("The index {name} is missing or differs."),
        "trigger": _("The trigger {name} is missing or differs."),
    }
    return [
        Finding(kind, words[kind].format(name=name))
        for (kind, name), sql in should.items()
        if have.get((kind, name)) != sql
    ]


def schema_of(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """What a database is made of: SQL by kind and name, without SQLite's own; tables come first.

    Then the views that stand on them, indexes, and triggers.
    """
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
        " AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
        " ORDER BY type <> 'table', type <> 'view', type <> 'index', name"
    )
    return {(kind, name): sql for kind, name, sql in rows}


def check_content(connection: sqlite3.Connection) -> list[Finding]:
    """Compare what is kept with what it is kept of: counters, masks, folded statuses."""
    return [Finding(what, text.format(n=n), n) for what, text, n in _broken(connection) if n]


def check_search(connection: sqlite3.Connection) -> list[Finding]:
    """Compare the search indexes with the customers; others cannot write meanwhile.

    SQLite counts the comparison as a write, so the connection must be able to; it is rolled back.
    """
    found = []
    for table in ("customers_fts", "customers_grams"):
        connection.execute("BEGIN IMMEDIATE")
        try:
            # The 1 asks for a comparison with the content, not of the index with itself only.
            connection.execute(
                f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)"  # noqa: S608 - the two names above
            )
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            found.append(
                Finding("search", _("The search index {name} differs.").format(name=table))
            )
        finally:
            connection.execute("ROLLBACK")
    return found


def _broken(connection: sqlite3.Connection) -> Iterator[tuple[str, str, int]]:
    """Kind, words and number of rows for each rule."""

    def count(*queries: str) -> int:
        return sum(int(connection.execute(query).fetchone()[0]) for query in queries)

    yield "clock", _("The clock has no row."), count(CLOCK)
    yield "secret", _("The secret that signs tokens is missing."), count(KEY)
    yield "counter", _("Counters that differ from the customers: {n}"), count(COUNTERS, TEMPLATES)
    yield "packages", _("Customers whose set of packages differs: {n}"), count(PACKAGES)
    yield "users", _("Customers whose number of users differs: {n}"), count(USERS)
    yield "status", _("Statuses that differ from their steps: {n}"), count(*STATUSES)
    yield "next", _("Rows that wait for a step that is not theirs: {n}"), count(*NEXTS)
    yield "person", _("Persons with more than one service: {n}"), count(service.PERSONS)
    yield "number", _("Extensions or phone numbers that two have: {n}"), count(*service.NUMBERS)
    yield "added", _("Numbers that are not their organization's: {n}"), count(*ADDED)
    yield "use", _("Intervals of use that belong to nobody: {n}"), count(*service.USE)
    yield "limit", _("Packages of which more is used than allowed: {n}"), count(service.LIMITS)
    yield "device", _("Devices without a calling package behind them: {n}"), count(*devices.ALL)
    yield "queue", _("Call queues with what they cannot have: {n}"), count(*QUEUES)
