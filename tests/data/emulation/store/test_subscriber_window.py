from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.emulation.rules.timeline import latest_due
from data.emulation.store import subscribers
from data.emulation.store.customer_filter import Scope
from data.emulation.store.positions import Place
from data.emulation.store.subscriber_window import SubscriberFilter, SubscriberQuery, window
from tests.data.emulation import model
from tests.data.emulation.builder import NOW, World
from tests.data.emulation.store.test_customer_window import NOWS, SCOPES
from tests.data.emulation.worlds import MINUTE, worlds


class Found(NamedTuple):
    """A subscriber as it is at a moment."""

    value: int
    id: int
    status: str
    status_ms: int
    created_ms: int
    root_id: int
    owner_id: int
    customer: bytes
    external: str
    person: bytes
    email: str


def everything(world: World, now: int, *, by_change: bool) -> list[Found]:
    alive = {c.id for c in model.customers(world.connection, now)}
    rows = world.connection.execute(
        "SELECT u.id, u.status, u.status_ms, u.created_ms, c.root_id, c.owner_id, c.uuid,"
        " c.external_id, p.uuid, p.email, c.id FROM subscribers AS u"
        " JOIN customers AS c ON c.id = u.customer_id JOIN people AS p ON p.id = u.person_id"
    ).fetchall()
    found = []
    for number, was, since, created, *rest, customer in rows:
        step = latest_due(model.steps(world.connection, 3, number, 0), now)
        status, changed = (was, since) if step is None else (step.status, step.due_ms)
        if status != "deleted" and customer in alive:
            value = changed if by_change else created
            found.append(Found._make([value, number, status, changed, created, *rest]))
    return sorted(found)


@settings(max_examples=100, deadline=None)
@given(worlds(customers=4, subscribers=4), SCOPES, NOWS, st.booleans(), st.booleans(), st.data())
def test_a_list_shows_what_a_full_search_would(
    world: World, scope: Scope, now: int, by_change: bool, descending: bool, data: st.DataObject
) -> None:
    rows = everything(world, now, by_change=by_change)
    some = data.draw(st.sampled_from(rows)) if rows else None
    asked = data.draw(
        st.sets(
            st.sampled_from(
                ["customer", "external", "person", "email", "status", "after", "changed"]
            ),
            max_size=2,
        )
    )
    only = SubscriberFilter(scope)
    if some is not None:
        values = {name: getattr(some, name) for name in asked & set(some._fields)}
        only = only._replace(
            **values,
            after=some.created_ms - MINUTE if "after" in asked else None,
            changed=some.status_ms - 1 if "changed" in asked else None,
        )
    expected = [
        row
        for row in rows
        if row.root_id == scope.root_id
        and scope.owner_id in {None, row.owner_id}
        and all(
            getattr(only, name) in {None, getattr(row, name)}
            for name in ("customer", "external", "person", "email", "status")
        )
        and (only.after is None or row.created_ms > only.after)
        and (only.changed is None or row.status_ms > only.changed)
    ]
    expected.sort(reverse=descending)
    query = SubscriberQuery(only, by_change, descending, now)
    found: list[int] = []
    place: Place | None = Place()
    while place is not None:
        shown = window(world.connection, query, place, 2)
        found += [key.id for key in shown.keys]
        place = Place(after=shown.keys[-1]) if shown.has_next else None
    assert found == [row.id for row in expected]
    offset = window(world.connection, query, Place(offset=1), 2)
    assert [key.id for key in offset.keys] == found[1:3]
    for row, read in zip(expected, subscribers.by_ids(world.connection, found, now), strict=True):
        assert (read.status, read.status_ms, read.email) == (row.status, row.status_ms, row.email)


@pytest.mark.parametrize("by_change", [True, False])
def test_a_sub_partners_few_are_found_without_a_walk(by_change: bool) -> None:
    world = World()
    top = world.partner()
    small = world.partner("Small", top)
    for n in range(40):
        customer = world.customer(small if n == 7 else top, f"Customer {n}")
        world.subscriber(customer, email=f"u{n}@example.com")
    statements: list[str] = []
    world.connection.set_trace_callback(statements.append)
    query = SubscriberQuery(SubscriberFilter(Scope(top, small)), by_change, True, NOW)
    assert len(window(world.connection, query, Place(), 50).keys) == 1
    assert "customers_owner" in statements[-1]


def emails(world: World, only: SubscriberFilter, now: int = NOW) -> list[str]:
    query = SubscriberQuery(only, by_change=False, descending=True, now=now)
    keys = window(world.connection, query, Place(), 50).keys
    return [row.email for row in subscribers.by_ids(world.connection, [k.id for k in keys], now)]


def test_subscribers_go_with_their_customer() -> None:
    world = World()
    customer = world.customer(world.partner(), "Acme", steps=[(NOW + 5, "deleted")])
    world.subscriber(customer, email="a@example.com")
    everyone = SubscriberFilter(Scope(1))
    assert emails(world, everyone, NOW + 4) == ["a@example.com"]
    assert emails(world, everyone, NOW + 5) == []


def test_after_leaves_its_own_moment_out() -> None:
    world = World()
    customer = world.customer(world.partner(), "Acme")
    for n in range(3):
        world.subscriber(customer, email=f"u{n}@example.com", created_ms=NOW - n)
    everyone = SubscriberFilter(Scope(1))
    assert emails(world, everyone._replace(after=NOW - 1)) == ["u0@example.com"]
    assert emails(world, everyone._replace(changed=NOW - 2)) == ["u0@example.com", "u1@example.com"]
