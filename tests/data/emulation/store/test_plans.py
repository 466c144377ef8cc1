"""No list reads more than it has to: what SQLite plans for every statement is looked at."""

from __future__ import annotations

import re
from functools import partial
from itertools import product
from typing import TYPE_CHECKING

import pytest

from data.emulation.store import (
    changes,
    customer_counts,
    customer_rows,
    decisions,
    emails,
    gathering,
    order_facts,
    subscribers,
    templates,
)
from data.emulation.store import customer_window as windows
from data.emulation.store import subscriber_window as people
from data.emulation.store.customer_filter import CustomerFilter, Scope
from data.emulation.store.customer_text import match_exactly, match_text
from data.emulation.store.customer_window import SORTS, Query, window
from data.emulation.store.folding import fold
from data.emulation.store.positions import Key, Place
from tests.data.emulation.builder import NOW, World
from tests.data.emulation.store.ways import WAYS, taking

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable


def places(key: Key) -> tuple[Place, ...]:
    """Every kind of place."""
    return (
        Place(),
        Place(offset=3),
        Place(after=key),
        Place(before=key),
        Place(start=key),
        Place(end=True),
    )


PLACES = places(Key("m", 7))
NUMBERED = places(Key(7, 7))
PLAIN = people.SubscriberFilter(Scope(1))
SCOPES = (Scope(1), Scope(1, 2))
STATES: tuple[tuple[str, ...], ...] = ((), ("error",), ("error", "updating"))
# A table read from end to end. What is materialised (f, m, j, k) may be, and so may an index: its
# walk has a LIMIT.
FULL = re.compile(r"SCAN (customers|subscribers|steps|people|organizations|[cuspow])(?! USING)\b")


@pytest.fixture(scope="module")
def world() -> World:
    """Statistics of a large database are put in, so that SQLite plans for one."""
    world = World()
    top = world.partner()
    world.partner("Harbour", top)
    for n in range(30):
        customer = world.customer(
            top + n % 2,
            f"Acme {n}",
            "error" if n % 10 < 2 else "provisioned",
            steps=[(NOW + n, "updating")] if n % 3 == 0 else [],
        )
        world.subscriber(customer)
    world.connection.execute("ANALYZE")
    for table, index, stat in world.connection.execute("SELECT * FROM sqlite_stat1").fetchall():
        _, *rest = stat.split()
        big = " ".join([str(10**6), *(str(int(n) * 1000) if int(n) > 1 else n for n in rest)])
        world.connection.execute(
            "UPDATE sqlite_stat1 SET stat = ? WHERE tbl = ? AND idx IS ?", (big, table, index)
        )
    world.connection.execute("ANALYZE sqlite_schema")
    return world


def plans(connection: sqlite3.Connection, work: Callable[[], object]) -> list[str]:
    """The steps of the plans of all that a piece of work runs."""
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    gathering._local.kept = None
    work()
    connection.set_trace_callback(None)
    return [
        step[3]
        for statement in statements
        if statement.lstrip().startswith(("SELECT", "WITH"))
        for step in connection.execute(f"EXPLAIN QUERY PLAN {statement}")
    ]


def assert_lean(found: list[str]) -> None:
    assert found
    bad = [step for step in found if FULL.match(step) or "BLOOM" in step or "AUTOMATIC" in step]
    assert not bad


@pytest.mark.parametrize("sort", sorted(SORTS))
@pytest.mark.parametrize("statuses", STATES)
def test_a_walk_sorts_nothing_and_stays_in_its_index(
    world: World, sort: str, statuses: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "STEPS", 10**9)
    places = NUMBERED if SORTS[sort].numeric else PLACES
    for scope, place in product(SCOPES, places):
        query = Query(CustomerFilter(scope, statuses), None, SORTS[sort], False, NOW + 9)
        found = plans(world.connection, partial(window, world.connection, query, place, 5))
        assert_lean(found)
        assert not [step for step in found if "B-TREE" in step]
        walks = [step for step in found if SORTS[sort].along in step]
        assert walks
        assert all("COVERING" in step for step in walks)


@pytest.mark.parametrize("text", ["acme", "a", "東", "acme and a text too long for a phrase"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("statuses", STATES)
def test_a_text_is_found_by_an_index(
    world: World, text: str, way: str, statuses: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = world.connection
    match = match_text(connection, text)
    with taking(way):
        for scope, sort in product(SCOPES, ("name", "externalId")):
            only = CustomerFilter(scope, statuses)
            query = Query(only, match, SORTS[sort], False, NOW + 9)
            for place in PLACES:
                assert_lean(plans(connection, partial(window, connection, query, place, 5)))
    for scope, cap in product(SCOPES, (2, 5_000)):
        monkeypatch.setattr(customer_counts, "CAP", cap)
        monkeypatch.setattr(customer_counts, "FEW", cap // 4)
        only = CustomerFilter(scope, statuses)
        counted = partial(customer_counts.count, connection, only, match, NOW + 9)
        assert_lean(plans(connection, counted))


def test_few_are_gathered_by_the_counters(world: World) -> None:
    for scope in SCOPES:
        query = Query(CustomerFilter(scope, ("deleting",), 16), None, SORTS["name"], False, NOW)
        found = plans(world.connection, partial(window, world.connection, query, Place(), 5))
        assert_lean(found)
        seek = "COVERING INDEX customers_owner (owner_id=? AND status=? AND packages=?"
        assert [step for step in found if seek in step]


def test_single_customers_and_pages_are_looked_up(world: World) -> None:
    connection = world.connection
    only = CustomerFilter(Scope(1))
    exact = Query(only, match_exactly("NC-000001", bytes(16)), SORTS["created"], True, NOW)
    pasted = Query(only, match_text(connection, "0" * 32), SORTS["name"], True, NOW)
    for work in (
        partial(customer_rows.by_ids, connection, [1, 2, 3], NOW + 99),
        partial(customer_rows.by_uuid, connection, Scope(1), bytes(16), NOW),
        partial(window, connection, exact, Place(), 5),
        partial(window, connection, pasted, Place(), 5),
        partial(customer_counts.count, connection, only, None, NOW + 99),
        partial(changes.changed, connection, Scope(1), NOW, NOW + 9, 5),
        partial(changes.next_change, connection, Scope(1), NOW),
        partial(fold, connection, NOW - 1),
    ):
        assert_lean(plans(connection, work))


@pytest.mark.parametrize(
    "only",
    [
        PLAIN,
        PLAIN._replace(customer=bytes(16)),
        PLAIN._replace(external="NC-000001"),
        PLAIN._replace(person=bytes(16)),
        PLAIN._replace(email="a@example.com"),
        PLAIN._replace(status="pending_user_migration"),
        PLAIN._replace(after=NOW),
        PLAIN._replace(changed=NOW),
    ],
)
@pytest.mark.parametrize("by_change", [True, False])
def test_subscribers_are_found_by_an_index(
    world: World, only: people.SubscriberFilter, by_change: bool
) -> None:
    connection = world.connection
    for scope, place in product(SCOPES, (Place(), Place(after=Key(NOW, 1)))):
        query = people.SubscriberQuery(only._replace(scope=scope), by_change, True, NOW + 9)
        assert_lean(plans(connection, partial(people.window, connection, query, place, 5)))
    assert_lean(plans(connection, partial(subscribers.by_ids, connection, [1, 2], NOW)))
    one = partial(subscribers.by_uuid, connection, Scope(1), bytes(16), NOW)
    assert_lean(plans(connection, one))


@pytest.mark.parametrize("pending", [True, False])
def test_decisions_are_walked_along_their_index_and_not_sorted(world: World, pending: bool) -> None:
    for scope in SCOPES:
        work = partial(decisions.listed, world.connection, scope, NOW, 9, pending=pending)
        found = plans(world.connection, work)
        assert_lean(found)
        index = "decisions_waiting" if pending else "decisions_opened"
        assert [step for step in found if f"SEARCH d USING INDEX {index} (opened_ms<" in step]
        assert not [step for step in found if "B-TREE" in step]


def test_denied_parties_are_looked_up(world: World) -> None:
    found = plans(world.connection, partial(order_facts.denied, world.connection, "a", "b"))
    assert not [step for step in found if step.startswith("SCAN denied")]
    looked_up = ("denied_parties_name (name_key=?)", "denied_parties_address (address_key=?)")
    for index in looked_up:
        assert [step for step in found if index in step]


@pytest.mark.parametrize(
    ("scope", "customer", "index"),
    [
        (Scope(1), None, "SCAN e"),
        (Scope(1, 2), None, "SEARCH e USING INDEX emails_owner (owner_id=?"),
        (Scope(1), bytes(16), "SEARCH e USING INDEX emails_customer (customer_id=?"),
        (Scope(1, 2), bytes(16), "SEARCH e USING INDEX emails_customer (customer_id=?"),
    ],
)
def test_emails_are_walked_along_whose_they_are(
    world: World, scope: Scope, customer: bytes | None, index: str
) -> None:
    for place in (Place(), Place(after=Key(7, 7)), Place(before=Key(7, 7))):
        work = partial(emails.page, world.connection, scope, customer, place, 5)
        found = plans(world.connection, work)
        assert_lean(found)
        assert not [step for step in found if "B-TREE" in step]
        walk = index.replace("SCAN", "SEARCH") if place.bound and index == "SCAN e" else index
        assert [step for step in found if step.startswith(walk)]


def test_templates_tell_their_customers_without_a_walk_over_them(world: World) -> None:
    connection = world.connection
    for work in (
        partial(templates.of_scope, connection, Scope(1)),
        partial(templates.gone, connection, NOW + 9),
    ):
        found = plans(connection, work)
        assert_lean(found)
        assert not [step for step in found if "customers_template" in step]
        walks = [step for step in found if re.match(r"(SCAN|SEARCH) (c|customers)\b", step)]
        assert all("customers_next (next_at<?)" in step for step in walks)
